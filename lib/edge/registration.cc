#include "lib/edge/registration.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <optional>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::string_view k_begin =
    "# interlock: hooks that guard databases. Put in and taken out by interlock; edit nothing "
    "here.\n";
constexpr std::string_view k_end = "# interlock: end\n";

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string block(const HookPaths& paths) {
  std::string text(k_begin);
  text += "[[hooks.PreToolUse]]\n[[hooks.PreToolUse.hooks]]\ntype = \"command\"\ncommand = " +
          toml_string(pre_hook_command(paths)) +
          "\ntimeout = 30\nstatusMessage = \"interlock checks the call\"\n\n";
  text += "[[hooks.PostToolUse]]\n[[hooks.PostToolUse.hooks]]\ntype = \"command\"\ncommand = " +
          toml_string(post_hook_command(paths)) +
          "\ntimeout = 300\nstatusMessage = \"interlock checks the migration\"\n";
  text += k_end;
  return text;
}

Error toml_error(const toml::parse_error& error) {
  return {"config.toml: line " + std::to_string(error.source().begin.line) + ": " +
          std::string(error.description())};
}

// [begin, end) of the block in the text, with the blank line that was put before it.
std::optional<std::pair<std::size_t, std::size_t>> find_block(std::string_view config) {
  std::size_t begin = config.find(k_begin);
  if (begin == std::string_view::npos) return std::nullopt;
  std::size_t end = config.find(k_end, begin);
  if (end == std::string_view::npos) return std::nullopt;
  end += k_end.size();
  if (begin >= 2 && config.substr(begin - 2, 2) == "\n\n") --begin;
  return std::pair(begin, end);
}

std::vector<std::string> commands_of(const toml::table& config, std::string_view event) {
  std::vector<std::string> commands;
  const toml::array* groups = config["hooks"][event].as_array();
  if (groups == nullptr) return commands;
  for (const toml::node& group : *groups) {
    const toml::table* table = group.as_table();
    const toml::array* hooks = table ? (*table)["hooks"].as_array() : nullptr;
    if (hooks == nullptr) continue;
    for (const toml::node& hook : *hooks)
      if (const toml::table* one = hook.as_table())
        commands.push_back((*one)["command"].value_or(std::string()));
  }
  return commands;
}

bool runs(const std::vector<std::string>& commands, const std::string& program) {
  return std::any_of(commands.begin(), commands.end(), [&](const std::string& command) {
    return command.find(program) != std::string::npos;
  });
}

}  // namespace

std::string pre_hook_command(const HookPaths& paths) {
  return "timeout 20 " + shell_quote(paths.pre_tool_use) +
         "; rc=$?; case $rc in 0|2) exit $rc;; esac; echo \"interlock could not run (status $rc); "
         "the call is "
         "refused; a person can repair it with: interlock doctor\" >&2; exit 2";
}

std::string post_hook_command(const HookPaths& paths) { return shell_quote(paths.post_tool_use); }

Result<std::string> add_registration(std::string_view config, const HookPaths& paths) {
  const auto before = remove_registration(config);
  if (!before) return before.error();
  std::string text = *before;
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  if (!text.empty()) text += '\n';
  text += block(paths);
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed)
    return Error{toml_error(parsed.error()).message +
                 ": hooks cannot be added behind it; write [hooks] as [[hooks.PreToolUse]] groups"};
  if (find_block(config) && std::string(config) == text) return std::string(config);
  return text;
}

Result<std::string> remove_registration(std::string_view config) {
  const toml::parse_result parsed = toml::parse(config);
  if (!parsed) return toml_error(parsed.error());
  const auto found = find_block(config);
  if (!found) return std::string(config);
  return std::string(config.substr(0, found->first)) + std::string(config.substr(found->second));
}

RegistrationState check_registration(std::string_view config, const HookPaths& paths) {
  RegistrationState state;
  const toml::parse_result parsed = toml::parse(config);
  if (!parsed) {
    state.problems.push_back(toml_error(parsed.error()).message);
    return state;
  }
  const toml::table& table = parsed.table();
  const bool pre = runs(commands_of(table, "PreToolUse"), paths.pre_tool_use);
  const bool post = runs(commands_of(table, "PostToolUse"), paths.post_tool_use);
  state.registered = pre && post;
  if (!pre) state.problems.push_back("no [[hooks.PreToolUse]] group runs " + paths.pre_tool_use);
  if (!post) state.problems.push_back("no [[hooks.PostToolUse]] group runs " + paths.post_tool_use);
  if (const toml::table* hooks = table["hooks"].as_table())
    for (const auto& [key, value] : *hooks) {
      const std::string name(key.str());
      if (name != "state" && (name.empty() || name[0] < 'A' || name[0] > 'Z'))
        state.problems.push_back(
            "[[hooks." + name +
            "]] is silently ignored by Codex: event names are written like PreToolUse");
    }
  for (const std::string_view key : {"hooks", "codex_hooks"})
    if (table["features"][key].value_or(true) == false)
      state.problems.push_back("[features] " + std::string(key) +
                               " = false switches every hook off");
  return state;
}

}  // namespace interlock
