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
  } else if (next == '[') {
    const Nest nest(*this);
    ++pos_;
    auto expression = std::make_unique<syntax::Word>();
    if (!read_expression(*expression, '[', ']')) {
      fail_unclosed(begin, "$[");
      return;
    }
    ++pos_;
    add_part(parts, Part::Kind::arithmetic, begin).inner = std::move(expression);
  } else if (next == '\'' && !in_double_quotes) {
    read_ansi_quoted(parts);
  } else if (next == '"' && !in_double_quotes) {
    read_double_quoted(parts);
  } else if (lex::is(next, lex::k_name) ||
             (next > 0 && k_special_parameters.find(static_cast<char>(next)) != std::string_view::npos)) {
    auto parameter = std::make_unique<syntax::Parameter>();
    if (lex::is_name_start(next))
      parameter->name = read_name_text();
    else
      parameter->name = text_[pos_++];
    spend(sizeof(syntax::Parameter) + 16);
    add_part(parts, Part::Kind::parameter, begin).parameter = std::move(parameter);
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
  syntax::Word rest;
  if (!read_expression(rest, '(', ')')) {
    fail_unclosed(begin, "$(");
    return;
  }
  keep(expression->parts);
  keep(rest.parts);
  bury(std::move(*expression));
  bury(std::move(rest));
  if (!count_reread(begin)) return;
  auto list = std::make_unique<syntax::List>();
  const std::size_t close = pos_;
  read_range(inside, close, [&] { read_units(*list); });
  if (failed_) return;
  pos_ = close + 1;
  add_part(parts, Part::Kind::command, begin).list = std::move(list);
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
  const bool outer_after_word = after_word_;
  after_word_ = false;
  ++substitutions_;
  auto list = read_list(true);
  take_blanks();
  if (!failed_ && peek() < 0) fail_unclosed(begin - 1, "(");
  if (!failed_ && peek() != ')') fail_unexpected();
  if (!failed_) ++pos_;
  --substitutions_;
  after_word_ = outer_after_word;
  for (PendingDocument& document : outer) pending_.push_back(std::move(document));
  return list;
}

// Up to `close` or `stop` outside inner brackets; the cursor stays on it. False at the end of text.
bool Parser::read_expression(syntax::Word& word, char open, char close, char stop) {
  const std::size_t begin = pos_;
  int nesting = 0, questions = 0;
  while (!failed_ && pos_ < end_) {
    const std::size_t run = pos_;
    char c = 0;
    for (; pos_ < end_; ++pos_) {
      c = text_[pos_];
      if (lex::is(static_cast<unsigned char>(c), lex::k_quoting) || c == open || c == close) break;
      if (stop == 0) continue;
      if (c == '?') ++questions;
      if (c == stop && nesting == 0 && (stop != ':' || questions-- == 0)) break;
    }
    if (pos_ > run) add_text(word.parts, Part::Kind::literal, slice(run, pos_), run);
    if (pos_ >= end_) break;
    if (c == '\\') {
      read_quoted_backslash(word.parts, QuotedUntil::quote);
    } else if (c == '\'') {
      const std::size_t quote_end = text_.find('\'', pos_ + 1);
      if (quote_end >= end_) return fail_unclosed(pos_, "'");
      const std::size_t quote = pos_;
      pos_ = quote_end + 1;
      add_text(word.parts, Part::Kind::literal, slice(quote, pos_), quote);
    } else if (c == '"') {
      read_double_quoted(word.parts);
    } else if (c == '`') {
      read_backquoted(word.parts, false);
    } else if (c == '$') {
      read_dollar(word.parts, true);
    } else if ((c == close && nesting == 0) || (c == stop && c != open && c != close)) {
      word.span = span_from(begin);
      return true;
    } else {
      nesting += c == open ? 1 : -1;
      ++pos_;
      add_text(word.parts, Part::Kind::literal, slice(pos_ - 1, pos_), pos_ - 1);
    }
  }
  return false;
}

// Saves what a first reading found, for the second one at the same places.
void Parser::keep(Parts& parts) {
  for (Part& part : parts) {
    switch (part.kind) {
      case Part::Kind::literal: case Part::Kind::quoted: case Part::Kind::extended_glob: break;
      case Part::Kind::double_quoted: case Part::Kind::parameter: case Part::Kind::command:
      case Part::Kind::arithmetic: case Part::Kind::process_input: case Part::Kind::process_output:
        kept_.try_emplace(part.span.begin, Kept{std::move(part), true});
        break;
    }
  }
}

bool Parser::take_kept(Parts& parts, bool in_double_quotes) {
  if (kept_.empty()) return false;
  const auto found = kept_.find(pos_);
  if (found == kept_.end() || found->second.part.span.end > end_) return false;
  Part part = std::move(found->second.part);
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
