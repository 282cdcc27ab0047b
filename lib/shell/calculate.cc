// Arithmetic with the variables of a line: $((..)), ((..)), subscripts, offsets.
#include "lib/base/text.h"
#include "lib/shell/arithmetic.h"
#include "lib/shell/evaluator.h"

namespace interlock {
namespace {

constexpr std::string_view k_unknown_operand = "_unknown_operand_";
// Does dash calculate it as bash does? `value`: the text is a variable's, where it takes a number
// alone. Of dash 0.5.12: no comma, power, base or subscript; ++ is two signs.
bool is_posix_arithmetic(std::string_view text, bool value) {
  const std::string_view whole = trim(text);
  if (value)
    return whole.find_first_not_of("0123456789xXabcdefABCDEF+-") == std::string_view::npos &&
           (whole.empty() || whole.find_first_of("0123456789+-") == 0);
  return !whole.empty() && whole.find_first_of(",#[@'\"") == std::string_view::npos &&
         whole.find("**") == std::string_view::npos && whole.find("++") == std::string_view::npos &&
         whole.find("--") == std::string_view::npos;
}

constexpr int k_max_subscripts = 8;  // within one another: a value may name its own variable

}  // namespace

// The text of a variable or of an element of an array, for an expression.
std::optional<std::string> Evaluator::operand_of(const std::string& name, State& state) {
  const std::size_t bracket = name.find('[');
  const Variable* variable = state.find(name.substr(0, bracket));
  if (variable == nullptr) return std::nullopt;
  if (variable->unset) return "";
  std::string key = "0";
  if (bracket != std::string::npos) {
    const auto found = key_of(name, state);
    if (!found) return std::nullopt;
    key = *found;
    variable = state.find(name.substr(0, bracket));  // the subscript may have assigned
  }
  const Word* value = nullptr;
  if (variable->is_array) {
    const auto element = variable->elements.find(key);
    if (element == variable->elements.end()) return "";
    value = &element->second;
  } else if (key != "0") {
    return "";
  } else if (variable->values.size() == 1) {
    value = &variable->values.front();
  }
  if (value == nullptr || !value->known()) return std::nullopt;
  return value->text;
}

// The key that `name[subscript]` means; nothing when it is not known.
std::optional<std::string> Evaluator::key_of(const std::string& name, State& state) {
  const std::size_t bracket = name.find('[');
  const std::string subscript = name.substr(bracket + 1, name.size() - bracket - 2);
  if (subscript.find_first_of("$`\\\"'") != std::string::npos || exhausted_) return std::nullopt;
  const Variable* variable = state.find(name.substr(0, bracket));
  if (variable != nullptr && variable->is_map) return subscript;
  if (subscripts_ >= k_max_subscripts) return std::nullopt;
  ++subscripts_;
  const auto number = calculate(subscript, state);
  --subscripts_;
  if (!number) return std::nullopt;
  variable = state.find(name.substr(0, bracket));  // the subscript may have assigned
  if (*number >= 0 || variable == nullptr || variable->order.empty())
    return std::to_string(*number);
  return std::to_string(std::atoll(variable->order.back().c_str()) + 1 + *number);
}

void Evaluator::assign_named(const std::string& name, Word value, State& state) {
  const std::size_t bracket = name.find('[');
  const std::string array = state.target_of(name.substr(0, bracket));
  if (bracket == std::string::npos)
    state.assign(name, std::move(value));
  else if (const auto key = key_of(name, state))
    state.assign(array + '[' + *key + ']', std::move(value));
  else
    state.variables.set(array, Variable::unknown_array());
}

// An error ends the line (manual 6.5), unless the caller asks for it: ((..)) and let only fail.
std::optional<std::int64_t> Evaluator::calculate(const std::string& text, State& state,
                                                 bool* is_error) {
  std::string hidden;  // values with a subscript: it is expanded before it is calculated
  ArithmeticVariables variables;
  variables.get = [&](const std::string& name) -> std::optional<std::string> {
    if (name.find(k_unknown_operand) != std::string::npos) return std::nullopt;
    auto value = operand_of(name, state);
    if (value && value->find('[') != std::string::npos) hidden += *value + ' ';
    if (state.is_posix && value && !is_posix_arithmetic(*value, true)) state.doubtful = true;
    return value;
  };
  variables.set = [&](const std::string& name, std::optional<std::int64_t> number) {
    assign_named(name, number ? Word(std::to_string(*number)) : Word::unknown('$' + name), state);
  };
  spend(1 + text.size() / 16);
  bool failed = false;
  auto value = evaluate_arithmetic(text, variables, &failed);
  if (state.is_posix && !is_posix_arithmetic(text, false)) {  // dash ends, or has another value
    state.doubtful = true;
    if (text.find("++") != std::string::npos || text.find("--") != std::string::npos) value.reset();
  }
  if (!hidden.empty()) run_hidden(Word(hidden), state, Frame(), "subscript");
  if (failed && is_error == nullptr) state.fail_line();
  if (is_error != nullptr) *is_error = failed;
  return value;
}

Word Evaluator::expand_arithmetic(const syntax::Word& word, State& state, const Frame& frame,
                                  std::string_view spelled, bool* is_error) {
  const Word text = expand_one(word, state, frame, Tildes::none);
  if (text.known()) {
    if (const auto value = calculate(text.text, state, is_error))
      return Word(std::to_string(*value));
  } else {  // what it sets is not known either
    std::string stated;
    std::size_t at = 0;
    for (const Hole& hole : text.holes) {
      stated += text.text.substr(at, hole.begin - at);
      stated += k_unknown_operand;
      at = hole.end;
    }
    bool ignored = false;
    calculate(stated + text.text.substr(at), state, &ignored);
  }
  return Word::unknown(shorten(spelled, 80));
}

// False for an error, which ends a loop that is headed by it.
bool Evaluator::run_arithmetic(const syntax::Word& expression, State& state, const Frame& frame) {
  bool is_error = false;
  const Word result = expand_arithmetic(expression, state, frame, "((...))", &is_error);
  state.status.reset();
  if (result.known()) state.status = result.text == "0" ? 1 : 0;
  if (is_error) state.status = 1;
  return !is_error;
}

}  // namespace interlock
