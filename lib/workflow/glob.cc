#include "lib/workflow/glob.h"

#include <algorithm>
#include <span>

#include "lib/base/text.h"
#include "lib/shell/pattern.h"
#include "lib/workflow/names.h"

namespace interlock {
namespace {

constexpr int k_max_depth = 16;
constexpr std::size_t k_max_names = 40'000;  // twice what a digest takes

using Parts = std::span<const std::string_view>;

// "**" is tried with as few folders as possible; only the last one seen needs to be tried again, as
// in any wildcard match, so the work stays below globs times parts.
bool matches_parts(Parts glob, Parts path) {
  std::size_t g = 0, p = 0, star = Parts::size_type(-1), mark = 0;
  while (p < path.size()) {
    if (g < glob.size() && glob[g] == "**") {
      star = g++;
      mark = p;
    } else if (g < glob.size() && matches_pattern(glob[g], path[p], false)) {
      ++g;
      ++p;
    } else if (star != Parts::size_type(-1)) {
      g = star + 1;
      p = ++mark;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == "**") ++g;
  return g == glob.size();
}

// Could a file below the folder `path` match? Keeps a search for "*.hcl" out of every sub-folder.
bool may_match_below(Parts glob, Parts path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i >= glob.size()) return false;
    if (glob[i] == "**") return true;
    if (!matches_pattern(glob[i], path[i], false)) return false;
  }
  return glob.size() > path.size();
}

struct Search {
  const Files& files;
  const std::vector<std::string>& globs;
  std::size_t seen = 0;
  FoundFiles found;

  void visit(const std::string& directory, const std::string& relative, int depth) {
    const std::vector<std::string> names = files.list(directory);
    // A listing that was refused for its size looks like an empty folder: take no such folder for
    // judged.
    if (names.empty() && files.is_directory(directory)) found.complete = false;
    for (const std::string& name : names) {
      if (++seen > k_max_names) {
        found.complete = false;
        return;
      }
      const std::string path = relative.empty() ? name : relative + '/' + name;
      const std::string whole = directory == "/" ? '/' + name : directory + '/' + name;
      const auto parts = split(path, '/');
      bool matched = false, below = false;
      for (const std::string& glob : globs) {
        const auto glob_parts = split(glob, '/');
        matched = matched || matches_parts(glob_parts, parts);
        below = below || may_match_below(glob_parts, parts);
      }
      if (!matched && !below) continue;
      if (!files.is_directory(whole)) {
        if (matched) found.paths.push_back(whole);
      } else if (below && depth >= k_max_depth) {
        found.complete = false;
      } else if (below && !is_foreign_folder(name)) {
        visit(whole, path, depth + 1);
      }
    }
  }
};

}  // namespace

bool fits_file_glob(std::string_view glob, std::string_view path) {
  return matches_parts(split(glob, '/'), split(path, '/'));
}

FoundFiles find_files(const Files& files, const std::string& directory,
                      const std::vector<std::string>& globs) {
  Search search{files, globs, 0, {}};
  search.visit(directory, "", 0);
  std::sort(search.found.paths.begin(), search.found.paths.end());
  const auto end = std::unique(search.found.paths.begin(), search.found.paths.end());
  search.found.paths.erase(end, search.found.paths.end());
  return std::move(search.found);
}

}  // namespace interlock
