// audit.jsonl: one line of JSON for whatever was refused, warned of, proved or let through by a
// person. It stands beside state.db, not in it: a refusal only adds a line, and to open a database
// for that took as long as the rest of the refusal. Programs that keep logs can follow and rotate
// it: every row opens the file anew and is written by one write(2) at its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace interlock {

struct AuditRow {
  enum class Kind { refusal, warning, evidence, override_, failure };
  std::int64_t time_ms = 0;
  Kind kind = Kind::refusal;
  std::string session;
  std::string event;    // "PreToolUse"; "approve" where a person typed it
  std::string tool;     // "Bash"
  std::string rule;     // rule, gate or step: "postgres.direct-client"
  std::string command;  // shortened and masked when it is written
  std::string detail;   // the reason, or the verdict; likewise
};
std::string_view name_of(AuditRow::Kind kind);
AuditRow::Kind audit_kind_named(std::string_view name);  // failure for a name that is none

struct SessionRow {
  std::string session;
  std::int64_t first_ms = 0, last_ms = 0;
  int evidence = 0, refusals = 0;
};

// `directory` is the state folder; it and the file are made, private, when they are missing.
std::optional<Error> append_audit(const std::string& directory, std::span<const AuditRow> rows);

struct AuditLog {
  std::vector<AuditRow> rows;        // oldest first
  std::vector<SessionRow> sessions;  // of all rows, the last active one first
  std::size_t unreadable = 0;        // lines that are no row: cut off by a full disk, or edited
};

// The newest `limit` rows, of one session or (empty) of all. A missing file is an empty log.
Result<AuditLog> read_audit(const std::string& directory, const std::string& session,
                            std::size_t limit);

}  // namespace interlock
