// Programs that turn bytes into letters and back: what an agent uses to hide a command.
#include <algorithm>
#include <array>

#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {
namespace {

constexpr std::string_view k_base64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view k_base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// `bits` of a letter, letters of a group: 6 and 4, or 5 and 8.
struct Coding {
  std::string_view letters;
  unsigned bits;
  std::size_t group;
};
constexpr Coding k_codings[] = {{k_base64, 6, 4}, {k_base32, 5, 8}};

std::string encode(const Coding& coding, std::string_view bytes) {
  std::string out;
  std::uint32_t held = 0;
  unsigned count = 0;
  for (const char c : bytes) {
    held = (held << 8) | static_cast<unsigned char>(c);
    for (count += 8; count >= coding.bits; count -= coding.bits)
      out += coding.letters[(held >> (count - coding.bits)) & ((1u << coding.bits) - 1)];
    held &= (1u << count) - 1;
  }
  if (count > 0) out += coding.letters[(held << (coding.bits - count)) & ((1u << coding.bits) - 1)];
  while (out.size() % coding.group != 0) out += '=';
  return out;
}

std::string wrap_lines(std::string_view text, std::size_t width) {
  if (width == 0) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += width) (out += text.substr(at, width)) += '\n';
  return out;
}

std::array<int, 256> reverse_table(std::string_view letters) {
  std::array<int, 256> table;
  table.fill(-1);
  for (std::size_t i = 0; i < letters.size(); ++i)
    table[static_cast<unsigned char>(letters[i])] = static_cast<int>(i);
  return table;
}

// Group by group, as the real one reads: what stands before the first error is printed.
std::string decode(const Coding& coding, std::string_view text, bool ignore_garbage) {
  const std::array<int, 256> table = reverse_table(coding.letters);
  std::string clean, out;
  for (const char c : text) {
    if (c == '\n') continue;
    if (ignore_garbage && c != '=' && table[static_cast<unsigned char>(c)] < 0) continue;
    clean += c;
  }
  for (std::size_t at = 0; at < clean.size(); at += coding.group) {
    const std::string_view group = std::string_view(clean).substr(at, coding.group);
    std::uint64_t value = 0;
    std::size_t letters = 0;
    while (letters < group.size() && table[static_cast<unsigned char>(group[letters])] >= 0)
      value = (value << coding.bits) |
              static_cast<std::uint64_t>(table[static_cast<unsigned char>(group[letters++])]);
    const bool padded =
        group.size() == coding.group && group.substr(letters).find_first_not_of('=') == group.npos;
    if (coding.group == 8 && group.size() < 8)
      break;  // base32 leaves out a group that is cut short
    const std::size_t known_bits = letters * coding.bits;
    for (std::size_t byte = 0; (byte + 1) * 8 <= known_bits; ++byte)
      out += static_cast<char>((value >> (known_bits - (byte + 1) * 8)) & 0xff);
    if (letters < coding.group && !padded) break;
  }
  return out;
}

Output run_base(const Call& call, const Coding& coding) {
  static constexpr LongOption k_names[] = {
      {"decode", 'd'}, {"ignore-garbage", 'i'}, {"wrap", 'w', ':'}};
  const auto options = read_options(call.arguments, "diw:", k_names);
  if (!options || !reads_input(options->operands)) return std::nullopt;
  std::uint64_t width = 76;
  for (const Option& option : options->options) {
    if (option.letter != 'w') continue;
    const auto count = parse_count(option.value);
    if (!count) return std::nullopt;
    width = *count;
  }
  if (options->has('d')) return decode(coding, call.input, options->has('i'));
  return wrap_lines(encode(coding, call.input), width);
}

// OpenSSL drops what does not suit it in silence: only texts that are surely read in full.
bool suits_openssl(std::string_view text, bool one_line) {
  constexpr std::size_t k_longest_line = 500;
  std::size_t letters = 0, padding = 0, line = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      if (line == 0 || (one_line && i + 1 < text.size())) return false;
      line = 0;
      continue;
    }
    if (++line > k_longest_line) return false;
    if (text[i] == '=')
      ++padding;
    else if (padding > 0 || k_base64.find(text[i]) == k_base64.npos)
      return false;
    ++letters;
  }
  return padding < 3 && letters % 4 == 0 && (one_line || line == 0);
}

}  // namespace

Output run_base64(const Call& call) { return run_base(call, k_codings[0]); }
Output run_base32(const Call& call) { return run_base(call, k_codings[1]); }

// openssl base64 [-d] [-A], openssl enc -base64 ...
Output run_openssl(const Call& call) {
  if (call.arguments.empty()) return std::nullopt;
  bool base64 = call.arguments[0] == "base64", one_line = false, reverse = false;
  if (!base64 && call.arguments[0] != "enc") return std::nullopt;
  for (const std::string_view option : std::span(call.arguments).subspan(1)) {
    if (option == "-d")
      reverse = true;
    else if (option == "-e")
      reverse = false;
    else if (option == "-A")
      one_line = true;
    else if (option == "-base64" || option == "-a")
      base64 = true;
    else
      return std::nullopt;
  }
  if (!base64) return std::nullopt;
  if (!reverse) return wrap_lines(encode(k_codings[0], call.input), one_line ? 0 : 64);
  if (!suits_openssl(call.input, one_line)) return std::nullopt;
  return decode(k_codings[0], call.input, false);
}

}  // namespace interlock::text_programs
