// One text -> its statements and client commands, in order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/sql/client.h"
#include "lib/sql/lex.h"
#include "lib/sql/session.h"

namespace interlock::sql {

class Reader {
 public:
  Reader(Session& session, std::string_view text, Syntax syntax, const Place& place)
      : session_(session),
        text_(text),
        syntax_(std::move(syntax)),
        place_(place),
        lexer_(text, syntax_) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  SqlClasses run();

 private:
  bool my(Dialect d) const { return syntax_.dialect == d; }
  bool at_line_start(bool exactly) const;
  bool line_command();
  bool backslash_command(std::size_t at);
  void obey(ClientCommand command);
  void push(const Token& token);
  void watch_blocks(const Token& token);
  bool splits_here() const;
  void finish();
  void finish_chunk();
  bool substitute();
  void run_rows();
  void copy_data();
  void note_settings(const Tokens& tokens);

  Session& session_;
  std::string_view text_;
  Syntax syntax_;
  Place place_;
  Lexer lexer_;
  SqlClasses classes_;
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> parentheses_;
  std::size_t start_ = 0;  // where the statement's first token begins
  int blocks_ = 0;         // open BEGIN .. END of a routine's body
  bool routine_ = false;   // CREATE FUNCTION, PROCEDURE, TRIGGER ..
  std::string head_;       // psql: first letters of CREATE OR REPLACE FUNCTION
  std::size_t words_ = 0;
};

}  // namespace interlock::sql
