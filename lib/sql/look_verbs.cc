// The verbs that text begins with most often, each with what must follow it.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/look.h"
#include "lib/sql/normal.h"

namespace interlock::sql {

bool is_english(std::string_view word) {
  constexpr std::string_view k_words[] = {
      "a",    "all",   "an",   "and",  "any",  "as",  "at",    "be",   "by",   "each",
      "for",  "from",  "her",  "here", "his",  "if",  "in",    "into", "is",   "it",
      "its",  "me",    "my",   "no",   "not",  "of",  "off",   "old",  "on",   "or",
      "our",  "out",   "over", "some", "that", "the", "their", "them", "then", "these",
      "this", "those", "to",   "up",   "us",   "was", "when",  "with", "you",  "your"};
  return std::binary_search(std::begin(k_words), std::end(k_words), to_lower(word));
}

// A (qualified) name; `i` moves behind it.
bool Look::name(std::uint32_t& i) const {
  if (!t.is_name(i)) return false;
  const bool article =
      to_lower(t.raw(i)) == "a" &&
      (t.kind(i + 1) != Kind::word || i + 1 >= t.size() || t.word(i + 1) != Keyword::none);
  if (t.kind(i) == Kind::word && is_english(t.raw(i)) && !article && !t.op(i + 1, '=') &&
      !t.op(i + 1, '.'))
    return false;
  if (t.kind(i) == Kind::word &&
      (t.is(i, "SELECT"_k) || t.is(i, "WHERE"_k) || t.is(i, "SET"_k) || t.is(i, "VALUES"_k)))
    return false;
  render_name(t, i);
  return true;
}

// Does the name between the two show by itself that it is one: quotes, a dot, _, a hole?
bool Look::marked_name(std::uint32_t from, std::uint32_t to) const {
  for (std::uint32_t i = from; i < to; ++i)
    if (t.kind(i) != Kind::word || t.raw(i).find('_') != std::string_view::npos) return true;
  return false;
}

bool Look::table_after_from(std::uint32_t i) {
  if (t.op(i, '(')) return true;
  if (t.is(i, "ONLY"_k) || t.is(i, "LATERAL"_k)) ++i;
  if (!name(i)) return false;
  if (t.op(i, '(')) i = t.next(i);
  if (t.is(i, "AS"_k)) return t.is_name(i + 1);
  if (!ends(i) && t.kind(i) == Kind::word && t.word(i) == Keyword::none) {  // an alias
    if (is_english(t.raw(i))) return false;
    ++i;
    return ends(i) || t.op(i, ',') || t.op(i, ')') || t.word(i) != Keyword::none;
  }
  if (ends(i) || t.kind(i) != Kind::word) return true;
  constexpr Keyword k_next[] = {
      "WHERE"_k,     "GROUP"_k,     "ORDER"_k, "LIMIT"_k,       "JOIN"_k,   "LEFT"_k,
      "RIGHT"_k,     "INNER"_k,     "OUTER"_k, "CROSS"_k,       "FULL"_k,   "UNION"_k,
      "HAVING"_k,    "NATURAL"_k,   "FOR"_k,   "OFFSET"_k,      "FETCH"_k,  "INTERSECT"_k,
      "EXCEPT"_k,    "WINDOW"_k,    "WITH"_k,  "TABLESAMPLE"_k, "USING"_k,  "INTO"_k,
      "RETURNING"_k, "PARTITION"_k, "USE"_k,   "FORCE"_k,       "IGNORE"_k, "STRAIGHT_JOIN"_k,
      "OPTION"_k};
  return std::find(std::begin(k_next), std::end(k_next), t.word(i)) != std::end(k_next);
}

bool Look::select(std::uint32_t i) {
  ++i;
  while (t.is(i, "DISTINCT"_k) || t.is(i, "ALL"_k) || t.is(i, "SQL"_k)) ++i;
  if (t.is(i, "TOP"_k)) i += t.op(i + 1, '(') ? 0 : 2;
  const std::uint32_t from = t.find(i, "FROM"_k);
  if (from == i || i >= t.size()) return false;
  bool sign = t.op(i, '*') || t.op(i, '(');
  std::uint32_t words = 0;
  for (std::uint32_t j = i; j < from && !ends(j); j = t.next(j)) {
    const bool column = t.op(j + 1, ',') || t.op(j + 1, '.') || j + 1 == from;
    if (t.kind(j) == Kind::word && is_english(t.raw(j)) && t.word(j) != "AS"_k && !sign && !column)
      return false;
    const bool marked = t.kind(j) != Kind::word || t.raw(j)[0] == '@' || t.is(j, "CASE"_k) ||
                        t.is(j, "CURRENT_TIMESTAMP"_k) || t.is(j, "CURRENT_USER"_k) ||
                        t.is(j, "AS"_k);
    sign = sign || (marked && !t.op(j, '-') && !t.op(j, ':') && !t.op(j, '/'));
    words = marked ? 0 : words + 1;
    if (words > 2) return false;
  }
  if (from < t.size()) return (sign || words == 1 || upper(0)) && table_after_from(from + 1);
  // Without FROM: SELECT 1, SELECT now(), SELECT @@version, but not "select 5 items".
  if (!sign) return upper(0) && t.size() <= 2 && t.word(i) == Keyword::none;
  return words == 0;
}

bool Look::insert(std::uint32_t i) {
  ++i;
  if (t.is(i, "OR"_k)) i += 2;
  if (t.is(i, "IGNORE"_k) || t.is(i, "LOW_PRIORITY"_k)) ++i;
  if (!t.is(i, "INTO"_k) && !t.is(i, "OVERWRITE"_k)) return false;
  ++i;
  if (t.is(i, "TABLE"_k)) ++i;
  if (!name(i)) return false;
  if (t.is(i, "AS"_k)) i += 2;
  return t.op(i, '(') || t.is(i, "VALUES"_k) || t.is(i, "SELECT"_k) || t.is(i, "DEFAULT"_k) ||
         t.is(i, "SET"_k) || t.is(i, "WITH"_k) || t.is(i, "OVERRIDING"_k) || t.is(i, "TABLE"_k) ||
         t.is(i, "EXEC"_k) || t.kind(i) == Kind::hole || to_lower(t.raw(i)) == "value" ||
         t.is(i, "PARTITION"_k);
}

bool Look::update(std::uint32_t i) {
  ++i;
  if (t.is(i, "OR"_k)) i += 2;
  if (t.is(i, "ONLY"_k) || t.is(i, "IGNORE"_k)) ++i;
  i = skip_top(t, i);
  if (!name(i)) return false;
  const std::uint32_t set = t.find(i, "SET"_k);
  if (set >= t.size()) return false;
  if (set > i + 2 && t.find(i, "JOIN"_k) > set && t.find_op(i, ',') > set) return false;
  std::uint32_t column = set + 1;
  if (t.op(column, '(') || t.kind(column) == Kind::hole) return true;
  return name(column) && (t.op(column, '=') || t.op(column, "+=") || t.op(column, "-=") ||
                          t.op(column, '[') || t.op(column, ":="));
}

bool Look::delete_rows(std::uint32_t i) {
  const std::uint32_t verb = i++;
  while (t.is(i, "LOW_PRIORITY"_k) || t.is(i, "QUICK"_k) || t.is(i, "IGNORE"_k)) ++i;
  i = skip_top(t, i);
  if (t.is(i, "FROM"_k)) return table_after_from(i + 1) && !t.op(i + 1, '(');
  const std::uint32_t first = i;
  if (!name(i)) return false;
  if (t.is(i, "WHERE"_k)) {  // T-SQL, Oracle: DELETE t WHERE a = 1
    const std::uint32_t condition = i + 1;
    for (std::uint32_t j = condition; j < t.size(); ++j)
      if (t.kind(j) == Kind::op || t.is(j, "IS"_k) || t.is(j, "IN"_k) || t.is(j, "LIKE"_k))
        return true;
    return false;
  }
  // T-SQL, Oracle: DELETE dbo.t, DELETE t; but not "delete users", a button's name.
  if (ends(i)) return closed() || (upper(verb) && marked_name(first, i));
  while (t.op(i, ',')) {
    ++i;
    if (!name(i)) return false;
  }
  if (!t.is(i, "FROM"_k)) return false;
  // DELETE t FROM t JOIN u: what is deleted is among the tables. "delete files from disk" is not.
  const std::string deleted = to_lower(t.raw(first));
  for (std::uint32_t j = i + 1; j < t.size(); ++j)
    if (to_lower(t.raw(j)) == deleted) return table_after_from(i + 1);
  return false;
}

bool Look::drop(std::uint32_t i) {
  ++i;
  constexpr Keyword k_kinds[] = {
      "TABLE"_k,        "TABLES"_k,    "SCHEMA"_k,    "DATABASE"_k,  "VIEW"_k,  "INDEX"_k,
      "SEQUENCE"_k,     "FUNCTION"_k,  "PROCEDURE"_k, "TRIGGER"_k,   "TYPE"_k,  "USER"_k,
      "ROLE"_k,         "EXTENSION"_k, "DOMAIN"_k,    "POLICY"_k,    "RULE"_k,  "TABLESPACE"_k,
      "LOGIN"_k,        "KEYSPACE"_k,  "SERVER"_k,    "EVENT"_k,     "PROC"_k,  "PUBLICATION"_k,
      "SUBSCRIPTION"_k, "AGGREGATE"_k, "STREAM"_k,    "WAREHOUSE"_k, "STAGE"_k, "TASK"_k,
      "SYNONYM"_k,      "LANGUAGE"_k,  "DICTIONARY"_k};
  while (t.is(i, "MATERIALIZED"_k) || t.is(i, "FOREIGN"_k) || t.is(i, "EXTERNAL"_k) ||
         t.is(i, "TEMPORARY"_k) || t.is(i, "TEMP"_k))
    ++i;
  if (t.is(i, "OWNED"_k, "BY"_k)) return t.is_name(i + 2);
  if (std::find(std::begin(k_kinds), std::end(k_kinds), t.word(i)) == std::end(k_kinds))
    return false;
  ++i;
  if (t.is(i, "CONCURRENTLY"_k)) ++i;
  i = exists(i);
  if (!name(i)) return false;
  while (t.op(i, ',')) {
    ++i;
    if (!name(i)) return false;
  }
  if (t.op(i, '(')) i = t.next(i);
  if (t.is(i, "ON"_k)) {
    std::uint32_t table = i + 1;
    return name(table) && (ends(table) || t.is(table, "CASCADE"_k) || t.op(table, '('));
  }
  const std::string word = to_lower(t.raw(i));
  return ends(i) || t.op(i, ')') || t.is(i, "CASCADE"_k) || t.is(i, "RESTRICT"_k) ||
         t.is(i, "PURGE"_k) || t.is(i, "FORCE"_k) || t.is(i, "WITH"_k) || word == "sync" ||
         word == "purge" || t.kind(i) == Kind::hole || t.kind(i) == Kind::parameter ||
         t.is(i, "DROP"_k);
}

bool Look::truncate(std::uint32_t i) {
  const std::uint32_t verb = i++;
  if (t.is(i, "ALL"_k, "TABLES"_k) && t.is(i + 2, "FROM"_k)) return t.is_name(i + 3);  // ClickHouse
  const bool table = t.is(i, "TABLE"_k);
  if (table) ++i;
  if (t.is(i, "ONLY"_k)) ++i;
  i = exists(i);
  const std::uint32_t first = i;
  if (t.op(i, '(') || !name(i)) return false;
  bool several = false;
  while (t.op(i, ',')) {
    several = true;
    ++i;
    if (!name(i)) return false;
  }
  if (t.is(i, "CASCADE"_k) || t.is(i, "RESTART"_k) || t.is(i, "CONTINUE"_k) ||
      t.is(i, "RESTRICT"_k))
    return true;
  if (!ends(i)) return false;
  return table || several || closed() || upper(verb) || marked_name(first, i);
}

bool Look::with(std::uint32_t i, int depth) {
  ++i;
  if (t.is(i, "RECURSIVE"_k)) ++i;
  if (!name(i)) return false;
  if (t.op(i, '(')) i = t.next(i);
  if (!t.is(i, "AS"_k)) return false;
  ++i;
  if (t.is(i, "NOT"_k)) ++i;
  if (t.is(i, "MATERIALIZED"_k)) ++i;
  return t.op(i, '(') && (statement(i + 1, depth + 1) || t.kind(i + 1) == Kind::hole);
}

bool Look::copy(std::uint32_t i) {
  ++i;
  if (t.op(i, '(')) {
    i = t.next(i);
  } else {
    if (!name(i)) return false;
    if (t.op(i, '(')) i = t.next(i);
  }
  if (!t.is(i, "FROM"_k) && !t.is(i, "TO"_k)) return false;
  ++i;
  return t.is(i, "STDIN"_k) || t.is(i, "STDOUT"_k) || t.is(i, "PROGRAM"_k) ||
         t.kind(i) == Kind::string || t.kind(i) == Kind::parameter || t.kind(i) == Kind::hole;
}

// T-SQL: SET NOCOUNT ON DELETE FROM t, with no sign between the two.
bool Look::behind_option(std::uint32_t i, int depth) {
  constexpr std::uint32_t k_longest = 8;
  for (std::uint32_t n = i + 1; n < i + k_longest; ++n) {
    if (n > i + 1 && (t.is(n, "ON"_k) || t.is(n, "OFF"_k))) return statement(n + 1, depth + 1);
    if (!t.is_name(n) && !t.op(n, '.') && !t.op(n, ',')) return false;
  }
  return false;
}

// T-SQL: WHILE @@ROWCOUNT > 0 DELETE TOP (9) FROM t. A condition compares.
bool Look::behind_condition(std::uint32_t i, int depth) {
  constexpr std::uint32_t k_longest = 40;
  bool compares = false;
  for (std::uint32_t n = i + 1; n < t.size() && n < i + k_longest; n = t.next(n)) {
    const bool changes = t.is(n, "BEGIN"_k) || t.is(n, "DELETE"_k) || t.is(n, "DROP"_k) ||
                         t.is(n, "EXEC"_k) || t.is(n, "EXECUTE"_k) || t.is(n, "INSERT"_k) ||
                         t.is(n, "SET"_k) || t.is(n, "TRUNCATE"_k) || t.is(n, "UPDATE"_k);
    if (changes && compares) return statement(n, depth + 1);
    compares = compares || t.op(n, '=') || t.op(n, '<') || t.op(n, '>') || t.op(n, "<>") ||
               t.op(n, ">=") || t.op(n, "<=") || t.op(n, "!=") || t.is(n, "EXISTS"_k);
  }
  return false;
}

bool Look::grant(std::uint32_t i, Keyword preposition) {
  const std::uint32_t verb = i++;
  constexpr Keyword k_rights[] = {
      "SELECT"_k,    "INSERT"_k, "UPDATE"_k, "DELETE"_k,  "TRUNCATE"_k, "REFERENCES"_k,
      "TRIGGER"_k,   "USAGE"_k,  "CREATE"_k, "CONNECT"_k, "EXECUTE"_k,  "ALL"_k,
      "TEMPORARY"_k, "ALTER"_k,  "DROP"_k,   "SUPER"_k,   "FILE"_k};
  const bool right =
      std::find(std::begin(k_rights), std::end(k_rights), t.word(i)) != std::end(k_rights);
  const std::uint32_t to = t.find(i, preposition);
  if (to >= t.size() || !t.is_name(to + 1)) return false;
  return (right && t.find(i, "ON"_k) < to) || (t.is(i, "ALL"_k) && t.is(i + 1, "PRIVILEGES"_k)) ||
         upper(verb);
}

}  // namespace interlock::sql
