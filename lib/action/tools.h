// A call of an MCP tool -> the SQL, command lines and code among its arguments.
#pragma once

#include "lib/codex/call.h"

namespace interlock {

class Builder;

void act_on_tool(Builder& builder, const Call& call);

}  // namespace interlock
