#include "lib/codex/call.h"

#include <algorithm>
#include <array>
#include <optional>

#include "lib/base/text.h"
#include "lib/codex/payload.h"

namespace interlock {
namespace {

using Type = JsonValue::Type;

// Names under which Codex's shell has been offered, and the keys that held its command line. A
// call under an older name would otherwise be an unknown tool, and unknown tools are allowed.
constexpr std::array<std::string_view, 8> k_shell_tools = {
    "Bash",        "bash",  "container.exec", "exec_command",
    "local_shell", "shell", "shell_command",  "unified_exec"};
constexpr std::array<std::string_view, 2> k_patch_tools = {"apply_patch", "applypatch"};
constexpr std::array<std::string_view, 3> k_shell_keys = {"cmd", "command", "script"};
constexpr std::array<std::string_view, 3> k_patch_keys = {"command", "input", "patch"};
// Where the shell is to stand, below the session's folder. Codex 0.169.0 says it as 'cwd' of the
// payload; others leave it among the arguments.
constexpr std::array<std::string_view, 3> k_folder_keys = {"cwd", "workdir", "working_directory"};
static_assert(std::is_sorted(k_shell_tools.begin(), k_shell_tools.end()));

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

std::string in_quotes(std::string_view key) { return '\'' + std::string(key) + '\''; }

Error wrong_type(std::string_view key, Type type, std::string_view wanted) {
  return {in_quotes(key) + " is " + std::string(name_of(type)) + ", not " + std::string(wanted)};
}

bool has_nul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

// A text that must be there; `optional`: nothing and null will do.
std::optional<Error> take(Payload& payload, Payload::Field field, std::string& into,
                          bool optional) {
  JsonValue& value = payload.fields[field];
  if (optional && (value.type == Type::absent || value.type == Type::null)) return std::nullopt;
  if (value.type == Type::absent)
    return Error{"hook input has no " + in_quotes(Payload::k_fields[field])};
  if (value.type != Type::string)
    return wrong_type(Payload::k_fields[field], value.type, "a string");
  into = std::move(value.text);
  return std::nullopt;
}

Call::Kind kind_of(std::string_view tool) {
  if (contains(k_shell_tools, tool)) return Call::Kind::shell;
  if (contains(k_patch_tools, tool)) return Call::Kind::patch;
  return tool.starts_with("mcp__") ? Call::Kind::mcp : Call::Kind::other;
}

// The command line of a shell call, the text of a patch.
template <std::size_t n>
std::optional<Error> take_text(Payload& payload, const std::array<std::string_view, n>& keys,
                               Call& call) {
  const Type input = payload.fields[Payload::tool_input].type;
  if (input == Type::absent) return Error{"hook input has no 'tool_input'"};
  if (input != Type::object) return wrong_type("tool_input", input, "an object");
  JsonValue* found = nullptr;
  for (JsonValue& value : payload.texts) {
    if (!contains(keys, value.key)) continue;
    if (found)
      return Error{"'tool_input' has both " + in_quotes(found->key) + " and " +
                   in_quotes(value.key)};
    found = &value;
  }
  if (!found) return Error{"hook input has no 'tool_input.command'"};
  const std::string path = "tool_input." + found->key;
  if (found->type == Type::array && found->words_only && !found->words.empty()) {
    // ["apply_patch", "*** Begin Patch .."] is the patch, not a command line
    if (call.kind == Call::Kind::patch && contains(k_patch_tools, found->words.front()))
      found->words.erase(found->words.begin());
    if (call.kind == Call::Kind::shell)
      for (std::string& word : found->words) word = shell_quote(word);
    call.text = join(found->words, " ");
  } else if (found->type == Type::string) {
    const auto leaf = payload.leaves.begin() + static_cast<std::ptrdiff_t>(found->leaf);
    call.text = std::move(leaf->text);
    payload.leaves.erase(leaf);
  } else {
    return wrong_type(path, found->type, "a string");
  }
  if (has_nul(call.text)) return Error{in_quotes(path) + " holds a NUL byte"};
  return std::nullopt;
}

std::optional<Error> take_tool(Payload& payload, Call& call) {
  if (auto error = take(payload, Payload::tool_name, call.tool_name, false)) return error;
  call.kind = kind_of(call.tool_name);
  switch (call.kind) {
    case Call::Kind::shell:
      if (auto error = take_text(payload, k_shell_keys, call)) return error;
      break;
    case Call::Kind::patch:
      if (auto error = take_text(payload, k_patch_keys, call)) return error;
      break;
    case Call::Kind::mcp: {
      const std::string_view rest = std::string_view(call.tool_name).substr(5);
      const std::size_t border = std::min(rest.find("__"), rest.size());
      call.server = std::string(rest.substr(0, border));
      call.tool = std::string(rest.substr(std::min(border + 2, rest.size())));
      break;
    }
    case Call::Kind::other:
      break;
  }
  call.leaves = std::move(payload.leaves);
  if (call.kind == Call::Kind::shell)
    for (const Leaf& leaf : call.leaves)
      if (leaf.is_string && contains(k_folder_keys, leaf.path) && !has_nul(leaf.text))
        call.cwd = normalise_path(call.cwd, leaf.text);
  return std::nullopt;
}

Result<Call> to_call(Payload& payload) {
  Call call;
  if (auto error = take(payload, Payload::hook_event_name, call.event_name, false)) return *error;
  if (call.event_name == "PreToolUse") call.event = Call::Event::pre_tool_use;
  if (call.event_name == "PostToolUse") call.event = Call::Event::post_tool_use;

  // Events without a tool need less; any event that names a tool is read as a call of it.
  const bool has_tool =
      call.event != Call::Event::other || payload.fields[Payload::tool_name].type != Type::absent;
  if (auto error = take(payload, Payload::cwd, call.cwd, !has_tool)) return *error;
  for (const auto& [field, into] : {std::pair{Payload::session_id, &call.session_id},
                                    std::pair{Payload::turn_id, &call.turn_id},
                                    std::pair{Payload::tool_use_id, &call.tool_use_id},
                                    std::pair{Payload::agent_id, &call.agent_id},
                                    std::pair{Payload::permission_mode, &call.permission_mode}})
    if (auto error = take(payload, field, *into, true)) return *error;
  if (!has_tool) return call;

  if (!call.cwd.starts_with('/')) return Error{"'cwd' is not an absolute path"};
  if (has_nul(call.cwd)) return Error{"'cwd' holds a NUL byte"};
  if (auto error = take_tool(payload, call)) return *error;
  const bool is_text = payload.fields[Payload::tool_response].type == Type::string;
  call.response =
      std::move(is_text ? payload.fields[Payload::tool_response].text : payload.response);
  return call;
}

}  // namespace

Result<Call> parse_call(std::string_view text) {
  Result<Payload> payload = read_payload(text);
  if (!payload) return payload.error();
  return to_call(*payload);
}

}  // namespace interlock
