// The questions that bash asks of patterns. Suffixes are prefixes of reversed text.
#include "lib/shell/pattern.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/pattern_match.h"
#include "lib/shell/pattern_parse.h"

namespace interlock {
namespace {

using pattern::Positions;
using pattern::Range;
using pattern::Sequence;

constexpr std::size_t k_max_pattern = 20'000;

// The text that a pattern without anything live in it stands for.
std::optional<std::string> plain_text(std::string_view pattern, bool extended) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '*' || c == '?' || c == '[' || (c == '(' && extended)) return std::nullopt;
    if (c == '\\' && ++i == pattern.size()) return std::nullopt;
    text += pattern[i];
  }
  return is_valid_utf8(text) ? std::optional<std::string>(text) : std::nullopt;
}

// A value in characters, and a pattern for it.
struct Subject {
  std::vector<std::uint32_t> offsets;
  std::u32string chars;
  pattern::Pattern pattern;
  bool unsure = false;
  std::size_t work = 0;

  enum class Offsets { used, unused };

  Subject(std::string_view value, std::string_view text, bool extended,
          Offsets wanted = Offsets::used)
      : chars(pattern::decode(value, wanted == Offsets::used ? &offsets : nullptr)),
        pattern(pattern::parse(text.substr(0, k_max_pattern), extended)) {
    unsure = pattern.unsure || text.size() > k_max_pattern;
  }
};

// Length, in characters, of the matched prefix.
std::optional<std::size_t> prefix_length(Subject& subject, bool longest) {
  const Positions ends =
      find_ends(subject.pattern.nodes, subject.chars, {{0, 0}}, subject.work, subject.unsure);
  if (ends.empty()) return std::nullopt;
  return longest ? ends.back().last : ends.front().first;
}

std::optional<std::size_t> suffix_length(Subject& subject, bool longest) {
  std::reverse(subject.chars.begin(), subject.chars.end());
  reverse(subject.pattern.nodes);
  return prefix_length(subject, longest);
}

void report(const Subject& subject, bool* unsure) {
  if (unsure && subject.unsure) *unsure = true;
}

void append_replacement(std::string& out, std::string_view replacement, std::string_view matched,
                        bool ampersand) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const char c = replacement[i];
    const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
    if (ampersand && c == '\\' && (next == '&' || next == '\\'))
      out += replacement[++i];
    else if (ampersand && c == '&')
      out += matched;
    else
      out += c;
  }
}

// The begins and ends, in characters, of what ${v//p/r} replaces.
std::vector<Range> find_all(Subject& subject, bool only_first) {
  std::vector<Range> found;
  const std::size_t size = subject.chars.size();
  Sequence backward = subject.pattern.nodes;
  reverse(backward);
  const std::u32string reversed(subject.chars.rbegin(), subject.chars.rend());
  const Positions starts = find_ends(backward, reversed, {{0, size}}, subject.work, subject.unsure);
  std::size_t next = 0;  // where the search goes on
  for (std::size_t i = starts.size(); i-- > 0;) {
    std::size_t at = std::max(next, size - starts[i].last);
    for (const std::size_t last = size - starts[i].first; at <= last; at = next) {
      if (at == size && size > 0) return found;  // nothing is looked for behind the last character
      const Positions ends =
          find_ends(subject.pattern.nodes, subject.chars, {{at, at}}, subject.work, subject.unsure);
      if (ends.empty()) return found;  // only past the bound of work
      const std::size_t end = ends.back().last;
      found.push_back({at, end});
      if (only_first) return found;
      next = std::max(end, at + 1);
    }
  }
  return found;
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view text, bool extended, bool* unsure) {
  if (const auto plain = plain_text(pattern, extended)) return *plain == text;
  Subject subject(text, pattern, extended, Subject::Offsets::unused);
  const std::size_t size = subject.chars.size();
  const Positions ends =
      find_ends(subject.pattern.nodes, subject.chars, {{0, 0}}, subject.work, subject.unsure);
  report(subject, unsure);
  return !ends.empty() && ends.back().last == size;
}

bool matches_subject(std::string_view pattern, std::string_view text, bool ignores_case,
                     bool* unsure) {
  if (!ignores_case) return matches_pattern(pattern, text, true, unsure);
  const bool fits = matches_pattern(to_lower(pattern), to_lower(text), true, unsure);
  if (pattern.find("[:") != std::string_view::npos) *unsure = true;
  return fits;
}

std::function<bool(std::string_view)> matcher_of(std::string_view pattern) {
  if (const auto plain = plain_text(pattern, true))
    return [text = *plain](std::string_view name) { return name == text; };
  // A name that does not begin as the pattern does is no match; only the rest is a pattern.
  std::string begin(pattern.substr(0, pattern.find_first_of("*?[(+@!\\")));
  pattern.remove_prefix(begin.size());
  return [begin = std::move(begin), text = std::string(pattern.substr(0, k_max_pattern)),
          nodes = std::optional<Sequence>()](std::string_view name) mutable {
    if (!name.starts_with(begin)) return false;
    if (!nodes) nodes = pattern::parse(text, true).nodes;
    const std::u32string chars = pattern::decode(name.substr(begin.size()));
    std::size_t work = 0;
    bool unsure = false;
    const Positions ends = find_ends(*nodes, chars, {{0, 0}}, work, unsure);
    return !ends.empty() && ends.back().last == chars.size();
  };
}

bool has_glob(std::string_view pattern) {
  bool open = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\')
      ++i;
    else if (c == '*' || c == '?' || (c == ']' && open))
      return true;
    else if (c == '[')
      open = true;
  }
  return false;
}

std::string remove_prefix(std::string_view value, std::string_view pattern, bool longest,
                          bool extended, bool* unsure) {
  if (const auto plain = plain_text(pattern, extended))
    return std::string(value.substr(value.substr(0, plain->size()) == *plain ? plain->size() : 0));
  Subject subject(value, pattern, extended);
  const std::optional<std::size_t> length = prefix_length(subject, longest);
  report(subject, unsure);
  return std::string(length ? value.substr(subject.offsets[*length]) : value);
}

std::string remove_suffix(std::string_view value, std::string_view pattern, bool longest,
                          bool extended, bool* unsure) {
  if (const auto plain = plain_text(pattern, extended)) {
    const std::size_t kept = value.size() - std::min(value.size(), plain->size());
    return std::string(value.substr(0, value.substr(kept) == *plain ? kept : value.size()));
  }
  Subject subject(value, pattern, extended);
  const std::optional<std::size_t> length = suffix_length(subject, longest);
  report(subject, unsure);
  return std::string(length ? value.substr(0, subject.offsets[subject.chars.size() - *length])
                            : value);
}

std::string replace_pattern(std::string_view value, std::string_view pattern,
                            std::string_view replacement, std::string_view which, bool extended,
                            bool* unsure, bool ampersand) {
  // # and % count where the pattern has been expanded: ${v/$p/}.
  if (which == "/" && (pattern.starts_with('#') || pattern.starts_with('%'))) {
    which = pattern[0] == '#' ? "/#" : "/%";
    pattern.remove_prefix(1);
  }
  Subject subject(value, pattern, extended);
  const std::size_t size = subject.chars.size();
  std::vector<Range> found;
  const bool escaped_star =
      pattern.size() > 2 && pattern[0] == '*' && pattern.substr(pattern.size() - 2) == "\\*";
  subject.unsure = subject.unsure || subject.pattern.odd || escaped_star;
  if (which == "/#") {
    if (const auto length = prefix_length(subject, true)) found.push_back({0, *length});
  } else if (which == "/%") {
    if (const auto length = suffix_length(subject, true)) found.push_back({size - *length, size});
  } else if (!pattern.empty()) {
    found = find_all(subject, which == "/");
  }
  // At the end of the value only a leading * may match nothing, except for /%.
  if (which != "/%" && !pattern.empty() && pattern[0] != '*' && !found.empty() &&
      found.back().first == size)
    found.pop_back();
  report(subject, unsure);

  std::string out;
  std::size_t copied = 0;
  for (const Range& range : found) {
    const std::size_t begin = subject.offsets[range.first], end = subject.offsets[range.last];
    out += value.substr(copied, begin - copied);
    append_replacement(out, replacement, value.substr(begin, end - begin), ampersand);
    copied = end;
  }
  return out += value.substr(copied);
}

}  // namespace interlock
