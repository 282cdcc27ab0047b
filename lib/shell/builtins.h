// The names of bash's builtins (manual 4, bash 5.2), and the options that each one takes.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lib/shell/word.h"

namespace interlock {

struct State;

bool is_builtin(std::string_view name);
bool builtins_sorted();  // of the tables, for their test

// The status of `test` and `[`, where the words alone say it.
std::optional<int> status_of_test(std::span<const Word> argv);

// The status of a builtin that refuses the options among its words and does nothing; 0 when it
// takes them. `argv[0]` is its name.
int refused_status(std::span<const Word> argv);
bool builtin_options_sorted();

// Forgets a status of 0 that the builtin may not have: `declare -p X`, `shopt -q X`, `export 1=2`.
void doubt_success(const std::vector<Word>& argv, State& state);
bool signals_sorted();

}  // namespace interlock
