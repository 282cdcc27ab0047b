// What xargs and parallel share: bounds, and the number that an option gives.
#pragma once

#include <charconv>
#include <cstddef>

#include "lib/shell/word.h"

namespace interlock {

inline constexpr std::size_t k_most_commands = 48;  // concrete ones; a longer list is left unknown
inline constexpr std::size_t k_most_items = 20'000;
inline constexpr std::size_t k_most_bytes = 1'000'000;  // of all the concrete commands together

inline std::size_t number_in(const Word* word, std::size_t otherwise) {
  if (word == nullptr || !word->known()) return otherwise;
  std::size_t number = otherwise;
  std::from_chars(word->text.data(), word->text.data() + word->text.size(), number);
  return number == 0 ? otherwise : number;
}

}  // namespace interlock
