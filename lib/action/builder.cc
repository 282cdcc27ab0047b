#include "lib/action/builder.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/understand.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_alternatives = 4;  // texts that one file may hold

// A blank inside a word must never look like the border of two words.
std::string canonical_of(const std::vector<Word>& argv) {
  std::string text;
  for (const Word& word : argv) {
    if (&word != &argv.front()) text += ' ';
    for (const char c : word.text) {
      if (c == ' ' || c == '\t')
        text += "\u00A0";
      else if (c >= '\n' && c <= '\r')
        text += "\u2028";
      else
        text += c;
    }
  }
  return text;
}

const char* kind_name(Unknown::Kind kind) {
  switch (kind) {
    case Unknown::Kind::program: return "program";
    case Unknown::Kind::shell_text: return "shell-text";
    case Unknown::Kind::script: return "script";
    case Unknown::Kind::door: return "door";
    case Unknown::Kind::too_much: return "too-much";
    case Unknown::Kind::syntax: return "syntax";
  }
  return "syntax";
}

// "\!" of "\! rm x", "PROGRAM" of a COPY.
std::string verb_of(const Statement& statement) {
  const std::string& text = statement.text;
  if (text.starts_with('\\') || text.starts_with('.'))
    return text.substr(0, text.find_first_of(" \t\n"));
  return "PROGRAM";
}

bool is_path_glob(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos &&
         text.find_first_of("$`~<") == std::string_view::npos;
}

}  // namespace

bool is_one_hole(const Word& word) {
  return word.holes.size() == 1 && word.holes[0].begin == 0 &&
         word.holes[0].end == word.text.size() && !word.text.empty();
}

std::string fill_holes(const Word& word, std::string_view prefix) {
  if (word.known()) return word.text;
  std::string text;
  std::size_t at = 0;
  for (const Hole& hole : word.holes) {
    text.append(word.text, at, hole.begin - at);
    text += prefix;
    std::size_t kept = 0;
    for (std::size_t i = hole.begin; i < hole.end && kept < 32; ++i) {
      const char c = word.text[i];
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '_';
      if (plain) text += c;
      kept += plain;
    }
    if (kept == 0) text += 'x';
    at = hole.end;
  }
  return text.append(word.text, at);
}

std::string command_line_of(const std::vector<Word>& argv) {
  std::string line;
  for (const Word& word : argv) {
    if (&word != &argv.front()) line += ' ';
    if (word.known()) {
      line += shell_quote(word.text);
      continue;
    }
    std::size_t at = 0;
    for (const Hole& hole : word.holes) {
      if (hole.begin > at) line += shell_quote(std::string_view(word.text).substr(at, hole.begin - at));
      line += "\"${" + fill_holes(word.substr(hole.begin, hole.end - hole.begin), "unknown_") + "}\"";
      at = hole.end;
    }
    if (at < word.text.size()) line += shell_quote(std::string_view(word.text).substr(at));
  }
  return line;
}

// --- the overlay -------------------------------------------------------------

std::optional<std::string> Builder::Overlay::read(const std::string& path) const {
  const auto found = written.find(path);
  if (found != written.end()) return found->second;
  return disk_ != nullptr ? disk_->read(path) : std::nullopt;
}

std::vector<std::string> Builder::Overlay::list(const std::string& directory) const {
  std::vector<std::string> names;
  if (disk_ != nullptr) names = disk_->list(directory);
  const std::string prefix = directory == "/" ? "/" : directory + '/';
  for (auto at = written.lower_bound(prefix); at != written.end(); ++at) {
    if (!at->first.starts_with(prefix)) break;
    const std::string name = at->first.substr(prefix.size());
    if (name.find('/') == std::string::npos) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool Builder::Overlay::is_directory(const std::string& path) const {
  return disk_ != nullptr && disk_->is_directory(path);
}

// --- bounds ------------------------------------------------------------------

Builder::Builder(const Call& call, const ActionContext& context)
    : call_(call), context_(context), files_(context.files) {}

bool Builder::spend(std::size_t cost) {
  if (work_ > cost) {
    work_ -= cost;
    return true;
  }
  work_ = 0;
  if (!exhausted_) {
    exhausted_ = true;
    add_opaque("too-much", "the call does more than can be followed", "", -1);
  }
  return false;
}

void Builder::add_opaque(std::string kind, std::string what, std::string text, int command) {
  OpaqueAction action;
  action.kind = std::move(kind);
  action.what = std::move(what);
  action.text = shorten(text, 4096);
  if (command >= 0) action.program = program(command);
  action.command = command;
  actions_.opaque.push_back(std::move(action));
}

// --- command lines -------------------------------------------------------------

void Builder::run_call(const std::string& text) {
  const ShellContext context{call_.cwd, context_.home, &files_};
  const int begin = append_line(understand_shell(text, context), -1, "", false);
  work_through(begin);
}

void Builder::run_shell(const std::string& text, int parent, const std::string& via, bool quiet) {
  if (trim(text).empty()) return;
  if (nesting_ >= k_max_nesting) {
    add_opaque("too-much", "commands are nested too deeply", text, parent);
    return;
  }
  if (!spend(1000 + 2 * text.size())) return;
  ShellContext context{call_.cwd, context_.home, &files_};
  Word directory(call_.cwd);
  if (parent >= 0) directory = command(parent).directory;
  if (!directory.known()) directory.text = normalise_path("/", directory.text);
  context.directory = directory.text;
  CommandLine line = understand_shell(text, context);
  if (!directory.known())  // what it knows of the directory is only its spelling
    for (SimpleCommand& one : line.commands)
      if (one.directory.known() && one.directory.text.starts_with(directory.text))
        one.directory.holes = {{0, directory.text.size()}};
  ++nesting_;
  work_through(append_line(std::move(line), parent, via, quiet));
  --nesting_;
}

void Builder::run_words(std::vector<Word> argv, int parent, const std::string& via, Input input) {
  if (argv.empty() || nesting_ >= k_max_nesting || !spend(200)) return;
  CommandLine line;
  SimpleCommand one;
  one.argv = std::move(argv);
  one.input = std::move(input);
  if (one.input.producer >= 0) one.input.producer = -1;
  if (parent >= 0) {
    one.directory = command(parent).directory;
    one.in_pipe = command(parent).in_pipe;
  }
  line.commands.push_back(std::move(one));
  ++nesting_;
  work_through(append_line(std::move(line), parent, via, false));
  --nesting_;
}

int Builder::order_of(int index) const {
  if (index < 0 || static_cast<std::size_t>(index) >= orders_.size()) return index < 0 ? -1 : index;
  return orders_[static_cast<std::size_t>(index)];
}

int Builder::append_line(CommandLine&& line, int parent, const std::string& via, bool quiet) {
  CommandLine& whole = actions_.line;
  const int shift = static_cast<int>(whole.commands.size());
  const std::size_t first_write = whole.writes.size();
  SimpleCommand carrier;
  if (parent >= 0) {
    const SimpleCommand& one = command(parent);
    carrier.source = one.source;
    carrier.depth = one.depth + 1;
    carrier.certain = one.certain && !quiet;
    carrier.background = one.background;
    carrier.is_remote = one.is_remote;
    if (one.assignments.size() + one.exported.size() <= 64) {
      carrier.exported = one.exported;
      carrier.exported.insert(carrier.exported.end(), one.assignments.begin(), one.assignments.end());
    }
  }
  for (SimpleCommand& one : line.commands) {
    if (parent >= 0) {
      one.source = carrier.source;
      one.depth += carrier.depth;
      one.certain = one.certain && carrier.certain;
      one.background = one.background || carrier.background;
      one.is_remote = one.is_remote || carrier.is_remote;
      one.exported.insert(one.exported.begin(), carrier.exported.begin(), carrier.exported.end());
    }
    if (one.parent >= 0)
      one.parent += shift;
    else {
      one.parent = parent;
      if (one.via.empty()) one.via = via;
    }
    if (one.input.producer >= 0) one.input.producer += shift;
    CommandAction action;
    action.command = static_cast<int>(whole.commands.size());
    action.program = std::string(known_base_name(one.argv.front()));
    action.canonical = canonical_of(one.argv);
    actions_.commands.push_back(std::move(action));
    orders_.push_back(parent >= 0 ? order_of(parent) : static_cast<int>(whole.commands.size()));
    whole.commands.push_back(std::move(one));
  }
  for (WrittenFile& write : line.writes) {
    write.command = write.command >= 0 ? write.command + shift : parent;
    whole.writes.push_back(std::move(write));
  }
  for (Unknown& unknown : line.unknowns) {
    unknown.command = unknown.command >= 0 ? unknown.command + shift : parent;
    // Code that builds its commands at run time is ordinary; only text from outside counts there.
    const bool counts = !quiet || unknown.kind == Unknown::Kind::shell_text ||
                        unknown.kind == Unknown::Kind::door ||
                        unknown.kind == Unknown::Kind::too_much;
    if (!counts || (quiet && unknown.what.find("unknown_") != std::string::npos)) continue;
    add_opaque(kind_name(unknown.kind), unknown.what, unknown.text.text, unknown.command);
    whole.unknowns.push_back(std::move(unknown));
  }
  for (std::string& name : line.functions) whole.functions.push_back(std::move(name));
  for (NamedWord& variable : line.variables) whole.variables.push_back(std::move(variable));
  if (parent < 0 && shift == 0) whole.error = line.error;
  take_writes(first_write);
  return shift;
}

void Builder::work_through(int begin) {
  const int end = static_cast<int>(actions_.line.commands.size());
  for (int index = begin; index < end; ++index) {
    if (!spend(20)) return;
    act_on_client(*this, index);
    act_on_interpreter(*this, index);
    act_on_files(*this, index);
  }
}

// --- files ---------------------------------------------------------------------

Word Builder::resolve(const Word& path, const Word& directory) {
  Word whole = path;
  whole.may_split = false;
  if (is_one_hole(path) && is_path_glob(path.text)) {  // "dir/*.sql": the folder is known
    const std::size_t first = path.text.find_first_of("*?[");
    const std::size_t slash = path.text.rfind('/', first);
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    whole.holes = {{begin, path.text.size()}};
    if (path.text.starts_with('/')) return whole;
  } else if (path.has_hole_in(0, 1) || path.text.starts_with('/')) {
    if (whole.known()) return Word(normalise_path("/", whole.text));
    return whole;
  }
  if (whole.known() && directory.known()) return Word(normalise_path(directory.text, whole.text));
  Word joined = directory;
  joined.may_split = false;
  if (!joined.text.ends_with('/')) joined.append(Word("/"));
  while (whole.text.starts_with("./") && !whole.has_hole_in(0, 2)) whole = whole.substr(2);
  return joined.append(whole);
}

std::optional<std::string> Builder::read_disk(const std::string& path) {
  if (context_.files == nullptr || read_ > k_max_read) return std::nullopt;
  read_ += 2048;  // opening has a price too
  std::optional<std::string> text = context_.files->read(path);
  if (text) read_ += text->size();
  return text;
}

FileAction::Operation Builder::put_operation(const Word& path) {
  const bool absent = path.known() && context_.files != nullptr && !exists(path);
  return absent ? FileAction::Operation::add : FileAction::Operation::update;
}

bool Builder::exists(const Word& path) {
  if (!path.known()) return false;
  if (writes_.contains(path.text)) return true;
  return read_disk(path.text).has_value();
}

bool Builder::is_written(const Word& path, int index) {
  const auto found = writes_.find(path.text);
  if (!path.known() || found == writes_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](const Write& write) { return write.order <= order_of(index); });
}

std::vector<Word> Builder::texts_of(const Word& path, int index) {
  if (!path.known()) return {};
  std::vector<Word> texts;
  const auto found = writes_.find(path.text);
  const bool written = is_written(path, index);
  const bool whole = written && found->second.front().certain && !found->second.front().append;
  if (!whole)
    if (std::optional<std::string> text = read_disk(path.text)) texts.emplace_back(std::move(*text));
  if (!written) return texts;
  for (const Write& write : found->second) {
    if (write.order > order_of(index) || !spend(16 + write.content.text.size())) continue;
    if (write.append) {
      if (texts.empty()) texts.emplace_back();
      for (Word& text : texts) text.append(write.content);
      continue;
    }
    if (write.certain) texts.clear();
    if (texts.size() < k_max_alternatives) texts.push_back(write.content);
  }
  return texts;
}

void Builder::note_write(const Word& path, const Word& content, bool append, int index) {
  if (!path.known()) return;
  Write write{content, append, index < 0 || command(index).certain, order_of(index)};
  writes_[path.text].push_back(std::move(write));
  if (!content.known())
    files_.written.erase(path.text);
  else if (!append)
    files_.written[path.text] = content.text;
  else if (files_.written.contains(path.text))
    files_.written[path.text] += content.text;
  else if (spend(content.text.size()))
    files_.written[path.text] = read_disk(path.text).value_or("") + content.text;
}

void Builder::note_changed(const Word& path, int index) {
  note_write(path, Word::unknown("..."), false, index);
}

void Builder::take_writes(std::size_t begin) {
  for (std::size_t i = begin; i < actions_.line.writes.size(); ++i) {
    const WrittenFile write = actions_.line.writes[i];
    const Word directory = write.command >= 0 ? command(write.command).directory : Word(call_.cwd);
    const Word path = resolve(write.path, directory);
    const FileAction::Operation operation = put_operation(path);
    note_write(path, write.content, write.append, write.command);
    FileAction action;
    action.path = path;
    action.operation = operation;
    if (!is_one_hole(write.content)) action.added = write.content.text;
    action.channel =
        write.command >= 0 && program(write.command) == "tee" ? "tee" : "redirection";
    action.command = write.command;
    add_file(std::move(action));
  }
}

void Builder::add_file(FileAction action) {
  const std::string& path = action.path.text;
  if (path.empty() || path == "/dev" || (path.starts_with("/dev/") && !path.starts_with("/dev/shm/")))
    return;
  actions_.files.push_back(std::move(action));
}

// --- SQL and code ----------------------------------------------------------------

void Builder::add_sql(const Word& word, const SqlSource& source) {
  if (trim(word.text).empty() || !spend(200 + word.text.size())) return;
  const std::string who = source.program.empty() ? "a tool" : source.program;
  if (!word.known() && !source.quiet)
    add_opaque("sql-input", who + " is given SQL that the line does not show in full", word.text,
               source.command);
  if (is_one_hole(word)) return;
  std::string text = fill_holes(word, "_");
  bool substituted = false;
  for (const NamedWord& variable : source.variables) {  // psql: :name, :'name', :"name"
    if (variable.name.empty()) continue;
    const std::string value = fill_holes(variable.value, "_");
    for (const char* quote : {"", "'", "\""}) {
      const std::string spelled = ':' + (quote + variable.name) + quote;
      for (std::size_t at = text.find(spelled); at != std::string::npos;
           at = text.find(spelled, at + value.size() + 2)) {
        if (at > 0 && text[at - 1] == ':') continue;
        if (!spend(text.size() / 8 + value.size() + 16)) return;
        text.replace(at, spelled.size(), quote + value + quote);
        substituted = true;
      }
    }
  }
  const std::vector<Statement> statements = read_sql(text, {source.dialect, source.client});
  for (const Statement& statement : statements) {
    SqlAction action;
    action.statement = statement;
    if (!source.certain || !word.known() || substituted) action.statement.certain = false;
    action.dialect = source.dialect;
    action.channel = source.channel;
    action.program = source.program;
    action.command = source.command;
    actions_.sql.push_back(std::move(action));
    if (!statement.shell.empty())
      run_shell(statement.shell, source.command, verb_of(statement) + " of " + who, false);
    if (!statement.include.empty()) {
      SqlSource included = source;
      included.channel = "file " + statement.include + " read by " + who;
      std::string path = statement.include;
      if (verb_of(statement).starts_with("\\ir") && !source.file_directory.empty())
        path = normalise_path(source.file_directory, path);
      add_sql_file(Word(path), included);
    }
  }
}

void Builder::add_sql_file(const Word& path, const SqlSource& source) {
  const std::string who = source.program.empty() ? "a tool" : source.program;
  const Word directory =
      source.command >= 0 ? command(source.command).directory : Word(call_.cwd);
  const Word whole = resolve(path, directory);
  if (including_ >= k_max_includes) {
    add_opaque("too-much", "SQL files include each other too deeply", whole.text, source.command);
    return;
  }
  const bool remote = source.command >= 0 && command(source.command).is_remote;
  const std::vector<Word> texts = texts_of(whole, source.command);
  if ((texts.empty() || remote) && !source.quiet)
    add_opaque("sql-file", who + " reads " + path.text + ", which cannot be looked into", whole.text,
               source.command);
  ++including_;
  for (const Word& text : texts) {
    SqlSource one = source;
    one.certain = source.certain && texts.size() == 1 && !remote;
    if (whole.known()) one.file_directory = normalise_path(whole.text, "..");
    if (is_one_hole(text))
      add_opaque("sql-file", who + " reads " + path.text + ", which the line writes with unknown text",
                 whole.text, source.command);
    else
      add_sql(text, one);
  }
  --including_;
}

}  // namespace interlock
