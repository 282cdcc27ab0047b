// Whether a builtin that did its work has succeeded: its status is known only where the words say
// so (manual 4: "returns success unless ..").
#include <algorithm>
#include <array>

#include "lib/shell/builtins.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/lex.h"
#include "lib/shell/modes.h"
#include "lib/shell/state.h"

namespace interlock {
namespace {

using Name = std::string_view;
using Words = std::span<const Word>;

constexpr auto k_signals = std::to_array<Name>({"0", "DEBUG", "ERR", "EXIT", "HUP", "INT", "PIPE",
                                                "QUIT", "RETURN", "TERM", "USR1", "USR2", "WINCH"});

bool is_option(const Word& word) {
  return word.text.size() > 1 && (word.text[0] == '-' || word.text[0] == '+');
}

bool are_options(Words argv) { return std::ranges::all_of(argv.subspan(1), is_option); }

// `declare -f NAME`, `declare -p NAME` and their kin ask.
bool asks(const std::vector<Word>& argv) {
  return declares(argv, 'f') || declares(argv, 'F') || declares(argv, 'p');
}

// What `name=value`, `name+=value` and `name[1]=value` name may be given a value.
bool may_be_set(const Word& word, const State& state) {
  const std::size_t end = word.text.find_first_of("=[+");
  const std::string name = word.text.substr(0, end);
  if (!lex::is_name(name) || word.has_hole_in(0, name.size())) return false;
  const Variable* variable = state.find(name);
  return variable == nullptr || !variable->is_readonly;
}

bool are_set(Words argv, const State& state) {
  return std::ranges::all_of(argv.subspan(1), [&](const Word& word) {
    return is_option(word) || may_be_set(word, state);
  });
}

// %d and its kin want a number: "invalid number" is status 1.
bool prints_surely(Words argv, const State& state) {
  const bool assigns = argv.size() > 2 && argv[1].text == "-v";
  if (assigns && !may_be_set(argv[2], state)) return false;
  const std::size_t format = assigns ? 3 : 1;
  if (format >= argv.size() || !argv[format].known()) return false;
  const std::string& text = argv[format].text;
  for (std::size_t at = text.find('%'); at < text.size(); at = text.find('%', at + 2))
    if (Name("sbqc%").find(text.substr(at + 1, 1)) == Name::npos || at + 1 == text.size())
      return false;
  return true;
}

bool switches_surely(Words argv) {  // shopt
  if (argv.size() < 2) return true;
  const std::string& options = argv[1].text;
  const bool changes = options.starts_with('-') && options.find_first_of("su") != Name::npos;
  const bool of_set = options.find('o') != Name::npos;
  return changes && std::ranges::all_of(argv.subspan(2), [&](const Word& word) {
           return of_set ? is_set_option(word.text) : is_shopt(word.text);
         });
}

bool sets_surely(Words argv) {  // set -o NAME
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string& text = argv[i].text;
    if (!is_option(argv[i]) || text == "--") return true;
    if (text.find('o') != Name::npos && i + 1 < argv.size() && !is_set_option(argv[++i].text))
      return false;
  }
  return true;
}

bool traps_surely(Words argv) {
  return std::ranges::all_of(argv.subspan(std::min<std::size_t>(2, argv.size())),
                             [](const Word& word) {
                               Name name = word.text;
                               if (name.starts_with("SIG")) name.remove_prefix(3);
                               return std::ranges::binary_search(k_signals, name);
                             });
}

bool succeeds(const std::vector<Word>& argv, const State& state) {
  const std::string& name = argv[0].text;
  if (name == "declare" || name == "typeset" || name == "local" || name == "readonly" ||
      name == "export")
    return asks(argv) ? are_options(argv) : are_set(argv, state);
  if (name == "unset" || name == "read") return are_set(argv, state);
  if (name == "alias")
    return std::ranges::all_of(Words(argv).subspan(1), [](const Word& word) {
      return word.text.find('=') != std::string::npos;
    });
  if (name == "enable")
    return std::ranges::all_of(Words(argv).subspan(1), [](const Word& word) {
      return is_option(word) || is_builtin(word.text);
    });
  if (name == "printf") return prints_surely(argv, state);
  if (name == "shopt") return switches_surely(argv);
  if (name == "set") return sets_surely(argv);
  if (name == "trap") return traps_surely(argv);
  return true;
}

}  // namespace

bool signals_sorted() { return std::ranges::is_sorted(k_signals); }

void doubt_success(const std::vector<Word>& argv, State& state) {
  if (state.status == 0 && !succeeds(argv, state)) state.status.reset();
}

}  // namespace interlock
