// Before a tool call: silence, or a reason why not.
#include <unistd.h>

#include <optional>
#include <string>

#include "hooks/options.h"
#include "lib/action/action.h"
#include "lib/base/text.h"
#include "lib/codex/call.h"
#include "lib/codex/reply.h"
#include "lib/decide.h"
#include "lib/edge/approvals.h"
#include "lib/edge/audit_log.h"
#include "lib/edge/clock.h"
#include "lib/edge/disk.h"
#include "lib/edge/failure.h"
#include "lib/edge/gates.h"
#include "lib/edge/layers.h"
#include "lib/edge/load_rules.h"
#include "lib/edge/stdio.h"
#include "lib/rules/tool_commands.h"

namespace {

using namespace interlock;

constexpr unsigned k_seconds = 15;  // below the 20 of the registered command line

struct Judged {
  Decision decision;
  std::string approved;  // the rule that a person's word set aside
};

// One row a refusal, warning or use of an approval. A refusal stands whether or not it could be
// written down.
std::optional<Error> write_down(const Call& call, const Findings& findings, const Judged& judged,
                                const std::string& state) {
  const Decision& decision = judged.decision;
  std::vector<AuditRow> rows;
  const auto add = [&](AuditRow::Kind kind, std::string rule, std::string detail) {
    AuditRow row;
    row.time_ms = unix_ms();
    row.kind = kind;
    row.session = call.session_id;
    row.event = call.event_name;
    row.tool = call.tool_name;
    row.rule = std::move(rule);
    row.command = call.text;
    for (const Leaf& leaf : call.leaves)
      if (call.text.empty() || &leaf != &call.leaves.front())
        row.command += leaf.path + '=' + leaf.text + ' ';
    row.detail = std::move(detail);
    rows.push_back(std::move(row));
  };
  if (decision.denial()) {
    add(AuditRow::Kind::refusal, decision.denial()->rule_id, decision.denial()->reason);
  } else {
    if (!judged.approved.empty())
      add(AuditRow::Kind::override_, judged.approved, "let through: a person approved it");
    for (const Finding& finding : findings)
      if (finding.effect == Effect::warn || finding.effect == Effect::log)
        add(AuditRow::Kind::warning, finding.rule_id, finding.reason);
  }
  return append_audit(state, rows);
}

// Calls that only a person may let through: was this one approved? If not, under which code can it
// be?
Result<Judged> decide_with_approvals(const Call& call, const Findings& findings,
                                     const std::vector<GateState>& gates,
                                     const std::string& state) {
  Approvals approvals;
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (findings[i].effect == Effect::approve) approvals.granted.push_back(i);
  std::string files;  // what a person approves is the call on these very files
  for (const GateState& gate : gates) {
    if (gate.open || !gate.waits_for_person) continue;
    approvals.granted.push_back(gate.finding);
    files += gate.gate + ' ' + gate.digest + '\n';
  }
  Decision decision = decide(findings, gates, approvals);
  if (approvals.granted.empty() || decision.denial()) return Judged{decision, {}};
  const auto taken = take_approval(state, call, files);
  if (!taken) return taken.error();
  const Decision refused = decide(findings, gates);
  if (*taken) return Judged{decision, refused.denial() ? refused.denial()->rule_id : ""};
  const auto code =
      request_approval(state, call, files, refused.denial() ? refused.denial()->reason : "");
  if (!code) return code.error();
  return Judged{decide(findings, gates, {{}, "interlock approve " + *code}), {}};
}

// Comes back only with what went wrong.
Error run(int argc, char** argv) {
  const auto options = parse_options(argc, argv);
  if (!options) return options.error();
  if (options->deadline > 0) set_deadline(options->deadline);
  fail_on_purpose(options->self_test);

  const auto text = read_all(STDIN_FILENO, k_max_input);
  if (!text) return text.error();
  const auto call = parse_call(*text);
  if (!call) return call.error();
  const auto places = find_places(*options);
  if (!places) return places.error();
  const auto rules = load_rules(places->rules);
  if (!rules) return Error{"the rules cannot be read: " + rules.error().message};

  const DiskFiles files;
  const auto actions = actions_of(rules->image(), *call, {.home = home(), .files = &files});
  if (!actions) return actions.error();
  const auto findings = find_in_layers(rules->image(), *call, *actions, home());
  if (!findings) return findings.error();
  const auto gates = fetch_gate_states(rules->image(), *call, *actions, *findings, places->state);
  if (!gates) return gates.error();
  const auto decided = decide_with_approvals(*call, *findings, *gates, places->state);
  if (!decided) return decided.error();
  const Decision& decision = decided->decision;

  const auto unwritten = write_down(*call, *findings, *decided, places->state);
  const std::string remark = unwritten ? "\n(not in the log: " + unwritten->message + ")" : "";
  if (decision.denial()) send_and_leave(Reply::refusal(decision.denial()->reason + remark));
  if (decision.warnings().empty()) send_and_leave(Reply::silence());
  send_and_leave(Reply::context("PreToolUse", join(decision.warnings(), "\n") + remark));
}

}  // namespace

int main(int argc, char** argv) {
  refuse_on_failure(FailureMode::refuse, k_seconds);
  const Error error = run(argc, argv);
  return send(Reply::refusal("interlock: " + error.message +
                             "; the call is refused; run `interlock doctor`"));
}
