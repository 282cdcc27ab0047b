// Characters -> tokens, as the dialect reads them. Comments and blanks vanish; MySQL's
// comments that run (/*! .. */) are transparent.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/sql/token.h"

namespace interlock::sql {

// What the generic reading met that dialects read differently.
enum Ambiguity : std::uint32_t {
  backslash_quote = 1 << 0,   // \' : escape in MySQL, end of the string elsewhere
  hash = 1 << 1,              // # : comment in MySQL
  running_comment = 1 << 2,   // /*! */
  nested_comment = 1 << 3,    // /* /* */ : still open in PostgreSQL and T-SQL
  tight_dashes = 1 << 4,      // --x : no comment in MySQL
  strange_name = 1 << 5,      // [..] or `..` with more than a name inside
  open_dollar = 1 << 6,       // $tag$ that never ends
  open_parenthesis = 1 << 7,  // ; inside parentheses that never close
  server_version = 1 << 8,    // /*!99999 .. */ : runs on some servers only
  string_setting = 1 << 9,    // a statement changes what \ means in the rest
  q_quote = 1 << 10,          // q'[it's]' : one string in Oracle
};

class Lexer {
 public:
  Lexer(std::string_view text, const Syntax& syntax) : text_(text), syntax_(syntax) {}

  void skip_blanks();       // and comments
  bool next(Token& token);  // false at the end
  std::size_t position() const { return at_; }
  void seek(std::size_t position) { at_ = position < text_.size() ? position : text_.size(); }
  bool open() const { return open_; }  // the text ended inside a string, name or comment
  std::uint32_t ambiguities() const { return ambiguities_; }
  void note(Ambiguity one) { ambiguities_ |= one; }

 private:
  enum class Before : std::uint8_t { start, value, keyword, op };  // what stood before the token

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool my(Dialect d) const { return syntax_.dialect == d; }
  bool generic() const { return syntax_.dialect == Dialect::generic; }
  bool at_delimiter(std::size_t position) const {
    return !syntax_.delimiter.empty() && stands_delimiter(position);
  }
  bool stands_delimiter(std::size_t position) const;
  void skip_line();
  void skip_block(bool nests, std::size_t prefix);
  bool skip_running_comment();
  bool skip_unicode_blank();
  bool line_comment_starts();

  void quoted(Token& token, Kind kind, char quote, bool escapes);
  void bracketed(Token& token);
  bool q_quoted(Token& token);
  bool dollar(Token& token);
  std::size_t next_of(char close);
  bool only_names_before(std::size_t close);  // from behind the sign at the position on
  bool strange_before(std::size_t end);
  bool braces(Token& token, char open, char close, std::size_t prefix);
  bool colon(Token& token);
  bool sign_word(Token& token);
  bool percent(Token& token);
  void word(Token& token, std::size_t sign);
  void number(Token& token);
  void operator_token(Token& token);
  void read(Token& token);

  std::string_view text_;
  const Syntax& syntax_;
  std::size_t at_ = 0;
  std::size_t next_[3] = {0, 0, 0};  // of } ) ], as far as known
  std::size_t next_no_name_ = 0;     // character that stands in no [name], likewise
  std::size_t next_strange_ = 0;     // character that begins something else in another dialect
  std::uint32_t running_ = 0;        // depth of open /*! comments
  std::uint32_t ambiguities_ = 0;
  Before previous_ = Before::start;
  bool after_dot_ = false;
  bool in_hole_ = false;
  bool open_ = false;
};

}  // namespace interlock::sql
