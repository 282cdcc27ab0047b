// Shell patterns (bash manual 3.5.8.1): *, ?, [..] with ranges and classes, backslash, and with
// `extended` the @(a|b) forms. A character is a UTF-8 character. No exponential backtracking, and
// the work of one call is bounded: past the bound, or for a collating symbol, `*unsure` becomes
// true and the answer means nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace interlock {

// `pattern` is the text after expansion; characters that were quoted are preceded by a backslash.
bool matches_pattern(std::string_view pattern, std::string_view text, bool extended = true,
                     bool* unsure = nullptr);

// The same for `case` and [[ ]], whose patterns are always extended, and where `shopt -s
// nocasematch` may be on.
bool matches_subject(std::string_view pattern, std::string_view text, bool ignores_case,
                     bool* unsure);

// The same for many texts: the pattern is read once.
std::function<bool(std::string_view)> matcher_of(std::string_view pattern);

// Has the text a live *, ? or [ ?
bool has_glob(std::string_view pattern);

// ${v#p} ${v##p} ${v%p} ${v%%p}: the value with the matched end removed.
std::string remove_prefix(std::string_view value, std::string_view pattern, bool longest,
                          bool extended = true, bool* unsure = nullptr);
std::string remove_suffix(std::string_view value, std::string_view pattern, bool longest,
                          bool extended = true, bool* unsure = nullptr);

// ${v/p/r} ${v//p/r} ${v/#p/r} ${v/%p/r}; `which` is "/", "//", "/#" or "/%". With `ampersand`
// (bash 5.2 and later) & in `replacement` is the matched text, \& and \\ are the characters.
std::string replace_pattern(std::string_view value, std::string_view pattern,
                            std::string_view replacement, std::string_view which,
                            bool extended = true, bool* unsure = nullptr, bool ampersand = false);

}  // namespace interlock
