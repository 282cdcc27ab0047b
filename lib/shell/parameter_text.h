// What the operators of a parameter expansion make of one text (bash manual 3.5.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interlock {

// Characters, not bytes, as bash counts them in a UTF-8 locale.
std::size_t character_count(std::string_view text);
std::size_t byte_of_character(std::string_view text, std::size_t character);

// ^ ^^ , ,, ~ ~~. `any`: no pattern stands there; one that is quoted nothing fits no character.
std::string change_case(const std::string& value, const std::string& op, const std::string& pattern,
                        bool any);

// ${x@Q} and its like; nothing for prompts and attributes.
std::optional<std::string> transform(const std::string& value, char letter);

}  // namespace interlock
