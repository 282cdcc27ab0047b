#include "lib/shell/arithmetic.h"

#include <doctest/doctest.h>

#include <map>
#include <ostream>

namespace interlock {
namespace {

struct Scope {
  std::map<std::string, std::string> variables;

  std::optional<std::int64_t> run(std::string_view expression) {
    return evaluate_arithmetic(expression,
                               {[this](const std::string& name) -> std::optional<std::string> {
                                  if (name == "unknown") return std::nullopt;
                                  return variables[name];
                                },
                                [this](const std::string& name, std::optional<std::int64_t> value) {
                                  variables[name] = value ? std::to_string(*value) : "unknown";
                                }});
  }
};

std::string repeat(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST_CASE("expressions have the value that bash gives them") {
  struct Case {
    const char* name;
    const char* expression;
    std::int64_t value;
  };
  const Case cases[] = {
      {"nothing", "", 0},
      {"blanks", " \t\n", 0},
      {"multiplication binds tighter", "1+2*3", 7},
      {"left to right", "10-3-2", 5},
      {"power is right-associative", "2**3**2", 512},
      {"a sign binds tighter than power", "-2**2", 4},
      {"hexadecimal and octal", "0x1F + 017", 46},
      {"bare 0x is zero", "0x", 0},
      {"bases", "16#ff + 2#101 + 36#Z + 64#_", 255 + 5 + 35 + 63},
      {"base over 36 knows both cases", "37#A", 36},
      {"wraps around", "9223372036854775807 + 1", INT64_MIN},
      {"least number over minus one", "(-9223372036854775807-1) / -1", INT64_MIN},
      {"least number modulo minus one", "(-9223372036854775807-1) % -1", 0},
      {"shifts count modulo 64", "1 << 65", 2},
      {"comparison and logic", "1 < 2 && 3 != 4 || 0", 1},
      {"bits", "(12 & 10) | (1 ^ 3) | ~0 & 0", 8 | 2},
      {"conditional is right-associative", "0 ? 1 : 0 ? 2 : 3", 3},
      {"comma keeps the last", "1, 2, 3", 3},
      {"two signs are no decrement of a number", "5--3", 8},
      {"double plus before a number", "5++3", 8},
      {"not", "!0 + !5", 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(Scope().run(c.expression) == c.value);
  }
}

TEST_CASE("variables are read as expressions and take what is assigned") {
  struct Case {
    const char* name;
    const char* expression;
    std::int64_t value;
    const char* x;
  };
  const Case cases[] = {
      {"plain", "x + 1", 8, "7"},
      {"unset counts as zero", "nothing + 1", 1, "7"},
      {"text of a variable is an expression", "indirect * 2", 30, "7"},
      {"assignment", "x = 3 + 4, x * 2", 14, "7"},
      {"assignment with operator", "x *= 2 + 1", 21, "21"},
      {"assignment is right-associative", "y = x = 5", 5, "5"},
      {"prefix", "++x", 8, "8"},
      {"postfix", "x-- + x", 13, "6"},
      {"post-increment before plus", "x+++1", 8, "8"},
      {"the side not taken assigns nothing", "0 && (x = 1)", 0, "7"},
      {"nor divides by zero", "1 || 1 / 0", 1, "7"},
      {"nor does the other branch", "1 ? 5 : (x = 1)", 5, "7"},
      {"assigned though it was no number", "junk = 2", 2, "7"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Scope scope{{{"x", "7"}, {"indirect", "x+8"}, {"junk", "1 +"}}};
    CHECK(scope.run(c.expression) == c.value);
    CHECK(scope.variables["x"] == c.x);
  }
}

TEST_CASE("what bash refuses or nobody knows has no value") {
  const char* const cases[] = {
      "1 +",     "(1",      "1)",    "08",      "1a",      "1#0",           "65#1",  "2#2",
      "2#",      "1 / 0",   "1 % 0", "2 ** -1", "1 ? 2",   "1 ? : 2",       "1 = 2", "x + y = 1",
      "(x) = 1", "x++ = 1", "++x++", "--x--1",  "unknown", "unknown+1",     "a[0",   "1 2",
      "x y",     "'a'",     "1.5",   "loop",    "$x",      "1 ? 2 : y = 3", "# 1",   "\\1",
      "1 ;",     "@",       "x =",   "x += ",
  };
  for (const char* expression : cases) {
    CAPTURE(expression);
    Scope scope{{{"loop", "loop"}, {"y", "1"}}};
    CHECK(!scope.run(expression));
  }
}

TEST_CASE("an element is asked for with its subscript, an error told from what is not known") {
  Scope scope{{{"a[1]", "5"}, {"i", "1"}}};
  CHECK(scope.run("a[1] + 2") == 7);
  CHECK(scope.run("a[b[2]] = 3") == 3);
  CHECK(scope.variables["a[b[2]]"] == "3");
  const auto fails = [](std::string_view expression) {
    bool is_error = false;
    evaluate_arithmetic(expression,
                        {[](const std::string& name) -> std::optional<std::string> {
                           return name == "unknown" ? std::nullopt
                                                    : std::optional<std::string>("1");
                         },
                         [](const std::string&, std::optional<std::int64_t>) {}},
                        &is_error);
    return is_error;
  };
  CHECK(fails("1 +"));
  CHECK(fails("x y"));
  CHECK(fails("1 / 0"));
  CHECK(fails("unknown 1"));
  CHECK(!fails("unknown"));
  CHECK(!fails("1 / unknown"));
  CHECK(!fails("1"));
}

TEST_CASE("hostile expressions end soon") {
  const std::string cases[] = {
      repeat("(", 300000),        repeat("-", 300000) + "1",
      repeat("- ", 100000) + "1", repeat("1?", 100000) + "1",
      repeat("x=", 90000) + "1",  repeat("2**", 100000) + "1",
      repeat("~!", 90000) + "1",  "double",
  };
  for (const std::string& expression : cases) {
    CAPTURE(expression.substr(0, 8));
    Scope scope{{{"double", "double+double"}}};
    CHECK(!scope.run(expression));
  }
  CHECK(Scope().run(repeat("1+", 50000) + "1") == 50001);
  CHECK(Scope().run(repeat("(", 60) + "1" + repeat(")", 60)) == 1);
}

}  // namespace
}  // namespace interlock
