// state.db: evidence, the targets that it is of, and approvals.
//
// Many hooks write at once: every write is one short BEGIN IMMEDIATE transaction, and nobody waits
// longer than its patience. A file that is not a sound database is set aside under another name and
// the caller is told; it is never silently begun anew, since lost evidence must be seen.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/workflow/workflow.h"

struct sqlite3;

namespace interlock {

// Of a hook that somebody waits for. A turn takes about a millisecond; on a machine that is busy
// with other things 64 waiters were seen to need more than two seconds.
inline constexpr int k_busy_ms = 5'000;
inline constexpr int k_patient_ms = 20'000;  // of a hook that has just spent longer on a check
inline constexpr int k_state_schema = 3;

// A target that this session has used: how a check after a mere file write knows what to run with.
struct KnownSubject {
  std::string workflow, scope, directory, migrations;
  std::vector<std::string>
      words;  // tool words, "--", scope and carried option words; never a secret
  std::int64_t time_ms = 0;
};

class Store {
 public:
  enum class Use { read, write };

  // `directory` is made with mode 0700 when it is missing (with Use::write). For Use::read a
  // missing file is an empty store. Every operation waits at most `patience_ms` for other
  // processes.
  static Result<Store> open(const std::string& directory, Use use, int patience_ms = k_busy_ms);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // Of a session and workflow, oldest first. An empty session or workflow means all of them.
  Result<std::vector<Evidence>> evidence(const std::string& session,
                                         const std::string& workflow) const;
  Result<std::vector<KnownSubject>> subjects(const std::string& session,
                                             const std::string& workflow) const;

  sqlite3* connection() const;    // for approvals.cc; null when nothing is there yet
  std::string complaint() const;  // what SQLite said last

  // Everything given is written, or nothing.
  struct Batch {
    std::vector<Evidence> evidence;
    std::vector<std::pair<std::string, KnownSubject>> subjects;  // with their session
  };
  std::optional<Error> record(const Batch& batch);

 private:
  struct Handle;
  explicit Store(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

}  // namespace interlock
