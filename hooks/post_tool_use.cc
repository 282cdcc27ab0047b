// After a tool call: runs the checks that it calls for and tells the model what came of them.
#include <unistd.h>

#include "hooks/options.h"
#include "lib/codex/call.h"
#include "lib/codex/reply.h"
#include "lib/edge/failure.h"
#include "lib/edge/stdio.h"

namespace {

using namespace interlock;

constexpr unsigned k_seconds = 280;  // below the 300 of the registered command line

Result<Reply> run(int argc, char** argv) {
  const auto options = parse_options(argc, argv);
  if (!options) return options.error();
  if (options->deadline > 0) set_deadline(options->deadline);
  fail_on_purpose(options->self_test);

  const auto text = read_all(STDIN_FILENO, k_max_input);
  if (!text) return text.error();
  const auto call = parse_call(*text);
  if (!call) return call.error();
  return Reply::silence();
}

}  // namespace

int main(int argc, char** argv) {
  refuse_on_failure(FailureMode::report, k_seconds);
  const Result<Reply> reply = run(argc, argv);
  if (reply) return send(*reply);
  return send(Reply::context("PostToolUse", "interlock: " + reply.error().message +
                                                "; nothing was recorded about this call; run "
                                                "`interlock doctor`"));
}
