// One statement's tokens and a cheap view of a part of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/sql/keyword.h"
#include "lib/sql/sql.h"

namespace interlock::sql {

enum class Kind : std::uint8_t {
  word,    // unquoted: keyword, identifier, @variable, #temporary
  name,    // quoted identifier
  string,  // any string literal, prefix and dollar quotes included
  number,
  parameter,  // $1, ?, :name, %s
  hole,  // text that somebody else fills in before the server sees it: :psql, {python}, $shell,
         // $(sqlcmd)
  op,    // operator or punctuation
};

constexpr std::uint32_t k_no_match = 0xffffffff;

struct Token {
  std::uint32_t begin = 0, end = 0;  // bytes of the text
  std::uint32_t match = k_no_match;  // of a parenthesis: index of its partner
  Keyword keyword = Keyword::none;   // of an unquoted word that does not follow a dot
  Kind kind = Kind::op;
  char op = 0;  // first character of an operator
};

// How the dialect reads characters. Statements may change it (SET sql_mode ..).
struct Syntax {
  Dialect dialect = Dialect::generic;
  bool client = false;
  bool backslash = false;     // \ escapes in plain strings
  bool ansi_quotes = true;    // "..." is an identifier
  bool fixed = false;         // statements do not change it
  bool q_quotes = false;      // Oracle: q'[it's]'
  bool versioned_run = true;  // does /*!99999 .. */ run? Depends on the server
  std::string delimiter;      // of the mysql client; empty means ;
};
Syntax syntax_of(const SqlOptions& options);

// Tokens [begin, end) of a statement. Every index is relative to `begin`; reading past the end is
// allowed and finds nothing.
class Tokens {
 public:
  Tokens() = default;
  Tokens(std::string_view text, const std::vector<Token>& tokens, const Syntax& syntax)
      : text_(text),
        tokens_(tokens.data()),
        syntax_(&syntax),
        end_(static_cast<std::uint32_t>(tokens.size())) {}

  std::uint32_t size() const { return end_ - begin_; }
  bool empty() const { return end_ == begin_; }
  const Token& at(std::uint32_t i) const { return i < size() ? tokens_[begin_ + i] : k_nothing; }
  Kind kind(std::uint32_t i) const { return at(i).kind; }
  Keyword word(std::uint32_t i) const { return at(i).keyword; }
  bool is(std::uint32_t i, Keyword keyword) const { return i < size() && at(i).keyword == keyword; }
  bool is(std::uint32_t i, Keyword a, Keyword b) const { return is(i, a) && is(i + 1, b); }
  bool op(std::uint32_t i, char c) const {
    const Token& t = at(i);
    return i < size() && t.kind == Kind::op && t.op == c && t.end == t.begin + 1;
  }
  bool op(std::uint32_t i, std::string_view spelling) const {
    return i < size() && at(i).kind == Kind::op && raw(i) == spelling;
  }
  std::string_view raw(std::uint32_t i) const {
    const Token& t = at(i);
    return text_.substr(t.begin, t.end - t.begin);
  }
  // Can it stand where a table's name stands?
  bool is_name(std::uint32_t i) const {
    return i < size() && kind(i) != Kind::op && kind(i) != Kind::number;
  }

  // The token after i, or after the parenthesis that opens at i.
  std::uint32_t next(std::uint32_t i) const {
    const Token& t = at(i);
    if (t.kind != Kind::op || t.op != '(') return i + 1;
    return t.match == k_no_match || t.match >= end_ ? size() : t.match + 1 - begin_;
  }
  // First keyword outside parentheses from i on; size() when there is none.
  std::uint32_t find(std::uint32_t from, Keyword keyword) const {
    while (from < size() && !is(from, keyword)) from = next(from);
    return from < size() ? from : size();
  }
  std::uint32_t find_op(std::uint32_t from, char c) const {
    while (from < size() && !op(from, c)) from = next(from);
    return from < size() ? from : size();
  }
  Tokens part(std::uint32_t from, std::uint32_t to) const {
    Tokens result = *this;
    to = to < size() ? to : size();
    result.begin_ = begin_ + (from < to ? from : to);
    result.end_ = begin_ + to;
    return result;
  }
  Tokens from(std::uint32_t first) const { return part(first, size()); }
  Tokens inside(std::uint32_t open) const {  // between the parenthesis at `open` and its partner
    const std::uint32_t after = next(open);
    const bool closed = after <= size() && after > open + 1 && op(after - 1, ')');
    return part(open + 1, closed ? after - 1 : after);
  }

  std::string_view text() const { return text_; }
  const Syntax& syntax() const { return *syntax_; }
  Dialect dialect() const { return syntax_->dialect; }
  // Index in the statement, for the pairs of `match`.
  std::uint32_t first() const { return begin_; }

 private:
  static constexpr Token k_nothing{};
  std::string_view text_;
  const Token* tokens_ = nullptr;
  const Syntax* syntax_ = nullptr;
  std::uint32_t begin_ = 0, end_ = 0;
};

}  // namespace interlock::sql
