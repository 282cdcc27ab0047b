// Functions and procedures that do more than compute, and the modules whose mere
// installation opens a door.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/sql/sql.h"

namespace interlock::sql {

enum class Argument : std::uint8_t {
  none,
  sql,      // its text arguments are statements that run
  program,  // its first text argument is a command line
};

struct Function {
  std::string_view name;  // lower case
  SqlClass does;
  Argument argument;
};

const Function* find_function(std::string_view lower_name);
// A function that is not in the table, but whose name says that it runs SQL text: exec_sql,
// run_query.
bool name_runs_sql(std::string_view lower_name);
bool opens_a_door(std::string_view lower_extension_or_language);
bool functions_are_sorted();  // for the test of the table

}  // namespace interlock::sql
