// Packs -> image. Entries are numbered by id, so that the order of packs and files never
// shows; each entry is filed under the keys or atoms without which it cannot fire.
#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "lib/base/text.h"
#include "lib/rules/automaton.h"
#include "lib/rules/codec.h"
#include "lib/rules/image.h"
#include "lib/rules/image_entries.h"
#include "lib/rules/image_format.h"
#include "lib/rules/patterns.h"
#include "lib/rules/record.h"
#include "lib/sql/sql.h"

namespace interlock {
namespace {

using image_format::Head;
using image_format::IndexRow;

template <class T>
void append_raw(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
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

  template <class T>
  void add_table(Section which, std::vector<T> values) {
    if (values.empty()) return;
    Writer writer;
    serial(writer, values);
    section(which) = std::move(writer.out);
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

namespace {

// Those of the packs, and those that are only remembered.
std::vector<PackHead> heads_of(const std::vector<Pack>& packs,
                               const std::vector<PackHead>& remembered) {
  std::vector<PackHead> heads;
  for (const Pack& pack : packs)
    heads.push_back(PackHead{pack.name, pack.version, pack.owner, pack.signer,
                             std::string(base_name(pack.file)), pack.layer, true});
  for (const PackHead& one : remembered) {
    const bool is_there = std::any_of(packs.begin(), packs.end(),
                                      [&](const Pack& pack) { return pack.name == one.name; });
    if (is_there) continue;
    heads.push_back(one);
    heads.back().is_here = false;
  }
  return heads;
}

std::vector<Exception> exceptions_of(const std::vector<Pack>& packs) {
  std::vector<Exception> exceptions;
  for (const Pack& pack : packs)
    for (const Exception& one : pack.exceptions) {
      exceptions.push_back(one);
      exceptions.back().layer = pack.layer;
    }
  return exceptions;
}

void tighten(const std::vector<Pack>& packs, Entry& entry) {
  for (std::size_t i = 0; i < packs.size(); ++i)
    for (const Tightening& one : packs[i].tighten) {
      if (one.rule != entry.texts.id) continue;
      entry.record.locked = entry.record.locked || one.locked;
      if (one.effect <= entry.record.effect) continue;
      entry.record.effect = one.effect;
      entry.texts.reason = one.reason;
      entry.texts.tightened = static_cast<std::uint32_t>(i + 1);
    }
}

}  // namespace

Result<std::string> compile_image(const std::vector<Pack>& given,
                                  const std::vector<PackSource>& sources,
                                  const std::vector<PackHead>& remembered) {
  std::vector<Pack> packs = given;
  std::sort(packs.begin(), packs.end(),
            [](const Pack& a, const Pack& b) { return a.name < b.name; });
  const std::vector<std::string> faults = check_packs(packs);
  if (!faults.empty()) return Error{faults.front()};
  std::vector<Entry> rules, parts, calls;
  std::vector<std::pair<Workflow, std::uint32_t>> workflows;  // with the numbers of their packs
  std::vector<ToolGrammar> grammars;
  for (std::uint32_t number = 0; number < packs.size(); ++number) {
    const Pack& pack = packs[number];
    for (const Rule& rule : pack.rules)
      rules.push_back(Entry{record_of(rule), RuleTexts{rule.id, rule.reason, number, 0}});
    for (const Workflow& workflow : pack.workflows) workflows.emplace_back(workflow, number);
    for (const ToolCommand& call : pack.calls) {
      calls.push_back(entry_of(call, pack.name));
      calls.back().texts.pack = number;
    }
    grammars.insert(grammars.end(), pack.tools.begin(), pack.tools.end());
  }
  std::sort(workflows.begin(), workflows.end(),
            [](const auto& a, const auto& b) { return a.first.id < b.first.id; });
  std::sort(grammars.begin(), grammars.end(),
            [](const ToolGrammar& a, const ToolGrammar& b) { return a.programs < b.programs; });
  for (std::size_t i = 0; i < workflows.size(); ++i) {
    const std::size_t first = parts.size();
    add_parts(workflows[i].first, static_cast<int>(i), parts);
    for (std::size_t part = first; part < parts.size(); ++part)
      parts[part].texts.pack = workflows[i].second;
  }
  std::sort(rules.begin(), rules.end(),
            [](const Entry& a, const Entry& b) { return a.texts.id < b.texts.id; });
  rules.insert(rules.end(), parts.begin(), parts.end());
  rules.insert(rules.end(), calls.begin(), calls.end());

  Builder builder;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (std::string complaint = complaint_about(rules[i]); !complaint.empty())
      return Error{std::move(complaint)};
    tighten(packs, rules[i]);
    builder.add_entry(static_cast<std::uint32_t>(i), rules[i]);
  }
  for (auto& workflow : workflows) builder.add_workflow(std::move(workflow.first));
  for (ToolGrammar& grammar : grammars) builder.add_grammar(std::move(grammar));
  builder.add_table(Section::packs, heads_of(packs, remembered));
  builder.add_table(Section::exceptions, exceptions_of(packs));
  return builder.finish(sources);
}

}  // namespace interlock
