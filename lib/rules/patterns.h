// The pattern languages of rules: RE2 for texts, wildcards for names; globs stand in glob.h.
// Each can say which literal text everything that it matches must hold (an atom), so that nothing
// is compiled or tried for a text in which no atom occurs.
#pragma once

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/pack.h"

namespace interlock {

// One line of text that stands for a command, statement or input: `.` takes a newline there too.
// In files, code and tool arguments `.` stops at the end of the line.
std::unique_ptr<re2::RE2> compile_pattern(std::string_view pattern, On on);
std::string complaint_about_pattern(std::string_view pattern, On on);  // empty when it compiles
std::vector<std::string> captures_of(std::string_view pattern);        // names, sorted

// A wildcard on a name: `*` is any run, `?` any one character.
bool matches_wildcard(std::string_view wildcard, std::string_view name);

// Names of tools as rules compare them: "Drop-Table", "dropTable" and "drop_table" are one. Works
// on wildcards too.
std::string fold_tool_name(std::string_view name);
// Also without the server's own name in front: neon_delete_project of mcp__neon is delete_project.
std::vector<std::string> folded_tool_names(std::string_view name);
bool is_tool(std::string_view wildcard, const std::vector<std::string>& names);

inline bool is_exception(std::string_view one) { return one.starts_with('!'); }
// One of the list fits, and none of its exceptions, "!one".
template <class Fits, class Excepts>
bool fits_list(const std::vector<std::string>& list, Fits fits, Excepts excepts) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& one) { return !is_exception(one) && fits(one); }) &&
         std::none_of(list.begin(), list.end(), [&](const std::string& one) {
           return is_exception(one) && excepts(std::string_view(one).substr(1));
         });
}

// "python*" or an exact name.
bool matches_program(std::string_view pattern, std::string_view program);

// Texts of which at least one occurs in fold_text(t) for every t that the pattern matches. Empty:
// nothing is known, the pattern has to be tried on everything.
std::vector<std::string> atoms_of_pattern(std::string_view pattern, On on);
std::vector<std::string> atoms_of_glob(std::string_view glob);
std::vector<std::string> atoms_of_wildcard(std::string_view wildcard);

// Lower case as RE2's atoms are: ASCII, and the two letters outside it that fold into it.
std::string fold_text(std::string_view text);

}  // namespace interlock
