#include "lib/shell/arithmetic_tokens.h"

#include <array>
#include <limits>

namespace interlock::arithmetic {
namespace {

constexpr std::int64_t k_min = std::numeric_limits<std::int64_t>::min();

// Longest first: the first that fits is the token.
constexpr std::array<Spelling, 36> k_spellings = {{
    {"<<=", Token::assign_op, Token::shift_left},
    {">>=", Token::assign_op, Token::shift_right},
    {"==", Token::equal, {}},
    {"!=", Token::not_equal, {}},
    {">=", Token::greater_equal, {}},
    {"<=", Token::less_equal, {}},
    {"<<", Token::shift_left, {}},
    {">>", Token::shift_right, {}},
    {"&&", Token::logical_and, {}},
    {"||", Token::logical_or, {}},
    {"**", Token::power, {}},
    {"*=", Token::assign_op, Token::times},
    {"/=", Token::assign_op, Token::divide},
    {"%=", Token::assign_op, Token::modulo},
    {"+=", Token::assign_op, Token::plus},
    {"-=", Token::assign_op, Token::minus},
    {"&=", Token::assign_op, Token::bit_and},
    {"^=", Token::assign_op, Token::bit_xor},
    {"|=", Token::assign_op, Token::bit_or},
    {"=", Token::assign, {}},
    {">", Token::greater, {}},
    {"<", Token::less, {}},
    {"+", Token::plus, {}},
    {"-", Token::minus, {}},
    {"*", Token::times, {}},
    {"/", Token::divide, {}},
    {"%", Token::modulo, {}},
    {"!", Token::logical_not, {}},
    {"(", Token::open, {}},
    {")", Token::close, {}},
    {"&", Token::bit_and, {}},
    {"|", Token::bit_or, {}},
    {"^", Token::bit_xor, {}},
    {"~", Token::bit_not, {}},
    {"?", Token::question, {}},
    {":", Token::colon, {}},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t wrap(std::uint64_t value) { return static_cast<std::int64_t>(value); }

int digit_value(char c, std::uint64_t base) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + (base <= 36 ? 10 : 36);
  return c == '@' ? 62 : c == '_' ? 63 : -1;
}

std::int64_t raise(std::int64_t base, std::int64_t exponent) {
  std::uint64_t result = 1, factor = static_cast<std::uint64_t>(base);
  for (; exponent > 0; exponent >>= 1, factor *= factor)
    if (exponent & 1) result *= factor;
  return wrap(result);
}

}  // namespace

const Spelling* find_operator(std::string_view rest) {
  for (const Spelling& spelling : k_spellings)
    if (rest.substr(0, spelling.text.size()) == spelling.text) return &spelling;
  return nullptr;
}

std::size_t end_of_subscript(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '[') ++depth;
    if (text[at] == ']' && --depth == 0) return at + 1;
  }
  return open;
}

int precedence(Token token) {  // 0: no binary operator
  switch (token) {
    case Token::logical_or:
      return 1;
    case Token::logical_and:
      return 2;
    case Token::bit_or:
      return 3;
    case Token::bit_xor:
      return 4;
    case Token::bit_and:
      return 5;
    case Token::equal:
    case Token::not_equal:
      return 6;
    case Token::less:
    case Token::less_equal:
    case Token::greater:
    case Token::greater_equal:
      return 7;
    case Token::shift_left:
    case Token::shift_right:
      return 8;
    case Token::plus:
    case Token::minus:
      return 9;
    case Token::times:
    case Token::divide:
    case Token::modulo:
      return 10;
    case Token::power:
      return 11;
    case Token::end:
    case Token::number:
    case Token::name:
    case Token::open:
    case Token::close:
    case Token::colon:
    case Token::question:
    case Token::comma:
    case Token::assign:
    case Token::assign_op:
    case Token::increment:
    case Token::decrement:
    case Token::post_increment:
    case Token::post_decrement:
    case Token::logical_not:
    case Token::bit_not:
      return 0;
  }
  return 0;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::uint64_t base = 10, value = 0;
  bool has_base = false;
  if (text[0] == '0' && text.size() > 1) {
    base = text[1] == 'x' || text[1] == 'X' ? 16 : 8;
    text.remove_prefix(base == 16 ? 2 : 1);
    has_base = true;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#') {
      const std::int64_t wanted = wrap(value);
      if (has_base || wanted < 2 || wanted > 64 || i + 1 == text.size()) return std::nullopt;
      if (digit_value(text[i + 1], 64) < 0) return std::nullopt;
      base = value;
      value = 0;
      has_base = true;
      continue;
    }
    const int digit = digit_value(text[i], base);
    if (digit < 0 || static_cast<std::uint64_t>(digit) >= base) return std::nullopt;
    value = value * base + static_cast<std::uint64_t>(digit);
  }
  return wrap(value);
}

std::optional<std::int64_t> apply(Token operation, std::int64_t left, std::int64_t right) {
  const auto a = static_cast<std::uint64_t>(left), b = static_cast<std::uint64_t>(right);
  switch (operation) {
    case Token::plus:
      return wrap(a + b);
    case Token::minus:
      return wrap(a - b);
    case Token::times:
      return wrap(a * b);
    case Token::divide:
    case Token::modulo:
      if (right == 0) return std::nullopt;
      if (left == k_min && right == -1) return operation == Token::divide ? left : 0;
      return operation == Token::divide ? left / right : left % right;
    case Token::power:
      return right < 0 ? std::nullopt : std::optional<std::int64_t>(raise(left, right));
    case Token::shift_left:
      return wrap(a << (b & 63));
    case Token::shift_right:
      return left >> (b & 63);
    case Token::less:
      return left < right;
    case Token::less_equal:
      return left <= right;
    case Token::greater:
      return left > right;
    case Token::greater_equal:
      return left >= right;
    case Token::equal:
      return left == right;
    case Token::not_equal:
      return left != right;
    case Token::bit_and:
      return left & right;
    case Token::bit_xor:
      return left ^ right;
    case Token::bit_or:
      return left | right;
    case Token::logical_and:
      return left != 0 && right != 0;
    case Token::logical_or:
      return left != 0 || right != 0;
    case Token::end:
    case Token::number:
    case Token::name:
    case Token::open:
    case Token::close:
    case Token::colon:
    case Token::question:
    case Token::comma:
    case Token::assign:
    case Token::assign_op:
    case Token::increment:
    case Token::decrement:
    case Token::post_increment:
    case Token::post_decrement:
    case Token::logical_not:
    case Token::bit_not:
      break;
  }
  return std::nullopt;
}

}  // namespace interlock::arithmetic
