#include "lib/edge/prove_tools.h"

#include <optional>

#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/digest.h"
#include "lib/edge/store.h"
#include "lib/workflow/tool_gate.h"

namespace interlock {
namespace {

std::string tell(const Workflow& workflow, const Step& step, const Evidence& one,
                 const std::string& next) {
  std::string text = "interlock: " + step.title + ' ';
  text += told_as(one.verdict);
  text += " for " + shorten(one.scope, 300) + " (" + workflow.id + ')';
  if (one.verdict != Verdict::passed) text += "\n" + shorten(one.summary, 2'000);
  if (one.verdict == Verdict::failed || one.verdict == Verdict::unproved) return text;
  return text + (next.empty() ? "\nAll steps are proved for these arguments" : "\nNext: " + next);
}

}  // namespace

AuditRow audit_row(const Call& call, const Workflow& workflow, const Evidence& evidence,
                   std::string command) {
  AuditRow row;
  row.time_ms = evidence.time_ms;
  row.kind = AuditRow::Kind::evidence;
  row.session = call.session_id;
  row.event = call.event_name;
  row.tool = call.tool_name;
  row.rule = workflow.id + '.' + evidence.step;
  row.command = std::move(command);
  row.detail = std::string(name_of(evidence.verdict)) + ": " + evidence.summary;
  return row;
}

Result<std::string> prove_by_answer(const Image& image, const Call& call, const Actions& actions,
                                    const Findings& findings, const std::string& state_directory) {
  std::optional<Store> store;
  std::string text;
  for (const Finding& finding : findings) {
    const auto action = static_cast<std::size_t>(finding.action);
    if (finding.on != On::tool || finding.step < 0 || action >= actions.tools.size()) continue;
    const auto workflow = image.workflow(static_cast<std::size_t>(finding.workflow));
    if (!workflow) return workflow.error();
    const auto number = static_cast<std::size_t>(finding.step);
    if (number >= workflow->steps.size()) continue;
    const Step& step = workflow->steps[number];
    if (!store) {
      auto opened = Store::open(state_directory, Store::Use::write);
      if (!opened) return opened.error();
      store.emplace(std::move(*opened));
    }
    auto known = store->evidence(call.session_id, workflow->id);
    if (!known) return known.error();
    ToolSubject subject = tool_subject_of(*workflow, step.judges, actions.tools[action]);
    subject.session = call.session_id;
    if (!subject.judged.empty()) subject.digest = digest_of_texts(subject.judged);
    auto result = judge_answer(*workflow, step, subject, read_tool_answer(call.response), *known);
    if (!result) continue;
    result->time_ms = unix_ms();
    Store::Batch batch;
    batch.evidence.push_back(*result);
    if (const auto error = store->record(batch)) return *error;
    const AuditRow row = audit_row(call, *workflow, *result, result->scope);
    if (const auto error = append_audit(state_directory, {&row, 1})) return *error;
    known->push_back(*result);
    if (!text.empty()) text += "\n\n";
    text += tell(*workflow, step, *result, next_tool_step(*workflow, *result, *known, unix_ms()));
  }
  return text;
}

}  // namespace interlock
