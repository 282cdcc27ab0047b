// The tokens of an arithmetic expression, and what operators do to numbers. Private to
// arithmetic.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace interlock::arithmetic {

enum class Token {
  end,
  number,
  name,
  open,
  close,
  colon,
  question,
  comma,
  assign,
  assign_op,
  increment,
  decrement,
  post_increment,
  post_decrement,
  logical_not,
  bit_not,
  plus,
  minus,
  times,
  divide,
  modulo,
  power,
  shift_left,
  shift_right,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  bit_and,
  bit_xor,
  bit_or,
  logical_and,
  logical_or,
};

struct Spelling {
  std::string_view text;
  Token token;
  Token operation;  // of an assignment operator
};

// The operator that `rest` begins with; null when it begins with none.
const Spelling* find_operator(std::string_view rest);

// Behind the bracket that closes the one at `open`; `open` when there is none.
std::size_t end_of_subscript(std::string_view text, std::size_t open);

int precedence(Token token);  // higher binds tighter; 0: no binary operator

// Digits in any base: 12, 017, 0x1f, 36#zz. REQUIRES: `text` begins with a digit
std::optional<std::int64_t> parse_number(std::string_view text);

// Nothing for a division by zero or a negative exponent.
std::optional<std::int64_t> apply(Token operation, std::int64_t left, std::int64_t right);

}  // namespace interlock::arithmetic
