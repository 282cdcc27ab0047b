// The tables that a DELETE or UPDATE speaks of, and what the conditions of joins between them leave
// alone.
#pragma once

#include <string>
#include <vector>

#include "lib/sql/where.h"

namespace interlock::sql {

// A word between a verb and its table: LOW_PRIORITY, ONLY, IGNORE ..
bool is_modifier(const Tokens& t, std::uint32_t i);

// A name with its alias; `i` moves behind both. `written` gets the name as it is written, `plain`
// both: the last one is what the statement calls the table.
void read_table(const Tokens& t, std::uint32_t& i, std::vector<std::string>& written,
                std::vector<std::string>& plain);

// WITH a AS (..), b AS (..); one that renames its columns is left out.
std::vector<Source> queries_of(const Tokens& with);

// Does a table stand behind the word at `i`: FROM, USING or JOIN, but not the USING (column) of a
// join?
bool leads_to_tables(const Tokens& t, std::uint32_t i);

// The tables behind such a word, up to the last comma: what the statement changes under one more
// name, a query, or others. Their names as they are written.
std::vector<std::string> read_joined(const Tokens& t, std::uint32_t i, Tables& tables);

// The tables that UPDATE a JOIN b .. SET b.x = 1 changes: those named before the columns, else the
// first, which the statement calls `first`.
std::vector<std::string> tables_set(const Tokens& assignments, const std::string& first);

// Does each of the targets, as the statement calls them, stand among the joined tables of `list`,
// with an inner join whose condition on it does not hold for every row? What stands in ON counts
// as if it stood in WHERE then. `list` begins with a table, or with a word that leads to one.
bool joins_leave_rows(const Tokens& list, const std::vector<std::string>& targets,
                      const Tables& tables);

}  // namespace interlock::sql
