// After a call: which steps it calls for, their checks run, the evidence recorded, and what the
// model is told.
#pragma once

#include <string>

#include "lib/codex/call.h"
#include "lib/edge/run_check.h"
#include "lib/workflow/workflow.h"

namespace interlock {

// The text for the model; empty when nothing was triggered, and then neither state nor files were
// touched. `environment.path` may be empty: it is learned from a login shell when a check is run.
Result<std::string> prove_after(const Image& image, const Call& call, const Actions& actions,
                                const Findings& findings, CheckEnvironment environment);

}  // namespace interlock
