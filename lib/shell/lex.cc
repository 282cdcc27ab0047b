#include "lib/shell/lex.h"

#include <algorithm>

namespace interlock::lex {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// bash writes the six byte forms of old UTF-8 too.
void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  int tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : code < 0x200000 ? 3 : code < 0x4000000 ? 4 : 5;
  const std::uint32_t lead = (0xFF00u >> (tail + 1)) & 0xFFu;
  out += static_cast<char>(lead | (code >> (6 * tail)));
  while (tail-- > 0) out += static_cast<char>(0x80u | ((code >> (6 * tail)) & 0x3Fu));
}

struct Digits {
  std::uint32_t value = 0;
  std::size_t count = 0;
};

Digits read_hex(std::string_view text, std::size_t at, std::size_t most) {
  Digits digits;
  while (digits.count < most && at + digits.count < text.size()) {
    const int value = hex_value(text[at + digits.count]);
    if (value < 0) break;
    digits.value = digits.value * 16 + static_cast<std::uint32_t>(value);
    ++digits.count;
  }
  return digits;
}

Digits read_octal(std::string_view text, std::size_t at) {
  Digits digits;
  while (digits.count < 3 && at + digits.count < text.size()) {
    const char c = text[at + digits.count];
    if (c < '0' || c > '7') break;
    digits.value = digits.value * 8 + static_cast<std::uint32_t>(c - '0');
    ++digits.count;
  }
  return digits;
}

char simple_escape(char c) {
  switch (c) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'e':
    case 'E':
      return '\x1b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case '\\':
    case '\'':
    case '"':
    case '?':
      return c;
    default:
      return 0;
  }
}

// `i` stands on the x; returns what follows.
std::size_t append_hex_escape(std::string& out, std::string_view text, std::size_t i) {
  if (i + 1 < text.size() && text[i + 1] == '{') {
    const Digits digits = read_hex(text, i + 2, text.size());
    out += static_cast<char>(digits.value & 0xFF);
    const std::size_t end = i + 2 + digits.count;
    return end < text.size() && text[end] == '}' ? end + 1 : end;
  }
  const Digits digits = read_hex(text, i + 1, 2);
  if (digits.count == 0)
    out += "\\x";
  else
    out += static_cast<char>(digits.value & 0xFF);
  return i + 1 + digits.count;
}

std::size_t append_unicode_escape(std::string& out, std::string_view text, std::size_t i) {
  const Digits digits = read_hex(text, i + 1, text[i] == 'u' ? 4 : 8);
  if (digits.count == 0) {
    out += '\\';
    out += text[i];
  } else {
    append_utf8(out, digits.value);
  }
  return i + 1 + digits.count;
}

std::size_t append_control_escape(std::string& out, std::string_view text, std::size_t i) {
  if (i + 1 >= text.size()) {
    out += "\\c";
    return i + 1;
  }
  const char c = text[i + 1];
  const bool doubled = c == '\\' && i + 2 < text.size() && text[i + 2] == '\\';
  const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  out += upper == '?' ? '\x7f' : static_cast<char>(upper & 0x1f);
  return i + (doubled ? 3 : 2);
}

// `i` stands on the character after the backslash.
std::size_t append_escape(std::string& out, std::string_view text, std::size_t i) {
  const char c = text[i];
  if (const char plain = simple_escape(c)) {
    out += plain;
    return i + 1;
  }
  if (c >= '0' && c <= '7') {
    const Digits digits = read_octal(text, i);
    out += static_cast<char>(digits.value & 0xFF);
    return i + digits.count;
  }
  if (c == 'x') return append_hex_escape(out, text, i);
  if (c == 'u' || c == 'U') return append_unicode_escape(out, text, i);
  if (c == 'c') return append_control_escape(out, text, i);
  out += '\\';
  out += c;
  return i + 1;
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && is_name_start(static_cast<unsigned char>(text[0])) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is(static_cast<unsigned char>(c), k_name); });
}

bool is_assignable(std::string_view text) {
  const std::size_t bracket = text.find('[');
  return is_name(text.substr(0, bracket)) &&
         (bracket == std::string_view::npos || text.ends_with(']'));
}

std::string decode_ansi_c(std::string_view inside) {
  std::string out;
  std::size_t i = 0;
  while (i < inside.size()) {
    if (inside[i] != '\\' || i + 1 == inside.size())
      out += inside[i++];
    else
      i = append_escape(out, inside, i + 1);
  }
  out.resize(std::min(out.size(), out.find('\0')));
  return out;
}

std::string unescape_backquoted(std::string_view inside, bool in_double_quotes) {
  std::string out;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '\\' && i + 1 < inside.size()) {
      const char next = inside[++i];
      if (next == '\n') continue;
      const bool special = next == '$' || next == '`' || next == '\\';
      if (!special && !(next == '"' && in_double_quotes)) out += '\\';
    }
    out += inside[i];
  }
  return out;
}

Delimiter read_delimiter(std::string_view word) {
  Delimiter result;
  char quote = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (c == '\\' && quote != '\'' && i + 1 < word.size()) {
      const char next = word[++i];
      if (next == '\n') continue;
      result.quoted = true;
      const bool special = next == '$' || next == '`' || next == '\\' || next == '"';
      if (quote == '"' && !special) result.text += '\\';
      result.text += next;
    } else if (c == '$' && quote == 0 && i + 1 < word.size() && word[i + 1] == '\'') {
      std::size_t end = i + 2;
      while (end < word.size() && word[end] != '\'') end += word[end] == '\\' ? 2 : 1;
      end = std::min(end, word.size());
      result.text += decode_ansi_c(word.substr(i + 2, end - i - 2));
      result.quoted = true;
      i = end;
    } else if (c == '$' && quote == 0 && i + 1 < word.size() && word[i + 1] == '"') {
      continue;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      result.quoted = true;
    } else if (c == quote) {
      quote = 0;
    } else {
      result.text += c;
    }
  }
  return result;
}

}  // namespace interlock::lex
