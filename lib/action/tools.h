// A call of an MCP or unknown tool -> the SQL, command lines and code among its arguments, and the
// files that it writes.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/codex/call.h"

namespace interlock {

class Builder;

void act_on_tool(Builder& builder, const Call& call);

// tool_files.cc: a tool that writes files goes through the same door as a patch.
void act_on_file_tool(Builder& builder, const Call& call);

// The leaves of the object that leaf `index` stands in, what is below it included.
std::span<const Leaf> leaves_beside(const std::vector<Leaf>& leaves, std::size_t index);

// "runSQLQuery", "execute-sql" -> lower-case words.
std::vector<std::string> words_of_name(std::string_view name);

}  // namespace interlock
