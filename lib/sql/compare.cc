// Comparisons of a condition: which hold whatever the row holds.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/constant.h"
#include "lib/sql/judge.h"
#include "lib/sql/normal.h"
#include "lib/sql/where.h"

namespace interlock::sql {
namespace {

constexpr std::uint32_t k_longest_list = 2000;  // tokens of IN (..) that are looked at

bool is_comparison_op(const Tokens& t, std::uint32_t i) {
  if (t.kind(i) != Kind::op || i >= t.size()) return false;
  for (std::string_view op : {"=", "==", "<>", "!=", "<", ">", "<=", ">=", "<=>", "!<", "!>", "~",
                              "~*", "!~", "!~*", "~~", "~~*"})
    if (t.raw(i) == op) return true;
  return false;
}

// Without what changes no value: a + 0, a * 1, 0 + a, a || ''.
Tokens stripped(const Tokens& whole) {
  Tokens t = unwrapped(whole);
  const auto neutral = [&](std::uint32_t op, std::uint32_t operand, bool in_front) {
    const Kind kind = t.kind(operand);
    if (t.op(op, "||")) return kind == Kind::string && unquoted(t, operand).empty();
    if (kind != Kind::number) return false;
    if (t.op(op, '+') || (t.op(op, '-') && !in_front)) return t.raw(operand) == "0";
    return (t.op(op, '*') || (t.op(op, '/') && !in_front)) && t.raw(operand) == "1";
  };
  while (t.size() >= 3) {
    if (neutral(t.size() - 2, t.size() - 1, false))
      t = unwrapped(t.part(0, t.size() - 2));
    else if (neutral(1, 0, true))
      t = unwrapped(t.from(2));
    else
      break;
  }
  return t;
}

// IS [NOT] DISTINCT FROM, or SQLite's IS between values: null is a value like others.
Truth same_value(const Value& a, const Value& b) {
  if (a.kind == Value::Kind::open || b.kind == Value::Kind::open) return Truth::open;
  if (a.kind == Value::Kind::null || b.kind == Value::Kind::null)
    return a.kind == Value::Kind::constant || b.kind == Value::Kind::constant
               ? Truth::constant
               : truth_of(a.kind == b.kind);
  return compare_values(a, "=", b);
}

// random() of PostgreSQL, rand() of MySQL: from 0 up to 1. That of SQLite is any integer.
bool is_fraction(const Tokens& t) {
  const std::string name = to_lower(t.raw(0));
  return (name == "random" || name == "rand") && t.op(1, '(') && t.size() == 3 &&
         t.dialect() != Dialect::sqlite;
}
Truth fraction_holds(std::string_view op, double limit) {
  if (op == ">" || op == ">=") return limit <= 0 ? Truth::yes : Truth::open;
  if (op == "<" || op == "<=") return limit >= 1 ? Truth::yes : Truth::open;
  return Truth::open;
}

}  // namespace

std::optional<Comparison> find_comparison(const Tokens& t) {
  std::optional<Comparison> found;
  int cases = 0;
  for (std::uint32_t i = 0; i < t.size(); i = t.next(i)) {
    if (t.is(i, "CASE"_k)) ++cases;
    if (t.is(i, "END"_k)) --cases;
    if (cases > 0) continue;
    Comparison one;
    one.at = i;
    if (i > 0 && is_comparison_op(t, i)) {  // ~0 is a number
      one.op = t.raw(i);
      one.after = i + 1;
    } else if (t.word(i) != Keyword::none && i > 0) {
      if (t.is(i, "NOT"_k)) {
        one.negated = !t.is(i + 1, "NULL"_k);
        ++i;
      }
      const bool not_null = i > one.at && !one.negated;  // SQLite: x NOT NULL
      const Keyword word = not_null ? "NOTNULL"_k : t.word(i);
      if (word != "IS"_k && word != "IN"_k && word != "BETWEEN"_k && word != "LIKE"_k &&
          word != "ILIKE"_k && word != "GLOB"_k && word != "REGEXP"_k && word != "RLIKE"_k &&
          word != "ISNULL"_k && word != "NOTNULL"_k && word != "SIMILAR"_k)
        continue;
      one.op = text_of(word);
      one.after = i + 1;
      if (word == "IS"_k && t.is(i + 1, "NOT"_k)) {
        one.negated = true;
        ++one.after;
        ++i;
      }
      if (word == "BETWEEN"_k) return one;
    } else {
      continue;
    }
    found = one;
  }
  return found;
}

bool Judge::same_column(const Tokens& left, const Tokens& right) const {
  if (same_tokens(left, right)) return true;
  const bool one_table = std::find(tables_.begin(), tables_.end(), std::string()) == tables_.end();
  if (!one_table || left.empty() || right.empty() || (left.size() == 1) == (right.size() == 1))
    return false;
  const Tokens& longer = left.size() > 1 ? left : right;
  const Tokens& shorter = left.size() > 1 ? right : left;
  std::uint32_t end = 0, last = 0;
  const std::string full = render_name(longer, end);
  if (end != longer.size() || full.rfind('.') == std::string::npos) return false;
  const std::string table = plain_name(full.substr(0, full.rfind('.')));
  const std::string name = render_name(shorter, last);
  return std::find(tables_.begin(), tables_.end(), table) != tables_.end() &&
         last == shorter.size() && plain_name(full) == plain_name(name);
}

Truth Judge::compared(const Tokens& left, const Comparison& by, const Tokens& right, int depth) {
  const Tokens left_column = stripped(left), right_column = stripped(right);
  const std::string_view op = by.op;
  const bool equality = op == "=" || op == "==" || op == "<=>" || op == "LIKE" || op == "ILIKE" ||
                        op == "~~" || op == "~~*";
  if (op == "ISNULL" || op == "NOTNULL" ||
      (op == "IS" && right.is(0, "NULL"_k) && right.size() == 1)) {
    const bool wants_null = op != "NOTNULL";
    if (value_of(left).kind == Value::Kind::null) return truth_of(wants_null);
    return never_null(left_column) ? truth_of(!wants_null) : Truth::open;
  }
  if (op == "IN") return membership(left, right);
  if (op == "IS" && right.is(0, "DISTINCT"_k, "FROM"_k)) {
    const Tokens other = stripped(right.from(2));
    if (same_column(left_column, other)) return Truth::no;
    const Value a = value_of(left), b = value_of(other);
    if (a.kind == Value::Kind::null && never_null(other)) return Truth::yes;
    if (b.kind == Value::Kind::null && never_null(left_column)) return Truth::yes;
    return inverted(same_value(a, b));
  }
  if (op == "IS") {
    const Truth truth = disjunction(left, depth);
    if (right.is(0, "TRUE"_k)) return truth == Truth::null ? Truth::no : truth;
    if (right.is(0, "FALSE"_k)) return truth == Truth::null ? Truth::no : inverted(truth);
    if (right.is(0, "UNKNOWN"_k))
      return truth == Truth::null ? Truth::yes : truth == Truth::open ? truth : Truth::no;
    return same_column(left_column, right_column) ? Truth::yes
                                                  : same_value(value_of(left), value_of(right));
  }
  if (op == "BETWEEN") {
    const std::uint32_t middle = right.find(0, "AND"_k);
    const Truth low = compare_values(value_of(left), ">=", value_of(right.part(0, middle)));
    const Truth high = compare_values(value_of(left), "<=", value_of(right.from(middle + 1)));
    if (low == Truth::yes && high == Truth::yes) return Truth::yes;
    if (low == Truth::no || high == Truth::no) return Truth::no;
    return same_tokens(left, right.part(0, middle)) && same_tokens(left, right.from(middle + 1))
               ? Truth::yes
               : Truth::open;
  }
  if (equality && (right.is(0, "ANY"_k) || right.is(0, "SOME"_k)) && right.op(1, '('))
    return membership(left, right.from(1));
  if (same_column(left_column, right_column) && !is_random(left)) {
    if (equality || op == "<=" || op == ">=" || op == "!<" || op == "!>") return Truth::yes;
    if (op == "<>" || op == "!=" || op == "<" || op == ">") return Truth::no;
  }
  const Value a = value_of(left), b = value_of(right);
  if (b.kind == Value::Kind::string && b.text.find_first_not_of('%') == std::string::npos &&
      !b.text.empty() && (op == "LIKE" || op == "ILIKE" || op == "~~" || op == "~~*"))
    return Truth::yes;
  if (b.kind == Value::Kind::string &&
      (op == "GLOB" || op == "REGEXP" || op == "RLIKE" || op[0] == '~') &&
      (b.text == "*" || b.text == ".*" || b.text == "." || b.text.empty() || b.text == "^" ||
       b.text == "^.*$"))
    return Truth::yes;
  if (b.kind == Value::Kind::number && is_fraction(left)) return fraction_holds(op, b.number);
  if (a.kind == Value::Kind::number && is_fraction(right))
    return fraction_holds(mirrored(op), a.number);
  if (a.kind == Value::Kind::open && b.kind == Value::Kind::number && is_key(left))
    return key_holds(op, b.number);
  if (b.kind == Value::Kind::open && a.kind == Value::Kind::number && is_key(right))
    return key_holds(mirrored(op), a.number);
  if (a.kind == Value::Kind::open && b.kind == Value::Kind::open) {
    const Truth l = left.op(0, '(') ? plain(left, depth) : Truth::open;  // (1=1) = (2=2)
    const Truth r = right.op(0, '(') ? plain(right, depth) : Truth::open;
    if (equality && l != Truth::open && r != Truth::open) return truth_of(l == r);
  }
  // 1 = 1 = 1 and (1 = 1) = TRUE
  if (a.kind == Value::Kind::open && b.kind == Value::Kind::number && left.size() > 2) {
    const Truth inner = find_comparison(unwrapped(left)) ? disjunction(left, depth) : Truth::open;
    if (inner == Truth::yes || inner == Truth::no)
      return compare_values(Value::of(inner == Truth::yes ? 1 : 0), op, b);
  }
  return compare_values(a, op, b);
}

// x IN (..): a constant among constants, the column itself, or every key of the same table.
Truth Judge::membership(const Tokens& left, const Tokens& right) {
  if (!right.op(0, '(')) return Truth::open;
  Tokens inside = right.inside(0);
  if (inside.is(0, "ARRAY"_k) && inside.op(1, '(')) inside = inside.inside(1);
  if (inside.is(0, "SELECT"_k) || inside.is(0, "WITH"_k))
    return everything_of_target(inside, left)
               ? Truth::yes
               : compare_values(value_of(left), "=", value_of(inside));
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

// SELECT id FROM t without a condition, where t is what the statement changes.
bool Judge::everything_of_target(const Tokens& select, const Tokens& column, int depth) const {
  const std::uint32_t from = select.find(1, "FROM"_k);
  if (from >= select.size() || column.empty()) return false;
  std::uint32_t i = 0;
  const std::string wanted = plain_name(render_name(column, i));
  i = select.is(1, "DISTINCT"_k) || select.is(1, "ALL"_k) ? 2 : 1;
  if (plain_name(render_name(select, i)) != wanted || i != from) return false;
  i = from + 1;
  if (select.op(i, '(')) {  // a table made of all of it
    if (depth > 2 || !everything_of_target(select.inside(i), column, depth + 1)) return false;
    i = select.next(i);
  } else {
    const std::string table = plain_name(render_name(select, i));
    if (std::find(tables_.begin(), tables_.end(), table) == tables_.end()) return false;
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
bool Judge::finds_itself(const Tokens& select, std::uint32_t where) const {
  std::uint32_t i = select.find(1, "FROM"_k) + 1;
  const std::string table = plain_name(render_name(select, i));
  const bool target = std::find(tables_.begin(), tables_.end(), table) != tables_.end();
  if (!target || i >= where || select.find_op(i, ',') < where) return false;
  const Tokens condition = select.from(where + 1);
  const auto by = find_comparison(condition);
  if (!by || by->op != "=") return false;
  const Tokens left = condition.part(0, by->at), right = condition.from(by->after);
  std::uint32_t a = 0, b = 0;
  return is_key(left) && is_key(right) && !same_tokens(left, right) &&
         plain_name(render_name(left, a)) == plain_name(render_name(right, b));
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
