// Code -> what it would start, say to a database, run as code and write, as far as its
// literals tell. Pure; data flow is light: literals, and variables that were given them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/action/action.h"
#include "lib/action/code_inputs.h"
#include "lib/action/code_lexer.h"

namespace interlock {

struct CodeFindings {
  struct Child {
    std::string line;  // a command line for the shell; "${unknown_x}" where parts are not known
    std::string via;   // "os.system"
  };
  struct Text {
    Word text;
    std::string via;
  };
  struct Write {
    FileAction::Operation operation;
    Word path;
    std::string added;
    std::string via;
    Word content;  // all that it then holds; a hole when that is not known
    Word from;     // the file that it is a copy of
  };
  std::vector<Child> children;
  std::vector<Text> sql;        // statements that a driver is given
  std::vector<Text> sql_files;  // names of files whose text a driver is given
  std::vector<Text> code;       // code that eval and kin are given
  std::vector<Text> code_files;
  std::vector<Write> writes;
  std::vector<std::string> opaque;  // clauses for a person: code from outside that is run
  Dialect dialect = Dialect::generic;
  bool too_much = false;
  std::string skeleton;
};

// `inputs`, when given, must outlive the call only.
CodeFindings scan_code(std::string_view text, std::string_view language,
                       const CodeInputs* inputs = nullptr);
void merge(CodeFindings& into, CodeFindings&& from);  // all but the skeleton

// Text for the shell: what is not known becomes an expansion of an unset variable.
std::string shell_text_of(const Word& word);
// "node:fs/promises" -> "fs"; a view of `module`.
std::string_view module_name(std::string_view module);

// Tcl and expect, whose grammar is another.
CodeFindings scan_tcl(std::string_view text);

}  // namespace interlock
