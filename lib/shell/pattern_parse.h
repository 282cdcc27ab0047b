// A shell pattern as a sequence of nodes over characters. Private to pattern.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interlock::pattern {

// A character: a code point, or k_bad_byte + a byte that is not UTF-8.
using Char = char32_t;
inline constexpr Char k_bad_byte = 0x110000;

// `offsets`, when wanted, gets the byte offset of every character and of the end.
std::u32string decode(std::string_view text, std::vector<std::uint32_t>* offsets = nullptr);

enum class Class {
  alnum,
  alpha,
  ascii,
  blank,
  cntrl,
  digit,
  graph,
  lower,
  print,
  punct,
  space,
  upper,
  word,
  xdigit
};

struct Set {
  bool negated = false;
  std::vector<std::pair<Char, Char>> ranges;
  std::vector<Class> classes;
};

struct Node;
using Sequence = std::vector<Node>;

struct Node {
  enum class Kind { character, any, star, set, group };
  Kind kind = Kind::character;
  Char character = 0;
  char operation = 0;  // of a group: ? * + @ !
  Set set;
  std::vector<Sequence> alternatives;
};

// What a pattern means; `unsure` when it holds a form whose meaning we do not vouch for.
struct Pattern {
  Sequence nodes;
  bool unsure = false;
  bool odd = false;  // []a], an open [ or (, or @(a|): bash misjudges its length when it replaces
};

Pattern parse(std::string_view pattern, bool extended);
std::optional<Class> find_class(std::u32string_view name);
bool contains(const Set& set, Char c, bool& unsure);
void reverse(Sequence& nodes);  // the same pattern for reversed text

}  // namespace interlock::pattern
