// Databases of sqlite3 and duckdb in which nothing can be lost: those in memory begin empty and end
// with their client, those opened to be read stay as they are.
#pragma once

#include <span>

#include "lib/action/action.h"
#include "lib/action/clients.h"

namespace interlock {

// Takes from `said`, all that the client is told, the classes of what can do no harm there.
void spare_what_is_not_there(const ClientCall& call, std::span<SqlAction> said);

}  // namespace interlock
