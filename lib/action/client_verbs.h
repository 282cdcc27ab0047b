// The verbs of a client's row among the words of a command. Private to clients.cc.
#pragma once

#include <cstddef>
#include <optional>

#include "lib/action/client_table.h"
#include "lib/shell/options.h"

namespace interlock {

// How many operands the row's verbs take, with those before them; nothing when they are not there.
std::optional<std::size_t> match_verbs(const ClientRow& row, const ReadLine& line);

}  // namespace interlock
