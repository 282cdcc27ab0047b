#include "lib/rules/tool_commands.h"

#include <algorithm>
#include <iterator>

#include "lib/base/text.h"
#include "lib/rules/image_entries.h"
#include "lib/rules/patterns.h"

namespace interlock {
namespace {

constexpr std::string_view k_absolute = "|absolute";

const Leaf* find_leaf(const ToolAction& tool, std::string_view name) {
  for (const Leaf& leaf : tool.leaves)
    if (leaf.path == name && !leaf.text.empty() && (leaf.is_string || leaf.text != "null"))
      return &leaf;
  return nullptr;
}

bool is_absolute(std::string_view path) {
  if (path.starts_with("file://")) path.remove_prefix(7);
  return path.starts_with('/');
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

std::string render_tool_command(const std::vector<std::string>& words, const ToolAction& tool) {
  std::string line;
  for (const std::string& word : words) {
    std::string text = shell_quote(word);
    const std::size_t open = word.find('{'), close = word.find('}', open);
    if (open != std::string::npos && close != std::string::npos) {
      std::string_view name = std::string_view(word).substr(open + 1, close - open - 1);
      const bool must_be_absolute = name.ends_with(k_absolute);
      if (must_be_absolute) name.remove_suffix(k_absolute.size());
      const Leaf* leaf = find_leaf(tool, name);
      if (must_be_absolute && (leaf == nullptr || !is_absolute(leaf->text)))
        text = '"' + word.substr(0, open) + '$' + std::string(name) + "_must_be_absolute\"";
      else if (leaf == nullptr)
        continue;
      else
        text = shell_quote(word.substr(0, open) + leaf->text + word.substr(close + 1));
    }
    if (!line.empty()) line += ' ';
    line += text;
  }
  return line;
}

Result<Actions> actions_of(const Image& image, const Call& call, const ActionContext& context) {
  Result<Actions> actions = actions_of(call, context);
  if (!actions || actions->tools.empty()) return actions;
  const auto entries = image.find(k_call_key);
  if (!entries) return Error{std::string(k_damaged_image)};
  for (const std::uint32_t entry : *entries) {
    const auto record = image.record(entry);
    if (!record) return Error{std::string(k_damaged_image)};
    const ToolAction& tool = actions->tools.front();
    const std::vector<std::string> names = folded_tool_names(tool.name);
    const auto is_meant = [&](std::string_view one) { return is_tool(one, names); };
    if (!fits_list(record->tools, is_meant, is_meant)) continue;
    Call line;
    line.event = call.event;
    line.kind = Call::Kind::shell;
    line.session_id = call.session_id;
    line.cwd = call.cwd;
    line.permission_mode = call.permission_mode;
    line.tool_name = "Bash";
    line.text = render_tool_command(record->arguments, tool);
    auto more = actions_of(line, context);
    if (!more) return more;
    more->tools = std::move(actions->tools);
    append(more->sql, actions->sql);
    append(more->opaque, actions->opaque);
    return more;  // a tool stands for one line
  }
  return actions;
}

}  // namespace interlock
