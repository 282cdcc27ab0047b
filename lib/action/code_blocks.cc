#include "lib/action/code_blocks.h"

#include <algorithm>
#include <array>

namespace interlock {
namespace {

using Kind = CodeToken::Kind;

constexpr std::size_t k_longest_look = 40;  // tokens of a line

constexpr auto k_conditions = std::to_array<std::string_view>(
    {"case", "catch", "elif", "else", "elsif", "except", "for", "foreach", "if", "match", "rescue",
     "switch", "unless", "until", "when", "while"});
static_assert(std::is_sorted(k_conditions.begin(), k_conditions.end()));
constexpr auto k_short_conditions =
    std::to_array<std::string_view>({"&&", "?", "??", "and", "or", "||"});

bool is_condition(std::string_view word) {
  return std::binary_search(k_conditions.begin(), k_conditions.end(), word);
}

bool opens_function(std::string_view word) {
  return word == "def" || word == "function" || word == "sub" || word == "func" || word == "fn";
}

}  // namespace

void CodeBlocks::pass(std::size_t i) {
  at_ = i;
  if (i > 0 && !values_.is_kind(i - 1, Kind::newline)) return;
  const std::size_t begin = code_.tokens[i].begin;
  const std::size_t end_of_last =
      begin == 0 ? std::string_view::npos : text_.rfind('\n', begin - 1);
  const std::size_t column =
      end_of_last == std::string_view::npos ? begin : begin - end_of_last - 1;
  while (!lines_.empty() && lines_.back().column >= column) lines_.pop_back();
  lines_.push_back({column, i});
}

// "} else {" begins with a bracket.
bool CodeBlocks::begins_with_condition(const Line& line) const {
  const bool closes = values_.is(line.first, "}");
  return is_condition(values_.spelled(line.first + (closes ? 1 : 0)));
}

// if (..) {, else {
bool CodeBlocks::is_doubtful_block(std::size_t open) const {
  if (open == 0) return false;
  std::size_t before = open - 1;
  if (values_.is(before, ")") && code_.tokens[before].match > 0)
    before = static_cast<std::size_t>(code_.tokens[before].match) - 1;
  return is_condition(values_.spelled(before));
}

bool CodeBlocks::is_doubtful_in_line() const {
  bool past = false;  // another statement lies between
  std::size_t looks = 0;
  for (std::size_t i = at_; i > lines_.back().first && ++looks < k_longest_look;) {
    --i;
    const std::int32_t match = code_.tokens[i].match;
    if (match >= 0 && static_cast<std::size_t>(match) < i) {
      i = static_cast<std::size_t>(match);  // if (..) names the condition before the bracket
      continue;
    }
    if (values_.is(i, "{")) {
      if (is_doubtful_block(i)) return true;
      past = true;
    }
    past = past || values_.is(i, ";");
    if (values_.is_kind(i, Kind::string) || past) continue;
    const std::string_view word = values_.spelled(i);
    if (is_condition(word)) return true;
    if (std::find(k_short_conditions.begin(), k_short_conditions.end(), word) !=
        k_short_conditions.end())
      return true;
  }
  for (std::size_t i = at_ + 1; i < code_.tokens.size() && i < at_ + k_longest_look; ++i) {
    if (values_.is_kind(i, Kind::newline) || values_.is(i, ";") || values_.is(i, "}")) break;
    if (values_.is(i, "(") || values_.is(i, "[") || values_.is(i, "{"))
      i = values_.close_of(i, code_.tokens.size());
    else if (values_.is(i, "if") || values_.is(i, "unless"))
      return true;  // a << "x" if y
  }
  return false;
}

bool CodeBlocks::is_doubtful() const {
  if (lines_.empty()) return false;
  if (begins_with_condition(lines_.back()) || is_doubtful_in_line()) return true;
  for (auto line = lines_.rbegin() + 1; line != lines_.rend(); ++line) {
    if (begins_with_condition(*line)) return true;
    if (opens_function(values_.spelled(line->first))) return false;
  }
  return false;
}

std::string_view CodeBlocks::class_of(const Line& line) const {
  for (std::size_t i = line.first; i < line.first + 4; ++i)
    if (values_.is(i, "class") && values_.is_kind(i + 1, Kind::name)) return values_.spelled(i + 1);
  return {};
}

std::string_view CodeBlocks::class_around() const {
  if (lines_.empty()) return {};
  if (const std::string_view name = class_of(lines_.back()); !name.empty()) return name;
  return lines_.size() > 1 ? class_of(lines_[lines_.size() - 2]) : std::string_view{};
}

}  // namespace interlock
