#include "lib/sql/lex.h"

#include <algorithm>

#include "lib/sql/chars.h"

namespace interlock::sql {
namespace {

constexpr std::size_t k_longest_bracket = 200;

bool is_name_char(char c) {
  return is_letter(c) || is_digit(c) || c == '$' || c == ' ' || c == '-' || c == '.';
}

// Operators of more than one character, longest first.
constexpr std::string_view k_operators[] = {
    "!~~*", "<=>", "->>", "#>>", "!~*", "!~~", "~~*", "<>", "!=", "<=", ">=", "==", "||",
    "&&",   "::",  ":=",  "=>",  "->",  "#>",  "@>",  "<@", "<<", ">>", "~*", "!~", "~~",
    "?|",   "?&",  "@@",  "@?",  "!<",  "!>",  "+=",  "-=", "*=", "/=", "%="};

bool goes_on(char c) { return std::string_view("=<>|&~*:@?").find(c) != std::string_view::npos; }

}  // namespace

Syntax syntax_of(const SqlOptions& options) {
  Syntax syntax;
  syntax.dialect = options.dialect;
  syntax.client = options.client;
  syntax.backslash = options.dialect == Dialect::mysql;
  syntax.ansi_quotes = options.dialect != Dialect::mysql;
  return syntax;
}

// A quote is doubled inside; `escapes`: a backslash protects the character after it.
void Lexer::quoted(Token& token, Kind kind, char quote, bool escapes) {
  token.kind = kind;
  ++at_;
  const char stops[3] = {quote, '\\', '\0'};
  const std::string_view wanted(stops, 2);
  while (true) {
    const std::size_t stop = text_.find_first_of(wanted, at_);
    if (stop == std::string_view::npos) {
      at_ = text_.size();
      open_ = true;
      return;
    }
    if (text_[stop] == '\\') {
      if (quote != '`' && stop + 1 < text_.size() && text_[stop + 1] == quote)
        note(backslash_quote);
      if (quote != '`' && stop + 1 < text_.size() && text_[stop + 1] == '\\') note(backslash_quote);
      at_ = escapes ? std::min(stop + 2, text_.size()) : stop + 1;
      continue;
    }
    at_ = stop + 1;
    if (peek() != quote) return;
    ++at_;
  }
}

// [name] in T-SQL (]] is a ] inside) and SQLite.
void Lexer::bracketed(Token& token) {
  token.kind = Kind::name;
  ++at_;
  while (true) {
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos) {
      at_ = text_.size();
      open_ = true;
      return;
    }
    at_ = close + 1;
    if (my(Dialect::sqlite) || peek() != ']') return;
    ++at_;
  }
}

// What was found once holds for every position before it, so that a text full of [ is read once.
bool Lexer::only_names_before(std::size_t close) {
  if (next_no_name_ <= at_) {
    next_no_name_ = at_ + 1;
    while (next_no_name_ < text_.size() && is_name_char(text_[next_no_name_])) ++next_no_name_;
  }
  return next_no_name_ >= close;
}

bool Lexer::strange_before(std::size_t end) {
  if (next_strange_ <= at_)
    next_strange_ = std::min(text_.find_first_of("'\"`;#-/*$\\", at_ + 1), text_.size());
  return next_strange_ < end;
}

void Lexer::word(Token& token, std::size_t sign) {
  const std::size_t begin = at_;
  const bool sharp = my(Dialect::mssql);
  at_ += sign;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (!is_letter(c) && !is_digit(c) && c != '$' && !(sharp && (c == '#' || c == '@'))) break;
    if (at_delimiter(at_)) break;
    if (static_cast<unsigned char>(c) >= 0x80) {
      const std::size_t here = at_;
      if (skip_unicode_blank()) {
        at_ = here;
        break;
      }
    }
    ++at_;
  }
  if (at_ == begin) ++at_;
  token.kind = Kind::word;
  if (!after_dot_) token.keyword = keyword_of(text_.substr(begin, at_ - begin));
}

void Lexer::number(Token& token) {
  token.kind = Kind::number;
  const char second = static_cast<char>(peek(1) | 32);
  if (peek() == '0' && (second == 'x' || second == 'b' || second == 'o') && is_hex(peek(2))) {
    at_ += 2;
    while (is_hex(peek()) || peek() == '_') ++at_;
    return;
  }
  while (is_digit(peek()) || (peek() == '_' && is_digit(peek(1)))) ++at_;
  if (peek() == '.' && peek(1) != '.') ++at_;
  while (is_digit(peek()) || (peek() == '_' && is_digit(peek(1)))) ++at_;
  if ((peek() | 32) == 'e') {
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if (!is_digit(peek(sign))) return;
    at_ += sign;
    while (is_digit(peek())) ++at_;
  }
}

void Lexer::operator_token(Token& token) {
  token.kind = Kind::op;
  token.op = peek();
  if (token.op == '#' && generic()) note(hash);
  if (token.op == '(' || token.op == ')' || token.op == ',' || token.op == ';' || token.op == '.' ||
      !goes_on(peek(1))) {
    ++at_;
    return;
  }
  const std::string_view rest = text_.substr(at_, 4);
  for (std::string_view candidate : k_operators)
    if (rest.substr(0, candidate.size()) == candidate) {
      at_ += candidate.size();
      return;
    }
  ++at_;
}

void Lexer::read(Token& token) {
  const char c = peek();
  const char after = peek(1);
  if (is_letter(c)) {
    const char lower = static_cast<char>(c | 32);
    const bool letter_prefix = lower == 'e' || lower == 'n' || lower == 'b' || lower == 'x';
    if (letter_prefix && after == '\'') {
      ++at_;
      const bool escapes = lower == 'e' && (my(Dialect::postgres) || generic());
      return quoted(token, Kind::string, '\'', escapes || syntax_.backslash);
    }
    if (lower == 'u' && after == '&' && (peek(2) == '\'' || peek(2) == '"')) {
      at_ += 2;
      return quoted(token, peek() == '"' ? Kind::name : Kind::string, peek(), false);
    }
    if ((lower == 'q' || lower == 'n') && q_quoted(token)) return;
    return word(token, 0);
  }
  if (is_digit(c) || (c == '.' && is_digit(after) && previous_ != Before::value))
    return number(token);
  if (c == '\'') return quoted(token, Kind::string, c, syntax_.backslash);
  if (c == '"')
    return quoted(token, syntax_.ansi_quotes ? Kind::name : Kind::string, c, syntax_.backslash);
  if (c == '`' && (generic() || my(Dialect::mysql) || my(Dialect::sqlite))) {
    quoted(token, Kind::name, c, false);
    if (generic() &&
        !std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(token.begin) + 1,
                     text_.begin() + static_cast<std::ptrdiff_t>(at_) - 1, is_name_char))
      note(strange_name);
    return;
  }
  if (c == '[' && generic() &&
      previous_ == Before::value) {  // a subscript, or a name where T-SQL needs no AS
    if (strange_before(std::min(next_of(']'), at_ + 1 + k_longest_bracket))) note(strange_name);
  }
  if (c == '[' &&
      (my(Dialect::mssql) || my(Dialect::sqlite) || (generic() && previous_ != Before::value))) {
    if (!generic()) return bracketed(token);
    const std::size_t close = next_of(']');
    const bool simple = close <= at_ + k_longest_bracket && close > at_ + 1 && !is_digit(after) &&
                        only_names_before(close);
    if (simple) return bracketed(token);
    note(strange_name);
    return operator_token(token);
  }
  if (c == '$' && dollar(token)) return;
  if (c == '{' && braces(token, '{', '}', 1)) return;
  if (c == ':' && colon(token)) return;
  if ((c == '@' || c == '#') && sign_word(token)) return;
  if (c == '%' && percent(token)) return;
  if (c == '?' && after != '|' && after != '&') {
    ++at_;
    while (is_digit(peek())) ++at_;
    token.kind = Kind::parameter;
    return;
  }
  operator_token(token);
}

bool Lexer::next(Token& token) {
  skip_blanks();
  if (at_ >= text_.size() || at_delimiter(at_)) return false;
  token = Token{};
  token.begin = static_cast<std::uint32_t>(at_);
  read(token);
  token.end = static_cast<std::uint32_t>(at_);
  after_dot_ = token.kind == Kind::op && token.op == '.' && token.end == token.begin + 1;
  if (token.kind == Kind::op)
    previous_ = token.op == ')' || token.op == ']' ? Before::value : Before::op;
  else
    previous_ = token.keyword != Keyword::none ? Before::keyword : Before::value;
  return true;
}

}  // namespace interlock::sql
