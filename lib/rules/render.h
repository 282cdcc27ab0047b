// What a finding tells a person: the thing that was seen and the rule's reason with its
// placeholders filled in. Secrets are masked, control characters taken out, length bounded.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lib/action/action.h"

namespace interlock {

using Captures = std::map<std::string, std::string, std::less<>>;

std::string printable(std::string_view text, std::size_t limit);  // masked too

// A command as a person would type it.
std::string show_command(const SimpleCommand& command);
std::string show_file(const FileAction& file);
std::string show_tool(const ToolAction& tool);

// "{name}" -> the capture; a name without one keeps its braces.
std::string fill_in(std::string_view reason, const Captures& captures);

}  // namespace interlock
