// Rewrites a basic or extended expression of GNU sed for RE2. Private to posix_regex.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interlock {

struct TranslatedRegex {
  std::string text;
  int group_count = 0;
  bool ascii_only = false;  // its classes mean more where letters beyond ASCII are
  bool sure_groups = true;  // false: POSIX and RE2 may disagree about what a group matched
};

// With `reversed` the alternatives stand in reversed order. Nothing for what RE2 cannot say.
std::optional<TranslatedRegex> translate_posix_regex(std::string_view pattern, bool extended,
                                                     bool reversed);

}  // namespace interlock
