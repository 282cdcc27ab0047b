// Every word of a text is looked up here, so the sorted table is hashed at compile time.
#include "lib/sql/keyword.h"

namespace interlock::sql {
namespace {

constexpr std::size_t k_slots = 2048;  // power of two, well above the number of keywords
constexpr std::size_t k_longest = 20;
static_assert(k_keywords.size() * 3 < k_slots);

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

constexpr std::size_t slot_of(std::string_view word) {
  std::uint32_t hash = 2166136261u;
  for (char c : word) hash = (hash ^ static_cast<unsigned char>(upper(c))) * 16777619u;
  return (hash ^ (hash >> 15)) & (k_slots - 1);
}

constexpr std::array<std::uint16_t, k_slots> make_slots() {
  std::array<std::uint16_t, k_slots> slots{};
  for (std::size_t i = 0; i < k_keywords.size(); ++i) {
    std::size_t at = slot_of(k_keywords[i]);
    while (slots[at] != 0) at = (at + 1) & (k_slots - 1);
    slots[at] = static_cast<std::uint16_t>(i + 1);
  }
  return slots;
}

constexpr auto k_table = make_slots();

bool same(std::string_view word, std::string_view keyword) {
  if (word.size() != keyword.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (upper(word[i]) != keyword[i]) return false;
  return true;
}

}  // namespace

Keyword keyword_of(std::string_view word) {
  if (word.size() > k_longest) return Keyword::none;
  for (std::size_t at = slot_of(word); k_table[at] != 0; at = (at + 1) & (k_slots - 1))
    if (same(word, k_keywords[k_table[at] - 1u])) return static_cast<Keyword>(k_table[at]);
  return Keyword::none;
}

std::string_view text_of(Keyword keyword) {
  return keyword == Keyword::none ? std::string_view()
                                  : k_keywords[static_cast<std::size_t>(keyword) - 1];
}

}  // namespace interlock::sql
