// What a deployment holds compile to: the keys that it trusts, and the versions that it has had.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "lib/edge/trust.h"
#include "lib/rules/pack_source.h"

namespace interlock {

// The machine's file decides; `given` (--trust) only where there is none.
Result<Trust> trust_for(const Globals& globals, const std::string& given);
PackSource trust_source(const Globals& globals, const std::string& given);

// The packs of the image that stands at `path`, and those that it remembers; none when there is
// none that can be read.
std::vector<PackHead> installed_packs(const std::string& path);

// A sentence when an older version of the pack would take the place of a newer one.
std::string complaint_about_version(const Pack& pack, const std::vector<PackHead>& installed,
                                    const std::string& image);

}  // namespace interlock
