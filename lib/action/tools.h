// A call of an MCP or unknown tool -> the SQL, command lines and code among its arguments, and the
// files that it writes.
#pragma once

#include <cstddef>
#include <optional>
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

// tool_code.cc: code in arguments, also the cells of notebooks with their lines for the shell.
bool is_code_argument(std::string_view name);
std::string language_of_tool(const Call& call, const std::vector<std::string>& words);
void act_on_cell(Builder& builder, const std::string& language, const std::string& text,
                 const std::string& channel);

// tool_runners.cc: a tool that is a program by its name, or runs a task of the project.
void act_on_runner(Builder& builder, const Call& call);
// The call that a proxy hands on: call_tool {"name": "x", "arguments": {..}}.
std::optional<Call> handed_on(const Call& call);

// "params.sqlStatements[0]" -> "sqlstatements"; of "query.text" the name is "query".
std::string argument_name(std::string_view path);
std::string leaf_name(
    std::string_view path);  // "edits[0].newText" -> "newtext", "a.text" -> "text"

// The leaves of the object that leaf `index` stands in, what is below it included.
std::span<const Leaf> leaves_beside(const std::vector<Leaf>& leaves, std::size_t index);

// "runSQLQuery", "execute-sql" -> lower-case words.
std::vector<std::string> words_of_name(std::string_view name);
std::vector<std::string> words_of_tool(const Call& call);  // without its server

}  // namespace interlock
