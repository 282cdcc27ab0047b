// interlock approve: a person lets one refused call through, once. Only from a terminal of their
// own.
#include <unistd.h>

#include <cstdlib>

#include "cli/state_of.h"
#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/approvals.h"
#include "lib/edge/clock.h"

namespace interlock {
namespace {

// Codex gives its commands these; a person's terminal has none of them (codex-cli 0.169.0).
bool is_inside_codex() {
  for (const char* name :
       {"CODEX_SESSION_ID", "CODEX_THREAD_ID", "CODEX_TOOL_CALL_ID", "CODEX_SANDBOX"})
    if (std::getenv(name) != nullptr) return true;
  return false;
}

void show(const Globals& globals, const Approval& one) {
  print(coloured(globals, Look::bold, one.code) + "  " +
        std::to_string((unix_ms() - one.made_ms) / 60000) + " min ago, in " +
        printable(one.directory) + (one.approved_ms > 0 ? "  (approved, not used yet)" : "") +
        "\n    " + printable(one.shown) + "\n    " + printable(one.reason) + "\n");
}

std::string read_answer() {
  char buffer[64];
  const ssize_t size = read(STDIN_FILENO, buffer, sizeof buffer);
  return size > 0 ? to_lower(trim(std::string_view(buffer, static_cast<std::size_t>(size)))) : "";
}

}  // namespace

int run_approve(const Globals& globals, const ApproveOptions& options) {
  const auto state = state_directory(globals);
  if (!state) return complain(state.error().message, exit_unusable);
  if (options.list) {
    const auto approvals = list_approvals(*state);
    if (!approvals) return complain(approvals.error().message, exit_unusable);
    for (const Approval& one : *approvals) show(globals, one);
    if (approvals->empty()) print("no call waits for approval\n");
    return exit_success;
  }
  if (options.code.empty()) return complain("which call? give its code, or --list", exit_usage);
  if (is_inside_codex() || isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1)
    return complain("an approval is given by a person in a terminal of their own", exit_failure);
  const auto one = find_approval(*state, options.code);
  if (!one) return complain(one.error().message, exit_failure);
  show(globals, *one);
  print("Type yes to let this very call through once, within " +
        std::to_string(k_approval_ms / 60000) + " minutes: ");
  if (read_answer() != "yes") return complain("not approved", exit_failure);
  if (const auto error = give_approval(*state, one->code))
    return complain(error->message, exit_unusable);
  AuditRow row;
  row.time_ms = unix_ms();
  row.kind = AuditRow::Kind::override_;
  row.session = one->session;
  row.event = "approve";
  row.command = one->shown;
  row.detail = "a person approved it under " + one->code + ": " + one->reason;
  if (const auto error = append_audit(*state, {&row, 1}))
    complain("not in the log: " + error->message, exit_unusable);
  print("approved: tell the agent to make the call again\n");
  return exit_success;
}

}  // namespace interlock
