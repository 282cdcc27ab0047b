// The lexer behind code_lexer.h, in one class whose methods stand in four files: the
// loop and comments, quotes, chosen quotes, interpolation. Private to these files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/action/code_lexer.h"

namespace interlock {

class CodeLexer {
 public:
  CodeLexer(std::string_view text, Language language) : text_(text), language_(language) {}
  LexedCode lex();

 private:
  using Token = CodeToken;

  // code_lexer.cc
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool starts(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  bool is(Language one) const { return language_ == one; }
  bool at_line_start() const { return at_ == 0 || text_[at_ - 1] == '\n'; }
  bool step();
  bool skip_comment();
  bool skip_documentation();
  void read_newline();
  void read_name();
  void read_number();
  void read_sign();
  bool value_before() const;  // is the token before a value, so that `/` divides?
  void push(Token::Kind kind, std::size_t begin);
  void push_string(std::size_t begin, CodeString string);
  void skip_to(std::size_t end) { at_ = end < text_.size() ? end : text_.size(); }

  // code_quotes.cc
  bool read_quote();
  bool read_prefixed();  // python r"..", perl q{..}, ruby %w[..], lua [[..]]
  bool read_python(std::size_t prefix);
  bool read_long_bracket();
  bool read_here_document();
  bool read_pattern();
  void read_pending();  // bodies of here-documents
  void read_php_document();
  std::size_t find_close(std::size_t from, char open, char close, bool nests) const;
  std::size_t find_quote(std::size_t from, char quote, bool lines) const;
  std::size_t find_template_end(std::size_t from, char quote, int depth) const;

  // code_quotes_perl.cc
  bool read_perl_quote(std::string_view word);
  bool read_percent();

  // code_interpolation.cc
  enum class Reading { raw, single_quoted, escapes, interpolated };
  CodeString decode(std::size_t begin, std::size_t end, Reading reading) const;
  bool decode_hole(std::size_t& i, std::size_t end, CodeString& string) const;
  void decode_escape(std::size_t& i, std::size_t end, std::string& out) const;
  Reading double_reading() const;

  struct Pending {
    std::int32_t string;
    std::string_view end;
    bool indented;
    bool raw;
    bool strips;
  };

  std::string_view text_;
  Language language_;
  std::size_t at_ = 0;
  LexedCode code_;
  std::vector<std::int32_t> open_;
  std::vector<Pending> pending_;
  bool blank_ = false;  // blanks or a comment since the last token
};

bool is_name_start(char c);
bool is_name_part(char c);

}  // namespace interlock
