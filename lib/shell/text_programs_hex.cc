// xxd: -p, -r -p, and -r of whole dumps.
#include <algorithm>

#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads as xxd does: digits pair up over blanks, three characters that are none end the line, and
// without `plain` a line begins with an offset and holds at most 16 bytes.
Output reverse_dump(std::string_view text, bool plain, std::size_t limit) {
  constexpr int k_columns = 16;
  std::string out;
  std::uint64_t wanted = 0;
  int last = -1, before = 0, older = 0, column = k_columns;
  bool ignore_garbage = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\r' || (plain && (c == ' ' || c == '\n' || c == '\t'))) continue;
    older = before;
    before = last;
    last = hex_digit(c);
    if (last < 0 && ignore_garbage) continue;
    ignore_garbage = false;
    if (!plain && column >= k_columns) {
      if (last < 0)
        column = 0;
      else if (wanted > limit)
        return std::nullopt;
      else
        wanted = (wanted << 4) | static_cast<std::uint64_t>(last);
      continue;
    }
    if (!plain && wanted != out.size()) return std::nullopt;  // the real one seeks
    bool line_done = false;
    if (before >= 0 && last >= 0) {
      out += static_cast<char>((before << 4) | last);
      ++wanted;
      last = -1;
      line_done = ++column >= k_columns && !plain;
    } else {
      line_done = last < 0 && before < 0 && older < 0;
    }
    if (line_done) {  // the rest of the line is garbage
      wanted = plain ? wanted : 0;
      while (at < text.size() && text[at] != '\n') ++at;
      ignore_garbage = true;
    }
    if (at < text.size() && text[at] == '\n') {
      wanted = plain ? wanted : 0;
      column = k_columns;
      ignore_garbage = true;
    }
  }
  return out;
}

std::string plain_dump(std::string_view bytes, std::uint64_t columns, bool upper) {
  const std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    (out += digits[byte >> 4]) += digits[byte & 15];
    if ((i + 1) % columns == 0 || i + 1 == bytes.size()) out += '\n';
  }
  return out;
}

}  // namespace

Output run_xxd(const Call& call) {
  bool plain = false, reverse = false, upper = false;
  std::uint64_t columns = 30;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const std::string_view argument = call.arguments[i];
    if (argument == "-" && i + 1 == call.arguments.size()) break;
    if (argument.size() < 2 || argument[0] != '-') return std::nullopt;
    if (argument[1] == 'p') {
      plain = true;
    } else if (argument[1] == 'r') {
      reverse = true;
    } else if (argument == "-u") {
      upper = true;
    } else if (argument[1] == 'c') {
      std::string_view value = argument.substr(2);
      if (value.empty() || value == "ols") {
        if (++i == call.arguments.size()) return std::nullopt;
        value = call.arguments[i];
      }
      const auto count = parse_count(value);
      if (!count || *count == 0 || *count > 256 || value[0] == '0') return std::nullopt;
      columns = *count;
    } else {
      return std::nullopt;
    }
  }
  if (reverse && columns != 30) return std::nullopt;
  if (reverse) return reverse_dump(call.input, plain, call.limit);
  if (!plain) return std::nullopt;
  return plain_dump(call.input, columns, upper);
}

}  // namespace interlock::text_programs
