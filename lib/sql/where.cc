// Conditions are cut at OR, then at AND, then at the comparison: each cut scans its level once
// and parentheses are skipped by their pair, so the work is linear.
#include "lib/sql/where.h"

#include <algorithm>
#include <optional>

#include "lib/base/text.h"
#include "lib/sql/normal.h"
#include "lib/sql/value.h"

namespace interlock::sql {
namespace {

constexpr int k_deepest = 60;
constexpr std::uint32_t k_longest_list = 2000;  // tokens of IN (..) that are looked at
constexpr std::size_t k_most_compared = 16;  // operands of one OR that are compared pair by pair

struct Comparison {
  std::uint32_t at = 0, after = 0;  // the operator's tokens
  std::string_view op;              // "=", "<", "IS", "IN", "LIKE" ..
  bool negated = false;
};

class Judge {
 public:
  Judge(const std::vector<std::string>& tables, std::size_t work) : tables_(tables), work_(work) {}
  Truth disjunction(Tokens t, int depth);

 private:
  Truth conjunction(const Tokens& t, int depth);
  Truth negation(Tokens t, int depth);
  Truth predicate(const Tokens& t, int depth);
  Truth compared(const Tokens& left, const Comparison& by, const Tokens& right, int depth);
  Truth membership(const Tokens& left, const Tokens& right);
  Truth subquery(const Tokens& select, int depth);
  Truth plain(const Tokens& t, int depth);
  bool everything_of_target(const Tokens& select, const Tokens& column) const;
  bool same_column(const Tokens& left, const Tokens& right) const;

  const std::vector<std::string>& tables_;
  std::size_t work_;  // tokens that may still be looked at; parts are looked at several times
};

Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

Truth inverted(Truth truth) {
  switch (truth) {
    case Truth::no: return Truth::yes;
    case Truth::yes: return Truth::no;
    case Truth::null:
    case Truth::open:
    case Truth::constant: return truth;
  }
  return truth;
}

bool is_comparison_op(const Tokens& t, std::uint32_t i) {
  if (t.kind(i) != Kind::op || i >= t.size()) return false;
  for (std::string_view op : {"=", "==", "<>", "!=", "<", ">", "<=", ">=", "<=>", "!<", "!>", "~", "~*", "!~", "!~*",
                              "~~", "~~*"})
    if (t.raw(i) == op) return true;
  return false;
}

// The last comparison outside parentheses; chains (1 = 1 = 1) associate to the left.
std::optional<Comparison> find_comparison(const Tokens& t) {
  std::optional<Comparison> found;
  int cases = 0;
  for (std::uint32_t i = 0; i < t.size(); i = t.next(i)) {
    if (t.is(i, "CASE"_k)) ++cases;
    if (t.is(i, "END"_k)) --cases;
    if (cases > 0) continue;
    Comparison one;
    one.at = i;
    if (is_comparison_op(t, i)) {
      one.op = t.raw(i);
      one.after = i + 1;
    } else if (t.word(i) != Keyword::none && i > 0) {
      if (t.is(i, "NOT"_k)) {
        one.negated = true;
        ++i;
      }
      const Keyword word = t.word(i);
      if (word != "IS"_k && word != "IN"_k && word != "BETWEEN"_k && word != "LIKE"_k && word != "ILIKE"_k &&
          word != "GLOB"_k && word != "REGEXP"_k && word != "RLIKE"_k && word != "ISNULL"_k && word != "NOTNULL"_k &&
          word != "SIMILAR"_k)
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

Truth as_truth(const Value& value) {
  switch (value.kind) {
    case Value::Kind::open: return Truth::open;
    case Value::Kind::null: return Truth::null;
    case Value::Kind::constant: return Truth::constant;
    case Value::Kind::number: return truth_of(value.number != 0);
    case Value::Kind::string: {
      const std::string word = to_lower(value.text);
      if (word == "t" || word == "true" || word == "yes" || word == "y" || word == "on") return Truth::yes;
      return truth_of(number_in(value.text).value_or(0) != 0);
    }
  }
  return Truth::open;
}

Truth Judge::disjunction(Tokens t, int depth) {
  t = unwrapped(t);
  if (t.empty()) return Truth::open;
  if (depth > k_deepest || work_ < t.size()) return Truth::yes;  // nobody nests so deep to select a row
  work_ -= t.size();
  std::vector<Tokens> parts;
  Truth result = Truth::no;
  std::uint32_t from = 0;
  int cases = 0;
  for (std::uint32_t i = 0; i <= t.size(); i = t.next(i)) {
    if (t.is(i, "CASE"_k)) ++cases;
    if (t.is(i, "END"_k)) --cases;
    const bool or_op = t.op(i, "||") && (t.dialect() == Dialect::mysql || t.dialect() == Dialect::generic);
    if (i < t.size() && (cases > 0 || !(t.is(i, "OR"_k) || t.is(i, "XOR"_k) || or_op))) continue;
    const Tokens part = t.part(from, i);
    const Truth one = conjunction(part, depth + 1);
    from = i + 1;
    if (one == Truth::yes) return Truth::yes;
    if (one == Truth::open || (one == Truth::constant && result != Truth::open)) result = one;
    if (one == Truth::null && result == Truth::no) result = one;
    // x OR NOT x, x IS NULL OR x IS NOT NULL, a = 1 OR a <> 1
    if (parts.size() >= k_most_compared || part.size() < 2) continue;
    for (const Tokens& earlier : parts)
      if (opposite(earlier, part)) return Truth::yes;
    parts.push_back(part);
  }
  return result;
}

Truth Judge::conjunction(const Tokens& t, int depth) {
  Truth result = Truth::yes;
  std::uint32_t from = 0;
  int cases = 0;
  bool between = false;
  for (std::uint32_t i = 0; i <= t.size(); i = t.next(i)) {
    if (t.is(i, "CASE"_k)) ++cases;
    if (t.is(i, "END"_k)) --cases;
    if (t.is(i, "BETWEEN"_k)) between = true;
    if (i < t.size() && (cases > 0 || !(t.is(i, "AND"_k) || t.op(i, "&&")))) continue;
    if (i < t.size() && between) {
      between = false;
      continue;
    }
    const Truth one = negation(t.part(from, i), depth);
    from = i + 1;
    if (one == Truth::no) return Truth::no;
    if (one == Truth::null) result = Truth::null;
    if (one == Truth::open && result != Truth::null) result = Truth::open;
    if (one == Truth::constant && result == Truth::yes) result = Truth::constant;
  }
  return result;
}

Truth Judge::negation(Tokens t, int depth) {
  bool flip = false;
  while (t.is(0, "NOT"_k) || (t.op(0, '!') && t.dialect() != Dialect::postgres)) {
    flip = !flip;
    t = t.from(1);
  }
  const Truth truth = predicate(t, depth);
  return flip ? inverted(truth) : truth;
}

// column = 'x', by far the most frequent.
bool is_plain_selection(const Tokens& t) {
  if (t.size() != 3 || t.kind(1) != Kind::op || t.word(0) != Keyword::none) return false;
  const bool column = (t.kind(0) == Kind::word && t.raw(0)[0] != '@') || t.kind(0) == Kind::name;
  const bool value = t.kind(2) == Kind::parameter || t.kind(2) == Kind::number;
  return column && value && t.raw(1) == "=";
}

Truth Judge::predicate(const Tokens& t, int depth) {
  if (t.empty() || is_plain_selection(t)) return Truth::open;
  if (t.is(0, "EXISTS"_k) && t.op(1, '(') && t.next(1) >= t.size()) return subquery(t.inside(1), depth + 1);
  if (const auto by = find_comparison(t)) {
    const Tokens left = t.part(0, by->at);
    const Truth truth = compared(left, *by, t.from(by->after), depth + 1);
    return by->negated ? inverted(truth) : truth;
  }
  return plain(t, depth);
}

// A condition without a comparison: (..), TRUE, 1, a CASE, COALESCE(..), a bare column.
Truth Judge::plain(const Tokens& t, int depth) {
  const Tokens inner = unwrapped(t);
  if (inner.size() < t.size() && !inner.is(0, "SELECT"_k)) return disjunction(inner, depth + 1);
  if (t.op(0, '(') && t.op(t.next(0), "::")) return disjunction(t.inside(0), depth + 1);
  if (t.is(0, "CASE"_k) && t.is(1, "WHEN"_k)) {
    const std::uint32_t then = t.find(1, "THEN"_k);
    const Truth when = disjunction(t.part(2, then), depth + 1);
    const std::uint32_t end = std::min({t.find(then, "WHEN"_k), t.find(then, "ELSE"_k), t.find(then, "END"_k)});
    if (when == Truth::yes) return disjunction(t.part(then + 1, end), depth + 1);
    const std::uint32_t other = t.find(then, "ELSE"_k);
    if (when == Truth::no && t.is(end, "ELSE"_k))
      return disjunction(t.part(other + 1, t.find(other, "END"_k)), depth + 1);
    return Truth::open;
  }
  const bool numbers_are_truth = t.dialect() != Dialect::postgres && t.dialect() != Dialect::mssql;
  if (numbers_are_truth && is_key(t)) return Truth::yes;
  return as_truth(value_of(t));
}

bool Judge::same_column(const Tokens& left, const Tokens& right) const {
  if (same_tokens(left, right)) return true;
  const bool one_table = std::find(tables_.begin(), tables_.end(), std::string()) == tables_.end();
  if (!one_table || left.empty() || right.empty() || (left.size() == 1) == (right.size() == 1)) return false;
  const Tokens& longer = left.size() > 1 ? left : right;
  const Tokens& shorter = left.size() > 1 ? right : left;
  std::uint32_t end = 0, last = 0;
  const std::string full = render_name(longer, end);
  if (end != longer.size() || full.rfind('.') == std::string::npos) return false;
  const std::string table = plain_name(full.substr(0, full.rfind('.')));
  const std::string name = render_name(shorter, last);
  return std::find(tables_.begin(), tables_.end(), table) != tables_.end() && last == shorter.size() && plain_name(full) == plain_name(name);
}

Truth Judge::compared(const Tokens& left, const Comparison& by, const Tokens& right, int depth) {
  const std::string_view op = by.op;
  const bool equality = op == "=" || op == "==" || op == "<=>" || op == "LIKE" || op == "ILIKE" || op == "~~" || op == "~~*";
  if (op == "ISNULL" || op == "NOTNULL" || (op == "IS" && right.is(0, "NULL"_k) && right.size() == 1)) {
    const bool wants_null = op != "NOTNULL";
    const Value value = value_of(left);
    if (value.kind == Value::Kind::null) return truth_of(wants_null);
    if (value.kind != Value::Kind::open || is_key(left)) return truth_of(!wants_null);
    return Truth::open;
  }
  if (op == "IN") return membership(left, right);
  if (op == "IS" && right.is(0, "DISTINCT"_k, "FROM"_k)) return same_column(left, right.from(2)) ? Truth::no : Truth::open;
  if (op == "IS") {
    const Truth truth = disjunction(left, depth);
    if (right.is(0, "TRUE"_k)) return truth == Truth::null ? Truth::no : truth;
    if (right.is(0, "FALSE"_k)) return truth == Truth::null ? Truth::no : inverted(truth);
    if (right.is(0, "UNKNOWN"_k)) return truth == Truth::null ? Truth::yes : truth == Truth::open ? truth : Truth::no;
    return same_column(left, right) ? Truth::yes : Truth::open;
  }
  if (op == "BETWEEN") {
    const std::uint32_t middle = right.find(0, "AND"_k);
    const Truth low = compare_values(value_of(left), ">=", value_of(right.part(0, middle)));
    const Truth high = compare_values(value_of(left), "<=", value_of(right.from(middle + 1)));
    if (low == Truth::yes && high == Truth::yes) return Truth::yes;
    if (low == Truth::no || high == Truth::no) return Truth::no;
    return same_tokens(left, right.part(0, middle)) && same_tokens(left, right.from(middle + 1)) ? Truth::yes : Truth::open;
  }
  if (equality && (right.is(0, "ANY"_k) || right.is(0, "SOME"_k)) && right.op(1, '(')) return membership(left, right.from(1));
  if (same_column(left, right) && !is_random(left)) {
    if (equality || op == "<=" || op == ">=" || op == "!<" || op == "!>") return Truth::yes;
    if (op == "<>" || op == "!=" || op == "<" || op == ">") return Truth::no;
  }
  const Value a = value_of(left), b = value_of(right);
  if (b.kind == Value::Kind::string && b.text.find_first_not_of('%') == std::string::npos && !b.text.empty() &&
      (op == "LIKE" || op == "ILIKE" || op == "~~" || op == "~~*"))
    return Truth::yes;
  if (b.kind == Value::Kind::string && (op == "GLOB" || op == "REGEXP" || op == "RLIKE" || op[0] == '~') &&
      (b.text == "*" || b.text == ".*" || b.text == "." || b.text.empty() || b.text == "^" || b.text == "^.*$"))
    return Truth::yes;
  if (a.kind == Value::Kind::open && b.kind == Value::Kind::number && is_key(left)) return key_holds(op, b.number);
  if (b.kind == Value::Kind::open && a.kind == Value::Kind::number && is_key(right)) return key_holds(mirrored(op), a.number);
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
  const Tokens inside = right.inside(0);
  if (inside.is(0, "SELECT"_k) || inside.is(0, "WITH"_k))
    return everything_of_target(inside, left) ? Truth::yes : Truth::open;
  const Value value = value_of(left);
  Truth result = value.kind == Value::Kind::open ? Truth::open : Truth::no;
  for (std::uint32_t from = 0; from < inside.size();) {
    if (from > k_longest_list) return value.kind == Value::Kind::open ? Truth::open : Truth::constant;
    const std::uint32_t comma = inside.find_op(from, ',');
    const Tokens one = inside.part(from, comma);
    from = comma + 1;
    if (same_column(left, one)) return Truth::yes;
    const Truth same = compare_values(value, "=", value_of(one));
    if (same == Truth::yes) return same;
    if (same == Truth::open || (same == Truth::constant && result == Truth::no)) result = same;
  }
  return result;
}

// SELECT id FROM t without a condition, where t is what the statement changes.
bool Judge::everything_of_target(const Tokens& select, const Tokens& column) const {
  const std::uint32_t from = select.find(1, "FROM"_k);
  if (from >= select.size() || column.empty()) return false;
  std::uint32_t i = 0;
  const std::string wanted = plain_name(render_name(column, i));
  i = select.is(1, "DISTINCT"_k) || select.is(1, "ALL"_k) ? 2 : 1;
  if (plain_name(render_name(select, i)) != wanted || i != from) return false;
  i = from + 1;
  const std::string table = plain_name(render_name(select, i));
  if (std::find(tables_.begin(), tables_.end(), table) == tables_.end()) return false;
  for (Keyword stop : {"JOIN"_k, "LIMIT"_k, "HAVING"_k, "GROUP"_k, "FETCH"_k, "OFFSET"_k, "EXCEPT"_k, "INTERSECT"_k, "TABLESAMPLE"_k})
    if (select.find(i, stop) < select.size()) return false;
  if (select.find_op(i, ',') < select.size()) return false;
  const std::uint32_t where = select.find(i, "WHERE"_k);
  return where >= select.size() || always_true(select.part(where + 1, select.find(where, "ORDER"_k)), tables_);
}

// Does the subquery of EXISTS yield a row? A table without a condition is taken to hold one.
Truth Judge::subquery(const Tokens& select, int depth) {
  if (!select.is(0, "SELECT"_k)) return Truth::open;
  const std::uint32_t limit = select.find(1, "LIMIT"_k);
  if (limit < select.size() && select.raw(limit + 1) == "0") return Truth::no;
  for (Keyword stop : {"HAVING"_k, "EXCEPT"_k, "INTERSECT"_k, "OFFSET"_k, "JOIN"_k})
    if (select.find(1, stop) < select.size()) return Truth::open;
  const std::uint32_t where = select.find(1, "WHERE"_k);
  if (where >= select.size()) return Truth::yes;
  return disjunction(select.part(where + 1, std::min({select.find(where, "ORDER"_k), select.find(where, "GROUP"_k), limit})), depth);
}

}  // namespace

bool always_true(const Tokens& condition, const std::vector<std::string>& tables) {
  const Truth truth = Judge(tables, 8 * condition.size() + 4096).disjunction(condition, 0);
  return truth == Truth::yes || truth == Truth::constant;
}

bool always_false(const Tokens& condition) {
  const std::vector<std::string> none;
  const Truth truth = Judge(none, 8 * condition.size() + 4096).disjunction(condition, 0);
  return truth == Truth::no || truth == Truth::null;
}

}  // namespace interlock::sql
