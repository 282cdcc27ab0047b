// Programs that turn bytes into letters and back: what an agent uses to hide a command.
#include <algorithm>
#include <array>

#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {
namespace {

constexpr std::string_view k_base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
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
  for (std::size_t i = 0; i < letters.size(); ++i) table[static_cast<unsigned char>(letters[i])] = static_cast<int>(i);
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
      value = (value << coding.bits) | static_cast<std::uint64_t>(table[static_cast<unsigned char>(group[letters++])]);
    const std::size_t known_bits = letters * coding.bits;
    for (std::size_t byte = 0; (byte + 1) * 8 <= known_bits; ++byte)
      out += static_cast<char>((value >> (known_bits - (byte + 1) * 8)) & 0xff);
    const bool padded = group.size() == coding.group && group.substr(letters).find_first_not_of('=') == group.npos;
    if (letters < coding.group && !padded) break;
  }
  return out;
}

Output run_base(const Call& call, const Coding& coding) {
  static constexpr LongOption k_names[] = {{"decode", 'd'}, {"ignore-garbage", 'i'}, {"wrap", 'w', ':'}};
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

}  // namespace

Output run_base64(const Call& call) { return run_base(call, k_codings[0]); }
Output run_base32(const Call& call) { return run_base(call, k_codings[1]); }

}  // namespace interlock::text_programs
