#include "lib/base/files.h"

#include <set>

namespace interlock {

std::optional<std::string> MemoryFiles::read(const std::string& path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> MemoryFiles::list(const std::string& directory) const {
  const std::string prefix = directory.ends_with('/') ? directory : directory + '/';
  std::set<std::string> names;
  for (auto it = files_.lower_bound(prefix); it != files_.end() && it->first.starts_with(prefix);
       ++it) {
    const std::string rest = it->first.substr(prefix.size());
    names.insert(rest.substr(0, rest.find('/')));
  }
  return {names.begin(), names.end()};
}

bool MemoryFiles::is_directory(const std::string& path) const { return !list(path).empty(); }

bool MemoryFiles::is_file(const std::string& path) const { return files_.contains(path); }

}  // namespace interlock
