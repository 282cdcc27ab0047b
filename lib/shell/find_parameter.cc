// What a parameter holds: variables that the line has set, the shell's own, or the unknown
// environment.
#include <algorithm>

#include "lib/shell/evaluator.h"

namespace interlock {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Evaluator::Found Evaluator::find_special(const std::string& name, const State& state) const {
  const auto one = [](Word word) { return Found{false, true, false, false, {std::move(word)}}; };
  if (name == "@" || name == "*") {
    Found found{false, !state.parameters.empty(), true, name == "*", state.parameters};
    if (!state.parameters_known) found.words = {Word::unknown("$@", true)};
    return found;
  }
  if (is_number(name)) {
    if (name == "0") return one(state.zero);
    if (!state.parameters_known) return one(Word::unknown('$' + name));
    const std::size_t index = name.size() > 6 ? 0 : std::stoul(name);
    if (index == 0 || index > state.parameters.size())
      return {false, false, false, false, {Word()}};
    return one(state.parameters[index - 1]);
  }
  if (name == "#")
    return one(state.parameters_known ? Word(std::to_string(state.parameters.size()))
                                      : Word::unknown("$#"));
  if (name == "?")
    return one(state.status ? Word(std::to_string(*state.status)) : Word::unknown("$?"));
  if (name == "_") return one(state.last_argument);
  if (name == "PWD") return one(state.directory);
  if (name == "BASH_SOURCE" && !scripts_.empty()) return one(state.zero);
  if (name == "IFS") return one(Word(" \t\n"));
  if (name == "HOME" && !context_.home.empty() && !state.is_remote) return one(Word(context_.home));
  Found unknown{true, true, false, false, {Word::unknown('$' + name)}};
  return unknown;
}

Evaluator::Found Evaluator::find_parameter(const std::string& name, const syntax::Word* index,
                                           State& state, const Frame& frame) {
  const Variable* variable = state.find(name);
  if (variable == nullptr) {
    Found found = find_special(name, state);
    if (index != nullptr && found.unknown && name != "BASH_SOURCE")
      found.words = {Word::unknown("${" + name + "[...]}", true)};
    if (index != nullptr && found.unknown && index->parts.size() == 1)
      found.list = index->parts[0].text == "@" || index->parts[0].text == "*";
    return found;
  }
  if (variable->unset) return {false, false, false, false, {Word()}};
  std::string key = "0";
  if (index != nullptr) {
    const Word at = expand_one(*index, state, frame);
    variable = state.find(name);  // the index may have assigned
    if (at.text == "@" || at.text == "*") {
      Found found{false, true, true, at.text == "*", {}};
      if (!variable->is_array) {
        found.words = variable->values;
        return found;
      }
      for (const std::string& each : variable->order)
        if (variable->elements.contains(each)) found.words.push_back(variable->elements.at(each));
      found.set = !found.words.empty();
      return found;
    }
    if (!at.known()) return {false, true, false, false, {Word::unknown("${" + name + "[...]}")}};
    key = at.text;
    if (variable->is_array && !variable->elements.contains(key)) {
      if (const auto number = variable->is_map ? std::nullopt : calculate(key, state)) {
        variable = state.find(name);
        key = std::to_string(*number);
        if (*number < 0 && variable->order.size() >= static_cast<std::size_t>(-*number))
          key = variable->order[variable->order.size() - static_cast<std::size_t>(-*number)];
      } else if (!variable->is_map) {
        state.doubtful = true;  // an index that is no number ends the line
      }
    }
  }
  if (variable->is_array) {
    const auto element = variable->elements.find(key);
    if (element == variable->elements.end()) return {false, false, false, false, {Word()}};
    return {false, true, false, false, {element->second}};
  }
  if (key != "0" || variable->values.empty()) return {false, false, false, false, {Word()}};
  return {false, true, false, false, {value_of_pass(name, variable->values)}};
}

}  // namespace interlock
