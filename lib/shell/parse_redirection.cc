// Redirections.
#include <algorithm>
#include <charconv>

#include "lib/shell/parse_internal.h"

namespace interlock {
namespace {

using syntax::Redirection;

// Does >& duplicate a descriptor, rather than name a file?
bool is_descriptor(const syntax::Word& word) {
  std::string text;
  for (const syntax::Part& part : word.parts) {
    if (part.kind != syntax::Part::Kind::literal && part.kind != syntax::Part::Kind::quoted)
      return true;  // known only when it runs
    text += part.text;
  }
  if (!text.empty() && text.back() == '-') text.pop_back();
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Operator {
  std::string_view text;
  Redirection::Kind kind;
};
// Longer ones before their beginnings.
constexpr Operator k_operators[] = {
    {"<<<", Redirection::Kind::here_string},  {"<<-", Redirection::Kind::here_document},
    {"<<", Redirection::Kind::here_document}, {"<&", Redirection::Kind::duplicate_input},
    {"<>", Redirection::Kind::input_output},  {"<", Redirection::Kind::input},
    {">>", Redirection::Kind::append},        {">&", Redirection::Kind::duplicate_output},
    {">|", Redirection::Kind::clobber},       {">", Redirection::Kind::output},
    {"&>>", Redirection::Kind::append_both},  {"&>", Redirection::Kind::output_both},
};

}  // namespace

// 2, or {name}, directly before < or >.
bool Parser::read_descriptor(Redirection& redirection) {
  const std::size_t begin = pos_;
  std::string text;
  if (lex::is(peek(), lex::k_digit)) {
    for (; lex::is(peek(), lex::k_digit); ++pos_) text += text_[pos_];
    int number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    redirection.descriptor = number;
    if (result.ec != std::errc()) text.clear();
  } else if (!options_.posix && peek() == '{' && lex::is_name_start(peek_second())) {
    ++pos_;
    text = read_name_text();
    if (peek() == '[') {
      for (; peek() >= 0 && peek() != ']' && !lex::is(peek(), lex::k_meta | lex::k_quoting); ++pos_)
        text += text_[pos_];
      if (text.back() == '[' || !take("]"))
        text.clear();
      else
        text += ']';
    }
    redirection.descriptor_variable = text;
    if (!text.empty() && !take("}")) text.clear();
  } else {
    return true;
  }
  const int c = peek();
  if (!text.empty() && (c == '<' || c == '>') && peek_second() != '(') return true;
  pos_ = begin;
  return false;
}

bool Parser::at_descriptor() {
  const std::size_t begin = pos_;
  Redirection redirection;
  const bool found = read_descriptor(redirection) && pos_ > begin;
  pos_ = begin;
  return found;
}

// False when none stands here.
bool Parser::read_redirection(Redirection& redirection) {
  peek();
  const std::size_t begin = pos_;
  if (!read_descriptor(redirection) || !at_redirection()) return false;
  if (!spend(sizeof(Redirection) + 16)) return false;
  for (const Operator& op : k_operators) {
    if ((options_.posix && op.text == "<<<") || !take(op.text)) continue;
    redirection.kind = op.kind;
    read_redirection_target(redirection, op.text == "<<-");
    break;
  }
  redirection.span = span_from(begin);
  return !failed_;
}

void Parser::read_redirection_target(Redirection& redirection, bool strip_tabs) {
  const bool duplicates = redirection.kind == Redirection::Kind::duplicate_input ||
                          redirection.kind == Redirection::Kind::duplicate_output;
  take_blanks();
  if (failed_) return;
  const std::size_t begin = pos_;
  if (peek() < 0 || (lex::is(peek(), lex::k_meta) && !at_process_substitution())) {
    fail_unexpected();
  } else if (!duplicates && at_descriptor()) {
    fail_unexpected();  // >2>f: bash takes the 2 for a descriptor
  } else if (redirection.kind == Redirection::Kind::here_document) {
    add_document(redirection, strip_tabs);
  } else if (duplicates && peek() == '-') {
    ++pos_;
    add_text(redirection.target.parts, Part::Kind::literal, "-", begin);
    redirection.target.span = span_from(begin);
  } else {
    redirection.target = read_word();
    if (!options_.posix && redirection.kind == Redirection::Kind::duplicate_output &&
        redirection.descriptor.value_or(1) == 1 && redirection.descriptor_variable.empty() &&
        !is_descriptor(redirection.target))
      redirection.kind = Redirection::Kind::output_both;
  }
}

}  // namespace interlock
