#include "lib/edge/paths.h"

#include <unistd.h>

#include <array>
#include <string_view>

#include "lib/base/text.h"

namespace interlock {
namespace {

// Where programs stand below a prefix.
constexpr std::array<std::string_view, 4> k_program_directories = {
    "/lib/interlock", "/libexec/interlock", "/bin", "/sbin"};

std::string prefix_of(std::string_view executable) {
  const std::size_t slash = executable.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view directory = executable.substr(0, slash);
  for (const std::string_view suffix : k_program_directories)
    if (directory.ends_with(suffix))
      return std::string(directory.substr(0, directory.size() - suffix.size()));
  return {};
}

bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

// The specification: a relative value is to be ignored.
std::string base_directory(const std::string& value, const std::string& home, const char* usual) {
  return value.starts_with('/') ? normalise_path("/", value) : home + usual;
}

}  // namespace

Result<Places> places_of(const Environment& environment) {
  const bool has_home = environment.home.starts_with('/');
  const std::string home = has_home ? normalise_path("/", environment.home) : "";

  Places places;
  places.prefix = prefix_of(environment.executable);
  const bool at_home = has_home && home != "/" && is_below(environment.executable, home);
  places.managed = !at_home && (is_below(environment.executable, "/usr") ||
                                is_below(environment.executable, "/opt"));
  if (!has_home && !places.managed)
    return Error{"HOME is not set to an absolute path, so that the place of the state is unknown"};

  const std::string share = places.prefix.empty()
                                ? base_directory(environment.data_home, home, "/.local/share")
                                : places.prefix + "/share";
  places.rules = share + "/interlock/rules.image";
  places.shipped_packs = share + "/interlock/packs";
  places.machine_packs = "/etc/interlock/packs.d";
  if (has_home || environment.config_home.starts_with('/'))
    places.user_packs =
        base_directory(environment.config_home, home, "/.config") + "/interlock/packs.d";
  places.state = places.managed
                     ? "/var/lib/interlock/" + std::to_string(environment.user)
                     : base_directory(environment.state_home, home, "/.local/state") + "/interlock";
  return places;
}

std::string executable_path() {
  std::array<char, 4096> buffer;
  const ssize_t size = readlink("/proc/self/exe", buffer.data(), buffer.size());
  if (size <= 0 || static_cast<std::size_t>(size) == buffer.size()) return {};
  return {buffer.data(), static_cast<std::size_t>(size)};
}

}  // namespace interlock
