// Expressions of just, of which only what the justfile itself says is known.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/word.h"

namespace interlock {

using JustVariables = std::map<std::string, Word>;

// The end of the string literal that begins at `at`; npos when it has none.
std::size_t end_of_just_string(std::string_view text, std::size_t at);

// The value of an expression: literals, variables, and both joined by + and /. All else is one hole
// in the spelling {{..}}.
Word just_value(std::string_view expression, const JustVariables& variables);

// What just itself gives to a shell for it: `..` and shell("..").
void add_just_commands(std::string_view expression, std::vector<std::string>& commands);

// A line of a recipe with its {{..}} filled in; what they give to a shell is added to `commands`.
Word fill_just_line(std::string_view line, const JustVariables& variables,
                    std::vector<std::string>& commands);

}  // namespace interlock
