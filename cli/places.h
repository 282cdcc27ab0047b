// Where the hooks and Codex's configuration are, for register and doctor.
#pragma once

#include <string>

#include "cli/command.h"
#include "lib/edge/registration.h"

namespace interlock {

// Beside this program: <prefix>/lib/interlock when installed, ../hooks in a build directory.
HookPaths hook_paths(const Globals& globals);

std::string codex_home(const Globals& globals);    // $CODEX_HOME or ~/.codex
std::string codex_config(const Globals& globals);  // its config.toml

}  // namespace interlock
