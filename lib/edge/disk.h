// The real disk, for looking into files that a command line names. A hook reads what an agent
// wrote, so every read is bounded: regular files only, never a device, a FIFO or the kernel's own
// files, and no more than a budget for the whole process.
#pragma once

#include <cstddef>

#include "lib/base/files.h"

namespace interlock {

struct DiskLimits {
  std::size_t file_bytes = 1u << 20;    // a longer file is not read at all
  std::size_t total_bytes = 16u << 20;  // of all files together
  std::size_t files = 500;              // reads and listings together
  std::size_t entries = 5'000;          // a directory with more of them counts as unreadable
};

class DiskFiles : public Files {
 public:
  explicit DiskFiles(DiskLimits limits = {}) : left_(limits) {}

  std::optional<std::string> read(const std::string& path) const override;
  std::vector<std::string> list(const std::string& directory) const override;
  bool is_directory(const std::string& path) const override;
  bool is_file(const std::string& path) const override;

  // Whether something was left unread because the budget was used up.
  bool is_exhausted() const { return exhausted_; }

 private:
  bool take_turn() const;

  mutable DiskLimits left_;
  mutable bool exhausted_ = false;
};

}  // namespace interlock
