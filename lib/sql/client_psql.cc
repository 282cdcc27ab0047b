// psql: a backslash outside quotes starts a command; its arguments end at the line's end or at the
// next backslash. `..` in an argument runs a shell.
#include "lib/base/text.h"
#include "lib/sql/client.h"

namespace interlock::sql {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

struct Arguments {
  std::vector<std::string> words;
  std::vector<bool> quoted;
  std::string shell;  // of backticks
  std::size_t end = 0;
};

Arguments read_arguments(std::string_view text, std::size_t at) {
  Arguments result;
  while (at < text.size() && text[at] != '\n') {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    if (text[at] == '\\') break;
    std::string word;
    bool quoted = false;
    while (at < text.size() && text[at] != '\n' && !is_blank(text[at]) && text[at] != '\\') {
      const char c = text[at++];
      if (c != '\'' && c != '"' && c != '`') {
        word += c;
        continue;
      }
      quoted = true;
      std::string inner;
      while (at < text.size() && text[at] != '\n' && text[at] != c) {
        if (c == '\'' && text[at] == '\\' && at + 1 < text.size()) ++at;
        inner += text[at++];
        if (c == '\'' && at + 1 < text.size() && text[at] == c && text[at + 1] == c) {
          inner += c;
          at += 2;
        }
      }
      if (at < text.size() && text[at] == c) ++at;
      if (c == '`')
        result.shell = result.shell.empty() ? inner : result.shell + "; " + inner;
      else
        word += inner;
    }
    result.words.push_back(word);
    result.quoted.push_back(quoted);
  }
  result.end = at;
  return result;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  for (std::string_view one : names)
    if (one == name) return true;
  return false;
}

// \copy table|(query) from|to 'file'|stdin|program 'command': the whole line.
void read_copy(ClientCommand& command, std::string_view line) {
  const std::string_view rest = trim(line);
  command.statement.classes.add(SqlClass::read);
  std::size_t i = 0;
  int depth = 0;
  char quote = 0;
  bool program = false, writes = false;
  std::string word;
  for (; i <= rest.size(); ++i) {
    const char c = i < rest.size() ? rest[i] : ' ';
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '\'' && program) break;
    if (c == '\'' || c == '"') quote = c;
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (depth > 0 || (c != ' ' && c != '\t' && c != ')')) {
      if (depth == 0) word += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      continue;
    }
    if (word == "from") writes = true;
    program = word == "program" || (program && word.empty());
    word.clear();
  }
  if (writes) command.statement.classes.add(SqlClass::write);
  if (program && i < rest.size()) {
    const std::size_t end = rest.rfind('\'');
    command.statement.shell =
        std::string(rest.substr(i + 1, end > i ? end - i - 1 : std::string_view::npos));
    command.statement.classes.add(SqlClass::code);
  }
  if (!rest.empty() && rest[0] == '(') {
    depth = 0;
    for (std::size_t close = 0; close < rest.size(); ++close) {
      if (rest[close] == '(') ++depth;
      if (rest[close] == ')' && --depth == 0) {
        command.sql = std::string(rest.substr(1, close - 1));
        break;
      }
    }
  }
}

void set_shell(ClientCommand& command, std::string shell) {
  command.statement.shell = std::move(shell);
  command.statement.classes.add(SqlClass::code);
}

// \o |cmd, \w |cmd, \g |cmd: the rest of the line is the command.
void read_pipe(ClientCommand& command, std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  if (at >= text.size() || text[at] != '|') return;
  const std::string_view line = line_from(text, at);
  set_shell(command, std::string(trim(line.substr(1))));
  command.end = at + line.size();
}

}  // namespace

ClientCommand read_psql_command(std::string_view text, std::size_t backslash) {
  ClientCommand command;
  std::size_t at = backslash + 1;
  std::size_t name_end = at;
  if (at < text.size() &&
      (text[at] == '!' || text[at] == '?' || text[at] == ';' || text[at] == '\\')) {
    name_end = at + 1;
  } else {
    while (name_end < text.size() && text[name_end] != '\n' && !is_blank(text[name_end]) &&
           text[name_end] != '\\' && text[name_end] != '|' && text[name_end] != '\'' &&
           text[name_end] != '(' && text[name_end] != '`')
      ++name_end;
  }
  command.name = std::string(text.substr(at, name_end - at));
  const std::string& name = command.name;
  Statement& out = command.statement;
  out.begin = backslash;
  out.classes.add(SqlClass::meta);
  // Many commands may share a line, so only one that takes all of it looks at all of it.
  const bool whole_line = is_one_of(name, {"!", "copy", "ef", "ev", "sf", "sv", "help", "h"});
  command.silent = is_one_of(name, {";", "\\", ""});
  const std::string_view line = whole_line ? line_from(text, name_end) : std::string_view();
  const Arguments arguments =
      whole_line || command.silent ? Arguments{} : read_arguments(text, name_end);
  command.end = whole_line ? name_end + line.size() : command.silent ? name_end : arguments.end;

  using Then = ClientCommand::Then;
  if (name == ";" || is_one_of(name, {"g", "gx", "gset", "gdesc", "gexec", "crosstabview", "watch",
                                      "bind", "parse", "close"}))
    command.then = Then::send;
  if (is_one_of(name, {"bind", "parse", "close"})) command.then = Then::go_on;
  if (name == "gexec") {
    command.then = Then::run_rows;
    out.classes.add(SqlClass::dynamic);
  }
  if (is_one_of(name, {"r", "reset"})) command.then = Then::clear;
  if (name == "set" && !arguments.words.empty()) {
    command.then = Then::set;
    std::string value;
    for (std::size_t i = 1; i < arguments.words.size(); ++i) value += arguments.words[i];
    command.arguments = {arguments.words[0], value};
  } else {
    command.arguments = arguments.words;
  }
  if (!arguments.shell.empty()) set_shell(command, arguments.shell);
  if (name == "!") set_shell(command, std::string(trim(line)));
  if (name == "copy") read_copy(command, line);
  if (is_one_of(name, {"o", "out", "w", "write", "g", "gx"})) read_pipe(command, text, name_end);
  if (is_one_of(name, {"i", "ir", "include", "include_relative"}) && !arguments.words.empty())
    out.include = arguments.words[0];
  if (is_one_of(name, {"e", "edit", "ef", "ev"})) out.classes.add(SqlClass::code);
  if (is_one_of(name, {"lo_unlink"})) out.classes.add(SqlClass::drop);
  if (is_one_of(name, {"lo_import"})) out.classes.add(SqlClass::write);
  if (is_one_of(name, {"password"})) out.classes.add(SqlClass::privilege);
  if (is_one_of(name, {"c", "connect", "setenv", "encoding"})) out.classes.add(SqlClass::session);
  if (!name.empty() && (name[0] == 'd' || name == "l" || name == "list" || name == "sf" ||
                        name == "sv" || name == "z"))
    out.classes.add(SqlClass::read);
  out.end = command.end;
  out.text = std::string(trim(text.substr(backslash, command.end - backslash)));
  return command;
}

}  // namespace interlock::sql
