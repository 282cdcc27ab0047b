// What a small expression of a condition is worth, when the text alone says it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/sql/token.h"

namespace interlock::sql {

// constant: no column in it, but its value was not computed.
enum class Truth { no, yes, null, open, constant };

Truth truth_of(bool value);
Truth inverted(Truth truth);  // NOT

struct Value {
  enum class Kind { open, null, number, string, constant };
  Kind kind = Kind::open;
  double number = 0;
  std::string text;
  static Value of(double number) { return {Kind::number, number, {}}; }
};

Value value_of(const Tokens& expression, int depth = 0);
std::optional<double> number_in(std::string_view text);

Truth compare_values(const Value& left, std::string_view op, const Value& right);

// Of two values of one kind; constant for an operator that is none of ours.
template <class T>
Truth ordered(const T& left, std::string_view op, const T& right) {
  if (op == "=" || op == "==" || op == "<=>" || op == "LIKE" || op == "ILIKE" || op == "GLOB" ||
      op == "IS" || op == "~~" || op == "~~*")
    return truth_of(left == right);
  if (op == "<>" || op == "!=") return truth_of(left != right);
  if (op == "<") return truth_of(left < right);
  if (op == ">") return truth_of(left > right);
  if (op == "<=" || op == "!>") return truth_of(left <= right);
  if (op == ">=" || op == "!<") return truth_of(left >= right);
  return Truth::constant;
}

Tokens unwrapped(Tokens t);       // without the parentheses around the whole
bool is_random(const Tokens& t);  // does it call something that differs between two calls?

// One side of an OR: column op constant.
struct Bound {
  Tokens column;
  std::string_view op;  // = <> < > <= >= between in
  std::vector<Value> limits;
  bool negated = false;
};
std::optional<Bound> bound_of(const Tokens& t);
// Do two texts name one column: a and t.a of the table t?
using SameColumn = std::function<bool(const Tokens&, const Tokens&)>;

// Do the bounds, those of the first one's column, together leave no value out: a < 5 OR a > 3,
// a <> 1 OR a <> 2?
bool bounds_cover(const std::vector<Bound>& bounds, const SameColumn& same_column);

// Is one of them NOT the other: a = 1 and a <> 1, x and NOT x, x IS NULL and x IS NOT NULL?
bool opposite(const Tokens& left, const Tokens& right, const SameColumn& same_column);

// A column that every table keeps for a key: never null, counting from one.
bool is_key(const Tokens& t);
bool never_null(const Tokens& t);                    // a key, a constant, COALESCE(a, 1)
Truth key_holds(std::string_view op, double limit);  // id > 0: for every row
std::string_view mirrored(std::string_view op);      // 0 < id is id > 0

}  // namespace interlock::sql
