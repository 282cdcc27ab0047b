// What a command line runs: the simple commands that bash would start, after
// quote removal and every expansion that the text itself determines, wrappers
// (sudo, bash -c, xargs ...) opened step by step. The value that the rest of the
// program works on; nothing after it sees shell syntax.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/shell/parse.h"
#include "lib/shell/word.h"

namespace interlock {

// Where a command's standard input comes from.
struct Input {
  enum class Kind {
    inherited,  // Codex's own, which is closed or a terminal that hooks cannot see
    nothing,    // /dev/null or closed
    text,       // `text`: here-document, here-string, pipe of a computable command; may have holes
    file,       // `text` is the file's name
    command,    // what command number `producer` prints, and it cannot be computed
  };
  Kind kind = Kind::inherited;
  Word text;
  int producer = -1;  // last command of the pipe's left side, when there is a pipe
};

struct NamedWord {
  std::string name;
  Word value;
};

struct SimpleCommand {
  std::vector<Word> argv;              // never empty; argv[0] as written, path and all
  std::vector<NamedWord> assignments;  // NAME=value before the command, and those of env(1) and kin
  std::vector<NamedWord> exported;     // exported earlier in the same line and still in force
  Input input;
  struct Output {
    int descriptor;  // 1, 2
    Word file;
    bool append;
  };
  std::vector<Output> outputs;  // redirections into files
  Word directory;               // where it runs: absolute when known

  bool certain = true;      // false: in a branch, loop, && or || that may not be taken
  bool background = false;  // ended by &
  bool in_pipe = false;     // some other command's output feeds it, or it feeds another
  bool is_remote = false;   // runs on another machine or in a container (ssh, docker exec)

  // How it is reached. `parent` is the index of the command that carries this one
  // (for `sudo psql` the sudo command), -1 at the top; `via` says how, as a person
  // would: "sudo", "bash -c", "command substitution", "function deploy", "xargs".
  int parent = -1;
  std::string via;
  int depth = 0;  // number of parents
};

// A place where bash would run something that the text does not determine.
struct Unknown {
  enum class Kind {
    program,     // the name of the program: $X --flag
    shell_text,  // bash -c "$X", eval "$X", sh < unknown, curl .. | sh
    script,      // a script file that cannot be read
    door,        // an interactive shell with nothing to run: what it is told later is invisible
    too_much,    // a bound of the analysis was met
    syntax,      // text that bash would not accept (or that we cannot read)
  };
  Kind kind = Kind::program;
  std::string what;  // one clause for a person: "bash runs what `curl -s x` prints"
  Word text;         // spelling of the unknown thing, with what is known of it
  int command = -1;  // the command that would run it, -1 at the top
};

// Text that the line puts into a file: redirections of known commands, tee, cat <<EOF > f.
struct WrittenFile {
  Word path;     // absolute when known
  Word content;  // holes where unknown; a single hole when nothing is known
  bool append = false;
  int command = -1;  // who writes it
};

struct CommandLine {
  std::vector<SimpleCommand> commands;  // in the order in which bash reaches them
  std::vector<Unknown> unknowns;
  std::vector<WrittenFile> writes;
  std::vector<std::string> functions;  // names defined by the line, aliases included
  std::vector<NamedWord> variables;    // every assignment that the line makes for itself
  std::optional<SyntaxError> error;    // what stands after it never runs
};

// One line a command, for tests and explain: program and words as a person would
// type them, `#` with how it is reached.
std::string render_command(const SimpleCommand& command);

}  // namespace interlock
