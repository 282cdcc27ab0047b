// Lines of a makefile: assignments, rules and their recipes. Private to the shell room.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

struct Assignment {
  std::string name;
  char kind = '=';  // or : ? + !
  std::string value;
};

struct Target {
  std::vector<std::string> needs;
  std::vector<std::string> lines;
  std::vector<Assignment> own;  // target: NAME = value
};

std::string one_line(std::string_view line);  // no recipe: continued lines joined by a blank
std::string recipe_line(std::string_view line);
std::string_view without_modifiers(std::string_view text);  // export, override, private
std::optional<Assignment> read_assignment(std::string_view text);
// What the % of `pattern` stands for in `name`; nothing when it does not fit.
std::optional<std::string> stem_of(std::string_view name, std::string_view pattern);

}  // namespace interlock
