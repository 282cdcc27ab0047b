// What a call of a tool is about, how that is kept, and what the tool answered.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/rules/json_tree.h"
#include "lib/workflow/tool_gate.h"

namespace interlock {
namespace {

constexpr std::string_view k_inside = "params.";

bool is_given(const Leaf& leaf) {
  return !trim(leaf.text).empty() && (leaf.is_string || leaf.text != "null");
}

// "sql" of "params.sql" and of "sql"; of a list "sqlStatements[2]" its name.
std::string_view name_of_leaf(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return "";
  path.remove_prefix(prefix.size());
  return path.substr(0, path.find_first_of("[."));
}

bool is_spelling(std::string_view spellings, std::string_view name) {
  const auto parts = split(spellings, '|');
  return std::find(parts.begin(), parts.end(), name) != parts.end();
}

// Blanks and signs that would look like the border between two names.
std::string encode(std::string_view value) {
  std::string text;
  for (const char c : value) {
    const bool plain = c > ' ' && c != '%' && c != 0x7f;
    if (plain) {
      text += c;
    } else {
      text += '%';
      text += "0123456789ABCDEF"[(static_cast<unsigned char>(c) >> 4) & 15];
      text += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
    }
  }
  return text;
}

void gather_text(const JsonNode& node, std::string& text) {
  if (node.kind == JsonNode::Kind::string) text += node.text + '\n';
  for (const JsonNode& item : node.items) gather_text(item, text);
}

}  // namespace

// In the order of the workflow's scope, the later ones of a name count.
ToolNames order_names(const Workflow& workflow, const ToolNames& names) {
  ToolNames all;
  for (const std::string& row : workflow.scope_options) {
    const std::string name = option_name(row);
    const std::string* value = nullptr;
    for (const auto& pair : names)
      if (pair.first == name) value = &pair.second;
    if (value) all.emplace_back(name, *value);
  }
  return all;
}

ToolSubject tool_subject_of(const Workflow& workflow, const std::vector<std::string>& judges,
                            const ToolAction& action) {
  ToolSubject subject;
  subject.workflow = workflow.id;
  subject.tool = action.name;
  const bool inside = std::any_of(action.leaves.begin(), action.leaves.end(),
                                  [](const Leaf& leaf) { return leaf.path.starts_with(k_inside); });
  const std::string_view prefix = inside ? k_inside : "";
  ToolNames names;
  for (const Leaf& leaf : action.leaves) {
    if (!is_given(leaf)) continue;
    // Wherever it stands: which of two texts a server takes is not known here.
    const bool is_inside = leaf.path.starts_with(k_inside);
    const std::string_view judged = name_of_leaf(leaf.path, is_inside ? k_inside : "");
    if (std::find(judges.begin(), judges.end(), judged) != judges.end())
      subject.judged.emplace_back(trim(leaf.text));
    const std::string_view name = name_of_leaf(leaf.path, prefix);
    if (name.empty()) continue;
    for (const std::string& row : workflow.scope_options)
      if (is_spelling(row, name))
        names.emplace_back(option_name(row), std::string(trim(leaf.text)));
  }
  subject.names = order_names(workflow, names);
  return subject;
}

std::string render_tool_scope(const ToolNames& names) {
  std::string scope;
  for (const auto& [name, value] : names)
    scope += (scope.empty() ? "" : " ") + name + '=' + encode(value);
  return scope;
}

ToolNames read_tool_scope(std::string_view scope) {
  ToolNames names;
  for (const std::string_view part : split(scope, ' ')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    std::string value;
    for (std::size_t i = equals + 1; i < part.size(); ++i) {
      const auto digit = [&](std::size_t at) {
        return std::string_view("0123456789ABCDEF").find(at < part.size() ? part[at] : ' ');
      };
      if (part[i] == '%' && digit(i + 1) < 16 && digit(i + 2) < 16) {
        value += static_cast<char>(digit(i + 1) * 16 + digit(i + 2));
        i += 2;
      } else {
        value += part[i];
      }
    }
    names.emplace_back(std::string(part.substr(0, equals)), std::move(value));
  }
  return names;
}

ToolAnswer read_tool_answer(std::string_view response) {
  ToolAnswer answer;
  const JsonTree tree = parse_json_tree(response);
  if (!tree.readable || tree.root.kind != JsonNode::Kind::object) {
    answer.text = std::string(response);
    return answer;
  }
  const JsonNode* error = tree.root.find("isError");
  answer.is_error = error && error->kind == JsonNode::Kind::boolean && error->truth;
  const JsonNode* content = tree.root.find("content");
  if (content && content->kind == JsonNode::Kind::array)
    for (const JsonNode& item : content->items)
      if (const JsonNode* text = item.kind == JsonNode::Kind::object ? item.find("text") : nullptr)
        gather_text(*text, answer.text);
  if (answer.text.empty())
    if (const JsonNode* data = tree.root.find("structuredContent")) gather_text(*data, answer.text);
  return answer;
}

}  // namespace interlock
