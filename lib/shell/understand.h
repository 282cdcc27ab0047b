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

// What one call's command lines may cost together, in steps of the evaluation; a step is some 100
// ns. A script of ninety kilobytes of ordinary commands takes most of it.
inline constexpr std::size_t k_shell_work = 400'000;

struct ShellContext {
  std::string directory;         // the call's working directory, absolute
  std::string home;              // for ~; empty when not known
  const Files* files = nullptr;  // to look into scripts that the line runs; null: none can be read
  std::size_t* work = nullptr;   // what is left of it; null: all
};

CommandLine understand_shell(std::string_view text, const ShellContext& context);

}  // namespace interlock
