#include "lib/rules/pack_lint.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/rules/fields.h"
#include "lib/rules/patterns.h"

namespace interlock {
namespace {

// Instructions of a compiled pattern; the largest of the shipped packs have a third of them.
constexpr int k_most_instructions = 3000;

// What stands behind the first ": " that is not inside of backquotes: what to do instead.
std::string remedy_of(std::string_view reason) {
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < reason.size(); ++i) {
    if (reason[i] == '`') quoted = !quoted;
    if (!quoted && reason[i] == ':' && (reason[i + 1] == ' ' || reason[i + 1] == '\n'))
      return std::string(trim(reason.substr(i + 1)));
  }
  return "";
}

bool names_way_out(std::string_view remedy) {
  const std::size_t open = remedy.find('`');
  if (open != std::string_view::npos && remedy.find('`', open + 2) != std::string_view::npos)
    return true;
  for (const std::string_view word : split(remedy, ' '))
    if (word == "ask" || word == "person") return true;
  return false;
}

On on_of(std::string_view name) {
  constexpr std::array<On, 6> k_all = {On::command, On::sql,  On::code,
                                       On::file,    On::tool, On::opaque};
  for (const On on : k_all)
    if (name_of(on) == name) return on;
  return On::command;
}

bool fits(const std::string& pattern, On on, std::string_view text) {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()),
                                *compile_pattern(pattern, on));
}

void check_size(Fields& fields, std::string_view key, const std::string& pattern, On on) {
  if (pattern.empty()) return;
  const int size = compile_pattern(pattern, on)->ProgramSize();
  if (size > k_most_instructions)
    fields.fault(key, "'" + std::string(key) + "' compiles to " + std::to_string(size) +
                          " instructions, and " + std::to_string(k_most_instructions) +
                          " are the most: repeat less, or make two rules of it");
}

// Conditions of one rule that exclude each other.
void check_can_fire(Fields& fields, const std::string& match, const std::string& unless, On on) {
  if (!match.empty() && match == unless)
    fields.fault("unless", "'unless' is 'match' again, so the rule can never fire");
  const std::vector<std::string> arguments = fields.texts("argument");
  const std::vector<std::string> lacks = fields.texts("lacks");
  const bool all_lacking =
      std::all_of(arguments.begin(), arguments.end(), [&](const std::string& one) {
        return std::find(lacks.begin(), lacks.end(), one) != lacks.end();
      });
  // An argument that is null or empty counts as lacking.
  const bool needs_text = !match.empty() && !fits(match, on, "") && !fits(match, on, "null");
  if (!arguments.empty() && all_lacking && needs_text)
    fields.fault("lacks",
                 "'lacks' names every 'argument' that 'match' reads, so the rule can never fire");
  const std::vector<std::string> operations = fields.texts("operation");
  const bool only_removes =
      !operations.empty() && std::all_of(operations.begin(), operations.end(),
                                         [](const std::string& one) { return one == "remove"; });
  if (only_removes && !match.empty() && !fits(match, on, ""))
    fields.fault("match",
                 "'match' reads the text that is added, and 'remove' adds none, so the rule can "
                 "never fire");
}

void lint_rule(PackText& text, const JsonNode& node, Lint& lint) {
  const JsonNode* id = node.find("id");
  Fields fields(text, node, "rule " + (id == nullptr ? "" : shorten(id->text, 80)));
  if (id != nullptr) lint.positions[id->text] = text.file + ":" + text.render_position(node.begin);
  const On on = on_of(fields.text("on"));
  const std::string match = fields.text("match"), unless = fields.text("unless");
  check_size(fields, "match", match, on);
  check_size(fields, "unless", unless, on);
  check_can_fire(fields, match, unless, on);
  const std::string effect = fields.text("effect");
  const bool refuses = effect == "deny" || effect == "approve";
  if (refuses && !names_way_out(remedy_of(fields.text("reason"))))
    fields.fault("reason",
                 "'reason' says what was seen, a colon, and what to do instead: a command in "
                 "backquotes, or whom to ask");
}

void read_lists(PackText& text, const JsonNode& pack) {
  text.lists.clear();
  const JsonNode* lists = pack.find("lists");
  if (lists == nullptr) return;
  Fields fields(text, *lists, "lists");
  std::map<std::string, std::vector<std::string>, std::less<>> read;
  for (const JsonNode::Key& key : lists->keys) read[key.name] = fields.texts(key.name);
  text.lists = std::move(read);
}

// Is every call that `narrow` allows for allowed for by `wide` too? An empty list allows for all.
bool includes(const std::vector<std::string>& wide, const std::vector<std::string>& narrow) {
  if (wide.empty()) return true;
  const auto in = [](const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
  };
  return !narrow.empty() && std::all_of(narrow.begin(), narrow.end(), [&](const std::string& one) {
    return is_exception(one) || in(wide, one);
  }) && std::all_of(wide.begin(), wide.end(), [&](const std::string& one) {
    return !is_exception(one) || in(narrow, one);
  });
}

template <class Fits>
bool includes_by(const std::vector<std::string>& wide, const std::vector<std::string>& narrow,
                 Fits fits_one) {
  if (wide.empty()) return true;
  return !narrow.empty() && std::all_of(narrow.begin(), narrow.end(), [&](const std::string& one) {
    return std::any_of(wide.begin(), wide.end(),
                       [&](const std::string& other) { return fits_one(other, one); });
  });
}

// Lists that keep a rule from firing.
bool excludes_less(const std::vector<std::string>& wide, const std::vector<std::string>& narrow) {
  return std::all_of(wide.begin(), wide.end(), [&](const std::string& one) {
    return std::find(narrow.begin(), narrow.end(), one) != narrow.end();
  });
}

bool same_or_none(const std::string& wide, const std::string& narrow) {
  return wide.empty() || wide == narrow;
}

bool is_wider(const CommandPattern& wide, const CommandPattern& narrow) {
  const auto is_verb_of = [](const std::string& verb, const std::string& longer) {
    return longer == verb || longer.starts_with(verb + " ");
  };
  const bool same_variables = wide.assigns.empty() || (wide.assigns == narrow.assigns &&
                                                       same_or_none(wide.value, narrow.value));
  return includes_by(wide.programs, narrow.programs, matches_program) &&
         includes_by(wide.verbs, narrow.verbs, is_verb_of) && includes(wide.with, narrow.with) &&
         excludes_less(wide.without, narrow.without) && same_variables &&
         same_or_none(wide.match, narrow.match) && same_or_none(wide.unless, narrow.unless);
}

bool is_wider(const When& wide, const When& narrow) {
  const auto holds = [](const auto& a, const auto& b) { return a.empty() || a == b; };
  return holds(wide.environments, narrow.environments) &&
         holds(wide.directories, narrow.directories) &&
         holds(wide.permission_modes, narrow.permission_modes);
}

bool hides(const Rule& first, const Rule& second) {
  const bool comes_first =
      first.effect > second.effect || (first.effect == second.effect && first.id < second.id);
  if (!comes_first || first.effect < Effect::approve || first.on != second.on) return false;
  if (first.maturity > second.maturity || (second.locked && !first.locked)) return false;
  if (first.superseded && !second.superseded) return false;
  return is_wider(first.command, second.command) && is_wider(first.when, second.when) &&
         includes(first.classes, second.classes) && includes(first.dialects, second.dialects) &&
         includes(first.languages, second.languages) && includes(first.paths, second.paths) &&
         includes(first.operations, second.operations) && includes(first.tools, second.tools) &&
         includes(first.arguments, second.arguments) && includes(first.kinds, second.kinds) &&
         excludes_less(first.lacks, second.lacks);
}

}  // namespace

Lint lint_packs(std::string_view json, const std::string& file) {
  Lint lint;
  PackText text;
  text.json = json;
  text.file = file;
  const JsonTree tree = parse_json_tree(json);
  std::vector<const JsonNode*> packs;
  if (tree.root.kind == JsonNode::Kind::object) packs.push_back(&tree.root);
  if (tree.root.kind == JsonNode::Kind::array)
    for (const JsonNode& node : tree.root.items) packs.push_back(&node);
  for (const JsonNode* pack : packs) {
    read_lists(text, *pack);
    const JsonNode* rules = pack->find("rules");
    if (rules == nullptr) continue;
    for (const JsonNode& rule : rules->items) lint_rule(text, rule, lint);
  }
  lint.faults = text.render_faults();
  return lint;
}

std::vector<std::string> hidden_rules(const std::vector<Pack>& packs,
                                      const std::map<std::string, std::string>& positions) {
  std::vector<const Rule*> rules;
  for (const Pack& pack : packs)
    for (const Rule& rule : pack.rules) rules.push_back(&rule);
  std::vector<std::string> faults;
  for (const Rule* second : rules) {
    const auto position = positions.find(second->id);
    if (position == positions.end()) continue;
    for (const Rule* first : rules) {
      if (first == second || !hides(*first, *second)) continue;
      faults.push_back(position->second + ": rule " + second->id + ": its reason is never shown: " +
                       first->id + " refuses every such call as strictly and comes first");
      break;
    }
  }
  return faults;
}

}  // namespace interlock
