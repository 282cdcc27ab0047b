// Questions to a line that has been read: which value, which switch is on.
#include <algorithm>

#include "lib/shell/options.h"

namespace interlock {
namespace {

// The same switch? Go writes -dryrun and --dryrun alike, tables hold only one of them.
bool same_name(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto bare = [](std::string_view name) {
    return name.substr(std::min(name.find_first_not_of('-'), name.size()));
  };
  return bare(a).size() > 1 && bare(a) == bare(b);
}

}  // namespace

const Word* last_value(const ReadLine& line, std::span<const std::string_view> names) {
  for (auto option = line.options.rbegin(); option != line.options.rend(); ++option)
    if (option->value && std::find(names.begin(), names.end(), option->name) != names.end())
      return &*option->value;
  return nullptr;
}

bool surely_on(const ReadLine& line, std::string_view name) {
  if (line.has_hole || line.value_may_split || line.operand_may_option) return false;
  bool on = false;
  for (const ReadOption& option : line.options) {
    if (!same_name(option.name, name)) continue;
    if (!option.certain) return false;
    on = option.on && option.exact;
  }
  return on;
}

bool maybe_on(const OptionGrammar& grammar, const ReadLine& line, std::string_view name) {
  if (line.has_hole || line.operand_may_option) return true;
  for (const ReadOption& option : line.options) {
    if (!option.on) continue;
    if (same_name(option.name, name)) return true;
    const bool prefix =
        option.name.size() > 2 && option.name.starts_with("--") && name.starts_with(option.name);
    if (prefix && abbreviates(grammar.family)) return true;
  }
  return false;
}

}  // namespace interlock
