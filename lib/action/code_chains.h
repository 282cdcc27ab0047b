// Chains of members and calls, said again with what their variables stand for: rules on code know
// `Order.objects.all().delete()`, and people write `qs = Order.objects.all()` first.
#pragma once

#include <string>
#include <unordered_map>

#include "lib/action/code_values.h"

namespace interlock {

// One line for each chain that holds a variable or an imported name: `qs.delete()` becomes
// `shop.models.Order.objects.all().delete()`. An item of a loop is `list[each]`. `aliases`: names
// that imports have brought.
std::string chains_said_again(const CodeEvaluator& values, const LexedCode& code, Language language,
                              const std::unordered_map<std::string, std::string>& aliases);

}  // namespace interlock
