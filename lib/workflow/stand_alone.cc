// Does a gated command stand alone in its line?
//
// Evidence speaks of the files as they are when the hook looks. Whatever else the line runs could
// change them, the program or the target between that look and the gated command, so everything in
// it must be known to be harmless. Every program that bash would run is among the commands,
// whatever its wrapping: so a list of harmless ones is enough, and what is not on it is named.
#include <algorithm>
#include <optional>

#include "lib/base/text.h"
#include "lib/workflow/names.h"
#include "lib/workflow/workflow.h"

namespace interlock {
namespace {

const SimpleCommand& at(const CommandLine& line, int index) {
  return line.commands[static_cast<std::size_t>(index)];
}

bool valid(const CommandLine& line, int index) {
  return index >= 0 && static_cast<std::size_t>(index) < line.commands.size();
}

bool is_ancestor(const CommandLine& line, int ancestor, int command) {
  for (int bound = 0; valid(line, command) && bound < 1000; ++bound) {
    command = at(line, command).parent;
    if (command == ancestor) return true;
  }
  return false;
}

// Is `name` the program of the command, or of one that carries it?
bool runs_as(const CommandLine& line, int command, std::string_view name) {
  for (int bound = 0; valid(line, command) && bound < 1000; ++bound) {
    if (known_base_name(at(line, command).argv.front()) == name) return true;
    command = at(line, command).parent;
  }
  return false;
}

bool is_null_device(const Word& file) {
  return file.known() && (file.text == "/dev/null" || file.text == "/dev/stdout" ||
                          file.text == "/dev/stderr" || file.text == "/dev/tty");
}

std::string shown(const SimpleCommand& command) {
  std::string text;
  for (const Word& word : command.argv) {
    if (!text.empty()) text += ' ';
    text += word.known() ? shell_quote(word.text) : word.text;
    if (text.size() > 200) break;
  }
  return '`' + shorten(mask_secrets(text), 80) + '`';
}

// `set -euo pipefail` and the like change how the line goes on, never what a program does.
bool is_harmless_set(const SimpleCommand& command) {
  constexpr std::string_view k_letters = "aeEuxvCfho";
  constexpr std::string_view k_names[] = {"allexport", "errexit", "errtrace",
                                          "noclobber", "noglob",  "nounset",
                                          "pipefail",  "verbose", "xtrace"};
  bool name_follows = false;
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    const Word& word = command.argv[i];
    if (!word.known()) return false;
    if (name_follows) {
      if (std::find(std::begin(k_names), std::end(k_names), word.text) == std::end(k_names))
        return false;
      name_follows = false;
      continue;
    }
    if (word.text.size() < 2 || (word.text[0] != '-' && word.text[0] != '+')) return false;
    if (word.text.find_first_not_of(k_letters, 1) != std::string::npos) return false;
    name_follows = word.text.ends_with('o');
  }
  return true;
}

// A log is fine; what a tool reads is not. Which files a tool reads is not known here, so: by
// ending.
bool is_log(const Word& path) {
  if (!path.known()) return false;
  if (is_null_device(path)) return true;
  const std::string name = to_lower(base_name(path.text));
  for (const std::string_view ending : {".log", ".md", ".out", ".txt"})
    if (name.size() > ending.size() && name.ends_with(ending)) return true;
  return path.text.starts_with("/tmp/") && !name.empty() && name.find('.') == std::string::npos;
}

// Output of the gated call and of its readers: redirections, and the files of tee.
bool writes_only_logs(const Actions& actions, int command) {
  return std::all_of(actions.files.begin(), actions.files.end(), [&](const FileAction& file) {
    return file.command != command || is_log(file.path);
  });
}

bool writes_nothing(const Actions& actions, int command) {
  return std::all_of(actions.files.begin(), actions.files.end(), [&](const FileAction& file) {
    return file.command != command || is_null_device(file.path);
  });
}

bool has_output_file(const SimpleCommand& command) {
  return std::any_of(
      command.outputs.begin(), command.outputs.end(),
      [](const SimpleCommand::Output& output) { return !is_null_device(output.file); });
}

bool reads_from(const CommandLine& line, const SimpleCommand& reader, int producer,
                int bound = 50) {
  if (reader.input.kind != Input::Kind::command || !valid(line, reader.input.producer) ||
      bound == 0)
    return false;
  const int source = reader.input.producer;
  if (source == producer || is_ancestor(line, source, producer) ||
      is_ancestor(line, producer, source))
    return true;
  return is_reader(known_base_name(at(line, source).argv.front())) &&
         reads_from(line, at(line, source), producer, bound - 1);
}

// Sourced files and eval only carry commands, which stand among the others and are judged there.
bool only_carries(const CommandLine& line, int index) {
  const std::string_view name = known_base_name(at(line, index).argv.front());
  if (name != "." && name != "source" && name != "eval" && name != "builtin" && name != "command")
    return false;
  for (std::size_t i = 0; i < line.commands.size(); ++i)
    if (line.commands[i].parent == index) return true;
  return false;
}

bool is_harmless(const Actions& actions, int index, int gated) {
  const CommandLine& line = actions.line;
  const SimpleCommand& command = at(line, index);
  if (only_carries(line, index) && !has_output_file(command)) return true;
  const Word& program = command.argv.front();
  const std::string_view name = known_base_name(program);
  if (name.empty() || !is_usual_program(program.text)) return false;
  if (name == "command" && command.argv.size() > 1 && !has_output_file(command))
    return command.argv[1] == Word("-v") || command.argv[1] == Word("-V");
  if (is_reader(name) && reads_from(line, command, gated) && writes_only_logs(actions, index))
    return true;
  if (!is_harmless_program(name) || has_output_file(command)) return false;
  if (!writes_nothing(actions, index)) return false;
  return name != "set" || is_harmless_set(command);
}

std::optional<std::string> doctored_name(const std::vector<NamedWord>& variables) {
  for (const NamedWord& variable : variables)
    if (doctors_results(variable.name)) return variable.name;
  return std::nullopt;
}

std::string complain_of_variables(const CommandLine& line) {
  auto name = doctored_name(line.variables);
  for (const SimpleCommand& command : line.commands) {
    if (!name) name = doctored_name(command.assignments);
    if (!name) name = doctored_name(command.exported);
  }
  if (!name) return "";
  return "the line sets " + *name +
         ", which can change what the tool does or which program it is; run it without";
}

}  // namespace

std::string check_stands_alone(const Actions& actions, int command) {
  const CommandLine& line = actions.line;
  if (!valid(line, command)) return "the command is not part of the line";
  for (const std::string& name : line.functions)
    if (runs_as(line, command, name))
      return "the line defines a function or alias named " + name +
             ", so it may not be the program that was judged";
  for (const Unknown& unknown : line.unknowns)
    if (!is_ancestor(line, command, unknown.command))
      return "the same line runs something that cannot be read (" + shorten(unknown.what, 120) +
             "); run the gated command in a call of its own";
  if (line.error) return "the line has a syntax error (" + line.error->message + ")";
  const std::string variables = complain_of_variables(line);
  if (!variables.empty()) return variables;
  for (int i = 0; valid(line, i); ++i) {
    if (i == command || is_ancestor(line, i, command) || is_ancestor(line, command, i)) continue;
    if (!is_harmless(actions, i, command))
      return "the same line also runs " + shown(at(line, i)) +
             ", which could change what was judged; run the gated command in a call of its own";
  }
  if (!writes_only_logs(actions, command))
    return "the gated command's output goes into a file that may be judged; print it, or write it "
           "to a .log file";
  return "";
}

}  // namespace interlock
