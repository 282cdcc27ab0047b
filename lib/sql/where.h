// Does a condition hold for every row? Decided from the text alone: constants, a column compared
// with itself, x OR true, EXISTS (SELECT 1), a key that is never null or never below one.
#pragma once

#include <string>
#include <vector>

#include "lib/sql/token.h"

namespace interlock::sql {

// A query under a name of its own: of WITH, or in the place of a table.
struct Source {
  std::string name;
  Tokens query;
};

struct Tables {
  std::vector<std::string> names;  // of what the statement changes, plain, its aliases too; an
                                   // empty one where other tables are joined
  std::vector<Source> sources;
};

// A condition made only of constants selects nothing: unless it is plainly false it counts as true.
// `id IS NOT NULL` and `id > 0` hold for every row when the column is called id, rowid, ctid or the
// like; for any other column IS NOT NULL is a condition (`deleted_at IS NOT NULL`).
bool always_true(const Tokens& condition, const Tables& tables);
bool always_false(const Tokens& condition);

}  // namespace interlock::sql
