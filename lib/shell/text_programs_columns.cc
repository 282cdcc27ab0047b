// Programs that look into lines: cut, fold, sort, uniq.
#include <algorithm>
#include <limits>

#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {
namespace {

struct Range {
  std::uint64_t first, last;  // from 1, both included
};
constexpr std::uint64_t k_open = std::numeric_limits<std::uint64_t>::max();

std::optional<Range> parse_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == text.npos) {
    const auto number = parse_count(text);
    return number && *number > 0 ? std::optional<Range>({*number, *number}) : std::nullopt;
  }
  const auto low = dash == 0 ? 1 : parse_count(text.substr(0, dash));
  const bool open = dash + 1 == text.size();
  const auto high = open ? k_open : parse_count(text.substr(dash + 1));
  if (!low || !high || *low == 0 || *low > *high || text.size() == 1) return std::nullopt;
  return Range{*low, *high};
}

// Sorted, overlapping ones united; those that only touch stay apart.
std::optional<std::vector<Range>> parse_list(std::string_view text, bool complement) {
  std::vector<Range> ranges;
  while (true) {
    const std::size_t end = std::min(text.find_first_of(", \t"), text.size());
    const auto range = parse_range(text.substr(0, end));
    if (!range) return std::nullopt;
    ranges.push_back(*range);
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  std::vector<Range> united;
  for (const Range& range : ranges) {
    if (!united.empty() && range.first <= united.back().last)
      united.back().last = std::max(united.back().last, range.last);
    else
      united.push_back(range);
  }
  if (!complement) return united;
  std::vector<Range> others;
  std::uint64_t next = 1;
  for (const Range& range : united) {
    if (range.first > next) others.push_back({next, range.first - 1});
    if (range.last == k_open) return others;
    next = range.last + 1;
  }
  others.push_back({next, k_open});
  return others;
}

void cut_bytes(std::string_view line, const std::vector<Range>& ranges, std::string_view between,
               std::string& out) {
  bool any = false;
  for (const Range& range : ranges) {
    if (range.first > line.size()) break;
    if (any) out += between;
    any = true;
    out += line.substr(range.first - 1, range.last - (range.first - 1));
  }
}

// False when the line has no delimiter and only such lines are wanted.
bool cut_fields(std::string_view line, const std::vector<Range>& ranges, char delimiter,
                std::string_view between, bool only_delimited, std::string& out) {
  if (line.find(delimiter) == line.npos) {
    if (!only_delimited) out += line;
    return !only_delimited;
  }
  auto range = ranges.begin();
  bool any = false;
  std::uint64_t number = 1;
  for (std::size_t at = 0; at <= line.size() && range != ranges.end(); ++number) {
    const std::size_t end = std::min(line.find(delimiter, at), line.size());
    while (range != ranges.end() && range->last < number) ++range;
    if (range != ranges.end() && range->first <= number) {
      if (any) out += between;
      any = true;
      out += line.substr(at, end - at);
    }
    at = end + 1;
  }
  return true;
}

std::size_t next_column(std::size_t column, char c, bool count_bytes) {
  if (count_bytes) return column + 1;
  if (c == '\b') return column > 0 ? column - 1 : 0;
  if (c == '\r') return 0;
  return c == '\t' ? column + 8 - column % 8 : column + 1;
}

}  // namespace

Output run_cut(const Call& call) {
  static constexpr LongOption k_names[] = {{"bytes", 'b', ':'},     {"characters", 'b', ':'},
                                           {"fields", 'f', ':'},    {"delimiter", 'd', ':'},
                                           {"only-delimited", 's'}, {"output-delimiter", 'o', ':'},
                                           {"complement", 'C'},     {"zero-terminated", 'z'}};
  const auto options = read_options(call.arguments, "b:c:d:f:nsz", k_names);
  if (!options || !reads_input(options->operands)) return std::nullopt;
  std::optional<std::string_view> list;
  bool fields = false;
  for (const Option& option : options->options) {
    if (option.letter != 'b' && option.letter != 'c' && option.letter != 'f') continue;
    if (list) return std::nullopt;
    list = option.value;
    fields = option.letter == 'f';
  }
  const std::string_view delimiter = options->last('d').value_or("\t");
  const char end = options->has('z') ? '\0' : '\n';
  if (!list || delimiter.size() != 1 || delimiter[0] == end ||
      (!fields && (options->has('d') || options->has('s'))))
    return std::nullopt;
  const auto ranges = parse_list(*list, options->has('C'));
  if (!ranges) return std::nullopt;
  const std::string_view between =
      options->last('o').value_or(fields ? delimiter : std::string_view());
  std::string out;
  for (std::string_view line : split_lines(call.input, end)) {
    if (line.back() == end) line.remove_suffix(1);
    if (!fields)
      cut_bytes(line, *ranges, between, out);
    else if (!cut_fields(line, *ranges, delimiter[0], between, options->has('s'), out))
      continue;
    out += end;
    if (out.size() > call.limit) return std::nullopt;
  }
  return out;
}

Output run_fold(const Call& call) {
  static constexpr LongOption k_names[] = {{"bytes", 'b'}, {"spaces", 's'}, {"width", 'w', ':'}};
  const auto options = read_options(call.arguments, "bsw:", k_names);
  if (!options || !reads_input(options->operands)) return std::nullopt;
  const auto width = parse_count(options->last('w').value_or("80"));
  if (!width || *width == 0) return std::nullopt;
  const bool bytes = options->has('b'), at_blanks = options->has('s');
  std::string out, line;
  std::size_t column = 0;
  for (std::size_t i = 0; i < call.input.size();) {
    const char c = call.input[i];
    if (c == '\n') {
      (out += line) += c;
      line.clear();
      column = 0;
      ++i;
      continue;
    }
    column = next_column(column, c, bytes);
    if (column > *width && at_blanks && line.find_last_of(" \t") != line.npos) {
      const std::size_t cut = line.find_last_of(" \t") + 1;
      (out += line.substr(0, cut)) += '\n';
      line.erase(0, cut);
      column = 0;
      for (const char left : line) column = next_column(column, left, bytes);
      continue;  // with the same character
    }
    if (column > *width && !line.empty()) {
      (out += line) += '\n';
      line.clear();
      column = 0;
      continue;
    }
    line += c;
    ++i;
  }
  return out += line;
}

namespace {

constexpr std::size_t k_max_sorted = 20'000;

bool is_plain(std::string_view line) {
  return std::all_of(line.begin(), line.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

// Leading digits, without zeros in front: longer is larger.
std::string_view number_of(std::string_view line) {
  line = line.substr(0, std::min(line.find_first_not_of("0123456789"), line.size()));
  return line.substr(std::min(line.find_first_not_of('0'), line.size()));
}

bool is_less_number(std::string_view a, std::string_view b) {
  a = number_of(a);
  b = number_of(b);
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

// Only where every locale agrees: plain lower-case words, or numbers that all differ.
Output run_sort(const Call& call) {
  static constexpr LongOption k_names[] = {
      {"numeric-sort", 'n'}, {"reverse", 'r'}, {"unique", 'u'}};
  const auto options = read_options(call.arguments, "nru", k_names);
  if (!options || !reads_input(options->operands)) return std::nullopt;
  const bool numeric = options->has('n');
  std::vector<std::string_view> lines = split_lines(call.input);
  if (lines.size() > k_max_sorted) return std::nullopt;
  for (std::string_view& line : lines) {
    if (line.back() == '\n') line.remove_suffix(1);
    if (numeric ? line.empty() || line[0] < '0' || line[0] > '9' : !is_plain(line))
      return std::nullopt;
  }
  if (numeric)
    std::sort(lines.begin(), lines.end(), is_less_number);
  else
    std::sort(lines.begin(), lines.end());
  if (numeric &&
      std::adjacent_find(lines.begin(), lines.end(), [](std::string_view a, std::string_view b) {
        return a != b && !is_less_number(a, b);
      }) != lines.end())
    return std::nullopt;
  if (numeric && std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
        const std::size_t end = line.find_first_not_of("0123456789");
        return end != line.npos && (line[end] == '.' || line[end] == ',');
      }))
    return std::nullopt;
  if (options->has('u')) lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  if (options->has('r')) std::reverse(lines.begin(), lines.end());
  std::string out;
  for (const std::string_view line : lines) (out += line) += '\n';
  return out;
}

Output run_uniq(const Call& call) {
  static constexpr LongOption k_names[] = {{"count", 'c'}, {"repeated", 'd'}, {"unique", 'u'}};
  const auto options = read_options(call.arguments, "cdu", k_names);
  if (!options || !reads_input(options->operands)) return std::nullopt;
  std::vector<std::string_view> lines = split_lines(call.input);
  for (std::string_view& line : lines)
    if (line.back() == '\n') line.remove_suffix(1);
  std::string out;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t next = i + 1;
    while (next < lines.size() && lines[next] == lines[i]) ++next;
    const std::size_t count = next - i;
    if (!(options->has('d') && count == 1) && !(options->has('u') && count > 1)) {
      if (options->has('c')) {
        const std::string digits = std::to_string(count);
        out.append(digits.size() < 7 ? 7 - digits.size() : 0, ' ');
        (out += digits) += ' ';
      }
      (out += lines[i]) += '\n';
    }
    i = next;
  }
  return out;
}

}  // namespace interlock::text_programs
