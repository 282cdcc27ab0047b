// Interpreters of scripting languages: which of their words are code, which one names
// a script, whether they would read code from standard input. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/command.h"

namespace interlock {

struct InterpreterCall {
  struct Code {
    Word text;
    std::string from;  // "-c"
  };
  std::string language;         // "python", "node" ..
  std::vector<Code> code;       // inline
  std::vector<Word> files;      // names of files of code, in order
  std::vector<Word> arguments;  // behind the script
  std::vector<Word> edited;     // files rewritten in place (perl -i)
  Word module;                  // of python -m, as it is spelled
  bool reads_input = false;     // code comes from standard input
  bool is_harmless = false;     // --version and the like
  bool is_interactive = false;  // python -i, php -a: a prompt whatever else is given
};

// Nothing when the program is no interpreter.
std::optional<InterpreterCall> read_interpreter(const SimpleCommand& command);

// Its language; empty when the program (base name, versions included) is no interpreter.
std::string_view interpreter_language(std::string_view program);

std::vector<std::string> check_interpreter_table();

// builder_files.cc: where a script of a command is looked for. In a container, or in a folder that
// is not known, that is most often the project's. A hole where it cannot be told.
class Builder;
Word place_of_script(Builder& builder, const Word& name, int command);

// builder_code.cc: files that come with the tools, too large to look into and not the agent's work.
bool is_vendored(std::string_view path);

// code_sql_files.cc: files of SQL that code may mean by `name`, a path, a pattern or a folder, seen
// from its directory and from that of its script. Those that are not there may be among them.
std::vector<Word> sql_files_of_code(const Builder& builder, const Word& name, const Word& directory,
                                    std::string_view script);

}  // namespace interlock
