// What a string literal stands for: escapes decoded, interpolated expressions as holes.
#include <algorithm>

#include "lib/action/code_lexer_parts.h"

namespace interlock {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_utf8(std::uint32_t point, std::string& out) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | (point >> 6));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | (point >> 12));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x110000) {
    out += static_cast<char>(0xF0 | (point >> 18));
    out += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

}  // namespace

CodeLexer::Reading CodeLexer::double_reading() const {
  switch (language_) {
    case Language::perl:
    case Language::ruby:
    case Language::php:
      return Reading::interpolated;
    case Language::python:
    case Language::node:
    case Language::lua:
    case Language::awk:
    case Language::r:
    case Language::other:
      return Reading::escapes;
  }
  return Reading::escapes;
}

CodeString CodeLexer::decode(std::size_t begin, std::size_t end, Reading reading) const {
  CodeString string;
  std::string& out = string.value.text;
  end = std::min(end, text_.size());
  for (std::size_t i = begin; i < end;) {
    const char c = text_[i];
    if (c == '\\' && reading == Reading::single_quoted) {
      if (i + 1 < end && (text_[i + 1] == '\\' || text_[i + 1] == '\'')) ++i;
      out += text_[i++];
    } else if (c == '\\' && reading != Reading::raw && i + 1 < end) {
      decode_escape(i, end, out);
    } else if (reading == Reading::interpolated && decode_hole(i, end, string)) {
      continue;
    } else {
      out += c;
      ++i;
    }
  }
  return string;
}

void CodeLexer::decode_escape(std::size_t& i, std::size_t end, std::string& out) const {
  const char c = text_[i + 1];
  i += 2;
  const auto hex = [&](std::size_t digits) {
    std::uint32_t value = 0;
    for (std::size_t n = 0; n < digits && i < end && hex_value(text_[i]) >= 0; ++n, ++i)
      value = value * 16 + static_cast<std::uint32_t>(hex_value(text_[i]));
    return value;
  };
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
    case 'a':
      out += '\a';
      return;
    case 'b':
      out += '\b';
      return;
    case 'f':
      out += '\f';
      return;
    case 'v':
      out += '\v';
      return;
    case 'e':
      if (is(Language::python) || is(Language::node)) break;
      out += '\x1b';
      return;
    case '\n':
      return;
    case 'z':
      if (!is(Language::lua)) break;
      while (i < end && (text_[i] == ' ' || text_[i] == '\n' || text_[i] == '\t')) ++i;
      return;
    case 'x':
      if (i < end && text_[i] == '{') {
        ++i;
        append_utf8(hex(6), out);
        if (i < end && text_[i] == '}') ++i;
      } else {
        append_utf8(hex(2), out);
      }
      return;
    case 'u':
    case 'U':
      if (i < end && text_[i] == '{') {
        ++i;
        append_utf8(hex(6), out);
        if (i < end && text_[i] == '}') ++i;
      } else {
        append_utf8(hex(c == 'U' ? 8 : 4), out);
      }
      return;
    default:
      break;
  }
  if (c >= '0' && c <= '9') {
    const std::uint32_t base = is(Language::lua) ? 10 : 8;
    std::uint32_t value = static_cast<std::uint32_t>(c - '0');
    for (int n = 0; n < 2 && i < end && text_[i] >= '0' && text_[i] < '0' + static_cast<int>(base);
         ++n, ++i)
      value = value * base + static_cast<std::uint32_t>(text_[i] - '0');
    append_utf8(value & 0xFF, out);
    return;
  }
  const bool sign = c == '\\' || c == '\'' || c == '"' || c == '`' || c == '/' || c == '$';
  if (!sign && (is(Language::python) || is(Language::php))) out += '\\';
  out += c;
}

// At a place where the language would put a value in: notes the hole and goes behind it.
bool CodeLexer::decode_hole(std::size_t& i, std::size_t end, CodeString& string) const {
  const char c = text_[i];
  const char next = i + 1 < end ? text_[i + 1] : '\0';
  const std::size_t begin = i;
  std::size_t inner = 0, stop = 0;  // the expression, and what is behind it
  const auto braced = [&](std::size_t from) {
    int depth = 1;
    std::size_t at = from;
    for (; at < end; ++at) {
      if (text_[at] == '{') ++depth;
      if (text_[at] == '}' && --depth == 0) break;
    }
    inner = from;
    stop = at;
    return std::min(at + 1, end);
  };
  switch (language_) {
    case Language::python:
      if ((c == '{' || c == '}') && next == c) {
        string.value.text += c;
        i += 2;
        return true;
      }
      if (c != '{') return false;
      i = braced(begin + 1);
      break;
    case Language::node:
      if (c != '$' || next != '{') return false;
      i = braced(begin + 2);
      break;
    case Language::ruby:
      if (c != '#' || next != '{') return false;
      i = braced(begin + 2);
      break;
    case Language::php:
      if (c == '{' && next == '$') {
        i = braced(begin + 1);
        break;
      }
      if (c == '$' && next == '{') {
        i = braced(begin + 2);
        break;
      }
      if (c != '$' || !is_name_start(next)) return false;
      for (++i; i < end && is_name_part(text_[i]);) ++i;
      if (i + 2 < end && text_.substr(i, 2) == "->" && is_name_start(text_[i + 2]))
        for (i += 2; i < end && is_name_part(text_[i]);) ++i;
      break;
    case Language::perl:
      if ((c == '@' || c == '$') && next == '{') {
        i = braced(begin + 2);
        break;
      }
      if ((c != '$' && c != '@') || !is_name_part(next)) return false;
      if (c == '@' && !is_name_start(next)) return false;
      for (++i; i < end && (is_name_part(text_[i]) || text_.substr(i, 2) == "::");) ++i;
      while (i < end && (text_[i] == '[' || text_[i] == '{' || text_.substr(i, 3) == "->{" ||
                         text_.substr(i, 3) == "->[")) {
        const std::size_t close =
            text_.substr(i, std::min<std::size_t>(end - i, 80)).find_first_of("]}");
        if (close == std::string_view::npos) break;
        i += close + 1;
      }
      break;
    case Language::lua:
    case Language::awk:
    case Language::r:
    case Language::other:
      return false;
  }
  Word hole = Word::unknown(text_.substr(begin, i - begin));
  if (c == '@' && language_ == Language::perl && stop == 0) hole.may_split = false;
  string.value.append(hole);
  if (stop > inner)
    string.inner.emplace_back(static_cast<std::uint32_t>(inner), static_cast<std::uint32_t>(stop));
  return true;
}

}  // namespace interlock
