// What a check inherits: a declared list of variables, the agent's PATH, and nothing else.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lib/base/text.h"
#include "lib/edge/child.h"
#include "lib/edge/run_check.h"

namespace interlock {
namespace {

using std::string_view;

constexpr long k_login_ms = 5'000;

// Trailing *: a prefix. Leading *: a suffix.
constexpr std::array k_handed_on = std::to_array<string_view>({
    "*_DATABASE_URL",
    "*_DB_URL",
    "*_DSN",
    "ATLAS_*",
    "CURL_CA_BUNDLE",
    "DATABASE_*",
    "DB_*",
    "DIRENV_DIR",
    "DOCKER_*",
    "DSN",
    "FLYWAY_*",
    "GOOSE_*",
    "GOPATH",
    "GOROOT",
    "HOME",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "JAVA_HOME",
    "LANG",
    "LC_*",
    "LIQUIBASE_*",
    "LOGNAME",
    "MARIADB_*",
    "MYSQL_*",
    "NODE_EXTRA_CA_CERTS",
    "NO_PROXY",
    "NVM_DIR",
    "PG*",
    "POSTGRES_*",
    "PYENV_ROOT",
    "RBENV_ROOT",
    "SQLITE_*",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "SUPABASE_*",
    "TMPDIR",
    "TZ",
    "USER",
    "VIRTUAL_ENV",
    "VOLTA_HOME",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "http_proxy",
    "https_proxy",
    "no_proxy",
});

bool row_matches(string_view row, string_view name) {
  if (row.ends_with('*')) return name.starts_with(row.substr(0, row.size() - 1));
  if (row.starts_with('*')) return name.ends_with(row.substr(1));
  return row == name;
}

bool is_executable(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         access(path.c_str(), X_OK) == 0;
}

// The shell in the passwd entry of this user. getpwuid would want shared libraries at run time.
std::string login_shell() {
  const int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return "";
  std::string text(1u << 20, '\0');
  const ssize_t size = read(fd, text.data(), text.size());
  close(fd);
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::string user = std::to_string(getuid());
  for (const string_view line : split(text, '\n')) {
    const auto fields = split(line, ':');
    if (fields.size() < 7 || fields[2] != user) continue;
    const std::string shell(fields[6]);
    const string_view name = base_name(shell);
    return name == "nologin" || name == "false" ? "/bin/bash" : shell;
  }
  return "";
}

}  // namespace

bool is_handed_on(std::string_view name) {
  return std::any_of(k_handed_on.begin(), k_handed_on.end(),
                     [&](string_view row) { return row_matches(row, name); });
}

std::string login_path(const CheckEnvironment& environment, const std::string& own) {
  const std::string shell = login_shell();
  if (!is_executable(shell)) return own;
  ChildSpec spec;
  spec.path = shell;
  // Marks around it: a profile may print greetings.
  spec.argv = {shell, "-lc", "printf '\\n<interlock-path>%s</interlock-path>' \"$PATH\""};
  for (const auto& variable : environment.variables)
    spec.environment.push_back(variable.first + '=' + variable.second);
  spec.directory = "/";
  spec.limit_ms = k_login_ms;
  const ChildResult result = run_child(spec);
  const std::size_t begin = result.output.rfind("<interlock-path>");
  const std::size_t end = result.output.rfind("</interlock-path>");
  if (begin == std::string::npos || end == std::string::npos || end < begin + 16) return own;
  const std::string path = result.output.substr(begin + 16, end - begin - 16);
  return path.empty() ? own : path;
}

std::vector<std::string> check_environment(const Subject& subject,
                                           const CheckEnvironment& environment) {
  std::vector<std::string> result = {"PATH=" + environment.path, "TERM=dumb", "NO_COLOR=1"};
  std::vector<string_view> taken;
  for (const NamedWord& variable : subject.environment) {
    if (doctors_results(variable.name) || !variable.value.known()) continue;
    result.push_back(variable.name + '=' + variable.value.text);
    taken.push_back(variable.name);
  }
  for (const auto& variable : environment.variables)
    if (is_handed_on(variable.first) &&
        std::find(taken.begin(), taken.end(), variable.first) == taken.end())
      result.push_back(variable.first + '=' + variable.second);
  return result;
}

std::string find_program(const std::string& word, const std::string& path,
                         const std::string& directory) {
  if (word.find('/') != std::string::npos) {
    const std::string whole = normalise_path(directory, word);
    return is_executable(whole) ? whole : "";
  }
  for (const string_view folder : split(path, ':')) {
    if (!folder.starts_with('/'))
      continue;  // "." in PATH: a file of the agent's under a tool's name
    const std::string whole = std::string(folder) + '/' + word;
    if (is_executable(whole)) return whole;
  }
  for (const char* folder : {"/node_modules/.bin/", "/.venv/bin/"})
    if (is_executable(directory + folder + word)) return directory + folder + word;
  return "";
}

}  // namespace interlock
