// Files that a line makes before it runs them, as far as its commands tell.
#pragma once

#include <string>
#include <vector>

#include "lib/shell/command.h"

namespace interlock {

// Has a chmod among the commands given the file, an absolute path, to its user to execute?
bool is_made_executable(const std::vector<SimpleCommand>& commands, const std::string& path);

// May a command before `carrier` (an index; what it stands in does not count) have made the file?
// It names `path`, as the line spells it, among its arguments or between quotes in code that it is
// given. `by_name`: the file is started by its name, so that what compilers make is a program.
// `from`: the first command that has not been asked yet.
bool is_made_before(const std::vector<SimpleCommand>& commands, const std::string& path, int from,
                    int carrier, bool by_name);

}  // namespace interlock
