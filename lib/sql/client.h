// The commands that database clients obey themselves, before the server sees anything:
// \! and \i of psql, delimiter and source of mysql, .shell of sqlite3, :r of sqlcmd.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/sql/sql.h"

namespace interlock::sql {

struct ClientCommand {
  enum class Then {
    go_on,      // the statement being typed is not touched
    send,       // it is complete: \g, \G, go
    run_rows,   // \gexec: it is sent and each value of its result is run as SQL
    clear,      // it is thrown away: \r, \c
    delimiter,  // arguments[0] ends statements from here on
    set,        // arguments[0] is a client variable with the value arguments[1]
  };
  std::size_t end = 0;  // the input goes on here
  Statement statement;  // text, classes, shell, include
  std::string name;     // without its sign, lower case for clients that ignore case
  std::vector<std::string> arguments;
  std::string sql;  // statement inside the command: \copy (DELETE ..) to stdout, EXIT(..)
  Then then = Then::go_on;
  bool silent = false;  // worth no statement of its own: \;, GO
};

ClientCommand read_psql_command(std::string_view text, std::size_t backslash);
ClientCommand read_mysql_backslash(std::string_view text, std::size_t backslash);
// These look at a line that starts at `at` (blanks before it skipped); nothing when it holds no
// command. `delimiter`: what ends statements now.
std::optional<ClientCommand> read_mysql_line(std::string_view text, std::size_t at,
                                             std::string_view delimiter);
std::optional<ClientCommand> read_sqlite_line(std::string_view text, std::size_t at);
std::optional<ClientCommand> read_sqlcmd_line(std::string_view text, std::size_t at);

// Shared by the readers.
std::string_view line_from(std::string_view text, std::size_t at);  // without the newline
std::vector<std::string> split_arguments(std::string_view line);    // blanks, '..' and ".."

}  // namespace interlock::sql
