// The folder and the file that hold the state: made private, checked, set aside when broken.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/result.h"

namespace interlock {

inline constexpr const char* k_state_file = "state.db";
inline constexpr const char* k_audit_file = "audit.jsonl";

// The path of the file in the state folder. With `create` the folder (0700) and the file (0600) are
// made. A folder or file that is a symbolic link, belongs to somebody else or can be written by
// others is an error.
Result<std::string> prepare_state_file(const std::string& directory, const char* name, bool create);

// What of a command or an output is kept: secrets masked, and not longer than 4,000 bytes.
std::string kept_text(std::string_view text);

// The queue of writers: the kernel hands this lock on in order, where SQLite's own waiting is a
// lottery that some lose (measured: 64 writers, 2 s of patience, one in 200 lost). Readers do not
// take it.
class StateLock {
 public:
  // Waits at most `patience_ms`; ask held().
  StateLock(const std::string& state_path, int patience_ms);
  ~StateLock();
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;
  bool held() const { return held_; }

 private:
  int fd_ = -1;
  bool held_ = false;
};

// Renames the file to "state.db.corrupt-<time>" when it is still the one with this inode; a hook
// that found the same fault a moment earlier has done it already. The sentence names what was kept
// and where.
std::string set_state_aside(const std::string& path, unsigned long inode, std::int64_t time_ms,
                            const std::string& cause);

// 0 when there is no such file.
unsigned long inode_of(const std::string& path);

}  // namespace interlock
