// Programs that only turn text into text, so that `echo cHNxbA== | base64 -d | sh`
// is read as what it runs. Pure: arguments and input in, output out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lib/shell/word.h"

namespace interlock {

// What `program` (base name) would print, given its arguments (after the name) and
// standard input. `input` may have holes where only echo-like programs pass it on.
// Nothing when it cannot be computed: an unknown program or option, a hole where it
// matters, a file operand (the caller reads files), or output over `limit` bytes.
// Knows: echo, printf, cat, base64, base32, xxd -r -p, tr, rev, tac, head, tail, cut, sed (s///, d,
// p, -n, -e, y///), openssl base64|enc -base64 -d, sort, uniq, nl?, fold, paste -s, seq, yes
// (bounded by a following head only), tee (its stdout), basename, dirname, true/false (empty).
std::optional<Word> run_text_program(std::string_view program, std::span<const Word> arguments,
                                     const Word& input, std::size_t limit = 1 << 20);

bool is_text_program(std::string_view program);
bool reads_named_file(std::string_view program);  // the last operand, instead of its input

// echo of bash: -n -e -E; printf of bash: reuses the format, %s %q %b %d %x %c %%, escapes.
std::optional<Word> run_echo(std::span<const Word> arguments);
std::optional<Word> run_printf(std::span<const Word> arguments);

// The escapes of $'..' and of echo -e (they differ: \0nnn, \c). `ansi_c` is the former.
std::string decode_escapes(std::string_view text, bool ansi_c);

}  // namespace interlock
