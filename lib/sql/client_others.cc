// mysql, sqlite3 and sqlcmd.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/client.h"

namespace interlock::sql {
namespace {

using Then = ClientCommand::Then;

ClientCommand whole_line(std::string_view text, std::size_t at) {
  ClientCommand command;
  const std::string_view line = line_from(text, at);
  command.end = at + line.size();
  command.statement.begin = at;
  command.statement.end = command.end;
  command.statement.text = std::string(trim(line));
  command.statement.classes.add(SqlClass::meta);
  return command;
}

void set_shell(ClientCommand& command, std::string_view shell) {
  command.statement.shell = std::string(trim(shell));
  command.statement.classes.add(SqlClass::code);
}

// What the mysql client calls its commands; the letter follows a backslash.
struct MysqlCommand {
  std::string_view name;
  char letter;
};
constexpr MysqlCommand k_mysql[] = {
    {"?", '?'},      {"charset", 'C'},   {"clear", 'c'},  {"connect", 'r'},
    {"costs", 0},    {"delimiter", 'd'}, {"edit", 'e'},   {"ego", 'G'},
    {"exit", 'q'},   {"go", 'g'},        {"help", 'h'},   {"nopager", 'n'},
    {"notee", 't'},  {"nowarning", 'w'}, {"pager", 'P'},  {"print", 'p'},
    {"prompt", 'R'}, {"quit", 'q'},      {"rehash", '#'}, {"resetconnection", 'x'},
    {"source", '.'}, {"status", 's'},    {"system", '!'}, {"tee", 'T'},
    {"use", 'u'},    {"warnings", 'W'},
};

void read_mysql(ClientCommand& command, char letter, std::string_view argument) {
  Statement& out = command.statement;
  switch (letter) {
    case 'g':
    case 'G':
      command.then = Then::send;
      command.silent = true;
      return;
    case 'c':
      command.then = Then::clear;
      command.silent = true;
      return;
    case 'd': {
      const std::vector<std::string> words = split_arguments(argument);
      command.then = Then::delimiter;
      command.arguments = {words.empty() ? std::string(";") : words[0]};
      return;
    }
    case '!':
      return set_shell(command, argument);
    case 'P':
      if (!trim(argument).empty()) set_shell(command, argument);
      return;
    case '.':
      out.include = std::string(trim(argument));
      return;
    case 'e':
      out.classes.add(SqlClass::code);
      return;
    case 'r':
    case 'u':
    case 'x':
    case 'C':
      out.classes.add(SqlClass::session);
      return;
    case 's':
    case 'W':
      out.classes.add(SqlClass::read);
      return;
  }
}

struct Word {
  std::string_view name;
  std::size_t shortest;  // letters that suffice
};

bool is_prefix(const std::string& word, const Word& full) {
  return word.size() >= full.shortest && full.name.substr(0, word.size()) == word;
}
bool is_any(const std::string& word, std::initializer_list<Word> full) {
  return std::any_of(full.begin(), full.end(),
                     [&](const Word& one) { return is_prefix(word, one); });
}

}  // namespace

std::string_view line_from(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const std::size_t end = text.find('\n', at);
  return text.substr(at, end == std::string_view::npos ? end : end - at);
}

std::vector<std::string> split_arguments(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < line.size();) {
    if (static_cast<unsigned char>(line[i]) <= ' ') {
      ++i;
      continue;
    }
    std::string word;
    const char quote = line[i] == '\'' || line[i] == '"' ? line[i++] : '\0';
    while (i < line.size() &&
           (quote != 0 ? line[i] != quote : static_cast<unsigned char>(line[i]) > ' ')) {
      if (quote == '"' && line[i] == '\\' && i + 1 < line.size()) ++i;
      word += line[i++];
    }
    if (quote != 0) ++i;
    words.push_back(word);
  }
  return words;
}

ClientCommand read_mysql_backslash(std::string_view text, std::size_t backslash) {
  const char letter = backslash + 1 < text.size() ? text[backslash + 1] : '\0';
  const auto* known = std::find_if(std::begin(k_mysql), std::end(k_mysql),
                                   [&](const MysqlCommand& c) { return c.letter == letter; });
  const bool takes_line = letter == '!' || letter == '.' || letter == 'P' || letter == 'T' ||
                          letter == 'd' || letter == 'u' || letter == 'r' || letter == 'C' ||
                          letter == 'R' || letter == 'e';
  const std::size_t line_begin = takes_line ? backslash : std::min(backslash + 2, text.size());
  const std::string_view shown =
      takes_line ? line_from(text, backslash) : text.substr(backslash, 2);
  ClientCommand command = whole_line(shown, 0);
  command.statement.begin = backslash;
  command.end = command.statement.end = takes_line ? line_begin + shown.size() : line_begin;
  command.name =
      known != std::end(k_mysql) && letter != 0 ? std::string(known->name) : std::string(1, letter);
  read_mysql(command, letter, shown.substr(std::min<std::size_t>(2, shown.size())));
  return command;
}

// A line that begins with a command's name, without the delimiter or with it at the end. A bare
// name (use, source) followed by SQL stays SQL: the client looks at whole words only.
std::optional<ClientCommand> read_mysql_line(std::string_view text, std::size_t at,
                                             std::string_view delimiter) {
  std::string_view line = line_from(text, at);
  std::size_t end = 0;
  while (end < line.size() && static_cast<unsigned char>(line[end]) > ' ' && line[end] != ';')
    ++end;
  const std::string name = to_lower(line.substr(0, end));
  const auto* known = std::find_if(std::begin(k_mysql), std::end(k_mysql),
                                   [&](const MysqlCommand& c) { return c.name == name; });
  if (known == std::end(k_mysql) || known->letter == 0) return std::nullopt;
  std::string_view argument = trim(line.substr(end));
  ClientCommand command = whole_line(text, at);
  command.name = name;
  if (name != "delimiter") {
    const std::size_t stop = argument.find(delimiter);
    if (stop != std::string_view::npos) {
      command.end =
          at + static_cast<std::size_t>(argument.data() - line.data()) + stop + delimiter.size();
      argument = argument.substr(0, stop);
    }
    const bool takes_argument = name != "go" && name != "ego" && name != "clear" &&
                                name != "quit" && name != "exit" && name != "print" &&
                                name != "status" && name != "warnings" && name != "nowarning";
    if (!takes_argument && !trim(argument).empty()) return std::nullopt;
    command.statement.end = command.end;
    command.statement.text = std::string(trim(text.substr(at, command.end - at)));
  }
  read_mysql(command, known->letter, argument);
  return command;
}

std::optional<ClientCommand> read_sqlite_line(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '.') return std::nullopt;
  ClientCommand command = whole_line(text, at);
  const std::string_view line = line_from(text, at + 1);
  std::size_t end = 0;
  while (end < line.size() && static_cast<unsigned char>(line[end]) > ' ') ++end;
  command.name = to_lower(line.substr(0, end));
  const std::string& name = command.name;
  const std::string_view rest = trim(line.substr(end));
  command.arguments = split_arguments(rest);
  Statement& out = command.statement;
  const std::string first = command.arguments.empty() ? "" : command.arguments[0];
  std::string file;
  for (const std::string& word : command.arguments)
    if (file.empty() && !word.empty() && word[0] != '-') file = word;
  const bool pipe = !file.empty() && file[0] == '|';
  const bool quoted = rest.find('|') > 0 && pipe &&
                      (rest[rest.find('|') - 1] == '\'' || rest[rest.find('|') - 1] == '"');
  const std::string_view piped = !pipe    ? rest
                                 : quoted ? std::string_view(file).substr(1)
                                          : rest.substr(rest.find('|') + 1);
  if (is_any(name, {{"shell", 2}, {"system", 2}})) {
    set_shell(command, rest);
  } else if (is_any(name, {{"read", 3}})) {
    if (pipe)
      set_shell(command, piped);
    else
      out.include = file;
  } else if (is_any(name, {{"output", 1}, {"once", 2}})) {
    if (pipe) set_shell(command, piped);
    if (first == "-e" || first == "-x") out.classes.add(SqlClass::code);
  } else if (is_any(name, {{"import", 3}})) {
    out.classes.add(SqlClass::write);
    if (pipe) set_shell(command, std::string_view(file).substr(1));
  } else if (is_any(name, {{"load", 3}, {"excel", 1}, {"www", 1}})) {
    out.classes.add(SqlClass::code);
  } else if (is_any(name, {{"restore", 3}})) {
    out.classes.add(SqlClass::replace);
  } else if (is_any(name, {{"open", 2}})) {
    out.classes.add(SqlClass::session);
    if (std::find(command.arguments.begin(), command.arguments.end(), "--new") !=
            command.arguments.end() ||
        std::find(command.arguments.begin(), command.arguments.end(), "-new") !=
            command.arguments.end())
      out.classes.add(SqlClass::replace);
  } else if (is_any(name, {{"backup", 3}, {"save", 3}, {"archive", 2}, {"clone", 5}, {"log", 3}})) {
    out.classes.add(SqlClass::session);
  } else if (is_any(name, {{"dump", 2},
                           {"tables", 1},
                           {"schema", 2},
                           {"indexes", 2},
                           {"indices", 2},
                           {"databases", 2},
                           {"fullschema", 1}})) {
    out.classes.add(SqlClass::read);
  }
  return command;
}

std::optional<ClientCommand> read_sqlcmd_line(std::string_view text, std::size_t at) {
  const std::string_view line = line_from(text, at);
  if (line.empty()) return std::nullopt;
  ClientCommand command = whole_line(text, at);
  const bool colon = line[0] == ':';
  const std::string_view body = line.substr(colon ? 1 : 0);
  if (body.substr(0, 2) == "!!") {
    set_shell(command, body.substr(2));
    return command;
  }
  const std::vector<std::string> words = split_arguments(body);
  if (words.empty()) return std::nullopt;
  const std::string name = to_lower(words[0]);
  command.name = name;
  command.arguments.assign(words.begin() + 1, words.end());
  if (name.substr(0, 4) == "exit" && (name.size() == 4 || name[4] == '(')) {
    const std::size_t open = body.find('('), close = body.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open)
      command.sql = std::string(body.substr(open + 1, close - open - 1));
    command.then = Then::send;
    return command;
  }
  if (name == "ed") {
    command.statement.classes.add(SqlClass::code);
    return command;
  }
  if (name == "reset" && words.size() == 1) {
    command.then = Then::clear;
    return command;
  }
  if (name == "quit" && words.size() == 1) return command;
  constexpr std::string_view k_names[] = {
      "connect", "ed",        "error", "exit", "help",  "list",       "listvar", "on",
      "out",     "perftrace", "quit",  "r",    "reset", "serverlist", "setvar",  "xml"};
  if (!colon || std::find(std::begin(k_names), std::end(k_names), name) == std::end(k_names))
    return std::nullopt;
  if (name == "r" && words.size() > 1) command.statement.include = words[1];
  if (name == "setvar" && words.size() > 1) {
    command.then = Then::set;
    command.arguments = {to_lower(words[1]), words.size() > 2 ? words[2] : ""};
  }
  if (name == "connect") command.statement.classes.add(SqlClass::session);
  return command;
}

}  // namespace interlock::sql
