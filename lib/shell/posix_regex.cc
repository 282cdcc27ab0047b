// The whole match is what RE2 in its leftmost-longest mode says. Groups are taken from a second,
// anchored match over exactly that stretch; where the order of the alternatives would change them,
// they are not certain.
#include "lib/shell/posix_regex.h"

#include <re2/re2.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/posix_regex_translate.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_pattern = 2000;
constexpr int k_max_program = 400;  // of RE2: a{1,900} makes long ones

std::unique_ptr<re2::RE2> make_re2(const std::string& pattern, bool ignore_case, bool longest) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_longest_match(longest);
  options.set_case_sensitive(!ignore_case);
  options.set_dot_nl(true);
  options.set_max_mem(4 << 20);
  auto compiled = std::make_unique<re2::RE2>(pattern, options);
  return compiled->ok() ? std::move(compiled) : nullptr;
}

}  // namespace

PosixRegex::~PosixRegex() = default;

std::shared_ptr<const PosixRegex> PosixRegex::compile(std::string_view pattern, bool extended,
                                                      bool ignore_case, bool captures) {
  if (pattern.empty() || pattern.size() > k_max_pattern || !is_valid_utf8(pattern)) return nullptr;
  const auto forward = translate_posix_regex(pattern, extended, false);
  if (!forward) return nullptr;
  std::shared_ptr<PosixRegex> regex(new PosixRegex);
  regex->ascii_only_ = forward->ascii_only || ignore_case;
  regex->sure_groups_ = forward->sure_groups;
  regex->group_count_ = forward->group_count;
  if (!(regex->longest_ = make_re2(forward->text, ignore_case, true))) return nullptr;
  const int size = regex->longest_->ProgramSize();
  if (size > k_max_program) return nullptr;
  regex->price_ = 1 + static_cast<std::size_t>(size) / (captures ? 3 : 8);
  if (!captures || forward->group_count == 0) return regex;
  const auto backward = translate_posix_regex(pattern, extended, true);
  if (!backward) return nullptr;
  regex->forward_ = make_re2(forward->text, ignore_case, false);
  // Reversed alternatives number the groups in another order: only without groups in them.
  regex->backward_ = make_re2(backward->text, ignore_case, false);
  return regex->forward_ && regex->backward_ ? regex : nullptr;
}

bool PosixRegex::suits(std::string_view text) const {
  return !ascii_only_ || std::all_of(text.begin(), text.end(),
                                     [](char c) { return static_cast<unsigned char>(c) < 128; });
}

std::optional<bool> PosixRegex::find(std::string_view text, std::size_t start,
                                     std::vector<std::string_view>& groups) const {
  const re2::StringPiece subject(text.data(), text.size());
  re2::StringPiece whole;
  if (!longest_->Match(subject, start, text.size(), re2::RE2::UNANCHORED, &whole, 1)) return false;
  const auto count = static_cast<std::size_t>(group_count_) + 1;
  groups.assign(count, {});
  groups[0] = {whole.data(), whole.size()};
  if (!forward_) return true;
  if (!sure_groups_) return std::nullopt;
  const auto begin = static_cast<std::size_t>(whole.data() - text.data()),
             end = begin + whole.size();
  std::vector<re2::StringPiece> one(count), other(count);
  for (auto* found : {&one, &other}) {
    const re2::RE2& regex = found == &one ? *forward_ : *backward_;
    if (!regex.Match(subject, begin, end, re2::RE2::ANCHOR_BOTH, found->data(),
                     static_cast<int>(count)))
      return std::nullopt;
  }
  for (std::size_t i = 1; i < count; ++i) {
    if (one[i].data() != other[i].data() || one[i].size() != other[i].size()) return std::nullopt;
    groups[i] = {one[i].data(), one[i].size()};
  }
  return true;
}

}  // namespace interlock
