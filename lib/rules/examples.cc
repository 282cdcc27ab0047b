#include "lib/rules/examples.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/codex/json_text.h"
#include "lib/rules/match.h"
#include "lib/rules/tool_commands.h"

namespace interlock {
namespace {

constexpr std::string_view k_home = "/home/dev";
constexpr std::string_view k_directory = "/home/dev/project";

std::string name_of_call(const Example& example) {
  if (!example.tool.empty()) return example.tool;
  return example.patch.empty() ? "Bash" : "apply_patch";
}

std::string input_of(const Example& example) {
  if (!example.tool.empty()) return example.arguments.empty() ? "{}" : example.arguments;
  return example.patch.empty() ? example.command : example.patch;
}

std::string show(const Example& example) {
  const std::string& text = !example.tool.empty()   ? example.tool
                            : example.patch.empty() ? example.command
                                                    : example.patch;
  return "`" + shorten(text, 120) + "`";
}

Result<Findings> findings_of(const Example& example, const Image& image) {
  const auto call = parse_call(payload_of(name_of_call(example), input_of(example), k_directory));
  if (!call) return call.error();
  std::map<std::string, std::string> disk;
  for (const auto& [name, text] : example.files) disk[normalise_path(k_directory, name)] = text;
  const MemoryFiles files(disk);
  const auto actions = actions_of(image, *call, ActionContext{std::string(k_home), &files});
  if (!actions) return actions.error();
  return match(
      image, *actions,
      MatchContext{std::string(k_directory), call->permission_mode, false, std::string(k_home)});
}

std::string list_ids(const Findings& findings) {
  std::vector<std::string> ids;
  for (const Finding& finding : findings) ids.push_back(finding.rule_id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids.empty() ? "no rule" : join(ids, ", ");
}

class Runner {
 public:
  explicit Runner(const Image& image) : image_(image) {}

  void run(const std::string& file, const std::string& id, Effect effect,
           const std::vector<Example>& denies, const std::vector<Example>& allows) {
    for (const Example& example : denies) try_one(file, id, effect, example, true);
    for (const Example& example : allows) try_one(file, id, effect, example, false);
  }

  ExampleReport take() { return std::move(report_); }

 private:
  void try_one(const std::string& file, const std::string& id, Effect effect,
               const Example& example, bool must_fire) {
    ++report_.count;
    const auto fault = [&](const std::string& message) {
      report_.faults.push_back(file + ":" + example.position + ": rule " + id + ": " + message);
    };
    const auto findings = findings_of(example, image_);
    if (!findings)
      return fault("the example " + show(example) + " cannot be read: " + findings.error().message);
    const auto hit = std::find_if(findings->begin(), findings->end(),
                                  [&](const Finding& finding) { return finding.rule_id == id; });
    const bool fired = hit != findings->end();
    if (must_fire && !fired)
      fault("the rule should fire on " + show(example) + ", got " + list_ids(*findings));
    else if (must_fire && hit->effect < effect)
      fault("the rule fires on " + show(example) + " with another effect, " +
            std::string(name_of(hit->effect)));
    else if (!must_fire && fired)
      fault("the rule should let " + show(example) + " pass, and fires on " + hit->seen);
  }

  const Image& image_;
  ExampleReport report_;
};

}  // namespace

std::string payload_of(std::string_view name, std::string_view input, std::string_view directory,
                       std::string_view mode) {
  std::string json =
      "{\"session_id\": \"00000000-0000-4000-8000-000000000000\", \"turn_id\": \"turn\", \"cwd\": ";
  append_json_string(json, directory);
  json += ", \"hook_event_name\": \"PreToolUse\", \"permission_mode\": ";
  append_json_string(json, mode);
  json += ", \"tool_name\": ";
  append_json_string(json, name);
  json += ", \"tool_input\": ";
  if (name == "Bash" || name == "apply_patch") {
    json += "{\"command\": ";
    append_json_string(json, input);
    json += "}";
  } else {
    json += input;
  }
  return json + ", \"tool_use_id\": \"call\"}";
}

ExampleReport run_examples(const std::vector<Pack>& packs, const Image& image) {
  Runner runner(image);
  for (const Pack& pack : packs) {
    for (const Rule& rule : pack.rules)
      runner.run(pack.file, rule.id, rule.effect, rule.denies, rule.allows);
    for (const Workflow& workflow : pack.workflows)
      for (const Gate& gate : workflow.gates)
        runner.run(pack.file, workflow.id + "." + gate.id, Effect::gate, gate.denies, gate.allows);
  }
  return runner.take();
}

}  // namespace interlock
