// Branches that may or may not be taken: what holds behind them.
#include <memory>
#include <utility>
#include <variant>

#include "lib/shell/evaluator.h"

namespace interlock {

void Evaluator::join(State& state, State other) {
  for (State* side : {&state, &other}) {
    const bool jumps = side->flow != State::Flow::on && side->flow != State::Flow::exits;
    if (jumps && !leaving_.empty()) leaving_.back().push_back(*side);
  }
  spend(8 + state.weight() + other.weight());
  std::size_t differing = 0;
  state = merge_states(state, other, differing);
  spend(3 * differing);
}

// Runs `taken` on a copy; afterwards it may or may not have happened.
void Evaluator::branch(State& state, const Frame& frame,
                       const std::function<void(State&, const Frame&)>& taken) {
  if (!spend(state.weight())) return;
  State copy = state;
  Sink sink;
  taken(copy, frame.in_doubt(sink));
  if (frame.out != nullptr) frame.out->merge(sink);
  join(state, std::move(copy));
}

namespace {

// A `cd` that fails leaves the shell where it is.
bool is_cd(const syntax::Pipeline& pipeline) {
  if (pipeline.commands.size() != 1) return false;
  const auto* simple = std::get_if<syntax::Simple>(&pipeline.commands.front().node);
  if (simple == nullptr || simple->words.empty() || simple->words.front().parts.empty())
    return false;
  const std::string& name = simple->words.front().parts.front().text;
  return name == "cd" || name == "pushd";
}

}  // namespace

// `a && b || c`: what follows && begins where the list so far has ended well, what follows || where
// it has not. Either may be impossible. On the heap, for lists stand deep in one another.
void Evaluator::run_items(const syntax::AndOr& and_or, State& state, const Frame& frame) {
  if (and_or.items.size() == 1) return run_pipeline(and_or.items[0].pipeline, state, frame);
  using Road = std::unique_ptr<State>;
  Road good, bad;
  const auto arrive = [&](Road& road, Road end) {
    if (road)
      join(*road, std::move(*end));
    else
      road = std::move(end);
  };
  for (const syntax::AndOr::Item& item : and_or.items) {
    const bool is_first = &item == &and_or.items.front();
    const bool is_last = &item == &and_or.items.back();
    const bool wants_success = item.before == syntax::AndOr::Operator::and_if;
    Road& from = wants_success ? good : bad;
    Road& other = wants_success ? bad : good;
    if (!is_first && !from) continue;
    Road here = is_first ? std::make_unique<State>(std::move(state)) : std::move(from);
    if (exhausted_ || here->flow != State::Flow::on) {
      arrive(other, std::move(here));
      break;
    }
    const Road before = is_cd(item.pipeline) ? std::make_unique<State>(*here) : nullptr;
    if (other) {
      Sink sink;
      run_pipeline(item.pipeline, *here, frame.in_doubt(sink));
      if (frame.out != nullptr) frame.out->merge(sink);
    } else {
      run_pipeline(item.pipeline, *here, frame);
    }
    if (here->flow != State::Flow::on || is_last || !spend(here->weight())) {
      arrive(other, std::move(here));
    } else if (here->status) {
      Road& road = *here->status == 0 ? good : bad;
      arrive(road, std::move(here));
    } else {
      Road failed = std::make_unique<State>(before ? *before : *here);
      failed->status.reset();
      here->status = 0;
      arrive(good, std::move(here));
      arrive(bad, std::move(failed));
    }
  }
  if (good && bad) join(*good, std::move(*bad));
  state = std::move(good ? *good : *bad);
}

}  // namespace interlock
