// What parsing may cost. Private to the parser.
#pragma once

#include <cstddef>

namespace interlock {

// Shared by the parsers of a text and of the texts nested in it.
struct ParseLimits {
  int depth = 0;
  std::size_t tree_bytes = 0;    // that the tree may still take
  std::size_t reread_bytes = 0;  // that may still be read a second time
  bool exceeded = false;
};

}  // namespace interlock
