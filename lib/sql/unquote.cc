// String literals and quoted names -> the characters that they stand for.
#include <algorithm>

#include "lib/sql/constant.h"

namespace interlock::sql {
namespace {

int hex_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 32);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | ((code >> 12) & 0x0F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Up to `most` digits in `base` from i on; i is moved behind them.
std::uint32_t digits(std::string_view text, std::size_t& i, std::size_t most, int base) {
  std::uint32_t value = 0;
  for (; most > 0 && i < text.size(); --most, ++i) {
    const int digit = hex_of(text[i]);
    if (digit < 0 || digit >= base) break;
    value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
  }
  return value;
}

// text[i] follows a backslash. MySQL knows only the letters, PostgreSQL's E'..' also numbers.
void append_escape(std::string& out, std::string_view text, std::size_t& i, bool numbers) {
  const char c = text[i++];
  switch (c) {
    case 'n':
      out += '\n';
      return;
    case 't':
      out += '\t';
      return;
    case 'r':
      out += '\r';
      return;
    case 'b':
      out += '\b';
      return;
    default:
      break;
  }
  if (numbers && c == 'x') return append_utf8(out, digits(text, i, 2, 16));
  if (numbers && c == 'u') return append_utf8(out, digits(text, i, 4, 16));
  if (numbers && c == 'U') return append_utf8(out, digits(text, i, 8, 16));
  if (numbers && c >= '0' && c <= '7') {
    --i;
    return append_utf8(out, digits(text, i, 3, 8));
  }
  out += c;
}

std::string from_hex(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const int high = hex_of(text[i]), low = hex_of(text[i + 1]);
    if (high < 0 || low < 0) break;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string unescape_unicode(std::string_view text) {  // U&'\0044'
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\\') {
      out += text[i++];
    } else if (++i < text.size() && text[i] == '+') {
      append_utf8(out, digits(text, ++i, 6, 16));
    } else if (i < text.size() && hex_of(text[i]) >= 0) {
      append_utf8(out, digits(text, i, 4, 16));
    } else if (i < text.size()) {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace

std::string unquoted(const Tokens& tokens, std::uint32_t i) {
  std::string_view raw = tokens.raw(i);
  if (raw.empty()) return {};
  if (raw[0] == '$') {
    const std::size_t tag = raw.find('$', 1);
    if (tag == std::string_view::npos) return std::string(raw);
    raw.remove_prefix(tag + 1);
    return std::string(raw.substr(0, raw.size() > tag ? raw.size() - tag - 1 : raw.size()));
  }
  const std::size_t q = (raw[0] | 32) == 'n' ? 1 : 0;
  if (raw.size() > q + 2 && (raw[q] | 32) == 'q' && raw[q + 1] == '\'') {  // q'[..]'
    raw.remove_prefix(q + 3);
    return std::string(raw.substr(0, raw.size() > 2 ? raw.size() - 2 : 0));
  }
  char prefix = 0;
  while (raw.size() > 1 && raw[0] != '\'' && raw[0] != '"' && raw[0] != '`' && raw[0] != '[') {
    if (prefix == 0) prefix = static_cast<char>(raw[0] | 32);
    raw.remove_prefix(1);
  }
  const char open = raw[0], close = open == '[' ? ']' : open;
  raw.remove_prefix(1);
  const bool postgres_e = prefix == 'e';
  const bool escapes = open != '`' && open != '[' && (postgres_e || tokens.syntax().backslash);
  const char stops[] = {close, escapes ? '\\' : close};
  std::string out;
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t stop =
        std::min(raw.find_first_of(std::string_view(stops, 2), at), raw.size());
    out += raw.substr(at, stop - at);
    at = stop;
    if (at == raw.size()) break;
    if (escapes && raw[at] == '\\' && at + 1 < raw.size()) {
      append_escape(out, raw, ++at, postgres_e);
    } else if (raw[at] == close) {
      if (at + 1 >= raw.size() || raw[at + 1] != close) break;
      out += close;
      at += 2;
    } else {
      out += raw[at++];
    }
  }
  if (prefix == 'x') return from_hex(out);
  return prefix == 'u' ? unescape_unicode(out) : out;
}

}  // namespace interlock::sql
