// Rules image + Actions -> Findings.
//
// The image is one flat, checksummed piece of bytes: a program index, literal atoms
// and the rules' texts. Matching touches only what a call could concern; RE2 is
// compiled for candidates alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/action/action.h"
#include "lib/base/result.h"
#include "lib/rules/image.h"
#include "lib/rules/pack.h"

namespace interlock {

struct Finding {
  std::string rule_id;
  Effect effect = Effect::deny;
  std::string reason;  // rendered: captures filled in
  std::string
      seen;  // the program, statement, path or tool that fired it, shortened, secrets masked
  int command = -1;  // index in Actions::line.commands, -1 for tools and patches
  int action = -1;   // index among the actions of its kind
  On on = On::command;
  bool locked = false;
  // Of gates and triggers: which one.
  int workflow = -1;
  int gate = -1;
  int trigger = -1;
  int step = -1;  // of a trigger that is the agent's own call of a step: that step
};
using Findings = std::vector<Finding>;

struct MatchContext {
  std::string directory;  // the call's
  std::string permission_mode;
  bool after = false;     // PostToolUse: triggers only; else everything but triggers
  std::string home = "";  // the user's; empty: not known
};

// Result is an error when the image is damaged or RE2 runs out of memory: a refusal, never "no
// match".
Result<Findings> match(const Image& image, const Actions& actions, const MatchContext& context);

// Words and options of one command, read by the tool's grammar in the image (default grammar gnu):
// for workflows that need the scope options of a call.
struct ToolCall {
  std::vector<std::string> operands;
  std::vector<std::pair<std::string, Word>> options;
};
ToolCall read_tool_call(const Image& image, const SimpleCommand& command);

// Passwords in URLs, -p, PGPASSWORD=, tokens. Stops when `enough` bytes are there, between two
// secrets: whoever shows the beginning of a long text need not read all of it.
std::string mask_secrets(std::string_view text, std::size_t enough = std::string::npos);

}  // namespace interlock
