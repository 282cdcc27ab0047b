// What explain found out about one call, before it is printed as text or as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "lib/action/action.h"
#include "lib/decide.h"

namespace interlock {

struct Explanation {
  Call call;
  Actions actions;
  std::string tree;  // of a shell call
  Findings findings;
  std::vector<GateState> gates;  // as they are in a session that has proved nothing yet
  Decision decision;
  std::string digest;  // of the call, for exceptions
};

std::string render_text(const Globals& globals, const Explanation& explanation);
std::string render_json(const Explanation& explanation);

// How a command is reached, outermost first: {"sudo env psql", "env psql", "psql"}'s indices.
std::vector<int> chain_of(const Actions& actions, int command);

}  // namespace interlock
