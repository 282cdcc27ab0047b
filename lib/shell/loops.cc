// Loops: known rounds are followed one by one, the others together, with what they change unknown.
#include <algorithm>

#include "lib/shell/evaluator.h"
#include "lib/shell/lex.h"

namespace interlock {

using namespace syntax;

namespace {

constexpr int k_rounds = 3;          // of a loop whose condition is not known, or that costs much
constexpr int k_later_rounds = 6;    // that each set what no round before them did
constexpr int k_known_rounds = 200;  // of a loop whose words or input are known
// A loop goes on past k_rounds while it has taken less than this part of the work that was left
// when it began.
constexpr std::size_t least_left(std::size_t work) { return work - work / 4; }

// Could a command read anything in one that it could not in the other?
bool reads_the_same(const State& a, const State& b) {
  return a.variables == b.variables && a.functions == b.functions && a.aliases == b.aliases &&
         a.parameters_known == b.parameters_known &&
         (!a.parameters_known || a.parameters == b.parameters) && a.hashed == b.hashed &&
         a.directory == b.directory;
}

Frame of_the_rest(const Frame& frame) {
  Frame rest = frame;
  rest.in_rest = true;
  return rest;
}

}  // namespace

// One round of a loop's body; false when the loop surely ends here.
bool Evaluator::run_body(const List& body, State& state, const Frame& outside) {
  leaving_.emplace_back();
  Frame frame = outside;
  ++frame.loops;
  run_list(body, state, frame);
  std::vector<State> left = std::move(leaving_.back());
  leaving_.pop_back();
  bool goes_on = true;
  if (state.flow == State::Flow::breaks || state.flow == State::Flow::continues) {
    if (state.levels > 1) {
      --state.levels;
      return false;
    }
    goes_on = state.flow == State::Flow::continues;
    state.flow = State::Flow::on;
  } else if (state.flow != State::Flow::on) {
    return false;
  }
  for (State& early : left) {
    if (early.flow == State::Flow::returns) {
      if (!leaving_.empty()) leaving_.back().push_back(early);
      continue;
    }
    early.flow = State::Flow::on;
    early.doubtful = state.doubtful;
    join(state, std::move(early));
  }
  return goes_on;
}

// Rounds that are not followed one by one: whatever rounds change may be anything, and what it is
// known to be. A round may be the first to set what another reads above the place.
void Evaluator::run_later_rounds(State& state, const State& first, std::size_t read_first,
                                 const Frame& frame,
                                 const std::function<void(State&, const Frame&)>& round) {
  branch(state, frame, [&](State& copy, const Frame& given) {
    Frame inner = given;
    if (frame.input && frame.input->position != read_first) {
      inner.input = std::make_shared<Stream>();
      inner.input->input.kind = Input::Kind::command;
      inner.input->input.text = interlock::Word::unknown("<input>");
    }
    State anything = first, before = first;
    bool is_settled = false;
    for (int count = 0; count < k_later_rounds; ++count) {
      if (!spend(3 * copy.weight())) return;
      State wider = copy;
      wider.forget(anything);
      is_settled = reads_the_same(wider, anything);
      copy.widen(anything);
      anything = std::move(wider);
      if (is_settled && reads_the_same(copy, before)) return;
      before = copy;
      round(copy, inner);
      if (copy.flow != State::Flow::on) return;
    }
    if (is_settled) return;  // what it may be is all that grows: a list, a count
    note_unknown(Unknown::Kind::too_much, "each round of a loop sets something else",
                 interlock::Word::unknown("..."), -1);
  });
}

void Evaluator::run_loop(const Loop& node, State& state, const Frame& frame) {
  if (!spend(state.weight())) return;
  Frame in_condition = frame;
  ++in_condition.loops;
  const State first = state;
  const std::size_t read_first = frame.input ? frame.input->position : 0;
  bool goes_on = true, unsure = false;
  const std::size_t kept = least_left(work_);
  const auto body = [&](State& copy, const Frame& inner) {
    goes_on = run_body(*node.body, copy, inner);
  };
  for (int round = 0; !exhausted_; ++round) {
    if (round >= k_known_rounds || (round >= k_rounds && (unsure || work_ < kept))) {
      run_later_rounds(state, first, read_first, unsure ? frame : of_the_rest(frame),
                       [&](State& copy, const Frame& inner) {
                         run_list(*node.condition, copy, inner);
                         if (copy.flow == State::Flow::on) body(copy, inner);
                       });
      break;
    }
    if (!spend(2 * state.weight())) return;
    const State before = state;
    const std::size_t read_before = frame.input ? frame.input->position : 0;
    run_list(*node.condition, state, in_condition);
    if (state.flow == State::Flow::breaks || state.flow == State::Flow::continues) {
      if (--state.levels <= 0) state.flow = State::Flow::on;
      break;
    }
    if (state.flow != State::Flow::on) break;
    const std::optional<int> status = state.status;
    if (status && (*status == 0) == node.until) break;
    unsure = unsure || !status;
    if (status)
      body(state, frame);
    else
      branch(state, frame, body);
    const std::size_t read_after = frame.input ? frame.input->position : 0;
    if (!goes_on || state.flow != State::Flow::on ||
        (read_before == read_after && reads_the_same(before, state)))
      break;  // another round brings nothing new
  }
  if (state.flow == State::Flow::on) state.status.reset();
}

void Evaluator::run_for(const For& node, State& state, const Frame& frame) {
  if (!lex::is_name(node.name)) {  // bash sees it when the loop runs, and goes on behind it
    state.status = 1;
    return;
  }
  with_choices(state, [&](State& pass) {
    std::vector<interlock::Word> words;
    if (node.over_parameters) {
      words = pass.parameters;
      if (!pass.parameters_known) words.push_back(interlock::Word::unknown("$@", true));
    } else {
      words = expand_words(node.words, pass, frame);
    }
    Choices* outer = choices_;
    choices_ = nullptr;
    pass.status = 0;
    const State first = pass;
    const std::size_t read_first = frame.input ? frame.input->position : 0;
    const std::size_t kept = least_left(work_);
    int round = 0;
    bool is_cut = false;
    for (const interlock::Word& word : words) {
      if (!spend(4)) break;
      is_cut = ++round > k_known_rounds || (round > k_rounds && work_ < kept);
      if (is_cut) break;
      const auto body = [&](State& copy, const Frame& inner) {
        copy.assign(node.name, word);
        return run_body(*node.body, copy, inner);
      };
      bool goes_on = true;
      if (word.may_split || node.select)
        branch(pass, frame, [&](State& copy, const Frame& inner) { goes_on = body(copy, inner); });
      else
        goes_on = body(pass, frame);
      if (!goes_on || pass.flow != State::Flow::on) break;
    }
    if (node.select)  // an answer that is none of the numbers
      branch(pass, frame, [&](State& copy, const Frame& inner) {
        copy.assign(node.name, interlock::Word());
        run_body(*node.body, copy, inner);
      });
    if (is_cut) {  // the rest in one round, with the variable unknown
      pass.assign(node.name, interlock::Word::unknown('$' + node.name));
      run_later_rounds(pass, first, read_first, of_the_rest(frame),
                       [&](State& copy, const Frame& inner) { run_body(*node.body, copy, inner); });
    }
    choices_ = outer;
  });
}

void Evaluator::run_arithmetic_for(const ArithmeticFor& node, State& state, const Frame& frame) {
  if (!spend(state.weight())) return;
  if (!run_arithmetic(node.initial, state, frame)) return;
  const State first = state;
  const std::size_t read_first = frame.input ? frame.input->position : 0;
  bool unsure = false;
  const std::size_t kept = least_left(work_);
  for (int round = 0; !exhausted_; ++round) {
    if (round >= k_known_rounds || (round >= k_rounds && (unsure || work_ < kept))) {
      run_later_rounds(state, first, read_first, unsure ? frame : of_the_rest(frame),
                       [&](State& copy, const Frame& inner) {
                         run_body(*node.body, copy, inner);
                         run_arithmetic(node.step, copy, inner);
                       });
      break;
    }
    state.status = 0;
    if (!node.condition.parts.empty()) run_arithmetic(node.condition, state, frame);
    const std::optional<int> status = state.status;
    if (status && *status != 0) break;
    bool goes_on = true;
    if (status) {
      goes_on = run_body(*node.body, state, frame);
    } else {
      unsure = true;
      branch(state, frame,
             [&](State& copy, const Frame& inner) { goes_on = run_body(*node.body, copy, inner); });
    }
    if (!goes_on || state.flow != State::Flow::on) break;
    if (!run_arithmetic(node.step, state, frame)) return;
  }
  if (state.flow == State::Flow::on) state.status.reset();
}

}  // namespace interlock
