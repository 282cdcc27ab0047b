// Traps: texts that run at the end of a shell, or on signals, errors and every command.
#include "lib/shell/evaluator.h"

namespace interlock {

void Evaluator::finish(State& state, const Frame& frame) {
  const auto traps = std::move(state.traps);
  state.traps.clear();
  state.flow = State::Flow::on;
  for (const auto& [signal, text] : traps) {
    Frame inner = frame;
    inner.certain = false;
    inner.via = "trap " + signal;
    ++inner.depth;
    run_given_text(text, state, inner, "the trap of " + signal);
  }
}

void Evaluator::builtin_trap(const std::vector<Word>& argv, State& state, const Frame& frame, int) {
  std::size_t at = 1;
  if (at < argv.size() && argv[at].text == "--") ++at;
  if (argv.size() < at + 2 || argv[at].text == "-" || argv[at].text.empty() ||
      argv[at].text == "-p" || argv[at].text == "-l")
    return;
  state.status = 0;
  for (std::size_t i = at + 1; i < argv.size(); ++i) {
    state.traps.emplace_back(argv[i].text, argv[at]);
    if (argv[i].text == "EXIT" || argv[i].text == "0") continue;
    Frame inner = frame;  // DEBUG and ERR come before the end, with the state of then
    inner.certain = false;
    State copy = state;
    copy.traps.clear();
    run_given_text(argv[at], copy, inner, "the trap of " + argv[i].text);
  }
}

}  // namespace interlock
