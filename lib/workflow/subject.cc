#include "lib/workflow/subject.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/workflow/config.h"
#include "lib/workflow/glob.h"
#include "lib/workflow/names.h"
#include "lib/workflow/workflow.h"

namespace interlock {
namespace {

// "$NAME", "${NAME}" and nothing else in every hole: the hook can look the variable up.
bool holes_are_variables(const Word& word) {
  return std::all_of(word.holes.begin(), word.holes.end(), [&](const Hole& hole) {
    std::string_view text = std::string_view(word.text).substr(hole.begin, hole.end - hole.begin);
    if (!text.starts_with('$')) return false;
    text.remove_prefix(1);
    if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
    return !text.empty() && !(text[0] >= '0' && text[0] <= '9') &&
           std::all_of(text.begin(), text.end(), [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '_';
           });
  });
}

bool holds_spelling(std::string_view spellings, std::string_view name) {
  const auto parts = split(spellings, '|');
  return std::find(parts.begin(), parts.end(), name) != parts.end();
}

const std::string* find_spellings(const std::vector<std::string>& rows, std::string_view name) {
  for (const std::string& row : rows)
    if (holds_spelling(row, name)) return &row;
  return nullptr;
}

bool mentions(const Workflow& workflow, const std::string& placeholder) {
  for (const Step& step : workflow.steps) {
    if (step.example.find(placeholder) != std::string::npos) return true;
    for (const Check& check : step.checks)
      for (const auto* words : {&check.argv, &check.first.argv})
        for (const std::string& word : *words)
          if (word.find(placeholder) != std::string::npos) return true;
  }
  return false;
}

SubjectOption& option_named(Subject& subject, const std::string& name) {
  for (SubjectOption& option : subject.options)
    if (option.name == name) return option;
  subject.options.push_back({name, {}, ""});
  return subject.options.back();
}

void take_options(const Workflow& workflow, const ToolCall& call, Subject& subject) {
  for (const auto& pair : call.options) {
    const std::string* row = find_spellings(workflow.scope_options, pair.first);
    const std::string* directory_row = find_spellings(workflow.directory_options, pair.first);
    const bool target = row || directory_row;
    if (!row) row = directory_row;
    const std::string name = row ? option_name(*row) : pair.first;
    if (!target && !mentions(workflow, '{' + name + '}')) continue;
    SubjectOption& option = option_named(subject, name);
    option.words.emplace_back(pair.first);
    const Word& value = pair.second;
    if (!value.text.empty()) option.words.push_back(value);
    if (!target) continue;
    option.scope = scope_of_words(name, option.words);
    const bool must_be_known =
        directory_row ||
        (row && (*row == workflow.environment_option || *row == workflow.config_option));
    if (!value.known() && (must_be_known || !holes_are_variables(value)))
      subject.complaints.push_back(name + " is not known: " + shorten(value.text, 80));
  }
  std::sort(subject.options.begin(), subject.options.end(),
            [](const SubjectOption& a, const SubjectOption& b) {
              return std::pair(a.scope.empty(), a.name) < std::pair(b.scope.empty(), b.name);
            });
}

// The verb is the longest phrase of the workflow that the operands begin with; the rest are
// arguments. Those of a gate's own verb count, in its preview too: the name after `migrate diff`,
// or the app after `makemigrations`, is no business of an apply.
void take_arguments(const Workflow& workflow, const ToolCall& call, Subject& subject) {
  std::size_t verb = 0;
  const auto try_verbs = [&](const CommandPattern& pattern) {
    for (const std::string& phrase : pattern.verbs) {
      const auto parts = split(phrase, ' ');
      if (parts.size() > call.operands.size() || parts.size() <= verb) continue;
      if (std::equal(parts.begin(), parts.end(), call.operands.begin())) verb = parts.size();
    }
  };
  for (const Gate& gate : workflow.gates) try_verbs(gate.command);
  const std::size_t shared = verb;
  for (const Step& step : workflow.steps) try_verbs(step.command);
  for (const Trigger& trigger : workflow.triggers) try_verbs(trigger.command);
  if (verb > shared) return;
  for (std::size_t i = verb; i < call.operands.size(); ++i)
    subject.arguments.emplace_back(call.operands[i]);
}

bool is_option_value(const ToolCall& call, const Word& word) {
  return std::any_of(call.options.begin(), call.options.end(), [&](const auto& option) {
    const std::string& value = option.second.text;
    return !value.empty() && word.text.ends_with(value) &&
           (word.text.size() == value.size() || word.text.starts_with('-'));
  });
}

void set_variable(std::vector<NamedWord>& variables, const NamedWord& one) {
  for (NamedWord& variable : variables) {
    if (variable.name != one.name) continue;
    variable.value = one.value;
    return;
  }
  variables.push_back(one);
}

// Walks from the command to the outermost one that carries it: launchers are kept to be typed
// again, assignments are in force, another machine's files cannot be judged.
void take_way(const CommandLine& line, int command, Subject& subject) {
  std::vector<int> way;
  for (int i = command;
       i >= 0 && static_cast<std::size_t>(i) < line.commands.size() && way.size() < 200;
       i = line.commands[static_cast<std::size_t>(i)].parent)
    way.push_back(i);
  const auto one = [&](int i) -> const SimpleCommand& {
    return line.commands[static_cast<std::size_t>(i)];
  };
  std::vector<Word> tail(1, one(command).argv.front());
  std::vector<Word> inner = one(command).argv;
  for (std::size_t i = 1; i < way.size(); ++i) {
    const std::vector<Word>& outer = one(way[i]).argv;
    const bool carries =
        outer.size() > inner.size() && std::equal(inner.rbegin(), inner.rend(), outer.rbegin());
    if (!carries || !is_launcher(known_base_name(outer.front()))) {
      if (carries) inner = outer;
      continue;
    }
    tail.insert(tail.begin(), outer.begin(),
                outer.end() - static_cast<std::ptrdiff_t>(inner.size()));
    inner = outer;
  }
  subject.tool_words = std::move(tail);
  // A plain assignment too: bash hands it on when the name was in the environment before, or after
  // `set -a`.
  for (const NamedWord& variable : line.variables) set_variable(subject.environment, variable);
  for (auto i = way.rbegin(); i != way.rend(); ++i) {
    for (const NamedWord& variable : one(*i).exported) set_variable(subject.environment, variable);
    for (const NamedWord& variable : one(*i).assignments)
      set_variable(subject.environment, variable);
    if (one(*i).is_remote) {
      subject.complaints.push_back(
          "it runs on another machine or in a container, where the files that it "
          "reads cannot be judged");
      break;
    }
  }
  for (const Word& word : subject.tool_words) {
    if (!word.known())
      subject.complaints.push_back("the program is not known: " + shorten(word.text, 80));
  }
}

// The program itself: a usual one, or a script that belongs to the files that are judged
// (manage.py).
void check_program(const Word& program, Subject& subject) {
  if (!program.known() || is_usual_program(program.text)) return;
  if (std::binary_search(subject.files.begin(), subject.files.end(),
                         normalise_path(subject.directory, program.text)))
    return;
  subject.complaints.push_back(shorten(program.text, 80) +
                               " is not where programs usually are, so nothing "
                               "proves that it is the tool; use the one in PATH");
}

}  // namespace

Subject subject_of_call(const Workflow& workflow, const ToolCall& call, const Actions& actions,
                        int command, const Files& files) {
  Subject subject;
  subject.workflow = workflow.id;
  const CommandLine& line = actions.line;
  if (command < 0 || static_cast<std::size_t>(command) >= line.commands.size()) {
    subject.complaints.push_back("the call names no command");
    return subject;
  }
  const SimpleCommand& simple = line.commands[static_cast<std::size_t>(command)];
  const Word& start = line.commands.front().directory;
  if (start.known()) subject.call_directory = start.text;
  subject.directory = simple.directory.text;
  if (!simple.directory.known() || !simple.directory.text.starts_with('/'))
    subject.complaints.push_back("the directory is not known: " +
                                 shorten(simple.directory.text, 80));
  take_way(line, command, subject);
  take_options(workflow, call, subject);
  take_arguments(workflow, call, subject);
  for (std::size_t i = 1; i < simple.argv.size(); ++i)
    if (!simple.argv[i].known() && !is_option_value(call, simple.argv[i]))
      subject.complaints.push_back("a word of the call is not known: " +
                                   shorten(simple.argv[i].text, 80));
  settle_subject(workflow, files, subject);
  check_program(simple.argv.front(), subject);
  return subject;
}

Subject subject_of(const Image& image, const Workflow& workflow, const Actions& actions,
                   int command, const Files& files) {
  ToolCall call;
  if (command >= 0 && static_cast<std::size_t>(command) < actions.line.commands.size())
    call = read_tool_call(image, actions.line.commands[static_cast<std::size_t>(command)]);
  return subject_of_call(workflow, call, actions, command, files);
}

std::optional<Subject> subject_of_file(const Workflow& workflow, const std::string& path,
                                       const std::string& directory, const Files& files) {
  Subject subject;
  subject.workflow = workflow.id;
  subject.directory = subject.call_directory = directory;
  for (const std::string& word : workflow.tool) subject.tool_words.emplace_back(word);
  if (workflow.tool.empty() && !workflow.programs.empty())
    subject.tool_words.emplace_back(workflow.programs.front());
  std::string config;
  for (std::string folder = normalise_path(path, ".."); !workflow.config_files.empty();) {
    for (const std::string& name : workflow.config_files)
      if (config.empty() && files.read(normalise_path(folder, name)))
        config = normalise_path(folder, name);
    if (!config.empty()) {
      subject.directory = folder;
      break;
    }
    if (folder == "/" || folder == directory) break;
    folder = normalise_path(folder, "..");
  }
  const auto text = config.empty() ? std::nullopt : files.read(config);
  if (text && config.ends_with(".hcl")) {
    std::vector<std::string> names;
    for (const ConfigEnvironment& environment : read_hcl_environments(*text))
      if (std::find(names.begin(), names.end(), environment.name) == names.end())
        names.push_back(environment.name);
    if (names.size() == 1 && !names.front().empty())
      subject.options.push_back({"--env", {"--env", names.front()}, "--env=" + names.front()});
    if (names.size() > 1 || (names.size() == 1 && names.front().empty()))
      subject.complaints.push_back("the environment is not known");
  }
  settle_subject(workflow, files, subject);
  const bool own_file =
      std::any_of(subject.files.begin(), subject.files.end(), [&](const std::string& file) {
        return std::any_of(workflow.include.begin(), workflow.include.end(),
                           [&](const std::string& glob) {
                             return glob.find_first_of("*?[") == std::string::npos &&
                                    base_name(glob) == base_name(file);
                           });
      });
  if (!text && !own_file) return std::nullopt;
  return subject;
}

}  // namespace interlock
