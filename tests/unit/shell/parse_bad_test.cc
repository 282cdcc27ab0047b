// Texts that bash refuses: where reading stops, and what stays of the text before.
#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "lib/shell/parse.h"

namespace interlock {
namespace {

TEST_CASE("parse_shell says where bash would stop") {
  struct Row {
    const char* name;
    const char* text;
    const char* message;
  };
  const Row rows[] = {
      {"lone quote", "echo 'a", "line 1, column 6: unexpected end of text: ' is not closed"},
      {"lone double quote", "echo \"a",
       "line 1, column 6: unexpected end of text: \" is not closed"},
      {"lone backquote", "echo `a", "line 1, column 6: unexpected end of text: ` is not closed"},
      {"open substitution", "echo $(a",
       "line 1, column 7: unexpected end of text: ( is not closed"},
      {"open parameter", "echo ${a", "line 1, column 6: unexpected end of text: ${ is not closed"},
      {"open arithmetic", "echo $((1)",
       "line 1, column 7: unexpected end of text: ( is not closed"},
      {"open old arithmetic", "echo $[1",
       "line 1, column 6: unexpected end of text: $[ is not closed"},
      {"open ansi quote", "echo $'a\\'",
       "line 1, column 7: unexpected end of text: $' is not closed"},
      {"open process substitution", "cat <(a",
       "line 1, column 6: unexpected end of text: ( is not closed"},
      {"open subshell", "(a", "line 1, column 3: unexpected end of text"},
      {"open group", "{ a;", "line 1, column 5: unexpected end of text"},
      {"group without separator", "{ a }", "line 1, column 6: unexpected end of text"},
      {"open if", "if a; then b", "line 1, column 13: unexpected end of text"},
      {"if without then", "if a; fi", "line 1, column 7: unexpected `fi`"},
      {"empty condition", "if then a; fi", "line 1, column 4: unexpected `then`"},
      {"empty body", "if a; then fi", "line 1, column 12: unexpected `fi`"},
      {"else before then", "if a; else b; fi", "line 1, column 7: unexpected `else`"},
      {"two elses", "if a; then b; else c; else d; fi", "line 1, column 23: unexpected `else`"},
      {"open while", "while a; do b", "line 1, column 14: unexpected end of text"},
      {"while without do", "while a; b; done", "line 1, column 13: unexpected `done`"},
      {"do alone", "do a", "line 1, column 1: unexpected `do`"},
      {"done alone", "a; done", "line 1, column 4: unexpected `done`"},
      {"fi alone", "fi", "line 1, column 1: unexpected `fi`"},
      {"then after a word", "if a then b; fi", "line 1, column 14: unexpected `fi`"},
      {"for without name", "for; do a; done", "line 1, column 4: unexpected `;`"},
      {"for without body", "for x in a; done", "line 1, column 13: unexpected `done`"},
      {"for with two expressions", "for ((a; b)); do c; done",
       "line 1, column 7: for (( needs three expressions"},
      {"for with four expressions", "for ((a;b;c;d)); do e; done",
       "line 1, column 7: for (( needs three expressions"},
      {"brace after for name", "for x { a; }", "line 1, column 7: unexpected `{`"},
      {"case without in", "case x; a) b;; esac", "line 1, column 7: unexpected `;`"},
      {"case without esac", "case x in a) b;;", "line 1, column 17: unexpected end of text"},
      {"case without pattern", "case x in ) a;; esac", "line 1, column 11: unexpected `)`"},
      {"case terminator elsewhere", "a;; b", "line 1, column 2: unexpected `;;`"},
      {"esac as first pattern", "case x in esac) a;; esac", "line 1, column 15: unexpected `)`"},
      {"closing parenthesis alone", "a )", "line 1, column 3: unexpected `)`"},
      {"closing brace alone", "}", "line 1, column 1: unexpected `}`"},
      {"empty subshell", "()", "line 1, column 2: unexpected `)`"},
      {"empty group", "{ }", "line 1, column 3: unexpected `}`"},
      {"semicolon first", "; a", "line 1, column 1: unexpected `;`"},
      {"two semicolons", "a ; ; b", "line 1, column 5: unexpected `;`"},
      {"ampersand and semicolon", "a & ; b", "line 1, column 5: unexpected `;`"},
      {"and without right side", "a &&", "line 1, column 5: unexpected end of text"},
      {"and without left side", "&& a", "line 1, column 1: unexpected `&&`"},
      {"pipe without right side", "a |", "line 1, column 4: unexpected end of text"},
      {"pipe without left side", "| a", "line 1, column 1: unexpected `|`"},
      {"negation after a pipe", "a | ! b", "line 1, column 5: unexpected `!`"},
      {"negation before a parenthesis", "( ! )", "line 1, column 5: unexpected `)`"},
      {"redirection without target", "a >", "line 1, column 4: unexpected end of text"},
      {"redirection to an operator", "a > | b", "line 1, column 5: unexpected `|`"},
      {"redirection to a descriptor", "a >2>b", "line 1, column 4: unexpected `2`"},
      {"here-document without delimiter", "a <<", "line 1, column 5: unexpected end of text"},
      {"here-string without word", "a <<<", "line 1, column 6: unexpected end of text"},
      {"parenthesis after a word", "echo a(b", "line 1, column 7: unexpected `(`"},
      {"array as argument", "echo a=(b)", "line 1, column 8: unexpected `(`"},
      {"open array", "a=(b", "line 1, column 3: unexpected end of text: ( is not closed"},
      {"operator in an array", "a=(b & c)", "line 1, column 6: unexpected `&`"},
      {"open index", "a[1", "line 1, column 2: unexpected end of text: [ is not closed"},
      {"function without body", "f()", "line 1, column 4: unexpected end of text"},
      {"function with a word in its parentheses", "f(a) { b; }",
       "line 1, column 3: unexpected `a`"},
      {"function keyword alone", "function", "line 1, column 9: unexpected end of text"},
      {"conditional not closed", "[[ a", "line 1, column 5: unexpected end of text"},
      {"conditional closed too early", "[[ a && ]]", "line 1, column 9: unexpected `]]`"},
      {"binary operator missing", "[[ a b ]]", "line 1, column 6: unexpected `b`"},
      {"operand missing", "[[ a == ]]", "line 1, column 9: unexpected `]]`"},
      {"empty conditional", "[[ ]]", "line 1, column 4: unexpected `]]`"},
      {"parenthesis in a conditional", "[[ ( a ]]", "line 1, column 8: unexpected `]]`"},
      {"in as a command", "in", "line 1, column 1: unexpected `in`"},
      {"keyword after redirections", "if (a) >b then c; fi",
       "line 1, column 11: unexpected `then`"},
      {"text after a compound command", "(a) b", "line 1, column 5: unexpected `b`"},
      {"coprocess of a coprocess", "coproc coproc a", "line 1, column 8: unexpected `coproc`"},
      {"error inside a substitution", "echo $(if) b", "line 1, column 10: unexpected `)`"},
      {"error inside a substitution in quotes", "echo \"$(a;;)\"",
       "line 1, column 10: unexpected `;;`"},
      {"open extended glob", "ls @(a", "line 1, column 5: unexpected end of text: ( is not closed"},
      {"owed here-document on a line that goes on", "a $(b <<E) \"c\nE\n\"",
       "line 3, column 2: a here-document inside a substitution, on a line that goes on"},
      {"backslash in an array in a substitution", "a $(b=(\\)))",
       "line 1, column 8: a backslash in an array inside a substitution means two things at once"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.text);
    const ParsedShell parsed = parse_shell(row.text);
    REQUIRE(parsed.error.has_value());
    CHECK(parsed.error->message == row.message);
    CHECK(parsed.list.items.empty());
  }
}

TEST_CASE("commands on complete lines before an error are kept") {
  struct Row {
    const char* name;
    const char* text;
    const char* tree;
  };
  const Row rows[] = {
      {"an earlier line", "a\nb; )\nc", "a"},
      {"not the same line", "a; )", ""},
      {"not the unit that it is in", "a\nif b; then\nc\n)\nfi\nd", "a"},
      {"a here-document before it", "a <<E\nb\nE\nc; fi", "a <<\"b\\n\""},
      {"an open quote on a later line", "a\nb 'c\nd", "a"},
      {"an error in an array costs its line only", "a=(|); b\nc", "c"},
      {"such an error inside a substitution", "a $(b=(;)) c\nd", "d"},
      {"and inside a compound command", "if a; then\nb=(&)\nfi\nc", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const ParsedShell parsed = parse_shell(row.text);
    CHECK(parsed.error.has_value());
    CHECK(render_line(parsed.list) == row.tree);
  }
}

std::string repeat(const std::string& unit, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += unit;
  return text;
}

TEST_CASE("no text overflows the stack or runs away") {
  const char* const units[] = {
      "$(",
      "${",
      "$((",
      "((",
      "(",
      "`",
      "\"",
      "'",
      "\\\n",
      "\\",
      "a ",
      "a;",
      "a|",
      "$a",
      "a\n",
      "<<E\n",
      "<<E ",
      "<(",
      "[[ ( ",
      "[[ a && ",
      "! ",
      "time ",
      "a=(",
      "a[",
      "@(",
      "ls @(",
      "if ",
      "case x in ",
      "{ ",
      "f() ",
      "function f ",
      "coproc ",
      "coproc x ",
      "for x in ",
      "for ((",
      "$[",
      "$'a",
      "''",
      "\"$(",
      "\"${x:-",
      "${x:-",
      "${x:-'",
      "${x[",
      "${#a[",
      "${x/",
      "`\\`",
      "#",
      ";",
      "&",
      ">",
      ">f ",
      "a=1 ",
      "declare a[$",
      "$(( ${",
      "$((${x:-",
      "(( (",
      "((a) ",
      "$((a) ",
      "<((a) ",
      "while a; do ",
      "\n",
      "\"${x:-<(",
      "[[ a =~ (",
      "${x:-$'\\x24(",
      "case x in a) ",
      "cat <<-E\n\t$(",
      "cat <<E\n`",
      "cat <<E\n\"${x:-'",
      "$(<<E) ",
      "a=(|)\n",
  };
  for (const char* const unit : units) {
    CAPTURE(unit);
    for (const std::size_t bytes : {1000u, 30000u, 200000u}) {
      const std::string text = repeat(unit, bytes);
      const ParsedShell parsed = parse_shell(text);
      if (parsed.error) CHECK(parsed.error->offset <= text.size());
    }
  }
}

std::string nest(const std::string& before, const std::string& inside, const std::string& after,
                 int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += before;
  text += inside;
  for (int i = 0; i < depth; ++i) text += after;
  return text;
}

TEST_CASE("nesting is read up to its limit, and refused beyond") {
  struct Row {
    const char* before;
    const char* after;
  };
  const Row rows[] = {
      {"$(", ")"},
      {"\"$(", ")\""},
      {"( ", " )"},
      {"{ ", "; }"},
      {"${x:-", "}"},
      {"\"${x:-", "}\""},
      {"$((1+", "))"},
      {"if a; then ", "; fi"},
      {"f() { ", "; }"},
      {"<(", ")"},
      {"[[ $(", ") ]]"},
      {"a=($(", "))"},
      {"${x[$(", ")]}"},
      {"ls @($(", "))"},
      {"for x in $(", "); do a; done"},
      {"case x in a) ", ";; esac"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    CHECK(!parse_shell(nest(row.before, "a", row.after, 30)).error.has_value());
    const ParsedShell deep = parse_shell(nest(row.before, "a", row.after, 3000));
    REQUIRE(deep.error.has_value());
    CHECK(deep.error->message.find("nested too deeply") != std::string::npos);
    CHECK(parse_shell(nest(row.before, "a", row.after, 30), {}, 10).error.has_value());
  }
}

TEST_CASE("what bash reads twice does not double at each level") {
  const char* const befores[] = {"$((a); ", "(( (a); ", "((a) | b $(", "$(( ${x:-", "\"${x:-<( "};
  const char* const afters[] = {")", "))", "))", "}))", ")}\""};
  for (std::size_t i = 0; i < 5; ++i)
    for (const int depth : {3, 30, 90}) parse_shell(nest(befores[i], "a", afters[i], depth));
  CHECK(parse_shell(nest("$((a); ", "a", ")", 4)).error == std::nullopt);
}

}  // namespace
}  // namespace interlock
