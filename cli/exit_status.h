// How `interlock` ends. The hooks have their own two answers, see lib/codex/reply.h.
#pragma once

namespace interlock {

enum ExitStatus : int {
  exit_success = 0,
  exit_failure = 1,   // what was asked for is not so: a fault in a pack, a failing example
  exit_usage = 2,     // the words of the command line make no sense
  exit_unusable = 3,  // rules, state or a file could not be read or written
};

}  // namespace interlock
