// Follows bash's expr.c: a name is read when its token is read, branches not taken are parsed
// but not evaluated, and -2**2 is 4. One function climbs the binary operators, so that nesting
// costs little stack.
#include "lib/shell/arithmetic.h"

#include <array>
#include <limits>

namespace interlock {
namespace {

constexpr int k_max_depth = 200;
constexpr std::size_t k_max_work = 200'000;  // bytes read, values of variables included
constexpr std::int64_t k_min = std::numeric_limits<std::int64_t>::min();

enum class Token {
  end, number, name, open, close, colon, question, comma, assign, assign_op,
  increment, decrement, post_increment, post_decrement, logical_not, bit_not,
  plus, minus, times, divide, modulo, power, shift_left, shift_right,
  less, less_equal, greater, greater_equal, equal, not_equal,
  bit_and, bit_xor, bit_or, logical_and, logical_or,
};

struct Spelling {
  std::string_view text;
  Token token;
  Token operation;  // of an assignment operator
};

// Longest first: the first that fits is the token.
constexpr std::array<Spelling, 36> k_spellings = {{
    {"<<=", Token::assign_op, Token::shift_left}, {">>=", Token::assign_op, Token::shift_right},
    {"==", Token::equal, {}},                     {"!=", Token::not_equal, {}},
    {">=", Token::greater_equal, {}},             {"<=", Token::less_equal, {}},
    {"<<", Token::shift_left, {}},                {">>", Token::shift_right, {}},
    {"&&", Token::logical_and, {}},               {"||", Token::logical_or, {}},
    {"**", Token::power, {}},                     {"*=", Token::assign_op, Token::times},
    {"/=", Token::assign_op, Token::divide},      {"%=", Token::assign_op, Token::modulo},
    {"+=", Token::assign_op, Token::plus},        {"-=", Token::assign_op, Token::minus},
    {"&=", Token::assign_op, Token::bit_and},     {"^=", Token::assign_op, Token::bit_xor},
    {"|=", Token::assign_op, Token::bit_or},      {"=", Token::assign, {}},
    {">", Token::greater, {}},                    {"<", Token::less, {}},
    {"+", Token::plus, {}},                       {"-", Token::minus, {}},
    {"*", Token::times, {}},                      {"/", Token::divide, {}},
    {"%", Token::modulo, {}},                     {"!", Token::logical_not, {}},
    {"(", Token::open, {}},                       {")", Token::close, {}},
    {"&", Token::bit_and, {}},                    {"|", Token::bit_or, {}},
    {"^", Token::bit_xor, {}},                    {"~", Token::bit_not, {}},
    {"?", Token::question, {}},                   {":", Token::colon, {}},
}};

int precedence(Token token) {  // 0: no binary operator
  switch (token) {
    case Token::logical_or: return 1;
    case Token::logical_and: return 2;
    case Token::bit_or: return 3;
    case Token::bit_xor: return 4;
    case Token::bit_and: return 5;
    case Token::equal: case Token::not_equal: return 6;
    case Token::less: case Token::less_equal: case Token::greater: case Token::greater_equal: return 7;
    case Token::shift_left: case Token::shift_right: return 8;
    case Token::plus: case Token::minus: return 9;
    case Token::times: case Token::divide: case Token::modulo: return 10;
    case Token::power: return 11;
    case Token::end: case Token::number: case Token::name: case Token::open: case Token::close:
    case Token::colon: case Token::question: case Token::comma: case Token::assign:
    case Token::assign_op: case Token::increment: case Token::decrement: case Token::post_increment:
    case Token::post_decrement: case Token::logical_not: case Token::bit_not: return 0;
  }
  return 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name(char c) { return is_name_start(c) || is_digit(c); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

std::int64_t wrap(std::uint64_t value) { return static_cast<std::int64_t>(value); }

int digit_value(char c, std::uint64_t base) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + (base <= 36 ? 10 : 36);
  return c == '@' ? 62 : c == '_' ? 63 : -1;
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

std::int64_t raise(std::int64_t base, std::int64_t exponent) {
  std::uint64_t result = 1, factor = static_cast<std::uint64_t>(base);
  for (; exponent > 0; exponent >>= 1, factor *= factor)
    if (exponent & 1) result *= factor;
  return wrap(result);
}

// What expressions within expressions (values of variables) share.
struct Run {
  const ArithmeticVariables& variables;
  std::size_t work = 0;
  bool failed = false;

  std::int64_t fail() {
    failed = true;
    return 0;
  }
};

class Evaluation {
 public:
  Evaluation(std::string_view text, Run& run, int depth) : text_(text), run_(run), depth_(depth) {}

  std::int64_t value() {
    run_.work += text_.size() + 1;
    if (run_.work > k_max_work || depth_ > k_max_depth) return run_.fail();
    skip_blanks();
    if (at_ == text_.size()) return 0;
    next();
    const std::int64_t result = comma();
    return token_ == Token::end ? result : run_.fail();
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  void next() {
    if (run_.failed) {  // unwinds: nothing more is read
      token_ = Token::end;
      return;
    }
    skip_blanks();
    const Token before = token_;
    if (at_ == text_.size()) {
      token_ = Token::end;
    } else if (is_name_start(text_[at_])) {
      read_name(before);
    } else if (is_digit(text_[at_])) {
      const std::size_t begin = at_;
      while (at_ < text_.size() && (is_name(text_[at_]) || text_[at_] == '#' || text_[at_] == '@')) ++at_;
      const std::optional<std::int64_t> number = parse_number(text_.substr(begin, at_ - begin));
      token_ = Token::number;
      number_ = number ? *number : run_.fail();
    } else if (text_[at_] == ',') {
      ++at_;
      token_ = Token::comma;
    } else {
      read_operator(before);
    }
  }

  void read_name(Token before) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    token_ = Token::name;
    name_ = std::string(text_.substr(begin, at_ - begin));
    number_ = 0;
    if (at_ < text_.size() && text_[at_] == '[') {  // an element of an array: not known here
      run_.fail();
      return;
    }
    std::size_t peek = at_;
    while (peek < text_.size() && is_blank(text_[peek])) ++peek;
    const std::string_view rest = text_.substr(peek, 2);
    const bool assigned = rest.substr(0, 1) == "=" && rest != "==";
    const bool stepped = before == Token::increment || before == Token::decrement;
    if (skipping_ == 0 && (!assigned || stepped)) number_ = read_variable();
  }

  std::int64_t read_variable() {
    const std::optional<std::string> value = run_.variables.get(name_);
    if (!value) return run_.fail();
    return Evaluation(*value, run_, depth_ + 4).value();
  }

  void read_operator(Token before) {
    const std::string_view rest = text_.substr(at_);
    if (rest.size() > 1 && rest[0] == rest[1] && (rest[0] == '+' || rest[0] == '-')) {
      const bool plus = rest[0] == '+';
      std::size_t peek = at_ + 2;
      while (peek < text_.size() && is_blank(text_[peek])) ++peek;
      const bool before_name = peek < text_.size() && is_name_start(text_[peek]);
      if (before == Token::name) token_ = plus ? Token::post_increment : Token::post_decrement;
      else if (before_name) token_ = plus ? Token::increment : Token::decrement;
      else token_ = plus ? Token::plus : Token::minus;  // 5++3 is 5 + +3
      at_ += before == Token::name || before_name ? 2 : 1;
      return;
    }
    for (const Spelling& spelling : k_spellings) {
      if (rest.substr(0, spelling.text.size()) != spelling.text) continue;
      token_ = spelling.token;
      operation_ = spelling.operation;
      at_ += spelling.text.size();
      return;
    }
    run_.fail();
    token_ = Token::end;
  }

  std::int64_t comma() {
    std::int64_t value = assignment();
    while (token_ == Token::comma) {
      next();
      value = assignment();
    }
    return value;
  }

  std::int64_t assignment() {
    const Deeper deeper(*this);
    if (deeper.too_deep) return run_.fail();
    bool is_name_alone = false;
    std::string name;
    std::int64_t value = conditional(&is_name_alone, &name);
    if (token_ != Token::assign && token_ != Token::assign_op) return value;
    if (!is_name_alone) return run_.fail();
    const bool with_operation = token_ == Token::assign_op;
    const Token operation = operation_;
    next();
    const std::int64_t right = assignment();
    value = with_operation ? apply(operation, value, right) : right;
    store(name, value);
    return value;
  }

  std::int64_t conditional(bool* is_name_alone = nullptr, std::string* name = nullptr) {
    const Deeper deeper(*this);
    if (deeper.too_deep) return run_.fail();
    const std::int64_t condition = binary(1, is_name_alone, name);
    if (token_ != Token::question) return condition;
    if (is_name_alone) *is_name_alone = false;
    skipping_ += condition == 0;
    next();
    const std::int64_t yes = token_ == Token::colon || token_ == Token::end ? run_.fail() : comma();
    skipping_ -= condition == 0;
    if (token_ != Token::colon) return run_.fail();
    skipping_ += condition != 0;
    next();
    const std::int64_t no = token_ == Token::end ? run_.fail() : conditional();
    skipping_ -= condition != 0;
    return condition != 0 ? yes : no;
  }

  std::int64_t binary(int lowest, bool* is_name_alone = nullptr, std::string* name = nullptr) {
    const Deeper deeper(*this);
    if (deeper.too_deep) return run_.fail();
    std::int64_t left = unary(is_name_alone, name);
    for (int level = precedence(token_); level >= lowest; level = precedence(token_)) {
      if (is_name_alone) *is_name_alone = false;
      const Token operation = token_;
      const bool skip = (operation == Token::logical_or && left != 0) ||
                        (operation == Token::logical_and && left == 0);
      skipping_ += skip;
      next();
      const std::int64_t right = binary(operation == Token::power ? level : level + 1);
      skipping_ -= skip;
      left = apply(operation, left, right);
    }
    return left;
  }

  std::int64_t unary(bool* is_name_alone, std::string* name) {
    const Token operation = token_;
    if (operation != Token::logical_not && operation != Token::bit_not &&
        operation != Token::plus && operation != Token::minus)
      return primary(is_name_alone, name);
    const Deeper deeper(*this);
    if (deeper.too_deep) return run_.fail();
    next();
    const std::int64_t value = unary(nullptr, nullptr);
    if (operation == Token::logical_not) return value == 0;
    if (operation == Token::bit_not) return ~value;
    return operation == Token::minus ? wrap(0 - static_cast<std::uint64_t>(value)) : value;
  }

  std::int64_t primary(bool* is_name_alone, std::string* name) {
    if (token_ == Token::increment || token_ == Token::decrement) {
      const std::int64_t change = token_ == Token::increment ? 1 : -1;
      next();
      if (token_ != Token::name) return run_.fail();
      const std::int64_t value = apply(Token::plus, number_, change);
      store(name_, value);
      skip_blanks();
      const std::string_view rest = text_.substr(at_, 2);
      if (rest == "++" || rest == "--") return run_.fail();
      next();
      return value;
    }
    if (token_ == Token::open) {
      next();
      const std::int64_t value = comma();
      if (token_ != Token::close) return run_.fail();
      next();
      return value;
    }
    if (token_ != Token::number && token_ != Token::name) return run_.fail();
    const bool named = token_ == Token::name;
    const std::int64_t value = number_;
    const std::string own = named ? name_ : std::string();
    next();
    if (named && (token_ == Token::post_increment || token_ == Token::post_decrement)) {
      store(own, apply(Token::plus, value, token_ == Token::post_increment ? 1 : -1));
      next();
    } else if (named && is_name_alone) {
      *is_name_alone = true;
      *name = own;
    }
    return value;
  }

  void store(const std::string& name, std::int64_t value) {
    if (skipping_ == 0 && !run_.failed) run_.variables.set(name, value);
  }

  std::int64_t apply(Token operation, std::int64_t left, std::int64_t right) {
    const auto a = static_cast<std::uint64_t>(left), b = static_cast<std::uint64_t>(right);
    switch (operation) {
      case Token::plus: return wrap(a + b);
      case Token::minus: return wrap(a - b);
      case Token::times: return wrap(a * b);
      case Token::divide: case Token::modulo:
        if (right == 0) return skipping_ > 0 ? left : run_.fail();
        if (left == k_min && right == -1) return operation == Token::divide ? left : 0;
        return operation == Token::divide ? left / right : left % right;
      case Token::power: return right < 0 ? run_.fail() : raise(left, right);
      case Token::shift_left: return wrap(a << (b & 63));
      case Token::shift_right: return left >> (b & 63);
      case Token::less: return left < right;
      case Token::less_equal: return left <= right;
      case Token::greater: return left > right;
      case Token::greater_equal: return left >= right;
      case Token::equal: return left == right;
      case Token::not_equal: return left != right;
      case Token::bit_and: return left & right;
      case Token::bit_xor: return left ^ right;
      case Token::bit_or: return left | right;
      case Token::logical_and: return left != 0 && right != 0;
      case Token::logical_or: return left != 0 || right != 0;
      case Token::end: case Token::number: case Token::name: case Token::open: case Token::close:
      case Token::colon: case Token::question: case Token::comma: case Token::assign:
      case Token::assign_op: case Token::increment: case Token::decrement:
      case Token::post_increment: case Token::post_decrement: case Token::logical_not:
      case Token::bit_not: break;
    }
    return run_.fail();
  }

  struct Deeper {
    explicit Deeper(Evaluation& evaluation) : depth(evaluation.depth_) {
      too_deep = ++depth > 4 * k_max_depth;
    }
    ~Deeper() { --depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    int& depth;
    bool too_deep;
  };

  std::string_view text_;
  Run& run_;
  int depth_;
  std::size_t at_ = 0;
  int skipping_ = 0;  // above 0: parsed, not evaluated
  Token token_ = Token::end;
  Token operation_ = Token::end;
  std::int64_t number_ = 0;
  std::string name_;
};

}  // namespace

std::optional<std::int64_t> evaluate_arithmetic(std::string_view expression,
                                                const ArithmeticVariables& variables) {
  Run run{variables};
  const std::int64_t value = Evaluation(expression, run, 0).value();
  if (run.failed) return std::nullopt;
  return value;
}

}  // namespace interlock
