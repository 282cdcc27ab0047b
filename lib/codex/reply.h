// What a hook answers, in the two shapes that Codex obeys (0.169.0): silence with exit 0, or a
// reason on stderr with exit 2. A warning or a check's result is exactly one JSON object on stdout.
#pragma once

#include <string>
#include <string_view>

namespace interlock {

struct Reply {
  int exit_code = 0;  // 0 or 2, nothing else
  std::string out;    // stdout: empty or one JSON object
  std::string error;  // stderr: the reason when exit_code is 2, never blank then

  static Reply silence() { return {}; }
  // `reason` is trimmed and its closing full stop taken off (Codex adds one); a blank reason
  // becomes a sentence that says so, since Codex runs the command after an empty refusal. Cut at
  // 30,000 bytes.
  static Reply refusal(std::string_view reason);
  // `event` is "PreToolUse" or "PostToolUse". Invalid UTF-8 is replaced, text over `limit` bytes
  // cut in the middle (Codex cuts at 2,500 tokens, about 10,000 bytes).
  static Reply context(std::string_view event, std::string_view text, std::size_t limit = 9'500);
};

}  // namespace interlock
