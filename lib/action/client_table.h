// What we know of database clients: which of their words are SQL, which name files
// of SQL, what they do with standard input. One sorted table; clients.h reads it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/options.h"
#include "lib/sql/sql.h"

namespace interlock {

struct ClientRow {
  using Names = std::span<const std::string_view>;
  // What the operands (after the verbs) are.
  enum class Operands {
    ignored,          // database, user ..
    sql_first,        // the first one is SQL
    sql_each,         // each one is SQL of its own
    sql_joined,       // one statement, word by word
    sql_after_first,  // a database, then SQL
    sql_if_it_looks,  // whichever looks like SQL
    file_first,       // a file of SQL
    file_each,
    at_files,          // @file
    code_first,        // code, or a file of code
    code_after_first,  // an address, then files of code
  };
  enum class Input {
    never,
    otherwise,  // SQL, when no option or operand gave any
    always,     // SQL, after those
    on_flag,    // SQL, with --stdin
  };
  // Clients that need more than options and operands.
  enum class Special {
    none,
    sqlite,              // single-dash options, dot-commands
    redis,               // operands are one command, stdin is one a line
    inner_dashes,        // words after -- are psql's
    inner_verb,          // the verb and what follows is a client of its own: sail psql -c ..
    words_after_dashes,  // after -- stand words of a client that is not named
    desired_state,       // atlas --to file://x.sql
    default_file,        // dbmate load
    shell_of_choice,     // mysqlsh: SQL, JavaScript or Python
  };

  std::string_view program;  // base name
  std::string_view verbs;    // operands that come first: "db execute"; alternatives are rows
  Dialect dialect = Dialect::generic;
  OptionGrammar grammar;
  Names sql = {};    // options whose value is SQL
  Names files = {};  // options whose value names a file of SQL
  Operands operands = Operands::ignored;
  Input input = Input::never;
  Names harmless = {};  // with one of these nothing is run
  Special special = Special::none;
  std::string_view code = {};  // language, when it takes code rather than SQL
};

std::span<const ClientRow> client_table();
std::vector<const ClientRow*> client_rows(std::string_view program);  // empty: no client

// Complaints about the table itself: order, duplicates, options that the grammar does not know.
std::vector<std::string> check_client_table();

}  // namespace interlock
