// JSON of a hook's stdin -> the few values of it that a Call is made from, with their types. Says
// nothing about which of them a call needs: that is call.cc's business.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/codex/call.h"

namespace interlock {

struct JsonValue {
  enum class Type { absent, null, boolean, number, string, array, object };

  std::string key;
  Type type = Type::absent;
  std::string text;                // of anything but arrays and objects
  std::vector<std::string> words;  // the strings of an array
  bool words_only = true;          // the array holds nothing but strings
  std::size_t leaf = 0;            // index in Payload::leaves, of anything but arrays and objects
};

std::string_view name_of(JsonValue::Type type);  // "a string", for messages

struct Payload {
  // The top-level keys that we read, sorted: index in `fields`.
  enum Field {
    agent_id,
    cwd,
    hook_event_name,
    permission_mode,
    session_id,
    tool_input,
    tool_name,
    tool_response,
    tool_use_id,
    turn_id,
    field_count
  };
  static constexpr std::array<std::string_view, field_count> k_fields = {
      "agent_id",   "cwd",       "hook_event_name", "permission_mode", "session_id",
      "tool_input", "tool_name", "tool_response",   "tool_use_id",     "turn_id"};

  // Keys of tool_input that may hold a command line or a patch, sorted.
  static constexpr std::array<std::string_view, 5> k_text_keys = {"cmd", "command", "input",
                                                                  "patch", "script"};

  std::array<JsonValue, field_count> fields;
  std::vector<JsonValue> texts;  // those of k_text_keys that are there; `text` is in their leaf
  std::vector<Leaf> leaves;      // of tool_input, in order
  std::string response;          // tool_response as JSON, unless it is a string
};

// A key that we read and that stands twice is an error: Codex would read the last one, and a guard
// that reads another one guards nothing. So is nesting over 200 deep.
Result<Payload> read_payload(std::string_view text);

}  // namespace interlock
