// Which migration files have later ones behind them: their numbers say so.
#pragma once

#include <string>

#include "lib/base/files.h"

namespace interlock {

// Is `path` a numbered migration ("migrations/3_a.sql", "V3__a.sql", "migrations/3_a/up.sql"), and
// does a higher number of the same kind stand beside it?
bool is_superseded(const std::string& path, const Files& files);

}  // namespace interlock
