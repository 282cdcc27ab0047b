// What a client reads as a command of its own, not as SQL.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/normal.h"
#include "lib/sql/reader.h"

namespace interlock::sql {

bool Reader::at_line_start(bool exactly) const {
  std::size_t i = lexer_.position();
  while (!exactly && i > 0 && (text_[i - 1] == ' ' || text_[i - 1] == '\t' || text_[i - 1] == '\r'))
    --i;
  return i == 0 || text_[i - 1] == '\n';
}

// Client commands that own a line: .tables, delimiter //, :r file, GO.
bool Reader::line_command() {
  const std::size_t at = lexer_.position();
  if (at >= text_.size() || !at_line_start(false)) return false;
  const char c = text_[at];
  const bool t_sql = my(Dialect::mssql) || my(Dialect::generic);
  if ((c == 'g' || c == 'G' || c == '/') && (t_sql || (my(Dialect::sqlite) && syntax_.client)) &&
      !place_.procedural) {
    const std::string_view line = trim(line_from(text_, at));
    const std::string word = to_lower(line.substr(0, 3));
    const bool counted =
        word == "go " && line.find_first_not_of("0123456789 ;", 3) == std::string_view::npos;
    if (word == "go" || (word == "go;" && line.size() == 3) || counted ||
        (line == "/" && syntax_.client && !my(Dialect::mssql))) {
      lexer_.seek(at + line_from(text_, at).size());
      finish();
      return true;
    }
  }
  if (!syntax_.client) return false;
  const bool between = tokens_.empty();
  const bool any = my(Dialect::generic);
  std::optional<ClientCommand> command;
  // duckdb, which reads SQL as PostgreSQL does, has those of sqlite3; to psql such a line is an
  // error.
  if ((my(Dialect::sqlite) || my(Dialect::postgres) || any) && between && c == '.' &&
      at_line_start(true))
    command = read_sqlite_line(text_, at);
  if (my(Dialect::sqlite) && between && c == '#' && at_line_start(true)) {
    lexer_.seek(at + line_from(text_, at).size());
    return true;
  }
  if (!command && (my(Dialect::mssql) || any) && at_line_start(true) &&
      (c == ':' || c == '!' || !any))
    command = read_sqlcmd_line(text_, at);
  if (!command && (my(Dialect::mysql) || any) && between)
    command = read_mysql_line(text_, at, syntax_.delimiter.empty() ? ";" : syntax_.delimiter);
  if (!command) return false;
  obey(std::move(*command));
  return true;
}

bool Reader::backslash_command(std::size_t at) {
  if (!syntax_.client || my(Dialect::sqlite) || my(Dialect::mssql)) return false;
  if (my(Dialect::generic))
    lexer_.note(backslash_quote);  // psql and mysql name their commands differently
  obey(my(Dialect::mysql) ? read_mysql_backslash(text_, at) : read_psql_command(text_, at));
  return true;
}

void Reader::obey(ClientCommand command) {
  lexer_.seek(command.end);
  using Then = ClientCommand::Then;
  switch (command.then) {
    case Then::go_on:
      break;
    case Then::send:
      finish();
      break;
    case Then::run_rows:
      run_rows();
      break;
    case Then::clear: {  // thrown away, unless the client is told to leave backslashes alone
      const std::size_t first = session_.count();
      finish();
      session_.mark_uncertain(first);
      break;
    }
    case Then::delimiter:
      finish();
      syntax_.delimiter = command.arguments[0] == ";" ? "" : command.arguments[0];
      break;
    case Then::set:
      session_.client_variables[command.arguments[0]] = command.arguments[1];
      break;
  }
  Place inner = place_;
  inner.nested = true;
  ++inner.depth;
  inner.begin = place_.fixed ? place_.begin : place_.base + command.statement.begin;
  inner.end = place_.fixed ? place_.end : place_.base + command.statement.end;
  command.statement.begin = inner.begin;
  command.statement.end = inner.end;
  command.statement.nested = place_.nested;
  if (!command.silent) classes_.bits |= session_.command(std::move(command.statement)).bits;
  if (!command.sql.empty())
    classes_.bits |= session_.nested_text(command.sql, syntax_, inner, false).bits;
}

}  // namespace interlock::sql
