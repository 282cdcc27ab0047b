#include "hooks/options.h"

#include <sys/auxv.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr unsigned k_max_deadline = 3600;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// As the registered command line names it; to ask /proc takes as long as to read a whole call.
std::string own_path() {
  const auto* const given = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  const std::string path = given ? given : "";
  return path.starts_with('/') ? normalise_path("/", path) : executable_path();
}

bool read_seconds(std::string_view text, unsigned& seconds) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  return error == std::errc() && end == text.data() + text.size() && seconds > 0 &&
         seconds <= k_max_deadline;
}

}  // namespace

Result<Options> parse_options(int argc, char* const* argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    if (name != "--rules" && name != "--state" && name != "--deadline" && name != "--self-test")
      return Error{"usage: --rules PATH --state DIR; '" + std::string(word) + "' is neither"};
    if (equals == std::string_view::npos && i + 1 == argc)
      return Error{"usage: --rules PATH --state DIR; '" + std::string(word) + "' needs a value"};
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view(argv[++i]) : word.substr(equals + 1);
    if (value.empty())
      return Error{"usage: --rules PATH --state DIR; '" + std::string(name) + "' is empty"};
    if (name == "--rules") options.rules = std::string(value);
    if (name == "--state") options.state = std::string(value);
    if (name == "--self-test") options.self_test = std::string(value);
    if (name == "--deadline" && !read_seconds(value, options.deadline))
      return Error{"usage: --deadline takes seconds, 1 to 3600, not '" + std::string(value) + "'"};
  }
  return options;
}

std::string home() { return variable("HOME"); }

Environment current_environment() {
  return {.home = home(),
          .config_home = variable("XDG_CONFIG_HOME"),
          .state_home = variable("XDG_STATE_HOME"),
          .data_home = variable("XDG_DATA_HOME"),
          .executable = own_path(),
          .user = getuid()};
}

Result<HookPlaces> find_places(const Options& options) {
  HookPlaces found{options.rules, options.state};
  if (!found.rules.empty() && !found.state.empty()) return found;
  const auto places = places_of(current_environment());
  if (!places) return places.error();
  if (found.rules.empty()) found.rules = places->rules;
  if (found.state.empty()) found.state = places->state;
  return found;
}

}  // namespace interlock
