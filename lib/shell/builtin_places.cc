// Builtins that change where the shell stands, or what runs in its place: cd and its kin, exec.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {

static constexpr std::size_t k_max_stack = 32;

void Evaluator::builtin_cd(const std::vector<Word>& argv, State& state) {
  if (argv[0].text == "popd") {
    const bool plain = argv.size() == 1 && !state.stack.empty();
    state.go_to(plain ? state.stack.back() : Word::unknown("$PWD"));
    if (!state.stack.empty()) state.stack.pop_back();
    return;
  }
  std::size_t at = 1;
  while (at < argv.size() && argv[at].text.size() > 1 && argv[at].text.starts_with('-')) {
    ++at;
    if (argv[at - 1].text == "--") break;
  }
  Word target = at < argv.size()        ? argv[at]
                : context_.home.empty() ? Word::unknown("~")
                                        : Word(context_.home);
  if (at + 1 < argv.size()) {  // "too many arguments", but dash takes the first
    const auto may_split = [](const Word& word) { return word.may_split; };
    if (state.is_posix || std::any_of(argv.begin(), argv.end(), may_split))
      state.directory = Word::unknown("$PWD");
    else
      state.status = 1;
    return;
  }
  if (argv[0].text == "pushd" && (at >= argv.size() || target.text.find_first_of("+-") == 0))
    target = Word::unknown("$PWD");  // the stack turned
  if (argv[0].text == "pushd") state.stack.push_back(state.directory);
  if (state.stack.size() > k_max_stack) state.stack.clear();
  state.go_to(target.text == "-" ? state.previous : target);
}

void Evaluator::builtin_exec(const std::vector<Word>& argv, State& state, const Frame& frame, int) {
  std::size_t at = 1;
  while (at < argv.size() && argv[at].text.size() > 1 && argv[at].text.starts_with('-')) {
    const std::string& options = argv[at++].text;
    if (options == "--") break;
    if (options.ends_with('a')) ++at;  // -a NAME, -cla NAME; else the name is attached
  }
  if (at >= argv.size()) return;
  run_no_function({argv.begin() + static_cast<std::ptrdiff_t>(at), argv.end()}, {}, state, frame,
                  {});
  state.flow = State::Flow::exits;
}

}  // namespace interlock
