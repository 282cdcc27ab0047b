#include "lib/shell/pattern.h"

#include <doctest/doctest.h>

#include <ostream>

namespace interlock {
namespace {

TEST_CASE("patterns match whole texts as bash matches them") {
  struct Case {
    const char* pattern;
    const char* text;
    bool matches;
  };
  const Case cases[] = {
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"psql", "psql", true},
      {"psql", "psqlx", false},
      {"p?ql", "psql", true},
      {"?", "é", true},
      {"??", "é", false},
      {"[é]", "é", true},
      {"a*b*c", "axxbyyc", true},
      {"a*b*c", "axxbyy", false},
      {"*.sql", ".sql", true},
      {"[a-c]x", "bx", true},
      {"[a-c]x", "dx", false},
      {"[!a-c]", "d", true},
      {"[^a-c]", "b", false},
      {"[]a]", "]", true},
      {"[!]a]", "]", false},
      {"[a-]", "-", true},
      {"[c-a]", "b", false},
      {"[", "[", true},
      {"[a", "[a", true},
      {"[a", "a", false},
      {"[[:alpha:]_]", "_", true},
      {"[[:digit:]]", "x", false},
      {"[[:nothing:]x]", "x", true},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"[\\]]", "]", true},
      {"a\\?", "a?", true},
      {"*/x", "a/b/x", true},
      {".*", ".x", true},
      {"[a-c-e]", "-", true},
      {"@(psql|mysql)", "mysql", true},
      {"@(psql|mysql)", "sql", false},
      {"?(my)sql", "sql", true},
      {"*(ab)c", "ababc", true},
      {"+(ab)c", "c", false},
      {"!(psql)", "mysql", true},
      {"!(psql)", "psql", false},
      {"!(psql)", "", true},
      {"a!(b)c", "abc", false},
      {"@(a|@(b|c))d", "cd", true},
      {"+([0-9])", "123", true},
      {"@(a", "@(a", true},
      {"*@(a|b)*", "xbx", true},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.pattern));
    CAPTURE(std::string(c.text));
    bool unsure = false;
    CHECK(matches_pattern(c.pattern, c.text, true, &unsure) == c.matches);
    CHECK_FALSE(unsure);
  }
  CHECK(matches_pattern("@(a|b)", "@(a|b)", false));
  CHECK_FALSE(matches_pattern("@(a|b)", "a", false));
}

TEST_CASE("the matched end goes, the shorter or the longer") {
  struct Case {
    const char* value;
    const char* op;
    const char* pattern;
    const char* left;
  };
  const Case cases[] = {
      {"a/b/c", "#", "*/", "b/c"}, {"a/b/c", "##", "*/", "c"},
      {"a/b/c", "%", "/*", "a/b"}, {"a/b/c", "%%", "/*", "a"},
      {"a.b", "#", "x", "a.b"},    {"aé", "%", "?", "a"},
      {"psql", "#", "p", "sql"},   {"psql", "%", "\\*", "psql"},
      {"  x", "##", "*( )", "x"},  {"x  ", "%%", "+([[:space:]])", "x"},
      {"", "#", "*", ""},          {"aaa", "##", "+(a)", ""},
      {"a*b", "#", "a\\*", "b"},   {"abc", "%%", "", "abc"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.value));
    CAPTURE(std::string(c.pattern));
    const bool longest = c.op[1] != '\0';
    CHECK((c.op[0] == '#' ? remove_prefix(c.value, c.pattern, longest)
                          : remove_suffix(c.value, c.pattern, longest)) == c.left);
  }
}

TEST_CASE("replacing takes the longest match, once, everywhere, or at an end") {
  struct Case {
    const char* value;
    const char* which;
    const char* pattern;
    const char* replacement;
    const char* result;
  };
  const Case cases[] = {
      {"pXsqXl", "//", "X", "", "psql"}, {"pXsqXl", "/", "X", "-", "p-sqXl"},
      {"aab", "//", "a*", "x", "x"},     {"abab", "/#", "ab", "x", "xab"},
      {"abab", "/%", "ab", "x", "abx"},  {"abab", "/#", "b", "x", "abab"},
      {"ab", "/#", "", "x", "xab"},      {"ab", "/%", "", "x", "abx"},
      {"ab", "//", "", "x", "ab"},       {"", "//", "*", "x", "x"},
      {"", "//", "?", "x", ""},          {"a.b", "//", "[.]", "&", "a&b"},
      {"éé", "//", "?", "e", "ee"},      {"a1b22", "//", "+([0-9])", "#", "a#b#"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.value));
    CAPTURE(std::string(c.pattern));
    bool unsure = false;
    CHECK(replace_pattern(c.value, c.pattern, c.replacement, c.which, true, &unsure) == c.result);
    CHECK_FALSE(unsure);
  }
  CHECK(replace_pattern("abc", "b", "[&\\&\\\\]", "/", true, nullptr, true) == "a[b&\\]c");
}

TEST_CASE("forms that bash itself misreads are named unsure") {
  const char* const cases[] = {"[[.a.]]", "[[=a=]]x", "*!(a)", "a\\", "*?(a)"};
  for (const char* pattern : cases) {
    CAPTURE(pattern);
    bool unsure = false;
    matches_pattern(pattern, "abc", true, &unsure);
    CHECK(unsure);
  }
  bool unsure = false;
  matches_pattern("[[:alpha:]]", "é", true, &unsure);
  CHECK(unsure);
}

TEST_CASE("a glob is live only when bash would look for files") {
  struct Case {
    const char* text;
    bool live;
  };
  const Case cases[] = {{"a*", true},    {"a?", true},   {"[ab]", true}, {"[ab", false},
                        {"a\\*", false}, {"ab]", false}, {"", false},    {"\\[a]", false}};
  for (const Case& c : cases) {
    CAPTURE(std::string(c.text));
    CHECK(has_glob(c.text) == c.live);
  }
}

TEST_CASE("hostile patterns end soon and say that they are unsure") {
  const std::string many(300000, 'a');
  std::string nested, stars, sets(300000, '['), groups;
  for (int i = 0; i < 30; ++i) nested += "*(";
  nested += "a";
  for (int i = 0; i < 30; ++i) nested += ")";
  for (int i = 0; i < 40; ++i) stars += "*a";
  for (int i = 0; i < 100000; ++i) groups += "@(";
  for (const std::string& pattern :
       {nested, stars + "b", sets, groups, std::string("*!(!(!(a)))b"), std::string("+(a|aa)b")}) {
    CAPTURE(pattern.substr(0, 12));
    bool unsure = false;
    const bool matched = matches_pattern(pattern, many, true, &unsure);
    CHECK((unsure || !matched));
    replace_pattern(many, pattern, "", "//", true, &unsure);
    remove_suffix(many, pattern, true, true, &unsure);
  }
  CHECK(matches_pattern(many, many));
  CHECK(remove_suffix(many, many, true).empty());
}

}  // namespace
}  // namespace interlock
