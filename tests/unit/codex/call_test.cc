#include "lib/codex/call.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace interlock;

namespace {

// A PreToolUse payload around `tool`: "tool_name" and "tool_input" with their values.
std::string payload(const std::string& tool) {
  return R"({"session_id":"s","turn_id":"t","transcript_path":null,"cwd":"/home/dev/app",)"
         R"("hook_event_name":"PreToolUse","model":"m","permission_mode":"default",)" +
         tool + R"(,"tool_use_id":"call_1"})";
}

std::string shell(const std::string& input) {
  return payload(R"("tool_name":"Bash","tool_input":)" + input);
}

std::string message(const std::string& text) {
  const Result<Call> call = parse_call(text);
  return call ? "" : call.error().message;
}

std::string repeat(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("parse_call reads what Codex sends before a shell call") {
  const auto call = parse_call(shell(R"({"command":"psql -c 'é漢 \"q\" \u0001 \ud83d\ude00'"})"));
  REQUIRE(call);
  CHECK(call->event == Call::Event::pre_tool_use);
  CHECK(call->event_name == "PreToolUse");
  CHECK(call->kind == Call::Kind::shell);
  CHECK(call->session_id == "s");
  CHECK(call->turn_id == "t");
  CHECK(call->tool_use_id == "call_1");
  CHECK(call->agent_id.empty());
  CHECK(call->cwd == "/home/dev/app");
  CHECK(call->permission_mode == "default");
  CHECK(call->tool_name == "Bash");
  CHECK(call->text == "psql -c 'é漢 \"q\" \x01 😀'");
  CHECK(call->leaves.empty());
}

TEST_CASE("parse_call finds the command line under every name the shell has had") {
  struct Case {
    const char* tool;
    const char* input;
    const char* text;
  };
  const Case cases[] = {
      {"Bash", R"({"command":"ls"})", "ls"},
      {"Bash", R"({"workdir":"/x","command":"ls","n":1})", "ls"},
      {"Bash", R"({"":{"command":"echo"},"command":"ls"})", "ls"},
      {"Bash", R"({"x":[{"command":"echo"}],"command":"ls","command.x":"y"})", "ls"},
      {"shell", R"({"command":["bash","-lc","psql -c 'x'"]})", R"(bash -lc 'psql -c '\''x'\''')"},
      {"local_shell", R"({"command":["ls","-la"]})", "ls -la"},
      {"exec_command", R"({"cmd":"ls"})", "ls"},
      {"shell_command", R"({"command":"ls"})", "ls"},
      {"unified_exec", R"({"cmd":"ls"})", "ls"},
      {"container.exec", R"({"cmd":["bash","-lc","ls"]})", "bash -lc ls"},
      {"Bash", R"({"command":""})", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tool);
    CAPTURE(c.input);
    const auto call = parse_call(
        payload(std::string("\"tool_name\":\"") + c.tool + "\",\"tool_input\":" + c.input));
    REQUIRE(call);
    CHECK(call->kind == Call::Kind::shell);
    CHECK(call->text == c.text);
  }
}

TEST_CASE("parse_call reads patches, MCP calls and tools that it does not know") {
  auto call = parse_call(payload(R"("tool_name":"apply_patch","tool_input":{"command":"*** x"})"));
  REQUIRE(call);
  CHECK(call->kind == Call::Kind::patch);
  CHECK(call->text == "*** x");
  call = parse_call(payload(
      R"("tool_name":"apply_patch","tool_input":{"command":["apply_patch","*** x"]})"));
  REQUIRE(call);
  CHECK(call->text == "*** x");

  call = parse_call(payload(R"("tool_name":"apply_patch","tool_input":{"input":"*** x"})"));
  REQUIRE(call);
  CHECK(call->text == "*** x");

  call = parse_call(payload(
      R"("tool_name":"mcp__my_db__run__sql","tool_input":{"params":{"sql":"x","ids":[1,-2.50,1e3]},)"
      R"("dry":false,"none":null,"empty":{},"list":[],"command":["a",{"b":"c"}]})"));
  REQUIRE(call);
  CHECK(call->kind == Call::Kind::mcp);
  CHECK(call->server == "my_db");
  CHECK(call->tool == "run__sql");
  const std::vector<Leaf> expected = {
      {"params.sql", "x", true},         {"params.ids[0]", "1", false},
      {"params.ids[1]", "-2.50", false}, {"params.ids[2]", "1e3", false},
      {"dry", "false", false},           {"none", "null", false},
      {"command[0]", "a", true},         {"command[1].b", "c", true}};
  REQUIRE(call->leaves.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(call->leaves[i].path == expected[i].path);
    CHECK(call->leaves[i].text == expected[i].text);
    CHECK(call->leaves[i].is_string == expected[i].is_string);
  }

  call =
      parse_call(payload(R"("tool_name":"collaborationspawn_agent","tool_input":{"message":"m"})"));
  REQUIRE(call);
  CHECK(call->kind == Call::Kind::other);
  CHECK(call->leaves.size() == 1);
  call = parse_call(payload(R"("tool_name":"mcp__odd","tool_input":"text")"));
  REQUIRE(call);
  CHECK(call->server == "odd");
  CHECK(call->tool.empty());
  CHECK(call->leaves.at(0).path.empty());
  call = parse_call(payload(R"("tool_name":"get_goal")"));
  REQUIRE(call);
  CHECK(call->leaves.empty());
}

TEST_CASE("parse_call keeps a response as its text, and anything else as JSON") {
  struct Case {
    const char* json;
    const char* response;
  };
  const Case cases[] = {
      {R"("DROP TABLE\n")", "DROP TABLE\n"},
      {R"("")", ""},
      {R"({"content":[{"type":"text","text":"a\"b\n"},{}],"n":[1,[],2.5],"ok":true,"x":null})",
       R"({"content":[{"type":"text","text":"a\"b\n"},{}],"n":[1,[],2.5],"ok":true,"x":null})"},
      {"[ 1 , 2 ]", "[1,2]"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.json);
    const auto call =
        parse_call(std::string(R"({"hook_event_name":"PostToolUse","cwd":"/","tool_name":"Bash",)"
                               R"("tool_input":{"command":"x"},"tool_response":)") +
                   c.json + "}");
    REQUIRE(call);
    CHECK(call->event == Call::Event::post_tool_use);
    CHECK(call->response == c.response);
  }
}

TEST_CASE("parse_call tolerates unknown keys, absent optional ones and other events") {
  auto call = parse_call(
      R"( {"x":{"command":[{}]},"hook_event_name":"PreToolUse","cwd":"/","tool_name":"Bash",)"
      R"("tool_input":{"command":"x"},"session_id":null,"agent_id":"a"} )");
  REQUIRE(call);
  CHECK(call->session_id.empty());
  CHECK(call->agent_id == "a");
  call = parse_call(R"({"hook_event_name":"SessionStart","source":"startup"})");
  REQUIRE(call);
  CHECK(call->event == Call::Event::other);
  call = parse_call(R"({"hook_event_name":"PermissionRequest","cwd":"/","tool_name":"Bash",)"
                    R"("tool_input":{"command":"psql","description":"why"}})");
  REQUIRE(call);
  CHECK(call->event == Call::Event::other);
  CHECK(call->kind == Call::Kind::shell);
  CHECK(call->text == "psql");
}

TEST_CASE("parse_call says what is wrong, in one sentence") {
  struct Case {
    const char* name;
    std::string text;
    const char* message;
  };
  const std::string good = shell(R"({"command":"ls"})");
  const auto without = [&](const std::string& part) {
    std::string text = good;
    return text.erase(text.find(part), part.size());
  };
  const auto with = [&](const std::string& part, const std::string& other) {
    std::string text = good;
    return text.replace(text.find(part), part.size(), other);
  };
  const Case cases[] = {
      {"nothing", "", "hook input is empty"},
      {"blanks", " \n", "hook input is empty"},
      {"not JSON", "psql", "hook input is not JSON: it ends or goes wrong at byte 1"},
      {"cut", good.substr(0, 40), "hook input is not JSON: it ends or goes wrong at byte 41"},
      {"last brace missing", good.substr(0, good.size() - 1), nullptr},
      {"garbage behind", good + "x", nullptr},
      {"two objects", good + good, nullptr},
      {"NUL behind", good + std::string("\0{}", 3), "hook input is not JSON: it holds a NUL byte"},
      {"byte order mark", "\xef\xbb\xbf" + good, "hook input is not JSON: it begins with a byte order mark"},
      {"not UTF-8", with("ls", "l\xFFs"), "hook input is not JSON: it is not UTF-8"},
      {"overlong", with("ls", "l\xC0\xAFs"), "hook input is not JSON: it is not UTF-8"},
      {"lone surrogate", with("ls", "\\ud800"), nullptr},
      {"raw newline in a string", with("ls", "l\ns"), nullptr},
      {"single quotes", "{'a':1}", nullptr},
      {"comment", "/**/" + good, nullptr},
      {"array", "[]", "hook input is an array, not an object"},
      {"string", "\"x\"", "hook input is a string, not an object"},
      {"null", "null", "hook input is null, not an object"},
      {"huge number", with("\"m\"", "1e999"), "hook input holds a number that is out of range"},
      {"no cwd", without(R"("cwd":"/home/dev/app",)"), "hook input has no 'cwd'"},
      {"cwd a number", with(R"("/home/dev/app")", "7"), "'cwd' is a number, not a string"},
      {"cwd null", with(R"("/home/dev/app")", "null"), "'cwd' is null, not a string"},
      {"cwd relative", with("/home/dev/app", "app"), "'cwd' is not an absolute path"},
      {"cwd with NUL", with("/home", "/ho\\u0000me"), "'cwd' holds a NUL byte"},
      {"no event", without(R"("hook_event_name":"PreToolUse",)"),
       "hook input has no 'hook_event_name'"},
      {"event a list", with(R"("PreToolUse")", "[]"),
       "'hook_event_name' is an array, not a string"},
      {"no tool name", with("tool_name", "tool"), "hook input has no 'tool_name'"},
      {"no input", with("tool_input", "input"), "hook input has no 'tool_input'"},
      {"input a string", with(R"({"command":"ls"})", "\"ls\""),
       "'tool_input' is a string, not an object"},
      {"no command", shell(R"({"workdir":"/"})"), "hook input has no 'tool_input.command'"},
      {"command a number", shell(R"({"command":7})"),
       "'tool_input.command' is a number, not a string"},
      {"command null", shell(R"({"command":null})"), "'tool_input.command' is null, not a string"},
      {"command an object", shell(R"({"command":{"a":"ls"}})"),
       "'tool_input.command' is an object, not a string"},
      {"command an empty list", shell(R"({"command":[]})"),
       "'tool_input.command' is an array, not a string"},
      {"command a mixed list", shell(R"({"command":["ls",1]})"),
       "'tool_input.command' is an array, not a string"},
      {"command a nested list", shell(R"({"command":["ls",["x"]]})"),
       "'tool_input.command' is an array, not a string"},
      {"NUL in the command", shell(R"({"command":"echo a\u0000b"})"),
       "'tool_input.command' holds a NUL byte"},
      {"NUL in a word", shell(R"({"command":["a\u0000b"]})"),
       "'tool_input.command' holds a NUL byte"},
      {"session a number", with(R"("s")", "1"), "'session_id' is a number, not a string"},
      {"two commands", shell(R"({"command":"psql","command":"ls"})"),
       "'tool_input' has two 'command'"},
      {"two spellings", shell(R"({"command":"ls","cmd":"psql"})"),
       "'tool_input' has both 'command' and 'cmd'"},
      {"escaped key", shell(R"({"command":"psql","comm\u0061nd":"ls"})"),
       "'tool_input' has two 'command'"},
      {"two tool names",
       payload(R"("tool_name":"Bash","tool_name":"x","tool_input":{"command":"psql"})"),
       "hook input has two 'tool_name'"},
      {"two inputs",
       payload(R"("tool_name":"Bash","tool_input":{"command":"psql"},"tool_input":{})"),
       "hook input has two 'tool_input'"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const std::string said = message(c.text);
    CHECK(!said.empty());
    if (c.message) CHECK(said == c.message);
    CHECK(!said.ends_with('.'));
  }
}

TEST_CASE("parse_call neither crashes nor dawdles on hostile JSON") {
  const std::string million = repeat("[", 1'000'000);
  struct Case {
    const char* name;
    std::string text;
    bool fine;
  };
  const Case cases[] = {
      {"a million arrays", million, false},
      {"a million arrays in the input", shell(million), false},
      {"a million arrays in the command", shell("{\"command\":" + million), false},
      {"a million objects", repeat("{\"a\":", 1'000'000), false},
      {"199 arrays that close",
       shell("{\"command\":\"x\",\"a\":" + repeat("[", 190) + repeat("]", 190) + "}"), true},
      {"201 arrays that close",
       shell("{\"command\":\"x\",\"a\":" + repeat("[", 201) + repeat("]", 201) + "}"), false},
      {"twenty thousand leaves", shell("{\"command\":\"x\",\"a\":[1" + repeat(",1", 20'000) + "]}"),
       true},
      {"forty thousand leaves", shell("{\"command\":\"x\",\"a\":[1" + repeat(",1", 40'000) + "]}"),
       false},
      {"half a million leaves", shell("{\"command\":\"x\",\"a\":[1" + repeat(",1", 500'000) + "]}"),
       false},
      {"long path, many leaves",
       shell("{\"command\":\"x\",\"" + repeat("k", 400'000) + "\":[1" + repeat(",1", 200'000) +
             "]}"),
       false},
      {"a command of a megabyte", shell("{\"command\":\"" + repeat("a", 1'000'000) + "\"}"), true},
      {"a megabyte of escapes", shell("{\"command\":\"" + repeat("\\u0041", 160'000) + "\"}"),
       true},
      {"many empty arrays", shell("{\"command\":\"x\",\"a\":[[]" + repeat(",[]", 300'000) + "]}"),
       true},
      {"many keys", shell("{\"command\":\"x\"" + repeat(",\"a\":{}", 140'000) + "}"), true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(static_cast<bool>(parse_call(c.text)) == c.fine);
  }
}
