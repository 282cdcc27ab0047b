// What all kinds of actions share. Commands are in match_commands.cc, texts in match_texts.cc.
#include "lib/rules/match.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/codex/json_text.h"
#include "lib/rules/glob.h"
#include "lib/rules/matcher.h"
#include "lib/rules/patterns.h"

namespace interlock {
namespace {

using Kind = RuleRecord::Kind;

constexpr std::size_t k_findings_of_a_rule = 8;
// After a patch of many files a check runs for the folders of the first ones; for others the gate
// stays shut until somebody runs the step.
constexpr std::size_t k_findings_of_a_trigger = 40;
constexpr std::string_view k_any_key = "o command";

// Does `name` fit one of the names? "!x" stands for every other one. A name that is not known fits.
bool environment_fits(const std::vector<std::string>& names, std::string_view name) {
  if (name.find_first_of("$`") != std::string_view::npos) return true;
  bool only_exceptions = true;
  for (const std::string& one : names) {
    const bool excepted = one.starts_with('!');
    if (excepted && matches_wildcard(std::string_view(one).substr(1), name)) return false;
    if (!excepted && matches_wildcard(one, name)) return true;
    only_exceptions = only_exceptions && excepted;
  }
  return only_exceptions;
}

}  // namespace

void Matcher::damaged() {
  if (!error_) error_ = Error{std::string(k_damaged_image)};
}

const Matcher::Numbers& Matcher::keyed(const std::string& key) {
  const auto known = keys_.find(key);
  if (known != keys_.end()) return known->second;
  auto numbers = image_.find(key);
  if (!numbers) damaged();
  return keys_.emplace(key, numbers ? std::move(*numbers) : Numbers{}).first->second;
}

const Matcher::Numbers& Matcher::of_program(const std::string& program) {
  const auto known = programs_.find(program);
  if (known != programs_.end()) return known->second;
  Numbers numbers;
  if (!program.empty()) {
    numbers = keyed("p " + program);
    if (!image_.find_prefixes("P ", program, numbers)) damaged();
  }
  const Numbers& any = keyed(std::string(k_any_key));
  numbers.insert(numbers.end(), any.begin(), any.end());
  make_unique(numbers);
  return programs_.emplace(program, std::move(numbers)).first->second;
}

void Matcher::scan(std::string_view text, Numbers& out) {
  if (!scanner_.scan(fold_text(text), out)) damaged();
}

void Matcher::make_unique(Numbers& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

bool Matcher::is_wanted(const RuleRecord& record) const {
  switch (record.kind) {
    case Kind::rule:
      return !context_.after;
    case Kind::gate:
      return true;  // afterwards: to know that a step's command is the gated one
    case Kind::step:
    case Kind::trigger:
    case Kind::file_trigger:
      return context_.after;
    case Kind::call:
      return false;  // read by tool_commands.cc
  }
  return false;
}

Matcher::Loaded* Matcher::load(std::uint32_t entry) {
  auto known = rules_.find(entry);
  if (known == rules_.end()) {
    auto record = image_.record(entry);
    if (!record) {
      damaged();
      return nullptr;
    }
    known =
        rules_.emplace(entry, Loaded{std::move(*record), nullptr, nullptr, nullptr, 0, {}}).first;
  }
  return is_wanted(known->second.record) ? &known->second : nullptr;
}

const re2::RE2* Matcher::compiled(std::unique_ptr<re2::RE2>& slot, const std::string& pattern,
                                  On on) {
  if (!slot) slot = compile_pattern(pattern, on);
  if (slot->ok()) return slot.get();
  if (!error_)
    error_ = Error{"a rule's pattern cannot be compiled here (" + slot->error() +
                   "): run `interlock check`"};
  return nullptr;
}

// `match` holds and `unless` does not; named groups of `match` become captures.
bool Matcher::pattern_fits(Loaded& rule, const std::string& text, Captures& captures) {
  const CommandPattern& pattern = rule.record.command;
  if (!pattern.match.empty()) {
    const re2::RE2* match = compiled(rule.match, pattern.match, rule.record.on);
    if (match == nullptr) return false;
    const int groups = 1 + match->NumberOfCapturingGroups();
    std::vector<re2::StringPiece> found(static_cast<std::size_t>(groups));
    if (!match->Match(text, 0, text.size(), re2::RE2::UNANCHORED, found.data(), groups))
      return false;
    for (const auto& [name, group] : match->NamedCapturingGroups())
      captures[name] = std::string(found[static_cast<std::size_t>(group)]);
  }
  if (pattern.unless.empty()) return true;
  const re2::RE2* unless = compiled(rule.unless, pattern.unless, rule.record.on);
  return unless != nullptr && !re2::RE2::PartialMatch(text, *unless);
}

bool Matcher::programs_fit(const RuleRecord& record, const std::string& program) const {
  const std::vector<std::string>& programs = record.command.programs;
  return programs.empty() ||
         std::any_of(programs.begin(), programs.end(),
                     [&](const std::string& one) { return matches_program(one, program); });
}

bool Matcher::when_fits(const RuleRecord& record, int command, const Captures& captures) const {
  const When& when = record.when;
  const auto& modes = when.permission_modes;
  if (!modes.empty() &&
      std::find(modes.begin(), modes.end(), context_.permission_mode) == modes.end())
    return false;
  if (!when.directories.empty()) {
    const auto& commands = actions_.line.commands;
    const bool has_command = command >= 0 && static_cast<std::size_t>(command) < commands.size();
    const Word here =
        has_command && !commands[static_cast<std::size_t>(command)].directory.text.empty()
            ? commands[static_cast<std::size_t>(command)].directory
            : Word(context_.directory);
    const bool fits =
        std::any_of(when.directories.begin(), when.directories.end(), [&](const std::string& glob) {
          return path_fits(glob, here) || fits_glob(glob, context_.directory);
        });
    if (!fits && here.known()) return false;  // somewhere unknown may be there
  }
  const auto environment = captures.find("env");
  return when.environments.empty() ||
         environment_fits(when.environments,
                          environment == captures.end() ? "" : environment->second);
}

// More tell nobody more. Exceptions may cover the first ones and not the next; gates and steps are
// all reported.
bool Matcher::is_told(const Loaded& rule) const {
  if (rule.record.kind == Kind::file_trigger) return rule.findings >= k_findings_of_a_trigger;
  return rule.record.kind == Kind::rule && !image_.has_exceptions() &&
         rule.findings >= k_findings_of_a_rule;
}

void Matcher::find(std::uint32_t entry, Loaded& rule, const Subject& subject,
                   const std::string& seen, const Captures& captures) {
  const RuleRecord& record = rule.record;
  ++rule.findings;
  const auto texts = image_.texts(entry);
  if (!texts) return damaged();
  Finding finding;
  finding.rule_id = texts->id;
  finding.effect = record.effect;
  finding.reason = fill_in(texts->reason, captures);
  finding.seen = seen;
  finding.command = subject.command;
  finding.action = subject.action;
  finding.on = subject.on;
  finding.locked = record.locked;
  finding.workflow = record.workflow;
  if (record.kind == Kind::gate) finding.gate = record.part;
  if (record.kind == Kind::step) finding.step = record.part;
  if (record.kind == Kind::trigger || record.kind == Kind::file_trigger)
    finding.trigger = record.part;
  findings_.push_back(std::move(finding));
}

Result<Findings> Matcher::run() {
  match_commands();
  if (!context_.after) {
    match_sql();
    match_code();
    match_opaque();
  }
  match_tools();
  match_files();
  if (error_) return *error_;
  return std::move(findings_);
}

Result<Findings> match(const Image& image, const Actions& actions, const MatchContext& context) {
  return Matcher(image, actions, context).run();
}

}  // namespace interlock
