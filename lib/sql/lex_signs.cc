// Tokens that begin with a sign: parameters, variables, dollar quotes, and holes that somebody
// fills in before the server sees the text.
#include "lib/base/text.h"
#include "lib/sql/chars.h"
#include "lib/sql/lex.h"

namespace interlock::sql {
namespace {

constexpr std::size_t k_deepest_hole = 8;  // so that no text is read more often than that

bool stands_in_key(char c) {
  return is_letter(c) || is_digit(c) || c == ' ' || c == '.' || c == '-';
}

}  // namespace

// q'[it's]', nq'!it's!': up to the sign that pairs with the first one and a quote.
bool Lexer::q_quoted(Token& token) {
  const std::size_t quote = (peek() | 32) == 'q' ? 1 : 2;
  if ((peek(quote - 1) | 32) != 'q' || peek(quote) != '\'') return false;
  const char open = peek(quote + 1);
  const bool possible = open != '\0' && open != ' ' && open != '\t' && open != '\n' && open != '\r';
  if (!generic() || !possible) return false;
  note(q_quote);
  if (!syntax_.q_quotes) return false;
  const char ends[] = {closing_of(open), '\'', '\0'};
  const std::size_t end = text_.find(std::string_view(ends, 2), at_ + quote + 2);
  token.kind = Kind::string;
  open_ = open_ || end == std::string_view::npos;
  at_ = end == std::string_view::npos ? text_.size() : end + 2;
  return true;
}

// Where the next `close` stands; asked often, so each kind is searched for only once.
std::size_t Lexer::next_of(char close) {
  std::size_t& known = next_[close == '}' ? 0 : close == ')' ? 1 : 2];
  if (known == std::string_view::npos || known > at_) return known;
  return known = text_.find(close, at_);
}

// {name}, ${name}, $(name): somebody fills this in, or nobody does and the server gets it as it is.
// So it is read as the dialect would: no sign closes it from inside a string, and what ends a
// statement, or may be a client's command, stands in none.
bool Lexer::braces(Token& token, char open, char close, std::size_t prefix) {
  if (in_hole_ || next_of(close) == std::string_view::npos) return false;
  const bool lines_count = syntax_.client || my(Dialect::mssql) || generic();
  Lexer inside(*this);
  inside.in_hole_ = true;
  inside.previous_ = Before::op;
  inside.at_ += prefix;
  std::size_t depth = 1, last = inside.at_;
  for (Token one; inside.next(one); last = one.end) {
    if (lines_count && text_.substr(last, one.begin - last).find('\n') != std::string_view::npos)
      return false;
    if (one.kind != Kind::op) continue;
    if (one.op == ';' || one.op == '\\') return false;
    if (one.op == open && ++depth > k_deepest_hole) return false;
    if (one.op != close || --depth > 0) continue;
    token.kind = Kind::hole;
    at_ = one.end;
    running_ = inside.running_;
    ambiguities_ |= inside.ambiguities_;
    return true;
  }
  return false;
}

// $1, $tag$ .. $tag$, ${hole}, $(hole), $hole.
bool Lexer::dollar(Token& token) {
  if (is_digit(peek(1))) {
    at_ += 2;
    while (is_digit(peek())) ++at_;
    token.kind = my(Dialect::mssql) ? Kind::number : Kind::parameter;
    return true;
  }
  if (my(Dialect::postgres) || generic()) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (is_letter(text_[end]) || (is_digit(text_[end]) && end > at_ + 1)))
      ++end;
    if (end < text_.size() && text_[end] == '$') {
      const std::string_view tag = text_.substr(at_, end + 1 - at_);
      const std::size_t close = text_.find(tag, end + 1);
      token.kind = Kind::string;
      if (close == std::string_view::npos) {
        note(open_dollar);
        open_ = true;
        at_ = text_.size();
      } else {
        at_ = close + tag.size();
      }
      return true;
    }
  }
  if (peek(1) == '{' && braces(token, '{', '}', 2)) return true;
  if (peek(1) == '(' && braces(token, '(', ')', 2)) return true;
  if (!is_letter(peek(1))) return false;
  const bool parameter = my(Dialect::sqlite);
  word(token, 1);
  token.keyword = Keyword::none;
  token.kind = parameter ? Kind::parameter : Kind::hole;
  return true;
}

// :name, and in psql :'name' :"name" :{?name}.
bool Lexer::colon(Token& token) {
  const char after = peek(1);
  if (after == ':' || after == '=') return false;
  const bool psql = syntax_.client && (my(Dialect::postgres) || generic());
  if (psql && (after == '\'' || after == '"')) {
    std::size_t end = at_ + 2;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]))) ++end;
    if (end < text_.size() && text_[end] == after && end > at_ + 2) {
      token.kind = Kind::hole;
      at_ = end + 1;
      return true;
    }
    return false;
  }
  if (psql && after == '{' && peek(2) == '?' && braces(token, '{', '}', 2)) return true;
  if (!is_letter(after) && !is_digit(after)) return false;
  at_ += 2;
  while (is_letter(peek()) || is_digit(peek())) ++at_;
  token.kind = psql ? Kind::hole : Kind::parameter;
  return true;
}

// @variable, @@variable, and #temporary of T-SQL.
bool Lexer::sign_word(Token& token) {
  std::size_t sign = 1;
  if (peek() == '#') {
    if (!my(Dialect::mssql) && !(generic() && previous_ == Before::keyword)) return false;
    if (peek(1) == '#') sign = 2;
  } else {
    if (my(Dialect::postgres)) return false;
    if (peek(1) == '@') sign = 2;
  }
  if (!is_letter(peek(sign)) && !(peek() == '@' && is_digit(peek(sign)))) return false;
  word(token, sign);
  token.keyword = Keyword::none;
  return true;
}

// %s, %d, %I, %(name)s: placeholders of drivers and of format(), in either case: where no value
// stands before, no server takes % for anything.
bool Lexer::percent(Token& token) {
  if (previous_ == Before::value) return false;
  std::size_t end = at_ + 1;
  if (peek(1) == '(') {
    for (++end; end < text_.size() && stands_in_key(text_[end]);) ++end;
    if (end >= text_.size() || text_[end] != ')') return false;
    ++end;
  }
  while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '$')) ++end;
  if (end >= text_.size() ||
      std::string_view("sdiflvqr").find(static_cast<char>(text_[end] | 32)) ==
          std::string_view::npos)
    return false;
  if (end + 1 < text_.size() && (is_letter(text_[end + 1]) || is_digit(text_[end + 1])))
    return false;
  at_ = end + 1;
  token.kind = Kind::parameter;
  return true;
}

}  // namespace interlock::sql
