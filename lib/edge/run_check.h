// Proves one step of a workflow by running its checks: the first one whose program is there and
// able judges. The result is evidence; the agent's own run of the tool never is.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lib/edge/digest.h"
#include "lib/workflow/workflow.h"

namespace interlock {

// The hook's own environment as a value, and what it is used for.
struct CheckEnvironment {
  std::vector<std::pair<std::string, std::string>> variables;  // of the hook's process
  std::string path;              // as the agent's commands get it, see login_path
  std::string state;             // folder of state.db: never made writable for a check
  std::int64_t deadline_ms = 0;  // monotonic; checks end before it
};

struct CheckResult {
  Evidence evidence;
  std::string command;  // what ran, as a person would type it, masked
  std::string output;   // bounded, masked
  std::vector<std::string>
      notes;  // "atlas needs a login: squawk judged instead", "not confined: ..."
};

CheckResult run_step(const Workflow& workflow, const Step& step, const Subject& subject,
                     const CheckEnvironment& environment);

// PATH of a login shell of this user, which is how Codex runs the agent's commands; `own` when it
// cannot be learned in a few seconds.
std::string login_path(const CheckEnvironment& environment, const std::string& own);

// The reduced environment: a declared list of names, and what the agent set in its own line.
std::vector<std::string> check_environment(const Subject& subject,
                                           const CheckEnvironment& environment);

// Is a variable of this name handed on to checks?
bool is_handed_on(std::string_view name);

// Absolute path of an executable, looked for as a shell in `directory` would; empty when there is
// none.
std::string find_program(const std::string& word, const std::string& path,
                         const std::string& directory);

}  // namespace interlock
