// Bracket expressions of sed's regular expressions, rewritten for RE2. Private to
// posix_regex_translate.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace interlock {

// The set that `at` stands in, behind its [ ; moves `at` behind its ]. `ascii_only` becomes true
// when the locale decides what it means beyond ASCII. Nothing for what we do not vouch for.
std::optional<std::string> translate_bracket(std::string_view text, std::size_t& at,
                                             bool& ascii_only);

std::string re2_character(unsigned char c);  // \x{..}: never special

}  // namespace interlock
