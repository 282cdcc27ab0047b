// Arithmetic of bash (manual 6.5): 64-bit wrap-around, all operators, bases, assignment.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace interlock {

struct ArithmeticVariables {
  // Text of a variable, or of an element: `a[1]`, its subscript as it stands. Nothing when unknown
  // (then the whole result is unknown), "" when unset.
  std::function<std::optional<std::string>(const std::string& name)> get;
  // Nothing: it may have been set, to what is not known.
  std::function<void(const std::string& name, std::optional<std::int64_t> value)> set;
};

// Nothing for a syntax error, division by zero, an unknown variable, or nesting over a bound.
// `is_error` is set where bash would complain too, whatever the unknown variables hold.
std::optional<std::int64_t> evaluate_arithmetic(std::string_view expression,
                                                const ArithmeticVariables& variables,
                                                bool* is_error = nullptr);

}  // namespace interlock
