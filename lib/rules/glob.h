// The pattern language of rules for paths.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/word.h"

namespace interlock {

// A glob on a path: `*` and `?` stay inside a folder, `**` crosses folders, [a-z]. A glob that does
// not begin with a slash matches at any depth; "dir/**" matches dir itself as well.
bool fits_glob(std::string_view glob, std::string_view path);

// Where "~/x" and "./x" begin; empty: at any depth.
struct Places {
  std::string_view home;
  std::string_view here;  // the call's folder
};
// Holes of the path are taken by wildcards only.
bool path_fits(std::string_view glob, const Word& path, const Places& places = {});
// One of the globs fits, and none of the exceptions, "!glob". Those take a hole by its spelling:
// "!/tmp/**" fits "/tmp/$NAME.db", "!*TMP*/**" fits "$TMPDIR/x.db". Where the
// call's own folder is in one ("!tmp/**" in /tmp/project), only the path below it counts.
bool paths_fit(const std::vector<std::string>& globs, const Word& path, const Places& places);

// Text that every path holds which the glob fits; may be empty.
std::string longest_literal(std::string_view glob);

}  // namespace interlock
