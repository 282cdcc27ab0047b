// How much one call may make this room do. Beyond it a call is "too-much", which rules refuse.
#pragma once

#include <cstddef>

namespace interlock {

// Bytes of a command line. Linux starts no program with an argument of 128 kB (execve(2),
// MAX_ARG_STRLEN), and Codex 0.169 gives a line to the shell as one: "Argument list too long".
inline constexpr std::size_t k_longest_line = 131'071;
// Bytes that are read as SQL, with 600 for each text; three for a byte of code or a byte of a file
// in a loop, a thousand for every command line inside another text.
inline constexpr std::size_t k_work = 4'500'000;
inline constexpr std::size_t k_work_of_a_leaf = 40;     // that is looked at for the sake of another
inline constexpr std::size_t k_work_of_a_file = 3'000;  // that a tool writes
// Bytes of one piece of code; of a longer file, a bundle, its beginning is read.
inline constexpr std::size_t k_longest_code = 160u << 10;
inline constexpr std::size_t k_max_commands = 8'192;  // of all command lines together
inline constexpr std::size_t k_max_patched = 2'048;   // files of one patch
inline constexpr int k_max_nesting = 10;              // of texts inside texts
inline constexpr int k_max_includes = 8;              // of \i in \i
inline constexpr std::size_t k_max_read = 8u << 20;   // bytes of files

}  // namespace interlock
