// Branches that may or may not be taken: what holds behind them.
#include <utility>

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

}  // namespace interlock
