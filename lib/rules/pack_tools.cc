// Reading what packs say of MCP tools: which calls, what their answers mean, and the command lines
// that some of them stand for.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/rules/pack_reader.h"
#include "lib/rules/patterns.h"
#include "lib/sql/sql.h"

namespace interlock {
ToolPattern read_tool_pattern(Fields& fields) {
  ToolPattern pattern;
  pattern.tools = fields.texts("tool", Need::required);
  check_exceptions(fields, "tool", pattern.tools);
  pattern.arguments = fields.texts("argument");
  pattern.lacks = fields.texts("lacks");
  pattern.match = fields.text("match");
  check_pattern(fields, "match", pattern.match, On::tool);
  pattern.classes = fields.texts("class");
  for (const std::string& one : pattern.classes)
    if (class_named(one).bits == 0)
      fields.fault("class", "'class' names no class of statements: \"" + shorten(one, 60) + "\"");
  return pattern;
}

ToolCommand read_tool_command(PackText& text, const JsonNode& node, std::size_t index) {
  Fields fields(text, node, "call " + std::to_string(index + 1));
  ToolCommand call;
  call.tools = fields.texts("tool", Need::required);
  call.words = fields.texts("command", Need::required);
  for (const std::string& word : call.words)
    if (std::count(word.begin(), word.end(), '{') > 1)
      fields.fault("command",
                   "a word names one argument at most, got \"" + shorten(word, 60) + "\"");
  if (!call.words.empty() && call.words.front().find('{') != std::string::npos)
    fields.fault("command", "the first word is the program's name");
  fields.finish();
  return call;
}

Check read_answer(PackText& text, const JsonNode& node, const std::string& where,
                  const std::vector<std::string>& scope) {
  Fields fields(text, node, where + ": answer");
  Check check;
  check.fails_on = fields.text("fails_on");
  check.warns_on = fields.text("warns_on");
  check.learns = fields.text("learns");
  check_pattern(fields, "fails_on", check.fails_on, On::file);
  check_pattern(fields, "warns_on", check.warns_on, On::file);
  check_pattern(fields, "learns", check.learns, On::file);
  const auto is_of_scope = [&](const std::string& name) {
    return std::any_of(scope.begin(), scope.end(), [&](const std::string& row) {
      const auto names = split(row, '|');
      return std::find(names.begin(), names.end(), name) != names.end();
    });
  };
  for (const std::string& name : captures_of(check.learns))
    if (!is_of_scope(name))
      fields.fault("learns", "'learns' captures names of the workflow's 'scope', got \"" +
                                 shorten(name, 60) + "\"");
  if (fields.has("learns") && captures_of(check.learns).empty())
    fields.fault("learns", "'learns' captures nothing: give a name of 'scope', (?P<name>..)");
  if (const JsonNode* sql = object_of(fields, "sql")) {
    check.sql = read_sql_judge(text, *sql, fields.where());
    if (check.sql.of != SqlJudge::Of::arguments)
      fields.fault("sql", "of an answer 'sql' judges \"arguments\"");
  }
  fields.finish();
  return check;
}

}  // namespace interlock
