// Text of a command line -> the simple commands that bash would run.
//
// The promise, checked by difference against real bash: every program that bash
// would run, with the arguments it would run it with, is among the commands; what
// the text does not determine is there as a hole or an Unknown, never missing.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/files.h"
#include "lib/shell/command.h"

namespace interlock {

struct ShellContext {
  std::string directory;         // the call's working directory, absolute
  std::string home;              // for ~; empty when not known
  const Files* files = nullptr;  // to look into scripts that the line runs; null: none can be read
};

CommandLine understand_shell(std::string_view text, const ShellContext& context);

}  // namespace interlock
