// After a tool call: runs the checks that it calls for and tells the model what came of them.
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "hooks/options.h"
#include "lib/action/action.h"
#include "lib/codex/call.h"
#include "lib/codex/reply.h"
#include "lib/edge/clock.h"
#include "lib/edge/disk.h"
#include "lib/edge/failure.h"
#include "lib/edge/load_rules.h"
#include "lib/edge/prove.h"
#include "lib/edge/stdio.h"
#include "lib/rules/tool_commands.h"

namespace {

using namespace interlock;

constexpr unsigned k_seconds = 280;        // below the 300 of the registered command line
constexpr unsigned k_answer_seconds = 20;  // of them kept for recording and answering

CheckEnvironment check_environment_of(const Options& options, const std::string& state) {
  CheckEnvironment environment;
  for (char** variable = environ; variable && *variable; ++variable) {
    const std::string_view text = *variable;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    if (text.starts_with("PATH=")) environment.path = std::string(text.substr(5));
  }
  const unsigned seconds = options.deadline > 0 ? options.deadline : k_seconds;
  environment.deadline_ms =
      monotonic_ms() + std::int64_t{1000} * (seconds - std::min(seconds / 4, k_answer_seconds));
  environment.state = state;
  return environment;
}

// Comes back only with what went wrong.
Error run(int argc, char** argv) {
  const auto options = parse_options(argc, argv);
  if (!options) return options.error();
  if (options->deadline > 0) set_deadline(options->deadline);
  fail_on_purpose(options->self_test);

  const auto text = read_all(STDIN_FILENO, k_max_input);
  if (!text) return text.error();
  const auto call = parse_call(*text);
  if (!call) return call.error();
  const auto places = find_places(*options);
  if (!places) return places.error();
  const auto rules = load_rules(places->rules);
  if (!rules) return rules.error();

  const DiskFiles files;
  const auto actions = actions_of(rules->image(), *call, {.home = home(), .files = &files});
  if (!actions) return actions.error();
  const auto findings = match(rules->image(), *actions, {call->cwd, call->permission_mode, true});
  if (!findings) return findings.error();
  const auto told = prove_after(rules->image(), *call, *actions, *findings,
                                check_environment_of(*options, places->state));
  if (!told) return told.error();
  send_and_leave(told->empty() ? Reply::silence() : Reply::context("PostToolUse", *told));
}

}  // namespace

int main(int argc, char** argv) {
  refuse_on_failure(FailureMode::report, k_seconds);
  const Error error = run(argc, argv);
  return send(Reply::context("PostToolUse", "interlock: " + error.message +
                                                "; no evidence was recorded about this call; run "
                                                "`interlock doctor`"));
}
