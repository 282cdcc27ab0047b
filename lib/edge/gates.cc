#include "lib/edge/gates.h"

#include <map>
#include <memory>
#include <optional>

#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/commit_gate.h"
#include "lib/edge/digest.h"
#include "lib/edge/disk.h"
#include "lib/edge/store.h"
#include "lib/workflow/tool_gate.h"

namespace interlock {
namespace {

// A folder of migrations may hold more files than the scripts that a command line names.
constexpr DiskLimits k_limits = {
    .file_bytes = 4u << 20, .total_bytes = 64u << 20, .files = 60'000, .entries = 40'000};

constexpr std::size_t k_max_states = 256;  // ten commits, each judged for every tool

struct Fetch {
  const Image& image;
  const Call& call;
  const Actions& actions;
  const std::string& state_directory;
  const DiskFiles files{k_limits};
  std::optional<Store> store;
  std::unique_ptr<CommitGate> commit;
  int commit_of = -1;
  std::map<int, Workflow> workflows;  // a line may commit a thousand times

  Result<const Workflow*> workflow_of(int number) {
    auto found = workflows.find(number);
    if (found == workflows.end()) {
      auto read = image.workflow(static_cast<std::size_t>(number));
      if (!read) return read.error();
      found = workflows.emplace(number, std::move(*read)).first;
    }
    return &found->second;
  }

  std::optional<Error> open_store() {
    if (store) return std::nullopt;
    auto opened = Store::open(state_directory, Store::Use::read);
    if (!opened) return opened.error();
    store.emplace(std::move(*opened));
    return std::nullopt;
  }

  Result<std::vector<Evidence>> evidence_of(const Workflow& workflow) {
    if (const auto error = open_store()) return *error;
    return store->evidence(call.session_id, workflow.id);
  }

  Result<GateState> state_of_tool(const Workflow& workflow, const Gate& gate,
                                  const ToolAction& action) {
    ToolSubject subject = tool_subject_of(workflow, gate.judges, action);
    subject.session = call.session_id;
    if (!subject.judged.empty()) subject.digest = digest_of_texts(subject.judged);
    const auto evidence = evidence_of(workflow);
    if (!evidence) return evidence.error();
    return judge_tool_gate(workflow, gate, subject, *evidence, unix_ms());
  }

  // One commit for all workflows: the index is read once.
  Result<GateState> state_of_commit(const Workflow& workflow, const Gate& gate, int command) {
    if (!commit || commit_of != command) {
      commit = std::make_unique<CommitGate>(image, actions, command, files);
      commit_of = command;
    }
    GateState open;
    open.gate = workflow.id + '.' + gate.id;
    open.open = true;
    if (commit->is_empty()) return open;
    if (const auto error = open_store()) return *error;
    const auto known = store->subjects(call.session_id, workflow.id);
    if (!known) return known.error();
    if (known->empty() && !commit->concerns(workflow)) return open;
    const auto evidence = evidence_of(workflow);
    if (!evidence) return evidence.error();
    return commit->judge(workflow, gate, call, *known, *evidence, unix_ms());
  }

  Result<GateState> state_of(const Finding& finding) {
    const auto known = workflow_of(finding.workflow);
    if (!known) return known.error();
    const Workflow* workflow = *known;
    if (finding.gate < 0 || static_cast<std::size_t>(finding.gate) >= workflow->gates.size())
      return Error{"the rules image names a gate that it does not hold"};
    const Gate& gate = workflow->gates[static_cast<std::size_t>(finding.gate)];

    const auto action = static_cast<std::size_t>(finding.action);
    if (finding.on == On::tool && action < actions.tools.size())
      return state_of_tool(*workflow, gate, actions.tools[action]);
    GateState shut;
    shut.gate = workflow->id + '.' + gate.id;
    if (finding.command < 0) {
      shut.why = "the call is not a command whose files can be judged";
      return shut;
    }
    if (gate.on_commit) return state_of_commit(*workflow, gate, finding.command);
    shut.why = check_stands_alone(actions, finding.command);
    Subject subject = subject_of(image, *workflow, actions, finding.command, files);
    subject.session = call.session_id;
    if (!shut.why.empty()) return shut;
    std::string digest;
    if (subject.complaints.empty()) {
      const auto made = digest_of(subject);
      if (!made) subject.complaints.push_back(made.error().message);
      if (made) digest = *made;
    }
    if (!subject.complaints.empty())
      return judge_gate(*workflow, gate, subject, digest, {}, unix_ms());
    const auto evidence = evidence_of(*workflow);
    if (!evidence) return evidence.error();
    return judge_gate(*workflow, gate, subject, digest, *evidence, unix_ms());
  }
};

}  // namespace

Result<std::vector<GateState>> fetch_gate_states(const Image& image, const Call& call,
                                                 const Actions& actions, const Findings& findings,
                                                 const std::string& state_directory) {
  std::vector<GateState> states;
  std::optional<Fetch> fetch;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].effect != Effect::gate) continue;
    if (!fetch)
      fetch.emplace(
          Fetch{image, call, actions, state_directory, DiskFiles{k_limits}, {}, {}, -1, {}});
    if (states.size() >= k_max_states) break;  // what has no state is refused
    auto state = fetch->state_of(findings[i]);
    if (!state) return state.error();
    state->finding = i;
    states.push_back(std::move(*state));
  }
  return states;
}

}  // namespace interlock
