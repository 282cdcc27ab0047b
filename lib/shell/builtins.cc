// Builtins of bash that change what later words mean, or that run a text
// themselves (manual 4).
#include "lib/shell/builtins.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/pattern.h"
#include "lib/shell/text_programs.h"

namespace interlock {
namespace {

constexpr auto k_builtins = std::to_array<std::string_view>({
    ".",       ":",      "[",       "alias",     "bg",       "bind",    "break",    "builtin",
    "caller",  "cd",     "command", "compgen",   "complete", "compopt", "continue", "declare",
    "dirs",    "disown", "echo",    "enable",    "eval",     "exec",    "exit",     "export",
    "false",   "fc",     "fg",      "getopts",   "hash",     "help",    "history",  "jobs",
    "kill",    "let",    "local",   "logout",    "mapfile",  "noglob",  "popd",     "printf",
    "pushd",   "pwd",    "read",    "readarray", "readonly", "return",  "set",      "shift",
    "shopt",   "source", "suspend", "test",      "times",    "trap",    "true",     "type",
    "typeset", "ulimit", "umask",   "unalias",   "unset",    "wait",
});

std::vector<Word> without_first(const std::vector<Word>& argv, std::size_t count = 1) {
  return {argv.begin() + static_cast<std::ptrdiff_t>(std::min(count, argv.size())), argv.end()};
}

Word joined(const std::vector<Word>& words) {
  Word text;
  for (const Word& word : words) {
    if (&word != &words.front()) text.append(Word(" "));
    text.append(word);
  }
  text.may_split = false;
  return text;
}

}  // namespace

bool is_builtin(std::string_view name) {
  return std::binary_search(k_builtins.begin(), k_builtins.end(), name);
}

bool builtins_sorted() { return std::is_sorted(k_builtins.begin(), k_builtins.end()); }

bool Evaluator::run_builtin(const std::vector<Word>& argv, State& state, const Frame& frame,
                            int index) {
  if (!argv[0].known()) return false;
  const std::string& name = argv[0].text;
  if (!is_builtin(name) || state.disabled.contains(name)) return false;
  const auto print = [&](Word text) {
    if (frame.out != nullptr) frame.out->append(text);
  };
  Frame inner = frame;
  inner.parent = index;
  inner.via = name;
  ++inner.depth;
  const auto run_again =
      [&](std::size_t skip) {  // command, builtin: the rest is a command of its own
        const std::vector<Word> rest = without_first(argv, skip);
        if (rest.empty()) return;
        run_no_function(rest, {}, state, inner, {});
      };
  const std::optional<int> before = state.status;
  state.status.reset();
  if (const int refused = refused_status(argv)) {
    state.status = refused;
    return true;
  }
  // Subscripts are expanded once more where a variable's name is taken from a word (manual 6.7).
  for (std::size_t i = 1; i < argv.size(); ++i)
    if (argv[i].text.find('[') != std::string::npos && name != "echo" && name != "eval" &&
        name != "printf" && name != "trap")
      run_hidden(argv[i], state, frame, "subscript");

  if (name == ":" || name == "true") {
    state.status = 0;
  } else if (name == "false") {
    state.status = 1;
  } else if (name == "echo") {
    const auto text = run_echo(std::span(argv).subspan(1));
    print(text ? *text : Word::unknown("$(" + joined(argv).text + ')'));
    state.status = 0;
  } else if (name == "printf") {
    builtin_printf(argv, state, frame, index);
  } else if (name == "pwd") {
    print(Word(state.directory).append(Word("\n")));
    state.status = 0;
  } else if (name == "eval") {
    std::vector<Word> words = without_first(argv);
    if (!words.empty() && words.front().text == "--") words.erase(words.begin());
    state.status = 0;
    if (!words.empty()) state.status = before;
    run_given_text(joined(words), state, inner, "eval");
  } else if (name == "source" || name == ".") {
    std::size_t at = 1;
    if (argv.size() > 1 && argv[1].text == "--") at = 2;
    if (argv.size() > at) {
      const std::vector<Word> parameters = state.parameters;
      const bool known = state.parameters_known;
      if (argv.size() > at + 1) state.parameters = without_first(argv, at + 1);
      state.status.reset();
      Frame sourced = inner;
      sourced.can_return = true;
      run_script_file(argv[at], state, sourced, false);
      if (argv.size() == at + 1) return true;  // what it sets stays set
      state.parameters = parameters;
      state.parameters_known = known;
    }
  } else if (name == "command" || name == "builtin") {
    std::size_t at = 1;
    bool asks = false;
    while (at < argv.size() && argv[at].text.starts_with('-') && argv[at].text.size() > 1 &&
           name == "command") {
      if (argv[at].text.find_first_of("vV") != std::string::npos) asks = true;
      ++at;
      if (argv[at - 1].text == "--") break;
    }
    if (asks)
      print(argv.size() > at
                ? Word::unknown("$PATH").append(Word("/")).append(argv[at]).append(Word("\n"))
                : Word());
    else
      run_again(at);
  } else if (name == "noglob") {
    run_again(1);
  } else if (name == "exec") {
    builtin_exec(argv, state, inner, index);
  } else if (name == "logout") {  // outside of a login shell an error that ends nothing
    state.doubtful = true;
  } else if (name == "exit") {
    state.flow = State::Flow::exits;
    state.status = leaving_status(argv, before);
  } else if (name == "return") {
    if (!frame.can_return) {  // an error that ends nothing
      state.status = 2;
      return true;
    }
    state.flow = State::Flow::returns;
    state.status = leaving_status(argv, before);
  } else if (name == "break" || name == "continue") {
    state.status = 0;
    if (frame.loops == 0) return true;
    state.flow = name == "break" ? State::Flow::breaks : State::Flow::continues;
    const bool given = argv.size() > 1 && argv[1].known();
    const auto levels = given ? loop_count(argv[1].text) : 1;
    if (!levels || argv.size() > 2) state.fail_line();  // "numeric argument required"
    if (levels.value_or(0) < 1 || argv.size() > 2) state.flow = State::Flow::breaks;
    state.levels = levels.value_or(0) < 1 ? frame.loops : *levels;
    state.levels = std::min(state.levels, frame.loops);
  } else if (name == "cd" || name == "pushd" || name == "popd") {
    builtin_cd(argv, state);
  } else if (name == "export" || name == "declare" || name == "typeset" || name == "local" ||
             name == "readonly") {
    builtin_declare(argv, state, frame);
  } else if (name == "unset") {
    for (const Word& word : without_first(argv)) {
      if (word.text.starts_with('-')) continue;
      const std::size_t bracket = word.text.find('[');
      const std::string_view subscript = bracket == std::string::npos
                                             ? std::string_view()
                                             : std::string_view(word.text).substr(bracket);
      const bool element = subscript.ends_with(']') && subscript != "[@]" && subscript != "[*]";
      if (const auto key = element ? key_of(word.text, state) : std::nullopt)
        state.unset(word.text.substr(0, bracket) + '[' + *key + ']');
      else if (element && state.variables.contains(word.text.substr(0, bracket)))
        state.variables[word.text.substr(0, bracket)].is_loose = true;
      else
        state.unset(word.text);
      if (argv.size() > 1 && argv[1].text == "-f") state.functions.erase(word.text);
    }
    state.status = 0;
  } else if (name == "set") {
    builtin_set(argv, state);
  } else if (name == "shift") {
    bool is_error = false;
    const auto count = argv.size() > 1 ? calculate(argv[1].text, state, &is_error) : 1;
    if (!count || *count < 0)
      state.parameters_known = false;
    else if (static_cast<std::size_t>(*count) <= state.parameters.size())
      state.parameters = without_first(state.parameters, static_cast<std::size_t>(*count));
  } else if (name == "read") {
    builtin_read(argv, state, frame);
  } else if (name == "mapfile" || name == "readarray") {
    builtin_mapfile(argv, state, frame);
  } else if (name == "getopts") {
    builtin_getopts(argv, state);
  } else if (name == "let") {
    for (const Word& word : without_first(argv)) {
      bool is_error = false;
      const auto value = word.known() ? calculate(word.text, state, &is_error) : std::nullopt;
      if (value || is_error) state.status = value.value_or(0) == 0 ? 1 : 0;
      if (is_error) break;
    }
  } else if (name == "trap") {
    builtin_trap(argv, state, inner, index);
  } else if (name == "alias") {
    for (const Word& word : without_first(argv)) {
      const std::size_t equals = word.text.find('=');
      if (equals == std::string::npos || equals == 0) continue;
      state.aliases.set(word.text.substr(0, equals), word.text.substr(equals + 1));
      line_.functions.push_back(word.text.substr(0, equals));
    }
    state.status = 0;
  } else if (name == "unalias") {
    for (const Word& word : without_first(argv)) state.aliases.names.erase(word.text);
    if (argv.size() > 1 && argv[1].text == "-a") state.aliases.names.clear();
  } else if (name == "shopt") {
    if (argv.size() > 1 && argv[1].text.size() > 1 && argv[1].text[0] == '-') {
      const std::string& options = argv[1].text;
      const bool on = options.find('s') != std::string::npos,
                 of_set = options.find('o') != std::string::npos;
      const bool changes = on || options.find('u') != std::string::npos;
      for (const Word& word : without_first(argv, changes ? 2 : argv.size())) {
        of_set ? state.modes.set(word.text, on) : state.modes.shopt(word.text, on);
        if (word.text == "expand_aliases") state.aliases.on = on;
      }
    }
    state.status = 0;
  } else if (name == "enable") {
    bool off = false;
    for (const Word& word : without_first(argv)) {
      if (word.text.starts_with('-'))
        off = off || word.text == "-n";
      else if (off)
        state.disabled.insert(word.text);
      else
        state.disabled.erase(word.text);
    }
    state.status = 0;
  } else if (name == "hash") {
    for (std::size_t i = 1; i + 2 < argv.size(); ++i)
      if (argv[i].text == "-p") state.hashed[argv[i + 2].text] = argv[i + 1];
  } else if (name == "test" || name == "[") {
    if (const auto status = status_of_test(argv)) state.status = *status;
  } else if (name == "type") {
    const bool path = argv.size() > 2 && (argv[1].text == "-p" || argv[1].text == "-P");
    if (path)
      print(Word::unknown("$PATH").append(Word("/")).append(argv[2]).append(Word("\n")));
    else
      print(Word::unknown("$(" + joined(argv).text + ')'));
  } else if (name == "compgen" && argv.size() > 2 &&
             (argv[1].text == "-C" || argv[1].text == "-F")) {
    run_given_text(argv[2], state, inner, "compgen " + argv[1].text);
  } else if (name == "compgen" && argv.size() > 2 && argv[1].text == "-W") {
    run_hidden(argv[2], state, frame, "compgen -W");
  } else if (name == "fc" || name == "compgen" || name == "caller" || name == "history") {
    print(Word::unknown("$(" + joined(argv).text + ')'));
  }
  doubt_success(argv, state);
  return true;
}

void Evaluator::builtin_printf(const std::vector<Word>& argv, State& state, const Frame& frame,
                               int index) {
  std::size_t at = 1;
  std::string variable;
  if (argv.size() > 2 && argv[1].text == "-v") {
    variable = argv[2].text;
    at = 3;
  }
  if (!variable.empty()) run_hidden(Word(variable), state, frame, "subscript");
  const auto text = run_printf(std::span(argv).subspan(std::min(at, argv.size())));
  const Word printed = text ? *text : Word::unknown("$(" + joined(argv).text + ')');
  state.status = 0;
  if (!variable.empty()) {
    line_.variables.push_back({variable, printed});
    assign_named(variable, printed, state);
  } else if (frame.out != nullptr) {
    frame.out->producer = index;
    frame.out->append(printed);
  }
}

}  // namespace interlock
