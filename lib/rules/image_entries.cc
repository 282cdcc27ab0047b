#include "lib/rules/image_entries.h"

#include "lib/rules/patterns.h"
#include "lib/rules/record.h"
#include "lib/sql/sql.h"

namespace interlock {

std::string program_key(char kind, const std::string& program) {
  if (!program.ends_with('*')) return std::string(1, kind) + ' ' + program;
  return std::string(1, static_cast<char>(kind - 'a' + 'A')) + ' ' +
         program.substr(0, program.size() - 1);
}

namespace {

template <class AtomsOf>
std::vector<std::string> atoms_of_all(const std::vector<std::string>& patterns, AtomsOf atoms_of) {
  std::vector<std::string> all;
  for (const std::string& pattern : patterns) {
    if (is_exception(pattern)) continue;
    const std::vector<std::string> some = atoms_of(pattern);
    if (some.empty()) return {};  // one alternative without an atom spoils them all
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::vector<std::string> prefixed(const char* prefix, const std::vector<std::string>& names) {
  std::vector<std::string> keys;
  for (const std::string& name : names) keys.push_back(prefix + name);
  return keys;
}

}  // namespace

Filing filing_of(const RuleRecord& record) {
  Filing filing;
  if (record.kind == RuleRecord::Kind::file_trigger) return {{"w files"}, {}};
  if (record.kind == RuleRecord::Kind::call) return {{std::string(k_call_key)}, {}};
  if (record.on == On::command && !record.command.programs.empty()) {
    for (const std::string& program : record.command.programs)
      filing.keys.push_back(program_key('p', program));
    return filing;
  }
  if (record.on == On::command && !record.command.assigns.empty()) return {{"a command"}, {}};
  if (record.on == On::file) filing.atoms = atoms_of_all(record.paths, atoms_of_glob);
  if (record.on == On::tool) filing.atoms = atoms_of_all(record.tools, atoms_of_wildcard);
  if (filing.atoms.empty() && !record.command.match.empty())
    filing.atoms = atoms_of_pattern(record.command.match, record.on);
  if (!filing.atoms.empty()) return filing;
  if (record.on == On::sql) filing.keys = prefixed("c ", class_names(record.classes));
  if (record.on == On::code) filing.keys = prefixed("l ", record.languages);
  if (record.on == On::opaque) filing.keys = prefixed("k ", record.kinds);
  if (filing.keys.empty()) filing.keys = {"o " + std::string(name_of(record.on))};
  return filing;
}

RuleRecord record_of(const Rule& rule) {
  RuleRecord record;
  record.on = rule.on;
  record.effect = rule.effect;
  record.maturity = rule.maturity;
  record.locked = rule.locked;
  record.command = rule.command;
  for (const std::string& one : rule.classes) record.classes |= class_named(one).bits;
  record.dialects = rule.dialects;
  record.languages = rule.languages;
  record.paths = rule.paths;
  record.operations = rule.operations;
  record.superseded = rule.superseded;
  record.tools = rule.tools;
  record.arguments = rule.arguments;
  record.lacks = rule.lacks;
  record.kinds = rule.kinds;
  record.when = rule.when;
  return record;
}

namespace {

Entry part_of(RuleRecord::Kind kind, const Workflow& workflow, int index, std::size_t part,
              const std::string& id, const CommandPattern& command) {
  Entry entry;
  entry.record.kind = kind;
  entry.record.effect = kind == RuleRecord::Kind::gate ? Effect::gate : Effect::log;
  entry.record.workflow = index;
  entry.record.part = static_cast<int>(part);
  entry.record.command = command;
  entry.texts.id = workflow.id + "." + id;
  return entry;
}

void mean_tools(const ToolPattern& call, Entry& entry) {
  if (call.tools.empty()) return;
  entry.record.on = On::tool;
  entry.record.tools = call.tools;
  entry.record.arguments = call.arguments;
  entry.record.lacks = call.lacks;
  entry.record.command.match = call.match;
  for (const std::string& one : call.classes) entry.record.classes |= class_named(one).bits;
}

// Where a trigger on files looks: below the workflow's folder, at any depth.
std::vector<std::string> watched(const Workflow& workflow) {
  std::vector<std::string> globs;
  for (const std::string& glob : workflow.include)
    globs.push_back(workflow.directory_default.empty() || workflow.directory_default == "."
                        ? glob
                        : workflow.directory_default + "/" + glob);
  return globs;
}

}  // namespace

void add_parts(const Workflow& workflow, int index, std::vector<Entry>& entries) {
  using Kind = RuleRecord::Kind;
  for (std::size_t i = 0; i < workflow.gates.size(); ++i) {
    entries.push_back(
        part_of(Kind::gate, workflow, index, i, workflow.gates[i].id, workflow.gates[i].command));
    entries.back().record.locked = workflow.gates[i].locked;
    mean_tools(workflow.gates[i].call, entries.back());
  }
  for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
    const Step& step = workflow.steps[i];
    if (step.command.programs.empty() && step.call.tools.empty()) continue;
    entries.push_back(part_of(Kind::step, workflow, index, i, step.id, step.command));
    mean_tools(step.call, entries.back());
  }
  for (std::size_t i = 0; i < workflow.triggers.size(); ++i) {
    const Trigger& trigger = workflow.triggers[i];
    const Kind kind = trigger.on_files ? Kind::file_trigger : Kind::trigger;
    entries.push_back(part_of(kind, workflow, index, i, trigger.id, trigger.command));
    if (!trigger.on_files) continue;
    entries.back().record.on = On::file;
    entries.back().record.paths = watched(workflow);
  }
}

Entry entry_of(const ToolCommand& call, const std::string& pack) {
  Entry entry;
  entry.record.kind = RuleRecord::Kind::call;
  entry.record.on = On::tool;
  entry.record.effect = Effect::log;
  entry.record.tools = call.tools;
  entry.record.arguments = call.words;
  entry.texts.id = pack + ".call";
  return entry;
}

std::string complaint_about(const Entry& entry) {
  for (const std::string* pattern : {&entry.record.command.match, &entry.record.command.unless}) {
    if (pattern->empty()) continue;
    const std::string complaint = complaint_about_pattern(*pattern, entry.record.on);
    if (!complaint.empty())
      return "rule " + entry.texts.id + ": a pattern does not compile: " + complaint;
  }
  return "";
}

}  // namespace interlock
