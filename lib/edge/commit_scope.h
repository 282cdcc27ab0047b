// A `git commit` of a command line -> which files it would take, as far as the index, the disk and
// the line say it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/edge/git_index.h"
#include "lib/rules/match.h"

namespace interlock {

struct CommitScope {
  Repository repository;
  std::string directory;           // where the commit runs
  bool takes_tracked = false;      // -a
  std::vector<std::string> only;   // paths named behind `commit`, absolute
  std::vector<std::string> added;  // paths of `git add` before it in the same line, absolute

  bool adds() const { return !added.empty(); }
  bool is_empty() const;  // surely: nothing is staged, and the line takes nothing more
  std::vector<std::string> added_files() const;  // those of them that are files
  // Where a folder of this usual name would be among what is added.
  std::vector<std::string> added_folders(const std::string& usual) const;
  std::string absolute(const std::string& name) const;

  // Would the commit hold a change of this file? When only its folder is known to have changed:
  // yes.
  bool takes(const std::string& path) const;
  // Does it take what was staged, and is that something else than what the file holds now?
  bool differs_from_folder(const std::string& path) const;
};

// Nothing when it is not in a repository whose index can be read, or the line does not say where.
std::optional<CommitScope> read_commit(const Image& image, const Actions& actions, int command);

// As `git add --all` and a commit would.
CommitScope everything_in(const Repository& repository);

}  // namespace interlock
