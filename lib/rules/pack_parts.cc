// What rules, gates and workflows of a pack have in common: patterns of commands, examples,
// ids and placeholders.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/rules/pack_reader.h"
#include "lib/rules/patterns.h"

namespace interlock {
namespace {

void check_option_names(Fields& fields, std::string_view key,
                        const std::vector<std::string>& options) {
  for (const std::string& option : options)
    if (!option.starts_with('-') || option.find(' ') != std::string::npos)
      fields.fault(key, "an option is written with its dashes, such as \"--dry-run\", got \"" +
                            shorten(option, 60) + "\"");
}

void check_variables(Fields& fields, const std::vector<std::string>& assigns) {
  const auto is_variable = [](std::string_view text) {
    if (text.starts_with('!')) text.remove_prefix(1);
    const std::string_view name = text.substr(0, text.find('='));
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '*' || c == '?';
    });
  };
  for (const std::string& one : assigns)
    if (!is_variable(one))
      fields.fault("assigns",
                   "'assigns' holds names of variables, with or without a value, such as "
                   "\"APP_ENV=prod*\", got \"" +
                       shorten(one, 60) + "\"");
  check_exceptions(fields, "assigns", assigns);
}

// Does the pattern match whatever the text is?
bool matches_all(std::string_view pattern, On on) {
  const auto compiled = compile_pattern(pattern, on);
  return compiled->ok() && re2::RE2::PartialMatch("", *compiled) &&
         re2::RE2::PartialMatch("\x02", *compiled);
}

Example read_example(Fields& outer, std::string_view key, const JsonNode& node) {
  Example example;
  example.position = outer.pack().render_position(node.begin);
  if (node.kind == JsonNode::Kind::string) {
    example.command = node.text;
    if (trim(node.text).empty())
      outer.fault(key, "'" + std::string(key) + "' holds a blank command");
    return example;
  }
  Fields fields(outer.pack(), node, outer.where());
  example.command = fields.text("command");
  example.patch = fields.text("patch");
  example.tool = fields.text("tool");
  const int given = int{fields.has("command")} + int{fields.has("patch")} + int{fields.has("tool")};
  if (given != 1) fields.fault_here("an example has one of 'command', 'patch' or 'tool'");
  if (const JsonNode* arguments = fields.node("arguments")) {
    if (arguments->kind != JsonNode::Kind::object || !fields.has("tool"))
      fields.fault("arguments", "'arguments' is an object beside 'tool'");
    example.arguments =
        fields.pack().json.substr(arguments->begin, arguments->end - arguments->begin);
  }
  if (const JsonNode* files = fields.node("files")) {
    for (std::size_t i = 0; i < files->keys.size(); ++i) {
      if (files->items[i].kind != JsonNode::Kind::string)
        fields.pack().fault(files->items[i].begin, fields.where(),
                            "the text of a file must be a string");
      example.files.emplace_back(files->keys[i].name, files->items[i].text);
    }
    if (files->kind != JsonNode::Kind::object)
      fields.fault("files", "'files' must be an object of names and texts");
  }
  fields.finish();
  return example;
}

}  // namespace

void check_exceptions(Fields& fields, std::string_view key, const std::vector<std::string>& list) {
  if (!list.empty() && std::all_of(list.begin(), list.end(), is_exception))
    fields.fault(key,
                 "'" + std::string(key) + "' holds only exceptions, so the rule can never fire");
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 80 && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

void check_id(Fields& fields, std::string_view id, const std::string& pack_name) {
  if (trim(id).empty()) return;  // said already
  const std::size_t dot = id.find('.');
  const std::string_view name = dot == std::string_view::npos ? "" : id.substr(dot + 1);
  if (id.substr(0, dot) != pack_name || !is_name(name))
    fields.fault(
        "id",
        "'id' must be the pack's name, a dot and a name of small letters, digits and dashes, "
        "such as \"" +
            pack_name + ".direct-client\"");
}

void check_pattern(Fields& fields, std::string_view key, std::string_view pattern, On on) {
  if (pattern.empty()) return;
  const std::string complaint = complaint_about_pattern(pattern, on);
  if (!complaint.empty()) {
    fields.fault(key, "'" + std::string(key) + "' does not compile: " + complaint);
  } else if (matches_all(pattern, on)) {
    fields.fault(key, "'" + std::string(key) + "' matches every text, so the rule " +
                          (key == "unless" ? "can never fire" : "says nothing by it"));
  }
}

void check_placeholders(Fields& fields, std::string_view key, std::string_view text,
                        std::span<const std::string> names) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const bool is_placeholder = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (is_placeholder && std::find(names.begin(), names.end(), name) == names.end())
      fields.fault(key, "'" + std::string(key) + "' uses {" + std::string(name) +
                            "}, and nothing gives it a value");
  }
}

CommandPattern read_command_pattern(Fields& fields) {
  CommandPattern pattern;
  pattern.programs = fields.texts("program");
  for (const std::string& program : pattern.programs) {
    const std::size_t star = program.find('*');
    if (program.find_first_of("/ ") != std::string::npos ||
        (star != std::string::npos && (star == 0 || star + 1 != program.size())))
      fields.fault("program", "a program is a base name, or one that ends with *, got \"" +
                                  shorten(program, 60) + "\"");
  }
  for (const std::string& verb : fields.texts("verb")) {
    std::vector<std::string> words;  // single blanks between words
    for (const std::string_view word : split(verb, ' '))
      if (!word.empty()) words.emplace_back(word);
    pattern.verbs.push_back(join(words, " "));
    if (verb.starts_with('-'))
      fields.fault("verb", "a verb is no option, got \"" + shorten(verb, 60) + "\"");
  }
  pattern.with = fields.texts("with");
  pattern.without = fields.texts("without");
  check_option_names(fields, "with", pattern.with);
  check_option_names(fields, "without", pattern.without);
  pattern.assigns = fields.texts("assigns");
  check_variables(fields, pattern.assigns);
  pattern.value = fields.text("value");
  check_pattern(fields, "value", pattern.value, On::file);
  if (!pattern.value.empty() && pattern.assigns.empty())
    fields.fault("value", "'value' stands beside 'assigns'");
  pattern.match = fields.text("match");
  pattern.unless = fields.text("unless");
  return pattern;
}

std::vector<Example> read_examples(Fields& fields, std::string_view key) {
  std::vector<Example> examples;
  const JsonNode* node = fields.node(key);
  if (node == nullptr) {
    fields.fault_here("'" + std::string(key) + "' is missing: at least one example");
    return examples;
  }
  if (node->kind == JsonNode::Kind::array && node->items.empty())
    fields.fault(key, "'" + std::string(key) + "' is empty: at least one example");
  const auto add = [&](const JsonNode& item) {
    if (item.kind == JsonNode::Kind::string || item.kind == JsonNode::Kind::object)
      examples.push_back(read_example(fields, key, item));
    else
      fields.pack().fault(
          item.begin, fields.where(),
          "an example is a command line or an object, got " + std::string(name_of(item.kind)));
  };
  if (node->kind != JsonNode::Kind::array) add(*node);
  if (node->kind == JsonNode::Kind::array)
    for (const JsonNode& item : node->items) add(item);
  return examples;
}

}  // namespace interlock
