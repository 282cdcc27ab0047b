// What all layers together find about one call: the image, the packs of the project that the call
// is made in, and the exceptions from both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/action/action.h"
#include "lib/base/result.h"
#include "lib/codex/call.h"
#include "lib/edge/load_rules.h"
#include "lib/rules/image.h"
#include "lib/rules/match.h"

namespace interlock {

// The packs of a project, compiled in memory. They may add rules and make rules of the image
// stricter, and nothing else.
struct ProjectRules {
  std::vector<std::string> folders;  // where they are, the nearest first
  std::vector<Pack> packs;
  std::string image;
};

// Those at `directory` and above it; nothing when there are none, which costs one access a folder.
// An error when they cannot be read or have faults: a call must not pass since a pack is broken.
Result<std::optional<ProjectRules>> project_rules(const Image& image, const std::string& directory);

// `home` is the user's, as in ActionContext.
Result<Findings> find_in_layers(const Image& image, const Call& call, const Actions& actions,
                                const std::string& home);

// SHA-256 of a call and of every file that it was read from, as exceptions name it; 64 digits.
Result<std::string> digest_of_call(const Call& call, const std::string& home);

std::string today();  // "2026-11-28", UTC

}  // namespace interlock
