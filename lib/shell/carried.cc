// What a command carries: the inner command of a wrapper, the text of `bash -c`, the
// script that it names, the commands that a shell reads from its standard input.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/scripts.h"

namespace interlock {
namespace {

bool is_whole_hole(const Word& word) {
  return word.holes.size() == 1 && word.holes[0].begin == 0 && word.holes[0].end == word.text.size();
}

}  // namespace

// Runs a text that the shell is given at run time. Holes in it travel as marks, so that the words they
// end up in are known to be unknown.
void Evaluator::run_given_text(const Word& text, State& state, const Frame& frame,
                               const std::string& who) {
  if (is_whole_hole(text)) {
    state.status.reset();
    note_unknown(Unknown::Kind::shell_text, who + " runs a text that is not known: " + shorten(text.text, 120),
                 text, frame.parent);
    return;
  }
  std::string marked;
  std::size_t at = 0;
  for (const Hole& hole : text.holes) {
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
  nested.descriptors = state.descriptors;
  const bool inherits = !carried.clears_environment && !carried.is_remote;
  if (inherits) {
    for (const auto& [name, variable] : state.variables)
      if (variable.exported) nested.variables.emplace(name, variable);
    for (const auto& [name, bodies] : state.functions)
      for (const FunctionBody& body : bodies)
        if (body.exported) nested.functions[name].push_back(body);
    for (const NamedWord& one : command.assignments) {
      nested.assign(one.name, one.value);
      nested.variables[one.name].exported = true;
    }
  }
  for (const NamedWord& one : carried.assignments) {
    nested.assign(one.name, one.value);
    nested.variables[one.name].exported = true;
  }
  nested.directory = state.directory;
  if (carried.is_remote) nested.directory = Word::unknown("$PWD");
  if (carried.directory) {
    const bool known = carried.directory->known() &&
                       (carried.directory->text.starts_with('/') || nested.directory.known());
    nested.directory = known
                           ? Word(normalise_path(nested.directory.text, carried.directory->text))
                           : Word::unknown("$PWD").append(Word("/")).append(*carried.directory);
  }
  return nested;
}

// True when what it carries prints what the command prints.
bool Evaluator::run_carried(int index, State& state, const Frame& frame) {
  if (frame.depth > k_max_depth) {
    note_unknown(Unknown::Kind::too_much, "commands are nested too deeply", Word::unknown("..."), index);
    return true;
  }
  const SimpleCommand command = line_.commands[static_cast<std::size_t>(index)];
  const std::vector<Carried> carried = carried_commands(command);
  bool speaks = false;
  for (const Carried& one : carried) {
    if (!spend(8)) return true;
    run_one_carried(one, command, index, state, frame);
    speaks = speaks || one.kind != Carried::Kind::door;
  }
  if (carried.empty() && command.argv[0].known() &&
      command.argv[0].text.find('/') != std::string::npos) {
    const std::vector<Word> arguments(command.argv.begin() + 1, command.argv.end());
    Frame inner = frame;
    inner.parent = index;
    inner.via = "script " + command.argv[0].text;
    ++inner.depth;
    State nested = nested_state(state, command, Carried());
    nested.parameters = arguments;
    speaks = run_script_file(command.argv[0], nested, inner, true);
  }
  return speaks;
}

void Evaluator::run_one_carried(const Carried& carried, const SimpleCommand& command, int index,
                                State& state, const Frame& frame) {
  Frame inner = frame;
  inner.parent = index;
  inner.via = carried.via;
  ++inner.depth;
  inner.certain = frame.certain && carried.certain;
  if (carried.own_input) {
    inner.input = std::make_shared<Stream>();
    inner.input->input.kind = Input::Kind::nothing;
  }
  State nested = nested_state(state, command, carried);
  Choices* outer = choices_;
  switch (carried.kind) {
    case Carried::Kind::words: {
      std::vector<Word> words = carried.words;
      if (words.empty()) break;
      if (carried.appends_unknown) append_input_words(words, frame, state);
      run_words(std::move(words), {}, nested, inner, {});
      break;
    }
    case Carried::Kind::shell_text:
      choices_ = nullptr;
      if (!carried.words.empty()) nested.zero = carried.words.front();
      if (carried.words.size() > 1)
        nested.parameters.assign(carried.words.begin() + 1, carried.words.end());
      if (carried.appends_unknown) nested.parameters_known = false;
      nested.aliases_on = !command.argv.empty() && known_base_name(command.argv[0]) != "bash";
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
    case Carried::Kind::door:
      // Only where somebody could type: with its input closed or given, nothing can.
      if (frame.input && frame.input->input.kind == Input::Kind::inherited)
        note_unknown(Unknown::Kind::door, carried.via + " starts an interactive shell",
                     Word(render_command(command)), index);
      else if (frame.input && frame.input->input.kind != Input::Kind::nothing)
        run_shell_input(index, nested, inner);
      break;
  }
  choices_ = outer;
}

// xargs and find hand over more words: those of a known input, else something unknown.
void Evaluator::append_input_words(std::vector<Word>& words, const Frame& frame, const State& state) {
  const Word text = frame.input ? text_of(*frame.input, state) : Word::unknown("<stdin>");
  if (!text.known() || text.text.size() > 65536) {
    words.push_back(Word::unknown("<input>", true));
    return;
  }
  std::string word;
  char quote = 0;
  bool started = false;
  for (const char c : text.text + "\n") {
    const bool blank = quote == 0 && (c == ' ' || c == '\t' || c == '\n');
    if (blank) {
      if (started) words.emplace_back(word);
      word.clear();
      started = false;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      started = true;
    } else if (c == quote) {
      quote = 0;
    } else {
      word += c;
      started = true;
    }
  }
}

// A shell that reads its commands from standard input.
void Evaluator::run_shell_input(int index, State& nested, const Frame& frame) {
  const Stream nothing;
  const Stream& stream = frame.input ? *frame.input : nothing;
  Frame inner = frame;
  inner.input = std::make_shared<Stream>();
  inner.input->input.kind = Input::Kind::nothing;
  switch (stream.input.kind) {
    case Input::Kind::nothing:
      return;
    case Input::Kind::inherited:
      note_unknown(Unknown::Kind::door, frame.via + " starts a shell that reads what is typed later",
                   Word(render_command(line_.commands[static_cast<std::size_t>(index)])), index);
      return;
    case Input::Kind::text:
    case Input::Kind::command:
      run_given_text(text_of(stream, nested), nested, inner, frame.via);
      return;
    case Input::Kind::file:
      run_script_file(stream.input.text, nested, inner, false);
      return;
  }
}

void Evaluator::source_file(const Word& path, State& state, const Frame& frame, int index) {
  state.status.reset();
  const int named = path.text == "/dev/stdin" ? 0 : -1;
  if (named == 0) {
    run_shell_input(index, state, frame);
    return;
  }
  run_script_file(path, state, frame, false);
}

// Runs a script in `state`. `by_name`: started by its path, so that it may be no script at all.
// False when it is none.
bool Evaluator::run_script_file(const Word& path, State& state, const Frame& frame, bool by_name) {
  if (!path.known()) {
    if (!by_name)
      note_unknown(Unknown::Kind::script, frame.via + " runs a script whose name is not known: " + path.text,
                   path, frame.parent);
    return false;
  }
  const std::string absolute =
      state.directory.known() ? normalise_path(state.directory.text, path.text) : path.text;
  const std::optional<Word> text = read_file(path, state);
  if (!text) {
    if (!by_name)
      note_unknown(Unknown::Kind::script, frame.via + " runs " + path.text + ", which cannot be read",
                   path, frame.parent);
    return false;
  }
  if (is_whole_hole(*text)) {
    note_unknown(Unknown::Kind::shell_text, frame.via + " runs " + path.text + ", whose text is not known",
                 path, frame.parent);
    return true;
  }
  if (by_name && !is_shell_script(text->text)) return false;
  if (text->text.find('\0') != std::string::npos) return false;  // a program, not a text
  const std::string running = absolute + '\n' + text->text;
  if (std::count(scripts_.begin(), scripts_.end(), running) > 0) return true;  // it shows nothing new
  state.zero = path;
  scripts_.push_back(running);
  run_given_text(*text, state, frame, path.text);
  scripts_.pop_back();
  state.flow = state.flow == State::Flow::returns ? State::Flow::on : state.flow;
  return true;
}

void Evaluator::run_package_script(const Carried& carried, State& nested, const Frame& frame) {
  if (!nested.directory.known() || context_.files == nullptr || nested.is_remote) {
    note_unknown(Unknown::Kind::script, carried.via + " runs a package script that cannot be read",
                 carried.text, frame.parent);
    return;
  }
  const std::string name = carried.text.text;
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    if (const auto text = read_file(Word(path), nested); text && text->known()) return text->text;
    return std::nullopt;
  };
  const std::optional<std::vector<PackageScript>> scripts =
      find_package_scripts(nested.directory.text, name, read);
  if (!scripts) {
    if (carried.certain)
      note_unknown(Unknown::Kind::script, carried.via + " needs a package.json that cannot be read",
                   carried.text, frame.parent);
    return;
  }
  for (const PackageScript& script : *scripts) {
    const std::string key = script.directory + ":" + script.name;
    if (std::count(scripts_.begin(), scripts_.end(), key) > 0 || scripts_.size() > 8) continue;
    scripts_.push_back(key);
    Word text(script.text);
    if (script.name == name)
      for (const Word& word : carried.words) {
        text.append(Word(" "));
        text.append(word.known() ? Word(shell_quote(word.text)) : word);
      }
    nested.directory = Word(script.directory);
    nested.flow = State::Flow::on;
    Frame inner = frame;
    inner.via = carried.via + ' ' + script.name;
    run_given_text(text, nested, inner, inner.via);
    scripts_.pop_back();
  }
}

void Evaluator::run_make_target(const Carried& carried, State& nested, const Frame& frame) {
  if (!nested.directory.known() || context_.files == nullptr || nested.is_remote) return;
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    if (const auto text = read_file(Word(path), nested); text && text->known()) return text->text;
    return std::nullopt;
  };
  const std::string key = "make:" + nested.directory.text + ':' + carried.text.text;
  if (std::count(scripts_.begin(), scripts_.end(), key) > 0 || scripts_.size() > 8) return;
  scripts_.push_back(key);
  std::vector<std::pair<std::string, std::string>> variables;
  for (const NamedWord& one : carried.assignments) variables.emplace_back(one.name, one.value.text);
  for (const std::string& recipe :
       find_recipes(nested.directory.text, carried.via, carried.text.text, variables, read)) {
    State line = nested;  // every line of a recipe has a shell of its own
    Frame inner = frame;
    inner.via = carried.via + (carried.text.text.empty() ? "" : ' ' + carried.text.text);
    inner.certain = false;
    run_given_text(Word(recipe), line, inner, inner.via);
  }
  scripts_.pop_back();
}

}  // namespace interlock
