// Names of commands as the console of a framework takes them.
#pragma once

#include <string_view>

namespace interlock {

// Does Symfony's console run `name` for `given`? "mig:fre" is migrate:fresh: each part may be cut
// short, in any letter case; the number of parts may not differ (`migrate` is a command of its own
// beside migrate:fresh).
bool is_symfony_short(std::string_view given, std::string_view name);

}  // namespace interlock
