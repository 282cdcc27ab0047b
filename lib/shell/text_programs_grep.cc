// grep over known text: GNU grep 3.8, without what looks at files or at the terminal.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/posix_regex.h"
#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {
namespace {

constexpr std::size_t k_max_matches = 1000;  // of one line, with -o

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// One pattern of the list that -e and newlines make.
class Pattern {
 public:
  static std::optional<Pattern> read(std::string_view text, const Options& options) {
    Pattern pattern;
    if (options.has('F')) {
      if (options.has('i')) return std::nullopt;
      pattern.fixed_ = std::string(text);
      return pattern;
    }
    // What sed takes \t and its like for, grep does not.
    for (std::size_t at = text.find('\\'); at != std::string_view::npos;
         at = text.find('\\', at + 2))
      if (at + 1 < text.size() && is_letter(text[at + 1]) &&
          std::string_view("wWsS").find(text[at + 1]) == std::string_view::npos)
        return std::nullopt;
    pattern.regex_ = PosixRegex::compile(text, options.has('E'), options.has('i'), false);
    if (pattern.regex_ == nullptr) return std::nullopt;
    return pattern;
  }

  bool suits(std::string_view text) const { return regex_ == nullptr || regex_->suits(text); }

  // The first match from `start` on; nothing when that is not certain.
  std::optional<std::string_view> find(std::string_view line, std::size_t start,
                                       bool& unsure) const {
    if (regex_ == nullptr) {
      const std::size_t at = line.find(fixed_, start);
      if (at == std::string_view::npos) return std::nullopt;
      return line.substr(at, fixed_.size());
    }
    std::vector<std::string_view> groups;
    const std::optional<bool> found = regex_->find(line, start, groups);
    unsure |= !found;
    if (!found || !*found || groups.empty()) return std::nullopt;
    return groups[0];
  }

 private:
  std::string fixed_;
  std::shared_ptr<const PosixRegex> regex_;
};

std::string_view without_newline(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  return line;
}

}  // namespace

Output run_grep(const Call& call) {
  static constexpr LongOption k_names[] = {
      {"extended-regexp", 'E'}, {"fixed-strings", 'F'}, {"basic-regexp", 'G'},
      {"regexp", 'e', ':'},     {"ignore-case", 'i'},   {"invert-match", 'v'},
      {"line-regexp", 'x'},     {"only-matching", 'o'}, {"no-filename", 'h'},
      {"no-messages", 's'},     {"text", 'a'},          {"color", 'k', '?'},
      {"colour", 'k', '?'}};
  std::optional<Options> options = read_options(call.arguments, "EFGe:ivxohsa", k_names);
  if (!options) return std::nullopt;
  if (options->has('k') && options->last('k') != "never" && options->last('k') != "auto")
    return std::nullopt;
  std::vector<std::string_view> texts;
  for (const Option& option : options->options)
    if (option.letter == 'e') texts.push_back(option.value);
  if (texts.empty()) {
    if (options->operands.empty()) return std::nullopt;
    texts.push_back(options->operands.front());
    options->operands.erase(options->operands.begin());
  }
  const int kinds = options->has('E') + options->has('F') + options->has('G');
  if (kinds > 1 || !reads_input(options->operands)) return std::nullopt;
  if (call.input.find('\0') != std::string_view::npos || !is_valid_utf8(call.input))
    return std::nullopt;  // a binary file

  std::vector<Pattern> patterns;
  for (const std::string_view text : texts)
    for (const std::string_view one : split(text, '\n')) {
      const auto pattern = Pattern::read(one, *options);
      if (!pattern || !pattern->suits(call.input)) return std::nullopt;
      patterns.push_back(*pattern);
    }
  const bool only = options->has('o'), whole = options->has('x'), inverted = options->has('v');
  if (only && (inverted || patterns.size() > 1)) return std::nullopt;

  std::string out;
  bool unsure = false;
  for (const std::string_view raw : split_lines(call.input)) {
    const std::string_view line = without_newline(raw);
    const bool matches = std::ranges::any_of(patterns, [&](const Pattern& pattern) {
      const auto found = pattern.find(line, 0, unsure);
      return found && (!whole || found->size() == line.size());
    });
    if (unsure || out.size() > call.limit) return std::nullopt;
    if (matches == inverted) continue;
    if (!only) {
      out.append(line).append("\n");
      continue;
    }
    std::size_t at = 0, count = 0;
    while (at <= line.size()) {
      const auto found = patterns[0].find(line, at, unsure);
      if (unsure || ++count > k_max_matches) return std::nullopt;
      if (!found) break;
      if (!found->empty() && (!whole || found->size() == line.size()))
        out.append(*found).append("\n");
      at = static_cast<std::size_t>(found->data() - line.data()) + found->size();
      if (found->empty()) ++at;
    }
  }
  return out;
}

}  // namespace interlock::text_programs
