// Hook input, and what a hook answers.
#include "lib/base/text.h"
#include "lib/codex/call.h"
#include "lib/codex/json_text.h"
#include "lib/codex/reply.h"
#include "tests/fuzz/fuzz.h"

using namespace interlock;
using fuzz::promise;

namespace {

bool same(const Call& a, const Call& b) {
  if (a.leaves.size() != b.leaves.size()) return false;
  for (std::size_t i = 0; i < a.leaves.size(); ++i)
    if (a.leaves[i].path != b.leaves[i].path || a.leaves[i].text != b.leaves[i].text) return false;
  return a.event == b.event && a.kind == b.kind && a.text == b.text && a.cwd == b.cwd &&
         a.tool_name == b.tool_name && a.response == b.response && a.session_id == b.session_id;
}

void check_sentence(const std::string& message) {
  promise(!trim_unicode(message).empty(), "an error says something");
  promise(!message.ends_with('.'), "an error has no full stop");
}

void check_call(std::string_view text) {
  const auto call = parse_call(text);
  if (!call) return check_sentence(call.error().message);
  promise(text.find('\0') == std::string_view::npos && is_valid_utf8(text), "what parses is text");
  promise(call->tool_name.empty() || call->cwd.starts_with('/'),
          "a call has an absolute directory");
  promise(call->kind == Call::Kind::mcp || call->server.empty(), "only MCP calls have a server");
  if (call->kind == Call::Kind::shell || call->kind == Call::Kind::patch)
    promise(call->text.find('\0') == std::string::npos, "a command line has no NUL");

  const auto padded = parse_call(" \n" + std::string(text) + "\t\r\n");
  promise(padded && same(*call, *padded), "blanks around change nothing");
  std::string_view cut = trim(text);
  cut.remove_suffix(1);
  promise(!parse_call(cut), "a cut object is refused");
  promise(!parse_call(std::string(text) + "}"), "text behind the object is refused");

  const std::string_view object = trim(text);
  const auto more =
      parse_call("{\"zz\": [{\"command\": \"x\", \"cwd\": 1}]," + std::string(object.substr(1)));
  promise(more && same(*call, *more), "a key that we do not know changes nothing");
}

// Any text at all arrives as it was written.
void check_round_trip(std::string_view text) {
  const std::string command = to_valid_utf8(text);
  promise(is_valid_utf8(command), "replaced text is UTF-8");
  std::string json =
      R"({"cwd":"/","hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{)";
  json += "\"command\":";
  append_json_string(json, text);
  json += "}}";
  const auto call = parse_call(json);
  if (command.find('\0') != std::string::npos) return promise(!call, "a NUL is refused");
  promise(call && call->text == command, "a command line arrives as written");
}

void check_replies(std::string_view text) {
  const Reply refusal = Reply::refusal(text);
  promise(refusal.exit_code == 2 && refusal.out.empty(), "a refusal is exit code 2");
  promise(!trim_unicode(refusal.error).empty(), "a refusal has a reason");
  promise(trim_unicode(refusal.error) == refusal.error, "a reason is trimmed");
  promise(!refusal.error.ends_with('.'), "a reason has no full stop");
  promise(refusal.error.size() <= 30'000 && is_valid_utf8(refusal.error), "a reason can be shown");
  for (const std::size_t limit : {9'500u, 40u}) {
    const Reply context = Reply::context("PreToolUse", text, limit);
    promise(context.exit_code == 0 && context.error.empty(), "a context is no refusal");
    promise(is_valid_utf8(context.out), "a context is UTF-8");
    promise(context.out.find('\n') == std::string::npos, "a context is one line");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_call(text);
  check_round_trip(text);
  check_replies(text);
  return 0;
}
