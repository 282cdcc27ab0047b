#include "lib/edge/audit_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/codex/json_text.h"
#include "lib/edge/clock.h"
#include "lib/edge/state_file.h"

namespace interlock {
namespace {

void append_member(std::string& line, std::string_view name, std::string_view value) {
  line.append(",\"").append(name).append("\":");
  append_json_string(line, value);
}

void append_line(std::string& text, const AuditRow& row) {
  text += "{\"time_ms\":" + std::to_string(row.time_ms);
  append_member(text, "time", render_time(row.time_ms));
  append_member(text, "kind", name_of(row.kind));
  append_member(text, "session", row.session);
  append_member(text, "event", row.event);
  append_member(text, "tool", row.tool);
  append_member(text, "rule", row.rule);
  append_member(text, "command", kept_text(row.command));
  append_member(text, "detail", kept_text(row.detail));
  text += "}\n";
}

// What a full disk cut off gets its newline, so that only that row is lost. A row that is being
// written shows its pages one after the other: it is given a moment.
bool ends_in_a_line(int fd) {
  for (int looks = 0; looks < 5; ++looks) {
    struct stat status {};
    char last = '\n';
    if (looks > 0) usleep(1'000);
    if (fstat(fd, &status) != 0 || status.st_size == 0) return true;
    if (pread(fd, &last, 1, status.st_size - 1) != 1 || last == '\n') return true;
  }
  return false;
}

}  // namespace

std::string_view name_of(AuditRow::Kind kind) {
  switch (kind) {
    case AuditRow::Kind::refusal:
      return "refusal";
    case AuditRow::Kind::warning:
      return "warning";
    case AuditRow::Kind::evidence:
      return "evidence";
    case AuditRow::Kind::override_:
      return "override";
    case AuditRow::Kind::failure:
      return "failure";
  }
  return "failure";
}

AuditRow::Kind audit_kind_named(std::string_view name) {
  using Kind = AuditRow::Kind;
  for (const Kind kind : {Kind::refusal, Kind::warning, Kind::evidence, Kind::override_})
    if (name == name_of(kind)) return kind;
  return Kind::failure;
}

std::optional<Error> append_audit(const std::string& directory, std::span<const AuditRow> rows) {
  if (rows.empty()) return std::nullopt;
  const auto path = prepare_state_file(directory, k_audit_file, true);
  if (!path) return path.error();
  const int fd = open(path->c_str(), O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return Error{*path + " cannot be opened: " + std::strerror(errno)};
  std::string text = ends_in_a_line(fd) ? "" : "\n";
  for (const AuditRow& row : rows) append_line(text, row);
  const ssize_t written = write(fd, text.data(), text.size());
  const int cause = written < 0 ? errno : ENOSPC;
  close(fd);
  if (written == static_cast<ssize_t>(text.size())) return std::nullopt;
  return Error{*path + " cannot be written: " + std::strerror(cause)};
}

}  // namespace interlock
