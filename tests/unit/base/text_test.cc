#include "lib/base/text.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace interlock;

TEST_CASE("case changes ASCII and nothing else") {
  CHECK(to_lower("DROP TABLE É") == "drop table É");
  CHECK(to_upper("drop [x] é@`{") == "DROP [X] é@`{");
}

TEST_CASE("trim takes off blanks and newlines at both ends") {
  CHECK(trim(" \t\r\n\v\fa b\n") == "a b");
  CHECK(trim("").empty());
  CHECK(trim(" \n ").empty());
  CHECK(trim("\xA0").size() == 1);
}

TEST_CASE("split keeps empty parts, join puts them back") {
  struct Case {
    const char* text;
    std::vector<std::string> parts;
  };
  const Case cases[] = {
      {"", {""}}, {"a", {"a"}}, {"a,b", {"a", "b"}}, {",a,,b,", {"", "a", "", "b", ""}}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto parts = split(c.text, ',');
    CHECK(std::vector<std::string>(parts.begin(), parts.end()) == c.parts);
    CHECK(join(c.parts, ",") == c.text);
  }
  CHECK(join({"a", "a", "a"}, ", ") == "a, a, a");
  CHECK(join({}, ", ").empty());
}

TEST_CASE("base_name is what follows the last slash") {
  CHECK(base_name("/usr/bin/psql") == "psql");
  CHECK(base_name("psql") == "psql");
  CHECK(base_name("./psql") == "psql");
  CHECK(base_name("bin/").empty());
}

TEST_CASE("normalise_path is absolute and has no dots") {
  struct Case {
    const char* base;
    const char* path;
    const char* normal;
  };
  const Case cases[] = {
      {"/a/b", "c", "/a/b/c"},
      {"/a/b", "../c", "/a/c"},
      {"/a/b", "/c", "/c"},
      {"/a", "../../..", "/"},
      {"/a", "", "/a"},
      {"/a/", "./b//c/.", "/a/b/c"},
      {"/", "..a/...", "/..a/..."},
      {"/a", "b/../../c/./", "/c"},
      {"/", "//x", "/x"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    CHECK(normalise_path(c.base, c.path) == c.normal);
  }
}

TEST_CASE("is_valid_utf8 follows the table of the standard") {
  for (const char* good :
       {"", "a", "é", "漢", "😀", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
        "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CAPTURE(good);
    CHECK(is_valid_utf8(good));
  }
  for (const char* bad : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2(", "\xE0\x9F\xBF",
                          "\xE2\x82", "\xE2\x28\xA1", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF"}) {
    CAPTURE(bad);
    CHECK(!is_valid_utf8(bad));
    CHECK(!is_valid_utf8(std::string("a") + bad));
  }
}

TEST_CASE("shell_quote quotes only what bash would read otherwise") {
  struct Case {
    const char* word;
    const char* quoted;
  };
  const Case cases[] = {
      {"psql", "psql"},
      {"--env=dev", "--env=dev"},
      {"", "''"},
      {"a b", "'a b'"},
      {"it's", "'it'\\''s'"},
      {"$x", "'$x'"},
      {"a\nb", "'a\nb'"},
      {"~", "'~'"},
      {"a*", "'a*'"},
      {"x;y", "'x;y'"},
      {"é", "'é'"},
      {"{a,b}", "'{a,b}'"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.word);
    CHECK(shell_quote(c.word) == c.quoted);
  }
}

TEST_CASE("shorten cuts at a character border and says so") {
  CHECK(shorten("abcdef", 6) == "abcdef");
  CHECK(shorten("abcdefg", 6) == "abc...");
  CHECK(shorten("aéééé", 6) == "aé...");
  CHECK(shorten("aéééé", 5) == "a...");
  CHECK(shorten("abc", 2) == "...");
}
