// Packs -> image. Entries are numbered by id, so that the order of packs and files never
// shows; each entry is filed under the keys or atoms without which it cannot fire.
#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "lib/rules/automaton.h"
#include "lib/rules/codec.h"
#include "lib/rules/image.h"
#include "lib/rules/image_format.h"
#include "lib/rules/patterns.h"
#include "lib/rules/record.h"
#include "lib/sql/sql.h"

namespace interlock {
namespace {

using image_format::Head;
using image_format::IndexRow;

struct Entry {
  RuleRecord record;
  RuleTexts texts;
};

// Under what an entry is found: keys of the index, else atoms.
struct Filing {
  std::vector<std::string> keys;
  std::vector<std::string> atoms;
};

template <class T>
void append_raw(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string program_key(char kind, const std::string& program) {
  if (!program.ends_with('*')) return std::string(1, kind) + ' ' + program;
  return std::string(1, static_cast<char>(kind - 'a' + 'A')) + ' ' +
         program.substr(0, program.size() - 1);
}

template <class AtomsOf>
std::vector<std::string> atoms_of_all(const std::vector<std::string>& patterns, AtomsOf atoms_of) {
  std::vector<std::string> all;
  for (const std::string& pattern : patterns) {
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

Filing filing_of(const RuleRecord& record) {
  Filing filing;
  if (record.kind == RuleRecord::Kind::file_trigger) return {{"w files"}, {}};
  if (record.on == On::command && !record.command.programs.empty()) {
    for (const std::string& program : record.command.programs)
      filing.keys.push_back(program_key('p', program));
    return filing;
  }
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
  record.tools = rule.tools;
  record.arguments = rule.arguments;
  record.lacks = rule.lacks;
  record.kinds = rule.kinds;
  record.when = rule.when;
  return record;
}

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

// Where a trigger on files looks: below the workflow's folder, at any depth.
std::vector<std::string> watched(const Workflow& workflow) {
  std::vector<std::string> globs;
  for (const std::string& glob : workflow.include)
    globs.push_back(workflow.directory_default.empty() ? glob
                                                       : workflow.directory_default + "/" + glob);
  return globs;
}

void add_parts(const Workflow& workflow, int index, std::vector<Entry>& entries) {
  using Kind = RuleRecord::Kind;
  for (std::size_t i = 0; i < workflow.gates.size(); ++i)
    entries.push_back(
        part_of(Kind::gate, workflow, index, i, workflow.gates[i].id, workflow.gates[i].command));
  for (std::size_t i = 0; i < workflow.steps.size(); ++i)
    if (!workflow.steps[i].command.programs.empty())
      entries.push_back(
          part_of(Kind::step, workflow, index, i, workflow.steps[i].id, workflow.steps[i].command));
  for (std::size_t i = 0; i < workflow.triggers.size(); ++i) {
    const Trigger& trigger = workflow.triggers[i];
    const Kind kind = trigger.on_files ? Kind::file_trigger : Kind::trigger;
    entries.push_back(part_of(kind, workflow, index, i, trigger.id, trigger.command));
    if (!trigger.on_files) continue;
    entries.back().record.on = On::file;
    entries.back().record.paths = watched(workflow);
  }
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

// Sections while they grow, and what the head says of them.
class Builder {
 public:
  void add_key(const std::string& key, std::uint32_t number) {
    keys_[key].push_back(number);
    if ((key[0] == 'P' || key[0] == 'T') && key.size() > 2) note_prefix(key.size() - 2);
  }

  void add_entry(std::uint32_t number, Entry& entry) {
    const Filing filing = filing_of(entry.record);
    for (const std::string& key : filing.keys) add_key(key, number);
    for (const std::string& atom : filing.atoms) atoms_[atom].insert(number);
    if (!filing.atoms.empty() && entry.record.on == On::command) head_.has_command_atoms = 1;
    append_raw(section(Section::offsets), blob(Section::rules, entry.record));
    append_raw(section(Section::offsets), blob(Section::texts, entry.texts));
    ++head_.entries;
    if (entry.record.kind == RuleRecord::Kind::rule) ++head_.rules;
  }

  void add_workflow(Workflow workflow) {
    append_raw(section(Section::offsets), blob(Section::workflows, workflow));
    ++head_.workflows;
  }

  void add_grammar(ToolGrammar grammar) {
    for (const std::string& program : grammar.programs)
      add_key(program_key('t', program), head_.grammars);
    append_raw(section(Section::offsets), blob(Section::grammars, grammar));
    ++head_.grammars;
  }

  std::string finish(std::vector<PackSource> sources) {
    write_index();
    AutomatonBytes automaton = build_automaton(atoms_);
    section(Section::nodes) = std::move(automaton.nodes);
    section(Section::edges) = std::move(automaton.edges);
    section(Section::outputs) = std::move(automaton.outputs);
    Writer writer;
    serial(writer, sources);
    section(Section::sources) = std::move(writer.out);
    return assemble();
  }

 private:
  std::string& section(Section which) { return sections_[static_cast<std::size_t>(which)]; }

  void note_prefix(std::size_t length) {
    head_.prefix_lengths |= std::uint64_t{1} << std::min<std::size_t>(length, 63);
  }

  template <class T>
  std::uint32_t blob(Section which, T& value) {
    Writer writer;
    serial(writer, value);
    std::string& out = section(which);
    const auto offset = static_cast<std::uint32_t>(out.size());
    append_raw(out, static_cast<std::uint32_t>(writer.out.size()));
    out += writer.out;
    return offset;
  }

  void write_index() {
    std::vector<IndexRow> rows;
    for (const auto& [key, numbers] : keys_) {
      std::string& lists = section(Section::lists);
      std::string& names = section(Section::keys);
      rows.push_back(IndexRow{image_format::checksum(key), static_cast<std::uint32_t>(names.size()),
                              static_cast<std::uint32_t>(key.size()),
                              static_cast<std::uint32_t>(lists.size() / 4),
                              static_cast<std::uint32_t>(numbers.size())});
      names += key;
      for (const std::uint32_t number : numbers) append_raw(lists, number);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const IndexRow& a, const IndexRow& b) { return a.hash < b.hash; });
    for (const IndexRow& row : rows) append_raw(section(Section::index), row);
  }

  std::string assemble();

  std::array<std::string, k_sections> sections_;
  std::map<std::string, std::vector<std::uint32_t>> keys_;
  AtomTable atoms_;
  Head head_{};
};

std::size_t round_up(std::size_t size, std::size_t unit) { return (size + unit - 1) / unit * unit; }

std::string Builder::assemble() {
  using image_format::k_block;
  // What follows the head, each section at a border of 8; rules and texts at a block of their own.
  std::string body;
  std::array<std::size_t, k_sections> begins{};
  for (std::size_t i = 1; i < k_sections; ++i) {
    const bool apart = i == static_cast<std::size_t>(Section::rules) ||
                       i == static_cast<std::size_t>(Section::texts);
    body.resize(round_up(body.size(), apart ? k_block : 8));
    begins[i] = body.size();
    body += sections_[i];
  }
  const std::size_t blocks = (body.size() + k_block - 1) / k_block;
  head_.sums = sizeof(Head);
  const std::size_t sources_at = sizeof(Head) + blocks * 8;
  head_.head_size = round_up(sources_at + sections_[0].size(), k_block);
  head_.total = head_.head_size + body.size();
  head_.sections[0] = {sources_at, sections_[0].size()};
  for (std::size_t i = 1; i < k_sections; ++i)
    head_.sections[i] = {head_.head_size + begins[i], sections_[i].size()};
  std::memcpy(head_.magic, image_format::k_magic.data(), sizeof head_.magic);
  head_.format = image_format::k_format;
  head_.engine = static_cast<std::uint32_t>(k_engine);

  std::string out;
  append_raw(out, head_);
  for (std::size_t i = 0; i < blocks; ++i)
    append_raw(out, image_format::checksum(std::string_view(body).substr(i * k_block, k_block)));
  out += sections_[0];
  out.resize(head_.head_size);
  head_.checksum =
      image_format::checksum(std::string_view(out).substr(image_format::k_checked_from));
  std::memcpy(out.data(), &head_, sizeof head_);
  return out + body;
}

}  // namespace

Result<std::string> compile_image(const std::vector<Pack>& packs,
                                  const std::vector<PackSource>& sources) {
  const std::vector<std::string> faults = check_packs(packs);
  if (!faults.empty()) return Error{faults.front()};
  std::vector<Entry> rules, parts;
  std::vector<Workflow> workflows;
  std::vector<ToolGrammar> grammars;
  for (const Pack& pack : packs) {
    for (const Rule& rule : pack.rules)
      rules.push_back(Entry{record_of(rule), RuleTexts{rule.id, rule.reason}});
    workflows.insert(workflows.end(), pack.workflows.begin(), pack.workflows.end());
    grammars.insert(grammars.end(), pack.tools.begin(), pack.tools.end());
  }
  std::sort(workflows.begin(), workflows.end(),
            [](const Workflow& a, const Workflow& b) { return a.id < b.id; });
  std::sort(grammars.begin(), grammars.end(),
            [](const ToolGrammar& a, const ToolGrammar& b) { return a.programs < b.programs; });
  for (std::size_t i = 0; i < workflows.size(); ++i)
    add_parts(workflows[i], static_cast<int>(i), parts);
  std::sort(rules.begin(), rules.end(),
            [](const Entry& a, const Entry& b) { return a.texts.id < b.texts.id; });
  rules.insert(rules.end(), parts.begin(), parts.end());

  Builder builder;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (std::string complaint = complaint_about(rules[i]); !complaint.empty())
      return Error{std::move(complaint)};
    builder.add_entry(static_cast<std::uint32_t>(i), rules[i]);
  }
  for (Workflow& workflow : workflows) builder.add_workflow(std::move(workflow));
  for (ToolGrammar& grammar : grammars) builder.add_grammar(std::move(grammar));
  return builder.finish(sources);
}

}  // namespace interlock
