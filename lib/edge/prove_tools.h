// After a call of an MCP tool that is a step of a workflow: what its answer proves, recorded, and
// what the model is told.
#pragma once

#include <string>

#include "lib/codex/call.h"
#include "lib/edge/audit_log.h"
#include "lib/workflow/workflow.h"

namespace interlock {

// Empty when no finding is such a step, and then the state was not touched.
Result<std::string> prove_by_answer(const Image& image, const Call& call, const Actions& actions,
                                    const Findings& findings, const std::string& state_directory);

// The row that the audit keeps of a result, `command` being what was run or asked.
AuditRow audit_row(const Call& call, const Workflow& workflow, const Evidence& evidence,
                   std::string command);

}  // namespace interlock
