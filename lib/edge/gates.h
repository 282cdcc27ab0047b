// Findings that ask for evidence -> the state of their gates: looks at the files, the state, the
// clock.
#pragma once

#include <string>
#include <vector>

#include "lib/codex/call.h"
#include "lib/workflow/workflow.h"

namespace interlock {

// One entry for each finding whose effect is gate. Touches nothing when there is none. An error
// (state that cannot be read, a damaged image) is a refusal.
Result<std::vector<GateState>> fetch_gate_states(const Image& image, const Call& call,
                                                 const Actions& actions, const Findings& findings,
                                                 const std::string& state_directory);

}  // namespace interlock
