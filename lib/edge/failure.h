// Whatever goes wrong with the process itself ends in an answer that Codex obeys. Codex runs the
// call after every other ending of a hook: a crash, a signal, a timeout, an exit code of 1.
#pragma once

namespace interlock {

enum class FailureMode {
  // PreToolUse: exit 2 and one sentence on stderr, a refusal.
  refuse,
  // PostToolUse: the call has already run and exit 2 would only take its output from the model.
  // Exit 0
  // and one JSON object that tells the model that nothing was recorded.
  report,
};

inline constexpr unsigned long k_max_memory = 512ul << 20;

// First line of main. Covers signals that would end the process (on a stack of their own, so that a
// stack overflow is one of them), a deadline in seconds of wall time, exceptions that nobody
// caught, and memory: the address space is bounded. Also gives closed standard streams a /dev/null,
// so that no file opened later takes the place of stderr. A deadline of 0 means none.
void refuse_on_failure(FailureMode mode, unsigned seconds);

// Starts the deadline anew.
void set_deadline(unsigned seconds);

// For a child between fork and exec: takes back what it would inherit (the memory bound, the
// ignored SIGPIPE). Async-signal-safe.
void restore_defaults_for_child();

}  // namespace interlock
