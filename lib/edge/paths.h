// Environment -> the places where interlock keeps its files. The environment comes in as a value:
// only `hooks/` and `cli/` read the process's own.
#pragma once

#include <string>

#include "lib/base/result.h"

namespace interlock {

struct Environment {
  std::string home;         // $HOME
  std::string config_home;  // $XDG_CONFIG_HOME; empty or relative: ~/.config
  std::string state_home;   // $XDG_STATE_HOME; likewise ~/.local/state
  std::string data_home;    // $XDG_DATA_HOME; likewise ~/.local/share
  std::string executable;   // absolute path of the running program, see executable_path
  unsigned user = 0;
};

struct Places {
  bool managed = false;       // installed for the machine: below /usr or /opt, outside of the home
  std::string prefix;         // "/home/dev/.local", "/usr"; empty when run from a build directory
  std::string rules;          // the compiled image that goes with the running program
  std::string state;          // directory of state.db
  std::string shipped_packs;  // packs that the image was compiled from
  std::string machine_packs;  // /etc/interlock/packs.d
  std::string user_packs;     // ~/.config/interlock/packs.d; empty when there is no home
};

// Packs of a project, below its root; they can only tighten.
inline constexpr const char* k_project_packs = ".interlock/packs.d";

// An error when a place of the user is needed and $HOME does not name one: a guess could put the
// state where an agent can write.
Result<Places> places_of(const Environment& environment);

std::string executable_path();  // empty when /proc cannot tell

}  // namespace interlock
