#include "lib/workflow/tool_gate.h"

#include <re2/re2.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/rules/patterns.h"
#include "lib/workflow/gate_parts.h"

namespace interlock {
namespace {

using Kind = StepState::Kind;
using Names = ToolNames;

constexpr std::size_t k_summary = 1'500;
constexpr std::size_t k_longest_value = 300;

const std::string* find_name(const Names& names, std::string_view name) {
  for (const auto& pair : names)
    if (pair.first == name) return &pair.second;
  return nullptr;
}

bool matches(const std::string& pattern, const std::string& text, bool otherwise) {
  if (pattern.empty()) return false;
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 expression(pattern, options);
  return expression.ok() ? re2::RE2::PartialMatch(text, expression) : otherwise;
}

// Names that the answer tells; nothing when the pattern does not fit it.
std::optional<Names> learn(const std::string& pattern, const std::string& text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 expression(pattern, options);
  if (!expression.ok()) return std::nullopt;
  std::vector<re2::StringPiece> found(
      static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
  if (!expression.Match(text, 0, text.size(), re2::RE2::UNANCHORED, found.data(),
                        static_cast<int>(found.size())))
    return std::nullopt;
  Names names;
  for (const auto& [name, group] : expression.NamedCapturingGroups()) {
    const std::string value(trim(std::string_view(found[static_cast<std::size_t>(group)])));
    if (!value.empty() && value.size() <= k_longest_value) names.emplace_back(name, value);
  }
  return names;
}

std::string_view server_of(std::string_view tool) { return tool.substr(0, tool.rfind("__")); }

// What another server answered says nothing of this one: an agent may have set that one up itself.
bool is_of(const Evidence& one, const Workflow& workflow, const ToolSubject& subject,
           const std::string& step) {
  return one.workflow == workflow.id && one.session == subject.session && one.step == step &&
         server_of(one.by) == server_of(subject.tool);
}

// No name that both give differs, and one at least is the same.
bool agrees(const Names& a, const Names& b) {
  bool shared = false;
  for (const auto& [name, value] : a) {
    const std::string* other = find_name(b, name);
    if (other && *other != value) return false;
    shared = shared || other;
  }
  return shared;
}

// Does the call give one of the names that the step's answer told, and the same?
bool is_about(const Workflow& workflow, const std::string& step, const Names& call,
              const Names& proved) {
  if (!agrees(call, proved)) return false;
  const Step* confirmed = find_step(workflow, step);
  const std::string pattern =
      confirmed && !confirmed->checks.empty() ? confirmed->checks.front().learns : "";
  if (pattern.empty()) return true;
  const std::vector<std::string> told = captures_of(pattern);
  return std::any_of(told.begin(), told.end(),
                     [&](const std::string& name) { return find_name(call, name) != nullptr; });
}

bool is_same_target(const Workflow& workflow, const Gate& gate, const Names& call,
                    const Names& proved) {
  if (!agrees(call, proved)) return false;
  const auto equal = [&](const std::string& row) {
    const std::string name = option_name(row);
    const std::string* a = find_name(call, name);
    const std::string* b = find_name(proved, name);
    return (a ? *a : "") == (b ? *b : "");
  };
  const auto& rows = gate.same.empty() ? workflow.scope_options : gate.same;
  return std::all_of(rows.begin(), rows.end(), equal);
}

std::string shown_arguments(const ToolSubject& subject) {
  std::string text;
  for (const auto& [name, value] : subject.names)
    text += (text.empty() ? "" : ", ") + name + " " + shorten(mask_secrets(value), 60);
  return text.empty() ? "these arguments" : text;
}

StepState state_of(const Workflow& workflow, const Gate& gate, const Step& step,
                   const ToolSubject& subject, const std::vector<Evidence>& evidence,
                   std::int64_t now_ms) {
  const Evidence *present = nullptr, *other_text = nullptr, *elsewhere = nullptr;
  for (const Evidence& one : evidence) {
    if (!is_of(one, workflow, subject, step.id) || one.verdict == Verdict::unproved) continue;
    const bool same_target =
        is_same_target(workflow, gate, subject.names, read_tool_scope(one.scope));
    const bool same_text = subject.digest.empty() || one.digest == subject.digest;
    if (same_target && same_text)
      present = &one;
    else if (counts(one.verdict))
      (same_target ? other_text : elsewhere) = &one;
  }
  StepState state;
  state.step = step.id;
  state.command = step.example;
  if (!present) {
    state.kind = other_text ? Kind::stale_files : Kind::missing;
    state.detail = other_text ? "what it was done for is not what this call brings"
                   : elsewhere
                       ? "it was done for another target (" + shorten(elsewhere->scope, 160) + ')'
                       : "not done in this session for " + shown_arguments(subject);
    return state;
  }
  const std::int64_t ms = now_ms - present->time_ms;
  if (present->verdict == Verdict::failed) {
    state.kind = Kind::failed;
    state.detail = "failed " + age_of(ms) + ": " + first_line_of(present->summary);
  } else if (is_dated(workflow, ms)) {
    state.kind = Kind::stale_age;
    state.detail = "its result is too old (" + age_of(ms) + ')';
  } else {
    state.kind = present->verdict == Verdict::warned ? Kind::warned : Kind::proved;
    state.detail = std::string(name_of(present->verdict)) + ' ' + age_of(ms);
  }
  return state;
}

}  // namespace

std::optional<Evidence> judge_answer(const Workflow& workflow, const Step& step,
                                     const ToolSubject& subject, const ToolAnswer& answer,
                                     const std::vector<Evidence>& evidence) {
  const Check check = step.checks.empty() ? Check{} : step.checks.front();
  Evidence result;
  result.session = subject.session;
  result.workflow = workflow.id;
  result.step = step.id;
  result.digest = subject.digest;
  result.by = subject.tool;
  result.exit_code = answer.is_error ? 1 : 0;
  result.summary = shorten(mask_secrets(trim(answer.text)), k_summary);
  result.verdict = Verdict::passed;
  if (answer.is_error || matches(check.fails_on, answer.text, true))
    result.verdict = Verdict::failed;
  else if (matches(check.warns_on, answer.text, true))
    result.verdict = Verdict::warned;
  Names names = subject.names;
  if (!step.confirms.empty()) {
    const Evidence* about = nullptr;
    for (const Evidence& one : evidence)
      if (is_of(one, workflow, subject, step.confirms) && counts(one.verdict) &&
          is_about(workflow, step.confirms, subject.names, read_tool_scope(one.scope)))
        about = &one;
    if (!about) return std::nullopt;
    result.scope = about->scope;
    result.digest = about->digest;
    return result;
  }
  if (subject.judged.empty()) return std::nullopt;
  if (!check.learns.empty() && counts(result.verdict)) {
    const auto learnt = learn(check.learns, answer.text);
    if (!learnt) {
      result.verdict = Verdict::unproved;
      result.summary = "its answer does not say what it did: " + shorten(result.summary, 400);
    } else {
      names.insert(names.end(), learnt->begin(), learnt->end());
    }
  }
  result.scope = render_tool_scope(order_names(workflow, names));
  if (check.sql.of == SqlJudge::Of::arguments && counts(result.verdict)) {
    const SqlVerdict sql = judge_sql(check.sql, join(subject.judged, "\n;\n"));
    if (sql.verdict != Verdict::passed) {
      result.verdict = sql.verdict;
      result.summary = shorten(mask_secrets(join(sql.lines, "\n")), k_summary);
    }
  }
  return result;
}

GateState judge_tool_gate(const Workflow& workflow, const Gate& gate, const ToolSubject& subject,
                          const std::vector<Evidence>& evidence, std::int64_t now_ms) {
  GateState state;
  state.gate = workflow.id + '.' + gate.id;
  state.digest = subject.digest;
  for (const std::string& id : gate.needs)
    if (const Step* step = find_step(workflow, id))
      state.steps.push_back(state_of(workflow, gate, *step, subject, evidence, now_ms));
  conclude_gate(workflow, gate, state);
  // What a person approves is bound to what was proved, where the call itself does not bring it.
  if (state.digest.empty())
    for (const Evidence& one : evidence)
      if (is_same_target(workflow, gate, subject.names, read_tool_scope(one.scope)))
        state.digest = one.digest;
  return state;
}

std::string next_tool_step(const Workflow& workflow, const Evidence& result,
                           const std::vector<Evidence>& evidence, std::int64_t now_ms) {
  ToolSubject subject;
  subject.session = result.session;
  subject.tool = result.by;
  subject.names = read_tool_scope(result.scope);
  subject.digest = result.digest;
  for (const Gate& gate : workflow.gates)
    for (const StepState& step : judge_tool_gate(workflow, gate, subject, evidence, now_ms).steps)
      if (step.kind != Kind::proved && step.kind != Kind::warned) return step.command;
  return "";
}

}  // namespace interlock
