// Globs of a workflow ("*.sql", "**/*.sql") over a tree of files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/files.h"

namespace interlock {

// `path` is relative. "*" stays inside a folder, "**" crosses any number of them.
bool fits_file_glob(std::string_view glob, std::string_view path);

struct FoundFiles {
  std::vector<std::string> paths;  // absolute, sorted, no duplicates
  bool complete = true;            // false: a bound was met, so some are missing
};

// Files below `directory` that match one of the globs. Bounded in depth and in the number of names
// seen.
FoundFiles find_files(const Files& files, const std::string& directory,
                      const std::vector<std::string>& globs);

}  // namespace interlock
