// Simple commands: assignments, words and redirections; and the word that turns out to
// name a function or a coprocess.
#include <algorithm>
#include <charconv>
#include <iterator>

#include "lib/shell/parse_internal.h"

namespace interlock {
namespace {

using syntax::Redirection;

// After these, name=(..) is an assignment.
constexpr std::string_view k_declaring[] = {"alias", "declare",  "eval",  "export",
                                            "let",   "local",    "readonly", "typeset"};

bool is_declaring(const syntax::Word& word) {
  return word.parts.size() == 1 && word.parts[0].kind == syntax::Part::Kind::literal &&
         std::find(std::begin(k_declaring), std::end(k_declaring), word.parts[0].text) !=
             std::end(k_declaring);
}

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
    {"<<<", Redirection::Kind::here_string},     {"<<-", Redirection::Kind::here_document},
    {"<<", Redirection::Kind::here_document},    {"<&", Redirection::Kind::duplicate_input},
    {"<>", Redirection::Kind::input_output},     {"<", Redirection::Kind::input},
    {">>", Redirection::Kind::append},           {">&", Redirection::Kind::duplicate_output},
    {">|", Redirection::Kind::clobber},          {">", Redirection::Kind::output},
    {"&>>", Redirection::Kind::append_both},     {"&>", Redirection::Kind::output_both},
};

}  // namespace

void Parser::read_simple(syntax::Command& command, std::string* coproc_name) {
  syntax::Simple simple;
  bool declaring = false;
  while (!failed_) {
    take_blanks();
    const int c = peek();
    if (c < 0 || c == '\n') break;
    Redirection redirection;
    if (read_redirection(redirection)) {
      command.redirections.push_back(std::move(redirection));
      declaring = false;
      continue;
    }
    if (failed_ || (lex::is(c, lex::k_meta) && !at_process_substitution())) break;
    syntax::Assignment assignment;
    if (simple.words.empty()) {
      syntax::Word word;
      if (lex::is(c, lex::k_glob) && peek_second() == '(' && !at_glob_word()) {
        const std::size_t begin = pos_++;
        add_text(word.parts, Part::Kind::literal, slice(begin, pos_), begin);
        word.span = span_from(begin);
      } else if (read_assignment(assignment, word)) {
        simple.assignments.push_back(std::move(assignment));
        continue;
      }
      simple.words.push_back(std::move(word));
      if (failed_ || read_first_word(command, simple, coproc_name)) return;
      declaring = coproc_name != nullptr || is_declaring(simple.words[0]);
    } else if (declaring && read_array_assignment(assignment)) {
      simple.declared.push_back({simple.words.size() - 1, std::move(assignment)});
    } else {
      simple.words.push_back(read_word());
    }
  }
  if (simple.words.empty() && simple.assignments.empty() && command.redirections.empty())
    fail_unexpected();
  command.node = std::move(simple);
}

// Says whether the word was not a command's name: `name ()`, or `coproc name {`.
bool Parser::read_first_word(syntax::Command& command, syntax::Simple& simple,
                             std::string* coproc_name) {
  if (!simple.assignments.empty() || !command.redirections.empty()) return false;
  const syntax::Span span = simple.words[0].span;
  take_blanks();
  if (failed_) return false;
  if (coproc_name != nullptr) {
    const std::string_view next = peek_plain();
    if (next == "function" || next == "coproc" || next == "!") return !fail_unexpected();
    if (!at_command()) return !(peek() < 0 || lex::is(peek(), lex::k_meta)) && !fail_unexpected();
    if (!read_compound(command)) return failed_;
    *coproc_name = without_continuations(span.begin, span.end);
    bury(std::move(simple.words[0]));
    return true;
  }
  if (peek() != '(') return false;
  ++pos_;
  take_blanks();
  if (failed_ || peek() != ')') {
    fail_unexpected();
    return true;
  }
  ++pos_;
  bury(std::move(simple.words[0]));
  read_function_body(command, without_continuations(span.begin, span.end));
  return true;
}

// [index] with its bracket at the cursor, and the = or += behind it. When there is none, the
// text is the beginning of an ordinary word, appended to `otherwise`, and the answer is false.
bool Parser::read_subscript(std::unique_ptr<syntax::Word>& index, syntax::Word& otherwise,
                            bool& append) {
  const std::size_t begin = pos_++;
  index = read_operand(Until::bracket);
  if (!failed_ && pos_ >= end_) fail_unclosed(begin, "[");
  if (failed_) return false;
  ++pos_;
  append = take("+=");
  if (append || take("=")) return true;
  add_text(otherwise.parts, Part::Kind::literal, "[", begin);
  for (Part& part : index->parts) {
    if (part.kind == Part::Kind::literal)
      add_text(otherwise.parts, part.kind, part.text, part.span.begin);
    else
      otherwise.parts.push_back(std::move(part));
  }
  add_text(otherwise.parts, Part::Kind::literal, "]", pos_ - 1);
  index.reset();
  return false;
}

// An assignment, or else the word that stands here.
bool Parser::read_assignment(syntax::Assignment& assignment, syntax::Word& otherwise) {
  if (!lex::is_name_start(peek())) {
    otherwise = read_word();
    return false;
  }
  const std::size_t begin = pos_;
  assignment.name = read_name_text();
  bool assigns = false;
  if (peek() == '[') {
    add_text(otherwise.parts, Part::Kind::literal, assignment.name, begin);
    assigns = read_subscript(assignment.index, otherwise, assignment.append);
  } else {
    assignment.append = take("+=");
    assigns = assignment.append || take("=");
    if (!assigns) pos_ = begin;
  }
  if (failed_) return false;
  if (!assigns) {
    read_parts(otherwise.parts, Until::meta);
    otherwise.span = span_from(begin);
    return false;
  }
  if (!spend(2 * sizeof(syntax::Assignment))) return false;
  if (peek() == '(') read_elements(assignment);
  if (assignment.is_array)
    bury(read_word());  // a=(1)2: bash takes it all as text
  else
    assignment.value = read_word();
  assignment.span = span_from(begin);
  return !failed_;
}

// name=( or name+=( or name[index]=( after a declaring command; anything else is left for
// read_word.
bool Parser::read_array_assignment(syntax::Assignment& assignment) {
  if (!lex::is_name_start(peek())) return false;
  const std::size_t begin = pos_;
  assignment.name = read_name_text();
  if (peek() == '[') {
    // The index is looked at twice, so one with substitutions is not taken.
    std::size_t i = pos_ + 1;
    for (; i < end_ && text_[i] != ']'; ++i) {
      const char c = text_[i];
      if (c == '\'' || c == '"')
        i = std::min(text_.find(c, i + 1), end_);
      else if (lex::is(static_cast<unsigned char>(c), lex::k_meta))
        break;
      if (i + 1 < end_ && (c == '`' || (c == '$' && std::string_view("({[").find(text_[i + 1]) < 3)))
        break;
    }
    if (i + 1 < end_ && text_[i] == ']' && (text_[i + 1] == '=' || text_[i + 1] == '+')) {
      ++pos_;
      assignment.index = read_operand(Until::bracket);
      if (!failed_ && pos_ < end_) ++pos_;
    }
    if (failed_) return false;
  }
  assignment.append = take("+=");
  if ((!assignment.append && !take("=")) || peek() != '(') {
    pos_ = begin;
    return false;
  }
  if (!spend(2 * sizeof(syntax::Assignment))) return false;
  read_elements(assignment);
  bury(read_word());
  assignment.span = span_from(begin);
  return true;
}

void Parser::read_elements(syntax::Assignment& assignment) {
  const Nest nest(*this);
  const std::size_t begin = pos_++;
  assignment.is_array = in_elements_ = true;
  read_elements_until_close(assignment, begin);
  in_elements_ = false;
}

void Parser::read_elements_until_close(syntax::Assignment& assignment, std::size_t begin) {
  for (take_newlines(); !failed_; take_newlines()) {
    const int c = peek();
    if (c == ')') {
      ++pos_;
      return;
    }
    if (c < 0) fail_unclosed(begin, "(");
    if (!failed_ && lex::is(c, lex::k_meta) && !at_process_substitution()) {
      line_only_ = true;
      fail_unexpected();
    }
    if (failed_ || !spend(sizeof(syntax::Assignment::Element))) return;
    syntax::Assignment::Element& element = assignment.elements.emplace_back();
    bool append = false;
    if (c == '[' && !read_subscript(element.index, element.value, append)) {
      read_parts(element.value.parts, Until::meta);
      element.value.span = span_from(begin);
    } else {
      element.value = read_word();
    }
  }
}

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
  } else if (peek() == '{' && lex::is_name_start(peek_second())) {
    ++pos_;
    text = read_name_text();
    if (peek() == '[') {
      for (; peek() >= 0 && peek() != ']' && !lex::is(peek(), lex::k_meta | lex::k_quoting); ++pos_)
        text += text_[pos_];
      if (text.back() == '[' || !take("]")) text.clear();
      else text += ']';
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

// False when none stands here.
bool Parser::read_redirection(Redirection& redirection) {
  peek();
  const std::size_t begin = pos_;
  if (!read_descriptor(redirection) || !at_redirection()) return false;
  if (!spend(sizeof(Redirection) + 16)) return false;
  for (const Operator& op : k_operators) {
    if (!take(op.text)) continue;
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
  } else if (redirection.kind == Redirection::Kind::here_document) {
    add_document(redirection, strip_tabs);
  } else if (duplicates && peek() == '-') {
    ++pos_;
    add_text(redirection.target.parts, Part::Kind::literal, "-", begin);
    redirection.target.span = span_from(begin);
  } else {
    redirection.target = read_word();
    if (redirection.kind == Redirection::Kind::duplicate_output &&
        redirection.descriptor.value_or(1) == 1 && redirection.descriptor_variable.empty() &&
        !is_descriptor(redirection.target))
      redirection.kind = Redirection::Kind::output_both;
  }
}

}  // namespace interlock
