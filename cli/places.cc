#include "cli/places.h"

#include <cstdlib>

#include "lib/base/text.h"

namespace interlock {

HookPaths hook_paths(const Globals& globals) {
  std::string directory = normalise_path(globals.environment.executable, "../../hooks");
  const auto places = places_of(globals.environment);
  if (places && !places->prefix.empty()) directory = places->prefix + "/lib/interlock";
  return {directory + "/interlock-pre-tool-use", directory + "/interlock-post-tool-use"};
}

std::string codex_home(const Globals& globals) {
  const char* const given = std::getenv("CODEX_HOME");
  if (given != nullptr && *given != '\0') return normalise_path(globals.directory, given);
  return globals.environment.home + "/.codex";
}

std::string codex_config(const Globals& globals) { return codex_home(globals) + "/config.toml"; }

}  // namespace interlock
