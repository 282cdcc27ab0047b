// The one door through which the pure core may look at files that a command
// line names. `main` hands in the real disk (bounded), tests a map of names.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace interlock {

class Files {
 public:
  virtual ~Files() = default;

  // The text of a regular file; nothing when it is missing, unreadable, not a
  // regular file, or larger than the reader's bound. `path` is absolute.
  virtual std::optional<std::string> read(const std::string& path) const = 0;

  // Names (not paths) in a directory, sorted; empty when it cannot be listed.
  virtual std::vector<std::string> list(const std::string& directory) const = 0;

  virtual bool is_directory(const std::string& path) const = 0;

  // A regular file, however long; true of one that may not be read, too.
  virtual bool is_file(const std::string& path) const = 0;
};

// A disk in memory: for tests, and empty for callers that must not look.
class MemoryFiles : public Files {
 public:
  MemoryFiles() = default;
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  std::optional<std::string> read(const std::string& path) const override;
  std::vector<std::string> list(const std::string& directory) const override;
  bool is_directory(const std::string& path) const override;
  bool is_file(const std::string& path) const override;

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace interlock
