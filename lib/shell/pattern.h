// Shell patterns (bash manual 3.5.8.1): *, ?, [..] with ranges and classes, backslash, and with
// `extended` the @(a|b) forms. Linear enough: no exponential backtracking.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interlock {

// `pattern` is the text after expansion; characters that were quoted are preceded by a backslash.
bool matches_pattern(std::string_view pattern, std::string_view text, bool extended = true);

// Has the text a live *, ? or [ ?
bool has_glob(std::string_view pattern);

// ${v#p} ${v##p} ${v%p} ${v%%p}: the value with the matched end removed.
std::string remove_prefix(std::string_view value, std::string_view pattern, bool longest);
std::string remove_suffix(std::string_view value, std::string_view pattern, bool longest);

// ${v/p/r} ${v//p/r} ${v/#p/r} ${v/%p/r}; `which` is "/", "//", "/#" or "/%".
std::string replace_pattern(std::string_view value, std::string_view pattern,
                            std::string_view replacement, std::string_view which);

}  // namespace interlock
