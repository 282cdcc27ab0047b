// Files that name commands: scripts, package.json, Makefile, justfile, Taskfile.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interlock {

// Would the kernel or bash hand this file to a POSIX-like shell? By its #! line; without one, when
// it is text.
bool is_shell_script(std::string_view text);

using ReadText = std::function<std::optional<std::string>(const std::string& path)>;

struct PackageScript {
  std::string name;       // "predb:reset", "db:reset", "postdb:reset"
  std::string text;       // a shell command line
  std::string directory;  // of the package.json
};

// The scripts that `npm run NAME` would run, in order, from the nearest package.json at or above
// `directory`. Nothing when there is no readable package.json; empty when it has no such script.
std::optional<std::vector<PackageScript>> find_package_scripts(const std::string& directory,
                                                               const std::string& name,
                                                               const ReadText& read);

// The shell texts of the recipes that `runner` (make, just, task) would run for `target` ("" is the
// default one), prerequisites first, from `file` or the runner's usual one. Variables that the file
// or `variables` sets are filled in.
std::vector<std::string> find_recipes(
    const std::string& directory, std::string_view runner, std::string_view target,
    const std::string& file, const std::vector<std::pair<std::string, std::string>>& variables,
    const ReadText& read);

}  // namespace interlock
