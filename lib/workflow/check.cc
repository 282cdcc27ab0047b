// What a check's exit status and output mean.
#include <re2/re2.h>

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

int pending_of(std::string_view output) {
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

}  // namespace interlock
