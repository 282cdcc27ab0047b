// Rows of the tables in this room: a dialect's letter (g p m s t, + for its client), a text, what it
// is read as.
#pragma once

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "lib/sql/sql.h"

namespace interlock::sql_test {

struct Row {
  const char* dialect;
  std::string_view text;
  const char* expected;
};

inline SqlOptions options_of(std::string_view letters) {
  SqlOptions options;
  options.client = letters.size() > 1;
  switch (letters[0]) {
    case 'p': options.dialect = Dialect::postgres; break;
    case 'm': options.dialect = Dialect::mysql; break;
    case 's': options.dialect = Dialect::sqlite; break;
    case 't': options.dialect = Dialect::mssql; break;
  }
  return options;
}

// "read; drop?": classes of each statement that stands by itself, ? when it is not certain.
inline std::string classes_of(const Row& row) {
  std::string out;
  for (const Statement& one : read_sql(row.text, options_of(row.dialect))) {
    if (one.nested) continue;
    if (!out.empty()) out += "; ";
    out += render_classes(one.classes);
    if (!one.certain) out += '?';
  }
  return out;
}

// "SELECT ?; > DROP TABLE x": normal forms, nested ones behind a >.
inline std::string texts_of(const Row& row) {
  std::string out;
  for (const Statement& one : read_sql(row.text, options_of(row.dialect))) {
    if (!out.empty()) out += "; ";
    if (one.nested) out += "> ";
    out += one.text;
  }
  return out;
}

template <std::size_t Size, class Reader>
void check_rows(const Row (&rows)[Size], Reader reader) {
  for (const Row& row : rows) {
    CAPTURE(row.dialect);
    CAPTURE(std::string(row.text));
    CHECK(reader(row) == std::string(row.expected));
  }
}

}  // namespace interlock::sql_test
