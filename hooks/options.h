// Words of a hook's registered command line -> Options.
#pragma once

#include <string>

#include "lib/base/result.h"
#include "lib/edge/paths.h"

namespace interlock {

struct Options {
  std::string
      rules;  // an image, or a folder of packs to compile in memory; empty: the installed image
  std::string state;      // directory of state.db; empty: the installed place
  unsigned deadline = 0;  // seconds; 0: the hook's own
  std::string self_test;  // hidden: the way to fail, for tests and `interlock doctor`
};

Result<Options> parse_options(int argc, char* const* argv);

// The process's own environment: the only place of the hooks that reads it.
Environment current_environment();
std::string home();  // $HOME, without asking for the rest

// The options' places, and the installed ones where the options name none. The environment is asked
// for those alone: a hook that is told both works without a home.
struct HookPlaces {
  std::string rules, state;
};
Result<HookPlaces> find_places(const Options& options);

// Fails in the way that is asked for ("crash", "overflow", "hang", "abort", "throw", "memory"), to
// show that failing is a refusal. Comes back only when it knows no such way.
void fail_on_purpose(const std::string& way);

}  // namespace interlock
