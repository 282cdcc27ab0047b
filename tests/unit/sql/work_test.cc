// What a reading may cost: read in full within it, one dynamic statement beyond it.
#include "tests/unit/sql/rows.h"

namespace interlock::sql_test {

namespace {

std::string times(int count, std::string_view text) {
  std::string out;
  while (count-- > 0) out += text;
  return out;
}

struct WorkCase {
  const char* name;
  std::string text;
  const char* dialect;
  std::size_t work;
  bool in_full;
};

bool is_in_full(const std::vector<Statement>& statements) {
  for (const Statement& one : statements)
    if (one.classes.has(SqlClass::dynamic)) return false;
  return !statements.empty();
}

// A dump as pg_dump writes it: settings that make it read three ways, tables, rows.
std::string dump(std::size_t bytes) {
  std::string text = "SET statement_timeout = 0;\nSET standard_conforming_strings = on;\n";
  for (int i = 0; text.size() < bytes; ++i) {
    const std::string n = std::to_string(i);
    if (i % 200 == 0) text += "CREATE TABLE public.t" + n + " (\n    id integer NOT NULL,\n    name character varying(80) DEFAULT ''::character varying\n);\n";
    text += "INSERT INTO public.users VALUES (" + n + ", 'Ann Example " + n + "', 'ann" + n + "@example.org', '2024-01-02 03:04:05', NULL, 17.5);\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a text is read in full when its tokens and statements are within the work") {
  const WorkCase cases[] = {
      {"one statement, just enough", "select 1", "postgres", 2 + 4, true},
      {"one token short", "select a, b, c", "postgres", 5, false},
      {"nothing left", "select 1", "postgres", 0, false},
      {"statements count beside tokens", times(100, "select 1;"), "postgres", 100 * (3 + 4), true},
      {"and are not read beyond", times(100, "select 1;"), "postgres", 100 * 3, false},
      {"comments cost nothing", "/*" + times(100'000, "x") + "*/ select 1", "postgres", 10, true},
      {"a string is one token", "select '" + times(100'000, "x") + "'", "postgres", 10, true},
      {"client commands", times(100, "\\pset pager off\n"), "psql", 100 * 12, true},
      {"a dump of 300 kB", dump(300'000), "psql", k_sql_work, true},
      {"a dump of 300 kB whose dialect nobody knows", dump(300'000), "generic", k_sql_work, true},
      {"a dump of 10 MB", dump(10'000'000), "psql", k_sql_work, false},
      {"a megabyte of statements", times(120'000, "select 1;"), "postgres", k_sql_work, false},
      {"a megabyte of one literal", "insert into t values ('" + times(1'000'000, "x") + "')", "postgres", k_sql_work, true},
  };
  for (const WorkCase& c : cases) {
    CAPTURE(std::string(c.name));
    std::size_t work = c.work;
    CHECK(is_in_full(read_sql(c.text, options_of(c.dialect), work)) == c.in_full);
    CHECK(work <= c.work);
  }
}

TEST_CASE("texts of one call share the work") {
  std::size_t work = 100;
  CHECK(is_in_full(read_sql("select 1", {}, work)));
  CHECK(work < 100);
  while (work >= 10) read_sql("select 1", {}, work);
  CHECK_FALSE(is_in_full(read_sql("select 1; select 2; select 3", {}, work)));
}

}  // namespace interlock::sql_test
