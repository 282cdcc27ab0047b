// Functions that start programs, run SQL, run code or write files, by language. One
// sorted table.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/action/code_lexer.h"
#include "lib/sql/sql.h"

namespace interlock {

struct CodeSink {
  enum class Kind : std::uint8_t {  // command lines, then SQL, then code, then files
    nothing,                        // a namesake: the other rows of the name do not count
    shell,                          // argument 0 is a command line, or a list of words
    shell_tag,                      // `..` behind it is a command line
    shell_behind_1,                 // an image, then as `shell`
    words,                          // one argument: a command line; several: words
    words_behind_2,                 // two handles (open2), then as `words`
    words_behind_3,
    program_list,  // program, list of words (spawn, execFile)
    program_args,  // program, {args: [..]}
    exec_l,        // program, argument 0, arguments .. (execlp)
    exec_v,        // program, list with argument 0 (execvp)
    spawn_l,       // mode, program, argument 0, arguments ..
    spawn_v,
    django,         // a command of manage.py and its words, or a list that begins with manage.py
    python_main,    // the tool that `needs` names, a module or a script, with sys.argv
    open_pipe,      // "|cmd", "cmd|", "-|"
    sql,            // arguments are SQL when they look so
    sql_file,       // names a file of statements
    sql_body,       // a request that may carry SQL to a service of a database
    sql_if_driver,  // likewise, in code that speaks of a database
    eval,           // argument 0 is code of the same language
    eval_maybe,     // only a literal is: setTimeout("..")
    code_file,      // names a file of code
    file_open,      // path, mode
    file_write,     // path, text
    file_remove,    // each argument
    file_move,      // from, to
    file_copy,
    path_write,  // the receiver is the path
    path_remove,
    change_directory,
    set_environment,  // "A=b", or name and value
  };
  std::string_view name;   // last part of the callee
  std::string_view owner;  // the part before: "" any or none, "-" none, "." some, "os" that module
  Kind kind;
  std::uint32_t languages;      // bit per Language
  std::string_view needs = {};  // a word that the code must hold
};

// What is called at a name: `owner` is the part before it, aliases resolved.
struct CodeCallee {
  std::string name, owner;
  bool has_owner = false;
  std::size_t first = 0;  // token at which the expression begins
};

template <std::size_t Size>
bool is_among(const std::string_view (&names)[Size], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

inline constexpr std::uint32_t bit_of(Language language) {
  return 1u << static_cast<std::uint32_t>(language);
}

// Rows with that name, for that language.
std::vector<const CodeSink*> code_sinks(std::string_view name, Language language);
std::vector<std::string> check_code_sinks();

// Module or class names that mean a database driver, lower case.
struct CodeDriver {
  std::string_view name;
  Dialect dialect;
};
const CodeDriver* find_code_driver(std::string_view name);

}  // namespace interlock
