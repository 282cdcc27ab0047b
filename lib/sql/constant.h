// What a string expression is worth, as far as the text itself says: literals, their
// concatenation, and the functions that people hide text in.
#pragma once

#include <map>
#include <string>

#include "lib/sql/token.h"

namespace interlock::sql {

struct Text {
  std::string value;     // unknown parts stand as {?}
  bool complete = true;  // no unknown part
  bool any = false;      // at least one known character
};
using Variables = std::map<std::string, Text>;  // by lower-case name, @ included

// The characters that a string literal or quoted name stands for.
std::string unquoted(const Tokens& tokens, std::uint32_t i);

Text evaluate(const Tokens& expression, const Variables& variables, int depth = 0);

}  // namespace interlock::sql
