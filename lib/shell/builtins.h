// The names of bash's builtins (manual 4, bash 5.2).
#pragma once

#include <string_view>

namespace interlock {

bool is_builtin(std::string_view name);
bool builtins_sorted();  // of the table, for its test

}  // namespace interlock
