// The files of a subject -> one digest: SHA-256 over "relative name NUL size NUL hex of the
// content's SHA-256" for each file in order of name. Any byte, name or file more changes it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/workflow/subject.h"

namespace interlock {

struct DigestLimits {
  std::size_t files = 20'000;
  std::size_t bytes = 256u << 20;
};

// Lower-case hex. An error (too much, unreadable, a link that leads out of the project, not a plain
// file) keeps a gate shut.
Result<std::string> digest_of(const Subject& subject, DigestLimits limits = {});

// Of texts one behind the other, each with its size.
std::string digest_of_texts(const std::vector<std::string>& texts);

// The nearest folder at or above `directory` that holds a .git; else `directory` itself.
std::string project_root(const std::string& directory);

}  // namespace interlock
