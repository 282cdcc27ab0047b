// Two sides of an OR that together hold for every row.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/normal.h"
#include "lib/sql/value.h"

namespace interlock::sql {
namespace {

constexpr std::size_t k_most_limits = 32;  // of one IN

struct NullTest {
  Tokens subject;
  bool wants_null = false;
};

// x IS NULL, x ISNULL, x <=> NULL; x IS NOT NULL, x NOTNULL, x NOT NULL.
std::optional<NullTest> null_test(const Tokens& t) {
  const std::uint32_t n = t.size();
  if (n >= 2 && t.is(n - 1, "ISNULL"_k)) return NullTest{t.part(0, n - 1), true};
  if (n >= 2 && t.is(n - 1, "NOTNULL"_k)) return NullTest{t.part(0, n - 1), false};
  if (n < 3 || !t.is(n - 1, "NULL"_k)) return std::nullopt;
  if (t.is(n - 2, "IS"_k) || t.op(n - 2, "<=>")) return NullTest{t.part(0, n - 2), true};
  if (!t.is(n - 2, "NOT"_k)) return std::nullopt;
  return NullTest{t.part(0, t.is(n - 3, "IS"_k) ? n - 3 : n - 2), false};
}

// The limits behind the column: < 5, BETWEEN 1 AND 2, IN (1, 2); none when they are no constants.
std::vector<Value> limits_of(const Tokens& t, std::string_view op) {
  std::vector<Tokens> texts;
  if (op == "between") {
    const std::uint32_t middle = t.find(0, "AND"_k);
    texts = {t.part(0, middle), t.from(middle + 1)};
  } else if (op == "in") {
    const Tokens list = t.op(0, '(') && t.next(0) >= t.size() ? t.inside(0) : Tokens();
    for (std::uint32_t from = 0; from < list.size() && texts.size() < k_most_limits;) {
      const std::uint32_t comma = list.find_op(from, ',');
      texts.push_back(list.part(from, comma));
      from = comma + 1;
    }
  } else {
    texts = {t};
  }
  std::vector<Value> limits;
  for (const Tokens& text : texts) {
    Value value = text.size() < 7 ? value_of(text) : Value{};
    const bool constant = value.kind == Value::Kind::number || value.kind == Value::Kind::string;
    if (!constant || (!limits.empty() && limits[0].kind != value.kind)) return {};
    limits.push_back(std::move(value));
  }
  return limits;
}

bool holds_at(const Bound& bound, double point) {
  const auto at = [&](std::string_view op, const Value& limit) {
    return ordered(point, op, limit.number) == Truth::yes;
  };
  bool holds = false;
  if (bound.op == "between")
    holds = at(">=", bound.limits[0]) && at("<=", bound.limits[1]);
  else if (bound.op == "in")
    holds = std::ranges::any_of(bound.limits, [&](const Value& limit) { return at("=", limit); });
  else
    holds = at(bound.op, bound.limits[0]);
  return holds != bound.negated;
}

// Texts are equal or not; which of two comes first, the collation decides.
bool holds_at(const Bound& bound, const std::string& text) {
  const bool differs = bound.op == "<>";
  if (bound.op != "=" && bound.op != "in" && !differs) return false;
  const bool found = std::ranges::any_of(
      bound.limits, [&](const Value& limit) { return to_lower(limit.text) == text; });
  return found != (bound.negated != differs);
}

}  // namespace

std::optional<Bound> bound_of(const Tokens& whole) {
  Tokens t = unwrapped(whole);
  Bound bound;
  bound.negated = t.is(0, "NOT"_k);
  if (bound.negated) t = unwrapped(t.from(1));
  constexpr std::string_view k_ops[][2] = {{"=", "="}, {"<>", "<>"}, {"!=", "<>"}, {"<", "<"},
                                           {">", ">"}, {"<=", "<="}, {">=", ">="}, {"==", "="}};
  std::uint32_t i = 1;
  while (t.op(i, '.')) i += 2;
  if (i + 1 >= t.size() || i > 5 || t.word(0) != Keyword::none ||
      (t.kind(0) != Kind::word && t.kind(0) != Kind::name))
    return std::nullopt;
  bound.column = t.part(0, i);
  for (const auto& pair : k_ops)
    if (t.op(i, pair[0])) bound.op = pair[1];
  if (bound.op.empty() && t.is(i, "NOT"_k)) {
    bound.negated = !bound.negated;
    ++i;
  }
  if (bound.op.empty() && t.is(i, "BETWEEN"_k)) bound.op = "between";
  if (bound.op.empty() && t.is(i, "IN"_k)) bound.op = "in";
  if (bound.op.empty()) return std::nullopt;
  bound.limits = limits_of(t.from(i + 1), bound.op);
  if (bound.limits.empty()) return std::nullopt;
  return bound;
}

bool bounds_cover(const std::vector<Bound>& bounds, const SameColumn& same_column) {
  const Value::Kind kind = bounds[0].limits[0].kind;
  std::vector<double> points;
  std::vector<std::string> texts{"\x01"};  // which none of them names
  std::vector<const Bound*> same;
  for (const Bound& bound : bounds) {
    if (!same_column(bound.column, bounds[0].column) || bound.limits[0].kind != kind) continue;
    same.push_back(&bound);
    for (const Value& limit : bound.limits) {
      texts.push_back(to_lower(limit.text));
      for (const double step : {-0.5, 0.0, 0.5})  // beside and between the limits too
        points.push_back(limit.number + step);
    }
  }
  if (same.size() < 2) return false;
  const auto is_taken = [&](const auto& point) {
    return std::ranges::any_of(same, [&](const Bound* one) { return holds_at(*one, point); });
  };
  return kind == Value::Kind::string ? std::ranges::all_of(texts, is_taken)
                                     : std::ranges::all_of(points, is_taken);
}

bool opposite(const Tokens& left, const Tokens& right, const SameColumn& same_column) {
  const auto not_of = [](const Tokens& a, const Tokens& b) {
    return a.is(0, "NOT"_k) &&
           (same_tokens(a.from(1), b) || same_tokens(unwrapped(a.from(1)), unwrapped(b)));
  };
  if (not_of(left, right) || not_of(right, left)) return true;
  const Tokens a = unwrapped(left), b = unwrapped(right);
  const auto x_test = null_test(a), y_test = null_test(b);
  if (x_test && y_test)
    return x_test->wants_null != y_test->wants_null &&
           same_column(unwrapped(x_test->subject), unwrapped(y_test->subject));
  std::uint32_t i = 0, j = 0;
  while (i < a.size() && !a.is(i, "IS"_k) && a.kind(i) != Kind::op) i = a.next(i);
  while (i < a.size() && a.op(i, '.')) i += 2;
  while (j < b.size() && !b.is(j, "IS"_k) && b.kind(j) != Kind::op) j = b.next(j);
  while (j < b.size() && b.op(j, '.')) j += 2;
  if (i == 0 || j == 0 || i >= a.size() || j >= b.size() ||
      !same_column(a.part(0, i), b.part(0, j)))
    return false;
  if (a.is(i, "IS"_k) && b.is(j, "IS"_k)) {
    const bool a_not = a.is(i + 1, "NOT"_k), b_not = b.is(j + 1, "NOT"_k);
    return a_not != b_not && same_tokens(a.from(i + (a_not ? 2 : 1)), b.from(j + (b_not ? 2 : 1)));
  }
  if (!same_tokens(a.from(i + 1), b.from(j + 1))) return false;
  const std::string_view x = a.raw(i), y = b.raw(j);
  constexpr std::string_view k_pairs[][2] = {{"=", "<>"}, {"=", "!="},  {"<", ">="},
                                             {">", "<="}, {"<=", ">="}, {"==", "!="}};
  return std::any_of(std::begin(k_pairs), std::end(k_pairs), [&](const auto& pair) {
    return (x == pair[0] && y == pair[1]) || (x == pair[1] && y == pair[0]);
  });
}

}  // namespace interlock::sql
