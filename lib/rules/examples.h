// The examples of packs, each sent through the whole pipeline: the text of the hook's
// input, what it would do, which rules it meets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/codex/call.h"
#include "lib/rules/image.h"
#include "lib/rules/pack.h"

namespace interlock {

// A call as Codex would write it. `name` is "Bash", "apply_patch" or a tool's name; `input` is the
// command line or patch, for a tool its arguments as JSON.
std::string payload_of(std::string_view name, std::string_view input, std::string_view directory,
                       std::string_view mode = "default");

struct ExampleReport {
  std::size_t count = 0;
  std::vector<std::string> faults;  // "file:line:column: rule id: what happened instead"
};

// Every rule and gate of the packs, against an image that was made from them.
ExampleReport run_examples(const std::vector<Pack>& packs, const Image& image);

}  // namespace interlock
