// ${..}
#include "lib/shell/parse_internal.h"

namespace interlock {
namespace {

constexpr std::string_view k_special_parameters = "@*#?-$!";

bool is_special(int c) {
  return c > 0 && k_special_parameters.find(static_cast<char>(c)) != std::string_view::npos;
}

}  // namespace

// The cursor stands on the {. What bash cannot read as a parameter is an error only when it
// runs; then the name is the whole text, which no variable has.
void Parser::read_braced(Parts& parts, std::size_t begin, bool in_double_quotes) {
  const Nest nest(*this);
  if (failed_ || !spend(sizeof(syntax::Parameter) + 16)) return;
  const std::size_t inside = ++pos_;
  auto parameter = std::make_unique<syntax::Parameter>();
  if (read_parameter_name(*parameter)) read_parameter_operation(*parameter, in_double_quotes);
  if (!failed_ && (peek() != '}' || parameter->name.empty())) {
    syntax::Word junk = read_word(Until::brace);
    if (!failed_ && pos_ >= end_) fail_unclosed(begin, "${");
    if (failed_) return;
    for (auto* word : {&parameter->index, &parameter->operand, &parameter->second})
      if (*word != nullptr) bury(std::move(**word));
    bury(std::move(junk));
    parameter = std::make_unique<syntax::Parameter>();
    parameter->name = slice(inside, pos_);
    if (!spend(parameter->name.size())) return;
  }
  if (failed_) return;
  ++pos_;
  add_part(parts, Part::Kind::parameter, begin).parameter = std::move(parameter);
}

// A name, a number or a special parameter; else nothing.
std::string Parser::read_name_text() {
  std::string name;
  const int first = peek();
  if (is_special(first)) {
    name = text_[pos_++];
    return name;
  }
  const int kind = lex::is(first, lex::k_digit) ? lex::k_digit : lex::k_name;
  while (lex::is(peek(), kind)) {
    const std::size_t begin = pos_;
    while (pos_ < end_ && lex::is(static_cast<unsigned char>(text_[pos_]), kind)) ++pos_;
    name += slice(begin, pos_);
  }
  return name;
}

void Parser::read_index(syntax::Parameter& parameter) {
  if (peek() != '[' || !lex::is_name(parameter.name)) return;
  ++pos_;
  parameter.index = read_operand(Until::index);
  if (!failed_ && peek() == ']')
    ++pos_;
  else
    parameter.name.clear();  // ${a[}: cannot be read
}

// ${#name}; anything else that begins with # is the number of arguments and an operator.
bool Parser::read_length(syntax::Parameter& parameter) {
  const std::size_t begin = pos_++;
  parameter.name = read_name_text();
  if (!parameter.name.empty()) {
    read_index(parameter);
    if (failed_ || peek() == '}' || parameter.index != nullptr) {
      parameter.length = true;
      return false;
    }
  }
  pos_ = begin + 1;
  parameter.name = "#";
  return true;
}

// False when no operator can follow.
bool Parser::read_parameter_name(syntax::Parameter& parameter) {
  if (peek() == '#') return read_length(parameter);
  if (peek() == '!') {
    const int next = peek_second();
    if (lex::is(next, lex::k_name) || next == '#' || next == '?' || next == '@' || next == '*') {
      parameter.indirect = true;
      ++pos_;
    }
  }
  parameter.name = read_name_text();
  if (parameter.name.empty()) return false;
  if (parameter.indirect && (peek() == '*' || peek() == '@') && peek_second() == '}') {
    parameter.indirect = false;
    parameter.names = text_[pos_++];
    return false;
  }
  read_index(parameter);
  return !failed_ && !parameter.name.empty();
}

void Parser::read_parameter_operation(syntax::Parameter& parameter, bool in_double_quotes) {
  const int c = peek();
  if (c < 0 || c == '}') return;
  const auto is_one_of = [](int character, std::string_view set) {
    return character > 0 && set.find(static_cast<char>(character)) != std::string_view::npos;
  };
  if (!is_one_of(c, ":-=?+#%^,~/@")) return;
  parameter.op = static_cast<char>(c);
  ++pos_;
  const int next = peek();
  if (is_one_of(c, "-=?+") || (c == ':' && is_one_of(next, "-=?+"))) {
    if (c == ':') parameter.op += text_[pos_++];
    parameter.operand = read_operand(Until::brace, in_double_quotes);
  } else if (c == ':') {
    parameter.operand = read_offset(':');
    if (!failed_ && peek() == ':') {
      ++pos_;
      parameter.second = read_offset(0);
    }
  } else if (c == '/') {
    // Patterns and replacements are read alike in and out of double quotes.
    if (is_one_of(next, "/#%")) parameter.op += text_[pos_++];
    parameter.operand = read_operand(Until::slash);
    if (!failed_ && peek() == '/') {
      ++pos_;
      parameter.second = read_operand(Until::brace);
    }
  } else {
    if (next == c && c != '@') parameter.op += text_[pos_++];
    parameter.operand = read_operand(Until::brace);
  }
}

std::unique_ptr<syntax::Word> Parser::read_operand(Until until, bool quoted) {
  auto word = std::make_unique<syntax::Word>();
  if (!spend(2 * sizeof(syntax::Word))) return word;
  const std::size_t begin = pos_;
  if (quoted)
    read_quoted_text(word->parts, QuotedUntil::brace);
  else
    read_parts(word->parts, until);
  word->span = span_from(begin);
  return word;
}

// An arithmetic expression up to } or `stop`.
std::unique_ptr<syntax::Word> Parser::read_offset(char stop) {
  auto word = std::make_unique<syntax::Word>();
  scan_expression(*word, {0, '}', stop});
  return word;
}

}  // namespace interlock
