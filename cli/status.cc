// interlock status: what a session has proved, for which files and target, and what of it still
// holds.
#include <algorithm>
#include <optional>

#include "cli/json_out.h"
#include "cli/state_of.h"
#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/digest.h"
#include "lib/edge/disk.h"
#include "lib/edge/known_subject.h"
#include "lib/workflow/tool_gate.h"

namespace interlock {
namespace {

constexpr DiskLimits k_limits = {
    .file_bytes = 4u << 20, .total_bytes = 64u << 20, .files = 60'000, .entries = 40'000};

struct GateRow {
  std::string gate;
  bool open = false;
  std::string why;
  std::vector<StepState> steps;
};

struct SubjectRow {
  std::string workflow, scope, directory, migrations, digest, complaint;
  std::size_t files = 0;
  std::vector<GateRow> gates;
};

struct SessionReport {
  SessionRow session;
  std::vector<SubjectRow> subjects;
};

std::vector<Workflow> workflows_of(const Image& image) {
  std::vector<Workflow> all;
  for (std::size_t i = 0; i < image.workflow_count(); ++i)
    if (auto workflow = image.workflow(i)) all.push_back(std::move(*workflow));
  return all;
}

std::string_view name_of(StepState::Kind kind) {
  switch (kind) {
    case StepState::Kind::proved:
      return "proved";
    case StepState::Kind::warned:
      return "warned";
    case StepState::Kind::failed:
      return "failed";
    case StepState::Kind::stale_files:
      return "stale";
    case StepState::Kind::stale_age:
      return "too old";
    case StepState::Kind::missing:
      return "missing";
    case StepState::Kind::unproved:
      return "unproved";
    case StepState::Kind::too_few:
      return "too few";
  }
  return "missing";
}

SubjectRow row_of(const Workflow& workflow, const KnownSubject& known, const std::string& session,
                  const std::vector<Evidence>& evidence) {
  SubjectRow row{workflow.id, known.scope, known.directory, known.migrations, "", "", 0, {}};
  if (known.words.empty()) {
    row.complaint =
        "its target was given with a password or a variable: it cannot be looked up again";
    return row;
  }
  const DiskFiles files(k_limits);
  Subject subject = restore_subject(workflow, known, files);
  subject.session = session;
  row.files = subject.files.size();
  const auto digest = digest_of(subject);
  if (!subject.complaints.empty()) row.complaint = join(subject.complaints, "; ");
  if (!digest) row.complaint = digest.error().message;
  if (digest) row.digest = *digest;
  for (const Gate& gate : workflow.gates) {
    if (gate.on_commit) continue;  // it looks at a commit's files, not at a target
    const GateState state = judge_gate(workflow, gate, subject, row.digest, evidence, unix_ms());
    row.gates.push_back({state.gate, state.open, state.why, state.steps});
  }
  return row;
}

// Of a workflow on tools: one row for each thing that its steps were about.
void add_tool_rows(const Workflow& workflow, const std::string& session,
                   const std::vector<Evidence>& evidence, std::vector<SubjectRow>& rows) {
  std::vector<std::string> seen;
  for (const Evidence& one : evidence) {
    if (std::find(seen.begin(), seen.end(), one.scope + one.digest) != seen.end()) continue;
    seen.push_back(one.scope + one.digest);
    SubjectRow row{workflow.id, one.scope, "", "", one.digest, "", 0, {}};
    ToolSubject subject;
    subject.session = session;
    subject.tool = one.by;
    subject.names = read_tool_scope(one.scope);
    subject.digest = one.digest;
    for (const Gate& gate : workflow.gates) {
      GateState state = judge_tool_gate(workflow, gate, subject, evidence, unix_ms());
      row.gates.push_back({state.gate, state.open, state.why, state.steps});
    }
    rows.push_back(std::move(row));
  }
}

Result<SessionReport> report_of(const Store& store, const SessionRow& session,
                                const std::vector<Workflow>& workflows) {
  SessionReport report{session, {}};
  for (const Workflow& workflow : workflows) {
    const auto subjects = store.subjects(session.session, workflow.id);
    if (!subjects) return subjects.error();
    const auto evidence = store.evidence(session.session, workflow.id);
    if (!evidence) return evidence.error();
    if (workflow.on_tools) add_tool_rows(workflow, session.session, *evidence, report.subjects);
    for (const KnownSubject& known : *subjects)
      report.subjects.push_back(row_of(workflow, known, session.session, *evidence));
  }
  return report;
}

std::string render_json(const std::vector<SessionReport>& reports) {
  JsonOut out;
  out.begin_array();
  for (const SessionReport& report : reports) {
    out.begin_object();
    out.text("session", report.session.session);
    out.text("first", render_time(report.session.first_ms));
    out.text("last", render_time(report.session.last_ms));
    out.number("evidence", report.session.evidence);
    out.number("refusals", report.session.refusals);
    out.begin_array("targets");
    for (const SubjectRow& row : report.subjects) {
      out.begin_object();
      out.text("workflow", row.workflow);
      out.text("scope", row.scope);
      out.text("directory", row.directory);
      out.text("migrations", row.migrations);
      out.number("files", static_cast<long long>(row.files));
      out.text("digest", row.digest);
      if (!row.complaint.empty()) out.text("complaint", row.complaint);
      out.begin_array("gates");
      for (const GateRow& gate : row.gates) {
        out.begin_object();
        out.text("gate", gate.gate);
        out.truth("open", gate.open);
        if (!gate.open) out.text("why", gate.why);
        out.begin_array("steps");
        for (const StepState& step : gate.steps) {
          out.begin_object();
          out.text("step", step.step);
          out.text("state", name_of(step.kind));
          out.text("detail", step.detail);
          out.text("command", step.command);
          out.end_object();
        }
        out.end_array();
        out.end_object();
      }
      out.end_array();
      out.end_object();
    }
    out.end_array();
    out.end_object();
  }
  out.end_array();
  return out.take() + "\n";
}

void print_subject(const Globals& globals, const SubjectRow& row) {
  print("\n  " + coloured(globals, Look::bold, row.workflow) + "  " + printable(row.scope) + "\n");
  if (!row.complaint.empty())
    print("    " + coloured(globals, Look::yellow, printable(row.complaint)) + "\n");
  if (!row.digest.empty())
    print("    " + (row.files > 0 ? std::to_string(row.files) + " files, " : "") + "digest " +
          row.digest.substr(0, 12) + "\n");
  for (const GateRow& gate : row.gates) {
    for (const StepState& step : gate.steps) {
      const bool holds =
          step.kind == StepState::Kind::proved || step.kind == StepState::Kind::warned;
      print("    " +
            coloured(globals, holds ? Look::green : Look::yellow, padded(name_of(step.kind), 9)) +
            padded(step.step, 10) + printable(step.detail) + "\n");
      if (!holds) print("             next: " + printable(step.command) + "\n");
    }
    print("    " +
          coloured(globals, gate.open ? Look::green : Look::red,
                   gate.open ? "open     " : "shut     ") +
          gate.gate + (gate.open ? "" : ": " + printable(gate.why)) + "\n");
  }
}

void print_report(const Globals& globals, const SessionReport& report) {
  const SessionRow& session = report.session;
  print(coloured(globals, Look::bold, "session " + printable(session.session)) + "  last active " +
        render_time(session.last_ms) + ", " + count(session.refusals, "refusal") + ", " +
        count(session.evidence, "result") + "\n");
  for (const SubjectRow& row : report.subjects) print_subject(globals, row);
  if (report.subjects.empty()) print("  no check was run\n");
}

}  // namespace

int run_status(const Globals& globals, const StatusOptions& options) {
  const auto store = open_state(globals);
  if (!store) return complain(store.error().message, exit_unusable);
  const auto sessions = list_sessions(globals);
  if (!sessions) return complain(sessions.error().message, exit_unusable);
  const auto rules = load_rules_for(globals);
  if (!rules) return complain(rules.error().message, exit_unusable);
  const std::vector<Workflow> workflows = workflows_of(rules->image());
  std::vector<SessionReport> reports;
  for (const SessionRow& session : *sessions) {
    if (!session.session.starts_with(options.session)) continue;
    auto report = report_of(*store, session, workflows);
    if (!report) return complain(report.error().message, exit_unusable);
    reports.push_back(std::move(*report));
    if (!options.all) break;
  }
  if (options.json) {
    print(render_json(reports));
  } else {
    for (const SessionReport& report : reports) print_report(globals, report);
    if (reports.empty()) print("no session has done anything that was recorded\n");
  }
  return exit_success;
}

}  // namespace interlock
