// Programs that take, turn or count lines without looking into them.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {
namespace {

// How much head and tail are asked for.
struct Amount {
  std::uint64_t count = 10;
  bool bytes = false;
  char sign = 0;  // head -n -3, tail -n +3
};

std::optional<Amount> parse_amount(std::string_view text, bool bytes) {
  Amount amount;
  amount.bytes = bytes;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    amount.sign = text[0];
    text.remove_prefix(1);
  }
  const auto count = parse_count(text);
  if (!count) return std::nullopt;
  amount.count = *count;
  return amount;
}

// -3, -3c, -3l; for tail also +3.
std::optional<Amount> parse_obsolete(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const char kind = text.back();
  const bool lettered = kind == 'c' || kind == 'l';
  auto amount = parse_amount(text.substr(1, text.size() - 1 - lettered), kind == 'c');
  if (amount && amount->sign != 0) return std::nullopt;
  if (amount && text[0] == '+') amount->sign = '+';
  return amount;
}

struct HeadOrTail {
  Amount amount;
  char line_end = '\n';
};

std::optional<HeadOrTail> read_head_or_tail(const Call& call, bool is_tail) {
  static constexpr LongOption k_names[] = {{"bytes", 'c', ':'},
                                           {"lines", 'n', ':'},
                                           {"quiet", 'q'},
                                           {"silent", 'q'},
                                           {"zero-terminated", 'z'}};
  std::span<const std::string_view> arguments = call.arguments;
  HeadOrTail asked;
  if (!arguments.empty() && arguments[0].size() > 1 && arguments[0][1] >= '0' &&
      arguments[0][1] <= '9' && (arguments[0][0] == '-' || (is_tail && arguments[0][0] == '+'))) {
    const auto amount = parse_obsolete(arguments[0]);
    if (!amount || !reads_input({arguments.begin() + 1, arguments.end()})) return std::nullopt;
    asked.amount = *amount;
    return asked;
  }
  const auto options = read_options(arguments, "c:n:qz", k_names);
  if (!options || !reads_input(options->operands)) return std::nullopt;
  for (const Option& option : options->options) {
    if (option.letter == 'z') asked.line_end = '\0';
    if (option.letter != 'c' && option.letter != 'n') continue;
    const auto amount = parse_amount(option.value, option.letter == 'c');
    if (!amount) return std::nullopt;
    asked.amount = *amount;
  }
  return asked;
}

// The first `count` bytes or lines of a text, as a length.
std::size_t length_of_first(std::string_view text, std::uint64_t count, const HeadOrTail& asked) {
  if (asked.amount.bytes)
    return static_cast<std::size_t>(std::min<std::uint64_t>(count, text.size()));
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) {
    const std::size_t end = text.find(asked.line_end, at);
    at = end == text.npos ? text.size() : end + 1;
  }
  return at;
}

// What is left when the last `count` bytes or lines are taken away, as a length.
std::size_t length_without_last(std::string_view text, std::uint64_t count,
                                const HeadOrTail& asked) {
  if (asked.amount.bytes)
    return text.size() - static_cast<std::size_t>(std::min<std::uint64_t>(count, text.size()));
  std::size_t at = text.size();
  for (; count > 0 && at > 0; --count) {
    const std::size_t end = at < 2 ? text.npos : text.rfind(asked.line_end, at - 2);
    at = end == text.npos ? 0 : end + 1;
  }
  return at;
}

std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return end - at;
}

}  // namespace

Output run_head(const Call& call) {
  const auto asked = read_head_or_tail(call, false);
  if (!asked) return std::nullopt;
  const std::uint64_t count = asked->amount.count;
  return std::string(call.input.substr(0, asked->amount.sign == '-'
                                              ? length_without_last(call.input, count, *asked)
                                              : length_of_first(call.input, count, *asked)));
}

Output run_tail(const Call& call) {
  const auto asked = read_head_or_tail(call, true);
  if (!asked) return std::nullopt;
  const std::uint64_t count = asked->amount.count;
  return std::string(call.input.substr(
      asked->amount.sign == '+' ? length_of_first(call.input, count == 0 ? 0 : count - 1, *asked)
                                : length_without_last(call.input, count, *asked)));
}

Output run_tac(const Call& call) {
  if (!reads_input(call.arguments)) return std::nullopt;
  std::string out;
  const auto lines = split_lines(call.input);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) out += *line;
  return out;
}

Output run_rev(const Call& call) {
  if (!call.arguments.empty() || !is_valid_utf8(call.input) ||
      call.input.find('\0') != call.input.npos)
    return std::nullopt;
  std::string out;
  for (std::string_view line : split_lines(call.input)) {
    const bool ended = line.back() == '\n';
    if (ended) line.remove_suffix(1);
    const std::size_t begin = out.size();
    out.resize(begin + line.size());
    std::size_t end = out.size();
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t length = character_length(line, at);
      end -= length;
      out.replace(end, length, line.substr(at, length));
      at += length;
    }
    if (ended) out += '\n';
  }
  return out;
}

namespace {

// The delimiters of paste -d, used in turn; an empty one stands for \0.
std::optional<std::vector<std::string>> parse_delimiters(std::string_view text) {
  std::vector<std::string> delimiters;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      delimiters.emplace_back(1, text[i]);
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    constexpr std::string_view k_letters = "bfnrtv\\", k_meant = "\b\f\n\r\t\v\\";
    const std::size_t named = k_letters.find(text[i]);
    if (text[i] == '0')
      delimiters.emplace_back();
    else if (named != k_letters.npos)
      delimiters.emplace_back(1, k_meant[named]);
    else
      delimiters.emplace_back(1, text[i]);
  }
  if (delimiters.empty()) delimiters.emplace_back();
  return delimiters;
}

}  // namespace

// All operands are the input: lines are dealt to the columns in turn.
Output run_paste(const Call& call) {
  static constexpr LongOption k_names[] = {
      {"delimiters", 'd', ':'}, {"serial", 's'}, {"zero-terminated", 'z'}};
  const auto options = read_options(call.arguments, "d:sz", k_names);
  if (!options || std::any_of(options->operands.begin(), options->operands.end(),
                              [](std::string_view operand) { return operand != "-"; }))
    return std::nullopt;
  const auto delimiters = parse_delimiters(options->last('d').value_or("\t"));
  if (!delimiters) return std::nullopt;
  const bool serial = options->has('s');
  const std::size_t columns = std::max<std::size_t>(options->operands.size(), 1);
  if (serial && columns > 1) return std::nullopt;
  const char end = options->has('z') ? '\0' : '\n';
  const auto lines = split_lines(call.input, end);
  std::string out;
  const std::size_t row = serial ? std::max<std::size_t>(lines.size(), 1) : columns;
  for (std::size_t begin = 0; begin < lines.size() || (serial && begin == 0); begin += row) {
    if (out.size() + row > call.limit) return std::nullopt;
    for (std::size_t i = 0; i < row; ++i) {
      if (i > 0) out += (*delimiters)[(i - 1) % delimiters->size()];
      if (begin + i >= lines.size()) continue;
      const std::string_view line = lines[begin + i];
      out += line.substr(0, line.size() - (line.back() == end));
    }
    out += end;
  }
  return out;
}

// Numbers every line (-b a) or those that are not empty (-b t).
Output run_nl(const Call& call) {
  static constexpr LongOption k_names[] = {
      {"body-numbering", 'b', ':'}, {"number-separator", 's', ':'}, {"number-width", 'w', ':'}};
  const auto options = read_options(call.arguments, "b:s:w:", k_names);
  if (!options || !reads_input(options->operands)) return std::nullopt;
  const std::string_view style = options->last('b').value_or("t"),
                         separator = options->last('s').value_or("\t");
  const auto width = parse_count(options->last('w').value_or("6"));
  if ((style != "a" && style != "t") || !width || *width == 0 || *width > 100) return std::nullopt;
  std::string out;
  std::uint64_t number = 0;
  for (std::string_view line : split_lines(call.input)) {
    if (line.substr(0, 2) == "\\:") return std::nullopt;  // begins a section of its own
    if (line.back() == '\n') line.remove_suffix(1);
    if (line.empty() && style == "t") {
      out.append(*width + separator.size(), ' ');
    } else {
      const std::string digits = std::to_string(++number);
      out.append(*width > digits.size() ? *width - digits.size() : 0, ' ');
      (out += digits) += separator;
    }
    (out += line) += '\n';
    if (out.size() > call.limit) return std::nullopt;
  }
  return out;
}

}  // namespace interlock::text_programs
