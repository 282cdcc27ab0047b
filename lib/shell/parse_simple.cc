// Simple commands: assignments and words; and the word that turns out to
// name a function or a coprocess.
#include <algorithm>
#include <iterator>

#include "lib/shell/parse_internal.h"

namespace interlock {
namespace {

using syntax::Redirection;

// After these, name=(..) is an assignment.
constexpr std::string_view k_declaring[] = {"alias", "declare", "eval",     "export",
                                            "let",   "local",   "readonly", "typeset"};

static_assert(std::is_sorted(std::begin(k_declaring), std::end(k_declaring)));

bool is_declaring(const syntax::Word& word) {
  return word.parts.size() == 1 && word.parts[0].kind == syntax::Part::Kind::literal &&
         std::find(std::begin(k_declaring), std::end(k_declaring), word.parts[0].text) !=
             std::end(k_declaring);
}

}  // namespace

void Parser::read_simple(syntax::Command& command, syntax::Coproc* coproc) {
  syntax::Simple simple;
  bool declaring = false, full_assignments = true;
  while (!failed_) {
    take_blanks();
    const int c = peek();
    if (c < 0 || c == '\n') break;
    Redirection redirection;
    if (read_redirection(redirection)) {
      command.redirections.push_back(std::move(redirection));
      declaring = false;
      full_assignments = simple.assignments.empty();
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
      } else if (read_assignment(assignment, word, full_assignments)) {
        simple.assignments.push_back(std::move(assignment));
        full_assignments = true;
        continue;
      }
      simple.words.push_back(std::move(word));
      if (failed_ || read_first_word(command, simple, coproc)) return;
      declaring = !options_.posix && (coproc != nullptr || is_declaring(simple.words[0]));
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
                             syntax::Coproc* coproc) {
  if (!simple.assignments.empty() || !command.redirections.empty()) return false;
  const syntax::Span span = simple.words[0].span;
  take_blanks();
  if (failed_) return false;
  if (coproc != nullptr) {
    const std::string_view next = peek_plain();
    if (next == "function" || next == "coproc" || next == "!") return !fail_unexpected();
    if (!at_command()) {
      // `coproc a }`: here a closing word ends the command without a separator.
      if (peek() < 0 || lex::is(peek(), lex::k_meta)) return false;
      command.node = std::move(simple);
      return true;
    }
    if (!read_compound(command)) return failed_;
    coproc->name = copy_source(span.begin, span.end);
    coproc->given = std::move(simple.words[0]);
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
  read_function_body(command, copy_source(span.begin, span.end));
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

// An assignment, or else the word that stands here. After `a=1 >f` bash looks for assignments only
// when it runs, so that neither blanks in an index nor an array can stand there (`full` is false).
bool Parser::read_assignment(syntax::Assignment& assignment, syntax::Word& otherwise, bool full) {
  if (!lex::is_name_start(peek())) {
    otherwise = read_word();
    return false;
  }
  const std::size_t begin = pos_;
  assignment.name = read_name_text();
  bool assigns = false;
  if (peek() == '[' && !options_.posix && (full || at_plain_index())) {
    add_text(otherwise.parts, Part::Kind::literal, assignment.name, begin);
    assigns = read_subscript(assignment.index, otherwise, assignment.append);
  } else {
    assignment.append = !options_.posix && take("+=");
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
  if (full && peek() == '(' && !options_.posix) read_elements(assignment);
  syntax::Word rest = read_word();
  if (!assignment.is_array)
    assignment.value = std::move(rest);
  else if (!rest.parts.empty())
    read_as_text(assignment, std::move(rest));
  assignment.span = span_from(begin);
  return !failed_;
}

// a=(1)2: bash takes it all as one text.
void Parser::read_as_text(syntax::Assignment& assignment, syntax::Word&& rest) {
  Parts parts;
  const auto add = [&](std::string_view text) {
    add_text(parts, Part::Kind::quoted, text, assignment.span.begin);
  };
  const auto move = [&](Parts& from) {
    for (Part& part : from) parts.push_back(std::move(part));
  };
  add("(");
  for (syntax::Assignment::Element& element : assignment.elements) {
    if (&element != &assignment.elements.front()) add(" ");
    if (element.index) {
      add("[");
      move(element.index->parts);
      add("]=");
    }
    move(element.value.parts);
  }
  add(")");
  move(rest.parts);
  assignment.is_array = false;
  assignment.elements.clear();
  assignment.value.parts = std::move(parts);
}

// Is the bracket at the cursor an index, without blanks and substitutions, before = or +=?
bool Parser::at_plain_index() const {
  std::size_t i = pos_ + 1;
  for (; i < end_ && text_[i] != ']'; ++i) {
    const char c = text_[i];
    if (c == '\'' || c == '"')
      i = find(c, i + 1);
    else if (lex::is(static_cast<unsigned char>(c), lex::k_meta))
      return false;
    if (i + 1 < end_ && (c == '`' || (c == '$' && std::string_view("({[").find(text_[i + 1]) < 3)))
      return false;
  }
  return i + 1 < end_ && (text_[i + 1] == '=' || text_[i + 1] == '+');
}

// name=( or name+=( or name[index]=( after a declaring command; anything else is left for
// read_word.
bool Parser::read_array_assignment(syntax::Assignment& assignment) {
  if (!lex::is_name_start(peek())) return false;
  const std::size_t begin = pos_;
  assignment.name = read_name_text();
  if (peek() == '[') {
    if (at_plain_index()) {
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
  syntax::Word rest = read_word();
  assignment.span = span_from(begin);
  if (!rest.parts.empty()) read_as_text(assignment, std::move(rest));
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

}  // namespace interlock
