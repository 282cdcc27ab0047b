// Talks to a program line by line over its stdin and stdout: for asking `codex app-server`.
#pragma once

#include <string>
#include <vector>

#include "lib/base/result.h"

namespace interlock {

// Starts `argv` (looked up in PATH), writes `lines`, reads lines until one contains `until` or
// `limit_ms` is over, ends the program with its group, and returns the lines read. An error when it
// cannot be started or says nothing that contains `until`.
Result<std::vector<std::string>> converse(const std::vector<std::string>& argv,
                                          const std::vector<std::string>& lines,
                                          const std::string& until, int limit_ms);

}  // namespace interlock
