// Assignments (bash manual 3.4): scalars, elements, whole arrays, +=, and the attributes of
// declare.
#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {

void Evaluator::assign(const syntax::Assignment& assignment, State& state, const Frame& frame) {
  const auto note = [&](const Word& value) {
    line_.variables.push_back({assignment.name, value});
    spend(1);
  };
  if (assignment.is_array) {
    Variable array;
    const Variable* old = state.find(assignment.name);
    if (assignment.append && old && old->is_array) array = *old;
    array.is_array = true;
    array.unset = false;
    array.values.clear();
    std::int64_t next = static_cast<std::int64_t>(array.order.size());
    for (const syntax::Assignment::Element& element : assignment.elements) {
      std::vector<Word> values;
      std::string index;
      if (element.index) {
        index = expand_one(*element.index, state, frame).text;
        values.push_back(expand_one(element.value, state, frame));
      } else {
        expand_fields(element.value, state, frame, values);
      }
      for (Word& value : values) {
        const std::string key = index.empty() ? std::to_string(next++) : index;
        if (!array.elements.contains(key)) array.order.push_back(key);
        note(value);
        array.elements[key] = std::move(value);
      }
    }
    state.variables[assignment.name] = std::move(array);
    return;
  }
  Word value = expand_one(assignment.value, state, frame);
  const Variable* old = state.find(assignment.name);
  if (old && old->is_integer && value.known())
    if (const auto number = calculate(value.text, state)) value = Word(std::to_string(*number));
  if (old && old->letter_case == 'u') value.text = to_upper(value.text);
  if (old && old->letter_case == 'l') value.text = to_lower(value.text);
  if (assignment.index) {
    const std::string index = expand_one(*assignment.index, state, frame).text;
    Variable& array = state.variables[assignment.name];
    if (!array.is_array && !array.values.empty() && !array.unset) {
      array.elements["0"] = array.values.front();
      array.order = {"0"};
    }
    array.is_array = true;
    array.unset = false;
    if (!array.elements.contains(index)) array.order.push_back(index);
    Word& element = array.elements[index];
    if (assignment.append) value = Word(element).append(value);
    note(value);
    element = std::move(value);
    return;
  }
  if (assignment.append) {
    Word whole;
    if (old == nullptr)
      whole = Word::unknown('$' + assignment.name);
    else if (!old->unset && old->is_array && old->elements.contains("0"))
      whole = old->elements.at("0");
    else if (!old->unset && !old->values.empty())
      whole = old->values[choices_ && old->values.size() > 1
                              ? choices_->choose(assignment.name, old->values.size())
                              : 0];
    const bool sum = old && old->is_integer && whole.known() && value.known();
    if (const auto number =
            sum ? calculate(whole.text + "+(" + value.text + ')', state) : std::nullopt)
      value = Word(std::to_string(*number));
    else
      value = whole.append(value);
  }
  note(value);
  if (assignment.name == "PS4" || assignment.name == "PS0")
    run_hidden(value, state, frame, "prompt");
  state.assign(assignment.name, std::move(value));
}

}  // namespace interlock
