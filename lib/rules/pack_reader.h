// The parts of a pack, each read from its own object. Used by pack.cc alone.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/fields.h"
#include "lib/rules/pack.h"

namespace interlock {

// program, verb, with, without, match, unless.
CommandPattern read_command_pattern(Fields& fields);

std::vector<Example> read_examples(Fields& fields, std::string_view key);

Rule read_rule(PackText& text, const JsonNode& node, std::size_t index,
               const std::string& pack_name);

Workflow read_workflow(PackText& text, const JsonNode& node, std::size_t index,
                       const std::string& pack_name);

// tool, argument, lacks, match.
ToolPattern read_tool_pattern(Fields& fields);

ToolCommand read_tool_command(PackText& text, const JsonNode& node, std::size_t index);

// What an answer of a tool means. `scope` are the names that it may tell.
Check read_answer(PackText& text, const JsonNode& node, const std::string& where,
                  const std::vector<std::string>& scope);

SqlJudge read_sql_judge(PackText& text, const JsonNode& node, const std::string& where);

// The member `key` as an object; nothing, with a complaint, when it is another thing.
const JsonNode* object_of(Fields& fields, std::string_view key);

std::vector<Exception> read_exceptions(Fields& pack);
std::vector<Tightening> read_tightenings(Fields& pack);

// Complains when RE2 refuses the pattern under `key`.
void check_pattern(Fields& fields, std::string_view key, std::string_view pattern, On on);

// Complains about a list of nothing but exceptions ("!x").
void check_exceptions(Fields& fields, std::string_view key, const std::vector<std::string>& list);

// Complains about "{name}" in `text` that is none of `names`.
void check_placeholders(Fields& fields, std::string_view key, std::string_view text,
                        std::span<const std::string> names);

// "name.name": small letters, digits and dashes, and `pack_name` before the first dot.
void check_id(Fields& fields, std::string_view id, const std::string& pack_name);

bool is_name(std::string_view text);  // small letters, digits, dashes; begins with a letter

}  // namespace interlock
