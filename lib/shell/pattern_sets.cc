// Characters of a text, and what the sets of a pattern hold.
#include <algorithm>
#include <array>
#include <numeric>

#include "lib/shell/pattern_parse.h"

namespace interlock::pattern {
namespace {

struct ClassName {
  std::u32string_view name;
  Class value;
};
constexpr std::array<ClassName, 14> k_classes = {{
    {U"alnum", Class::alnum},
    {U"alpha", Class::alpha},
    {U"ascii", Class::ascii},
    {U"blank", Class::blank},
    {U"cntrl", Class::cntrl},
    {U"digit", Class::digit},
    {U"graph", Class::graph},
    {U"lower", Class::lower},
    {U"print", Class::print},
    {U"punct", Class::punct},
    {U"space", Class::space},
    {U"upper", Class::upper},
    {U"word", Class::word},
    {U"xdigit", Class::xdigit},
}};

bool in_class(Class what, Char c) {
  const bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
  const bool digit = c >= '0' && c <= '9', graph = c > 32 && c < 127;
  switch (what) {
    case Class::alnum:
      return lower || upper || digit;
    case Class::alpha:
      return lower || upper;
    case Class::ascii:
      return c < 128;
    case Class::blank:
      return c == ' ' || c == '\t';
    case Class::cntrl:
      return c < 32 || c == 127;
    case Class::digit:
      return digit;
    case Class::graph:
      return graph;
    case Class::lower:
      return lower;
    case Class::print:
      return graph || c == ' ';
    case Class::punct:
      return graph && !lower && !upper && !digit;
    case Class::space:
      return c == ' ' || (c >= 9 && c <= 13);
    case Class::upper:
      return upper;
    case Class::word:
      return lower || upper || digit || c == '_';
    case Class::xdigit:
      return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
  return false;
}

}  // namespace

std::optional<Class> find_class(std::u32string_view name) {
  for (const ClassName& row : k_classes)
    if (row.name == name) return row.value;
  return std::nullopt;
}

// What letters beyond ASCII are in a class is the locale's business.
bool contains(const Set& set, Char c, bool& unsure) {
  if (c >= 128 && !set.classes.empty()) unsure = true;
  bool found = std::any_of(set.ranges.begin(), set.ranges.end(), [c](const auto& range) {
    return range.first <= c && c <= range.second;
  });
  if (!found && c < k_bad_byte)
    found = std::any_of(set.classes.begin(), set.classes.end(),
                        [c](Class what) { return in_class(what, c); });
  return found != set.negated;
}

std::u32string decode(std::string_view text, std::vector<std::uint32_t>* offsets) {
  std::u32string chars(text.size(), U'\0');
  std::size_t ascii = 0;  // names of files, nearly always
  for (; ascii < text.size() && static_cast<unsigned char>(text[ascii]) < 0x80; ++ascii)
    chars[ascii] = static_cast<unsigned char>(text[ascii]);
  chars.resize(ascii);
  if (offsets) {
    offsets->resize(ascii);
    std::iota(offsets->begin(), offsets->end(), 0u);
  }
  for (std::size_t at = ascii; at < text.size();) {
    if (offsets) offsets->push_back(static_cast<std::uint32_t>(at));
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    Char c = length == 1   ? lead
             : length == 2 ? lead & 0x1fu
             : length == 3 ? lead & 0x0fu
                           : lead & 0x07u;
    bool good = length != 0 && at + length <= text.size();
    for (std::size_t i = 1; good && i < length; ++i) {
      const auto byte = static_cast<unsigned char>(text[at + i]);
      good = (byte & 0xc0u) == 0x80u;
      c = (c << 6) | (byte & 0x3fu);
    }
    if (good && ((length == 3 && (c < 0x800 || (c >= 0xd800 && c < 0xe000))) ||
                 (length == 4 && (c < 0x10000 || c > 0x10ffff))))
      good = false;
    chars.push_back(good ? c : k_bad_byte + lead);
    at += good ? length : 1;
  }
  if (offsets) offsets->push_back(static_cast<std::uint32_t>(text.size()));
  return chars;
}

}  // namespace interlock::pattern
