// One simple command: expansion, assignments, then what its name stands for, in the
// order of bash (manual 3.7.2): alias, function, builtin, program.
#include <algorithm>
#include <variant>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/text_programs.h"

namespace interlock {
namespace {

constexpr int k_max_passes = 24;
constexpr std::size_t k_max_commands = 4096;

bool expands(const std::vector<syntax::Part>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const syntax::Part& part) {
    using Kind = syntax::Part::Kind;
    return part.kind == Kind::parameter || part.kind == Kind::command ||
           part.kind == Kind::arithmetic || expands(part.parts);
  });
}

bool expands(const syntax::Simple& simple) {
  const auto word_expands = [](const syntax::Word& word) { return expands(word.parts); };
  return std::any_of(simple.words.begin(), simple.words.end(), word_expands) ||
         std::any_of(simple.assignments.begin(), simple.assignments.end(), [&](const auto& a) {
           return a.is_array || word_expands(a.value);
         });
}

}  // namespace

std::size_t Choices::choose(const std::string& key, std::size_t count) {
  for (const Choice& choice : choices_)
    if (choice.key == key) return std::min(choice.index, count - 1);
  choices_.push_back({key, count, 0});
  return 0;
}

bool Choices::advance() {
  while (!choices_.empty()) {
    Choice& last = choices_.back();
    if (++last.index < last.count) return true;
    choices_.pop_back();
  }
  return false;
}

// Runs `pass` once for every combination of values that it meets, each from the same state, and joins
// the ends. What is found in several passes is not certain.
void Evaluator::with_choices(State& state, const std::function<void(State&)>& pass) {
  Choices* outer = choices_;
  Choices choices;
  choices_ = &choices;
  if (!spend(state.weight())) {
    choices_ = outer;
    return;
  }
  const State before = state;
  const std::size_t first_command = line_.commands.size();
  pass(state);
  choices_ = &choices;
  int passes = 1;
  while (choices.advance() && !exhausted_) {
    if (++passes > k_max_passes) {
      note_unknown(Unknown::Kind::too_much, "its words may be too many different things",
                   Word::unknown("..."), -1);
      break;
    }
    if (!spend(before.weight())) break;
    State copy = before;
    pass(copy);
    choices_ = &choices;
    join(state, std::move(copy));
  }
  if (passes > 1)
    for (std::size_t i = first_command; i < line_.commands.size(); ++i)
      line_.commands[i].certain = false;
  choices_ = outer;
}

void Evaluator::note_unknown(Unknown::Kind kind, std::string what, Word text, int command) {
  for (const Unknown& known : line_.unknowns)
    if (known.kind == kind && known.what == what && known.text == text) return;
  line_.unknowns.push_back({kind, std::move(what), std::move(text), command});
}

int Evaluator::emit(const std::vector<Word>& argv, const std::vector<NamedWord>& assignments,
                    const State& state, const Frame& frame, syntax::Span span) {
  if (line_.commands.size() >= k_max_commands) {
    work_ = 0;
    spend(1);
    return -1;
  }
  spend(8 + argv.size());
  SimpleCommand command;
  command.argv = argv;
  command.assignments = assignments;
  for (const auto& [name, variable] : state.variables)
    if (variable.exported && !variable.unset && !variable.values.empty())
      command.exported.push_back({name, variable.values.front()});
  if (frame.input) {
    command.input = frame.input->input;
    if (command.input.kind == Input::Kind::text && frame.input->position > 0)
      command.input.text = command.input.text.substr(frame.input->position);
  }
  command.directory = state.directory;
  command.certain = frame.certain && !state.doubtful;
  command.background = frame.background;
  command.in_pipe = frame.in_pipe;
  command.is_remote = state.is_remote;
  command.parent = frame.parent;
  command.via = frame.via;
  command.source = span;
  command.depth = frame.depth;
  line_.commands.push_back(std::move(command));
  return static_cast<int>(line_.commands.size()) - 1;
}

void Evaluator::run_simple(const syntax::Command& command, State& state, const Frame& frame) {
  const auto& simple = std::get<syntax::Simple>(command.node);
  if (!state.aliases.empty() && run_alias(command, state, frame)) return;
  if (!expands(simple) && command.redirections.empty())
    run_simple_once(command, state, frame);
  else
    with_choices(state, [&](State& pass) { run_simple_once(command, pass, frame); });
}

// An alias is text: what follows its name in the source is read again behind its value. Off in scripts
// unless switched on, but a zsh reads them always, so that both readings are followed.
bool Evaluator::run_alias(const syntax::Command& command, State& state, const Frame& frame) {
  const auto& simple = std::get<syntax::Simple>(command.node);
  if (simple.words.empty() || simple.words.front().parts.size() != 1) return false;
  const syntax::Part& name = simple.words.front().parts.front();
  if (name.kind != syntax::Part::Kind::literal || !frame.source) return false;
  const auto alias = state.aliases.find(name.text);
  if (alias == state.aliases.end()) return false;
  const std::uint32_t after = simple.words.front().span.end;
  const std::string rest = frame.source->substr(after, command.span.end - after);
  const std::string text = alias->second + rest;
  State inner_state = state;
  inner_state.aliases.erase(name.text);  // an alias is not expanded again in its own value
  Frame inner = frame;
  inner.via = "alias " + name.text;
  ++inner.depth;
  if (state.aliases_on) {
    run_text(text, inner_state, inner, "alias " + name.text);
    inner_state.aliases.insert(state.aliases.begin(), state.aliases.end());
    state = std::move(inner_state);
    return true;
  }
  inner.certain = false;
  run_text(text, inner_state, inner, "alias " + name.text);
  return false;
}

void Evaluator::assign(const syntax::Assignment& assignment, State& state, const Frame& frame) {
  const auto note = [&](const Word& value) {
    line_.variables.push_back({assignment.name, value});
    spend(1);
  };
  if (assignment.is_array) {
    Variable array;
    const Variable* old = state.find(assignment.name);
    if (assignment.append && old && old->is_array) array = *old;
    array.is_array = true;
    array.unset = false;
    array.values.clear();
    std::int64_t next = static_cast<std::int64_t>(array.order.size());
    for (const syntax::Assignment::Element& element : assignment.elements) {
      std::vector<Word> values;
      std::string index;
      if (element.index) {
        index = expand_one(*element.index, state, frame).text;
        values.push_back(expand_one(element.value, state, frame));
      } else {
        expand_fields(element.value, state, frame, values);
      }
      for (Word& value : values) {
        const std::string key = index.empty() ? std::to_string(next++) : index;
        if (!array.elements.contains(key)) array.order.push_back(key);
        note(value);
        array.elements[key] = std::move(value);
      }
    }
    state.variables[assignment.name] = std::move(array);
    return;
  }
  Word value = expand_one(assignment.value, state, frame);
  const Variable* old = state.find(assignment.name);
  if (old && old->is_integer && value.known())
    if (const auto number = calculate(value.text, state)) value = Word(std::to_string(*number));
  if (old && old->letter_case == 'u') value.text = to_upper(value.text);
  if (old && old->letter_case == 'l') value.text = to_lower(value.text);
  if (assignment.index) {
    const std::string index = expand_one(*assignment.index, state, frame).text;
    Variable& array = state.variables[assignment.name];
    if (!array.is_array && !array.values.empty() && !array.unset) {
      array.elements["0"] = array.values.front();
      array.order = {"0"};
    }
    array.is_array = true;
    array.unset = false;
    if (!array.elements.contains(index)) array.order.push_back(index);
    Word& element = array.elements[index];
    if (assignment.append) value = Word(element).append(value);
    note(value);
    element = std::move(value);
    return;
  }
  if (assignment.append) {
    Word whole;
    if (old == nullptr)
      whole = Word::unknown('$' + assignment.name);
    else if (!old->unset && old->is_array && old->elements.contains("0"))
      whole = old->elements.at("0");
    else if (!old->unset && !old->values.empty())
      whole = old->values[choices_ && old->values.size() > 1
                              ? choices_->choose(assignment.name, old->values.size())
                              : 0];
    const bool sum = old && old->is_integer && whole.known() && value.known();
    if (const auto number = sum ? calculate(whole.text + "+(" + value.text + ')', state) : std::nullopt)
      value = Word(std::to_string(*number));
    else
      value = whole.append(value);
  }
  note(value);
  state.assign(assignment.name, std::move(value));
}

void Evaluator::run_simple_once(const syntax::Command& command, State& state, const Frame& frame) {
  const auto& simple = std::get<syntax::Simple>(command.node);
  state.status = 0;  // a command substitution may set it
  std::vector<Word> argv = expand_words(simple.words, state, frame);
  Redirected redirected = redirect(command.redirections, state, frame, argv.size() == 1 &&
                                                                           argv[0].text == "exec");
  if (argv.empty()) {
    for (const syntax::Assignment& assignment : simple.assignments)
      assign(assignment, state, redirected.frame);
    settle(redirected, state);
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
  for (const auto& declared : simple.declared) assign(declared.assignment, state, redirected.frame);
  const std::size_t first = line_.commands.size();
  run_words(std::move(argv), std::move(assignments), state, redirected.frame, command.span);
  if (first < line_.commands.size()) line_.commands[first].outputs = redirected.outputs;
  settle(redirected, state);
}

void Evaluator::run_words(std::vector<Word> argv, std::vector<NamedWord> assignments, State& state,
                          const Frame& frame, syntax::Span span) {
  if (exhausted_) return;
  const std::string& name = argv.front().text;
  if (argv.front().known() && state.functions.contains(name)) {
    const auto saved = state.variables;
    for (const NamedWord& assignment : assignments) state.assign(assignment.name, assignment.value);
    run_function(name, argv, state, frame);
    for (const NamedWord& assignment : assignments) {
      const auto old = saved.find(assignment.name);
      if (old == saved.end())
        state.variables.erase(assignment.name);
      else
        state.variables[assignment.name] = old->second;
    }
    return;
  }
  const auto hashed = argv.front().known() ? state.hashed.find(name) : state.hashed.end();
  if (hashed != state.hashed.end()) argv.front() = hashed->second;
  const int index = emit(argv, assignments, state, frame, span);
  if (index < 0) return;
  if (frame.out != nullptr) frame.out->producer = index;
  if (!argv.front().known() && known_base_name(argv.front()).empty()) {
    note_unknown(Unknown::Kind::program, "the program's name is not known: " + argv.front().text,
                 Word::unknown(render_command(line_.commands[static_cast<std::size_t>(index)])),
                 index);
  }
  std::map<std::string, Variable> saved;
  if (!assignments.empty()) saved = state.variables;
  for (const NamedWord& assignment : assignments) state.assign(assignment.name, assignment.value);
  const bool builtin = run_builtin(argv, state, frame, index);
  if (!assignments.empty() && argv.front().text != "export" && argv.front().text != "declare")
    for (const NamedWord& assignment : assignments) {
      const auto old = saved.find(assignment.name);
      if (old == saved.end())
        state.variables.erase(assignment.name);
      else
        state.variables[assignment.name] = old->second;
    }
  if (!builtin) {
    state.status.reset();
    if (!run_carried(index, state, frame)) print_output(argv, state, frame, index, span);
  }
  state.last_argument = argv.back();
}

void Evaluator::run_function(const std::string& name, const std::vector<Word>& argv, State& state,
                             const Frame& frame) {
  const std::vector<FunctionBody> bodies = state.functions[name];
  const auto depth = std::count(calling_.begin(), calling_.end(), name);
  if (frame.depth > k_max_depth || depth > 3) {
    state.status.reset();
    return;  // recursion: what a further round would run, earlier ones have shown
  }
  const std::vector<Word> parameters = state.parameters;
  const bool parameters_known = state.parameters_known;
  const auto call = [&](const FunctionBody& function, State& inner_state, const Frame& at) {
    Frame inner = at;
    inner.via = "function " + name;
    ++inner.depth;
    inner.source = function.source;
    inner_state.parameters.assign(argv.begin() + 1, argv.end());
    inner_state.parameters_known = true;
    for (const Word& word : inner_state.parameters)
      if (word.may_split) inner_state.parameters_known = false;
    calling_.push_back(name);
    leaving_.emplace_back();
    Choices* outer = choices_;
    choices_ = nullptr;
    run_command(*function.body, inner_state, inner);
    choices_ = outer;
    std::vector<State> left = std::move(leaving_.back());
    leaving_.pop_back();
    calling_.pop_back();
    if (inner_state.flow != State::Flow::exits) inner_state.flow = State::Flow::on;
    const bool doubtful = at.certain ? state.doubtful : true;
    for (State& early : left) {
      early.flow = State::Flow::on;
      join(inner_state, std::move(early));
      inner_state.status.reset();
    }
    if (inner_state.flow == State::Flow::on && !left.empty()) inner_state.doubtful = doubtful;
    inner_state.parameters = parameters;
    inner_state.parameters_known = parameters_known;
  };
  if (bodies.size() == 1) {
    call(bodies.front(), state, frame);
    return;
  }
  for (const FunctionBody& function : bodies)
    branch(state, frame,
           [&](State& copy, const Frame& inner) { call(function, copy, inner); });
}

// Standard output of a program, when somebody reads it: computed for programs that turn text into
// text, else a hole in the spelling of the source.
void Evaluator::print_output(const std::vector<Word>& argv, State& state, const Frame& frame,
                             int index, syntax::Span span) {
  if (frame.out == nullptr) return;
  frame.out->producer = index;
  const std::string_view program = known_base_name(argv.front());
  std::optional<Word> output;
  if (is_text_program(program)) {
    const Word input = frame.input ? text_of(*frame.input, state) : Word();
    const std::span<const Word> arguments(argv.data() + 1, argv.size() - 1);
    output = run_text_program(program, arguments, input);
    if (!output && argv.size() > 1) {  // `base64 -d FILE`: the file instead of standard input
      if (const auto text = read_file(argv.back(), state))
        output = run_text_program(program, arguments.first(arguments.size() - 1), *text);
    }
    if (output) spend(output->text.size() / 64);
    if (output && program != "false") state.status = 0;
  }
  if (!output) {
    std::string spelled = span.end > span.begin ? std::string(spelling(span, frame)) : argv[0].text;
    output = Word::unknown("$(" + shorten(spelled, 200) + ')');
  }
  frame.out->append(*output);
}

}  // namespace interlock
