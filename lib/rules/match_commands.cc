// Commands: by their programs, their variables, and the atoms of their canonical form.
#include <algorithm>

#include "lib/codex/json_text.h"
#include "lib/rules/command_match.h"
#include "lib/rules/matcher.h"

namespace interlock {
namespace {

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

}  // namespace

const LoadedGrammar& Matcher::grammar_of(const std::string& program) {
  std::unique_ptr<LoadedGrammar>& slot = grammars_[program];
  if (!slot) slot = load_grammar(image_, program);
  return *slot;
}

// The rules without a program that one of their `assigns` makes look at this variable.
const Matcher::Numbers& Matcher::of_variable(const std::string& name) {
  const auto known = variables_.find(name);
  if (known != variables_.end()) return known->second;
  Numbers numbers;
  for (const std::uint32_t entry : keyed("a command")) {
    const Loaded* rule = load(entry);
    if (rule != nullptr && names_variable(rule->record.command, name)) numbers.push_back(entry);
  }
  return variables_.emplace(name, std::move(numbers)).first->second;
}

// Lines may set thousands of variables and run thousands of commands: what they set is tried on a
// rule once.
const std::string& Matcher::set_by_line_for(Loaded& rule) {
  if (!rule.set_by_line)
    rule.set_by_line =
        variable_that_fits(rule.record.command, actions_.line.variables, rule.value.get());
  return *rule.set_by_line;
}

Matcher::Numbers Matcher::candidates_for(const CommandAction& action, const SimpleCommand& command,
                                         const std::string& text) {
  Numbers candidates = of_program(action.program);
  const auto add = [&](const Numbers& some) {
    candidates.insert(candidates.end(), some.begin(), some.end());
  };
  const std::size_t first = candidates.size();
  for (const auto* list : {&command.assignments, &command.exported})
    for (const NamedWord& variable : *list) add(of_variable(variable.name));
  if (!of_line_) {
    of_line_.emplace();
    for (const NamedWord& variable : actions_.line.variables) {
      const Numbers& some = of_variable(variable.name);
      of_line_->insert(of_line_->end(), some.begin(), some.end());
    }
    make_unique(*of_line_);
  }
  add(*of_line_);
  if (image_.has_command_atoms()) scan(text, candidates);
  if (candidates.size() > first) make_unique(candidates);
  return candidates;
}

bool Matcher::command_fits(Loaded& rule, const CommandAction& action, const SimpleCommand& command,
                           std::optional<ReadLine>& line, Captures& captures) {
  const CommandPattern& pattern = rule.record.command;
  std::string verb, variable;
  if (!pattern.verbs.empty() || !pattern.with.empty() || !pattern.without.empty()) {
    const OptionGrammar& grammar = grammar_of(action.program).grammar();
    if (!line) line = read_options(grammar, arguments_of(command));
    if (!words_fit(pattern, grammar, *line, verb)) return false;
  }
  if (!pattern.assigns.empty()) {
    if (!pattern.value.empty() && compiled(rule.value, pattern.value, On::file) == nullptr)
      return false;
    for (const auto* list : {&command.assignments, &command.exported})
      if (variable.empty()) variable = variable_that_fits(pattern, *list, rule.value.get());
    if (variable.empty()) variable = set_by_line_for(rule);
    if (variable.empty()) return false;
  }
  captures = {{"program", action.program}, {"variable", variable}, {"verb", verb}};
  return true;
}

void Matcher::match_commands() {
  for (std::size_t i = 0; i < actions_.commands.size() && !error_; ++i) {
    const CommandAction& action = actions_.commands[i];
    if (action.command < 0 ||
        static_cast<std::size_t>(action.command) >= actions_.line.commands.size())
      continue;
    const SimpleCommand& command = actions_.line.commands[static_cast<std::size_t>(action.command)];
    const std::string text = to_valid_utf8(action.canonical);
    const Numbers candidates = candidates_for(action, command, text);
    const std::size_t first = findings_.size();
    std::optional<ReadLine> line;
    for (const std::uint32_t entry : candidates) {
      Loaded* rule = load(entry);
      if (rule == nullptr || rule->record.on != On::command || is_told(*rule) ||
          !programs_fit(rule->record, action.program))
        continue;
      Captures captures;
      if (!command_fits(*rule, action, command, line, captures) ||
          !pattern_fits(*rule, text, captures) ||
          !when_fits(rule->record, action.command, captures))
        continue;
      find(entry, *rule, Subject{On::command, static_cast<int>(i), action.command},
           show_command(command), captures);
    }
    if (context_.after) settle_after(first);
  }
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
