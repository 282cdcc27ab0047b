// Two sides of an OR that together hold for every row.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/normal.h"
#include "lib/sql/value.h"

namespace interlock::sql {
namespace {

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

}  // namespace

std::optional<Bound> bound_of(const Tokens& whole) {
  Tokens t = unwrapped(whole);
  const bool negated = t.is(0, "NOT"_k);
  if (negated) t = unwrapped(t.from(1));
  constexpr std::string_view k_ops[][2] = {{"=", "<>"}, {"<>", "="}, {"!=", "="}, {"<", ">="},
                                           {">", "<="}, {"<=", ">"}, {">=", "<"}, {"==", "<>"}};
  std::uint32_t i = 1;
  while (t.op(i, '.')) i += 2;
  if (i + 1 >= t.size() || i > 5 || t.word(0) != Keyword::none ||
      (t.kind(0) != Kind::word && t.kind(0) != Kind::name))
    return std::nullopt;
  for (const auto& pair : k_ops) {
    if (!t.op(i, pair[0])) continue;
    Value limit = t.size() - i < 8 ? value_of(t.from(i + 1)) : Value{};
    if (limit.kind != Value::Kind::number && limit.kind != Value::Kind::string) return std::nullopt;
    return Bound{t.part(0, i),
                 negated           ? pair[1]
                 : pair[0] == "!=" ? "<>"
                                   : pair[0],
                 std::move(limit)};
  }
  return std::nullopt;
}

bool bounds_cover(const std::vector<Bound>& bounds) {
  std::vector<double> points;
  std::vector<const Bound*> same;
  for (const Bound& bound : bounds) {
    if (!same_tokens(bound.column, bounds[0].column) || bound.limit.kind != bounds[0].limit.kind)
      continue;
    same.push_back(&bound);
    points.push_back(bound.limit.number);
  }
  if (same.size() < 2) return false;
  if (bounds[0].limit.kind ==
      Value::Kind::string) {  // only <> of two different texts leaves none out
    return std::any_of(same.begin(), same.end(), [&](const Bound* one) {
      return one->op == "<>" && same[0]->op == "<>" &&
             to_lower(one->limit.text) != to_lower(same[0]->limit.text);
    });
  }
  const std::size_t limits = points.size();
  for (std::size_t i = 0; i < limits; ++i)  // and beside and between the limits
    for (double step : {-0.5, 0.5}) points.push_back(points[i] + step);
  return std::all_of(points.begin(), points.end(), [&](double point) {
    return std::any_of(same.begin(), same.end(), [&](const Bound* one) {
      return ordered(point, one->op, one->limit.number) == Truth::yes;
    });
  });
}

bool opposite(const Tokens& left, const Tokens& right) {
  const auto not_of = [](const Tokens& a, const Tokens& b) {
    return a.is(0, "NOT"_k) &&
           (same_tokens(a.from(1), b) || same_tokens(unwrapped(a.from(1)), unwrapped(b)));
  };
  if (not_of(left, right) || not_of(right, left)) return true;
  const Tokens a = unwrapped(left), b = unwrapped(right);
  const auto x_test = null_test(a), y_test = null_test(b);
  if (x_test && y_test)
    return x_test->wants_null != y_test->wants_null &&
           same_tokens(unwrapped(x_test->subject), unwrapped(y_test->subject));
  std::uint32_t i = 0, j = 0;
  while (i < a.size() && !a.is(i, "IS"_k) && a.kind(i) != Kind::op) i = a.next(i);
  while (i < a.size() && a.op(i, '.')) i += 2;
  while (j < b.size() && !b.is(j, "IS"_k) && b.kind(j) != Kind::op) j = b.next(j);
  while (j < b.size() && b.op(j, '.')) j += 2;
  if (i == 0 || i != j || i >= a.size() || j >= b.size() ||
      !same_tokens(a.part(0, i), b.part(0, j)))
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
