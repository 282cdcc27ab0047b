// Text -> JSON text and clean UTF-8, by hand: what a hook writes is one short object, and a library
// that throws on a broken byte is a worse guard than a loop.
#pragma once

#include <string>
#include <string_view>

namespace interlock {

// Bytes that are not UTF-8 become U+FFFD, one for each byte.
std::string to_valid_utf8(std::string_view text);

// Appends `text` as a JSON string with its quotes. What is not UTF-8 is replaced.
void append_json_string(std::string& out, std::string_view text);

// Blanks as Rust's `trim` sees them, U+00A0 and its kind included: Codex trims with it, and a
// reason that is blank to Codex runs the command.
std::string_view trim_unicode(std::string_view text);

}  // namespace interlock
