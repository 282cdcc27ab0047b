#include "lib/rules/grammar.h"

#include <algorithm>

namespace interlock {

std::optional<OptionFamily> family_named(std::string_view name) {
  const auto found = std::find(k_family_names.begin(), k_family_names.end(), name);
  if (found == k_family_names.end()) return std::nullopt;
  return static_cast<OptionFamily>(found - k_family_names.begin());
}

LoadedGrammar::LoadedGrammar(ToolGrammar tool)
    : tool_(std::move(tool)),
      long_values_(tool_.long_values.begin(), tool_.long_values.end()),
      flags_(tool_.flags.begin(), tool_.flags.end()) {
  grammar_.family = family_named(tool_.family).value_or(OptionFamily::gnu);
  grammar_.short_with_value = tool_.short_values;
  grammar_.long_with_value = long_values_;
  grammar_.long_flags = flags_;
  grammar_.short_flags = tool_.short_flags;
  grammar_.short_optional = tool_.short_optional;
  grammar_.reparses = tool_.reparses;
}

}  // namespace interlock
