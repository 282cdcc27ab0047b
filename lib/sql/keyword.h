// Which words SQL means something by. An unquoted word of keyword_table.h is written in upper case
// in the normal form, whatever the dialect; every other word keeps its spelling.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/sql/keyword_table.h"

namespace interlock::sql {

enum class Keyword : std::uint16_t { none = 0 };  // else 1 + index in k_keywords

constexpr Keyword find_keyword(std::string_view upper) {
  std::size_t low = 0, high = k_keywords.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (k_keywords[middle] == upper) return static_cast<Keyword>(middle + 1);
    if (k_keywords[middle] < upper)
      low = middle + 1;
    else
      high = middle;
  }
  return Keyword::none;
}

// "DROP"_k: the keyword, found by the compiler; a word that is none does not compile.
struct NotAKeyword {};
consteval Keyword operator""_k(const char* word, std::size_t size) {
  const Keyword found = find_keyword(std::string_view(word, size));
  if (found == Keyword::none) throw NotAKeyword{};
  return found;
}

Keyword keyword_of(std::string_view word);  // in any case; none when it is no keyword
std::string_view text_of(Keyword keyword);

}  // namespace interlock::sql
