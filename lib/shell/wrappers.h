// Programs that only carry another command: sudo, env, timeout, xargs, bash -c,
// ssh, docker exec, npx ... One sorted table with each one's option grammar.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/command.h"
#include "lib/shell/options.h"

namespace interlock {

// What a wrapper would start.
struct Carried {
  enum class Kind {
    words,           // `words`: a command and its arguments, started without a shell
    shell_text,      // `text`: given to a shell to parse (bash -c, su -c, ssh host, watch, eval)
    script,          // `text`: name of a file that a shell would read (bash deploy.sh); `words` its
                     // arguments ($1 ..)
    stdin_shell,     // a shell that reads commands from its standard input
    package_script,  // `text`: name of a script of a manifest (npm run x, composer x); `words`
                     // extra arguments
    make_target,     // `text`: target of a Makefile, justfile or Taskfile (which one: `via`), empty
                     // for the default one; `words` what follows it, `file` the -f of the line
    sed_script,      // `text`: name of a file of sed commands, "-" for standard input
    door,  // nothing to run is named: interactive, later input is invisible (psql, bash, ssh)
  };
  Kind kind = Kind::words;
  std::vector<Word> words;
  Word text;
  std::vector<NamedWord> assignments;  // env A=b, docker -e A=b
  bool clears_environment = false;     // env -i
  std::optional<Word> directory;       // env -C, npx --prefix, git -C, make -C
  std::optional<Word> file;            // make -f, just -f, task -t; xargs -a
  bool is_remote = false;              // other machine or container
  bool appends_unknown = false;  // more arguments follow that the line does not show (xargs, find)
  bool certain = true;           // false: may not be run at all (xargs -r, find -exec, git alias)
  bool no_hooks = false;         // of package_script: its pre and post scripts do not run
  bool own_input = false;  // the inner command does not read the wrapper's stdin (xargs, ssh -n)
  bool looks_like_bash = true;  // of shell_text: a POSIX-like shell parses it
  std::string via;              // "sudo", "bash -c", "docker exec"
};

// Every command that `command` carries; empty when its program is no wrapper.
// Several for `find -exec a \; -exec b \;`. `command.argv` is the whole line; unknown option words
// yield every reading that is possible, so that none is missed.
std::vector<Carried> carried_commands(const SimpleCommand& command);

// The shell texts that a script of sed runs (`e text`, s/../../e).
std::vector<Word> commands_of_sed(const Word& script);

// Is there a row for this program (base name, "python3.11" and such versions included)?
bool is_wrapper(std::string_view program);

// The programs of the table, sorted; rows of their sub-commands are not among them.
std::vector<std::string_view> wrapper_names();

// Complaints about the table itself: order, duplicates, options listed twice. Empty when sound.
std::vector<std::string> check_wrapper_table();

}  // namespace interlock
