// Steps that handlers of the wrapper table share: each adds one Carried.
#pragma once

#include <span>
#include <string_view>

#include "lib/shell/wrapper_table.h"
#include "lib/shell/wrapper_table_reader.h"
#include "lib/shell/wrapper_table_text.h"

namespace interlock {

// The rest of the line is a command; a door where the row says so and nothing is left.
void add_words(const WrapperLine& line, Carried carried, std::span<const Word> rest, Carry& out);
// A command that stands nowhere on the line as it is.
void add_new_words(Carried carried, std::vector<Word> words, Carry& out);
void add_text(Carried carried, Word text, std::span<const Word> arguments, std::string_view via,
              Carry& out);
// A shell without a command: it reads standard input where the line feeds it one, else it is a
// door.
void add_shell(const WrapperLine& line, Carried carried, Carry& out);
// Text of every option with role::text, run in a shell.
void add_option_texts(const WrapperLine& line, std::span<const SeenOption> options, Carry& out);

// A text that the program runs on request, unless it is one that switches the helper off.
void add_helper(const WrapperLine& line, Word text, const std::string& via, Carry& out);
// Helpers named by variables in front of the command or exported before it.
void add_variable_helpers(const WrapperLine& line, std::span<const std::string_view> names,
                          Carry& out);

// As if the words stood behind the program of `row`, with what is settled in `base`.
void open_row(const WrapperLine& line, std::string_view row, std::span<const Word> words,
              Carried base, Carry& out);

// The settled part for one reading: options of common roles, assignments, certainty.
Carried carried_by(const WrapperLine& line, const Reading& reading);

bool is_shell_name(std::string_view program);  // that reads bash's or POSIX sh's syntax

}  // namespace interlock
