// Conditions, loops and cases. Where a condition is not known every way is taken, on
// copies of the state that are joined where the ways meet.
#include <algorithm>

#include "lib/shell/evaluator.h"
#include "lib/shell/lex.h"
#include "lib/shell/pattern.h"

namespace interlock {

using namespace syntax;

namespace {

constexpr int k_rounds = 3;          // of a loop whose condition is not known, or that costs much
constexpr int k_known_rounds = 200;  // of a loop whose words or input are known
// Of the work that is left when a loop begins, the part that more rounds than those may take.
constexpr std::size_t k_part_of_a_loop = 4;

}  // namespace

void Evaluator::run_if(const If& node, State& state, const Frame& frame) {
  // Each untaken branch leaves its state in `ends`; all of them meet at `fi`.
  std::vector<State> ends;
  std::vector<Sink> outputs;
  Frame inner = frame;
  bool settled = false;  // a branch that is surely taken was seen
  for (const If::Branch& part : node.branches) {
    run_list(*part.condition, state, inner);
    if (state.flow != State::Flow::on || exhausted_) settled = true;
    if (settled) break;
    if (state.status && *state.status != 0) continue;
    if (state.status) {
      run_list(*part.body, state, inner);
      settled = true;
      break;
    }
    if (!spend(state.weight())) return;
    State copy = state;
    Sink sink;
    run_list(*part.body, copy, inner.in_doubt(sink));
    ends.push_back(std::move(copy));
    outputs.push_back(std::move(sink));
    inner.certain = false;
  }
  if (!settled) {
    state.status = 0;
    if (node.otherwise) run_list(*node.otherwise, state, inner);
  }
  for (State& end : ends) join(state, std::move(end));
  if (frame.out != nullptr)
    for (const Sink& sink : outputs) frame.out->merge(sink);
}

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

// Rounds that are not followed one by one: one, with all that rounds change or read unknown.
void Evaluator::run_later_rounds(State& state, const State& first, std::size_t read_first,
                                 const Frame& frame,
                                 const std::function<void(State&, const Frame&)>& round) {
  branch(state, frame, [&](State& copy, const Frame& given) {
    copy.widen(first);
    Frame inner = given;
    if (frame.input && frame.input->position != read_first) {
      inner.input = std::make_shared<Stream>();
      inner.input->input.kind = Input::Kind::command;
      inner.input->input.text = interlock::Word::unknown("<input>");
    }
    round(copy, inner);
  });
}

void Evaluator::run_loop(const Loop& node, State& state, const Frame& frame) {
  if (!spend(state.weight())) return;
  Frame in_condition = frame;
  ++in_condition.loops;
  const State first = state;
  const std::size_t read_first = frame.input ? frame.input->position : 0;
  bool goes_on = true, unsure = false;
  const std::size_t kept = work_ - work_ / k_part_of_a_loop;
  const auto body = [&](State& copy, const Frame& inner) {
    goes_on = run_body(*node.body, copy, inner);
  };
  for (int round = 0; !exhausted_; ++round) {
    if (round >= k_known_rounds || (round >= k_rounds && (unsure || work_ < kept))) {
      run_later_rounds(state, first, read_first, frame, [&](State& copy, const Frame& inner) {
        run_list(*node.condition, copy, inner);
        if (copy.flow == State::Flow::on) body(copy, inner);
      });
      break;
    }
    if (!spend(2 * state.weight())) return;
    const auto variables_before = state.variables;
    const auto parameters_before = state.parameters;
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
    const bool same = read_before == read_after && variables_before == state.variables &&
                      parameters_before == state.parameters;
    if (!goes_on || state.flow != State::Flow::on || same)
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
    const std::size_t kept = work_ - work_ / k_part_of_a_loop;
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
      run_later_rounds(pass, first, read_first, frame,
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
  const std::size_t kept = work_ - work_ / k_part_of_a_loop;
  for (int round = 0; !exhausted_; ++round) {
    if (round >= k_known_rounds || (round >= k_rounds && (unsure || work_ < kept))) {
      run_later_rounds(state, first, read_first, frame, [&](State& copy, const Frame& inner) {
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

void Evaluator::run_case(const Case& node, State& state, const Frame& frame) {
  with_choices(state, [&](State& pass) {
    const interlock::Word subject = expand_one(node.subject, pass, frame);
    std::vector<State> ends;
    std::vector<Sink> outputs;
    Frame inner = frame;
    bool falls = false;  // ;& : the next body runs whatever its pattern
    bool surely_falls = false;
    bool settled = false;  // a branch that is surely taken has ended the case
    pass.status = 0;
    for (const Case::Item& item : node.items) {
      bool surely = surely_falls, maybe = falls;
      for (const syntax::Word& pattern : item.patterns) {
        bool known = true;
        const std::string text = expand_pattern(pattern, pass, inner, &known);
        if (!known || (!subject.known() && text != "*"))
          maybe = true;
        else if (bool unsure = false; matches_pattern(text, subject.text, true, &unsure) || unsure)
          surely = !unsure || surely, maybe = true;
      }
      if (!maybe) continue;
      const bool stays = item.end == ";&" || item.end == ";;&";
      Choices* outer = choices_;
      choices_ = nullptr;
      if (surely && ends.empty() && !stays) {
        run_list(*item.body, pass, inner);
        settled = true;
      } else {
        State copy = pass;
        Sink sink;
        const Frame body = inner.in_doubt(sink);
        if (!spend(copy.weight())) return;
        run_list(*item.body, copy, body);
        if (stays) join(pass, copy);
        ends.push_back(std::move(copy));
        outputs.push_back(std::move(sink));
        inner.certain = false;
        settled = surely && !stays;
      }
      choices_ = outer;
      falls = item.end == ";&";
      surely_falls = falls && surely;
      if (settled) break;
    }
    if (settled && !ends.empty()) pass = ends.front();  // one of them is taken, else none may be
    for (State& end : ends) join(pass, std::move(end));
    if (frame.out != nullptr)
      for (const Sink& sink : outputs) frame.out->merge(sink);
  });
}

}  // namespace interlock
