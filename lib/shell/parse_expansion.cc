// What begins with $, except ${..}: substitutions and arithmetic.
#include "lib/shell/parse_internal.h"

namespace interlock {
namespace {

constexpr std::string_view k_special_parameters = "@*#?-$!";

}  // namespace

// The cursor stands on the $.
void Parser::read_dollar(Parts& parts, bool in_double_quotes) {
  if (take_kept(parts, in_double_quotes)) return;
  const std::size_t begin = pos_;
  const int next = peek_second();
  if (failed_) return;
  ++pos_;
  peek();  // the cursor on `next`
  if (next == '(') {
    read_command_substitution(parts, begin);
  } else if (next == '{') {
    read_braced(parts, begin, in_double_quotes);
  } else if (next == '[' && !options_.posix) {
    const Nest nest(*this);
    ++pos_;
    auto expression = std::make_unique<syntax::Word>();
    if (!read_expression(*expression, '[', ']')) {
      fail_unclosed(begin, "$[");
      return;
    }
    ++pos_;
    add_part(parts, Part::Kind::arithmetic, begin).inner = std::move(expression);
  } else if ((next == '\'' || next == '"') && !in_double_quotes && !options_.posix) {
    const std::size_t before = parts.size();
    next == '"' ? read_double_quoted(parts) : read_ansi_quoted(parts);
    if (parts.size() > before) parts.back().is_dollar = true;
  } else if (lex::is(next, lex::k_name) || (next > 0 && k_special_parameters.find(static_cast<char>(
                                                            next)) != std::string_view::npos)) {
    auto parameter = std::make_unique<syntax::Parameter>();
    if (lex::is_name_start(next))
      parameter->name = read_name_text();
    else
      parameter->name = text_[pos_++];
    const bool before_group = options_.extended_globs && !options_.posix && !in_double_quotes &&
                              lex::is(next, lex::k_glob);
    spend(sizeof(syntax::Parameter) + 16);
    add_part(parts, Part::Kind::parameter, begin).parameter = std::move(parameter);
    if (before_group && peek() == '(') {
      note_extended_glob();
      read_regex_group(parts);  // $!(..) is $! and a pattern's (..)
    }
  } else {
    add_text(parts, Part::Kind::literal, "$", begin);
  }
}

// The cursor stands on the ( of $(.
void Parser::read_command_substitution(Parts& parts, std::size_t begin) {
  if (peek_second() == '(') {
    read_arithmetic_or_commands(parts, begin);
    return;
  }
  if (failed_) return;
  ++pos_;
  auto list = read_substituted_list();
  if (!failed_) add_part(parts, Part::Kind::command, begin).list = std::move(list);
}

// $(( is arithmetic when its inner parenthesis closes as )). Otherwise bash has only matched the
// outer parenthesis, and reads the text between as commands when they run.
void Parser::read_arithmetic_or_commands(Parts& parts, std::size_t begin) {
  const Nest nest(*this);
  ++pos_;
  peek();
  const std::size_t inside = pos_++;
  auto expression = std::make_unique<syntax::Word>();
  if (!read_expression(*expression, '(', ')')) {
    fail_unclosed(begin, "$((");
    return;
  }
  ++pos_;
  if (peek() == ')') {
    ++pos_;
    add_part(parts, Part::Kind::arithmetic, begin).inner = std::move(expression);
    return;
  }
  keep(expression->parts);
  bury(std::move(*expression));
  auto list = read_matched_list(inside);
  if (!failed_) add_part(parts, Part::Kind::command, begin).list = std::move(list);
}

// The commands from `inside` up to the parenthesis that closes behind the cursor, which only had
// to match when bash read it.
std::unique_ptr<syntax::List> Parser::read_matched_list(std::size_t inside, bool* clean) {
  syntax::Word rest;
  auto list = std::make_unique<syntax::List>();
  bool has_braces = false;
  if (!scan_expression(rest, {'(', ')', 0, Brackets::Dollar::parentheses, &has_braces})) {
    fail_unclosed(inside - 1, "(");
    return list;
  }
  keep(rest.parts);
  bury(std::move(rest));
  if (!count_reread(inside)) return list;
  const std::size_t close = pos_;
  const bool is_clean = read_range(inside, close, [&] { read_units(*list); });
  if (clean != nullptr) *clean = is_clean;
  if (!failed_) pos_ = close + 1;
  return list;
}

bool Parser::count_reread(std::size_t begin) {
  const std::size_t length = pos_ - begin;
  if (limits_.reread_bytes >= length) {
    limits_.reread_bytes -= length;
    return true;
  }
  limits_.exceeded = true;
  return fail(begin, "nested too deeply");
}

// Commands up to the closing parenthesis, and it. Here-documents of the line outside wait; those
// that are still owed inside come first at the next newline.
std::unique_ptr<syntax::List> Parser::read_substituted_list() {
  const Nest nest(*this);
  if (failed_) return nullptr;
  const std::size_t begin = pos_;
  auto outer = std::move(pending_);
  pending_.clear();
  const bool outer_after_word = after_word_, outer_elements = in_elements_;
  const bool outer_document = in_document_;
  after_word_ = in_elements_ = in_document_ = false;
  ++substitutions_;
  take_blanks();
  substitution_begin_ = pos_;
  auto list = read_list(true);
  take_blanks();
  if (!failed_ && peek() < 0) fail_unclosed(begin - 1, "(");
  if (!failed_ && peek() != ')') fail_unexpected();
  if (!failed_) ++pos_;
  --substitutions_;
  after_word_ = outer_after_word;
  in_elements_ = outer_elements;
  in_document_ = outer_document;
  settle_documents();
  for (PendingDocument& document : outer) pending_.push_back(std::move(document));
  if (pending_.size() > k_most_pending) fail(begin, "too many here-documents on one line");
  return list;
}

// Up to `close` outside inner brackets; the cursor stays on it. False at the end of text. bash
// finds the end without looking at ${ and $[, and reads those only between the ends so found.
bool Parser::read_expression(syntax::Word& word, char open, char close) {
  const std::size_t begin = pos_;
  bool has_braces = false;
  if (!scan_expression(word, {open, close, 0, Brackets::Dollar::parentheses, &has_braces}))
    return false;
  if (!has_braces) return true;
  const std::size_t end = pos_;
  keep(word.parts);
  bury(std::move(word));
  word = syntax::Word();
  if (!count_reread(begin)) return false;
  read_leniently(word.parts, begin, end, [&] {
    std::size_t good = begin;
    scan_expression(word, {0, 0, 0, Brackets::Dollar::live, nullptr, &good});
    return good;
  });
  word.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  if (failed_) return false;
  pos_ = end;
  return true;
}

bool Parser::scan_expression(syntax::Word& word, const Brackets& brackets) {
  const std::size_t begin = pos_;
  word.span = span_from(begin);
  int nesting = 0, questions = 0;
  while (!failed_ && pos_ < end_) {
    const std::size_t run = pos_;
    char c = 0;
    for (; pos_ < end_; ++pos_) {
      c = text_[pos_];
      if (lex::is(static_cast<unsigned char>(c), lex::k_quoting)) break;
      if (c == '\0') continue;
      if (c == brackets.open || c == brackets.close) break;
      if (c == '?') ++questions;
      if (c == brackets.stop && nesting == 0 && (c != ':' || questions-- == 0)) break;
    }
    if (pos_ > run) add_text(word.parts, Part::Kind::literal, slice(run, pos_), run);
    if (pos_ >= end_) break;
    if (lex::is(static_cast<unsigned char>(c), lex::k_quoting)) {
      if (brackets.good != nullptr) *brackets.good = pos_;
      scan_quoting(word.parts, brackets);
    } else if (nesting == 0 && c != brackets.open) {
      word.span = span_from(begin);
      return true;
    } else {
      nesting += c == brackets.open ? 1 : -1;
      ++pos_;
      add_text(word.parts, Part::Kind::literal, slice(pos_ - 1, pos_), pos_ - 1);
    }
  }
  return false;
}

void Parser::scan_quoting(Parts& parts, const Brackets& brackets) {
  const char c = text_[pos_];
  const int next = c == '$' ? peek_second() : -1;
  const std::size_t begin = pos_;
  if (failed_) return;
  if (c == '\\') {
    read_escape(parts);
  } else if (c == '\'' || next == '\'') {
    Parts text;  // quotes are text here, and an error when it is computed
    if (next == '\'') {
      ++pos_;
      peek();
      read_ansi_quoted(text);
    } else {
      read_single_quoted(text);
    }
    if (!failed_) add_text(parts, Part::Kind::literal, slice(begin, pos_), begin);
  } else if (c == '"') {
    read_double_quoted(parts);
  } else if (c == '`') {
    read_backquoted(parts, false);
  } else if (brackets.dollar == Brackets::Dollar::live ||
             (brackets.dollar == Brackets::Dollar::parentheses && next != '{' && next != '[')) {
    read_dollar(parts, true);
  } else {
    if (brackets.has_braces != nullptr) *brackets.has_braces = true;
    ++pos_;
    add_text(parts, Part::Kind::literal, "$", begin);
  }
}

// A backslash in an expression: it never lets the next character close anything.
void Parser::read_escape(Parts& parts) {
  const std::size_t begin = pos_;
  read_quoted_backslash(parts, QuotedUntil::quote);
  if (pos_ > begin + 1 || pos_ >= end_) return;
  ++pos_;
  add_text(parts, Part::Kind::literal, slice(begin + 1, pos_), begin + 1);
}

// Saves what a first reading found, for the second one at the same places.
void Parser::keep(Parts& parts) {
  for (Part& part : parts) {
    switch (part.kind) {
      case Part::Kind::literal:
      case Part::Kind::quoted:
      case Part::Kind::extended_glob:
        break;
      case Part::Kind::double_quoted:
      case Part::Kind::parameter:
      case Part::Kind::command:
      case Part::Kind::arithmetic:
      case Part::Kind::process_input:
      case Part::Kind::process_output:
        kept_.try_emplace(part.span.begin, std::move(part));
        break;
    }
  }
}

bool Parser::take_kept(Parts& parts, bool in_double_quotes) {
  if (kept_.empty()) return false;
  const auto found = kept_.find(pos_);
  if (found == kept_.end() || found->second.span.end > end_) return false;
  Part part = std::move(found->second);
  kept_.erase(found);
  if (part.kind == Part::Kind::parameter && !in_double_quotes) {
    // Quotes inside ${..} mean something else outside double quotes: read it again, its parts not.
    for (auto* word : {&part.parameter->index, &part.parameter->operand, &part.parameter->second}) {
      if (*word == nullptr) continue;
      keep((*word)->parts);
      bury(std::move(**word));
    }
    return false;
  }
  pos_ = part.span.end;
  parts.push_back(std::move(part));
  return true;
}

}  // namespace interlock
