// What interpreters are given -> the code that they run.
#include <algorithm>
#include <array>

#include "lib/action/builder.h"
#include "lib/action/client_table.h"
#include "lib/action/code_inputs.h"
#include "lib/action/interpreters.h"
#include "lib/base/text.h"
#include "lib/shell/wrapper_table_text.h"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 7> k_shells = {".",  "bash",   "dash", "ksh",
                                                      "sh", "source", "zsh"};

bool has_child(const Builder& builder, int index) {
  const auto& commands = const_cast<Builder&>(builder).actions().line.commands;
  return static_cast<std::size_t>(index) + 1 < commands.size() &&
         commands[static_cast<std::size_t>(index) + 1].parent == index;
}

void take_script(Builder& builder, const Word& name, const std::string& language, int index,
                 CodeInputs inputs) {
  inputs.script = name.text;
  inputs.is_file = true;
  const Word path = place_of_script(builder, name, index);
  const bool written = builder.is_written(path, index);
  if (!written && (!path.known() || is_vendored(path.text))) return;
  const std::vector<Word> texts = builder.texts_of(path, index);
  const std::string program = builder.program(index);
  for (const Word& text : texts) {
    if (is_one_hole(text)) {
      builder.add_opaque(
          "script", program + " runs " + name.text + ", which the line writes with unknown text",
          path.text, index);
      continue;
    }
    builder.add_code(language, text, "file " + name.text, index, &inputs);
  }
  if (!texts.empty()) return;
  // One that is there but cannot be read could hold anything; one that is not there does nothing.
  const std::string folder = normalise_path(path.text, "..");
  const std::vector<std::string> names = builder.files()->list(folder);
  if (std::binary_search(names.begin(), names.end(), std::string(base_name(path.text))))
    builder.add_opaque("script", program + " runs " + name.text + ", which cannot be looked into",
                       path.text, index);
}

// python -m seed: seed.py or seed/__main__.py, here or in a folder of PYTHONPATH.
void take_module(Builder& builder, const Word& module, int index) {
  const SimpleCommand& command = builder.command(index);
  if (!module.known()) return;
  std::string path = module.text;
  std::replace(path.begin(), path.end(), '.', '/');
  std::vector<Word> folders{Word(".")};
  for (const NamedWord& one : command.assignments)
    if (one.name == "PYTHONPATH")
      for (Word& folder : split_at(one.value, ':', 16)) folders.push_back(std::move(folder));
  for (const Word& folder : folders)
    for (const char* ending : {".py", "/__main__.py"}) {
      Word name = folder;
      name.append(Word('/' + path + ending));
      const std::vector<Word> texts =
          builder.texts_of(place_of_script(builder, name, index), index);
      for (const Word& text : texts)
        builder.add_code("python", text, "module " + module.text, index);
      if (!texts.empty()) return;
    }
}

// What the line gives to the code of `call` besides its text.
CodeInputs inputs_of(Builder& builder, const SimpleCommand& command, const InterpreterCall& call,
                     int index) {
  CodeInputs inputs;
  inputs.arguments = call.arguments;
  inputs.environment = command.exported;
  inputs.environment.insert(inputs.environment.end(), command.assignments.begin(),
                            command.assignments.end());
  if (command.input.kind == Input::Kind::text)
    inputs.input.push_back(command.input.text);
  else if (command.input.kind == Input::Kind::file && !call.code.empty())
    inputs.input = builder.texts_of(
        Builder::resolve(command.input.text, builder.redirection_directory(index)), index);
  return inputs;
}

void take_code_input(Builder& builder, const SimpleCommand& command, const InterpreterCall& call,
                     int index, CodeInputs inputs) {
  inputs.script = "-";
  inputs.input.clear();
  const std::string program = builder.program(index);
  const Input& input = command.input;
  const auto unknown = [&](const std::string& from) {
    builder.add_opaque("code", program + " runs what `" + shorten(from, 120) + "` prints", from,
                       index);
  };
  switch (input.kind) {
    case Input::Kind::inherited:
      builder.add_opaque(
          "door", program + " is started with nothing to run: what it is told later cannot be seen",
          builder.actions().commands[static_cast<std::size_t>(index)].canonical, index);
      break;
    case Input::Kind::nothing:
      break;
    case Input::Kind::text:
      if (is_one_hole(input.text))
        unknown(input.text.text);
      else
        builder.add_code(call.language, input.text, "standard input of " + program, index, &inputs);
      break;
    case Input::Kind::file: {
      const Word path = Builder::resolve(input.text, builder.redirection_directory(index));
      const std::vector<Word> texts = builder.texts_of(path, index);
      if (texts.empty()) unknown(input.text.text);
      for (const Word& text : texts)
        builder.add_code(call.language, text, "file " + input.text.text, index, &inputs);
      break;
    }
    case Input::Kind::command:
      if (input.producer >= 0)
        unknown(builder.actions().commands[static_cast<std::size_t>(input.producer)].canonical);
      else
        unknown(input.text.text);
      break;
  }
}

// sh FILE, ./FILE: the shell room has read it as it was before code of this line wrote it.
void doubt_script(Builder& builder, int index) {
  const SimpleCommand& command = builder.command(index);
  const std::string& program = builder.program(index);
  const bool is_shell = std::find(k_shells.begin(), k_shells.end(), program) != k_shells.end();
  auto script = command.argv.begin() + is_shell;
  while (is_shell && script != command.argv.end() && script->text.starts_with('-')) {
    if (script->text[1] != '-' && script->text.find('c') != std::string::npos) return;  // -c CODE
    ++script;
  }
  if (script == command.argv.end() || !script->known()) return;
  if (!is_shell && script->text.find('/') == std::string::npos) return;
  const Word path = Builder::resolve(*script, command.directory);
  if (builder.is_made(path, index))
    builder.add_opaque("shell-text",
                       program + " runs " + script->text + ", which code of this line writes",
                       path.text, index);
}

// go run main.go, go run .: of a folder, what the line has written into it.
void act_on_go(Builder& builder, int index) {
  const SimpleCommand command = builder.command(index);
  if (command.argv.size() < 3 || command.argv[1].text != "run") return;
  for (std::size_t i = 2; i < command.argv.size(); ++i) {
    const Word& word = command.argv[i];
    if (word.text.ends_with(".go")) take_script(builder, word, "go", index, {});
    const Word folder = Builder::resolve(word, command.directory);
    if (!folder.known() || !word.text.starts_with('.') || !builder.spend(2'000)) continue;
    for (const std::string& name : builder.files()->list(folder.text)) {
      const Word file(folder.text + '/' + name);
      if (name.ends_with(".go") && builder.is_written(file, index))
        take_script(builder, file, "go", index, {});
    }
  }
}

// iex -S mix: what it is told runs inside of the project, as `mix run -e` would run it.
void act_on_iex(Builder& builder, int index, const InterpreterCall& call) {
  const SimpleCommand command = builder.command(index);
  const auto& argv = command.argv;
  const auto tool = std::find(argv.begin(), argv.end(), Word("mix"));
  if (tool == argv.end() || *(tool - 1) != Word("-S")) return;
  std::vector<Word> texts;
  for (const InterpreterCall::Code& code : call.code) texts.push_back(code.text);
  if (call.reads_input && command.input.kind == Input::Kind::text)
    texts.push_back(command.input.text);
  for (const Word& text : texts)
    builder.run_words({Word("mix"), Word("run"), Word("-e"), text}, index, "iex", {});
}

// What a line of IPython hands to a shell: `!psql`, `x = !psql`, `%sx psql`.
std::string_view shell_line_of_ipython(std::string_view line) {
  line = trim(line);
  if (const std::size_t set = line.find('='); set != std::string_view::npos) {
    const std::string_view value = trim(line.substr(set + 1));
    if (value.starts_with('!') || value.starts_with('%')) line = value;
  }
  for (const std::string_view magic : {"!!", "!", "%sx ", "%system "})
    if (line.starts_with(magic)) return line.substr(magic.size());
  return {};
}

// And a whole cell: `%%bash`, the lines below it.
std::string_view shell_cell_of_ipython(std::string_view code) {
  const std::size_t end = code.find('\n');
  if (end == std::string_view::npos) return {};
  const std::vector<std::string_view> words = split(trim(code.substr(0, end)), ' ');
  for (const std::string_view magic : {"%%!", "%%bash", "%%sh", "%%sx", "%%system", "%%script"})
    if (words.front() == magic) return code.substr(end + 1);
  return {};
}

void act_on_ipython(Builder& builder, const std::string& code, int index) {
  builder.run_shell(std::string(shell_cell_of_ipython(code)), index, "a cell of ipython", true);
  for (const std::string_view line : split(code, '\n')) {
    builder.run_shell(std::string(shell_line_of_ipython(line)), index, "! of ipython", true);
    if (line.starts_with("%run "))
      builder.run_shell("python3 " + std::string(line.substr(5)), index, "%run of ipython", true);
  }
}

}  // namespace

void act_on_interpreter(Builder& builder, int index) {
  const std::string program = builder.program(index);
  if (program.empty()) return;
  if (program == "go") return act_on_go(builder, index);
  doubt_script(builder, index);
  if (interpreter_language(program).empty()) return;
  const SimpleCommand command = builder.command(index);
  const std::optional<InterpreterCall> call = read_interpreter(command);
  if (!call) return;
  if (call->is_harmless && call->code.empty()) return;
  CodeInputs inputs = inputs_of(builder, command, *call, index);
  for (const InterpreterCall::Code& code : call->code) {
    inputs.script = code.from;
    builder.add_code(call->language, code.text, code.from + " of " + program, index, &inputs);
  }
  if (program == "ipython")
    for (const InterpreterCall::Code& code : call->code)
      act_on_ipython(builder, code.text.text, index);
  for (const Word& file : call->files) {
    take_script(builder, file, call->language, index, inputs);
    const std::string_view name = known_base_name(file);
    if (!client_rows(name).empty() && !has_child(builder, index)) {  // python manage.py dbshell
      std::vector<Word> words{file};
      words.insert(words.end(), call->arguments.begin(), call->arguments.end());
      builder.run_words(std::move(words), index, program, command.input);
    }
  }
  if (program == "iex") act_on_iex(builder, index, *call);
  if (!call->module.text.empty()) take_module(builder, call->module, index);
  for (const Word& file : call->edited) {
    FileAction action;
    action.path = Builder::resolve(file, command.directory);
    action.channel = program + " -i";
    action.command = index;
    builder.note_changed(action.path, index);
    builder.add_file(std::move(action));
  }
  if (call->reads_input && !call->is_harmless) {
    take_code_input(builder, command, *call, index, inputs);
  } else if (call->is_interactive && command.input.kind == Input::Kind::inherited) {
    builder.add_opaque(
        "door", program + " goes on with a prompt: what it is told later cannot be seen",
        builder.actions().commands[static_cast<std::size_t>(index)].canonical, index);
  }
}

}  // namespace interlock
