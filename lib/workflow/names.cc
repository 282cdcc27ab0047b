// What may stand beside a gated call, and which variables matter: as sorted tables.
#include "lib/workflow/names.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lib/base/text.h"
#include "lib/workflow/workflow.h"

namespace interlock {
namespace {

using std::string_view;

// Variables that could make a tool report what is not so, load code, or be another program
// altogether. A trailing * is a prefix, a leading * a suffix.
constexpr std::array k_doctoring = std::to_array<string_view>({
    "*_BINARY",
    "ATLAS_*",
    "BASHOPTS",
    "BASH_ENV",
    "BASH_FUNC_*",
    "BUNDLE_*",
    "CODEX_*",
    "DISABLE_DATABASE_ENVIRONMENT_CHECK",
    "DYLD_*",
    "GCONV_PATH",
    "GEM_*",
    "GIT_*",
    "GLIBC_TUNABLES",
    "HOME",
    "IFS",
    "JAVA_TOOL_OPTIONS",
    "JDK_JAVA_OPTIONS",
    "LD_*",
    "NODE_OPTIONS",
    "NODE_PATH",
    "NPM_CONFIG_*",
    "PATH",
    "PERL5LIB",
    "PERL5OPT",
    "PHPRC",
    "PHP_INI_SCAN_DIR",
    "PRISMA_*",
    "PROMPT_COMMAND",
    "PS4",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "RUBYLIB",
    "RUBYOPT",
    "SHELL",
    "SHELLOPTS",
    "SQUAWK_*",
    "XDG_CONFIG_HOME",
    "_JAVA_OPTIONS",
    "npm_config_*",
});

// Exceptions of the table above that only make a tool quieter.
constexpr std::array k_quieting = std::to_array<string_view>({
    "ATLAS_NO_ANON_TELEMETRY",
    "ATLAS_NO_UPDATE_NOTIFIER",
    "ATLAS_NO_UPGRADE_SUGGESTIONS",
    "GIT_PAGER",
    "PRISMA_HIDE_UPDATE_MESSAGE",
});

// Variables by which programs find their database: part of the scope.
constexpr std::array k_target = std::to_array<string_view>({
    "*_CONN",      "*_DATABASE", "*_DB",
    "*_DBSTRING",  "*_DSN",      "*_HOST",
    "*_PASSWORD",  "*_PORT",     "*_SCHEMA",
    "*_URI",       "*_URL",      "*_USER",
    "APP_ENV",     "AWS_*",      "CONNECTION_STRING",
    "DATABASE*",   "DB*",        "DJANGO_SETTINGS_MODULE",
    "DSN",         "ENV",        "ENVIRONMENT",
    "FLASK_ENV",   "FLYWAY_*",   "GOOSE_*",
    "LIQUIBASE_*", "MARIADB*",   "MIX_ENV",
    "MYSQL*",      "NODE_ENV",   "PG*",
    "POSTGRES*",   "RACK_ENV",   "RAILS_ENV",
    "SQLITE*",     "STAGE",      "SUPABASE_*",
    "TARGET",
});

// Programs that change no file and start no other one.
constexpr std::array k_harmless = std::to_array<string_view>({
    ":",     "[",        "basename", "cat",   "cd",       "date",     "declare",  "dirname",
    "echo",  "export",   "false",    "head",  "hostname", "id",       "local",    "ls",
    "popd",  "printenv", "printf",   "pushd", "pwd",      "readonly", "realpath", "set",
    "shopt", "stat",     "tail",     "test",  "true",     "type",     "typeset",  "umask",
    "uname", "unset",    "wc",       "which", "whoami",
});

// Programs that the output of a gated call may be piped into.
constexpr std::array k_readers = std::to_array<string_view>({
    "cat",
    "column",
    "cut",
    "egrep",
    "fgrep",
    "fold",
    "grep",
    "head",
    "jq",
    "nl",
    "rev",
    "sort",
    "tail",
    "tee",
    "tr",
    "uniq",
    "wc",
});

// Programs that carry another one and are worth typing again: they are how the tool is found. The
// rest (sudo, timeout, bash -c) is left away when the hook runs a check.
constexpr std::array k_launchers = std::to_array<string_view>({
    "bun",     "bundle", "bunx",    "cargo", "conda",  "corepack",  "cross-env", "devbox", "direnv",
    "doppler", "dotenv", "env-cmd", "go",    "hatch",  "infisical", "mise",      "node",   "npm",
    "npx",     "op",     "pdm",     "php",   "pipenv", "pipx",      "pnpm",      "pnpx",   "poetry",
    "python*", "ruby",   "rye",     "uv",    "uvx",    "yarn",
});

// Folders of other people's code: no migrations of the project's own.
constexpr std::array k_foreign_folders = std::to_array<string_view>({
    ".git",
    ".tox",
    ".venv",
    "__pycache__",
    "node_modules",
    "site-packages",
    "venv",
});

// Folders that programs are usually taken from; a relative one is the project's own tool folder.
constexpr std::array k_program_folders = std::to_array<string_view>({
    ".venv/bin",
    "/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    "/opt/homebrew/bin",
    "/sbin",
    "/snap/bin",
    "/usr/bin",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/usr/sbin",
    "bin",
    "node_modules/.bin",
    "vendor/bin",
    "venv/bin",
});

bool row_matches(string_view row, string_view name) {
  if (row.ends_with('*')) return name.starts_with(row.substr(0, row.size() - 1));
  if (row.starts_with('*')) return name.ends_with(row.substr(1));
  return row == name;
}

template <class Table>
bool holds(const Table& table, string_view name) {
  return std::any_of(table.begin(), table.end(),
                     [&](string_view row) { return row_matches(row, name); });
}

template <class Table>
bool holds_exactly(const Table& table, string_view name) {
  return std::binary_search(table.begin(), table.end(), name);
}

template <class Table>
void check_order(const Table& table, string_view name, std::vector<std::string>& complaints) {
  for (std::size_t i = 1; i < table.size(); ++i)
    if (!(table[i - 1] < table[i]))
      complaints.push_back(std::string(name) + ": " + std::string(table[i]) + " is out of order");
}

}  // namespace

bool doctors_results(string_view variable) {
  return holds(k_doctoring, variable) && !holds_exactly(k_quieting, variable);
}

bool names_target(string_view variable) { return holds(k_target, variable); }

bool is_harmless_program(string_view name) { return holds_exactly(k_harmless, name); }
bool is_reader(string_view name) { return holds_exactly(k_readers, name); }
bool is_launcher(string_view name) { return holds(k_launchers, name); }
bool is_foreign_folder(string_view name) { return holds_exactly(k_foreign_folders, name); }

bool is_usual_program(string_view word) {
  const std::size_t slash = word.rfind('/');
  if (slash == string_view::npos) return true;
  std::string folder(word.substr(0, slash));
  if (folder.empty()) folder = "/";
  while (folder.starts_with("./")) folder.erase(0, 2);
  if (folder.find("..") != std::string::npos) return false;
  if (holds_exactly(k_program_folders, folder)) return folder != "bin" || !word.starts_with('/');
  // The same folders below a project: /src/app/node_modules/.bin, .venv/bin, vendor/bin; not
  // /tmp/bin.
  for (const string_view row : {".venv/bin", "node_modules/.bin", "vendor/bin", "venv/bin"})
    if (folder.ends_with('/' + std::string(row))) return true;
  return folder.ends_with("/.local/bin") || folder.ends_with("/go/bin") ||
         folder.ends_with("/.cargo/bin") || folder.ends_with("/.atlas/bin");
}

std::vector<std::string> check_harmless_tables() {
  std::vector<std::string> complaints;
  check_order(k_doctoring, "doctoring variables", complaints);
  check_order(k_quieting, "quieting variables", complaints);
  check_order(k_target, "target variables", complaints);
  check_order(k_harmless, "harmless programs", complaints);
  check_order(k_readers, "readers", complaints);
  check_order(k_launchers, "launchers", complaints);
  check_order(k_foreign_folders, "foreign folders", complaints);
  check_order(k_program_folders, "program folders", complaints);
  for (const string_view name : k_quieting)
    if (!holds(k_doctoring, name))
      complaints.push_back("quieting variables: " + std::string(name) +
                           " is no exception of anything");
  return complaints;
}

}  // namespace interlock
