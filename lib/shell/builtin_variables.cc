// Builtins that set variables: declare and its kin, read, mapfile, set.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/lex.h"

namespace interlock {
namespace {

Word function_text(const std::string& name, const std::vector<FunctionBody>& bodies) {
  const Word unknown = Word::unknown("$(declare -f " + name + ')');
  if (bodies.size() != 1 || !bodies[0].body) return unknown;
  const syntax::Span span = bodies[0].body->span;
  const std::string body = bodies[0].source->substr(span.begin, span.end - span.begin);
  if (body.find(k_mark) != std::string::npos) return unknown;
  return Word(name + " ()\n" + body + '\n');
}

Word variable_text(const std::string& name, const Variable* variable) {
  if (variable == nullptr || variable->unset || variable->is_array || variable->values.size() != 1)
    return Word::unknown("$(declare -p " + name + ')');
  std::string flags(variable->exported ? "x" : "-");
  Word text("declare -" + flags + ' ' + name + "=\"");
  const Word& value = variable->values[0];
  if (!value.known()) return text.append(value).append(Word("\"\n"));
  std::string escaped;
  for (const char c : value.text) {
    if (c == '"' || c == '\\' || c == '$' || c == '`') escaped += '\\';
    escaped += c;
  }
  return text.append(Word(escaped + "\"\n"));
}

// What `declare -f name ..` and `declare -p name ..` print; nothing where it declares.
std::optional<Word> declaration_of(const std::vector<Word>& argv, const State& state) {
  const bool functions = declares(argv, 'f');
  if ((!functions && !declares(argv, 'p')) || declares(argv, 'x') || argv[0].text == "export")
    return std::nullopt;
  Word printed;
  bool named = false;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string& name = argv[i].text;
    if (name.starts_with('-') || name.starts_with('+')) continue;
    named = true;
    if (functions && !state.functions.contains(name)) continue;
    printed.append(functions ? function_text(name, *state.functions.find(name))
                             : variable_text(name, state.find(name)));
  }
  return named ? printed : Word::unknown("$(declare)");
}

}  // namespace

void Evaluator::builtin_declare(const std::vector<Word>& argv, State& state, const Frame& frame) {
  if (argv[0].text == "local" && state.scopes.empty()) {
    // "can only be used in a function". zsh, which Codex may run, sets it all the same.
    state.status = 1;
    std::vector<Word> words = argv;
    words[0] = Word("declare");
    branch(state, frame,
           [&](State& copy, const Frame& inner) { builtin_declare(words, copy, inner); });
    return;
  }
  bool exports = argv[0].text == "export", functions = false, removes = false, prints = false;
  Variable shape;
  shape.is_readonly = argv[0].text == "readonly";
  bool reference = false;
  const bool is_local = declares_local(argv);
  state.status = 0;
  if (frame.out != nullptr)
    if (const auto text = declaration_of(argv, state); text && spend(1 + text->text.size() / 16))
      frame.out->append(*text);
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const Word& word = argv[i];
    const std::size_t equals = word.text.find('=');
    if (word.text.size() > 1 && (word.text[0] == '-' || word.text[0] == '+') &&
        equals == std::string::npos) {
      const bool on = word.text[0] == '-';
      if (state.is_posix && word.text != "-p") state.doubtful = true;  // dash ends there
      for (const char c : word.text.substr(1)) {
        if (c == 'x') exports = on;
        if (c == 'f') functions = true;
        if (c == 'p') prints = true;
        if (c == 'i') shape.is_integer = on;
        if (c == 'u' || c == 'l') shape.letter_case = on ? c : char{0};
        if (c == 'a' || c == 'A') shape.is_array = true;
        if (c == 'A') shape.is_map = true;
        if (c == 'r') reference = reference && on;
        if (c == 'r') shape.is_readonly = on;
        if (c == 'n') (argv[0].text == "export" ? removes : reference) = true;
      }
      continue;
    }
    if (functions) {
      if (exports && state.functions.contains(word.text))
        for (FunctionBody& body : state.functions[word.text]) body.exported = !removes;
      continue;
    }
    if (prints) continue;
    std::string name = word.text.substr(0, equals);
    const bool appends = equals != std::string::npos && name.ends_with('+');
    if (appends) name.pop_back();
    if (!exports && !lex::is_name(name) && equals != std::string::npos &&
        lex::is_assignable(name)) {
      assign_named(name, word.substr(equals + 1), state);
      continue;
    }
    if (!lex::is_name(name) || word.has_hole_in(0, name.size())) continue;
    if (is_local && state.shadow(name) && equals == std::string::npos) continue;
    const Variable* old = state.find(name);
    if (old != nullptr && old->is_array &&
        (reference || (shape.is_array && old->is_map != shape.is_map))) {
      state.status = 1;  // an array turns into no other kind
      continue;
    }
    // declare -a "a=(b c)": for an array the quotes do not matter.
    const bool is_array = shape.is_array || (old != nullptr && old->is_array);
    if (is_array && equals != std::string::npos && word.text.ends_with(')') &&
        word.text.compare(equals + 1, 1, "(") == 0) {
      if (shape.is_map) state.variables[name].is_map = true;
      assign_array(word, name, state, frame);
    } else if (equals != std::string::npos) {
      Word value = word.substr(equals + 1);
      value.may_split = false;
      if (shape.is_integer && value.known())
        if (const auto number = calculate(value.text, state)) value = Word(std::to_string(*number));
      if (shape.letter_case == 'u') value.text = to_upper(value.text);
      if (shape.letter_case == 'l') value.text = to_lower(value.text);
      old = state.find(name);
      if (appends && old && old->is_array && old->elements.contains("0"))
        value = Word(old->elements.at("0")).append(value);
      else if (appends && old && !old->values.empty())
        value = Word(old->values.front()).append(value);
      line_.variables.push_back({name, value});
      if (reference) {
        state.variables[name].refers_to = value.text;
        continue;
      }
      if (shape.is_array && !state.variables[name].is_readonly) {
        state.variables[name].is_map = shape.is_map;
        state.variables[name].set_element("0", std::move(value));
      } else {
        state.assign(name, std::move(value));
      }
    } else if (old == nullptr) {
      if (!exports && argv[0].text == "export") continue;
      Variable fresh = shape;
      if (exports) {
        fresh.values = {Word::unknown('$' + name)};  // whatever the environment holds
      } else if (argv[0].text == "readonly") {
        continue;
      } else {
        fresh.unset = !fresh.is_array;
      }
      state.variables[name] = fresh;
    }
    Variable& variable = state.variables[name];
    variable.is_map = variable.is_map || shape.is_map;
    variable.is_integer = variable.is_integer || shape.is_integer;
    variable.is_readonly = variable.is_readonly || shape.is_readonly;
    if (shape.letter_case != 0) variable.letter_case = shape.letter_case;
    if (exports || state.modes.exports_all) variable.exported = !removes;
  }
}

void Evaluator::builtin_set(const std::vector<Word>& argv, State& state) {
  state.status = 0;
  std::size_t i = 1;
  for (; i < argv.size(); ++i) {
    const std::string& word = argv[i].text;
    if (word == "--" || word == "-") {
      state.parameters.assign(argv.begin() + static_cast<std::ptrdiff_t>(i) + 1, argv.end());
      state.parameters_known = std::none_of(state.parameters.begin(), state.parameters.end(),
                                            [](const Word& w) { return w.may_split; });
      return;
    }
    if (word.size() < 2 || (word[0] != '-' && word[0] != '+') || !argv[i].known()) break;
    const bool on = word[0] == '-';
    for (const char c : word.substr(1)) {
      state.modes.set(c, on);
      if (c == 'n' && on) state.doubtful = true;
      if (c == 'o' && i + 1 < argv.size()) {
        const std::string& option = argv[++i].text;
        state.modes.set(option, on);
        if (option == "posix") state.aliases.on = on;
      }
    }
  }
  if (i < argv.size()) {
    state.parameters.assign(argv.begin() + static_cast<std::ptrdiff_t>(i), argv.end());
    state.parameters_known = std::none_of(state.parameters.begin(), state.parameters.end(),
                                          [](const Word& w) { return w.may_split; });
  }
}

// One option a call, by OPTIND, of the words given or of the parameters (manual 4.1).
void Evaluator::builtin_getopts(const std::vector<Word>& argv, State& state) {
  if (argv.size() < 3) return;
  const Word& letters = argv[1];
  const std::string& name = argv[2].text;
  std::vector<Word> words(argv.begin() + 3, argv.end());
  const bool given = !words.empty();
  if (!given) words = state.parameters;
  const Variable* set = state.find("OPTIND");
  const Word at = set && !set->values.empty() ? set->values.front() : Word("1");
  const std::size_t index = static_cast<std::size_t>(std::max(1, std::atoi(at.text.c_str())));
  const auto answer = [&](Word option, std::optional<Word> argument, std::size_t next) {
    if (next != index) state.assign("OPTIND", Word(std::to_string(next)));
    if (argument)
      state.assign("OPTARG", std::move(*argument));
    else
      state.unset("OPTARG");
    state.assign(name, std::move(option));
  };
  const bool known = letters.known() && at.known() && (given || state.parameters_known) &&
                     (index > words.size() || words[index - 1].known());
  if (!known) {
    state.assign("OPTIND", Word::unknown("$OPTIND"));
    state.assign("OPTARG", Word::unknown("$OPTARG"));
    state.assign(name, Word::unknown('$' + name));
    return;
  }
  state.status = 1;
  if (index > words.size()) return answer(Word("?"), std::nullopt, index);
  const std::string word = words[index - 1].text;
  std::size_t& letter = state.option_letter;
  if (letter >= word.size()) letter = 1;
  if (letter == 1 && (word.size() < 2 || word[0] != '-' || word == "--"))
    return answer(Word("?"), std::nullopt, index + (word == "--" ? 1 : 0));
  state.status = 0;
  const bool silent = letters.text.starts_with(':');
  const std::string option(1, word[letter]);
  const std::size_t place = option == ":" ? std::string::npos : letters.text.find(option);
  const bool last = ++letter >= word.size();
  const std::string rest = last ? "" : word.substr(letter);
  if (place == std::string::npos || letters.text.substr(place + 1, 1) != ":") {
    const bool wrong = place == std::string::npos;
    if (last) letter = 1;
    return answer(Word(wrong ? "?" : option),
                  wrong && silent ? std::optional<Word>(option) : std::nullopt,
                  index + (last ? 1 : 0));
  }
  letter = 1;
  if (!last) return answer(Word(option), Word(rest), index + 1);
  if (index < words.size()) return answer(Word(option), words[index], index + 2);
  answer(Word(silent ? ":" : "?"), silent ? std::optional<Word>(option) : std::nullopt, index + 1);
}

}  // namespace interlock
