#include "cli/command.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "lib/edge/stdio.h"

namespace interlock {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string_view code_of(Look look) {
  switch (look) {
    case Look::bold:
      return "1";
    case Look::red:
      return "31";
    case Look::green:
      return "32";
    case Look::yellow:
      return "33";
    case Look::grey:
      return "2";
  }
  return "0";
}

}  // namespace

Globals current_globals() {
  Globals globals;
  globals.environment.home = variable("HOME");
  globals.environment.config_home = variable("XDG_CONFIG_HOME");
  globals.environment.state_home = variable("XDG_STATE_HOME");
  globals.environment.data_home = variable("XDG_DATA_HOME");
  globals.environment.executable = executable_path();
  globals.environment.user = getuid();
  char buffer[4096];
  globals.directory = getcwd(buffer, sizeof buffer) != nullptr ? buffer : "/";
  globals.colour =
      isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
  return globals;
}

Result<LoadedRules> load_rules_for(const Globals& globals) {
  if (!globals.rules.empty()) return load_rules(globals.rules);
  const auto places = places_of(globals.environment);
  if (!places) return places.error();
  return load_rules(places->rules);
}

void print(std::string_view text) { write_all(STDOUT_FILENO, text); }

int complain(std::string_view message, int status) {
  write_all(STDERR_FILENO, "interlock: " + std::string(message) + "\n");
  return status;
}

std::string count(std::size_t number, std::string_view what) {
  return std::to_string(number) + ' ' + std::string(what) + (number == 1 ? "" : "s");
}

std::string coloured(const Globals& globals, Look look, std::string_view text) {
  if (!globals.colour) return std::string(text);
  return "\x1b[" + std::string(code_of(look)) + "m" + std::string(text) + "\x1b[0m";
}

Result<bool> write_atomically(const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new-" + std::to_string(getpid());
  const auto failed = [&](const std::string& what) {
    const std::string why = std::strerror(errno);
    unlink(fresh.c_str());
    return Error{what + ": " + why};
  };
  const int fd = open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return failed(fresh);
  const bool written = write_all(fd, bytes) && fsync(fd) == 0;
  if (close(fd) != 0 || !written) return failed(fresh);
  if (std::rename(fresh.c_str(), path.c_str()) != 0) return failed(path);
  return true;
}

}  // namespace interlock
