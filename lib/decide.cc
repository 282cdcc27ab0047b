#include "lib/decide.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_others = 5;

// `gates` are in the order of their findings.
const GateState* gate_of(const std::vector<GateState>& gates, std::size_t finding) {
  const auto found = std::ranges::lower_bound(gates, finding, {}, &GateState::finding);
  return found == gates.end() || found->finding != finding ? nullptr : &*found;
}

bool refuses(const Findings& findings, std::size_t index, const std::vector<GateState>& gates,
             const Approvals& approvals) {
  const auto granted = [&] {
    return std::find(approvals.granted.begin(), approvals.granted.end(), index) !=
           approvals.granted.end();
  };
  switch (findings[index].effect) {
    case Effect::log:
    case Effect::warn:
      return false;
    case Effect::approve:
      return !granted();
    case Effect::gate: {
      const GateState* gate = gate_of(gates, index);
      return gate == nullptr || (!gate->open && !(gate->waits_for_person && granted()));
    }
    case Effect::deny:
      return true;
  }
  return true;
}

std::string_view state_of(StepState::Kind kind) {
  switch (kind) {
    case StepState::Kind::proved:
      return "proved";
    case StepState::Kind::warned:
      return "passed with warnings";
    case StepState::Kind::failed:
      return "failed";
    case StepState::Kind::stale_files:
      return "the files changed since";
    case StepState::Kind::stale_age:
      return "too long ago";
    case StepState::Kind::missing:
      return "not done yet";
    case StepState::Kind::unproved:
      return "could not be judged";
    case StepState::Kind::too_few:
      return "judged too few files";
  }
  return "";
}

// The steps that are missing, in their order, as commands to type.
std::string explain_gate(const GateState* gate, const Approvals& approvals) {
  if (gate == nullptr) return "its steps were not looked up: split the call into several";
  std::string text =
      gate->why.empty() ? "not everything that it needs is proved for these files" : gate->why;
  const auto is_missing = [](const StepState& step) {
    return step.kind != StepState::Kind::proved && step.kind != StepState::Kind::warned;
  };
  std::string list, last;  // one command may do for several steps
  int number = 0;
  for (const StepState& step : gate->steps) {
    if (!is_missing(step)) continue;
    const std::string& command = step.command.empty() ? step.step : step.command;
    const std::string detail =
        step.step + ": " + (step.detail.empty() ? std::string(state_of(step.kind)) : step.detail);
    if (command == last) {
      list.insert(list.size() - 1, "; " + detail);
      continue;
    }
    last = command;
    list += "\n  " + std::to_string(++number) + ". " + command + "   (" + detail + ")";
  }
  if (!list.empty()) text += "; run, each as a call of its own:" + list;
  if (gate->waits_for_person && !approvals.command.empty())
    text +=
        "; a person has to approve this very call, outside of Codex: `" + approvals.command + "`";
  return text;
}

std::string explain(const Finding& finding, const GateState* gate, const Approvals& approvals) {
  std::string text = "[" + finding.rule_id + "] " + finding.seen + ": ";
  switch (finding.effect) {
    case Effect::gate:
      return text + explain_gate(gate, approvals);
    case Effect::approve:
      text += finding.reason + "; a person has to approve this very call";
      if (!approvals.command.empty()) text += ", outside of Codex: `" + approvals.command + "`";
      return text;
    case Effect::log:
    case Effect::warn:
    case Effect::deny:
      return text + finding.reason;
  }
  return text;
}

std::string name_others(const Findings& findings, const std::vector<std::size_t>& refusing) {
  std::vector<std::string> ids;
  for (const std::size_t index : refusing)
    if (findings[index].rule_id != findings[refusing.front()].rule_id)
      ids.push_back(findings[index].rule_id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (ids.empty()) return "";
  const std::size_t count = ids.size();
  const bool many = count > k_most_others;
  if (many) ids.resize(k_most_others);
  return "\n" + std::to_string(count) +
         (count == 1 ? " other rule refuses" : " other rules refuse") +
         " this call too: " + join(ids, ", ") + (many ? ", ..." : "");
}

}  // namespace

Decision Decision::deny(Denial denial) {
  assert(!trim(denial.reason).empty());
  Decision decision;
  decision.denial_ = std::move(denial);
  return decision;
}

Decision decide(const Findings& findings, const std::vector<GateState>& gates,
                const Approvals& approvals) {
  std::vector<std::size_t> refusing;
  Decision decision = Decision::allow();
  std::vector<std::string> warnings;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (refuses(findings, i, gates, approvals)) refusing.push_back(i);
    if (findings[i].effect == Effect::warn)
      warnings.push_back(explain(findings[i], nullptr, approvals));
  }
  if (refusing.empty()) {
    std::sort(warnings.begin(), warnings.end());
    warnings.erase(std::unique(warnings.begin(), warnings.end()), warnings.end());
    for (std::string& warning : warnings) decision.warn(std::move(warning));
    return decision;
  }
  // The strictest first, then by what does not depend on the order of packs.
  const auto order = [&](std::size_t index) {
    const Finding& one = findings[index];
    return std::make_tuple(-static_cast<int>(one.effect), std::string_view(one.rule_id),
                           one.command, one.action, index);
  };
  std::sort(refusing.begin(), refusing.end(),
            [&](std::size_t a, std::size_t b) { return order(a) < order(b); });
  const std::size_t first = refusing.front();
  const Finding& shown = findings[first];
  Decision::Denial denial;
  denial.rule_id = shown.rule_id;
  denial.effect = shown.effect;
  denial.finding = first;
  denial.reason =
      explain(shown, gate_of(gates, first), approvals) + name_others(findings, refusing);
  return Decision::deny(std::move(denial));
}

}  // namespace interlock
