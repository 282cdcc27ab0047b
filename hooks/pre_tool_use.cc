// Before a tool call: silence, or a reason why not.
#include <unistd.h>

#include "hooks/options.h"
#include "lib/codex/call.h"
#include "lib/codex/reply.h"
#include "lib/edge/failure.h"
#include "lib/edge/mapped_file.h"
#include "lib/edge/stdio.h"

namespace {

using namespace interlock;

constexpr unsigned k_seconds = 15;  // below the 20 of the registered command line

Result<std::string> place_of_rules(const Options& options) {
  if (!options.rules.empty()) return options.rules;
  const auto places = places_of(current_environment());
  if (!places) return places.error();
  return places->rules;
}

Result<Reply> run(int argc, char** argv) {
  const auto options = parse_options(argc, argv);
  if (!options) return options.error();
  if (options->deadline > 0) set_deadline(options->deadline);
  fail_on_purpose(options->self_test);

  const auto text = read_all(STDIN_FILENO, k_max_input);
  if (!text) return text.error();
  const auto call = parse_call(*text);
  if (!call) return call.error();
  const auto rules = place_of_rules(*options);
  if (!rules) return rules.error();
  const auto image = MappedFile::open(*rules);
  if (!image) return Error{"the rules cannot be read: " + image.error().message};
  return Reply::silence();
}

}  // namespace

int main(int argc, char** argv) {
  refuse_on_failure(FailureMode::refuse, k_seconds);
  const Result<Reply> reply = run(argc, argv);
  if (reply) return send(*reply);
  return send(Reply::refusal("interlock: " + reply.error().message +
                             "; the call is refused; run `interlock doctor`"));
}
