#include "lib/shell/parameter_text.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/pattern.h"
#include "lib/shell/text_programs.h"

namespace interlock {

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::size_t byte_of_character(std::string_view text, std::size_t character) {
  std::size_t at = 0;
  while (at < text.size()) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && character-- == 0) break;
    ++at;
  }
  return at;
}

std::string change_case(const std::string& value, const std::string& op, const std::string& pattern,
                        bool any) {
  std::string changed = value;
  for (std::size_t i = 0; i < changed.size(); ++i) {
    const std::string one(1, changed[i]);
    if (any || (!pattern.empty() && matches_pattern(pattern, one))) {
      const bool lower = op[0] == ',' || (op[0] == '~' && to_lower(one) != one);
      changed[i] = (lower ? to_lower(one) : to_upper(one))[0];
    }
    if (op.size() == 1) break;
  }
  return changed;
}

std::optional<std::string> transform(const std::string& value, char letter) {
  switch (letter) {
    case 'Q': {
      std::string quoted = "'";
      for (const char c : value) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
      return quoted + '\'';
    }
    case 'E':
      return decode_escapes(value, true);
    case 'U':
      return to_upper(value);
    case 'L':
      return to_lower(value);
    case 'u':
      return value.empty() ? value : to_upper(value.substr(0, 1)) + value.substr(1);
    default:
      return std::nullopt;
  }
}

}  // namespace interlock
