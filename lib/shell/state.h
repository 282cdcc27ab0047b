// What a shell knows while it runs a line: variables, functions, aliases, the
// working directory. Copied where bash forks or where two branches may be taken,
// and merged where they meet again.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/base/shared_map.h"
#include "lib/shell/aliases.h"
#include "lib/shell/command.h"
#include "lib/shell/modes.h"
#include "lib/shell/syntax.h"

namespace interlock {

// A variable that the line itself has set. One that is absent comes from an environment that we
// cannot see.
struct Variable {
  // What it may hold: several after branches that differ. An unknown value is a word of one hole.
  std::vector<Word> values;
  bool is_array = false, is_map = false;  // is_map: declare -A
  bool maybe_array = false;               // of what is none now: it was one on another branch
  std::map<std::string, Word> elements;   // of an array: by index ("0", "key"); values is unused
  std::vector<std::string> order;      // of an array: indices in the order in which they are listed
  std::vector<Variable> alternatives;  // of an array after branches that differ: what it may be
  bool is_loose = false;     // of an array: an index was not known, so that keys are spellings
  bool unset = false;        // surely unset
  bool maybe_unset = false;  // on one of several branches
  bool exported = false;
  bool is_integer = false;   // declare -i
  bool is_readonly = false;  // on one branch at least: what is assigned later does not replace it
  char letter_case = 0;      // 'u' or 'l': declare -u, -l
  std::string refers_to;     // declare -n

  void set_element(const std::string& index, Word value);
  static Variable unknown_array();
  friend bool operator==(const Variable&, const Variable&) = default;
};

struct FunctionBody {
  std::shared_ptr<const syntax::Command> body;  // null, the last of several: or no function
  std::shared_ptr<const std::string> source;    // that the body's spans point into
  bool exported = false;
  std::shared_ptr<const Aliases> aliases;  // in force when it was read; null for none
  friend bool operator==(const FunctionBody&, const FunctionBody&) = default;
};

// A descriptor that commands read: those of a loop share it, so that each `read` takes a next line.
struct Stream {
  Input input;
  std::size_t position = 0;  // bytes that `read` has taken of input.text
  std::string file;          // that input.text is of
  bool is_script = false;    // a shell reads its commands from it: what is taken here is not run
};

struct State {
  SharedMap<Variable> variables;
  SharedMap<std::vector<FunctionBody>> functions;  // several after branches that differ
  Aliases aliases;
  // Of the functions being run: what their local names held outside.
  std::vector<std::map<std::string, std::optional<Variable>>> scopes;
  std::map<std::string, Word> hashed;                  // hash -p path name
  std::set<std::string> disabled;                      // builtins, by enable -n
  std::map<int, std::shared_ptr<Stream>> descriptors;  // above 2, opened by exec or a redirection
  std::map<int, Word> outputs;                         // files that descriptors above 2 write to
  std::vector<std::pair<std::string, Word>> traps;     // signal, text
  std::vector<Word> parameters;                        // $1 ..
  bool parameters_known = true;
  Word zero = Word::unknown("$0");
  Word directory;
  std::vector<Word> directories;             // what it may be, where it is not known
  Word previous = Word::unknown("$OLDPWD");  // of cd -
  std::vector<Word> stack;                   // of pushd
  Word last_argument = Word::unknown("$_");
  std::optional<int> status = 0;  // $?
  std::size_t option_letter = 1;  // of the word that getopts is at: the next one
  Modes modes;
  bool is_remote = false;
  bool is_image_start = false;  // by a container's runtime, that hands it to no shell
  bool is_posix = false;        // a dash, or what else `sh` may be

  // How control leaves the list: what follows does not run (or may not, when !surely).
  enum class Flow { on, breaks, continues, returns, exits };
  Flow flow = Flow::on;
  int levels = 0;         // of break and continue
  bool doubtful = false;  // an earlier command may have left: what follows is not certain
  bool broken = false;    // an error may have ended the line: what it prints is not known either
  std::shared_ptr<const State> failed;  // as it was then: with this the next line may begin

  const Variable* find(const std::string& name) const;
  void assign(const std::string& name, Word value);
  std::string target_of(const std::string& name) const;  // declare -n followed
  void unset(const std::string& name);                   // of an array's element too: a[1]
  bool shadow(const std::string& name);
  void leave_scope();
  void go_to(const Word& target);  // cd
  void start_options();  // as a shell begins: OPTIND is 1 and has -i, whatever it inherits
  void fail_line();
  void keep_failed(const std::shared_ptr<const State>& other);
  void forget(const State&before), widen(const State&before);
  std::size_t weight() const;  // of a copy, in units of Evaluator::spend()
};

// Both may be what holds from here on. `a` and `b` come from the same earlier state. `differing`
// counts the names that they do not share.
State merge_states(const State& a, const State& b, std::size_t& differing);

std::optional<int> status_after(const State& before, const State& after);

inline constexpr std::size_t k_max_values = 8;  // of one variable; more become unknown
inline constexpr std::size_t k_max_arrays = 4;  // likewise
inline constexpr std::size_t k_max_directories = 4;

}  // namespace interlock
