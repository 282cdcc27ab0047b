// Conditions and cases. Where a condition is not known every way is taken, on copies of the state
// that are joined where the ways meet.
#include <algorithm>

#include "lib/shell/evaluator.h"
#include "lib/shell/pattern.h"

namespace interlock {

using namespace syntax;

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
        else if (bool unsure = false;
                 matches_subject(text, subject.text, pass.modes.ignores_case, &unsure) || unsure)
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
