#include "lib/codex/reply.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "lib/base/text.h"
#include "lib/codex/json_text.h"

using namespace interlock;

TEST_CASE("a refusal is exit code 2 and a reason that is never blank") {
  struct Case {
    const char* name;
    std::string reason;
    const char* error;
  };
  const char* blank = "interlock refused this call and a rule gave no reason for it";
  const Case cases[] = {
      {"plain", "no psql", "no psql"},
      {"trimmed", "\n no psql \t", "no psql"},
      {"one full stop goes", "no psql.", "no psql"},
      {"more of them go", "no psql ... ", "no psql"},
      {"inner ones stay", "a. b.", "a. b"},
      {"newlines stay", "a\n\tb", "a\n\tb"},
      {"nothing", "", blank},
      {"blanks", " \n", blank},
      {"blanks of Unicode", "\xC2\xA0\xE2\x80\xA8\xE3\x80\x80", blank},
      {"full stops", " . . ", blank},
      {"escape sequences", "a\x1B[2Jb", "a\xEF\xBF\xBD[2Jb"},
      {"a NUL byte", std::string("a\0b", 3),
       "a\xEF\xBF\xBD"
       "b"},
      {"broken UTF-8",
       "a\xFF"
       "b",
       "a\xEF\xBF\xBD"
       "b"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Reply reply = Reply::refusal(c.reason);
    CHECK(reply.exit_code == 2);
    CHECK(reply.out.empty());
    CHECK(reply.error == c.error);
  }
}

TEST_CASE("a long refusal is cut at a character border, without a full stop") {
  std::string reason;
  while (reason.size() < 40'000) reason += "é";
  const Reply reply = Reply::refusal(reason);
  CHECK(reply.error.size() <= 30'000);
  CHECK(reply.error.size() > 29'900);
  CHECK(is_valid_utf8(reply.error));
  CHECK(reply.error.ends_with("é [cut]"));
}

TEST_CASE("silence is nothing at all") {
  const Reply reply = Reply::silence();
  CHECK(reply.exit_code == 0);
  CHECK(reply.out.empty());
  CHECK(reply.error.empty());
}

TEST_CASE("a context is one JSON object on stdout") {
  struct Case {
    const char* name;
    std::string text;
    const char* inside;
  };
  const Case cases[] = {
      {"plain", "lint passed", "lint passed"},
      {"quotes, backslashes, newlines", "a \"b\" \\ \n\t\r", R"(a \"b\" \\)"},
      {"control characters",
       "a\x01\x1F\x7F"
       "b",
       R"(a\u0001\u001f\u007fb)"},
      {"other scripts", "é漢😀", "é漢😀"},
      {"broken UTF-8", "a\xC3(", "a\xEF\xBF\xBD("},
      {"cut off UTF-8", "a\xE2\x82", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Reply reply = Reply::context("PostToolUse", c.text);
    CHECK(reply.exit_code == 0);
    CHECK(reply.error.empty());
    CHECK(reply.out == std::string(R"({"hookSpecificOutput":{"hookEventName":"PostToolUse",)"
                                   R"("additionalContext":")") +
                           c.inside + "\"}}");
  }
  CHECK(Reply::context("PostToolUse", " \n").out.empty());
}

TEST_CASE("a long context loses its middle and keeps whole characters") {
  std::string text = "begin ";
  while (text.size() < 20'000) text += "漢";
  text += " end";
  for (const std::size_t limit : {std::size_t{9'500}, std::size_t{1'001}, std::size_t{1'000}}) {
    const Reply reply = Reply::context("PreToolUse", text, limit);
    CHECK(reply.out.size() <= limit + 100);
    CHECK(is_valid_utf8(reply.out));
    CHECK(reply.out.find("\"begin ") != std::string::npos);
    CHECK(reply.out.find("[... cut ...]") != std::string::npos);
    CHECK(reply.out.ends_with(" end\"}}"));
  }
}

TEST_CASE("trim_unicode takes off what Codex takes off") {
  CHECK(trim_unicode("\xC2\x85 a\xC2\xA0"
                     "b\xE2\x80\xAF\n") ==
        "a\xC2\xA0"
        "b");
  CHECK(trim_unicode("\xE2\x80\x8B") == "\xE2\x80\x8B");  // a zero width space is no blank
  CHECK(trim_unicode("\xA0").size() == 1);
}
