// Tokens -> the normal form that rules match.
#pragma once

#include <string>

#include "lib/sql/token.h"

namespace interlock::sql {

std::string render(const Tokens& tokens);

// A name as written, quotes removed where it needs none: public.users, "My Table".
// `from` is moved behind it. Empty when no name stands there.
std::string render_name(const Tokens& tokens, std::uint32_t& from);

// Lower case, without quotes and without the schema: what two spellings of a name share.
std::string plain_name(std::string_view rendered);

// Are the two parts the same text, up to blanks and the case of unquoted words?
bool same_tokens(const Tokens& left, const Tokens& right);

// Behind TOP (n) [PERCENT], of T-SQL; else `i`.
std::uint32_t skip_top(const Tokens& t, std::uint32_t i);

}  // namespace interlock::sql
