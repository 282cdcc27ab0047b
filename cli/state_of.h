// The store that a subcommand reads, and how it shows times and names to people.
#pragma once

#include <string>

#include "cli/command.h"
#include "lib/edge/audit_log.h"
#include "lib/edge/store.h"

namespace interlock {

// --state or the installed place.
Result<std::string> state_directory(const Globals& globals);

// For reading.
Result<Store> open_state(const Globals& globals);

// The last active one first.
Result<std::vector<SessionRow>> list_sessions(const Globals& globals);

// Text of an agent, for a terminal: control characters are shown, not obeyed.
std::string printable(std::string_view text);

std::string padded(std::string_view text, std::size_t width);

}  // namespace interlock
