// Reading one rule: which keys belong to which kind, and what must be said.
#include <algorithm>
#include <array>
#include <set>

#include "lib/base/text.h"
#include "lib/rules/pack_reader.h"
#include "lib/rules/patterns.h"
#include "lib/sql/sql.h"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 6> k_on = {"command", "sql",  "code",
                                                  "file",    "tool", "opaque"};
constexpr std::array<std::string_view, 4> k_effects = {"log", "warn", "approve", "deny"};
constexpr std::array<Effect, 4> k_effect_values = {Effect::log, Effect::warn, Effect::approve,
                                                   Effect::deny};
constexpr std::array<std::string_view, 4> k_maturities = {"stable", "incubating", "sandbox",
                                                          "deprecated"};
constexpr std::array<std::string_view, 4> k_dialects = {"mssql", "mysql", "postgres", "sqlite"};
constexpr std::array<std::string_view, 8> k_languages = {"awk", "lua",    "node", "perl",
                                                         "php", "python", "ruby", "tcl"};
constexpr std::array<std::string_view, 4> k_operations = {"add", "move", "remove", "update"};
constexpr std::array<std::string_view, 9> k_kinds = {"code",      "door",       "program",
                                                     "script",    "shell-text", "sql-file",
                                                     "sql-input", "syntax",     "too-much"};

// Keys that only some kinds of rule know; the others every rule knows.
struct KeyKinds {
  std::string_view key;
  std::string_view kinds;
};
constexpr std::array<KeyKinds, 16> k_key_kinds = {{
    {"argument", "tool"},
    {"assigns", "command"},
    {"class", "sql"},
    {"dialect", "sql"},
    {"kind", "opaque"},
    {"lacks", "tool"},
    {"language", "code"},
    {"operation", "file"},
    {"path", "file"},
    {"program", "command sql code opaque"},
    {"superseded", "file"},
    {"tool", "tool"},
    {"value", "command"},
    {"verb", "command"},
    {"with", "command"},
    {"without", "command"},
}};

// Names that a reason may use besides the captures of `match`.
std::vector<std::string> names_for(On on) {
  switch (on) {
    case On::command:
      return {"program", "variable", "verb"};
    case On::sql:
      return {"channel", "objects", "program"};
    case On::code:
      return {"channel", "language", "program"};
    case On::file:
      return {"operation", "path"};
    case On::tool:
      return {"argument", "tool"};
    case On::opaque:
      return {"kind", "program", "what"};
  }
  return {};
}

bool has_word(std::string_view words, std::string_view word) {
  const auto parts = split(words, ' ');
  return std::find(parts.begin(), parts.end(), word) != parts.end();
}

void check_members(Fields& fields, std::string_view key, const std::vector<std::string>& given,
                   std::span<const std::string_view> names) {
  for (const std::string& one : given)
    if (std::find(names.begin(), names.end(), one) == names.end())
      fields.fault(key, "'" + std::string(key) + "' knows " + list_names(names) + ", got \"" +
                            shorten(one, 60) + "\"");
}

void check_classes(Fields& fields, const std::vector<std::string>& classes) {
  for (const std::string& one : classes)
    if (class_named(one).bits == 0)
      fields.fault("class", "'class' names no class of statements: \"" + shorten(one, 60) + "\"");
}

void check_says_which(Fields& fields, const Rule& rule) {
  const CommandPattern& pattern = rule.command;
  const bool has_program = !pattern.programs.empty();
  const bool has_match = !pattern.match.empty();
  const auto need = [&](bool said, const char* what) {
    if (!said) fields.fault_here(std::string("the rule would fire on everything: give ") + what);
  };
  switch (rule.on) {
    case On::command:
      need(has_program || has_match || !pattern.assigns.empty(), "'program' or 'match'");
      break;
    case On::sql:
      need(!rule.classes.empty() || has_program || has_match, "'class' or 'match'");
      break;
    case On::code:
      need(!rule.languages.empty() || has_program || has_match, "'language' or 'match'");
      break;
    case On::file:
      need(!rule.paths.empty() || has_match, "'path' or 'match'");
      break;
    case On::tool:
      need(!rule.tools.empty(), "'tool'");
      break;
    case On::opaque:
      need(!rule.kinds.empty() || has_program, "'kind' or 'program'");
      break;
  }
}

When read_when(Fields& outer, const CommandPattern& pattern) {
  When when;
  const JsonNode* node = outer.node("when");
  if (node == nullptr) return when;
  if (node->kind != JsonNode::Kind::object) {
    outer.fault("when", "'when' must be an object, got " + std::string(name_of(node->kind)));
    return when;
  }
  Fields fields(outer.pack(), *node, outer.where());
  when.environments = fields.texts("environment");
  when.directories = fields.texts("directory");
  when.permission_modes = fields.texts("permission_mode");
  const std::vector<std::string> captures = captures_of(pattern.match);
  if (!when.environments.empty() &&
      std::find(captures.begin(), captures.end(), "env") == captures.end())
    fields.fault("environment", "'environment' needs a capture (?P<env>..) in 'match'");
  fields.finish();
  return when;
}

void check_reason(Fields& fields, const Rule& rule) {
  std::vector<std::string> names = names_for(rule.on);
  for (std::string& capture : captures_of(rule.command.match)) names.push_back(std::move(capture));
  check_placeholders(fields, "reason", rule.reason, names);
}

}  // namespace

Rule read_rule(PackText& text, const JsonNode& node, std::size_t index,
               const std::string& pack_name) {
  Fields fields(text, node, "rule " + std::to_string(index + 1));
  Rule rule;
  rule.id = fields.text("id", Need::required);
  if (!trim(rule.id).empty()) fields.rename("rule " + shorten(rule.id, 80));
  check_id(fields, rule.id, pack_name);
  rule.line = static_cast<int>(text.position(node.begin).line);
  const auto on = fields.choice("on", k_on, Need::required);
  rule.on = static_cast<On>(on.value_or(0));
  if (const auto effect = fields.choice("effect", k_effects, Need::required))
    rule.effect = k_effect_values[*effect];
  rule.maturity = static_cast<Maturity>(fields.choice("maturity", k_maturities).value_or(0));
  rule.locked = fields.truth("locked");
  rule.command = read_command_pattern(fields);
  rule.classes = fields.texts("class");
  rule.dialects = fields.texts("dialect");
  rule.languages = fields.texts("language");
  rule.paths = fields.texts("path");
  check_exceptions(fields, "path", rule.paths);
  rule.operations = fields.texts("operation");
  rule.superseded = fields.truth("superseded");
  rule.tools = fields.texts("tool");
  check_exceptions(fields, "tool", rule.tools);
  rule.arguments = fields.texts("argument");
  rule.lacks = fields.texts("lacks");
  rule.kinds = fields.texts("kind");
  rule.when = read_when(fields, rule.command);
  rule.reason = fields.text("reason", Need::required);
  rule.denies = read_examples(fields, "denies");
  rule.allows = read_examples(fields, "allows");
  check_classes(fields, rule.classes);
  check_members(fields, "dialect", rule.dialects, k_dialects);
  check_members(fields, "language", rule.languages, k_languages);
  check_members(fields, "operation", rule.operations, k_operations);
  check_members(fields, "kind", rule.kinds, k_kinds);
  if (on) {
    for (const KeyKinds& row : k_key_kinds)
      if (fields.has(row.key) && !has_word(row.kinds, k_on[*on]))
        fields.fault(row.key, "'" + std::string(row.key) + "' says nothing in a rule on " +
                                  std::string(k_on[*on]));
    check_pattern(fields, "match", rule.command.match, rule.on);
    check_pattern(fields, "unless", rule.command.unless, rule.on);
    if (rule.command.programs.empty() && rule.on == On::command &&
        (fields.has("verb") || fields.has("with") || fields.has("without")))
      fields.fault_here("'verb', 'with' and 'without' need a 'program'");
    check_says_which(fields, rule);
    check_reason(fields, rule);
  }
  fields.finish();
  return rule;
}

}  // namespace interlock
