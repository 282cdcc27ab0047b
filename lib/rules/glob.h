// The pattern language of rules for paths.
#pragma once

#include <string>
#include <string_view>

#include "lib/shell/word.h"

namespace interlock {

// A glob on a path: `*` and `?` stay inside a folder, `**` crosses folders, [a-z]. A glob that does
// not begin with a slash matches at any depth ("~/x" too); "dir/**" matches dir itself as well.
bool fits_glob(std::string_view glob, std::string_view path);
// Holes of the path are taken by wildcards only.
bool path_fits(std::string_view glob, const Word& path);

// Text that every path holds which the glob fits; may be empty.
std::string longest_literal(std::string_view glob);

}  // namespace interlock
