// Which lines a command of a sed script is for. Private to sed.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/shell/sed.h"

namespace interlock::sed {

// Where a command with two addresses is between them.
struct Range {
  bool active = false, closed = false;
  std::uint64_t end = 0;  // last line of it, when that is known
};

struct Line {
  std::uint64_t number, last;  // of this line, of the input's last one
  std::string_view space;      // the pattern space
  std::size_t& work;           // grows by what a search costs
};

// Nothing when it is not certain, or over the bound of work.
std::optional<bool> selects(const Command& command, Range& range, const Line& line);

}  // namespace interlock::sed
