#include "lib/action/clients.h"

#include <algorithm>

#include "lib/action/builder.h"
#include "lib/action/client_verbs.h"
#include "lib/base/text.h"
#include "lib/shell/descriptors.h"
#include "lib/shell/options.h"

namespace interlock {
namespace {

using Piece = ClientPiece;

bool contains(ClientRow::Names names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Word join_words(const std::vector<Word>& words) {
  Word joined;
  for (const Word& word : words) {
    if (&word != &words.front()) joined.append(Word(" "));
    joined.append(word);
  }
  return joined;
}

class ClientReader {
 public:
  ClientReader(const SimpleCommand& command, const ClientRow& row, ClientCall& call)
      : command_(command), row_(row), call_(call) {}

  bool read() {
    const std::span<const Word> words = std::span(command_.argv).subspan(1);
    line_ = read_options(row_.grammar, words);
    const auto verbs = match_verbs(row_, line_);
    if (!verbs) return false;
    call_.row = &row_;
    call_.client = std::string(row_.program);
    if (!row_.verbs.empty()) call_.client += ' ' + std::string(row_.verbs);
    call_.code = std::string(row_.code);
    for (const std::string_view name : row_.harmless)
      if (surely_says(name) && !is_negated(name)) call_.is_harmless = true;
    if (row_.special == ClientRow::Special::shell_of_choice) choose_language();
    std::vector<Word> operands;
    for (std::size_t i = *verbs; i < line_.operands.size(); ++i)
      operands.push_back(line_.operands[i].word);
    take_options();
    take_operands(operands);
    take_input();
    take_special();
    return true;
  }

 private:
  void add(Piece::Kind kind, Word text, std::string from, bool certain = true) {
    if (!call_.code.empty() && kind == Piece::Kind::sql) kind = Piece::Kind::code;
    if (!call_.code.empty() && kind == Piece::Kind::file) kind = Piece::Kind::code_file;
    call_.pieces.push_back({kind, std::move(text), std::move(from), certain});
  }

  // "--help", or "--help=commands": the option with this value.
  bool surely_says(std::string_view name) const {
    const std::size_t equals = name.find('=');
    if (equals == std::string_view::npos) return surely_on(line_, name);
    if (line_.has_hole || line_.value_may_split || line_.operand_may_option) return false;
    return std::any_of(line_.options.begin(), line_.options.end(), [&](const ReadOption& option) {
      return option.certain && option.name == name.substr(0, equals) && option.value &&
             option.value->known() && option.value->text == name.substr(equals + 1);
    });
  }

  // --nodry_run of Google's tools, which no family of ours knows.
  bool is_negated(std::string_view name) const {
    if (!name.starts_with("--")) return false;
    const std::string negation = "--no" + std::string(name.substr(2));
    return std::any_of(line_.options.begin(), line_.options.end(),
                       [&](const ReadOption& option) { return option.name == negation; });
  }

  // aws and atlas: file://x names a file.
  void add_sql_or_url(const Word& value, const std::string& name) {
    for (const std::string_view scheme : {"file://", "fileb://"})
      if (value.text.starts_with(scheme) && !value.has_hole_in(0, scheme.size()))
        return add(Piece::Kind::file, value.substr(scheme.size()), name);
    add(Piece::Kind::sql, value, name);
  }

  void choose_language() {  // mysqlsh: JavaScript unless told otherwise
    call_.code = "node";
    for (const ReadOption& option : line_.options) {
      if (option.name == "--sql" || option.name == "--sqlc" || option.name == "--mysql")
        call_.code.clear();
      if (option.name == "--py" || option.name == "--python") call_.code = "python";
      if (option.name == "--js" || option.name == "--javascript") call_.code = "node";
    }
  }

  void take_options() {
    std::string delimiter;
    for (const ReadOption& option : line_.options) {
      if (!option.value) continue;
      if (contains(row_.sql, option.name)) {
        Word text = *option.value;
        if (!delimiter.empty()) text = Word("DELIMITER " + delimiter + '\n').append(text);
        add_sql_or_url(text, option.name);
      } else if (contains(row_.files, option.name)) {
        add_files(*option.value, option.name);
      } else if (option.name == "--delimiter" && option.value->known() &&
                 option.value->text != ";") {
        delimiter = option.value->text;
      } else if (option.name == "-v" || option.name == "--set" || option.name == "--variable") {
        const std::size_t equals = option.value->text.find('=');
        if (equals != std::string::npos && !option.value->has_hole_in(0, equals))
          call_.variables.push_back(
              {option.value->text.substr(0, equals), option.value->substr(equals + 1)});
      }
    }
  }

  void add_files(const Word& value, const std::string& name) {
    if (row_.special == ClientRow::Special::desired_state) {
      if (value.known() && value.text.starts_with("file://") && value.text.ends_with(".sql"))
        add(Piece::Kind::file, value.substr(7), name, false);
      return;
    }
    if (value.known() && (value.text == "-" || named_descriptor(value.text) == 0)) {
      call_.reads_input = true;
      return;
    }
    Word path = value;
    if (row_.program == "pgbench") {  // file@weight
      const std::size_t at = path.text.rfind('@');
      if (at != std::string::npos && at > 0) path = path.substr(0, at);
    }
    const bool listed =
        row_.dialect == Dialect::mssql && path.known() && path.text.find(',') != std::string::npos;
    if (!listed) return add(Piece::Kind::file, path, name);
    for (const std::string_view one : split(path.text, ','))
      add(Piece::Kind::file, Word(one), name);
  }

  void take_operands(const std::vector<Word>& operands) {
    using enum ClientRow::Operands;
    const std::string from = "an operand";
    switch (row_.operands) {
      case ignored:
        break;
      case sql_first:
        if (!operands.empty() && operands[0].text != "-") add(Piece::Kind::sql, operands[0], from);
        break;
      case sql_each:
        for (const Word& one : operands) add(Piece::Kind::sql, one, from);
        break;
      case sql_joined:
        if (!operands.empty()) add(Piece::Kind::sql, join_words(operands), "its operands");
        break;
      case sql_after_first:
        for (std::size_t i = 1; i < operands.size(); ++i) add(Piece::Kind::sql, operands[i], from);
        break;
      case sql_if_it_looks:
        for (const Word& one : operands)
          if (looks_like_sql(fill_holes(one, "_"))) add(Piece::Kind::sql, one, from);
        break;
      case file_first:
        if (!operands.empty()) add_files(operands[0], from);
        break;
      case file_each:
        for (const Word& one : operands) add_files(one, from);
        break;
      case at_files:
        for (const Word& one : operands) {
          const std::size_t at = one.text.starts_with('@') ? 0 : std::string::npos;
          if (at == std::string::npos || one.has_hole_in(0, 1)) continue;
          Word path = one.substr(one.text.starts_with("@@") ? 2 : 1);
          if (path.known() && base_name(path.text).find('.') == std::string_view::npos)
            path.append(Word(".sql"));
          add(Piece::Kind::file, path, from);
        }
        break;
      case code_first:
        if (!operands.empty()) {
          const Word& one = operands[0];
          if (one.known() && one.text == "-")
            call_.reads_input = true;
          else if (one.known() && (one.text.ends_with(".rb") || one.text.ends_with(".php")))
            add(Piece::Kind::code_file, one, from);
          else
            add(Piece::Kind::code, one, from);
        }
        break;
      case code_after_first:
        for (const Word& one : operands)
          if (one.known() && (one.text.ends_with(".js") || one.text.ends_with(".mongodb")))
            add(Piece::Kind::code_file, one, from);
        break;
    }
  }

  void take_input() {
    switch (row_.input) {
      case ClientRow::Input::never:
        break;
      case ClientRow::Input::otherwise: {
        // An init command runs besides; what it leaves to read is read.
        const bool only_init = std::all_of(
            call_.pieces.begin(), call_.pieces.end(),
            [](const Piece& piece) { return piece.from.starts_with("--init-command"); });
        if (only_init) call_.reads_input = true;
        break;
      }
      case ClientRow::Input::always:
        call_.reads_input = true;
        break;
      case ClientRow::Input::on_flag:
        if (maybe_on(row_.grammar, line_, "--stdin")) call_.reads_input = true;
        break;
    }
  }

  void take_special() {
    const auto& argv = command_.argv;
    const auto dashes = std::find(argv.begin() + 1, argv.end(), Word("--"));
    switch (row_.special) {
      case ClientRow::Special::none:
      case ClientRow::Special::sqlite:
      case ClientRow::Special::redis:
      case ClientRow::Special::desired_state:
      case ClientRow::Special::shell_of_choice:
        break;
      case ClientRow::Special::inner_dashes: {
        const bool is_psql = row_.verbs == "psql" || surely_on(line_, "--psql");
        if (!is_psql) break;
        call_.inner = {Word("psql")};
        if (dashes != argv.end()) call_.inner.insert(call_.inner.end(), dashes + 1, argv.end());
        call_.inner_via = call_.client;
        break;
      }
      case ClientRow::Special::inner_verb: {
        const auto verb = std::find(argv.begin() + 1, argv.end(), Word(row_.verbs));
        call_.inner.assign(verb, argv.end());
        call_.inner_via = std::string(row_.program);
        call_.reads_input = false;
        break;
      }
      case ClientRow::Special::words_after_dashes:
        if (dashes == argv.end()) break;
        for (auto word = dashes + 1; word != argv.end(); ++word) {
          Word text = *word;
          for (const std::string_view option : {"-c", "-e", "--command=", "--execute="})
            if (text.text.starts_with(option) && text.text.size() > option.size())
              text = text.substr(option.size());
          if (!looks_like_sql(fill_holes(text, "_"))) continue;
          add(Piece::Kind::sql, text, "the words after --");
          call_.reads_input = false;
        }
        break;
      case ClientRow::Special::default_file:
        if (call_.pieces.empty()) add(Piece::Kind::file, Word("db/schema.sql"), "its default");
        break;
    }
  }

  const SimpleCommand& command_;
  const ClientRow& row_;
  ClientCall& call_;
  ReadLine line_;
};

}  // namespace

std::optional<ClientCall> read_client(const SimpleCommand& command) {
  const std::string_view program = known_base_name(command.argv.front());
  if (program.empty()) return std::nullopt;
  const std::vector<const ClientRow*> rows = client_rows(program);
  // The longest verbs win: "query" of sqlite-utils before the bare program.
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    ClientCall call;
    call.row = *row;
    if ((*row)->special == ClientRow::Special::sqlite ||
        (*row)->special == ClientRow::Special::redis) {
      call.client = std::string(program);
      if ((*row)->special == ClientRow::Special::sqlite)
        read_sqlite(command, call);
      else
        read_redis(command, call);
      return call;
    }
    if (ClientReader(command, **row, call).read()) return call;
  }
  return std::nullopt;
}

}  // namespace interlock
