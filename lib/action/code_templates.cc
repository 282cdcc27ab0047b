// JavaScript: sql`drop table t`, tx`..`, neon(url)`..`. A tag is a function, and of one that comes
// from elsewhere only its name is seen: a template that is a whole statement is run by it, unless
// such a function is known to make a text.
#include <algorithm>

#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

// Tags that make texts, queries of other languages, or a statement that is run only by who is given
// it; any part of their name, lower case.
constexpr std::string_view k_makers[] = {"$localize",
                                         "_",
                                         "__",
                                         "aql",
                                         "chalk",
                                         "code",
                                         "codeblock",
                                         "colors",
                                         "common-tags",
                                         "css",
                                         "cypher",
                                         "dedent",
                                         "endent",
                                         "gettext",
                                         "glsl",
                                         "gql",
                                         "graphql",
                                         "graphql-tag",
                                         "html",
                                         "i18n",
                                         "js",
                                         "json",
                                         "keyframes",
                                         "kleur",
                                         "latex",
                                         "lit",
                                         "markdown",
                                         "md",
                                         "mdx",
                                         "msg",
                                         "oneline",
                                         "outdent",
                                         "pattern",
                                         "raw",
                                         "re",
                                         "regex",
                                         "sparql",
                                         "sql-template-strings",
                                         "sql-template-tag",
                                         "stripindent",
                                         "stripindents",
                                         "styled",
                                         "svg",
                                         "t",
                                         "template",
                                         "text",
                                         "translate",
                                         "xml",
                                         "yaml"};

bool makes_text(std::string_view chain) {
  const std::vector<std::string_view> parts = split(chain, '.');
  return std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
    return part.size() < 40 && (is_among(k_makers, to_lower(part)) || tells_people(part));
  });
}

// Behind these words a template stands by itself.
constexpr std::string_view k_no_tags[] = {"await", "case",   "default", "delete", "do",
                                          "else",  "in",     "new",     "of",     "return",
                                          "throw", "typeof", "void",    "yield"};

}  // namespace

// The name of the tag before the template at `i`, or where its call or its types end; else `i`.
std::size_t CodeScanner::tag_of(std::size_t i) const {
  std::size_t at = i;
  if (at > 1 && values_.is(at - 1, ">")) {  // sql<User[]>`..`
    for (at -= 2; at > 0 && i - at < 40 && !values_.is(at, "<");) --at;
    if (!values_.is(at, "<")) return i;
  }
  if (at > 0 && values_.is(at - 1, ")") && code_.tokens[at - 1].match > 0)  // neon(url)`..`
    at = static_cast<std::size_t>(code_.tokens[at - 1].match);
  const bool named = at > 0 && values_.is_kind(at - 1, Kind::name) &&
                     !is_among(k_no_tags, values_.spelled(at - 1));
  return named ? at - 1 : i;
}

void CodeScanner::look_at_template(std::size_t i) {
  const std::size_t name = tag_of(i);
  if (name == i) return;
  Callee callee = callee_at(name);
  std::size_t at = callee.first;
  const std::string chain = imports_.resolve(imports_.dotted(at));
  if (makes_text(chain) || makes_text(callee.name) || makes_text(callee.owner)) return;
  const bool is_awaited = callee.first > 0 && values_.is(callee.first - 1, "await");
  // What a function of this code does with its templates is seen in it.
  if (defined_.contains(chain) || (!is_awaited && literals_.is_told(callee.first))) return;
  // A text that is kept is not run yet.
  const bool is_kept =
      callee.first > 0 && (values_.is(callee.first - 1, "=") || values_.is(callee.first - 1, ":"));
  if (is_kept && !has_driver_ && to_lower(callee.name) != "sql") return;
  for (const CodeSink* sink : code_sinks(callee.name, language_))
    if (sink->kind < CodeSink::Kind::sql && matches(*sink, callee)) return;  // $`..`
  memory_.hears = memory_.is_told(callee.first);
  add_sql_value(CodeValue::of_text(values_.literal(values_.string_at(i))), "a query", 0);
  memory_.hears = false;
}

}  // namespace interlock
