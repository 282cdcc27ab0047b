// Call -> Actions, with the command lines that MCP tools stand for: a pack says that a tool does
// what a line does, and then every rule, step and gate of that program holds for the tool too.
#pragma once

#include <optional>
#include <string>

#include "lib/action/action.h"
#include "lib/rules/image.h"

namespace interlock {

// As actions_of; an error when the image is damaged, too.
Result<Actions> actions_of(const Image& image, const Call& call, const ActionContext& context);

// A pack's words with the arguments filled in, quoted for bash. A server may run elsewhere than the
// agent does, so a path that has to be absolute and is not becomes a variable that nobody sets.
std::string render_tool_command(const std::vector<std::string>& words, const ToolAction& tool);

}  // namespace interlock
