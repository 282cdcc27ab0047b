// Makefiles, justfiles and Taskfiles: what a target needs, and the texts that it runs. Private to
// the shell room; scripts.h is its door.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/scripts.h"

namespace interlock {

// Every recipe in the order in which the runner reaches them.
std::vector<Recipe> make_recipes(std::string_view text, const RecipeCall& call);
std::vector<Recipe> just_recipes(std::string_view text, const RecipeCall& call);
std::vector<Recipe> task_recipes(std::string_view text, const RecipeCall& call);

// What the three have in common.
std::vector<std::string> blank_words(std::string_view text);
std::vector<std::string> joined_lines(std::string_view text);  // a backslash ends no line
// Unless it is blank or there already. After too many of them one comes of which nothing is known.
void add_recipe(std::vector<Recipe>& recipes, Recipe recipe);
// Without the signs (@ and -) and blanks before a command.
Word without_line_prefix(const Word& line, std::string_view prefix);

// `visit` for the names that `name` needs, each once, the needed before those who need them.
using Needs = std::function<const std::vector<std::string>*(const std::string& name)>;
void in_order(const std::string& name, const Needs& needs,
              const std::function<void(const std::string&)>& visit);

}  // namespace interlock
