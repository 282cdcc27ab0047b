// Passes over a command whose words may be several things.
#include <algorithm>

#include "lib/shell/evaluator.h"

namespace interlock {
namespace {

constexpr int k_max_passes = 24;

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

// Runs `pass` once for every combination of values that it meets, each from the same state, and
// joins the ends. What is found in several passes is not certain.
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

}  // namespace interlock
