// interlock doctor: is everything that refuses really there, and does Codex really run it?
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "cli/places.h"
#include "cli/state_of.h"
#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/child.h"
#include "lib/edge/conversation.h"
#include "lib/edge/disk.h"
#include "lib/edge/store.h"

namespace interlock {
namespace {

// Prints one line a check and remembers whether any failed.
class Report {
 public:
  explicit Report(const Globals& globals) : globals_(globals) {}

  void good(const std::string& text) { line(Look::green, "ok   ", text); }
  void note(const std::string& text) { line(Look::yellow, "note ", text); }
  void bad(const std::string& text, const std::string& repair) {
    failed_ = true;
    line(Look::red, "BAD  ", text);
    line(Look::grey, "     ", "repair: " + repair);
  }
  bool failed() const { return failed_; }

 private:
  void line(Look look, std::string_view mark, const std::string& text) {
    print(coloured(globals_, look, mark) + text + "\n");
  }
  const Globals& globals_;
  bool failed_ = false;
};

std::string payload(const char* command) {
  const nlohmann::json call = {{"session_id", "doctor"},
                               {"turn_id", "doctor"},
                               {"cwd", "/"},
                               {"hook_event_name", "PreToolUse"},
                               {"model", "doctor"},
                               {"permission_mode", "default"},
                               {"tool_name", "Bash"},
                               {"tool_input", {{"command", command}}},
                               {"tool_use_id", "doctor"}};
  return call.dump();
}

void check_programs(Report& report, const HookPaths& hooks) {
  for (const std::string& path : {hooks.pre_tool_use, hooks.post_tool_use}) {
    if (access(path.c_str(), X_OK) == 0)
      report.good(path + " is there");
    else
      report.bad(path + " is missing or cannot be run: Codex would refuse every call",
                 "./install.sh");
  }
}

void check_rules(Report& report, const Globals& globals) {
  const auto rules = load_rules_for(globals);
  if (!rules) return report.bad("rules: " + rules.error().message, "./install.sh");
  report.good(std::to_string(rules->image().rule_count()) + " rules are loaded");
}

void check_state(Report& report, const Globals& globals) {
  const auto directory = state_directory(globals);
  if (!directory) return report.bad(directory.error().message, "set HOME");
  const auto store = Store::open(*directory, Store::Use::read);
  if (!store)
    return report.bad("state: " + store.error().message, "move the file away and look at it");
  const auto sessions = list_sessions(globals);
  if (!sessions) return report.bad("state: " + sessions.error().message, "interlock status");
  report.good(*directory + " holds evidence of " + count(sessions->size(), "session"));
}

// The registered command line, as Codex runs it, on a call that must be refused and one that must
// not.
void check_answers(Report& report, const Globals& globals, const HookPaths& hooks) {
  struct Probe {
    const char* command;
    int answer;
  };
  for (const Probe& probe : {Probe{"psql -c 'DROP TABLE users'", 2}, Probe{"ls -la", 0}}) {
    ChildSpec spec;
    spec.path = "/bin/sh";
    std::string command = pre_hook_command(hooks);
    if (!globals.rules.empty())  // the rules that doctor was asked about
      command = shell_quote(hooks.pre_tool_use) + " --rules " + shell_quote(globals.rules);
    spec.argv = {"sh", "-c", "printf %s \"$1\" | { " + command + "; }", "sh",
                 payload(probe.command)};
    spec.environment = {"HOME=" + globals.environment.home, "PATH=/usr/local/bin:/usr/bin:/bin",
                        "XDG_STATE_HOME=" + globals.environment.state_home,
                        "XDG_CONFIG_HOME=" + globals.environment.config_home};
    spec.directory = "/";
    spec.limit_ms = 30'000;
    const ChildResult result = run_child(spec);
    const std::string called = "`" + std::string(probe.command) + "`";
    if (result.exit_code == probe.answer && (probe.answer == 2) == !result.output.empty())
      report.good("the hook " + std::string(probe.answer == 2 ? "refuses " : "passes ") + called);
    else
      report.bad("the hook answers " + called + " with exit " + std::to_string(result.exit_code) +
                     ": " + shorten(result.output, 300),
                 "./install.sh");
  }
}

void check_config(Report& report, const Globals& globals, const HookPaths& hooks) {
  const DiskFiles disk;
  const std::string path = codex_config(globals);
  const RegistrationState state = check_registration(disk.read(path).value_or(""), hooks);
  if (state.registered) report.good("registered in " + path);
  for (const std::string& problem : state.problems)
    report.bad(path + ": " + problem, "interlock register");
  for (std::string folder = globals.directory; folder.size() > 1;
       folder = normalise_path(folder, "..")) {
    const auto text = disk.read(folder + "/.codex/config.toml");
    if (!text || folder + "/.codex" == codex_home(globals)) continue;
    for (const std::string& problem : check_registration(*text, hooks).problems)
      if (problem.find("switches") != std::string::npos ||
          problem.find("ignored") != std::string::npos)
        report.bad(folder + "/.codex/config.toml: " + problem, "take that line out");
  }
}

bool is_installed(const char* program) {
  const char* const path = std::getenv("PATH");
  for (const std::string_view folder : split(path == nullptr ? "" : path, ':'))
    if (access((std::string(folder) + '/' + program).c_str(), X_OK) == 0) return true;
  return false;
}

// What Codex itself says about our hooks. Untrusted ones are skipped by `codex exec` without a
// word.
void check_codex(Report& report, const Globals& globals, const HookPaths& hooks) {
  if (!is_installed("codex"))
    return report.note("codex is not in PATH: not asked whether it runs the hooks");
  const nlohmann::json hello = {
      {"id", 1},
      {"method", "initialize"},
      {"params", {{"clientInfo", {{"name", "interlock"}, {"version", "0.1.0"}}}}}};
  const nlohmann::json ask = {
      {"id", 2}, {"method", "hooks/list"}, {"params", {{"cwds", {globals.directory}}}}};
  const auto lines =
      converse({"codex", "app-server"}, {hello.dump(), R"({"method":"initialized"})", ask.dump()},
               "\"id\":2", 20'000);
  if (!lines) return report.note("codex app-server: " + lines.error().message);
  const nlohmann::json answer = nlohmann::json::parse(lines->back(), nullptr, false);
  int live = 0;
  const nlohmann::json none = nlohmann::json::array();
  const auto result = answer.is_object() ? answer.find("result") : answer.end();
  const bool shaped = answer.is_object() && result != answer.end() && result->is_object() &&
                      result->contains("data");
  for (const nlohmann::json& place : shaped ? (*result)["data"] : none)
    for (const nlohmann::json& hook : place.contains("hooks") ? place["hooks"] : none) {
      const std::string command = hook.contains("command") && hook["command"].is_string()
                                      ? hook["command"].get<std::string>()
                                      : "";
      if (command.find(hooks.pre_tool_use) == std::string::npos &&
          command.find(hooks.post_tool_use) == std::string::npos)
        continue;
      const std::string event = hook.contains("eventName") ? hook["eventName"].dump() : "?";
      const std::string trust = hook.contains("trustStatus") && hook["trustStatus"].is_string()
                                    ? hook["trustStatus"].get<std::string>()
                                    : "unknown";
      const bool enabled = !hook.contains("enabled") || hook["enabled"] != false;
      if (enabled && (trust == "trusted" || trust == "managed")) {
        ++live;
        report.good("Codex runs the " + event + " hook (" + trust + ")");
      } else {
        report.bad("Codex lists the " + event + " hook as " + (enabled ? trust : "disabled") +
                       ": `codex exec` skips it without a word",
                   "start `codex`, choose \"Review hooks\" and trust both hooks of interlock");
      }
    }
  if (live == 0 && !report.failed())
    report.bad("Codex lists no hook of interlock", "interlock register");
}

}  // namespace

int run_doctor(const Globals& globals, const DoctorOptions&) {
  Report report(globals);
  const HookPaths hooks = hook_paths(globals);
  check_programs(report, hooks);
  check_rules(report, globals);
  check_state(report, globals);
  check_answers(report, globals, hooks);
  check_config(report, globals, hooks);
  check_codex(report, globals, hooks);
  return report.failed() ? exit_failure : exit_success;
}

}  // namespace interlock
