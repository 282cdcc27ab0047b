// Nothing crashes, hangs or hides: hostile sizes, cut texts, noise between words.
#include "tests/unit/sql/rows.h"

#include <ctime>

namespace interlock::sql_test {

namespace {

std::string repeat(std::string_view text, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + text.size());
  while (out.size() < bytes) out += text;
  return out;
}

bool has(std::string_view text, const char* dialect, SqlClass one) {
  for (const Statement& statement : read_sql(text, options_of(dialect)))
    if (statement.classes.has(one)) return true;
  return false;
}

}  // namespace

TEST_CASE("one megabyte of anything takes a bounded time") {
  const std::string texts[] = {
      repeat("(", 1 << 20),
      repeat("/*", 1 << 20),
      repeat("/*!", 1 << 20),
      repeat("'", 1 << 20),
      repeat("\"a", 1 << 20),
      repeat("$a$", 1 << 20),
      repeat("{", 1 << 20),
      repeat("[", 1 << 20),
      repeat(";", 1 << 20),
      repeat("a;", 1 << 20),
      repeat("%(", 1 << 20),
      repeat("drop table a;", 1 << 20),
      repeat("(delete from a ", 1 << 20),
      repeat("execute '", 1 << 20),
      repeat("begin ", 1 << 20),
      repeat("if a then ", 1 << 20),
      repeat("select (delete from ", 1 << 20),
      repeat("explain analyze ", 1 << 20),
      "delete from t where " + repeat("not ", 1 << 20),
      "delete from t where " + repeat("a = a or ", 1 << 20),
      "delete from t where " + repeat("case when ", 1 << 20),
      "delete from t where " + repeat("(", 1 << 19) + "1=1" + repeat(")=1", 1 << 19),
      "drop table " + repeat("a,", 1 << 20),
      "select " + repeat("a(", 1 << 20),
      repeat("update t ", 1 << 20),
      repeat("set @a = concat(@a, @a, 'x');", 1 << 20),
      repeat("\\set a :a:a\n:a;\n", 1 << 20),
      repeat("delimiter //\n", 1 << 20),
      repeat("create function f() begin ", 1 << 20),
      repeat(std::string_view("\0\xff\\'\"$", 6), 1 << 20),
  };
  for (const std::string& text : texts)
    for (const char* dialect : {"g", "g+", "p+", "m+", "s+", "t+"}) {
      CAPTURE(text.substr(0, 60));
      CAPTURE(dialect);
      const std::clock_t start = std::clock();
      const auto statements = read_sql(text, options_of(dialect));
      looks_like_sql(text);
      const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
      CHECK(statements.size() <= 200000);
      CHECK(seconds < 4.0);  // sanitizers and busy machines; linear text needs hundredths
    }
}

TEST_CASE("a text cut anywhere still yields what it began") {
  const std::string_view text =
      "with a as (select E'x\\'y') delete from t where id = 1; do $b$ begin execute 'drop table x'; end $b$; /*! drop table z */";
  for (const char* dialect : {"g", "p", "m", "s", "t", "p+", "m+", "s+", "t+"})
    for (std::size_t size = 0; size <= text.size(); ++size) {
      const auto statements = read_sql(text.substr(0, size), options_of(dialect));
      for (const Statement& one : statements) {
        CHECK(one.begin <= one.end);
        CHECK(one.end <= size);
      }
    }
  CHECK(has("drop table x -- '", "g", SqlClass::drop));
  CHECK(has("drop table 'x", "s", SqlClass::drop));
  CHECK(has("drop table x /* ", "g", SqlClass::drop));
  CHECK_FALSE(has("select '; drop table x", "p", SqlClass::drop));
  CHECK_FALSE(read_sql("select 'abc").at(0).certain);
  CHECK_FALSE(read_sql("select /* abc").at(0).certain);
  CHECK(read_sql("select 'abc'").at(0).certain);
}

TEST_CASE("noise between words changes nothing") {
  const char* const words[][6] = {{"drop", "table", "x"},
                                  {"truncate", "table", "x"},
                                  {"delete", "from", "x"},
                                  {"delete", "from", "x", "where", "true"},
                                  {"update", "x", "set", "a", "=", "1"},
                                  {"alter", "table", "x", "drop", "column", "a"}};
  const char* const noises[] = {" ", "\n", "\t", "\r\n", "/**/", " /* drop */ ", "-- x\n", "/*'*/", "/*\"*/", "  \f\v ", "/* ; */", "-- ;\n"};
  for (const auto& row : words)
    for (const char* noise : noises) {
      std::string plain, noisy;
      for (const char* word : row) {
        if (word == nullptr) break;
        plain += (plain.empty() ? "" : " ") + std::string(word);
        noisy += (noisy.empty() ? "" : noise) + std::string(word);
      }
      CAPTURE(noisy);
      for (const char* dialect : {"g", "p", "m", "s", "t"}) {
        const auto a = read_sql(plain, options_of(dialect)), b = read_sql(noisy, options_of(dialect));
        REQUIRE(!b.empty());
        CHECK(a[0].text == b[0].text);
        CHECK(a[0].classes == b[0].classes);
      }
    }
}

TEST_CASE("the generic reading hides nothing that a dialect would run") {
  const struct {
    std::string_view text;
    SqlClass hidden;
  } rows[] = {
      {"select 'a\\'; drop table x; --'", SqlClass::drop},            // no escape outside MySQL
      {"select 'a\\'', '; drop table x; -- '", SqlClass::drop},       // MySQL: the string ends later
      {"select 1 # ' \n; drop table x; -- '", SqlClass::drop},        // comment in MySQL
      {"/*! drop table x */", SqlClass::drop},                        // runs in MySQL
      {"/*!50000 drop table x */", SqlClass::drop},
      {"/*M! drop table x */", SqlClass::drop},
      {"select 1 /*! -- */ ; drop table x", SqlClass::drop},
      {"select 1 /* /* */; drop table x; -- */ */", SqlClass::drop},  // no nesting in MySQL and SQLite
      {"select 1 --x' \n; drop table x --'", SqlClass::drop},
      {"select ( ; drop table x", SqlClass::drop},                    // SQLite and mysql go on
      {"select [a; drop table x; --]", SqlClass::drop},
      {"select `a; drop table x; --`", SqlClass::drop},
      {"select $a$; drop table x", SqlClass::drop},
      {"delete from t /*! where id = 1 */", SqlClass::delete_all},
      {"select 1 drop table x", SqlClass::drop},
      {"select '\\''; update t set a = 1 where b = ' '", SqlClass::write},  // MySQL: the string ends earlier
      {"if 1 = 1 drop table x", SqlClass::drop},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.text));
    CHECK(has(row.text, "g", row.hidden));
  }
  const char* const harmless[] = {
      "select 'it''s; drop table x'",
      "select $$; drop table x;$$",
      "select `drop table x`",
      "select [drop table x]",
      "select \"; drop table x\"",
      "select 1 -- ; drop table x",
      "create function f() returns void as $$ begin delete from t; end $$ language plpgsql",
      "insert into t values ('a; drop table x')",
      "select a # b from t",
      "select a[1], b['x'] from t",
  };
  for (const char* text : harmless) {
    CAPTURE(std::string(text));
    for (const Statement& one : read_sql(text)) {
      CHECK_FALSE(one.classes.has(SqlClass::drop));
      CHECK_FALSE(one.classes.has(SqlClass::delete_all));
    }
  }
}

}  // namespace interlock::sql_test
