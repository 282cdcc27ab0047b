// Where names live and for how long: local variables of a function, and what is left of a state
// after more rounds than are followed.
#include <algorithm>
#include <charconv>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/lex.h"

namespace interlock {

const Variable* State::find(const std::string& name) const {
  const Variable* variable = variables.find(name);
  for (int hops = 1; hops < 8 && variable != nullptr; ++hops) {  // declare -n may be circular
    if (variable->refers_to.empty()) return variable;
    variable = variables.find(variable->refers_to);
  }
  return variable == nullptr || variable->refers_to.empty() ? variable : nullptr;
}

std::string State::target_of(const std::string& name) const {
  std::string target = name;
  for (int hops = 0; hops < 8; ++hops) {
    const Variable* found = variables.find(target);
    if (found == nullptr || found->refers_to.empty()) break;
    target = found->refers_to;
  }
  return target;
}

// `local`, and declare inside a function: what the name held before comes back when the function
// ends (manual 3.3). True when the name is new in this function.
bool State::shadow(const std::string& name) {
  if (scopes.empty() || scopes.back().contains(name)) return false;
  const Variable* old = variables.find(name);
  const bool is_global =
      std::ranges::none_of(scopes, [&](const auto& scope) { return scope.contains(name); });
  if (old != nullptr && old->is_readonly && is_global) return false;  // "readonly variable"
  scopes.back()[name] = old == nullptr ? std::nullopt : std::optional<Variable>(*old);
  Variable fresh;
  fresh.unset = true;
  fresh.exported = old != nullptr && old->exported;
  variables[name] = fresh;
  return true;
}

void State::leave_scope() {
  if (scopes.empty()) return;
  for (auto& [name, old] : scopes.back()) {
    if (old)
      variables.set(name, std::move(*old));
    else
      variables.erase(name);
  }
  scopes.pop_back();
}

// After rounds that were not followed, whatever a round changes may be anything ..
void State::forget(const State& before) {
  std::vector<std::string> gone;
  variables.merge(before.variables,
                  [&](const std::string& name, const Variable* mine,
                      const Variable* old) -> std::optional<Variable> {
                    if (mine != nullptr && old != nullptr && *mine == *old) return std::nullopt;
                    if (mine == nullptr) gone.push_back(name);
                    Variable unknown;
                    unknown.exported = mine != nullptr && mine->exported;
                    unknown.values = {Word::unknown('$' + name)};
                    return unknown;
                  });
  for (const std::string& name : gone) variables.erase(name);
  if (!(parameters == before.parameters)) parameters_known = false;
  if (!(directory == before.directory)) directory = Word::unknown("$PWD");
  status.reset();
  doubtful = true;
}

// .. and what it is known to be.
void State::widen(const State& before) {
  State forgetful = *this;
  forgetful.forget(before);
  std::size_t differing = 0;
  *this = merge_states(*this, forgetful, differing);
}

bool is_of_the_rest(const Word& program, const State& state) {
  const auto is_of_name = [](char c) {
    return lex::is(static_cast<unsigned char>(c), lex::k_name);
  };
  const std::string& text = program.text;
  const auto begin = std::find_if(
      text.begin() + static_cast<std::ptrdiff_t>(std::min(text.find('$'), text.size())), text.end(),
      is_of_name);
  const std::string name(begin, std::find_if_not(begin, text.end(), is_of_name));
  if (!lex::is_name(name)) return !state.parameters_known;  // $1
  const Variable* variable = state.find(name);
  return variable != nullptr && std::ranges::count(variable->values, Word::unknown('$' + name)) > 0;
}

// What $? is after a subshell that began as `before` and ended as `after`.
std::optional<int> status_after(const State& before, const State& after) {
  return after.doubtful && !before.doubtful ? std::nullopt : after.status;
}

// Of break and continue: a decimal number; blanks around it are no fault.
std::optional<int> loop_count(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::min(count, 1'000);
}

// $? behind `exit` and `return`.
std::optional<int> leaving_status(const std::vector<Word>& argv, std::optional<int> before) {
  if (argv.size() < 2) return before;
  const std::string& text = argv[1].text;
  const bool digits =
      !text.empty() && text.size() < 6 && argv[1].known() &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return std::nullopt;
  return std::stoi(text) & 255;
}

}  // namespace interlock
