#include "lib/edge/gates.h"

#include <optional>

#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/digest.h"
#include "lib/edge/disk.h"
#include "lib/edge/store.h"

namespace interlock {
namespace {

// A folder of migrations may hold more files than the scripts that a command line names.
constexpr DiskLimits k_limits = {
    .file_bytes = 4u << 20, .total_bytes = 64u << 20, .files = 60'000, .entries = 40'000};

struct Fetch {
  const Image& image;
  const Call& call;
  const Actions& actions;
  const std::string& state_directory;
  const DiskFiles files{k_limits};
  std::optional<Store> store;

  Result<GateState> state_of(const Finding& finding) {
    const auto workflow = image.workflow(static_cast<std::size_t>(finding.workflow));
    if (!workflow) return workflow.error();
    if (finding.gate < 0 || static_cast<std::size_t>(finding.gate) >= workflow->gates.size())
      return Error{"the rules image names a gate that it does not hold"};
    const Gate& gate = workflow->gates[static_cast<std::size_t>(finding.gate)];

    GateState shut;
    shut.gate = workflow->id + '.' + gate.id;
    if (finding.command < 0) {
      shut.why = "the call is not a command whose files can be judged";
      return shut;
    }
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
    if (!store) {
      auto opened = Store::open(state_directory, Store::Use::read);
      if (!opened) return opened.error();
      store.emplace(std::move(*opened));
    }
    const auto evidence = store->evidence(call.session_id, workflow->id);
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
          Fetch{image, call, actions, state_directory, DiskFiles{k_limits}, std::nullopt});
    auto state = fetch->state_of(findings[i]);
    if (!state) return state.error();
    state->finding = i;
    states.push_back(std::move(*state));
  }
  return states;
}

}  // namespace interlock
