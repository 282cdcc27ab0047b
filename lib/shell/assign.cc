// Assignments (bash manual 3.4): scalars, elements, whole arrays, +=, and the attributes of
// declare.
#include <algorithm>
#include <cstdlib>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {

constexpr std::size_t k_work_of_an_element = 8;

void Evaluator::assign(const syntax::Assignment& assignment, State& state, const Frame& frame) {
  const auto note = [&](const Word& value) {
    if (spend(1 + value.text.size() / 64 + value.holes.size() / 2))
      line_.variables.push_back({assignment.name, value});
  };
  if (assignment.is_array) {
    Variable array;
    const Variable* old = array_of_pass(assignment.name, state.find(assignment.name));
    if (assignment.append && old && old->is_array) array = *old;
    array.is_array = true;
    array.is_map = old && old->is_map;
    if (assignment.append && old && !old->is_array && !old->unset && !old->values.empty())
      array.set_element("0", old->values.front());
    array.unset = array.maybe_unset = false;
    array.values.clear();
    std::vector<Word> pairs;  // declare -A m=(key value key value)
    std::int64_t next = array.order.empty() || array.is_map
                            ? 0
                            : std::strtoll(array.order.back().c_str(), nullptr, 10) + 1;
    // What the first one is, they all are: m=([k]=v ..) or m=(k v ..).
    const bool in_pairs = !assignment.elements.empty() && !assignment.elements.front().index;
    for (const syntax::Assignment::Element& element : assignment.elements) {
      if (array.is_map && !element.index != in_pairs) {  // an error, or a word of a pair
        if (in_pairs) array.is_loose = true;
        continue;
      }
      std::vector<Word> values;
      std::string index;
      if (element.index) {
        const Word at = expand_one(*element.index, state, frame, Tildes::none);
        index = at.text;
        if (!at.known()) array.is_loose = true;
        if (index.empty()) continue;  // "bad array subscript": the others are assigned
        values.push_back(expand_one(element.value, state, frame));
      } else {
        expand_fields(element.value, state, frame, values);
      }
      for (Word& value : values) {
        std::string key = index.empty() ? std::to_string(next++) : index;
        if (!index.empty() && !array.is_map) {
          if (const auto number = array.is_loose ? std::nullopt : calculate(index, state)) {
            key = std::to_string(*number);
            next = *number + 1;
          } else {
            array.is_loose = true;
          }
        }
        if (!spend(k_work_of_an_element)) break;
        note(value);
        if (array.is_map && index.empty())
          pairs.push_back(std::move(value));
        else
          array.set_element(key, std::move(value));
      }
    }
    for (std::size_t i = 0; i < pairs.size(); i += 2)
      array.set_element(pairs[i].text, i + 1 < pairs.size() ? pairs[i + 1] : Word());
    state.variables[state.target_of(assignment.name)] = std::move(array);
    return;
  }
  Word value = expand_one(assignment.value, state, frame, Tildes::value);
  const Variable* old = state.find(assignment.name);
  if (old && old->is_integer && value.known())
    if (const auto number = calculate(value.text, state)) value = Word(std::to_string(*number));
  if (old && old->letter_case == 'u') value.text = to_upper(value.text);
  if (old && old->letter_case == 'l') value.text = to_lower(value.text);
  if (assignment.index) {
    const Word at = expand_one(*assignment.index, state, frame, Tildes::none);
    std::string index = at.text;
    if (assignment.name == "BASH_CMDS") state.hashed[index] = value;
    if (assignment.name == "BASH_ALIASES") state.aliases.set(index, value.text);
    const std::string name = state.target_of(assignment.name);
    const bool is_map = state.variables[name].is_map;
    const auto number = is_map || !at.known() ? std::nullopt : calculate(index, state);
    Variable& array = state.variables[name];
    if (!at.known() || (!is_map && !number)) array.is_loose = true;
    if (!is_map && is_misquoted(*assignment.index)) state.fail_line();
    if (number) {
      index = std::to_string(*number);
      if (index.starts_with('-') && !array.order.empty())  // counted from the end
        index = std::to_string(std::strtoll(array.order.back().c_str(), nullptr, 10) + 1 +
                               std::strtoll(index.c_str(), nullptr, 10));
    }
    const auto element = array.elements.find(index);
    if (assignment.append && element != array.elements.end())
      value = Word(element->second).append(value);
    else if (assignment.append && !array.is_array && index == "0" && !array.values.empty())
      value = Word(array.values.front()).append(value);
    note(value);
    array.set_element(index, std::move(value));
    return;
  }
  if (assignment.append) {
    Word whole;
    if (old == nullptr)
      whole = find_special(assignment.name, state).words.front();
    else if (!old->unset && old->is_array && old->elements.contains("0"))
      whole = old->elements.at("0");
    else if (!old->unset && old->values.size() == 1)
      whole = old->values.front();
    else if (!old->unset && old->values.size() > 1)
      whole = value_of_pass(assignment.name, old->values);
    const bool sum = old && old->is_integer && whole.known() && value.known();
    if (const auto number =
            sum ? calculate(whole.text + "+(" + value.text + ')', state) : std::nullopt)
      value = Word(std::to_string(*number));
    else
      value = whole.append(value);
  }
  note(value);
  if (assignment.name.size() == 3 && assignment.name.starts_with("PS"))
    run_hidden(value, state, frame, "prompt");
  if (assignment.name == "PROMPT_COMMAND" && value.known()) {  // an interactive shell runs it
    State copy = state;
    Frame inner = frame.in_doubt();
    inner.via = assignment.name;
    ++inner.depth;
    run_given_text(value, copy, inner, assignment.name);
  }
  state.assign(assignment.name, std::move(value));
}

// A text `name=(..)` that a builtin was given as one word.
void Evaluator::assign_array(const Word& text, const std::string& name, State& state,
                             const Frame& frame) {
  const Frame inner = frame.inside(text.text);
  const ParsedShell tree = parse_shell(*inner.source);
  const syntax::Simple* simple = text.known() ? only_simple_command(tree) : nullptr;
  if (text.known() && tree.error && !tree.error->is_limit) state.fail_line();
  if (simple == nullptr || simple->assignments.size() != 1 || !simple->words.empty() ||
      !spend(64 + text.text.size() / 4)) {
    state.variables[name] = Variable::unknown_array();
    return;
  }
  assign(simple->assignments.front(), state, inner);
}

}  // namespace interlock
