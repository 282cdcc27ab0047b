// Workflows on MCP tools: what is judged stands in a call's arguments, so the answer of the tool
// proves something about exactly that text, and nothing can have changed in between. The answer
// comes from the server and the hook reads it itself; what the agent says of it never counts.
// Where a tool works on files that the call only names, its answer proves nothing: the hook cannot
// know what the files held at that moment, and runs the check of a workflow on files instead.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/action/action.h"
#include "lib/workflow/workflow.h"

namespace interlock {

// Names of a workflow's scope with their values.
using ToolNames = std::vector<std::pair<std::string, std::string>>;

struct ToolSubject {
  std::string session, workflow;
  std::string tool;                 // whole name
  ToolNames names;                  // of the workflow's scope that the call gives
  std::vector<std::string> judged;  // texts of the arguments that are judged, in their order
  std::string digest;               // of those; set by main, empty when there are none
};

// Some servers take all arguments inside of one object: {"params": {"sql": ..}}. When a call has
// such an object only what is in it counts.
ToolSubject tool_subject_of(const Workflow& workflow, const std::vector<std::string>& judges,
                            const ToolAction& action);

// "projectId=p temporaryBranchId=br-1", in the order of the workflow's scope; and back.
std::string render_tool_scope(const ToolNames& names);
ToolNames read_tool_scope(std::string_view scope);
ToolNames order_names(const Workflow& workflow, const ToolNames& names);

// What a tool answered: PostToolUse hands on the server's result object.
struct ToolAnswer {
  std::string text;
  bool is_error = false;
};
ToolAnswer read_tool_answer(std::string_view response);

// The result of a step, without time. Nothing when it confirms another step, and the session holds
// no result of that one which this call could be about.
std::optional<Evidence> judge_answer(const Workflow& workflow, const Step& step,
                                     const ToolSubject& subject, const ToolAnswer& answer,
                                     const std::vector<Evidence>& evidence);

// Steps are looked up by the names that the gate says ("same", else all of the scope), those that
// both calls give, and by the digest where the gated call brings what is judged.
GateState judge_tool_gate(const Workflow& workflow, const Gate& gate, const ToolSubject& subject,
                          const std::vector<Evidence>& evidence, std::int64_t now_ms);

// The next thing to do for a gate of the workflow after this result; empty: all is proved.
std::string next_tool_step(const Workflow& workflow, const Evidence& result,
                           const std::vector<Evidence>& evidence, std::int64_t now_ms);

}  // namespace interlock
