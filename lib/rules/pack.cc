#include "lib/rules/pack.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "lib/base/text.h"
#include "lib/rules/grammar.h"
#include "lib/rules/pack_reader.h"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 6> k_on = {"command", "sql",  "code",
                                                  "file",    "tool", "opaque"};
constexpr std::array<std::string_view, 5> k_effects = {"log", "warn", "approve", "gate", "deny"};
constexpr std::array<std::string_view, 4> k_maturities = {"stable", "incubating", "sandbox",
                                                          "deprecated"};

bool is_version(std::string_view text) {
  const auto parts = split(text, '.');
  return parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && part.size() < 8 &&
                  std::all_of(part.begin(), part.end(),
                              [](char c) { return c >= '0' && c <= '9'; });
         });
}

void read_lists(PackText& text, Fields& fields) {
  const JsonNode* lists = fields.node("lists");
  if (lists == nullptr) return;
  if (lists->kind != JsonNode::Kind::object) {
    fields.fault("lists", "'lists' must be an object, got " + std::string(name_of(lists->kind)));
    return;
  }
  Fields inside(text, *lists, "lists");
  std::map<std::string, std::vector<std::string>, std::less<>> read;
  for (const JsonNode::Key& key : lists->keys) {
    if (!is_name(key.name))
      inside.fault(key.name, "a list's name is made of small letters, digits and dashes, got \"" +
                                 shorten(key.name, 60) + "\"");
    read[key.name] = inside.texts(key.name);
  }
  text.lists = std::move(read);
}

std::string read_letters(Fields& fields, std::string_view key) {
  std::string letters = fields.text(key);
  const bool good = std::all_of(letters.begin(), letters.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  if (!good)
    fields.fault(key, "'" + std::string(key) +
                          "' holds letters of short options, such as \"cu\", got \"" +
                          shorten(letters, 60) + "\"");
  return letters;
}

ToolGrammar read_tool(PackText& text, const JsonNode& node, std::size_t index) {
  Fields fields(text, node, "tool " + std::to_string(index + 1));
  ToolGrammar tool;
  tool.programs = fields.texts("program", Need::required);
  if (!tool.programs.empty()) fields.rename("tool " + shorten(tool.programs.front(), 60));
  if (const auto family = fields.choice("family", k_family_names, Need::required))
    tool.family = k_family_names[*family];
  tool.short_values = read_letters(fields, "short_values");
  tool.short_flags = read_letters(fields, "short_flags");
  tool.short_optional = read_letters(fields, "short_optional");
  tool.reparses = fields.truth("reparses");
  tool.long_values = fields.texts("long_values");
  tool.flags = fields.texts("flags");
  for (const auto* options : {&tool.long_values, &tool.flags})
    for (const std::string& option : *options)
      if (!option.starts_with('-') || option.find_first_of("= ") != std::string::npos)
        fields.fault(options == &tool.flags ? "flags" : "long_values",
                     "an option is written with its dashes and without a value, got \"" +
                         shorten(option, 60) + "\"");
  for (const std::string& flag : tool.flags)
    if (std::find(tool.long_values.begin(), tool.long_values.end(), flag) != tool.long_values.end())
      fields.fault("flags", "\"" + shorten(flag, 60) + "\" stands in 'long_values' too");
  fields.finish();
  return tool;
}

void check_repeated_ids(PackText& text, const std::vector<Rule>& rules,
                        const std::vector<const JsonNode*>& nodes) {
  std::map<std::string, int> lines;
  for (std::size_t i = 0; i < rules.size() && i < nodes.size(); ++i) {
    if (rules[i].id.empty()) continue;
    const auto [first, is_new] = lines.emplace(rules[i].id, rules[i].line);
    if (is_new) continue;
    const JsonNode* id = nodes[i]->find("id");
    text.fault(id != nullptr ? id->begin : nodes[i]->begin, "rule " + rules[i].id,
               "this id is given to the rule in line " + std::to_string(first->second) + " too");
  }
}

void read_head(Fields& fields, Pack& pack) {
  fields.node("$schema");  // for editors
  pack.name = fields.text("pack", Need::required);
  if (!pack.name.empty() && !is_name(pack.name))
    fields.fault("pack", "'pack' is made of small letters, digits and dashes, got \"" +
                             shorten(pack.name, 60) + "\"");
  pack.version = fields.text("version", Need::required);
  if (!trim(pack.version).empty() && !is_version(pack.version))
    fields.fault("version", "'version' must be three numbers such as \"1.0.0\", got \"" +
                                shorten(pack.version, 60) + "\"");
  if (!fields.has("engine"))
    fields.fault_here("'engine' is missing: this build understands " + std::to_string(k_engine));
  pack.engine = fields.number("engine", k_engine, 1, 1'000'000);
  if (pack.engine > k_engine)
    fields.fault("engine", "the pack needs engine " + std::to_string(pack.engine) +
                               ", this build understands " + std::to_string(k_engine));
  pack.owner = fields.text("owner", Need::required);
  pack.description = fields.text("description");
}

}  // namespace

std::string_view name_of(On on) { return k_on[static_cast<std::size_t>(on)]; }
std::string_view name_of(Effect effect) { return k_effects[static_cast<std::size_t>(effect)]; }
std::string_view name_of(Maturity maturity) {
  return k_maturities[static_cast<std::size_t>(maturity)];
}

namespace {

std::optional<Pack> read_pack(PackText& text, const JsonNode& node) {
  if (node.kind != JsonNode::Kind::object) {
    text.fault(node.begin, "", "a pack is an object, got " + std::string(name_of(node.kind)));
    return std::nullopt;
  }
  Pack pack;
  pack.file = text.file;
  text.lists.clear();
  Fields fields(text, node, "");
  read_head(fields, pack);
  read_lists(text, fields);
  std::size_t index = 0;
  for (const JsonNode* tool : fields.objects("tools"))
    pack.tools.push_back(read_tool(text, *tool, index++));
  index = 0;
  for (const JsonNode* call : fields.objects("calls"))
    pack.calls.push_back(read_tool_command(text, *call, index++));
  const std::vector<const JsonNode*> rules = fields.objects("rules");
  for (index = 0; index < rules.size(); ++index)
    pack.rules.push_back(read_rule(text, *rules[index], index, pack.name));
  check_repeated_ids(text, pack.rules, rules);
  index = 0;
  for (const JsonNode* workflow : fields.objects("workflows"))
    pack.workflows.push_back(read_workflow(text, *workflow, index++, pack.name));
  pack.exceptions = read_exceptions(fields);
  pack.tighten = read_tightenings(fields);
  if (!fields.has("rules") && !fields.has("workflows") && !fields.has("tools") &&
      !fields.has("exceptions") && !fields.has("tighten") && !fields.has("calls"))
    fields.fault_here("the pack holds neither 'rules' nor 'workflows' nor 'tools'");
  fields.finish();
  return pack;
}

}  // namespace

PackFile parse_packs(std::string_view json, const std::string& file) {
  PackText text;
  text.json = json;
  text.file = file;
  JsonTree tree = parse_json_tree(json);
  for (const JsonFault& one : tree.faults) text.fault(one.offset, "", one.message);
  PackFile result;
  const bool is_list = tree.root.kind == JsonNode::Kind::array;
  const std::span<const JsonNode> nodes =
      is_list ? std::span<const JsonNode>(tree.root.items) : std::span(&tree.root, 1);
  if (tree.readable && nodes.empty()) text.fault(tree.root.begin, "", "the list holds no pack");
  if (tree.readable)
    for (const JsonNode& node : nodes)
      if (auto pack = read_pack(text, node)) result.packs.push_back(std::move(*pack));
  result.faults = text.render_faults();
  if (!result.faults.empty()) result.packs.clear();
  return result;
}

std::vector<std::string> check_packs(const std::vector<Pack>& packs) {
  std::vector<std::string> faults;
  std::map<std::string, std::string> ids, tools, names;
  const auto once = [&](std::map<std::string, std::string>& seen, const std::string& name,
                        const std::string& what, const std::string& file) {
    const auto [first, is_new] = seen.emplace(name, file);
    if (!is_new) faults.push_back(file + ": " + what + " is given in " + first->second + " too");
  };
  for (const Pack& pack : packs) {
    once(names, pack.name, "the pack's name " + pack.name, pack.file);
    for (const Rule& rule : pack.rules) once(ids, rule.id, "the rule id " + rule.id, pack.file);
    for (const Workflow& workflow : pack.workflows)
      once(ids, workflow.id, "the workflow id " + workflow.id, pack.file);
    for (const ToolGrammar& tool : pack.tools)
      for (const std::string& program : tool.programs)
        once(tools, program, "the tool " + program, pack.file);
  }
  return faults;
}

void keep_mature(std::vector<Pack>& packs, Maturity least) {
  for (Pack& pack : packs)
    std::erase_if(pack.rules, [&](const Rule& rule) {
      return rule.maturity == Maturity::deprecated || rule.maturity > least;
    });
}

}  // namespace interlock
