// Passes over a command whose words may be several things.
#include "lib/shell/choices.h"

#include <algorithm>

#include "lib/shell/evaluator.h"

namespace interlock {
std::optional<std::size_t> Choices::choose(const std::string& key, std::size_t count) {
  if (is_open_) return std::nullopt;
  for (const Choice& choice : choices_)
    if (choice.key == key) return std::min(choice.index, count - 1);
  choices_.push_back({key, count, 0});
  return 0;
}

std::size_t Choices::combinations(std::size_t most) const {
  std::size_t product = 1;
  for (const Choice& choice : choices_) product = std::min(most, product * choice.count);
  return product;
}

bool Choices::advance() {
  while (!choices_.empty()) {
    Choice& last = choices_.back();
    if (++last.index < last.count) return true;
    choices_.pop_back();
  }
  return false;
}

// What a variable of several values holds in this pass.
Word Evaluator::value_of_pass(const std::string& name, const std::vector<Word>& values) {
  if (values.size() == 1) return values.front();
  const auto pick = choices_ == nullptr ? std::nullopt : choices_->choose(name, values.size());
  return pick ? values[*pick] : Word::unknown('$' + name);
}

// Which array it is in this pass; the variable itself where no choice is made.
const Variable* Evaluator::array_of_pass(const std::string& name, const Variable* variable) {
  if (variable == nullptr || variable->alternatives.empty() || choices_ == nullptr) return variable;
  const auto pick = choices_->choose(name, variable->alternatives.size());
  return pick ? &variable->alternatives[*pick] : variable;
}

// Runs `pass` once for every combination of values that it meets, each from the same state, and
// joins the ends. What is found in several passes is not certain. Where they are too many, one more
// stands for all others, with whatever may be several things unknown; what runs in a pass shares
// its part of them, so that choices in functions in loops do not multiply.
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
  const std::size_t most = passes_left_;
  passes_left_ = std::max<std::size_t>(1, most / choices.combinations(most));
  std::size_t passes = 1;
  while (choices.advance() && !exhausted_) {
    if (++passes > most) choices.leave_open();
    if (!spend(16 + before.weight())) break;
    State copy = before;
    pass(copy);
    choices_ = &choices;
    join(state, std::move(copy));
    if (passes > most) break;
  }
  passes_left_ = most;
  if (passes > 1)
    for (std::size_t i = first_command; i < line_.commands.size(); ++i)
      line_.commands[i].certain = false;
  choices_ = outer;
}

}  // namespace interlock
