// Follows bash's expr.c: a name is read when its token is read, branches not taken are parsed
// but not evaluated, and -2**2 is 4. One function climbs the binary operators, so that nesting
// costs little stack.
#include "lib/shell/arithmetic.h"

#include "lib/shell/arithmetic_tokens.h"

namespace interlock {
namespace {

using arithmetic::precedence;
using arithmetic::Token;

constexpr int k_max_depth = 200;
constexpr std::size_t k_max_work = 200'000;  // bytes read, values of variables included

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name(char c) { return is_name_start(c) || is_digit(c); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// What expressions within expressions (values of variables) share.
struct Run {
  const ArithmeticVariables& variables;
  std::size_t work = 0;
  bool failed = false;
  bool unknown = false;  // a variable is not known: the rest shows errors, and what it sets
  bool bounded = false;

  std::int64_t fail() {
    failed = true;
    return 0;
  }
  std::int64_t give_up() {
    bounded = true;
    return fail();
  }
};

class Evaluation {
 public:
  Evaluation(std::string_view text, Run& run, int depth) : text_(text), run_(run), depth_(depth) {}

  std::int64_t value() {
    run_.work += text_.size() + 1;
    if (run_.work > k_max_work || depth_ > k_max_depth) return run_.give_up();
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
      while (at_ < text_.size() && (is_name(text_[at_]) || text_[at_] == '#' || text_[at_] == '@'))
        ++at_;
      const std::optional<std::int64_t> number =
          arithmetic::parse_number(text_.substr(begin, at_ - begin));
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
    if (at_ < text_.size() && text_[at_] == '[') {  // an element of an array
      const std::size_t open = at_;
      at_ = arithmetic::end_of_subscript(text_, open);
      if (at_ == open) run_.fail();
      name_ += text_.substr(open, at_ - open);
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
    const bool known = !run_.unknown;
    const std::int64_t number = value ? Evaluation(*value, run_, depth_ + 4).value() : 0;
    if (!value) run_.unknown = true;
    if (known && run_.unknown) ++skipping_;
    return number;
  }

  void read_operator(Token before) {
    const std::string_view rest = text_.substr(at_);
    if (rest.size() > 1 && rest[0] == rest[1] && (rest[0] == '+' || rest[0] == '-')) {
      const bool plus = rest[0] == '+';
      std::size_t peek = at_ + 2;
      while (peek < text_.size() && is_blank(text_[peek])) ++peek;
      const bool before_name = peek < text_.size() && is_name_start(text_[peek]);
      if (before == Token::name)
        token_ = plus ? Token::post_increment : Token::post_decrement;
      else if (before_name)
        token_ = plus ? Token::increment : Token::decrement;
      else
        token_ = plus ? Token::plus : Token::minus;  // 5++3 is 5 + +3
      at_ += before == Token::name || before_name ? 2 : 1;
      return;
    }
    const arithmetic::Spelling* spelling = arithmetic::find_operator(rest);
    token_ = spelling ? spelling->token : Token::end;
    if (!spelling) {
      run_.fail();
      return;
    }
    operation_ = spelling->operation;
    at_ += spelling->text.size();
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
    if (deeper.too_deep) return run_.give_up();
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
    if (deeper.too_deep) return run_.give_up();
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
    if (deeper.too_deep) return run_.give_up();
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
    if (deeper.too_deep) return run_.give_up();
    next();
    const std::int64_t value = unary(nullptr, nullptr);
    if (operation == Token::logical_not) return value == 0;
    if (operation == Token::bit_not) return ~value;
    return operation == Token::minus
               ? static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(value))
               : value;
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
    if (run_.failed || name.empty() || (skipping_ > 0 && !run_.unknown)) return;
    run_.variables.set(name, run_.unknown ? std::nullopt : std::optional(value));
  }

  std::int64_t apply(Token operation, std::int64_t left, std::int64_t right) {
    const std::optional<std::int64_t> value = arithmetic::apply(operation, left, right);
    if (!value && skipping_ > 0) return left;
    return value ? *value : run_.fail();
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
                                                const ArithmeticVariables& variables,
                                                bool* is_error) {
  Run run{variables};
  const std::int64_t value = Evaluation(expression, run, 0).value();
  if (is_error != nullptr) *is_error = run.failed && !run.bounded;
  if (run.failed || run.unknown) return std::nullopt;
  return value;
}

}  // namespace interlock
