#include "lib/codex/json_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "lib/base/text.h"

namespace interlock {
namespace {

// UTF-8 spellings of the characters with the property White_Space, sorted.
constexpr std::array<std::string_view, 25> k_blanks = {
    "\t",           "\n",           "\v",           "\f",           "\r",           " ",
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
    "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
    "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
    "\xE3\x80\x80"};
static_assert(std::is_sorted(k_blanks.begin(), k_blanks.end()));

// No blank begins or ends with such a byte: that alone answers for most.
bool is_visible(char c) { return c > ' ' && c <= '~'; }

// Length of the blank that `text` begins or ends with, 0 when it is none.
std::size_t blank_at_front(std::string_view text) {
  if (!text.empty() && is_visible(text.front())) return 0;
  for (const std::string_view blank : k_blanks)
    if (text.starts_with(blank)) return blank.size();
  return 0;
}

std::size_t blank_at_back(std::string_view text) {
  if (!text.empty() && is_visible(text.back())) return 0;
  for (const std::string_view blank : k_blanks)
    if (text.ends_with(blank)) return blank.size();
  return 0;
}

// Length of the character at the front, 0 when its bytes are not UTF-8.
std::size_t character_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  return text.size() >= length && is_valid_utf8(text.substr(0, length)) ? length : 0;
}

}  // namespace

std::string to_valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    valid += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return valid;
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  std::string replaced;
  if (!is_valid_utf8(text)) {
    replaced = to_valid_utf8(text);
    text = replaced;
  }
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += k_hex[byte >> 4];
      out += k_hex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string_view trim_unicode(std::string_view text) {
  while (const std::size_t length = blank_at_front(text)) text.remove_prefix(length);
  while (const std::size_t length = blank_at_back(text)) text.remove_suffix(length);
  return text;
}

}  // namespace interlock
