// Queries inside of a condition: do they hold every row of what the statement changes, or none?
#include <algorithm>

#include "lib/sql/judge.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

constexpr std::uint32_t k_longest_list = 2000;  // tokens of IN (..) that are looked at
constexpr int k_most_queries = 4;               // within one another

// "x" of x.id, "" of anything but a name with one.
std::string qualifier(const Tokens& column) {
  std::uint32_t end = 0;
  const std::string full = render_name(column, end);
  const std::size_t dot = full.rfind('.');
  return end != column.size() || dot == std::string::npos ? std::string()
                                                          : plain_name(full.substr(0, dot));
}

// Is the column, or *, among what stands between SELECT and FROM?
bool selects(const Tokens& select, std::uint32_t from, const Tokens& column) {
  std::uint32_t i = 0;
  const std::string wanted = plain_name(render_name(column, i));
  i = select.is(1, "DISTINCT"_k) || select.is(1, "ALL"_k) ? 2 : 1;
  while (i < from) {
    const std::uint32_t end = std::min(select.find_op(i, ','), from);
    if (select.op(end - 1, '*') && (end == i + 1 || select.op(end - 2, '.'))) return true;
    if (plain_name(render_name(select, i)) == wanted && i == end) return true;
    i = end + 1;
  }
  return false;
}

}  // namespace

// x IN (..): a constant among constants, the column itself, or every key of the same table.
Truth Judge::membership(const Tokens& left, const Tokens& right, int depth) {
  if (!right.op(0, '(')) return Truth::open;
  Tokens inside = right.inside(0);
  if (inside.is(0, "ARRAY"_k) && inside.op(1, '(')) inside = inside.inside(1);
  if (inside.is(0, "SELECT"_k) || inside.is(0, "WITH"_k) || inside.is(0, "TABLE"_k)) {
    if (everything_of_target(inside, left)) return Truth::yes;
    return is_empty_set(inside, depth) ? Truth::no
                                       : compare_values(value_of(left), "=", value_of(inside));
  }
  const Value value = value_of(left);
  Truth result = value.kind == Value::Kind::open ? Truth::open : Truth::no;
  bool below = is_key(left);  // id IN (0, -1): no row
  for (std::uint32_t from = 0; from < inside.size();) {
    if (from > k_longest_list)
      return value.kind == Value::Kind::open ? Truth::open : Truth::constant;
    const std::uint32_t comma = inside.find_op(from, ',');
    const Tokens one = inside.part(from, comma);
    from = comma + 1;
    if (same_column(left, one)) return Truth::yes;
    const Value item = value_of(one);
    below = below && item.kind == Value::Kind::number && item.number <= 0;
    const Truth same = compare_values(value, "=", item);
    if (same == Truth::yes) return same;
    if (same == Truth::open || (same == Truth::constant && result == Truth::no)) result = same;
  }
  return below ? Truth::no : result;
}

// x NOT IN (SELECT id FROM t WHERE false) holds for every row. An aggregate yields one even of
// none.
bool Judge::is_empty_set(const Tokens& query, int depth) {
  if (!query.is(0, "SELECT"_k) || query.find_op(1, '(') < query.find(1, "FROM"_k)) return false;
  const Truth row = subquery(query, depth + 1);
  return row == Truth::no || row == Truth::null;
}

// Does the name stand for what the statement changes, or for a query of all its rows?
bool Judge::is_all_of_target(const std::string& table, const Tokens& column, int depth) {
  for (const Source& source : tables_.sources)
    if (source.name == table) return everything_of_target(source.query, column, depth + 1);
  return std::find(tables_.names.begin(), tables_.names.end(), table) != tables_.names.end();
}

// SELECT id FROM t without a condition, or TABLE t, where t is what the statement changes.
bool Judge::everything_of_target(const Tokens& whole, const Tokens& column, int depth) {
  const Tokens select = unwrapped(whole);
  if (depth > k_most_queries || column.empty() || work_ < select.size()) return false;
  work_ -= select.size();
  std::uint32_t i = 1;
  if (select.is(0, "TABLE"_k)) {
    const std::string table = plain_name(render_name(select, i));
    return i == select.size() && is_all_of_target(table, column, depth);
  }
  const std::uint32_t from = select.find(1, "FROM"_k);
  if (!select.is(0, "SELECT"_k) || from >= select.size() || !selects(select, from, column))
    return false;
  i = from + 1;
  if (select.op(i, '(')) {  // a table made of all of it
    if (!everything_of_target(select.inside(i), column, depth + 1)) return false;
    i = select.next(i);
  } else if (!is_all_of_target(plain_name(render_name(select, i)), column, depth)) {
    return false;
  }
  for (Keyword stop : {"JOIN"_k, "LIMIT"_k, "HAVING"_k, "GROUP"_k, "FETCH"_k, "OFFSET"_k,
                       "EXCEPT"_k, "INTERSECT"_k, "TABLESAMPLE"_k})
    if (select.find(i, stop) < select.size()) return false;
  if (select.find_op(i, ',') < select.size()) return false;
  const std::uint32_t where = select.find(i, "WHERE"_k);
  return where >= select.size() ||
         always_true(select.part(where + 1, select.find(where, "ORDER"_k)), tables_);
}

// SELECT .. FROM t x WHERE x.id = t.id: each row of t finds itself.
bool Judge::finds_itself(const Tokens& select, std::uint32_t where) {
  std::uint32_t i = select.find(1, "FROM"_k) + 1;
  const std::string table = plain_name(render_name(select, i));
  if (i >= where || select.find_op(i, ',') < where) return false;
  const Tokens condition = select.from(where + 1);
  const auto by = find_comparison(condition);
  if (!by || by->op != "=") return false;
  const Tokens left = condition.part(0, by->at), right = condition.from(by->after);
  std::uint32_t a = 0, b = 0;
  return is_key(left) && is_key(right) && !same_tokens(left, right) &&
         plain_name(render_name(left, a)) == plain_name(render_name(right, b)) &&
         is_all_of_target(table, left, 0);
}

// DELETE FROM t USING t x WHERE t.id = x.id, where x may be a query of all of t: likewise.
bool Judge::finds_own_row(const Tokens& left, const Tokens& right) {
  if (tables_.names.empty() || joins_others()) return false;
  const std::string table = qualifier(left), other = qualifier(right);
  std::uint32_t a = 0, b = 0;
  return !table.empty() && !other.empty() &&
         plain_name(render_name(left, a)) == plain_name(render_name(right, b)) &&
         is_all_of_target(table, left, 0) && is_all_of_target(other, right, 0);
}

// Does the subquery of EXISTS yield a row? A table without a condition is taken to hold one.
Truth Judge::subquery(const Tokens& select, int depth) {
  if (select.is(0, "VALUES"_k) || select.is(0, "TABLE"_k)) return Truth::yes;
  if (!select.is(0, "SELECT"_k)) return Truth::open;
  const std::uint32_t limit = select.find(1, "LIMIT"_k);
  if (limit < select.size() && select.raw(limit + 1) == "0") return Truth::no;
  for (Keyword stop : {"HAVING"_k, "EXCEPT"_k, "INTERSECT"_k, "OFFSET"_k, "JOIN"_k})
    if (select.find(1, stop) < select.size()) return Truth::open;
  const std::uint32_t where = select.find(1, "WHERE"_k);
  if (where >= select.size() || finds_itself(select, where)) return Truth::yes;
  return disjunction(select.part(where + 1, std::min({select.find(where, "ORDER"_k),
                                                      select.find(where, "GROUP"_k), limit})),
                     depth);
}

}  // namespace interlock::sql
