// What the SQL of migrations does, read by the hook itself: the judge where no linter is there.
#include <re2/re2.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/workflow/workflow.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_shown = 20;

struct Spelling {
  std::string_view name;
  Dialect dialect;
};
constexpr Spelling k_dialects[] = {{"mssql", Dialect::mssql},
                                   {"mysql", Dialect::mysql},
                                   {"postgres", Dialect::postgres},
                                   {"sqlite", Dialect::sqlite}};

Dialect dialect_of(std::string_view name) {
  for (const Spelling& one : k_dialects)
    if (one.name == name) return one.dialect;
  return Dialect::generic;
}

SqlClasses classes_of(const std::vector<std::string>& names) {
  SqlClasses classes;
  for (const std::string& name : names) classes.bits |= class_named(name).bits;
  return classes;
}

// The text from each undo_from to the undo_to after it is what a rollback would run.
std::string without_undo(const SqlJudge& judge, std::string_view text) {
  if (judge.undo_from.empty()) return std::string(text);
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 from(judge.undo_from, options), to(judge.undo_to, options);
  if (!from.ok() || !to.ok()) return std::string(text);  // nothing left out: nothing hidden
  std::string kept;
  const re2::StringPiece whole(text.data(), text.size());
  re2::StringPiece found;
  std::size_t at = 0;
  while (from.Match(whole, at, text.size(), re2::RE2::UNANCHORED, &found, 1)) {
    const auto begin = static_cast<std::size_t>(found.data() - text.data());
    kept += text.substr(at, begin - at);
    at = begin + std::max<std::size_t>(found.size(), 1);
    if (judge.undo_to.empty() ||
        !to.Match(whole, std::min(at, text.size()), text.size(), re2::RE2::UNANCHORED, &found, 1))
      return kept;
    at = static_cast<std::size_t>(found.data() - text.data());
    kept += '\n';
    if (at >= text.size()) return kept;
  }
  return kept + std::string(text.substr(std::min(at, text.size())));
}

}  // namespace

SqlVerdict judge_sql(const SqlJudge& judge, std::string_view text) {
  SqlVerdict result;
  result.verdict = Verdict::passed;
  const SqlClasses fails = classes_of(judge.fails), warns = classes_of(judge.warns);
  for (const Statement& statement :
       read_sql(without_undo(judge, text), {.dialect = dialect_of(judge.dialect)})) {
    const SqlClasses bad{statement.classes.bits & (fails.bits | warns.bits)};
    if (bad.bits == 0) continue;
    const bool failed = (bad.bits & fails.bits) != 0;
    if (failed) result.verdict = Verdict::failed;
    if (!failed && result.verdict == Verdict::passed) result.verdict = Verdict::warned;
    if (statement.nested) continue;
    if (result.lines.size() < k_most_shown)
      result.lines.push_back(render_classes(bad) + ": " + shorten(statement.text, 200));
  }
  return result;
}

}  // namespace interlock
