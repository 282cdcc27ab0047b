// What every subcommand gets: the options before and after its name that all of them know,
// the environment, and where to print. A subcommand is one file cli/<name>.cc with
// `int run_<name>(const Globals&, const <Name>Options&)`, declared in cli/interlock.cc.
#pragma once

#include <string>
#include <string_view>

#include "cli/exit_status.h"
#include "lib/base/result.h"
#include "lib/edge/load_rules.h"
#include "lib/edge/paths.h"

namespace interlock {

struct Globals {
  std::string rules;  // --rules: an image or a folder of packs; empty: the installed image
  std::string state;  // --state: directory of state.db; empty: the installed place
  Environment environment;
  std::string directory;  // where interlock was started
  bool colour = false;    // stdout is a terminal that wants it
};

Globals current_globals();

// --rules or the installed image.
Result<LoadedRules> load_rules_for(const Globals& globals);

void print(std::string_view text);                   // to stdout
int complain(std::string_view message, int status);  // one line to stderr; returns `status`

// "1 rule", "2 rules"
std::string count(std::size_t number, std::string_view what);

// Text in bold, red or grey for a terminal; as it is for anything else.
enum class Look { bold, red, green, yellow, grey };
std::string coloured(const Globals& globals, Look look, std::string_view text);

// Writes a new file beside `path` and puts it in its place in one step.
Result<bool> write_atomically(const std::string& path, std::string_view bytes);

}  // namespace interlock
