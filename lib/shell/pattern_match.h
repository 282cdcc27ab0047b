// Matches a parsed pattern without backtracking. Private to pattern.cc.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "lib/shell/pattern_parse.h"

namespace interlock::pattern {

struct Range {
  std::size_t first, last;  // both included
};
using Positions = std::vector<Range>;  // in characters; ascending, disjoint

// Where `nodes` may end in `text` when it begins at one of `positions`. `work` counts what was
// done over all calls; past k_max_work the answer is nothing and `unsure` becomes true.
inline constexpr std::size_t k_max_work = 3'500'000;
Positions find_ends(const Sequence& nodes, std::u32string_view text, const Positions& positions,
                    std::size_t& work, bool& unsure);

}  // namespace interlock::pattern
