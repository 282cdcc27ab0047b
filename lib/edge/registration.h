// The text of Codex's config.toml with interlock's hooks in it, or without them.
//
// Codex 0.169.0 reads [[hooks.PreToolUse]]; [[hooks.pre_tool_use]], the spelling of many articles,
// is ignored without a word. The block is put at the end, between two comment lines, so that no
// other hook changes its number (a shifted hook loses the user's trust) and no other byte of the
// file changes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace interlock {

struct HookPaths {
  std::string pre_tool_use;   // absolute
  std::string post_tool_use;  // absolute
};

// Idempotent: with the same paths the same text comes back. Errors: the text is no TOML, or its
// `hooks` is written so that nothing can be added (an inline table or array); nothing is changed
// then.
Result<std::string> add_registration(std::string_view config, const HookPaths& paths);

// Takes out exactly the block; a text without one comes back as it is.
Result<std::string> remove_registration(std::string_view config);

// What stands in a config.toml that keeps hooks from running, one sentence each.
struct RegistrationState {
  bool registered = false;            // both hooks, in the spelling that works
  std::vector<std::string> problems;  // misspelled events, switched-off hooks, no TOML
};
RegistrationState check_registration(std::string_view config, const HookPaths& paths);

// The shell command line that Codex runs for the hook: a missing file, a crash and a hang all
// refuse.
std::string pre_hook_command(const HookPaths& paths);
std::string post_hook_command(const HookPaths& paths);

}  // namespace interlock
