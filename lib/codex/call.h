// What Codex writes to a hook's stdin (codex-cli 0.169.0) -> one Call.
//
// Optional keys come and go and unknown ones are tolerated; what we need and is
// missing or of a wrong type is an error, and an error is a refusal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace interlock {

// One leaf of tool_input: {"params": {"sql": "x", "ids": [1]}} has the leaves
// params.sql = "x" and params.ids[0] = "1".
struct Leaf {
  std::string path;
  std::string text;  // of a string its text, else its JSON spelling
  bool is_string = false;
};

struct Call {
  enum class Event { pre_tool_use, post_tool_use, other };
  enum class Kind {
    shell,  // tool_name "Bash": text is the command line
    patch,  // tool_name "apply_patch": text is the whole patch
    mcp,    // tool_name mcp__server__tool: server, tool, leaves
    other,  // any other tool: leaves
  };

  Event event = Event::other;
  std::string event_name;  // as written, for messages
  Kind kind = Kind::other;
  std::string session_id;  // the same for sub-agents and resumed sessions
  std::string turn_id;
  std::string tool_use_id;
  std::string agent_id;         // empty for the main agent
  std::string cwd;              // absolute; may not exist
  std::string permission_mode;  // "default", "bypassPermissions"
  std::string tool_name;        // as Codex spells it
  std::string text;             // command line or patch
  std::string server, tool;     // of mcp__server__tool, split at the first two "__"
  std::vector<Leaf> leaves;     // of tool_input, in order
  std::string response;         // PostToolUse: tool_response, of a string its text, else JSON
};

// `text` is the whole of stdin. Errors name what is wrong: "hook input is not JSON: ...",
// "hook input has no 'cwd'", "'tool_input.command' is a number, not a string".
// A NUL byte in the command is an error: Codex would refuse it too, and nothing after it is seen.
Result<Call> parse_call(std::string_view text);

}  // namespace interlock
