// Conditions are cut at OR, then at AND, then at the comparison: each cut scans its level once
// and parentheses are skipped by their pair, so the work is linear.
#include "lib/sql/where.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/judge.h"

namespace interlock::sql {
namespace {

constexpr int k_deepest = 60;
constexpr std::uint32_t k_longest_alternative = 200;  // tokens of an OR within an OR
constexpr std::size_t k_most_bounds = 32;             // of such
constexpr std::size_t k_most_compared = 16;  // operands of one OR that are compared pair by pair

Truth as_truth(const Value& value) {
  switch (value.kind) {
    case Value::Kind::open:
      return Truth::open;
    case Value::Kind::null:
      return Truth::null;
    case Value::Kind::constant:
      return Truth::constant;
    case Value::Kind::number:
      return truth_of(value.number != 0);
    case Value::Kind::string: {
      const std::string word = to_lower(value.text);
      if (word == "t" || word == "true" || word == "yes" || word == "y" || word == "on")
        return Truth::yes;
      return truth_of(number_in(value.text).value_or(0) != 0);
    }
  }
  return Truth::open;
}

// column = 'x', by far the most frequent.
bool is_plain_selection(const Tokens& t) {
  if (t.size() != 3 || t.kind(1) != Kind::op || t.word(0) != Keyword::none) return false;
  const bool column = (t.kind(0) == Kind::word && t.raw(0)[0] != '@') || t.kind(0) == Kind::name;
  const bool value = t.kind(2) == Kind::parameter || t.kind(2) == Kind::number;
  return column && value && t.raw(1) == "=";
}

// Where the operand of an OR ends that begins at `from`.
std::uint32_t end_of_alternative(const Tokens& t, std::uint32_t from) {
  const bool bars = t.dialect() == Dialect::mysql || t.dialect() == Dialect::generic;
  int cases = 0;
  for (std::uint32_t i = from; i < t.size(); i = t.next(i)) {
    if (t.is(i, "CASE"_k)) ++cases;
    if (t.is(i, "END"_k)) --cases;
    if (cases > 0) continue;
    if (t.is(i, "OR"_k) || t.is(i, "XOR"_k) || (bars && t.op(i, "||"))) return i;
  }
  return t.size();
}

// That of the part, or those of its operands when it is itself an OR in parentheses.
void add_bounds(const Tokens& part, std::vector<Bound>& bounds, int depth = 0) {
  const Tokens t = unwrapped(part);
  if (t.find(0, "OR"_k) >= t.size() || depth > 8 || t.size() > k_longest_alternative) {
    if (auto bound = bound_of(t)) bounds.push_back(std::move(*bound));
    return;
  }
  for (std::uint32_t from = 0; from < t.size() && bounds.size() < k_most_bounds;) {
    const std::uint32_t end = std::min<std::uint32_t>(t.find(from, "OR"_k), t.size());
    add_bounds(t.part(from, end), bounds, depth + 1);
    from = end + 1;
  }
}

}  // namespace

Truth Judge::disjunction(Tokens t, int depth) {
  t = unwrapped(t);
  if (t.empty()) return Truth::open;
  if (depth > k_deepest || work_ < t.size())
    return Truth::yes;  // nobody nests so deep to select a row
  work_ -= t.size();
  const SameColumn same = [this](const Tokens& a, const Tokens& b) { return same_column(a, b); };
  std::vector<Tokens> parts;
  std::vector<Bound> bounds;
  Truth result = Truth::no;
  for (std::uint32_t from = 0; from <= t.size();) {
    const std::uint32_t end = end_of_alternative(t, from);
    Tokens part = t.part(from, end);
    from = end + 1;
    if (const Tokens bare = unwrapped(part); end_of_alternative(bare, 0) == bare.size())
      part = bare;
    const Truth one = conjunction(part, depth + 1, &part);
    if (one == Truth::yes) return Truth::yes;
    // What no column decides may be true: then all of it is. Under NOT it may be false.
    const Truth wins = negated_ ? Truth::open : Truth::constant;
    if (one == wins || ((one == Truth::open || one == Truth::constant) && result != wins))
      result = one;
    if (one == Truth::null && result == Truth::no) result = one;
    // x OR NOT x, x IS NULL OR x IS NOT NULL, a = 1 OR a <> 1
    if (parts.size() >= k_most_compared || part.size() < 2) continue;
    for (const Tokens& earlier : parts)
      if (opposite(earlier, part, same)) return Truth::yes;
    parts.push_back(part);
    std::vector<Bound> more;
    add_bounds(part, more);
    for (Bound& bound : more) {  // a < 5 OR a > 3
      if (more.size() > 1 && bounds.size() >= k_most_bounds) break;
      bounds.insert(bounds.begin(), std::move(bound));
      if (bounds_cover(bounds, same)) return Truth::yes;
    }
  }
  return result;
}

Truth Judge::conjunction(Tokens t, int depth, Tokens* deciding) {
  std::uint32_t undecided = 0;
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
    const Tokens part = t.part(from, i);
    const Truth one = negation(part, depth);
    from = i + 1;
    if (one != Truth::yes && ++undecided == 1) *deciding = part;
    if (one == Truth::no) return Truth::no;
    if (one == Truth::null) result = Truth::null;
    // What no column decides may be false: NOT holds for every row then.
    const Truth wins = negated_ ? Truth::constant : Truth::open;
    if (result != Truth::null && (one == wins || (one != Truth::yes && result != wins)))
      result = one;
  }
  if (undecided > 1) *deciding = t;
  return result;
}

Truth Judge::negation(Tokens t, int depth) {
  bool flip = false;
  while (t.is(0, "NOT"_k) || (t.op(0, '!') && t.dialect() != Dialect::postgres)) {
    flip = !flip;
    t = t.from(1);
  }
  if (!flip) return predicate(t, depth);
  return inverted(under_not([&] { return predicate(t, depth); }));
}

Truth Judge::predicate(const Tokens& t, int depth) {
  if (t.empty() || is_plain_selection(t)) return Truth::open;
  if (t.is(0, "EXISTS"_k) && t.op(1, '(') && t.next(1) >= t.size())
    return subquery(t.inside(1), depth + 1);
  if (const auto by = find_comparison(t)) {
    const Tokens left = t.part(0, by->at);
    const auto truth = [&] { return compared(left, *by, t.from(by->after), depth + 1); };
    return by->negated ? inverted(under_not(truth)) : truth();
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
    const std::uint32_t end =
        std::min({t.find(then, "WHEN"_k), t.find(then, "ELSE"_k), t.find(then, "END"_k)});
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

bool always_true(const Tokens& condition, const Tables& tables) {
  const Truth truth = Judge(tables, 8 * condition.size() + 4096).disjunction(condition, 0);
  return truth == Truth::yes || truth == Truth::constant;
}

bool always_false(const Tokens& condition) {
  const Tables none;
  const Truth truth = Judge(none, 8 * condition.size() + 4096).disjunction(condition, 0);
  return truth == Truth::no || truth == Truth::null;
}

}  // namespace interlock::sql
