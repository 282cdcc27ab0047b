// Reading one workflow: its files, steps, gates and triggers.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/rules/pack_reader.h"
#include "lib/rules/patterns.h"
#include "lib/sql/sql.h"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 3> k_modes = {"error-only", "warning-sensitive", "strict"};
constexpr std::array<std::string_view, 2> k_trigger_kinds = {"command", "files"};
constexpr std::array<std::string_view, 4> k_sql_of = {"output", "newest", "files", "arguments"};
constexpr std::array<std::string_view, 2> k_workflow_kinds = {"command", "tool"};
constexpr std::array<std::string_view, 2> k_gate_kinds = {"command", "commit"};
const std::vector<std::string> k_check_names = {"tool",   "scope",  "args",      "files",
                                                "newest", "latest", "directory", "first"};

// Step, gate or trigger of `workflow`: "workflow atlas.versioned: gate apply".
std::string where_of(const std::string& outer, const char* what, const std::string& id) {
  return outer + ": " + what + " " + shorten(id, 80);
}

void check_part_id(Fields& fields, const std::string& id) {
  if (!trim(id).empty() && !is_name(id))
    fields.fault(
        "id", "'id' is made of small letters, digits and dashes, got \"" + shorten(id, 60) + "\"");
}

// A command of the workflow; its programs are the workflow's unless it names its own.
CommandPattern read_part_pattern(Fields& fields, const Workflow& workflow) {
  CommandPattern pattern = read_command_pattern(fields);
  check_pattern(fields, "match", pattern.match, On::command);
  check_pattern(fields, "unless", pattern.unless, On::command);
  const bool says_something = !pattern.programs.empty() || !pattern.verbs.empty() ||
                              !pattern.with.empty() || !pattern.match.empty();
  if (says_something && pattern.programs.empty()) pattern.programs = workflow.programs;
  return pattern;
}

bool is_nothing(const CommandPattern& pattern) { return pattern.programs.empty(); }

void check_capture(Fields& fields, const std::string& pattern, const char* name) {
  const std::vector<std::string> captures = captures_of(pattern);
  if (std::find(captures.begin(), captures.end(), name) == captures.end())
    fields.fault("match", std::string("'match' needs a capture (?P<") + name + ">..)");
}

}  // namespace

const JsonNode* object_of(Fields& fields, std::string_view key) {
  const JsonNode* node = fields.node(key);
  if (node == nullptr || node->kind == JsonNode::Kind::object) return node;
  fields.fault(
      key, "'" + std::string(key) + "' must be an object, got " + std::string(name_of(node->kind)));
  return nullptr;
}

SqlJudge read_sql_judge(PackText& text, const JsonNode& node, const std::string& where) {
  Fields fields(text, node, where + ": sql");
  SqlJudge judge;
  judge.of =
      static_cast<SqlJudge::Of>(fields.choice("of", k_sql_of, Need::required).value_or(0) + 1);
  judge.dialect = fields.text("dialect");
  judge.undo_from = fields.text("undo_from");
  judge.undo_to = fields.text("undo_to");
  check_pattern(fields, "undo_from", judge.undo_from, On::file);
  check_pattern(fields, "undo_to", judge.undo_to, On::file);
  judge.warns = fields.texts("warns");
  judge.fails = fields.texts("fails");
  for (const std::string_view key : {"warns", "fails"})
    for (const std::string& name : key == "warns" ? judge.warns : judge.fails)
      if (class_named(name).bits == 0)
        fields.fault(key, "'" + std::string(key) + "' names no class of statements: \"" +
                              shorten(name, 60) + "\"");
  if (judge.warns.empty() && judge.fails.empty())
    fields.fault_here("'sql' judges nothing: give 'warns' or 'fails'");
  fields.finish();
  return judge;
}

namespace {

Question read_question(PackText& text, const JsonNode& node, const std::string& where) {
  Fields fields(text, node, where + ": first");
  Question question;
  question.argv = fields.texts("run", Need::required);
  for (const std::string& word : question.argv)
    check_placeholders(fields, "run", word, k_check_names);
  question.match = fields.text("match", Need::required);
  check_pattern(fields, "match", question.match, On::file);
  check_capture(fields, question.match, "value");
  question.otherwise = fields.text("otherwise");
  fields.finish();
  return question;
}

Check read_check(PackText& text, const JsonNode& node, const std::string& where) {
  Fields fields(text, node, where);
  Check check;
  check.argv = fields.texts("run");
  for (const std::string& word : check.argv) check_placeholders(fields, "run", word, k_check_names);
  if (const JsonNode* sql = object_of(fields, "sql"))
    check.sql = read_sql_judge(text, *sql, fields.where());
  if (const JsonNode* first = object_of(fields, "first"))
    check.first = read_question(text, *first, fields.where());
  if (check.argv.empty() &&
      (check.sql.of == SqlJudge::Of::nothing || check.sql.of == SqlJudge::Of::output))
    fields.fault_here("the check runs nothing: give 'run', or 'sql' of the files");
  check.pending = fields.text("pending");
  check_pattern(fields, "pending", check.pending, On::file);
  check.passes = fields.numbers("passes", {0});
  check.fails_on = fields.text("fails_on");
  check.warns_on = fields.text("warns_on");
  check.unavailable_on = fields.text("unavailable_on");
  check_pattern(fields, "fails_on", check.fails_on, On::file);
  check_pattern(fields, "warns_on", check.warns_on, On::file);
  check_pattern(fields, "unavailable_on", check.unavailable_on, On::file);
  check.seconds = fields.number("seconds", 120, 1, 3600);
  fields.finish();
  return check;
}

Step read_step(PackText& text, const JsonNode& node, const std::string& outer,
               const Workflow& workflow) {
  Fields fields(text, node, outer);
  Step step;
  step.id = fields.text("id", Need::required);
  check_part_id(fields, step.id);
  fields.rename(where_of(outer, "step", step.id));
  step.title = fields.text("title", Need::required);
  if (workflow.on_tools) {
    step.call = read_tool_pattern(fields);
    step.judges = fields.texts("judges");
    step.confirms = fields.text("confirms");
    step.example = fields.text("example", Need::required);
    const JsonNode* answer = object_of(fields, "answer");
    step.checks.push_back(
        answer ? read_answer(text, *answer, fields.where(), workflow.scope_options) : Check{});
    if (step.judges.empty() && step.confirms.empty())
      fields.fault_here("the step judges nothing: give 'judges' or 'confirms'");
    fields.finish();
    return step;
  }
  step.command = read_part_pattern(fields, workflow);
  step.example = fields.text("example", Need::required);
  check_placeholders(fields, "example", step.example, k_check_names);
  for (const JsonNode* check : fields.objects("checks", Need::required))
    step.checks.push_back(read_check(text, *check, fields.where()));
  fields.finish();
  return step;
}

void check_step_names(Fields& fields, std::string_view key, const std::vector<std::string>& names,
                      const Workflow& workflow) {
  for (const std::string& name : names)
    if (std::none_of(workflow.steps.begin(), workflow.steps.end(),
                     [&](const Step& step) { return step.id == name; }))
      fields.fault(key, "'" + std::string(key) + "' names the step \"" + shorten(name, 60) +
                            "\", and the workflow has no such one");
}

Gate read_gate(PackText& text, const JsonNode& node, const std::string& outer,
               const Workflow& workflow) {
  Fields fields(text, node, outer);
  Gate gate;
  gate.id = fields.text("id", Need::required);
  check_part_id(fields, gate.id);
  fields.rename(where_of(outer, "gate", gate.id));
  gate.on_commit = !workflow.on_tools && fields.choice("on", k_gate_kinds).value_or(0) == 1;
  if (workflow.on_tools) {
    gate.call = read_tool_pattern(fields);
    gate.judges = fields.texts("judges");
    gate.same = fields.texts("same");
    for (const std::string& name : gate.same)
      if (std::find(workflow.scope_options.begin(), workflow.scope_options.end(), name) ==
          workflow.scope_options.end())
        fields.fault("same", "'same' holds names of 'scope', got \"" + shorten(name, 60) + "\"");
  } else if (gate.on_commit) {
    gate.command.programs = {"git"};
    gate.command.verbs = {"commit"};
    gate.command.without = {"--dry-run"};
  } else {
    gate.command = read_part_pattern(fields, workflow);
    if (is_nothing(gate.command))
      fields.fault_here("the gate says of no command: give 'verb' or 'match'");
  }
  gate.needs = fields.texts("needs", Need::required);
  check_step_names(fields, "needs", gate.needs, workflow);
  gate.mode = static_cast<Gate::Mode>(fields.choice("mode", k_modes).value_or(0));
  gate.locked = fields.truth("locked");
  gate.denies = read_examples(fields, "denies");
  gate.allows = read_examples(fields, "allows");
  fields.finish();
  return gate;
}

Trigger read_trigger(PackText& text, const JsonNode& node, const std::string& outer,
                     const Workflow& workflow) {
  Fields fields(text, node, outer);
  Trigger trigger;
  trigger.id = fields.text("id", Need::required);
  check_part_id(fields, trigger.id);
  fields.rename(where_of(outer, "trigger", trigger.id));
  trigger.on_files = fields.choice("on", k_trigger_kinds).value_or(0) == 1;
  trigger.command = read_part_pattern(fields, workflow);
  if (trigger.on_files && !is_nothing(trigger.command))
    fields.fault_here("a trigger on files has no 'verb' or 'match'");
  if (!trigger.on_files && is_nothing(trigger.command))
    fields.fault_here(
        "the trigger says of no command: give 'verb' or 'match', or \"on\": \"files\"");
  trigger.runs = fields.texts("runs", Need::required);
  check_step_names(fields, "runs", trigger.runs, workflow);
  fields.finish();
  return trigger;
}

void read_directory(PackText& text, Fields& outer, Workflow& workflow) {
  const JsonNode* node = outer.node("directory");
  if (node == nullptr)
    return outer.fault_here("'directory' is missing: where the migration files are");
  if (node->kind == JsonNode::Kind::string) {
    workflow.directory_default = node->text;
    return;
  }
  if (node->kind != JsonNode::Kind::object)
    return outer.fault("directory", "'directory' must be a string or an object, got " +
                                        std::string(name_of(node->kind)));
  Fields fields(text, *node, outer.where());
  workflow.directory_default = fields.text("default", Need::required);
  workflow.directory_options = fields.texts("option");
  workflow.config_files = fields.texts("config");
  workflow.config_option = fields.text("config_option");
  workflow.environment_option = fields.text("environment_option");
  workflow.environment_default = fields.text("environment_default");
  workflow.config_mentions = fields.text("mentions");
  check_pattern(fields, "mentions", workflow.config_mentions, On::file);
  workflow.config_directory = fields.text("match");
  check_pattern(fields, "match", workflow.config_directory, On::file);
  if (fields.has("match")) check_capture(fields, workflow.config_directory, "dir");
  if (fields.has("match") != fields.has("config"))
    fields.fault_here("'config' names the file that 'match' reads: give both or neither");
  fields.finish();
}

template <class Parts>
void check_parts_differ(Fields& fields, std::string_view key, const Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (parts[i].id == parts[j].id)
        fields.fault(key, "'" + std::string(key) + "' holds the id \"" + shorten(parts[i].id, 60) +
                              "\" twice");
}

}  // namespace

Workflow read_workflow(PackText& text, const JsonNode& node, std::size_t index,
                       const std::string& pack_name) {
  Fields fields(text, node, "workflow " + std::to_string(index + 1));
  Workflow workflow;
  workflow.id = fields.text("id", Need::required);
  if (!trim(workflow.id).empty()) fields.rename("workflow " + shorten(workflow.id, 80));
  check_id(fields, workflow.id, pack_name);
  workflow.on_tools = fields.choice("on", k_workflow_kinds).value_or(0) == 1;
  workflow.scope_options =
      fields.texts("scope", workflow.on_tools ? Need::required : Need::optional);
  if (!workflow.on_tools) {
    workflow.programs = fields.texts("program", Need::required);
    workflow.tool = fields.texts("tool");
    read_directory(text, fields, workflow);
    workflow.include = fields.texts("files", Need::required);
    workflow.also = fields.texts("also");
  }
  workflow.max_age_minutes = fields.number("max_age_minutes", 720, 1, 525'600);
  for (const JsonNode* step : fields.objects("steps", Need::required))
    workflow.steps.push_back(read_step(text, *step, fields.where(), workflow));
  for (const JsonNode* gate : fields.objects("gates", Need::required))
    workflow.gates.push_back(read_gate(text, *gate, fields.where(), workflow));
  for (const JsonNode* trigger : fields.objects("triggers"))
    workflow.triggers.push_back(read_trigger(text, *trigger, fields.where(), workflow));
  check_parts_differ(fields, "steps", workflow.steps);
  check_parts_differ(fields, "gates", workflow.gates);
  check_parts_differ(fields, "triggers", workflow.triggers);
  fields.finish();
  return workflow;
}

}  // namespace interlock
