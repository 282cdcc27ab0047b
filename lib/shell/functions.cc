// Functions: a call in the state of the caller, with parameters, local names and the aliases of its
// own, and recursion up to where it shows nothing new.
#include <algorithm>
#include <utility>

#include "lib/shell/evaluator.h"

namespace interlock {

bool declares(const std::vector<Word>& argv, char option) {
  return std::any_of(argv.begin() + 1, argv.end(), [&](const Word& word) {
    return word.text.starts_with('-') && word.text.find(option) != std::string::npos;
  });
}

// declare is local inside a function, unless it says -g.
bool declares_local(const std::vector<Word>& argv) {
  const std::string& name = argv[0].text;
  if (name == "local") return true;
  if (name != "declare" && name != "typeset") return false;
  return std::none_of(argv.begin() + 1, argv.end(), [](const Word& word) {
    return word.text.starts_with('-') && word.text.find('g') != std::string::npos;
  });
}

// A name that an enclosing call of the same function had is on its way already.
template <class Calls>
static bool shows_nothing_new(const Calls& calling, const std::string& name, const State& state,
                              const std::vector<Word>& argv) {
  return std::any_of(calling.begin(), calling.end(), [&](const auto& call) {
    const auto* before = call.before.functions.find(name);
    const auto* now = state.functions.find(name);
    return call.name == name && call.argv == argv && call.before.variables == state.variables &&
           call.before.functions.size() == state.functions.size() && before != nullptr &&
           now != nullptr && before->front().body == now->front().body;
  });
}

void Evaluator::run_function(const std::string& name, const std::vector<Word>& argv, State& state,
                             const Frame& frame) {
  const std::vector<FunctionBody> bodies = state.functions[name];
  const auto first = std::find_if(calling_.begin(), calling_.end(),
                                  [&](const RunningFunction& call) { return call.name == name; });
  const auto depth = std::count_if(first, calling_.end(),
                                   [&](const RunningFunction& call) { return call.name == name; });
  const bool deep = frame.depth >= k_max_depth || (depth > k_recursions && !frame.certain);
  const bool is_round = depth > 0 && shows_nothing_new(calling_, name, state, argv);
  if (frame.depth > k_max_depth + 1 || (deep && widened_ >= k_later_calls) || is_round ||
      !spend(20 + 2 * calling_.size() + state.weight())) {
    state.status.reset();
    if (is_round) state.doubtful = true;  // where nothing ends them, bash dies of the rounds
    return;
  }
  // Calls of a recursion that are not followed one by one: as the later rounds of a loop.
  std::vector<Word> given = argv;
  if (deep && first != calling_.end()) {
    state.widen(first->before);
    for (std::size_t i = 1; i < given.size(); ++i)
      if (i >= first->argv.size() || !(given[i] == first->argv[i]))
        given[i] = Word::unknown('$' + std::to_string(i));
    ++widened_;
  }
  const std::vector<Word> parameters = state.parameters;
  const bool parameters_known = state.parameters_known;
  const auto call = [&](const FunctionBody& function, State& inner_state, const Frame& at) {
    Frame inner = at;
    inner.via = "function " + name;
    inner.loops = 0;
    inner.can_return = true;
    ++inner.depth;
    inner.source = function.source;
    inner.aliases = function.aliases;  // of when its text was read
    inner_state.parameters.assign(given.begin() + 1, given.end());
    inner_state.parameters_known = true;
    for (const Word& word : inner_state.parameters)
      if (word.may_split) inner_state.parameters_known = false;
    calling_.push_back({name, given, inner_state});
    inner_state.scopes.emplace_back();
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
    inner_state.leave_scope();
    inner_state.parameters = parameters;
    inner_state.parameters_known = parameters_known;
  };
  const bool widened = deep && first != calling_.end();
  if (bodies.size() == 1)
    call(bodies.front(), state, frame);
  else
    for (const FunctionBody& function : bodies)
      if (function.body)
        branch(state, frame, [&](State& copy, const Frame& inner) { call(function, copy, inner); });
  if (widened) --widened_;
}

}  // namespace interlock
