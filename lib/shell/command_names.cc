#include "lib/shell/command_names.h"

#include "lib/base/text.h"

namespace interlock {

bool is_symfony_short(std::string_view given, std::string_view name) {
  const std::string lower = to_lower(given);
  const auto given_parts = split(lower, ':');
  const auto name_parts = split(name, ':');
  if (given_parts.size() != name_parts.size()) return false;
  for (std::size_t i = 0; i < name_parts.size(); ++i)
    if (!name_parts[i].starts_with(given_parts[i])) return false;
  return !given.empty();
}

}  // namespace interlock
