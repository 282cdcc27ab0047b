// Script files, package scripts and make targets that a command runs.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/descriptors.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/made_files.h"
#include "lib/shell/scripts.h"

namespace interlock {
namespace {
// package.json and Makefile are read anew for every script and target that starts another one.
constexpr std::size_t k_bytes_of_a_step = 4;
// What Autoconf makes, nvm and their like: with more than this the work would not suffice anyway.
constexpr std::size_t k_longest_script = 96 * 1024;

// The known folders of the PATH that the line has set.
std::vector<std::string> own_folders(const std::vector<NamedWord>& assignments,
                                     const State& state) {
  Word path;
  if (const Variable* set = state.find("PATH"); set && !set->unset && !set->values.empty())
    path = set->values.front();
  for (const NamedWord& one : assignments)
    if (one.name == "PATH") path = one.value;
  std::vector<std::string> folders;
  std::size_t at = 0;
  for (const std::string_view folder : split(path.text, ':')) {
    const bool known = !path.has_hole_in(at, at + folder.size());
    at += folder.size() + 1;
    if (known && !folder.empty()) folders.emplace_back(folder);
  }
  return folders;
}

}  // namespace

// The file that a program's name stands for: with a slash itself, else in the folders that the line
// has put into PATH.
std::optional<Word> Evaluator::find_script(const SimpleCommand& command, const State& state) const {
  const Word& name = command.argv[0];
  if (!name.known() || name.text.find('/') != std::string::npos) return name;
  for (const std::string& folder : own_folders(command.assignments, state)) {
    const Word file(folder + '/' + name.text);
    if (read_file(file, state)) return file;
  }
  return std::nullopt;
}

// The program of which the line has made a copy under this name; else the name.
Word Evaluator::find_copy(const Word& name, const std::vector<NamedWord>& assignments,
                          const State& state) const {
  if (copies_.empty() || !state.directory.known()) return name;
  std::vector<std::string> places = {name.text};
  if (name.text.find('/') == std::string::npos) {
    places = own_folders(assignments, state);
    for (std::string& place : places) place += '/' + name.text;
  }
  for (const std::string& place : places) {
    const auto copy = copies_.find(normalise_path(state.directory.text, place));
    if (copy != copies_.end()) return copy->second;
  }
  return name;
}

// Where a branch has left it open in which folder the shell is: in each that it may be in. Where
// nothing is known of it, in a container too, that is most often the project's.
void Evaluator::in_each_directory(State& state, const Frame& frame,
                                  const std::function<void(State&, const Frame&)>& run) {
  if ((state.directory.known() && !state.is_remote) || context_.files == nullptr) return;
  std::vector<Word> places = {Word(context_.directory)};
  if (!state.directories.empty()) places = state.directories;
  for (const Word& place : places) {
    if (!spend(state.weight())) return;
    State copy = state;
    copy.directory = place;
    run(copy, frame.in_doubt());
    if (copy.directory == place) copy.directory = state.directory;
    join(state, std::move(copy));
  }
}

// Runs a script in `state`. `by_name`: by its path, so that it may be no script at all: then false.
bool Evaluator::run_script_file(const Word& path, State& state, const Frame& frame, bool by_name) {
  const Word tail = below_unknown_folder(path);  // "$ROOT/reset.sh"
  if (!tail.text.empty() && context_.files != nullptr && !read_file(path, state)) {
    State project = state;
    project.directory = Word(context_.directory);
    if (read_project(tail, project) && spend(line_.commands.size() / 8) &&
        !is_made_before(line_.commands, path.text, 0, frame.parent, by_name)) {
      const bool found = run_found_script(tail, project, frame.in_doubt(), by_name);
      project.directory = state.directory;
      join(state, std::move(project));
      return found;
    }
  }
  bool is_there = false;
  if (path.known() && !path.text.starts_with('/'))
    in_each_directory(state, frame, [&](State& place, const Frame& inner) {
      if (read_project(path, place)) is_there |= run_found_script(path, place, inner, by_name);
    });
  if (is_there) return true;
  const std::string& directory = state.directory.text;
  const auto below = files_.lower_bound(directory + '/');
  // Where the working directory is missing the `cd` has failed, unless the line makes the folder.
  if (path.text.starts_with('/') || context_.files == nullptr || state.is_remote ||
      !state.directory.known() || directory == context_.directory ||
      (below != files_.end() && below->first.starts_with(directory + '/')) ||
      context_.files->is_directory(directory))
    return run_found_script(path, state, frame, by_name);
  const Frame either = frame.in_doubt();
  State stayed = state;  // where the line began, as far as can be told
  stayed.directory = Word(context_.directory);
  const bool found = read_file(path, stayed) && run_found_script(path, stayed, either, by_name);
  return run_found_script(path, state, either, by_name) || found;
}

bool Evaluator::run_found_script(const Word& path, State& state, const Frame& frame, bool by_name) {
  if (!path.known() && !read_file(path, state)) {
    const bool is_made = spend(line_.commands.size() / 8) &&
                         is_made_before(line_.commands, path.text, 0, frame.parent, by_name);
    if (is_made)
      note_unknown(Unknown::Kind::shell_text,
                   frame.via + " runs " + path.text + ", which a command of this line makes", path,
                   frame.parent);
    else if (!by_name)
      note_unknown(Unknown::Kind::script,
                   frame.via + " runs a script whose name is not known: " + path.text, path,
                   frame.parent);
    return is_made;
  }
  const std::string absolute = state.directory.known() && path.known()
                                   ? normalise_path(state.directory.text, path.text)
                                   : path.text;
  if (named_descriptor(absolute) == 0) {
    run_shell_input(frame.parent, state, frame);
    return true;
  }
  // The same text with the same words and variables shows nothing new.
  const auto is_round = [&](const RunningScript& script, std::string_view text) {
    return script.name.starts_with(absolute + '\n') && script.name.ends_with(text) &&
           script.parameters == state.parameters && script.variables == state.variables;
  };
  const auto runs = [&](std::string_view text) {
    return std::ranges::any_of(scripts_,
                               [&](const RunningScript& one) { return is_round(one, text); });
  };
  if (!state.is_remote && !files_.contains(absolute) && runs("")) return true;
  const std::optional<Word> text = read_project(path, state);
  int& asked = asked_[path.text + (by_name ? "\n" : "")];
  const int from = std::exchange(asked, frame.parent);
  const std::size_t more = line_.commands.size() - static_cast<std::size_t>(std::max(from, 0));
  if (!spend(more / 8)) return true;  // all of them are looked at below
  if (!text && is_made_before(line_.commands, path.text, from, frame.parent, by_name)) {
    note_unknown(Unknown::Kind::shell_text,
                 frame.via + " runs " + path.text + ", which a command of this line makes", path,
                 frame.parent);
    return true;
  }
  if (!text) {
    if (!by_name)
      note_unknown(Unknown::Kind::script,
                   frame.via + " runs " + path.text + ", which cannot be read", path, frame.parent);
    return false;
  }
  if (is_whole_hole(*text)) {
    note_unknown(Unknown::Kind::shell_text,
                 frame.via + " runs " + path.text + ", whose text is not known", *text,
                 frame.parent);
    return true;
  }
  // docker run IMAGE notes.md: words for the image's own program.
  if (by_name && state.is_image_start && !is_named_as_script(path.text, text->text)) return false;
  Frame inner = frame;
  const bool as_installed = text->text.starts_with("#!") && !files_.contains(absolute);
  inner.certain = inner.certain && !unsettled_.contains(absolute) &&
                  (!by_name || as_installed || is_made_executable(line_.commands, absolute));
  if (by_name && !is_shell_script(text->text)) return run_interpreted(*text, path, state, inner);
  if (text->text.find('\0') != std::string::npos) return false;  // a program, not a text
  if (!spend(text->text.size() / 512)) return true;              // it was copied more than once
  const auto depth = std::ranges::count_if(
      scripts_, [&](const auto& script) { return script.name.starts_with(absolute + '\n'); });
  const auto later = frame.certain ? 0 : depth - k_recursions;
  if (later > k_later_calls || runs(text->text)) return true;
  if (later > 0) {  // as calls of a function that are not followed one by one
    State before = state;
    before.variables = scripts_.front().variables;
    before.parameters = scripts_.front().parameters;
    state.widen(before);
  }
  state.zero = path;
  scripts_.push_back({absolute + '\n' + text->text, state.parameters, state.variables});
  if (text->text.size() > k_longest_script && text->known())
    read_commands(text->text, state, inner);
  else
    run_given_text(*text, state, inner, path.text);
  scripts_.pop_back();
  state.flow = state.flow == State::Flow::returns ? State::Flow::on : state.flow;
  return true;
}

static bool is_running(const std::vector<RunningScript>& scripts, std::string_view name) {
  return std::ranges::any_of(scripts, [&](const RunningScript& one) { return one.name == name; });
}

void Evaluator::run_package_script(const Carried& carried, State& nested, const Frame& frame) {
  const bool is_here = nested.directory.known() && context_.files != nullptr && !nested.is_remote;
  bool found = is_here && run_package_script_here(carried, nested, frame);
  in_each_directory(nested, frame, [&](State& place, const Frame& inner) {
    found |= run_package_script_here(carried, place, inner);
  });
  if (!found && carried.certain)
    note_unknown(Unknown::Kind::script,
                 carried.via + " needs a " + std::string(manifests_of(carried.via).front()) +
                     " that cannot be read",
                 carried.text, frame.parent);
}

// False when there is no manifest.
bool Evaluator::run_package_script_here(const Carried& carried, State& nested, const Frame& frame) {
  const std::string name = carried.text.text;
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    const auto text = read_project(Word(path), nested);
    if (text && text->known() && spend(text->text.size() / k_bytes_of_a_step)) return text->text;
    return std::nullopt;
  };
  const std::optional<std::vector<PackageScript>> scripts =
      find_package_scripts(carried.via, nested.directory.text, name, !carried.no_hooks, read);
  if (!scripts) return false;
  for (const PackageScript& script : *scripts) {
    const std::string key = script.directory + ":" + script.name;
    if (is_running(scripts_, key) || scripts_.size() > 8) continue;
    scripts_.push_back({key, {}, {}});
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
  return true;
}

void Evaluator::run_make_target(const Carried& carried, State& nested, const Frame& frame) {
  if (nested.directory.known() && context_.files != nullptr && !nested.is_remote)
    return run_make_target_here(carried, nested, frame);
  in_each_directory(nested, frame, [&](State& place, const Frame& inner) {
    run_make_target_here(carried, place, inner);
  });
}

void Evaluator::run_make_target_here(const Carried& carried, State& nested, const Frame& frame) {
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    const bool is_input =
        path == normalise_path(nested.directory.text, "-") || named_descriptor(path) == 0;
    if (is_input && frame.input) return text_of(*frame.input, nested).text;
    const auto text = read_project(Word(path), nested);
    if (text && text->known() && spend(text->text.size() / k_bytes_of_a_step)) return text->text;
    return std::nullopt;
  };
  const std::string key = "make:" + nested.directory.text + ':' + carried.text.text;
  if (is_running(scripts_, key) || scripts_.size() > 8) return;
  scripts_.push_back({key, {}, {}});
  RecipeCall call{nested.directory.text, carried.via,
                  carried.text.text,     carried.file ? carried.file->text : std::string(),
                  carried.assignments,   {}};
  nested.variables.each([&](const std::string& name, const Variable& variable) {
    if (variable.exported && !variable.unset)
      for (const Word& value : variable.values) call.environment.push_back({name, value});
  });
  for (const Recipe& recipe : find_recipes(call, read)) {
    State line = nested;  // every line of a recipe has a shell of its own
    Frame inner = frame;
    inner.via = carried.via + (carried.text.text.empty() ? "" : ' ' + carried.text.text);
    inner.certain = false;
    if (recipe.interpreter.empty()) {
      run_given_text(recipe.text, line, inner, inner.via);
      continue;
    }
    std::vector<Word> words = recipe.interpreter;
    if (recipe.as_input)
      inner.input = stream_of(Input::Kind::text, recipe.text);
    else
      words.push_back(recipe.text);
    run_words(std::move(words), {}, line, inner, {});
  }
  scripts_.pop_back();
}

}  // namespace interlock
