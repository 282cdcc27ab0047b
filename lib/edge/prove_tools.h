// After a call of an MCP tool that is a step of a workflow: what its answer proves, recorded, and
// what the model is told.
#pragma once

#include <string>

#include "lib/codex/call.h"
#include "lib/workflow/workflow.h"

namespace interlock {

// Empty when no finding is such a step, and then the state was not touched.
Result<std::string> prove_by_answer(const Image& image, const Call& call, const Actions& actions,
                                    const Findings& findings, const std::string& state_directory);

}  // namespace interlock
