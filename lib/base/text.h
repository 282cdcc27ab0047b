// Small questions about text that several rooms ask.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interlock {

std::string to_lower(std::string_view text);   // ASCII only
std::string to_upper(std::string_view text);   // ASCII only
std::string_view trim(std::string_view text);  // ASCII blanks and newlines
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// The part after the last slash: "/usr/bin/psql" -> "psql".
std::string_view base_name(std::string_view path);

// Joins and removes "." and "..", lexically, as Codex does for `workdir`.
// normalise_path("/a/b", "../c") == "/a/c"; an absolute `path` ignores `base`.
std::string normalise_path(std::string_view base, std::string_view path);

// ')' for '(' and so on for [ { <; what opens nothing closes itself.
char closing_of(char open);

bool is_valid_utf8(std::string_view text);

// One word as a person would type it in bash: quoted only where needed.
std::string shell_quote(std::string_view word);

// At most `limit` bytes, cut at a character border, with "..." where cut.
std::string shorten(std::string_view text, std::size_t limit);

}  // namespace interlock
