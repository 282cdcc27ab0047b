// Characters as bash's grammar sorts them, and the two quotings that are decoded
// while reading: $'..' and the inside of `..`.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace interlock::lex {

enum Class : std::uint8_t {
  k_meta = 1,     // ends a word: blank newline ; & | < > ( )
  k_quoting = 2,  // \ ' " $ `
  k_glob = 4,     // may start an extended glob: ? * + @ !
  k_inner = 8,    // may end a word inside brackets: } ] / : [ ?
  k_name = 16,    // letters, digits and _
  k_digit = 32,
  k_live = 64,  // \ " $ `: not literal inside double quotes
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  const auto add = [&table](std::string_view characters, int bits) {
    for (const char c : characters) {
      auto& entry = table[static_cast<unsigned char>(c)];
      entry = static_cast<std::uint8_t>(entry | bits);
    }
  };
  add(" \t\n;&|<>()", k_meta);
  add("\\'\"$`", k_quoting);
  add("?*+@!", k_glob);
  add("}]/:[?", k_inner);
  add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", k_name);
  add("0123456789", k_name | k_digit);
  add("\\\"$`", k_live);
  return table;
}
inline constexpr std::array<std::uint8_t, 256> k_classes = make_classes();

// `c` is a byte, or -1 behind the end, which has no class.
constexpr bool is(int c, int bits) {
  return c >= 0 && (k_classes[static_cast<unsigned char>(c)] & bits) != 0;
}
constexpr bool is_name_start(int c) { return is(c, k_name) && !is(c, k_digit); }
constexpr bool is_blank(int c) { return c == ' ' || c == '\t'; }

bool is_name(std::string_view text);
bool is_assignable(std::string_view text);  // a name, or one with a subscript: a[i+1]

// The text that $'..' stands for; ends at the first NUL, as bash's does.
std::string decode_ansi_c(std::string_view inside);

// What `..` runs: backslashes before $ ` \ (and " inside double quotes) and
// backslash-newlines are taken away.
std::string unescape_backquoted(std::string_view inside, bool in_double_quotes);

// The delimiter that a here-document's end is compared with. `word` is its source.
struct Delimiter {
  std::string text;
  bool quoted = false;
};
Delimiter read_delimiter(std::string_view word);

}  // namespace interlock::lex
