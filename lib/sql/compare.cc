// Comparisons of a condition: which hold whatever the row holds.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/constant.h"
#include "lib/sql/judge.h"
#include "lib/sql/normal.h"
#include "lib/sql/where.h"

namespace interlock::sql {
namespace {

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

// x IS NULL is true or false, and so is a comparison or a combination of what is never null.
bool condition_never_null(const Tokens& whole, int depth = 0) {
  Tokens t = unwrapped(whole);
  while (t.is(0, "NOT"_k)) t = unwrapped(t.from(1));
  if (depth > 8 || t.find(0, "CASE"_k) < t.size()) return false;
  for (const Keyword link : {"OR"_k, "AND"_k})
    if (const std::uint32_t at = t.find(0, link); at < t.size())
      return condition_never_null(t.part(0, at), depth + 1) &&
             condition_never_null(t.from(at + 1), depth + 1);
  if (t.is(0, "EXISTS"_k)) return true;
  const auto by = find_comparison(t);
  if (!by) return never_null(t);
  if (by->op == "IS" || by->op == "ISNULL" || by->op == "NOTNULL" || by->op == "<=>") return true;
  return by->op != "IN" && condition_never_null(t.part(0, by->at), depth + 1) &&
         condition_never_null(t.from(by->after), depth + 1);
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

bool Judge::joins_others() const {
  return std::find(tables_.names.begin(), tables_.names.end(), std::string()) !=
         tables_.names.end();
}

bool Judge::same_column(const Tokens& left, const Tokens& right) const {
  if (same_tokens(left, right)) return true;
  if (joins_others() || left.empty() || right.empty() || (left.size() == 1) == (right.size() == 1))
    return false;
  const Tokens& longer = left.size() > 1 ? left : right;
  const Tokens& shorter = left.size() > 1 ? right : left;
  std::uint32_t end = 0, last = 0;
  const std::string full = render_name(longer, end);
  if (end != longer.size() || full.rfind('.') == std::string::npos) return false;
  const std::string table = plain_name(full.substr(0, full.rfind('.')));
  const std::string name = render_name(shorter, last);
  return std::find(tables_.names.begin(), tables_.names.end(), table) != tables_.names.end() &&
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
    return condition_never_null(left_column) ? truth_of(!wants_null) : Truth::open;
  }
  if (op == "IN") return membership(left, right, depth);
  if (op == "IS" && right.is(0, "DISTINCT"_k, "FROM"_k)) {
    const Tokens other = stripped(right.from(2));
    if (same_column(left_column, other)) return Truth::no;
    const Value a = value_of(left), b = value_of(other);
    if (a.kind == Value::Kind::null && never_null(other)) return Truth::yes;
    if (b.kind == Value::Kind::null && never_null(left_column)) return Truth::yes;
    return inverted(same_value(a, b));
  }
  if (op == "IS") {
    const bool is_false = right.is(0, "FALSE"_k);
    const auto ask = [&] { return disjunction(left, depth); };
    const Truth truth = is_false ? under_not(ask) : ask();
    if (right.is(0, "TRUE"_k)) return truth == Truth::null ? Truth::no : truth;
    if (is_false) return truth == Truth::null ? Truth::no : inverted(truth);
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
    return same_column(left, right.part(0, middle)) && same_column(left, right.from(middle + 1))
               ? Truth::yes
               : Truth::open;
  }
  if (equality && (right.is(0, "ANY"_k) || right.is(0, "SOME"_k)) && right.op(1, '('))
    return membership(left, right.from(1), depth);
  if (same_column(left_column, right_column) && !is_random(left)) {
    if (equality || op == "<=" || op == ">=" || op == "!<" || op == "!>") return Truth::yes;
    if (op == "<>" || op == "!=" || op == "<" || op == ">") return Truth::no;
  }
  if ((equality || op == "<=" || op == ">=") && finds_own_row(left_column, right_column))
    return Truth::yes;
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

}  // namespace interlock::sql
