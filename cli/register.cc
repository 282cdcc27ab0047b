// interlock register, unregister: the hooks in Codex's config.toml.
#include <sys/stat.h>

#include "cli/places.h"
#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/disk.h"

namespace interlock {
namespace {

Result<std::string> read_config(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return std::string();  // none yet
  DiskLimits limits;
  limits.file_bytes = 8u << 20;
  if (auto text = DiskFiles(limits).read(path)) return *text;
  return Error{path + " cannot be read; nothing was changed"};
}

// A link stays a link: the file behind it is what changes.
Result<bool> replace_config(const std::string& path, const std::string& before,
                            const std::string& after) {
  if (before == after) return false;
  char buffer[4097];
  const char* const real = realpath(path.c_str(), buffer);
  const auto written = write_atomically(real != nullptr ? real : path, after);
  if (!written) return written.error();
  return true;
}

}  // namespace

int run_register(const Globals& globals, const RegisterOptions& options) {
  const std::string path = options.config.empty() ? codex_config(globals) : options.config;
  const auto before = read_config(path);
  if (!before) return complain(before.error().message, exit_unusable);
  const HookPaths hooks = hook_paths(globals);
  const auto after =
      options.remove ? remove_registration(*before) : add_registration(*before, hooks);
  if (!after)
    return complain(path + ": " + after.error().message + "; nothing was changed", exit_unusable);
  if (!options.remove) mkdir(path.substr(0, path.rfind('/')).c_str(), 0700);
  const auto changed = replace_config(path, *before, *after);
  if (!changed) return complain(changed.error().message, exit_unusable);
  const char* const what =
      options.remove ? (*changed ? "the hooks are taken out of " : "no hooks of interlock in ")
                     : (*changed ? "the hooks are registered in " : "already registered in ");
  print(what + path + "\n");
  return exit_success;
}

}  // namespace interlock
