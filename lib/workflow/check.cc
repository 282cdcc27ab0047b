// What a check's exit status and output mean.
#include <re2/re2.h>

#include <algorithm>
#include <cctype>

#include "lib/base/text.h"
#include "lib/workflow/workflow.h"

namespace interlock {
namespace {

// Patterns are checked when a pack is compiled; one that cannot be used here must not turn a
// failure into a pass, so it counts as the answer `otherwise`.
bool matches(const std::string& pattern, std::string_view text, bool otherwise) {
  if (pattern.empty()) return false;
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 expression(pattern, options);
  if (!expression.ok()) return otherwise;
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), expression);
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "passed";
    case Verdict::warned:
      return "warned";
    case Verdict::failed:
      return "failed";
    case Verdict::unproved:
      return "unproved";
  }
  return "unproved";
}

std::string_view told_as(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "PASSED";
    case Verdict::warned:
      return "passed WITH WARNINGS";
    case Verdict::failed:
      return "FAILED";
    case Verdict::unproved:
      return "could NOT BE PROVED";
  }
  return "";
}

Verdict verdict_named(std::string_view name) {
  for (const Verdict verdict : {Verdict::passed, Verdict::warned, Verdict::failed})
    if (name == name_of(verdict)) return verdict;
  return Verdict::unproved;
}

std::optional<Verdict> judge_output(const Check& check, int exit_code, std::string_view output) {
  bool passes = false;
  for (const int code : check.passes) passes = passes || code == exit_code;
  // "Log in first" is asked only of a failure: a text that a passing tool prints sends nobody
  // elsewhere.
  if (!passes && matches(check.unavailable_on, output, false)) return std::nullopt;
  if (!passes || matches(check.fails_on, output, true)) return Verdict::failed;
  return matches(check.warns_on, output, true) ? Verdict::warned : Verdict::passed;
}

namespace {

// Bytes of the folder that all of them lie in, its slash included.
std::size_t common_folder(const std::vector<std::string>& files) {
  if (files.empty()) return 0;
  std::size_t length = files.front().rfind('/') + 1;
  for (const std::string& file : files)
    while (length > 0 && file.compare(0, length, files.front(), 0, length) != 0)
      length = length > 1 ? files.front().rfind('/', length - 2) + 1 : 0;
  return length;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_part = [&](std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if ((at == 0 || !is_part(at - 1)) && !is_part(at + word.size())) return true;
  return false;
}

// How many of the newest files reach back to the one of this name; all of them when none has it.
int depth_of(std::string_view name, const std::vector<std::string>& files) {
  const std::size_t folder = common_folder(files);  // its name may hold the same number
  for (std::size_t i = 0; i < files.size(); ++i)
    if (!name.empty() && has_word(std::string_view(files[i]).substr(folder), name))
      return static_cast<int>(files.size() - i);
  return static_cast<int>(files.size());
}

std::string_view number_of(std::string_view name) {
  name = name.substr(0, name.find_first_not_of("0123456789"));
  const std::size_t begin = name.find_first_not_of('0');
  return begin == std::string_view::npos ? name.substr(0, 1) : name.substr(begin);
}

// How many of the newest files reach back to the first one of a higher number. Numbers are compared
// as such: names may have zeros before them, and 10 stands before 9 in a list of names.
int count_behind(std::string_view number, const std::vector<std::string>& files) {
  const auto order = [](std::string_view text) {
    const std::string_view digits = number_of(text);
    return std::pair(digits.size(), digits);
  };
  for (std::size_t i = 0; i < files.size(); ++i)
    if (number.empty() || order(base_name(files[i])) > order(number))
      return static_cast<int>(files.size() - i);
  return 0;
}

int pending_by_pattern(const std::string& pattern, std::string_view output,
                       const std::vector<std::string>& files) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 expression(pattern, options);
  if (!expression.ok()) return static_cast<int>(files.size());
  const auto group = expression.NamedCapturingGroups().find("name");
  const bool named = group != expression.NamedCapturingGroups().end();
  const auto done = expression.NamedCapturingGroups().find("done");
  if (done != expression.NamedCapturingGroups().end()) {
    std::vector<re2::StringPiece> found(
        static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
    if (!expression.Match(re2::StringPiece(output.data(), output.size()), 0, output.size(),
                          re2::RE2::UNANCHORED, found.data(), static_cast<int>(found.size())))
      return static_cast<int>(files.size());
    const re2::StringPiece number = found[static_cast<std::size_t>(done->second)];
    return count_behind({number.data(), number.size()}, files);
  }
  std::vector<re2::StringPiece> captures(
      static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
  const re2::StringPiece whole(output.data(), output.size());
  int pending = 0, matches = 0;
  for (std::size_t at = 0; at <= output.size() && matches < 10'000 &&
                           expression.Match(whole, at, output.size(), re2::RE2::UNANCHORED,
                                            captures.data(), static_cast<int>(captures.size()));
       ++matches) {
    const auto begin = static_cast<std::size_t>(captures[0].data() - output.data());
    at = begin + std::max<std::size_t>(captures[0].size(), 1);
    if (named) {
      const re2::StringPiece name = captures[static_cast<std::size_t>(group->second)];
      pending = std::max(pending, depth_of({name.data(), name.size()}, files));
    }
  }
  return std::max(pending, matches);
}

}  // namespace

int pending_of(const Check& check, std::string_view output, const std::vector<std::string>& files) {
  if (!check.pending.empty()) return pending_by_pattern(check.pending, output, files);
  static constexpr std::string_view k_tails[] = {" migrations in total", " migration in total"};
  for (const std::string_view tail : k_tails) {
    const std::size_t at = output.find(tail);
    if (at == std::string_view::npos) continue;
    std::size_t begin = at;
    while (begin > 0 && at - begin < 6 && output[begin - 1] >= '0' && output[begin - 1] <= '9')
      --begin;
    int count = 0;
    for (const char digit : output.substr(begin, at - begin)) count = count * 10 + (digit - '0');
    return count;
  }
  return 0;
}

std::string answer_of(const Question& question, std::string_view output) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 expression(question.match, options);
  const auto group = expression.NamedCapturingGroups().find("value");
  if (!expression.ok() || group == expression.NamedCapturingGroups().end())
    return question.otherwise;
  std::vector<re2::StringPiece> captures(static_cast<std::size_t>(group->second) + 1);
  if (!expression.Match(re2::StringPiece(output.data(), output.size()), 0, output.size(),
                        re2::RE2::UNANCHORED, captures.data(), static_cast<int>(captures.size())))
    return question.otherwise;
  return std::string(captures.back());
}

}  // namespace interlock
