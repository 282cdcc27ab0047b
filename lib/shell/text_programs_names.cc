// Programs that make text of their arguments alone.
#include <algorithm>

#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {
namespace {

std::string_view without_slashes(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

std::string_view last_part(std::string_view path, std::string_view suffix) {
  path = without_slashes(path);
  if (path == "/") return path;
  path.remove_prefix(path.rfind('/') + 1);  // npos + 1 is 0
  if (path.size() > suffix.size() && path.substr(path.size() - suffix.size()) == suffix)
    path.remove_suffix(suffix.size());
  return path;
}

std::string_view directory_part(std::string_view path) {
  path = without_slashes(path);
  const std::size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return without_slashes(path.substr(0, std::max<std::size_t>(slash, 1)));
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  const auto count = parse_count(text.substr(negative));
  if (!count || (negative && *count == 0)) return std::nullopt;
  const auto value = static_cast<std::int64_t>(*count);
  return negative ? -value : value;
}

}  // namespace

Output run_basename(const Call& call) {
  static constexpr LongOption k_names[] = {{"multiple", 'a'}, {"suffix", 's', ':'}, {"zero", 'z'}};
  const auto options = read_options(call.arguments, "as:z", k_names, false);
  if (!options || options->operands.empty()) return std::nullopt;
  auto names = options->operands;
  std::string_view suffix = options->last('s').value_or("");
  if (!options->has('a') && !options->has('s')) {
    if (names.size() > 2) return std::nullopt;
    if (names.size() == 2) suffix = names[1];
    names.resize(1);
  }
  std::string out;
  for (const std::string_view name : names)
    (out += last_part(name, suffix)) += options->has('z') ? '\0' : '\n';
  return out;
}

Output run_dirname(const Call& call) {
  static constexpr LongOption k_names[] = {{"zero", 'z'}};
  const auto options = read_options(call.arguments, "z", k_names, false);
  if (!options || options->operands.empty()) return std::nullopt;
  std::string out;
  for (const std::string_view name : options->operands)
    (out += directory_part(name)) += options->has('z') ? '\0' : '\n';
  return out;
}

// Whole numbers only. Negative ones are operands, not options.
Output run_seq(const Call& call) {
  static constexpr LongOption k_names[] = {{"separator", 's', ':'}, {"equal-width", 'w'}};
  const auto is_negative = [](std::string_view text) {
    return text.size() > 1 && text[0] == '-' && text[1] >= '0' && text[1] <= '9';
  };
  const auto operand = std::find_if(call.arguments.begin(), call.arguments.end(), is_negative);
  auto options = read_options({call.arguments.begin(), operand}, "s:w", k_names, false);
  if (!options) return std::nullopt;
  options->operands.insert(options->operands.end(), operand, call.arguments.end());
  if (options->operands.empty() || options->operands.size() > 3) return std::nullopt;

  std::vector<std::int64_t> numbers;
  bool zeros = false;  // in front: they count for -w
  for (const std::string_view text : options->operands) {
    const auto number = parse_integer(text);
    if (!number) return std::nullopt;
    zeros = zeros || (text.size() > 1 && text[text[0] == '-'] == '0');
    numbers.push_back(*number);
  }
  const std::int64_t first = numbers.size() > 1 ? numbers[0] : 1,
                     step = numbers.size() > 2 ? numbers[1] : 1;
  const std::int64_t last = numbers.back();
  if (step == 0 || (zeros && options->has('w'))) return std::nullopt;
  const std::size_t width = std::max(std::to_string(first).size(), std::to_string(last).size());
  const std::string_view separator = options->last('s').value_or("\n");
  std::string out;
  for (std::int64_t number = first; step > 0 ? number <= last : number >= last; number += step) {
    std::string digits = std::to_string(number);
    if (options->has('w') && digits.size() < width)
      digits.insert(number < 0, width - digits.size(), '0');
    if (!out.empty()) out += separator;
    out += digits;
    if (out.size() > call.limit) return std::nullopt;
  }
  if (!out.empty()) out += '\n';
  return out;
}

}  // namespace interlock::text_programs
