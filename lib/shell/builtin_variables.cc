// Builtins that set variables: declare and its kin, read, mapfile, set.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {
namespace {

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string field_separators(const State& state) {
  const Variable* ifs = state.find("IFS");
  if (ifs == nullptr || ifs->unset || ifs->values.empty() || !ifs->values.front().known())
    return " \t\n";
  return ifs->values.front().text;
}

}  // namespace

void Evaluator::builtin_declare(const std::vector<Word>& argv, State& state, const Frame&) {
  bool exports = argv[0].text == "export", functions = false, removes = false;
  Variable shape;
  bool reference = false;
  state.status = 0;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const Word& word = argv[i];
    const std::size_t equals = word.text.find('=');
    if (word.text.size() > 1 && (word.text[0] == '-' || word.text[0] == '+') &&
        equals == std::string::npos) {
      const bool on = word.text[0] == '-';
      for (const char c : word.text.substr(1)) {
        if (c == 'x') exports = on;
        if (c == 'f') functions = true;
        if (c == 'i') shape.is_integer = on;
        if (c == 'u' || c == 'l') shape.letter_case = on ? c : char{0};
        if (c == 'a' || c == 'A') shape.is_array = true;
        if (c == 'A') shape.is_map = true;
        if (c == 'r') reference = reference && on;
        if (c == 'n') (argv[0].text == "export" ? removes : reference) = true;
      }
      continue;
    }
    if (functions) {
      if (state.functions.contains(word.text))
        for (FunctionBody& body : state.functions[word.text]) body.exported = exports;
      continue;
    }
    std::string name = word.text.substr(0, equals);
    const bool appends = equals != std::string::npos && name.ends_with('+');
    if (appends) name.pop_back();
    if (!is_name(name) || word.has_hole_in(0, name.size())) continue;
    const bool is_local = declares_local(argv);
    if (is_local && state.shadow(name) && equals == std::string::npos) continue;
    const Variable* old = state.find(name);
    if (equals != std::string::npos) {
      Word value = word.substr(equals + 1);
      value.may_split = false;
      if (shape.is_integer && value.known())
        if (const auto number = calculate(value.text, state)) value = Word(std::to_string(*number));
      if (shape.letter_case == 'u') value.text = to_upper(value.text);
      if (shape.letter_case == 'l') value.text = to_lower(value.text);
      old = state.find(name);
      if (appends && old && !old->values.empty()) value = Word(old->values.front()).append(value);
      line_.variables.push_back({name, value});
      if (reference) {
        state.variables[name].refers_to = value.text;
        continue;
      }
      state.assign(name, std::move(value));
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
    if (shape.letter_case != 0) variable.letter_case = shape.letter_case;
    if (exports) variable.exported = !removes;
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
      if (c == 'e') state.errexit = on;
      if (c == 'f') state.no_globs = on;
      if (c == 'u') state.nounset = on;
      if (c == 'n' && on) state.doubtful = true;
      if (c == 'o' && i + 1 < argv.size()) {
        const std::string& option = argv[++i].text;
        if (option == "errexit") state.errexit = on;
        if (option == "nounset") state.nounset = on;
        if (option == "noglob") state.no_globs = on;
        if (option == "posix") state.aliases_on = on;
        break;
      }
    }
  }
  if (i < argv.size()) {
    state.parameters.assign(argv.begin() + static_cast<std::ptrdiff_t>(i), argv.end());
    state.parameters_known = std::none_of(state.parameters.begin(), state.parameters.end(),
                                          [](const Word& w) { return w.may_split; });
  }
}

void Evaluator::builtin_read(const std::vector<Word>& argv, State& state, const Frame& frame) {
  std::vector<std::string> names;
  bool raw = false;
  std::string array;
  char delimiter = '\n';
  std::optional<std::size_t> count;
  std::shared_ptr<Stream> input = frame.input;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string& word = argv[i].text;
    if (word.size() < 2 || word[0] != '-') {
      names.push_back(word);
      continue;
    }
    for (std::size_t at = 1; at < word.size(); ++at) {
      const char c = word[at];
      if (c == 'r') raw = true;
      if (std::string_view("adinNptu").find(c) == std::string_view::npos) continue;
      const std::string value = at + 1 < word.size()  ? word.substr(at + 1)
                                : i + 1 < argv.size() ? argv[++i].text
                                                      : "";
      if (c == 'a') array = value;
      if (c == 'd') delimiter = value.empty() ? '\0' : value[0];
      if (c == 'n' || c == 'N')
        count = static_cast<std::size_t>(std::max(0, std::atoi(value.c_str())));
      if (c == 'u') {
        const auto open = state.descriptors.find(std::atoi(value.c_str()));
        input = open == state.descriptors.end() ? nullptr : open->second;
      }
      break;
    }
  }
  if (names.empty() && array.empty()) names.emplace_back("REPLY");
  const Word rest = input ? text_of(*input, state) : Word::unknown("<stdin>");
  Word line;
  if (!rest.known() && (rest.text.empty() || rest.has_hole_in(0, std::min(rest.text.find(delimiter),
                                                                          rest.text.size())))) {
    for (const std::string& name : names) state.assign(name, Word::unknown('$' + name));
    if (!array.empty()) state.assign(array, Word::unknown("$" + array));
    return;
  }
  std::size_t end = std::min(rest.text.find(delimiter), rest.text.size());
  const bool found = end < rest.text.size();
  if (count && *count < end) end = *count;
  line = rest.substr(0, end);
  if (input) input->position += std::min(end + (found ? 1 : 0), rest.text.size());
  state.status = found || count ? 0 : 1;
  const std::string separators = field_separators(state);
  std::string text = line.text;
  std::vector<Word> fields;
  std::size_t at = 0;
  const auto blank = [&](char c) {
    return separators.find(c) != std::string::npos && (c == ' ' || c == '\t' || c == '\n');
  };
  while (at < text.size() && blank(text[at])) ++at;
  while (at < text.size()) {
    const bool last = array.empty() && fields.size() + 1 >= names.size();
    std::string field;
    while (at < text.size()) {
      if (text[at] == '\\' && !raw && at + 1 < text.size()) {
        field += text[at + 1];
        at += 2;
        continue;
      }
      if (!last && separators.find(text[at]) != std::string::npos) break;
      field += text[at++];
    }
    if (last)
      while (!field.empty() && blank(field.back())) field.pop_back();
    if (at < text.size()) ++at;
    while (at < text.size() && blank(text[at])) ++at;
    fields.emplace_back(field);
  }
  if (!array.empty()) {
    Variable variable;
    variable.is_array = true;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      variable.order.push_back(std::to_string(i));
      variable.elements[std::to_string(i)] = fields[i];
    }
    state.variables[array] = std::move(variable);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Word value = i < fields.size() ? fields[i] : Word();
    line_.variables.push_back({names[i], value});
    state.assign(names[i], value);
  }
}

void Evaluator::builtin_mapfile(const std::vector<Word>& argv, State& state, const Frame& frame) {
  std::string name = "MAPFILE";
  bool trims = false;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string& word = argv[i].text;
    if (word == "-t") {
      trims = true;
    } else if (word == "-C" && i + 1 < argv.size()) {
      State copy = state;
      Frame inner = frame;
      inner.certain = false;
      inner.via = "mapfile -C";
      ++inner.depth;
      run_given_text(argv[++i], copy, inner, "mapfile -C");
    } else if (word.size() == 2 && word[0] == '-') {
      ++i;
    } else {
      name = word;
    }
  }
  Variable array;
  array.is_array = true;
  const Word text = frame.input ? text_of(*frame.input, state) : Word::unknown("<stdin>");
  if (!text.known()) {
    state.assign(name, Word::unknown("$" + name));
    return;
  }
  std::size_t at = 0;
  while (at < text.text.size() && spend(1)) {
    const std::size_t end = std::min(text.text.find('\n', at), text.text.size());
    const std::string key = std::to_string(array.order.size());
    array.order.push_back(key);
    array.elements[key] =
        Word(text.text.substr(at, end - at) + (trims || end == text.text.size() ? "" : "\n"));
    at = end + 1;
  }
  state.variables[name] = std::move(array);
  state.status = 0;
}

}  // namespace interlock
