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

bool names_all(const syntax::Word* index, std::string_view which) {
  return index != nullptr && index->parts.size() == 1 && index->parts[0].text == which &&
         index->parts[0].kind == syntax::Part::Kind::literal;
}

}  // namespace

// Single quotes and backslashes are no arithmetic: only a map's key may be written with them.
bool is_misquoted(const syntax::Word& index) {
  return std::any_of(index.parts.begin(), index.parts.end(), [](const syntax::Part& part) {
    return part.kind == syntax::Part::Kind::quoted;
  });
}

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
  const auto look = [&] { return array_of_pass(name, state.find(name)); };
  const Variable* variable = look();
  if (variable == nullptr) {
    Found found = find_special(name, state);
    if (index != nullptr && found.unknown && name != "BASH_SOURCE")
      found.words = {Word::unknown("${" + name + "[...]}", true)};
    if (index != nullptr && found.unknown && !names_all(index, "@") && !names_all(index, "*")) {
      const Word at = expand_one(*index, state, frame,
                                 Tildes::none);  // no keys come from outside: it is a number
      if (at.known()) calculate(at.text, state);
    }
    if (found.unknown) found.list = names_all(index, "@") || names_all(index, "*");
    return found;
  }
  if (variable->unset) {  // ${a[@]} of nothing is no word
    const bool star = names_all(index, "*");
    if (star || names_all(index, "@")) return {false, false, true, star, {}};
    if (index != nullptr && !variable->is_map) {  // it is calculated all the same
      const Word at = expand_one(*index, state, frame, Tildes::none);
      if (is_misquoted(*index)) state.fail_line();
      if (at.known()) calculate(at.text, state);
    }
    return {false, false, false, false, {Word()}};
  }
  std::string key = "0";
  if (index != nullptr) {
    const Word at = expand_one(*index, state, frame, Tildes::none);
    variable = look();  // the index may have assigned
    if (!variable->is_map) run_hidden(at, state, frame, "subscript");
    const bool star = names_all(index, "*");
    if (star || names_all(index, "@")) {
      Found found{false, true, true, star, {}};
      if (!variable->is_array) {
        found.words = variable->values;
        // One of these, or none where it was not set.
        if (found.words.size() > 1 || variable->maybe_unset || variable->maybe_array)
          found.words = {Word::unknown("${" + name + "[@]}")};
        for (Word& word : found.words) word.may_split = !word.known();  // it may be an array
        return found;
      }
      if (variable->is_loose && variable->order.size() != 1) {
        found.words = {Word::unknown("${" + name + "[@]}", true)};
        return found;
      }
      for (const std::string& each : variable->order)
        if (const auto one = variable->elements.find(each); one != variable->elements.end())
          found.words.push_back(one->second);
      found.set = !found.words.empty();
      return found;
    }
    const bool misquoted = variable->is_array && !variable->is_map && is_misquoted(*index);
    if (misquoted) state.fail_line();
    if (!at.known() || misquoted)
      return {false, true, false, false, {Word::unknown("${" + name + "[...]}")}};
    key = at.text;
    if (!variable->is_array || !variable->elements.contains(key)) {
      const bool is_map = variable->is_map;
      if (const auto number = is_map ? std::nullopt : calculate(key, state)) {
        variable = look();
        key = std::to_string(*number);
        if (*number < 0 && variable->order.size() >= static_cast<std::size_t>(-*number))
          key = variable->order[variable->order.size() - static_cast<std::size_t>(-*number)];
      } else if (!is_map) {
        return {false, true, false, false, {Word::unknown("${" + name + "[...]}")}};
      }
      variable = look();
    }
  }
  if (variable->is_array) {
    const auto element = variable->elements.find(key);
    if (variable->is_loose &&
        (element == variable->elements.end() || variable->elements.size() > 1))
      return {false, true, false, false, {Word::unknown("${" + name + "[...]}")}};
    if (element == variable->elements.end()) return {false, false, false, false, {Word()}};
    return {false, true, false, false, {element->second}};
  }
  if (key != "0" && variable->maybe_array)
    return {false, true, false, false, {Word::unknown("${" + name + "[...]}")}};
  if (key != "0" || variable->values.empty()) return {false, false, false, false, {Word()}};
  return {false, true, false, false, {value_of_pass(name, variable->values)}};
}

}  // namespace interlock
