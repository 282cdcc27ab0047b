// MERGE: which of its branches reach rows that nobody named?
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/normal.h"
#include "lib/sql/where.h"

namespace interlock::sql {
namespace {

Tokens without_parentheses(Tokens t) {
  while (t.op(0, '(') && t.next(0) >= t.size()) t = t.inside(0);
  return t;
}

bool is_constant(const Tokens& t, std::uint32_t i) {
  const Kind kind = t.kind(i);
  return i < t.size() && (kind == Kind::string || kind == Kind::number || kind == Kind::parameter ||
                          kind == Kind::hole);
}

// Does one part of ON say more than which rows belong together? s.gone and t.id = 7 do.
bool is_filter(const Tokens& part) {
  bool compares = false, constant = false;
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    compares = compares || part.op(i, '=') || part.op(i, '<') || part.op(i, '>') ||
               part.op(i, "<=") || part.op(i, ">=") || part.op(i, "<>") || part.op(i, "!=");
    constant = constant || is_constant(part, i);
  }
  return !part.empty() && (constant || !compares) && !always_true(part, {});
}

bool has_filter(const Tokens& condition) {
  const Tokens t = without_parentheses(condition);
  if (t.find(0, "OR"_k) < t.size()) return false;
  for (std::uint32_t from = 0; from < t.size();) {
    const std::uint32_t end = t.find(from, "AND"_k);
    if (is_filter(t.part(from, end))) return true;
    from = end + 1;
  }
  return false;
}

// USING (VALUES ..), (SELECT 7 AS id), (SELECT .. WHERE gone): the source names the rows.
bool is_chosen(const Tokens& source) {
  if (!source.op(0, '(')) return false;
  const Tokens query = without_parentheses(source.inside(0));
  if (query.is(0, "VALUES"_k)) return true;
  if (!query.is(0, "SELECT"_k)) return false;
  if (query.find(1, "FROM"_k) >= query.size()) return true;
  const std::uint32_t where = query.find(1, "WHERE"_k);
  return where < query.size() && !always_true(query.from(where + 1), {});
}

}  // namespace

// A DELETE without a further condition takes all rows that have a match, or that have none. An
// UPDATE of those is what MERGE is for: it counts only under ON that always (or, for rows without a
// source, never) holds.
void Classifier::merge(const Tokens& t) {
  add(SqlClass::write);
  std::uint32_t i = 1;
  while (t.is(i, "INTO"_k) || t.is(i, "TOP"_k) || t.op(i, '(')) i = t.next(i);
  const std::string name = render_name(t, i);
  target(name);
  if (is_temporary(name)) return;
  const std::uint32_t on = t.find(i, "ON"_k);
  const Tokens condition = t.part(on + 1, t.find(on, "WHEN"_k));
  const bool every = always_true(condition, {}), none = always_false(condition);
  const bool named = is_chosen(t.part(t.find(i, "USING"_k) + 1, on)) || has_filter(condition);
  for (std::uint32_t when = t.find(on, "WHEN"_k); when < t.size();) {
    const std::uint32_t then = t.find(when, "THEN"_k);
    const std::uint32_t next = t.find(then, "WHEN"_k);
    const bool unmatched = t.is(when + 1, "NOT"_k);
    const std::uint32_t more = t.find(when, "AND"_k);
    const bool further = more < then && !always_true(t.part(more + 1, then), {});
    const std::uint32_t removes = t.find(then, "DELETE"_k);  // Oracle: behind UPDATE SET ..
    const bool some = further || (!unmatched && named && !every);
    if (removes < next && !some && every_row(t.part(removes, next), 0, {}))
      add(SqlClass::delete_all);
    if (!further && (unmatched ? none : every) && t.is(then + 1, "UPDATE"_k))
      add(SqlClass::update_all);
    when = next;
  }
}

}  // namespace interlock::sql
