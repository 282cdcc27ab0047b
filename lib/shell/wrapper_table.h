// The table of wrappers: one row a program, and one a sub-command ("docker exec"). A row tells
// which options the program has, how many operands stand before the command it starts, and in
// which form that command is given. What does not fit into these columns is a handler's work.
//
// Options are spelled in a small language, one token an option, blanks between:
//   -abc  letters without value     -u=  with value       -i?  value only when attached
//   --x   flag                      --x= with value       --x? value only behind =
//   -u,--user=   two names of one option        --bind==  takes two words
//   _ex=  a long name with one dash (-ex)       -#  any number (-19)
//   =@d   at the end: the option's role, one letter, see Role
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/wrappers.h"

namespace interlock {

struct WrapperRow;
struct WrapperLine;
using Carry = std::vector<Carried>;
using WrapperHandler = void (*)(const WrapperLine& line, Carry& out);

// What an option means for every row; handlers use further letters for themselves.
namespace role {
inline constexpr char none = 0;
inline constexpr char directory = 'd';   // where the command runs
inline constexpr char assignment = 'a';  // NAME=value for its environment
inline constexpr char clears = 'i';      // starts from an empty environment
inline constexpr char text = 'c';        // a command in shell syntax, run besides or instead
inline constexpr char stops = 'h';       // nothing is run: --help, --version, --list
inline constexpr char no_input = 'n';    // the command gets no standard input
inline constexpr char input = 'I';       // it does, without this it gets none (docker exec -i)
inline constexpr char joins = 'J';       // the rest is joined and given to a shell
inline constexpr char shell = 's';       // opens a shell; with words, these run in it
// Values that the program looks at before it runs anything; a wrong one is refused.
inline constexpr char duration = '~';
inline constexpr char signal = '^';
inline constexpr char number = '%';
inline constexpr char variable = '$';  // the name of one
inline constexpr char unknown = '!';   // of a letter that no row lists: the program may refuse it
}  // namespace role

enum class Shape {
  words,     // the rest is a command and its arguments
  joined,    // the rest, joined by blanks, is shell text
  first,     // the first word of the rest is shell text, what follows is ignored
  texts,     // every operand is shell text, options anywhere
  run_text,  // only options with role::text carry anything
  scripts,   // first operand names a script of a manifest: package.json and its like
  subs,      // the first operand is a sub-command with a row of its own, "name sub"
  alias,     // as the row that `operands` names
  renamed,   // the rest are arguments of the program that `operands` names
  handler,   // `handle`
};

namespace flag {
inline constexpr unsigned door = 1;     // opens a shell when no command is named
inline constexpr unsigned remote = 2;   // other machine or container
inline constexpr unsigned assigns = 4;  // NAME=value before the command
inline constexpr unsigned maybe = 8;    // may not run it at all
inline constexpr unsigned tight = 16;   // an unknown option never takes the next word
inline constexpr unsigned dashes = 32;  // the command stands behind `--`, anything before it is not
inline constexpr unsigned numbered = 64;    // python3.11 is python
inline constexpr unsigned own_input = 128;  // the command does not read the wrapper's input
inline constexpr unsigned strips = 256;     // tool@version -> tool
inline constexpr unsigned any_sub = 512;    // of subs: an unknown sub-command goes to row "name *"
}  // namespace flag

struct WrapperRow {
  std::string_view name;
  Shape shape = Shape::words;
  std::string_view options = "";
  std::string_view operands = "";  // before the command: '.' any word, 't' a duration, 'n' a number
                                   // if one stands there, 'm' a machine type likewise
  unsigned flags = 0;
  WrapperHandler handle = nullptr;
};

std::span<const WrapperRow> wrapper_rows();
const WrapperRow* find_wrapper_row(std::string_view name);

// A wrapper with its words behind the program (and sub-command).
struct WrapperLine {
  const SimpleCommand& command;
  const WrapperRow& row;
  std::span<const Word> words;
  Carried base;   // what is settled already: via, directory, is_remote ...
  int depth = 0;  // of nested readings: env -S, docker compose ...
};

// Opens one row; handlers call it again for what they have rewritten (env -S).
void open_wrapper(const WrapperLine& line, Carry& out);

// Handlers, by the file that holds them.
void carry_shell(const WrapperLine&, Carry&);  // wrapper_table_shells.cc
void carry_powershell(const WrapperLine&, Carry&);
void carry_env(const WrapperLine&, Carry&);  // wrapper_table_users.cc
void carry_su(const WrapperLine&, Carry&);
void carry_runuser(const WrapperLine&, Carry&);
void carry_busybox(const WrapperLine&, Carry&);
void carry_capsh(const WrapperLine&, Carry&);
void carry_script(const WrapperLine&, Carry&);  // wrapper_table_schedules.cc
void carry_flock(const WrapperLine&, Carry&);
void carry_watch(const WrapperLine&, Carry&);
void carry_at(const WrapperLine&, Carry&);
void carry_crontab(const WrapperLine&, Carry&);
void carry_ssh(const WrapperLine&, Carry&);  // wrapper_table_remote.cc
void carry_scp(const WrapperLine&, Carry&);
void carry_rsync(const WrapperLine&, Carry&);
void carry_socat(const WrapperLine&, Carry&);
void carry_netcat(const WrapperLine&, Carry&);
void carry_ansible(const WrapperLine&, Carry&);
void carry_cloud_ssh(const WrapperLine&, Carry&);  // wrapper_table_clouds.cc
void carry_ssm(const WrapperLine&, Carry&);
void carry_fab(const WrapperLine&, Carry&);
void carry_salt(const WrapperLine&, Carry&);
void carry_xargs(const WrapperLine&, Carry&);  // wrapper_table_lists.cc
void carry_parallel(const WrapperLine&, Carry&);
void carry_find(const WrapperLine&, Carry&);
void carry_fd(const WrapperLine&, Carry&);
void carry_npx(const WrapperLine&, Carry&);  // wrapper_table_packages.cc
void carry_npm_exec(const WrapperLine&, Carry&);
void carry_npm_script(const WrapperLine&, Carry&);
void carry_script_words(const WrapperLine&, Carry&);
void carry_tool_or_script(const WrapperLine&, Carry&);
void carry_again(const WrapperLine&, Carry&);
void carry_concurrently(const WrapperLine&, Carry&);
void carry_run_s(const WrapperLine&, Carry&);
void carry_tasks(const WrapperLine&, Carry&);
void carry_deno_run(const WrapperLine&, Carry&);
void carry_node(const WrapperLine&, Carry&);  // wrapper_table_languages.cc
void carry_python(const WrapperLine&, Carry&);
void carry_coverage(const WrapperLine&, Carry&);
void carry_file_operand(const WrapperLine&, Carry&);
void carry_uv_run(const WrapperLine&, Carry&);
void carry_go_run(const WrapperLine&, Carry&);
void carry_cargo_run(const WrapperLine&, Carry&);
void carry_nix_run(const WrapperLine&, Carry&);
void carry_hatch_run(const WrapperLine&, Carry&);
void carry_behind_word(const WrapperLine&, Carry&);
void carry_dashed_arguments(const WrapperLine&, Carry&);
void carry_nodemon(const WrapperLine&, Carry&);  // wrapper_table_keepers.cc
void carry_pm2(const WrapperLine&, Carry&);
void carry_sed(const WrapperLine&, Carry&);  // wrapper_table_sed.cc
void carry_emacs(const WrapperLine&, Carry&);
void carry_nu(const WrapperLine&, Carry&);
void carry_image(const WrapperLine&, Carry&);  // wrapper_table_containers.cc
void carry_service(const WrapperLine&, Carry&);
void carry_pod(const WrapperLine&, Carry&);
void carry_pod_image(const WrapperLine&, Carry&);
void carry_git(const WrapperLine&, Carry&);     // wrapper_table_git.cc
void carry_editor(const WrapperLine&, Carry&);  // wrapper_table_editors.cc
void carry_pager(const WrapperLine&, Carry&);
void carry_tar(const WrapperLine&, Carry&);
void carry_gdb(const WrapperLine&, Carry&);
void carry_tmux(const WrapperLine&, Carry&);  // wrapper_table_sessions.cc
void carry_pane(const WrapperLine&, Carry&);
void carry_keys(const WrapperLine&, Carry&);
void carry_if_shell(const WrapperLine&, Carry&);
void carry_screen(const WrapperLine&, Carry&);
void carry_terminal(const WrapperLine&, Carry&);
void carry_make(const WrapperLine&, Carry&);
void carry_just(const WrapperLine&, Carry&);
void carry_task(const WrapperLine&, Carry&);
void carry_named_task(const WrapperLine&, Carry&);

}  // namespace interlock
