// What a command carries: the inner command of a wrapper, the text of `bash -c`, the
// script that it names, the commands that a shell reads from its standard input.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/descriptors.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/scripts.h"

namespace interlock {
namespace {

bool is_interactive(const SimpleCommand& command) {
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    const std::string& text = command.argv[i].text;
    if (text.size() < 2 || text[0] != '-' || text[1] == '-') return false;
    if (text.find('i') != std::string::npos) return true;
  }
  return false;
}

}  // namespace

bool is_whole_hole(const Word& word) {
  return word.holes.size() == 1 && word.holes[0].begin == 0 &&
         trim(std::string_view(word.text).substr(word.holes[0].end)).empty();
}

// Other shells have no such variable; a script says itself which one reads it.
bool reads_bash_env(const SimpleCommand& command) {
  const std::string_view name = known_base_name(command.argv[0]);
  return name != "sh" && name != "dash" && name != "ash" && name != "busybox";
}

// Runs a text that the shell is given at run time. Holes in it travel as marks, so that the words
// they end up in are known to be unknown.
void Evaluator::run_given_text(const Word& text, State& state, const Frame& frame,
                               const std::string& who) {
  if (is_whole_hole(text)) {
    state.status.reset();
    note_unknown(Unknown::Kind::shell_text,
                 who + " runs a text that is not known: " + shorten(text.text, 120), text,
                 frame.parent);
    return;
  }
  std::string marked;
  std::size_t at = 0;
  for (const Hole& hole : text.holes) {
    // What a substitution prints at the place of a command is read as commands, all of it.
    const std::string_view before = trim(std::string_view(text.text).substr(0, hole.begin));
    const bool first =
        before.empty() || std::string_view(";&|(\n").find(before.back()) != std::string_view::npos;
    const std::string_view spelled =
        std::string_view(text.text).substr(hole.begin, hole.end - hole.begin);
    const bool whole_word =
        hole.end == text.text.size() ||
        std::string_view(" \t\n;&|)").find(text.text[hole.end]) != std::string_view::npos;
    if (first && whole_word &&
        (spelled.starts_with("$(") || spelled.starts_with('`') || spelled.starts_with('<')))
      note_unknown(Unknown::Kind::shell_text,
                   who + " runs a text that is not known: " + shorten(spelled, 120),
                   Word::unknown(spelled), frame.parent);
    marked += text.text.substr(at, hole.begin - at);
    marked += k_mark + std::to_string(marks_.size()) + k_mark;
    marks_.push_back(text.text.substr(hole.begin, hole.end - hole.begin));
    at = hole.end;
  }
  marked += text.text.substr(at);
  run_text(marked, state, frame, "the text that " + who + " runs");
}

// Literal text of the source: marks in it become the holes that they stand for.
Word Evaluator::unmark(const std::string& text) const {
  Word word;
  std::size_t at = 0;
  for (;;) {
    const std::size_t begin = marks_.empty() ? std::string::npos : text.find(k_mark, at);
    const std::size_t end = begin == std::string::npos ? begin : text.find(k_mark, begin + 1);
    if (end == std::string::npos) return word.append(Word(text.substr(at)));
    word.append(Word(text.substr(at, begin - at)));
    const std::size_t number = static_cast<std::size_t>(std::atoi(text.c_str() + begin + 1));
    if (number < marks_.size()) word.append(Word::unknown(marks_[number]));
    at = end + 1;
  }
}

// The state that a program started by this shell begins with: its environment, nothing else.
State Evaluator::nested_state(const State& state, const SimpleCommand& command,
                              const Carried& carried) const {
  State nested;
  nested.is_remote = state.is_remote || carried.is_remote;
  nested.is_image_start = carried.is_remote && carried.kind == Carried::Kind::words;
  nested.descriptors = state.descriptors;
  nested.outputs = state.outputs;
  const bool inherits = !carried.clears_environment && !carried.is_remote;
  if (inherits) {
    state.variables.each([&](const std::string& name, const Variable& variable) {
      if (variable.exported) nested.variables.set(name, variable);
    });
    state.functions.each([&](const std::string& name, const std::vector<FunctionBody>& bodies) {
      for (const FunctionBody& body : bodies)
        if (body.exported) nested.functions[name].push_back(body);
    });
    for (const NamedWord& one : command.assignments) {
      nested.assign(one.name, one.value);
      nested.variables[one.name].exported = true;
    }
  }
  for (const NamedWord& one : carried.assignments) {
    nested.assign(one.name, one.value);
    nested.variables[one.name].exported = true;
  }
  // An exported function arrives as a variable of this name.
  for (const auto* given : {&command.assignments, &carried.assignments})
    for (const NamedWord& one : *given)
      if (one.name.starts_with("BASH_FUNC_") && one.value.known()) {
        const std::string name = one.name.substr(10, one.name.find('%') - 10);
        auto source = std::make_shared<const std::string>(name + ' ' + one.value.text);
        const ParsedShell parsed = parse_shell(*source);
        if (!parsed.list.items.empty() && !parsed.list.items[0].items.empty() &&
            !parsed.list.items[0].items[0].pipeline.commands.empty())
          if (const auto* function = std::get_if<syntax::Function>(
                  &parsed.list.items[0].items[0].pipeline.commands[0].node))
            nested.functions[name] = {FunctionBody{function->body, source, true, nullptr}};
      }
  nested.start_options();
  nested.directory = state.directory;
  nested.directories = state.directories;
  if (carried.is_remote) {  // the project is mounted there, most often, and worked in
    nested.directory = Word::unknown("$PWD");
    nested.directories = {Word(context_.directory)};
  }
  if (carried.directory) {
    const bool known = carried.directory->known() &&
                       (carried.directory->text.starts_with('/') || nested.directory.known());
    nested.directory = known ? Word(normalise_path(nested.directory.text, carried.directory->text))
                             : Word::unknown("$PWD").append(Word("/")).append(*carried.directory);
  }
  return nested;
}

// True when what it carries prints what the command prints.
bool Evaluator::run_carried(int index, State& state, const Frame& frame) {
  if (frame.depth > k_max_depth) {
    note_unknown(Unknown::Kind::too_much, "commands are nested too deeply", Word::unknown("..."),
                 index);
    return true;
  }
  const SimpleCommand command = line_.commands[static_cast<std::size_t>(index)];
  const std::vector<Carried> carried = carried_commands(command);
  bool speaks = false;
  for (const Carried& one : carried) {
    if (!spend(12)) return true;
    run_one_carried(one, command, index, state, frame);
    speaks = speaks || one.kind != Carried::Kind::door;
  }
  if (!carried.empty()) return speaks;
  if (!command.argv[0].known() && !read_file(command.argv[0], state)) return speaks;
  const std::optional<Word> script = find_script(command, state);
  if (!script) return speaks;
  Frame inner = frame;
  inner.parent = index;
  inner.via = "script " + script->text;
  ++inner.depth;
  State nested = nested_state(state, command, Carried());
  nested.is_image_start = state.is_image_start;
  nested.parameters.assign(command.argv.begin() + 1, command.argv.end());
  if (state.doubtful) inner.certain = false;
  if (script->text.starts_with("/dev/fd/")) inner.certain = false;  // a pipe is not executable
  return run_script_file(*script, nested, inner, true);
}

void Evaluator::run_one_carried(const Carried& carried, const SimpleCommand& command, int index,
                                State& state, const Frame& frame) {
  if (!spend(6 * command.exported.size())) return;  // they are copied once more
  Frame inner = frame;
  inner.parent = index;
  inner.via = carried.via;
  ++inner.depth;
  inner.loops = 0;
  inner.can_return = false;
  inner.certain = frame.certain && carried.certain && !state.doubtful;
  Sink printed;  // by what may not run
  if (!carried.certain) inner = inner.in_doubt(printed);
  if (carried.own_input) {
    inner.input = std::make_shared<Stream>();
    inner.input->input.kind = Input::Kind::nothing;
  }
  State nested = nested_state(state, command, carried);
  if (carried.directory && !carried.is_remote && context_.files != nullptr &&
      (!nested.directory.known() || !context_.files->is_directory(nested.directory.text)))
    inner.certain = false;  // nothing runs where that is no directory
  Choices* outer = choices_;
  const bool is_shell = carried.kind == Carried::Kind::shell_text ||
                        carried.kind == Carried::Kind::script ||
                        carried.kind == Carried::Kind::stdin_shell;
  nested.is_posix = is_shell && !reads_bash_env(command);
  if (is_shell) nested.modes = modes_of_shell(command.argv);
  if (const Variable* start = nested.find("BASH_ENV");
      is_shell && start && !start->values.empty() && reads_bash_env(command)) {
    choices_ = nullptr;
    Frame at_start = inner;
    at_start.via = "BASH_ENV";
    run_script_file(start->values.front(), nested, at_start, false);
    choices_ = outer;
  }
  // An interactive `sh` reads $ENV first, with -c too.
  if (const Variable* start = nested.find("ENV");
      nested.is_posix && is_interactive(command) && start && !start->values.empty()) {
    Frame at_start = inner;
    at_start.certain = false;
    at_start.via = "ENV";
    run_hidden(start->values.front(), nested, at_start, "ENV");
    if (read_file(start->values.front(), nested))
      run_script_file(start->values.front(), nested, at_start, false);
  }
  switch (carried.kind) {
    case Carried::Kind::words: {
      std::vector<Word> words = carried.words;
      if (words.empty()) break;
      if (carried.appends_unknown) {
        Frame reading = frame;
        if (carried.file) reading.input = stream_of(Input::Kind::file, *carried.file);
        append_input_words(words, reading, state);
      }
      run_words(std::move(words), {}, nested, inner, {});
      break;
    }
    case Carried::Kind::shell_text:
      choices_ = nullptr;
      if (!carried.words.empty()) nested.zero = carried.words.front();
      if (carried.words.size() > 1)
        nested.parameters.assign(carried.words.begin() + 1, carried.words.end());
      if (carried.appends_unknown) nested.parameters_known = false;
      nested.aliases.on = !command.argv.empty() && known_base_name(command.argv[0]) != "bash";
      run_given_text(carried.text, nested, inner, carried.via);
      break;
    case Carried::Kind::script:
      choices_ = nullptr;
      nested.parameters = carried.words;
      run_script_file(carried.text, nested, inner, false);
      break;
    case Carried::Kind::stdin_shell:
      choices_ = nullptr;
      nested.parameters = carried.words;
      run_shell_input(index, nested, inner);
      break;
    case Carried::Kind::package_script:
      choices_ = nullptr;
      run_package_script(carried, nested, inner);
      break;
    case Carried::Kind::make_target:
      choices_ = nullptr;
      run_make_target(carried, nested, inner);
      break;
    case Carried::Kind::sed_script: {
      choices_ = nullptr;
      const bool is_input = named_descriptor(carried.text.text) == 0 || carried.text.text == "-";
      std::optional<Word> script;
      if (!is_input)
        script = read_project(carried.text, nested);
      else if (frame.input)
        script = text_of(*frame.input, nested);
      inner.input = stream_of(Input::Kind::nothing, Word());
      if (script && spend(script->text.size() / 64))
        for (const Word& text : commands_of_sed(*script))
          run_given_text(text, nested, inner, "sed e");
      break;
    }
    case Carried::Kind::door:
      // Only where somebody could type: with its input closed or given, nothing can.
      if (frame.input && frame.input->input.kind == Input::Kind::inherited)
        note_unknown(Unknown::Kind::door, carried.via + " starts an interactive shell",
                     Word(render_command(command)), index);
      else if (frame.input && frame.input->input.kind != Input::Kind::nothing)
        run_shell_input(index, nested, inner);
      break;
  }
  if (is_shell) finish(nested, inner);
  choices_ = outer;
  if (!carried.certain && frame.out != nullptr) frame.out->merge(printed);
}

}  // namespace interlock
