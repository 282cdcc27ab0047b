// When a call is given what cannot be followed: the literals of the code that it may be given, as
// statements, files of statements and command lines. Private to code_*.cc.
#pragma once

#include <string>
#include <vector>

#include "lib/action/code_sinks.h"
#include "lib/action/code_values.h"

namespace interlock {

class CodeScanner;

// Is it a function whose texts are read by people, or compared with others?
bool tells_people(std::string_view function);

class CodeLiterals {
 public:
  explicit CodeLiterals(CodeScanner& scanner) : scanner_(scanner) {}

  // Notes what a call of `sink` is given that is not known.
  void hear(const CodeSink& sink, const CodeCallee& callee,
            const std::vector<CodeArgument>& arguments);
  // Is the expression at `i` an argument of a function that tells people?
  bool is_told(std::size_t i) const;
  // One look at all literals, once all of the code is read.
  void look();

 private:
  struct Place {
    std::string_view function;  // whose argument the literal is; "" when it is none's
    std::string_view key;       // its name as an argument or in an object
    bool is_item = false;       // of a list or an object
  };

  bool is_text_for_people(std::size_t i) const;
  Place place_of(std::size_t i) const;
  void look_at_string(std::size_t i);
  void look_at_list(std::size_t i);
  void take_sql(std::size_t i);
  void take_command(std::size_t i);

  CodeScanner& scanner_;
  bool sql_ = false, commands_ = false;
  std::size_t children_ = 0;
  std::vector<std::vector<CodeValue>> lists_;  // words behind a program that is not known
  std::vector<std::size_t> open_;              // brackets around the token that is looked at
};

}  // namespace interlock
