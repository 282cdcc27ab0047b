#include "lib/workflow/tool_gate.h"

#include <doctest/doctest.h>

using namespace interlock;

namespace {

Workflow sample() {
  Workflow workflow;
  workflow.id = "neon.migration";
  workflow.on_tools = true;
  workflow.scope_options = {"migrationId", "temporaryBranchId|branchId", "projectId"};
  return workflow;
}

ToolAction call(std::vector<Leaf> leaves) { return {"mcp__neon__run_sql", "neon", "run_sql", std::move(leaves)}; }

}  // namespace

TEST_CASE("names and texts of a call, wherever its server takes them from") {
  const Workflow workflow = sample();
  const auto flat = tool_subject_of(workflow, {"sql"}, call({{"sql", " SELECT 1 ", true}, {"branchId", "br 1", true}, {"projectId", "p", true}}));
  CHECK(render_tool_scope(flat.names) == "temporaryBranchId=br%201 projectId=p");
  CHECK(flat.judged == std::vector<std::string>{"SELECT 1"});
  const auto inside = tool_subject_of(
      workflow, {"sql"},
      call({{"branchId", "br-1", true}, {"sql", "a", true}, {"params.sql", "b", true}, {"params.projectId", "p", true}}));
  CHECK(render_tool_scope(inside.names) == "projectId=p");
  CHECK(inside.judged == std::vector<std::string>{"a", "b"});
  const auto nothing = tool_subject_of(workflow, {"sql"}, call({{"branchId", "null", false}, {"sqlx", "a", true}}));
  CHECK(nothing.names.empty());
  CHECK(nothing.judged.empty());
}

TEST_CASE("a scope is read as it was written") {
  for (const ToolNames& names : {ToolNames{{"migrationId", "a=b c%20\n"}, {"projectId", "p"}}, ToolNames{}, ToolNames{{"projectId", "\x01 %"}}})
    CHECK(read_tool_scope(render_tool_scope(names)) == names);
}

TEST_CASE("an answer is the texts of its content") {
  const auto answer = read_tool_answer(R"({"content": [{"type": "text", "text": "<id>\n1"}, {"type": "image", "data": "x"}], "isError": true})");
  CHECK(answer.text == "<id>\n1\n");
  CHECK(answer.is_error);
  CHECK(read_tool_answer(R"({"structuredContent": {"a": ["b"]}})").text == "b\n");
  for (const char* text : {"", "plain", "{", "[1]", R"({"content": 7})", R"({"content": [7, {"text": 8}]})"})
    CHECK_FALSE(read_tool_answer(text).is_error);
}
