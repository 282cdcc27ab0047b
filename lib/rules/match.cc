// Commands, and what all kinds of actions share. The texts are in match_texts.cc.
#include "lib/rules/match.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/codex/json_text.h"
#include "lib/rules/command_match.h"
#include "lib/rules/matcher.h"
#include "lib/rules/patterns.h"

namespace interlock {
namespace {

using Kind = RuleRecord::Kind;

constexpr std::size_t k_findings_of_a_rule =
    8;  // more tell nobody more; gates and steps are all reported
constexpr std::string_view k_any_key = "o command";

std::unique_ptr<LoadedGrammar> load_grammar(const Image& image, const std::string& program) {
  const auto exact = image.find("t " + program);
  std::vector<std::uint32_t> numbers;
  if (exact) numbers = *exact;
  if (numbers.empty() && !program.empty() && !image.find_prefixes("T ", program, numbers))
    numbers.clear();
  if (!numbers.empty())
    if (auto tool = image.grammar(numbers.back()))  // the longest prefix comes last
      return std::make_unique<LoadedGrammar>(std::move(*tool));
  return std::make_unique<LoadedGrammar>(ToolGrammar{});
}

std::span<const Word> arguments_of(const SimpleCommand& command) {
  return std::span<const Word>(command.argv).subspan(std::min<std::size_t>(1, command.argv.size()));
}

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
    known = rules_.emplace(entry, Loaded{std::move(*record), nullptr, nullptr, 0}).first;
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

void Matcher::find(std::uint32_t entry, Loaded& rule, const Subject& subject,
                   const std::string& seen, const Captures& captures) {
  const RuleRecord& record = rule.record;
  // Exceptions may cover the first ones and not the next.
  const bool is_counted = record.kind == Kind::rule && !image_.has_exceptions();
  if (is_counted && ++rule.findings > k_findings_of_a_rule) return;
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

const LoadedGrammar& Matcher::grammar_of(const std::string& program) {
  std::unique_ptr<LoadedGrammar>& slot = grammars_[program];
  if (!slot) slot = load_grammar(image_, program);
  return *slot;
}

void Matcher::match_commands() {
  for (std::size_t i = 0; i < actions_.commands.size() && !error_; ++i) {
    const CommandAction& action = actions_.commands[i];
    if (action.command < 0 ||
        static_cast<std::size_t>(action.command) >= actions_.line.commands.size())
      continue;
    const SimpleCommand& command = actions_.line.commands[static_cast<std::size_t>(action.command)];
    Numbers candidates = of_program(action.program);
    const std::vector<NamedWord>& set_by_line = actions_.line.variables;
    if (!command.assignments.empty() || !command.exported.empty() || !set_by_line.empty()) {
      const Numbers& some = keyed("a command");
      candidates.insert(candidates.end(), some.begin(), some.end());
      make_unique(candidates);
    }
    const bool needs_text = image_.has_command_atoms() || !candidates.empty();
    const std::string text = needs_text ? to_valid_utf8(action.canonical) : "";
    if (image_.has_command_atoms()) {
      scan(text, candidates);
      make_unique(candidates);
    }
    const std::size_t first = findings_.size();
    std::optional<ReadLine> line;
    for (const std::uint32_t entry : candidates) {
      Loaded* rule = load(entry);
      if (rule == nullptr || rule->record.on != On::command ||
          !programs_fit(rule->record, action.program))
        continue;
      const CommandPattern& pattern = rule->record.command;
      Captures captures{{"program", action.program}, {"variable", ""}, {"verb", ""}};
      if (!pattern.verbs.empty() || !pattern.with.empty() || !pattern.without.empty()) {
        const OptionGrammar& grammar = grammar_of(action.program).grammar();
        if (!line) line = read_options(grammar, arguments_of(command));
        if (!words_fit(pattern, grammar, *line, captures["verb"])) continue;
      }
      if (!pattern.assigns.empty()) {
        captures["variable"] = variable_that_fits(pattern, command, set_by_line);
        if (captures["variable"].empty()) continue;
      }
      if (!pattern_fits(*rule, text, captures) ||
          !when_fits(rule->record, action.command, captures))
        continue;
      find(entry, *rule, Subject{On::command, static_cast<int>(i), action.command},
           show_command(command), captures);
    }
    if (context_.after) {
      const std::vector<Finding> found(findings_.begin() + static_cast<std::ptrdiff_t>(first),
                                       findings_.end());
      findings_.resize(first);
      settle_after(found);
    }
  }
}

// After the call: the agent's own run of a step counts unless the same command is a gated one;
// gates themselves have no more to say.
void Matcher::settle_after(const std::vector<Finding>& found) {
  for (const Finding& one : found) {
    const bool gated = std::any_of(found.begin(), found.end(), [&](const Finding& other) {
      return other.gate >= 0 && other.workflow == one.workflow;
    });
    if (one.gate >= 0 || (one.step >= 0 && gated)) continue;
    findings_.push_back(one);
  }
}

Result<Findings> Matcher::run() {
  match_commands();
  if (!context_.after) {
    match_sql();
    match_code();
    match_tools();
    match_opaque();
  }
  match_files();
  if (error_) return *error_;
  return std::move(findings_);
}

Result<Findings> match(const Image& image, const Actions& actions, const MatchContext& context) {
  return Matcher(image, actions, context).run();
}

ToolCall read_tool_call(const Image& image, const SimpleCommand& command) {
  ToolCall call;
  if (command.argv.empty()) return call;
  const auto grammar = load_grammar(image, std::string(known_base_name(command.argv[0])));
  ReadLine line = read_options(grammar->grammar(), arguments_of(command));
  for (const ReadOperand& operand : line.operands) call.operands.push_back(operand.word.text);
  for (ReadOption& option : line.options)
    call.options.emplace_back(std::move(option.name),
                              option.value ? std::move(*option.value) : Word());
  return call;
}

}  // namespace interlock
