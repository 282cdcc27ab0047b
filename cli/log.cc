// interlock log: the audit rows, as lines or as JSON.
#include "cli/json_out.h"
#include "cli/state_of.h"
#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/state_file.h"

namespace interlock {
namespace {

Look look_of(AuditRow::Kind kind) {
  switch (kind) {
    case AuditRow::Kind::refusal:
      return Look::red;
    case AuditRow::Kind::warning:
      return Look::yellow;
    case AuditRow::Kind::evidence:
      return Look::green;
    case AuditRow::Kind::override_:
      return Look::bold;
    case AuditRow::Kind::failure:
      return Look::red;
  }
  return Look::grey;
}

std::string render_json(const std::vector<AuditRow>& rows) {
  JsonOut out;
  out.begin_array();
  for (const AuditRow& row : rows) {
    out.begin_object();
    out.text("time", render_time(row.time_ms));
    out.number("time_ms", row.time_ms);
    out.text("kind", name_of(row.kind));
    out.text("session", row.session);
    out.text("event", row.event);
    out.text("tool", row.tool);
    out.text("rule", row.rule);
    out.text("command", row.command);
    out.text("detail", row.detail);
    out.end_object();
  }
  out.end_array();
  return out.take() + "\n";
}

std::string render_line(const Globals& globals, const AuditRow& row) {
  return coloured(globals, Look::grey, render_time(row.time_ms)) + "  " +
         coloured(globals, look_of(row.kind), padded(name_of(row.kind), 8)) + "  " +
         printable(shorten(row.session, 36)) + "  " + printable(row.rule) + "\n    " +
         printable(shorten(row.command, 200)) + "\n    " + printable(shorten(row.detail, 200)) +
         "\n";
}

}  // namespace

int run_log(const Globals& globals, const LogOptions& options) {
  const auto directory = state_directory(globals);
  if (!directory) return complain(directory.error().message, exit_unusable);
  const auto log = read_audit(*directory, options.session, options.limit);
  if (!log) return complain(log.error().message, exit_unusable);
  if (options.json) {
    print(render_json(log->rows));
  } else {
    for (const AuditRow& row : log->rows) print(render_line(globals, row));
    if (log->rows.empty()) print("nothing was refused, warned of or proved yet\n");
  }
  if (log->unreadable > 0)
    return complain(std::to_string(log->unreadable) + " lines of " + *directory + '/' +
                        k_audit_file + " are no rows and were left out",
                    exit_failure);
  return exit_success;
}

}  // namespace interlock
