// CREATE: what replaces something, what grants something, what brings foreign code in.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/functions.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

bool is_kind(Keyword word) {
  constexpr Keyword k_kinds[] = {
      "TABLE"_k,    "VIEW"_k,        "INDEX"_k,        "SCHEMA"_k,    "DATABASE"_k,   "SEQUENCE"_k,
      "FUNCTION"_k, "USER"_k,        "ROLE"_k,         "LOGIN"_k,     "GROUP"_k,      "PROCEDURE"_k,
      "PROC"_k,     "TRIGGER"_k,     "EVENT"_k,        "EXTENSION"_k, "LANGUAGE"_k,   "TYPE"_k,
      "DOMAIN"_k,   "RULE"_k,        "POLICY"_k,       "SERVER"_k,    "PACKAGE"_k,    "AGGREGATE"_k,
      "ASSEMBLY"_k, "PUBLICATION"_k, "TABLESPACE"_k,   "STAGE"_k,     "STREAM"_k,     "TASK"_k,
      "OPERATOR"_k, "CAST"_k,        "SUBSCRIPTION"_k, "KEYSPACE"_k,  "CREDENTIAL"_k, "SECRET"_k,
      "SYNONYM"_k,  "DICTIONARY"_k,  "STATISTICS"_k,   "COLLATION"_k};
  return std::find(std::begin(k_kinds), std::end(k_kinds), word) != std::end(k_kinds);
}

bool holds_data(Keyword kind) {
  return kind == "TABLE"_k || kind == "SCHEMA"_k || kind == "DATABASE"_k || kind == "SEQUENCE"_k ||
         kind == "STAGE"_k || kind == "STREAM"_k || kind == "KEYSPACE"_k || kind == "DICTIONARY"_k;
}

// First word of a routine's body behind its head.
std::uint32_t find_body(const Tokens& t, std::uint32_t i) {
  for (; i < t.size(); i = t.next(i)) {
    const Keyword word = t.word(i);
    if (word == "AS"_k) return i + 1;
    if (word == "BEGIN"_k || word == "DELETE"_k || word == "DROP"_k || word == "TRUNCATE"_k ||
        word == "INSERT"_k || word == "UPDATE"_k || word == "CALL"_k || word == "ALTER"_k ||
        word == "EXECUTE"_k || word == "RETURN"_k)
      return i;
  }
  return i;
}

}  // namespace

// Nothing of a routine runs now; its body is kept for a call later in the text.
void Classifier::create_routine(const Tokens& t, std::uint32_t name) {
  std::uint32_t i = name;
  const std::string written = render_name(t, i);
  const std::uint32_t language = t.find(i, "LANGUAGE"_k);
  if (language < t.size()) {
    std::string lower = to_lower(t.raw(language + 1));
    std::erase_if(lower, [](char c) { return c == '\'' || c == '"'; });
    if (opens_a_door(lower)) add(SqlClass::code);
  }
  if (t.find(i, "SONAME"_k) < t.size()) add(SqlClass::code);
  const std::uint32_t body = find_body(t, t.op(i, '(') ? t.next(i) : i);
  if (body >= t.size()) return;
  const bool text = t.kind(body) == Kind::string;
  const Token& first = t.at(body);
  const Token& last = t.at(t.size() - 1);
  session_.routines[plain_name(written)] = {
      text ? unquoted(t, body) : std::string(t.text().substr(first.begin, last.end - first.begin))};
}

void Classifier::create(const Tokens& t) {
  const bool or_replace = t.is(1, "OR"_k, "REPLACE"_k);
  std::uint32_t k = t.is(1, "OR"_k) ? 3 : 1;
  bool temporary = false;
  for (; k < t.size() && k < 40 && !is_kind(t.word(k)); k = t.next(k))
    temporary = temporary || t.is(k, "TEMP"_k) || t.is(k, "TEMPORARY"_k);
  const Keyword kind = t.word(k);
  const bool event_trigger = kind == "EVENT"_k && t.is(k + 1, "TRIGGER"_k);
  std::uint32_t name = k + 1;
  while (t.is(name, "IF"_k) || t.is(name, "NOT"_k) || t.is(name, "EXISTS"_k) ||
         t.is(name, "CONCURRENTLY"_k))
    ++name;
  std::uint32_t i = name;
  const std::string written = render_name(t, i);
  mention(written);

  const bool rights = kind == "USER"_k || kind == "ROLE"_k || kind == "LOGIN"_k ||
                      kind == "GROUP"_k || kind == "CREDENTIAL"_k;
  add(rights ? SqlClass::privilege : SqlClass::create);
  if (temporary && kind == "TABLE"_k) make_temporary(t, name);
  if (or_replace && holds_data(kind) && !temporary) add(SqlClass::replace);
  if (kind == "FUNCTION"_k || kind == "PROCEDURE"_k || kind == "PROC"_k || kind == "AGGREGATE"_k)
    return create_routine(t, name);
  if (kind == "TRIGGER"_k) return trigger(t, i);
  if (kind == "RULE"_k) return rule(t, i);
  if (kind == "ASSEMBLY"_k) return add(SqlClass::code);
  if (kind == "EXTENSION"_k || kind == "LANGUAGE"_k) {
    if (opens_a_door(to_lower(plain_name(written)))) add(SqlClass::code);
    return;
  }
  if (kind == "EVENT"_k && !event_trigger) {  // MySQL: runs by itself, perhaps at once
    const std::uint32_t body = t.find(i, "DO"_k);
    if (body < t.size()) join(session_.piece(t.from(body + 1), place_.inner(t)));
    return;
  }
  if (kind == "TASK"_k) {
    const std::uint32_t body = t.find(i, "AS"_k);
    if (body < t.size()) join(session_.piece(t.from(body + 1), place_.inner(t)));
    return;
  }
  if (kind == "TABLE"_k || kind == "SERVER"_k) {
    const std::uint32_t options = t.find(i, "OPTIONS"_k);
    const Tokens inside = options < t.size() ? t.inside(options + 1) : Tokens();
    for (std::uint32_t n = 0; n < inside.size(); ++n)
      if (inside.is(n, "PROGRAM"_k) || to_lower(inside.raw(n)) == "filename") {
        add(SqlClass::code);
        if (inside.is(n, "PROGRAM"_k) && inside.kind(n + 1) == Kind::string)
          found_.shell = unquoted(inside, n + 1);
      }
    const std::uint32_t as = t.find(i, "AS"_k);
    if (t.is(as, "AS"_k, "EXECUTE"_k)) execute(t.from(as + 1));
  }
}

}  // namespace interlock::sql
