// The index of a git repository: what the next commit would hold.
//
// It is read here and not asked of git: git runs programs that the repository's configuration
// names (core.fsmonitor, filters), and a hook that stands before a call starts nothing. The index
// does not say what HEAD holds. It keeps the trees of the last commit or checkout for every folder
// in which nothing was staged since (the extension TREE): so a file may be staged when its folder's
// tree is gone. It is gone too often rather than too seldom: git puts a file in again that was
// written in the second of the last commit.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interlock {

struct IndexedFile {
  std::string path;                                      // relative to the root of the repository
  std::uint32_t seconds = 0, nanoseconds = 0, size = 0;  // of the file when it was staged
  bool is_staged = true;                                 // false: git add -N, or a conflict
};

class GitIndex {
 public:
  // Nothing for a file that is damaged, of a version that is not known, or split in two.
  static std::optional<GitIndex> parse(std::string_view bytes, std::size_t hash_bytes = 20);

  const IndexedFile* find(const std::string& path) const;
  // Those directly in folders whose name, with a slash before and behind it, holds `part`; a
  // repository has far fewer folders than files.
  std::vector<const IndexedFile*> files_in(std::string_view part) const;
  bool may_be_staged(std::string_view path) const;  // relative to the root of the repository

 private:
  bool read_entries(std::string_view& bytes, std::uint32_t version, std::uint32_t count,
                    std::size_t hash_bytes);
  bool read_trees(std::string_view bytes, std::size_t hash_bytes);

  std::vector<IndexedFile> files_;                         // sorted
  std::vector<std::pair<std::size_t, std::size_t>> runs_;  // files of one folder behind each other
  std::map<std::string, bool, std::less<>> trees_;         // folder -> is as it was committed
};

// The index of the repository that holds `directory`, and where that is. Bounded; nothing when
// there is none or it cannot be read.
struct Repository {
  std::string root;
  GitIndex index;
};
std::optional<Repository> read_repository(const std::string& directory);

}  // namespace interlock
