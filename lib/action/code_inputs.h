// What code is given besides its text, as far as the line shows it: arguments, environment,
// standard input. What it hands on from there to a function that runs commands is known.
#pragma once

#include <string>
#include <vector>

#include "lib/shell/command.h"

namespace interlock {

// Does it stand for standard input where a file is read: readFileSync(0), io.read("*a")?
bool is_input_name(std::string_view file);

struct CodeInputs {
  std::vector<Word> arguments;         // behind the code or the name of the script
  std::string script;                  // what stands for the code before them: "-c", "seed.py"
  std::vector<NamedWord> environment;  // that the line sets
  std::vector<Word> input;             // texts that standard input may hold
  bool is_file = false;                // code of a file: only what it surely hands on counts

  bool empty() const { return arguments.empty() && environment.empty() && input.empty(); }
};

}  // namespace interlock
