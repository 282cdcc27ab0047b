// One simple command: expansion, assignments, then what its name stands for, in the
// order of bash (manual 3.7.2): alias, function, builtin, program.
#include <algorithm>
#include <span>
#include <variant>

#include "lib/base/text.h"
#include "lib/shell/builtins.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/text_programs.h"

namespace interlock {
namespace {

// A dense script of a hundred kilobytes runs five thousand.
constexpr std::size_t k_max_commands = 6'144;
constexpr std::size_t k_max_given = 8 << 20;     // bytes of input, over all commands
constexpr std::size_t k_max_script_rest = 2048;  // of a script, given to each of its commands

bool expands(const std::vector<syntax::Part>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const syntax::Part& part) {
    using Kind = syntax::Part::Kind;
    const bool has_brace = part.kind == Kind::literal && part.text.find('{') != std::string::npos;
    return part.kind == Kind::parameter || part.kind == Kind::command ||
           part.kind == Kind::arithmetic || has_brace || expands(part.parts);
  });
}

// What a builtin says of an error, where 2>&1 makes it part of a text that somebody reads.
void note_complaint(std::span<const Word> argv, const State& state, const Frame& frame) {
  const Writer* errors = frame.writer_of(2);
  if (errors == nullptr || state.status == 0) return;
  const std::string& name = argv[0].text;
  const bool moves = name == "cd" || name == "pushd" || name == "popd";
  const bool tests = (name == "test" || name == "[") && state.status == 2;
  if (!moves && !tests && refused_status(argv) == 0) return;
  const Word complaint = Word::unknown('(' + name + " 2>&1)");
  if (state.status) return errors->sink->append(complaint);
  Sink failed = *errors->sink;
  failed.append(complaint);
  errors->sink->merge(failed);
}

bool expands(const syntax::Simple& simple) {
  const auto word_expands = [](const syntax::Word& word) { return expands(word.parts); };
  return std::any_of(simple.words.begin(), simple.words.end(), word_expands) ||
         std::any_of(simple.assignments.begin(), simple.assignments.end(),
                     [&](const auto& a) { return a.is_array || word_expands(a.value); });
}

}  // namespace

void Evaluator::note_unknown(Unknown::Kind kind, std::string what, Word text, int command) {
  for (const Unknown& known : line_.unknowns)
    if (known.kind == kind && known.what == what && known.text == text) return;
  line_.unknowns.push_back({kind, std::move(what), std::move(text), command});
}

namespace {

// What the variables in front of a command held before.
void restore(State& state, const SharedMap<Variable>& saved,
             const std::vector<NamedWord>& assignments) {
  for (const NamedWord& assignment : assignments) {
    if (const Variable* old = saved.find(assignment.name))
      state.variables.set(assignment.name, *old);
    else
      state.variables.erase(assignment.name);
  }
}

// With a PATH of the line's own a program may not be found.
bool lost_path(const Word& program, const std::vector<NamedWord>& assignments, const State& state) {
  for (const NamedWord& one : assignments)
    if (one.name == "PATH" && one.value.text.find("PATH") == std::string::npos) return true;
  const Variable* path = state.find("PATH");
  if (path == nullptr || program.text.find('/') != std::string::npos) return false;
  return path->unset || path->values.empty() ||
         path->values.front().text.find("PATH") == std::string::npos;
}

}  // namespace

int Evaluator::emit(const std::vector<Word>& argv, const std::vector<NamedWord>& assignments,
                    const State& state, const Frame& frame) {
  if (line_.commands.size() >= k_max_commands) {
    work_ = 0;
    spend(1);
    return -1;
  }
  // Every command holds a copy of its input and of what is exported.
  if (frame.input && !frame.input->is_script) given_ += frame.input->input.text.text.size();
  if (given_ > k_max_given) work_ = 0;
  // The walk over the names that finds them is slower where they outgrow the cache.
  const std::size_t names = state.variables.size();
  if (!spend(8 + argv.size() + names / (names < 1000 ? 16 : 4))) return -1;
  SimpleCommand command;
  command.argv = argv;
  command.assignments = assignments;
  state.variables.each([&](const std::string& name, const Variable& variable) {
    if (variable.exported && !variable.unset && !variable.values.empty())
      command.exported.push_back({name, variable.values.front()});
  });
  spend(2 * command.exported.size());
  if (frame.input) {
    // Asked before it is copied: a string that was emptied still holds its megabyte.
    const Stream& stream = *frame.input;
    const bool is_text = stream.input.kind == Input::Kind::text;
    const std::size_t taken = is_text ? stream.position : 0;
    const std::size_t size = stream.input.text.text.size();
    if (!stream.is_script || size <= k_max_script_rest + taken) {
      command.input = stream.input;
      if (taken > 0) command.input.text = command.input.text.substr(taken);
    } else {
      command.input.kind = Input::Kind::nothing;
    }
  }
  command.directory = state.directory;
  command.certain = frame.certain && !state.doubtful && !lost_path(argv[0], assignments, state);
  command.background = frame.background;
  command.in_pipe = frame.in_pipe;
  command.is_remote = state.is_remote;
  command.parent = frame.parent;
  command.via = frame.via;
  command.depth = frame.depth;
  line_.commands.push_back(std::move(command));
  return static_cast<int>(line_.commands.size()) - 1;
}

void Evaluator::run_simple(const syntax::Command& command, State& state, const Frame& frame) {
  const auto& simple = std::get<syntax::Simple>(command.node);
  if (!expands(simple) && command.redirections.empty())
    run_simple_once(command, state, frame);
  else
    with_choices(state, [&](State& pass) { run_simple_once(command, pass, frame); });
}

void Evaluator::run_simple_once(const syntax::Command& command, State& state, const Frame& frame) {
  const auto& simple = std::get<syntax::Simple>(command.node);
  const std::size_t substitutions = substitutions_;
  std::vector<Word> argv = expand_words(simple.words, state, frame);
  // A program's redirections are made in a process of its own: what {v}> and ${x:=y} set is lost.
  const bool own_process = !command.redirections.empty() && !argv.empty() && argv[0].known() &&
                           !is_builtin(argv[0].text) && !state.functions.contains(argv[0].text);
  const SharedMap<Variable> before = own_process ? state.variables : SharedMap<Variable>();
  const bool lasting =
      argv.size() == 1 && argv[0].text == "exec" && !state.functions.contains("exec");
  Redirected redirected = redirect(command.redirections, state, frame, lasting);
  if (own_process) state.variables = before;
  if (argv.empty()) {
    for (const syntax::Assignment& assignment : simple.assignments)  // even where that failed
      assign(assignment, state, redirected.frame);
    perform(redirected, state, [](State&, const Frame&) {});
    if (redirected.may_fail || redirected.may_not_open)
      state.status.reset();
    else if (substitutions == substitutions_)  // else it is that of the last one
      state.status = 0;
    return;
  }
  std::vector<NamedWord> assignments;
  for (const syntax::Assignment& assignment : simple.assignments) {
    State scratch = state;
    assign(assignment, scratch, redirected.frame);
    const Variable* set = scratch.find(assignment.name);
    Word value;
    if (set && !set->values.empty()) value = set->values.front();
    assignments.push_back({assignment.name, value});
  }
  // Array assignments among the words of declare and its kin.
  const bool is_local = declares_local(argv);
  for (const auto& declared : simple.declared) {
    if (argv[0].text == "local" && state.scopes.empty()) {
      branch(state, redirected.frame,
             [&](State& copy, const Frame& inner) { assign(declared.assignment, copy, inner); });
      continue;
    }
    if (is_local) state.shadow(declared.assignment.name);
    const Variable* old = state.find(declared.assignment.name);
    const bool map = declares(argv, 'A');
    if (old != nullptr && old->is_array && (old->is_map ? declares(argv, 'a') : map)) {
      state.fail_line();  // "cannot convert": the line ends
      continue;
    }
    if (map) state.variables[declared.assignment.name].is_map = true;
    assign(declared.assignment, state, redirected.frame);
    Variable& made = state.variables[declared.assignment.name];
    if (!made.is_array && !made.values.empty() && (map || declares(argv, 'a')))
      made.set_element("0", made.values.front());  // of a=(1)2, which is text
  }
  perform(redirected, state, [&](State& inner_state, const Frame& inner) {
    const std::size_t first = line_.commands.size();
    run_words(std::move(argv), std::move(assignments), inner_state, inner, command.span);
    if (first < line_.commands.size()) line_.commands[first].outputs = redirected.outputs;
  });
}

void Evaluator::run_words(std::vector<Word> argv, std::vector<NamedWord> assignments, State& state,
                          const Frame& frame, syntax::Span span) {
  if (exhausted_) return;
  const std::string& name = argv.front().text;
  if (argv.front().known() && state.functions.contains(name)) {
    const auto saved = state.variables;
    for (const NamedWord& assignment : assignments) state.assign(assignment.name, assignment.value);
    const bool maybe_none = !state.functions.find(name)->back().body;
    run_function(name, argv, state, frame);
    restore(state, saved, assignments);
    if (maybe_none)
      run_no_function(std::move(argv), std::move(assignments), state, frame.in_doubt(), span);
    return;
  }
  run_no_function(std::move(argv), std::move(assignments), state, frame, span);
}

void Evaluator::run_no_function(std::vector<Word> argv, std::vector<NamedWord> assignments,
                                State& state, const Frame& frame, syntax::Span span) {
  if (exhausted_) return;
  const std::string& name = argv.front().text;
  if (argv.front().known()) argv.front() = find_copy(argv.front(), assignments, state);
  const auto hashed = argv.front().known() ? state.hashed.find(name) : state.hashed.end();
  if (hashed != state.hashed.end()) argv.front() = hashed->second;
  const int index = emit(argv, assignments, state, frame);
  if (index < 0) return;
  if (frame.out != nullptr) frame.out->producer = index;
  if (!argv.front().known() && known_base_name(argv.front()).empty()) {
    std::string shown = render_command(line_.commands[static_cast<std::size_t>(index)]);
    if (frame.input && frame.input->input.kind == Input::Kind::text)
      shown += " <<< " + frame.input->input.text.text;
    note_unknown(Unknown::Kind::program, "the program's name is not known: " + argv.front().text,
                 Word::unknown(shown), index);
    if (frame.in_rest && is_of_the_rest(argv.front(), state))
      note_unknown(Unknown::Kind::too_much,
                   "a loop has more rounds than are followed, and each runs another program: " +
                       argv.front().text,
                   Word::unknown(shown), index);
  }
  if (!argv.front().known()) run_without_holes(argv, state, frame, span);
  note_copies(argv, state, frame);
  note_edits(argv, state, frame);
  const SharedMap<Variable> saved = state.variables;
  for (const NamedWord& assignment : assignments) state.assign(assignment.name, assignment.value);
  const bool builtin = run_builtin(argv, state, frame, index);
  if (builtin) note_complaint(argv, state, frame);
  if (!assignments.empty() && argv.front().text != "export" && argv.front().text != "declare")
    restore(state, saved, assignments);
  if (!builtin) {
    state.status.reset();
    if (!run_carried(index, state, frame)) print_output(argv, state, frame, index, span);
    note_reading(argv, state, frame);
  }
  state.last_argument = argv.back();
}

// Standard output of a program, when somebody reads it: computed for programs that turn text into
// text, else a hole in the spelling of the source.
void Evaluator::print_output(const std::vector<Word>& argv, State& state, const Frame& frame,
                             int index, syntax::Span span) {
  if (frame.out == nullptr) return;
  frame.out->producer = index;
  const std::string_view program = known_base_name(argv.front());
  std::optional<Word> output;
  if (program == "which" && argv.size() == 2 && argv[1].known())
    output = Word::unknown("$PATH").append(Word("/" + argv[1].text + "\n"));
  const bool resolves = program == "realpath" || (program == "readlink" && argv.size() > 2);
  if (resolves && argv.back().known() && state.directory.known())
    output = Word(normalise_path(state.directory.text, argv.back().text) + "\n");
  if (is_text_program(program)) {
    const Word input = frame.input ? text_of(*frame.input, state) : Word();
    const std::span<const Word> arguments(argv.data() + 1, argv.size() - 1);
    output = run_text_program(program, arguments, input);
    if (!output && argv.size() > 1 &&
        reads_named_file(program)) {  // `base64 -d FILE`: the file instead of standard input
      if (const auto text = read_file(argv.back(), state))
        output = run_text_program(program, arguments.first(arguments.size() - 1), *text);
    }
    if (output) spend(output->text.size() / 32);
    if (output && program != "false" && program != "grep") state.status = 0;
  }
  if (!output) {
    std::string spelled = span.end > span.begin ? std::string(spelling(span, frame)) : argv[0].text;
    output = Word::unknown("$(" + shorten(spelled, 200) + ')');
  }
  frame.out->append(*output);
}

}  // namespace interlock
