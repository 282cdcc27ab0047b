// [[ .. ]]: checked as bash checks it, kept as the words and operators in their order.
#include <algorithm>
#include <iterator>
#include <utility>

#include "lib/shell/parse_internal.h"

namespace interlock {
namespace {

constexpr std::string_view k_binary[] = {"!=",  "-ef", "-eq", "-ge", "-gt", "-le", "-lt",
                                         "-ne", "-nt", "-ot", "=",   "==",  "=~"};
static_assert(std::is_sorted(std::begin(k_binary), std::end(k_binary)));
constexpr std::string_view k_unary = "abcdefghknoprstuvwxzGLNORS";

// The word's text when it is written without any quoting or expansion.
std::string_view plain_text(const syntax::Word& word) {
  if (word.parts.size() != 1 || word.parts[0].kind != syntax::Part::Kind::literal) return {};
  return word.parts[0].text;
}

bool is_unary(std::string_view word) {
  return word.size() == 2 && word[0] == '-' && k_unary.find(word[1]) != std::string_view::npos;
}

bool is_binary(std::string_view word) {
  return std::find(std::begin(k_binary), std::end(k_binary), word) != std::end(k_binary);
}

}  // namespace

void Parser::read_conditional(syntax::Command& command) {
  syntax::Conditional result;
  const std::size_t begin = pos_;
  const bool outer = std::exchange(in_condition_, true);
  read_condition(result.words);
  in_condition_ = outer;
  take_blanks();
  if (!failed_ && peek() < 0) fail_unclosed(begin, "[[");
  if (!failed_ && peek_plain() != "]]") fail_unexpected();
  if (!failed_) take("]]");
  command.node = std::move(result);
}

void Parser::push_operator(std::vector<syntax::Word>& words, std::string_view op) {
  if (!spend(sizeof(syntax::Word) + sizeof(Part))) return;
  const std::size_t begin = pos_;
  take(op);
  syntax::Word& word = words.emplace_back();
  word.span = span_from(begin);
  Part& part = word.parts.emplace_back();
  part.text = op;
  part.span = word.span;
}

// term { && term | || term }
void Parser::read_condition(std::vector<syntax::Word>& words) {
  const Nest nest(*this);
  while (!failed_) {
    read_condition_term(words);
    take_newlines();
    if (failed_) return;
    if (peek() == '&' && peek_second() == '&')
      push_operator(words, "&&");
    else if (peek() == '|' && peek_second() == '|')
      push_operator(words, "||");
    else
      return;
  }
}

void Parser::read_condition_term(std::vector<syntax::Word>& words) {
  take_newlines();
  while (!failed_ && peek_plain() == "!") {
    push_operator(words, "!");
    take_newlines();
  }
  if (failed_) return;
  if (peek() == '(') {
    push_operator(words, "(");
    read_condition(words);
    take_newlines();
    if (!failed_ && peek() != ')') fail_unexpected();
    if (!failed_) push_operator(words, ")");
    return;
  }
  const auto at_word = [this] {
    if (failed_ || peek() < 0 || peek_plain() == "]]") return false;
    return !lex::is(peek(), lex::k_meta) || at_process_substitution();
  };
  if (!at_word()) {
    fail_unexpected();
    return;
  }
  words.push_back(read_word());
  take_blanks();
  if (is_unary(plain_text(words.back()))) {
    if (at_word())
      words.push_back(read_word());
    else
      fail_unexpected();
    return;
  }
  const int c = peek();
  if ((c == '<' || c == '>') && !at_process_substitution()) {
    push_operator(words, c == '<' ? "<" : ">");
  } else if (at_word()) {
    words.push_back(read_word());
    if (!is_binary(plain_text(words.back()))) {
      pos_ = std::min<std::size_t>(pos_, words.back().span.begin);
      fail_unexpected();
    }
  } else {
    if (c == '\n' || c < 0) fail_unexpected();
    return;  // [[ word ]]
  }
  if (failed_) return;
  const bool regex = plain_text(words.back()) == "=~";
  take_blanks();
  if (regex ? (failed_ || peek() < 0 || lex::is(peek(), lex::k_meta)) && peek() != '(' &&
                  peek() != '|'
            : !at_word()) {
    fail_unexpected();
    return;
  }
  words.push_back(read_word(regex ? Until::regex : Until::meta));
}

}  // namespace interlock
