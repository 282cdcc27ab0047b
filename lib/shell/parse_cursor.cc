// The cursor: characters, blanks, comments, expected tokens, the first error.
#include <algorithm>
#include <cstring>

#include "lib/shell/parse_internal.h"

namespace interlock {

Parser::Nest::Nest(Parser& parser) : parser_(parser) {
  if (++parser_.depth_ > parser_.limits_.depth && !parser_.failed_) {
    parser_.limits_.exceeded = true;
    parser_.fail(parser_.pos_, "nested too deeply");
  }
}

int Parser::peek() {
  while (pos_ + 1 < end_ && text_[pos_] == '\\' && text_[pos_ + 1] == '\n') pos_ += 2;
  return pos_ < end_ ? static_cast<unsigned char>(text_[pos_]) : -1;
}

int Parser::peek_second() {
  if (peek() < 0) return -1;
  std::size_t i = pos_ + 1;
  while (i + 1 < end_ && text_[i] == '\\' && text_[i + 1] == '\n') i += 2;
  if (i > pos_ + 64 && text_[i - 1] == '\n') {
    // A long run of continuations would be walked again and again: count it.
    const std::size_t run = i - pos_;
    if (limits_.reread_bytes < run) {
      limits_.exceeded = true;
      fail(pos_, "too many continuation lines");
      return -1;
    }
    limits_.reread_bytes -= run;
  }
  return i < end_ ? static_cast<unsigned char>(text_[i]) : -1;
}

std::size_t Parser::find(char c, std::size_t from) const {
  if (from >= end_) return end_;
  const void* const found = std::memchr(text_.data() + from, c, end_ - from);
  return found == nullptr
             ? end_
             : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
}

bool Parser::take(std::string_view op) {
  const std::size_t start = pos_;
  for (const char c : op) {
    if (peek() != static_cast<unsigned char>(c)) {
      pos_ = start;
      return false;
    }
    ++pos_;
  }
  return true;
}

bool Parser::take_blanks() {
  const std::size_t start = pos_;
  while (lex::is_blank(peek())) ++pos_;
  if (pos_ < end_ && text_[pos_] == '#') pos_ = find('\n', pos_);
  if (pos_ > start) {
    blanks_begin_ = start;
    blanks_end_ = pos_;
  }
  return pos_ > start;
}

void Parser::take_newline() {
  ++pos_;
  after_word_ = false;
  if (!pending_.empty()) read_documents();
}

void Parser::take_newlines() {
  for (take_blanks(); !failed_ && peek() == '\n'; take_blanks()) take_newline();
}

// Reserved words have at most 8 characters and no quoting.
std::string_view Parser::peek_plain() {
  peek();
  std::size_t length = 0;
  for (std::size_t i = pos_; i < end_; ++i) {
    const auto c = static_cast<unsigned char>(text_[i]);
    if (c == '\\' && i + 1 < end_ && text_[i + 1] == '\n') {
      if (i > pos_ + 64) return {};
      ++i;
      continue;
    }
    if (lex::is(c, lex::k_meta)) {
      if ((c == '<' || c == '>') && i + 1 < end_ && text_[i + 1] == '(') return {};
      break;
    }
    if (lex::is(c, lex::k_quoting) || length == sizeof plain_) return {};
    plain_[length++] = static_cast<char>(c);
  }
  return {plain_, length};
}

bool Parser::take_reserved(std::string_view word) {
  if (after_word_ || peek_plain() != word) return false;
  take(word);
  after_word_ = false;
  return true;
}

bool Parser::expect_reserved(std::string_view word) {
  take_blanks();
  if (failed_) return false;
  if (take_reserved(word)) return true;
  return fail_unexpected();
}

bool Parser::expect(char c) {
  take_blanks();
  if (failed_) return false;
  if (peek() != static_cast<unsigned char>(c)) return fail_unexpected();
  ++pos_;
  after_word_ = false;
  return true;
}

bool Parser::at_process_substitution() {
  const int c = peek();
  return !options_.posix && (c == '<' || c == '>') && peek_second() == '(';
}

bool Parser::at_redirection() {
  const int c = peek();
  if (c == '<' || c == '>') return options_.posix || peek_second() != '(';
  return !options_.posix && c == '&' && peek_second() == '>';
}

bool Parser::fail(std::size_t offset, std::string message) {
  if (!failed_) {
    failed_ = true;
    error_offset_ = offset;
    message_ = std::move(message);
  }
  pos_ = end_;
  return false;
}

bool Parser::fail_unexpected() {
  if (failed_) return false;
  const int c = peek();
  if (c < 0) return fail(pos_, "unexpected end of text");
  if (c == '\n') return fail(pos_, "unexpected end of line");
  std::size_t end = pos_ + 1;
  if (lex::is(c, lex::k_meta)) {
    while (end < end_ && end < pos_ + 3 && text_[end] == text_[pos_] && c != '(' && c != ')') ++end;
  } else {
    while (end < end_ && end < pos_ + 40 &&
           !lex::is(static_cast<unsigned char>(text_[end]), lex::k_meta))
      ++end;
  }
  return fail(pos_, "unexpected `" + std::string(slice(pos_, end)) + "`");
}

bool Parser::fail_unclosed(std::size_t offset, std::string_view what) {
  return fail(offset, "unexpected end of text: " + std::string(what) + " is not closed");
}

bool Parser::spend(std::size_t bytes) {
  if (limits_.tree_bytes >= bytes) {
    limits_.tree_bytes -= bytes;
    return true;
  }
  limits_.exceeded = true;
  return fail(pos_, "too many words and operators");
}

// Up to the cursor, without the blanks before it.
syntax::Span Parser::span_from(std::size_t begin) const {
  const std::size_t end = pos_ == blanks_end_ ? std::max(begin, blanks_begin_) : pos_;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string_view Parser::slice(std::size_t begin, std::size_t end) const {
  return begin < end ? text_.substr(begin, end - begin) : std::string_view();
}

// The source without its backslash-newlines. Nested texts are copied at each level, so it costs.
std::string Parser::copy_source(std::size_t begin, std::size_t end) {
  std::string out;
  if (failed_ || begin >= end || !spend(end - begin)) return out;
  std::string_view rest = slice(begin, end);
  for (std::size_t at = rest.find("\\\n"); at != std::string_view::npos; at = rest.find("\\\n")) {
    out += rest.substr(0, at);
    rest.remove_prefix(at + 2);
  }
  out += rest;
  return out;
}

// Reads [begin, end) as a text of its own. bash looks at such text only when it
// runs, so an error in it is not an error of the whole; says whether there was one.
bool Parser::read_range(std::size_t begin, std::size_t end, const std::function<void()>& read) {
  if (failed_) return false;
  const std::size_t old_pos = pos_, old_end = end_;
  const bool old_after_word = after_word_;
  auto old_pending = std::move(pending_);
  pending_.clear();
  pos_ = begin;
  end_ = end;
  after_word_ = false;
  read();
  if (!failed_ && !pending_.empty()) read_documents();
  const bool clean = !failed_;
  end_ = old_end;
  pos_ = old_pos;
  after_word_ = old_after_word;
  pending_ = std::move(old_pending);
  if (limits_.exceeded)
    pos_ = end_;
  else
    failed_ = false;
  return clean;
}

}  // namespace interlock
