// Between the tokens: blanks, comments, and comments that run.
#include "lib/sql/chars.h"
#include "lib/sql/lex.h"

namespace interlock::sql {
namespace {

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; }

}  // namespace

bool Lexer::stands_delimiter(std::size_t position) const {
  return position < text_.size() && text_.substr(position).starts_with(syntax_.delimiter);
}

void Lexer::skip_line() {
  // PostgreSQL ends the comment at a carriage return too; to end it early hides nothing.
  const bool at_return = !my(Dialect::mysql) && !my(Dialect::sqlite);
  const std::size_t end = text_.find_first_of(at_return ? "\n\r" : "\n", at_);
  at_ = end == std::string_view::npos ? text_.size() : end;
}

// Reads a /* .. */ whose opening has `prefix` bytes.
void Lexer::skip_block(bool nests, std::size_t prefix) {
  std::size_t depth = 1;
  at_ += prefix;
  if (at_ > text_.size()) at_ = text_.size();
  while (depth > 0) {
    const std::size_t star = text_.find('*', at_);
    if (star == std::string_view::npos) {
      at_ = text_.size();
      open_ = open_ || !my(Dialect::sqlite);
      return;
    }
    if (star + 1 < text_.size() && text_[star + 1] == '/') {
      --depth;
      at_ = star + 2;
    } else if (star > at_ && text_[star - 1] == '/') {
      note(nested_comment);
      if (nests) ++depth;
      at_ = star + 1;
    } else {
      at_ = star + 1;
    }
  }
}

// /*! .. */, /*!50000 .. */, /*M! .. */: MySQL and MariaDB run what is inside.
bool Lexer::skip_running_comment() {
  const std::size_t prefix = peek(2) == '!' ? 3 : peek(2) == 'M' && peek(3) == '!' ? 4 : 0;
  if (prefix == 0 || my(Dialect::postgres) || my(Dialect::sqlite) || my(Dialect::mssql))
    return false;
  note(running_comment);
  std::size_t digits = 0;
  std::uint32_t version = 0;
  while (digits < 6 && is_digit(peek(prefix + digits)))
    version = version * 10 + static_cast<std::uint32_t>(peek(prefix + digits++) - '0');
  if (digits < 5) digits = 0;
  if (digits != 0 && version >= 50700) {
    note(server_version);
    if (!syntax_.versioned_run) {
      skip_block(true, prefix);
      return true;
    }
  }
  at_ += prefix + digits;
  ++running_;
  return true;
}

// T-SQL takes Unicode blanks for blanks; a byte order mark is one everywhere.
bool Lexer::skip_unicode_blank() {
  const std::string_view rest = text_.substr(at_, 3);
  std::size_t size = 0;
  if (rest == "\xEF\xBB\xBF") {
    size = 3;
  } else if (my(Dialect::mssql) || generic()) {
    if (rest.substr(0, 2) == "\xC2\xA0") size = 2;
    if (rest == "\xE3\x80\x80") size = 3;
    if (rest.substr(0, 2) == "\xE2\x80" && rest.size() == 3) {
      const auto last = static_cast<unsigned char>(rest[2]);
      if ((last >= 0x80 && last <= 0x8B) || last == 0xA8 || last == 0xA9 || last == 0xAF) size = 3;
    }
  }
  at_ += size;
  return size != 0;
}

bool Lexer::line_comment_starts() {
  if (peek() == '#') return my(Dialect::mysql);
  if (peek() != '-' || peek(1) != '-') return false;
  const bool tight = at_ + 2 < text_.size() && !is_blank(peek(2));
  if (my(Dialect::mysql)) return !tight;
  if (tight) note(tight_dashes);
  return true;
}

void Lexer::skip_blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (is_blank(c)) {
      ++at_;
    } else if (at_delimiter(at_)) {
      return;
    } else if ((c == '-' || c == '#') && line_comment_starts()) {
      skip_line();
    } else if (c == '/' && peek(1) == '*') {
      if (skip_running_comment()) continue;
      skip_block(my(Dialect::postgres) || my(Dialect::mssql) || generic(), 2);
    } else if (c == '*' && peek(1) == '/' && running_ > 0) {
      --running_;
      at_ += 2;
    } else if (static_cast<unsigned char>(c) < 0x80 || !skip_unicode_blank()) {
      return;
    }
  }
  if (running_ > 0) open_ = true;
}

}  // namespace interlock::sql
