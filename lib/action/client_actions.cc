// What a client was given -> actions: statements, code, inner clients, doors.
#include <algorithm>
#include <span>

#include "lib/action/builder.h"
#include "lib/action/client_memory.h"
#include "lib/action/clients.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

std::string input_channel(const SimpleCommand& command, const std::string& client) {
  if (command.input.producer >= 0) return "pipe into " + client;
  return "here-document of " + client;
}

// A dot-command that writes a file: .output, .once, .backup ...
void note_output_file(Builder& builder, const Word& text, int command) {
  if (!text.known() || text.text.size() > (1u << 20)) return;
  for (const std::string_view raw : split(text.text, '\n')) {
    const std::string_view line = trim(raw);
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    const std::string_view verb = line.substr(0, space);
    const bool writes = verb == ".output" || verb == ".once" || verb == ".backup" ||
                        verb == ".save" || verb == ".clone" || verb == "\\o" || verb == "\\out" ||
                        verb == "\\w" || verb == "\\write";
    if (!writes) continue;
    std::string_view path = trim(line.substr(space));
    if (path.size() > 1 && (path.front() == '\'' || path.front() == '"') &&
        path.back() == path.front())
      path = path.substr(1, path.size() - 2);
    if (path.empty() || path.starts_with('|') || path == "stdout" || path == "off") continue;
    FileAction action;
    action.path = Builder::resolve(Word(path), builder.command(command).directory);
    action.channel = std::string(verb);
    action.command = command;
    builder.add_file(std::move(action));
  }
}

}  // namespace

// Every line of standard input is a command of its own for redis-cli.
void run_redis_lines(Builder& builder, const Word& text, int command, std::string_view client) {
  int count = 0;
  const std::string filled = fill_holes(text, "_");
  for (const std::string_view raw : split(filled, '\n')) {
    const std::string_view line = trim(raw);
    if (line.empty() || ++count > 2000) continue;
    std::vector<Word> argv{Word(client)};
    std::size_t at = 0;
    while (at < line.size()) {
      if (line[at] == ' ' || line[at] == '\t') {
        ++at;
        continue;
      }
      const char quote = line[at] == '"' || line[at] == '\'' ? line[at] : '\0';
      const std::size_t begin = quote != 0 ? at + 1 : at;
      std::size_t end = begin;
      while (end < line.size() && (quote != 0 ? line[end] != quote : line[end] != ' ')) ++end;
      argv.emplace_back(line.substr(begin, end - begin));
      at = end + (quote != 0 ? 1 : 0);
    }
    Input nothing;
    nothing.kind = Input::Kind::nothing;
    builder.run_words(std::move(argv), command, "standard input", nothing);
  }
}

namespace {

// nc cache 6379: what goes to the port of Redis is read like the input of redis-cli.
void act_on_socket(Builder& builder, int index) {
  const std::string& program = builder.program(index);
  if (program != "nc" && program != "ncat" && program != "netcat" && program != "telnet" &&
      program != "socat")
    return;
  const SimpleCommand& command = builder.command(index);
  const bool port = std::any_of(command.argv.begin(), command.argv.end(), [](const Word& word) {
    return word.text == "6379" || word.text.ends_with(":6379");
  });
  const Input input = command.input;
  const bool shown = input.kind == Input::Kind::text || input.kind == Input::Kind::command;
  if (port && shown && !is_one_hole(input.text))
    run_redis_lines(builder, input.text, index, "redis-cli");
}

class ClientActor {
 public:
  ClientActor(Builder& builder, int index, const SimpleCommand& command, const ClientCall& call)
      : builder_(builder), index_(index), command_(command), call_(call) {
    source_.dialect = call.row->dialect;
    source_.client = true;
    source_.program = std::string(known_base_name(command.argv.front()));
    source_.command = index;
    source_.variables = call.variables;
  }

  void act() {
    if (call_.is_harmless) return;
    if (!call_.inner.empty()) {
      const bool opened =
          static_cast<std::size_t>(index_) + 1 < builder_.actions().line.commands.size() &&
          builder_.command(index_ + 1).parent == index_;
      if (!opened) builder_.run_words(call_.inner, index_, call_.inner_via, command_.input);
      return;
    }
    const std::size_t before = builder_.actions().sql.size();
    for (const ClientPiece& piece : call_.pieces) take(piece);
    if (call_.reads_input) take_input();
    spare_what_is_not_there(call_, std::span(builder_.actions().sql).subspan(before));
  }

 private:
  void take(const ClientPiece& piece) {
    SqlSource source = source_;
    source.channel = piece.from + " of " + call_.client;
    source.certain = piece.certain;
    switch (piece.kind) {
      case ClientPiece::Kind::sql:
        builder_.add_sql(piece.text, source);
        note_output_file(builder_, piece.text, index_);
        break;
      case ClientPiece::Kind::file:
        if (!piece.certain) {  // only looked at when it can be
          const Word path = Builder::resolve(piece.text, command_.directory);
          if (builder_.texts_of(path, index_).empty()) break;
        }
        source.channel = "file " + piece.text.text + " read by " + call_.client;
        builder_.add_sql_file(piece.text, source);
        break;
      case ClientPiece::Kind::code:
        builder_.add_code(call_.code, piece.text, source.channel, index_);
        break;
      case ClientPiece::Kind::code_file:
        take_code_file(piece.text);
        break;
      case ClientPiece::Kind::redis:
        run_redis_lines(builder_, piece.text, index_, source_.program);
        break;
    }
  }

  void take_code_file(const Word& name) {
    const Word path = Builder::resolve(name, command_.directory);
    const std::vector<Word> texts = builder_.texts_of(path, index_);
    if (texts.empty())
      builder_.add_opaque("script",
                          call_.client + " runs " + name.text + ", which cannot be looked into",
                          path.text, index_);
    for (const Word& text : texts) builder_.add_code(call_.code, text, "file " + name.text, index_);
  }

  void take_text(const Word& text, const std::string& channel) {
    SqlSource source = source_;
    source.channel = channel;
    if (call_.row->special == ClientRow::Special::redis) {
      run_redis_lines(builder_, text, index_, source_.program);
    } else if (!call_.code.empty()) {
      builder_.add_code(call_.code, text, channel, index_);
    } else {
      builder_.add_sql(text, source);
      note_output_file(builder_, text, index_);
    }
  }

  void take_input() {
    const Input& input = command_.input;
    switch (input.kind) {
      case Input::Kind::inherited:
        builder_.add_opaque("door",
                            call_.client +
                                " is started with nothing to run: what it is told later "
                                "cannot be seen",
                            builder_.actions().commands[static_cast<std::size_t>(index_)].canonical,
                            index_);
        break;
      case Input::Kind::nothing:
        break;
      case Input::Kind::text:
        if (is_one_hole(input.text))
          unknown_input(input.text.text);
        else
          take_text(input.text, input_channel(command_, call_.client));
        break;
      case Input::Kind::file:
        if (call_.row->special == ClientRow::Special::redis || !call_.code.empty()) {
          const Word path = Builder::resolve(input.text, builder_.redirection_directory(index_));
          const std::vector<Word> texts = builder_.texts_of(path, index_);
          if (texts.empty()) unknown_input(input.text.text);
          for (const Word& text : texts) take_text(text, "file " + input.text.text);
        } else {
          SqlSource source = source_;
          source.is_local = true;
          source.channel = "file " + input.text.text + " read by " + call_.client;
          builder_.add_sql_file(input.text, source);
        }
        break;
      case Input::Kind::command:
        if (const std::optional<Word> joined = joined_files())
          take_text(*joined, input_channel(command_, call_.client));
        else
          unknown_input(input.text.text);
        break;
    }
  }

  // `cat a.sql b.sql |`: one text, since a statement may go on in the next file. Where another cat
  // stands in the line, which of them is meant cannot be told.
  std::optional<Word> joined_files() {
    const auto is_cat = [](const SimpleCommand& one) {
      return known_base_name(one.argv.front()) == "cat";
    };
    const std::vector<SimpleCommand>& commands = builder_.actions().line.commands;
    if (command_.input.producer < 0 || !command_.input.text.text.starts_with("$(cat ") ||
        std::count_if(commands.begin(), commands.end(), is_cat) != 1)
      return std::nullopt;
    const SimpleCommand& cat = commands[static_cast<std::size_t>(command_.input.producer)];
    if (!is_cat(cat) || cat.is_remote) return std::nullopt;
    Word joined;
    for (std::size_t i = 1; i < cat.argv.size(); ++i) {
      const Word& name = cat.argv[i];
      if (!name.known() || name.text.starts_with('-')) return std::nullopt;
      const std::vector<Word> texts =
          builder_.texts_of(Builder::resolve(name, cat.directory), command_.input.producer);
      if (texts.size() != 1 || is_one_hole(texts[0])) return std::nullopt;
      joined.append(texts[0]);
      if (joined.text.size() > (1u << 20)) return std::nullopt;
    }
    return joined;
  }

  void unknown_input(const std::string& text) {
    std::string from = text;
    if (command_.input.producer >= 0)
      from =
          builder_.actions().commands[static_cast<std::size_t>(command_.input.producer)].canonical;
    builder_.add_opaque(call_.code.empty() ? "sql-input" : "code",
                        call_.client + " reads what `" + shorten(from, 120) + "` prints", from,
                        index_);
  }

  Builder& builder_;
  int index_;
  const SimpleCommand& command_;
  const ClientCall& call_;
  SqlSource source_;
};

}  // namespace

void act_on_client(Builder& builder, int index) {
  act_on_socket(builder, index);
  if (client_rows(builder.program(index)).empty()) return;
  const SimpleCommand command = builder.command(index);  // the line grows while we look at it
  if (const std::optional<ClientCall> call = read_client(command))
    ClientActor(builder, index, command, *call).act();
}

}  // namespace interlock
