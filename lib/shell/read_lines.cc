// read and mapfile: lines of the input, into variables (bash manual 4.2).
#include <algorithm>
#include <cstdlib>

#include "lib/shell/evaluator.h"
#include "lib/shell/lex.h"

namespace interlock {
namespace {

std::string field_separators(const State& state) {
  const Variable* ifs = state.find("IFS");
  if (ifs == nullptr || ifs->unset || ifs->values.empty() || !ifs->values.front().known())
    return " \t\n";
  return ifs->values.front().text;
}

// The input of `-u N`; null for what the line has not opened.
std::shared_ptr<Stream> descriptor(const std::string& number, const State& state,
                                   const Frame& frame) {
  const int wanted = std::atoi(number.c_str());
  if (wanted == 0) return frame.input;
  const auto open = state.descriptors.find(wanted);
  return open == state.descriptors.end() ? nullptr : open->second;
}

struct Reading {        // the options of `read`
  bool unsure = false;  // one of them, or a name, is not known
  bool raw = false;
  bool whole = false;  // no fields: REPLY, and what -N reads
  bool exact = false;  // -N: past delimiters
  std::vector<std::string> names;
  std::string array;
  char delimiter = '\n';
  std::optional<std::size_t> count;  // bytes
  std::shared_ptr<Stream> input;
};

Reading reading_of(const std::vector<Word>& argv, const State& state, const Frame& frame) {
  Reading reading;
  reading.input = frame.input;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string& word = argv[i].text;
    if (!argv[i].known()) reading.unsure = true;
    if (word.size() < 2 || word[0] != '-') {
      reading.names.push_back(word);
      continue;
    }
    for (std::size_t at = 1; at < word.size(); ++at) {
      const char c = word[at];
      if (c == 'r') reading.raw = true;
      if (std::string_view("adinNptu").find(c) == std::string_view::npos) continue;
      const std::string value = at + 1 < word.size()  ? word.substr(at + 1)
                                : i + 1 < argv.size() ? argv[++i].text
                                                      : "";
      if (!argv[i].known() && c != 'p' && c != 't' && c != 'i') reading.unsure = true;
      if (c == 'a') reading.array = value;
      if (c == 'd') reading.delimiter = value.empty() ? '\0' : value[0];
      if (c == 'n' || c == 'N')
        reading.count = static_cast<std::size_t>(std::max(0, std::atoi(value.c_str())));
      reading.exact |= c == 'N';
      if (c == 'u') reading.input = descriptor(value, state, frame);
      break;
    }
  }
  return reading;
}

// A line without its backslashes: what one stood before is no separator, and a newline is nothing.
struct Line {
  std::string text;
  std::vector<bool> held;  // of each character: did a backslash stand before it?

  Line(std::string_view line, bool raw) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const bool hidden = !raw && line[i] == '\\';
      if (hidden && (++i >= line.size() || line[i] == '\n')) continue;
      text += line[i];
      held.push_back(hidden);
    }
  }
};

// The fields of a line: for the last name all that is left, for an array each.
std::vector<Word> fields_of(const Line& line, const Reading& reading,
                            const std::string& separators) {
  const std::string& text = line.text;
  if (reading.whole) return {Word(text)};
  const auto separates = [&](std::size_t i) {
    return !line.held[i] && separators.find(text[i]) != std::string::npos;
  };
  const auto blank = [&](std::size_t i) {
    return separates(i) && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n');
  };
  std::size_t at = 0;
  const auto skip_blanks = [&] {
    while (at < text.size() && blank(at)) ++at;
  };
  const auto take = [&] {  // a field, and the separator behind it with the blanks around it
    const std::size_t begin = at;
    while (at < text.size() && !separates(at)) ++at;
    const std::size_t end = at;
    skip_blanks();
    if (at < text.size() && separates(at)) ++at;
    skip_blanks();
    return text.substr(begin, end - begin);
  };
  skip_blanks();
  std::vector<Word> fields;
  while (at < text.size()) {
    const std::size_t begin = at;
    std::string field = take();
    const bool last = reading.array.empty() && fields.size() + 1 >= reading.names.size();
    if (last && at < text.size()) {
      for (at = text.size(); blank(at - 1);) --at;
      field = text.substr(begin, at - begin);
      at = text.size();
    }
    fields.emplace_back(std::move(field));
  }
  return fields;
}

}  // namespace

void Evaluator::builtin_read(const std::vector<Word>& argv, State& state, const Frame& frame) {
  Reading reading = reading_of(argv, state, frame);
  std::vector<std::string>& names = reading.names;
  if (reading.unsure) {  // which names are set is not known either
    for (const std::string& name : names)
      if (lex::is_assignable(name)) assign_named(name, Word::unknown('$' + name), state);
    if (reading.input) {
      reading.input->input.text = Word::unknown("<stdin>");
      reading.input->position = 0;
    }
    state.status.reset();
    return;
  }
  // bash looks at the first name before it reads, and at the others when it assigns.
  const bool bad_array = !reading.array.empty() && !lex::is_name(reading.array);
  if (bad_array || (!names.empty() && !lex::is_assignable(names.front()))) {
    state.status = 1;
    return;
  }
  reading.whole = reading.exact || (names.empty() && reading.array.empty());
  if (names.empty() && reading.array.empty()) names.emplace_back("REPLY");
  const auto wrong = std::find_if_not(names.begin(), names.end(), lex::is_assignable);
  const auto assigned = static_cast<std::size_t>(wrong - names.begin());
  const bool fails = wrong != names.end();
  const Word rest = reading.input ? text_of(*reading.input, state) : Word::unknown("<stdin>");
  const std::size_t line_end = reading.exact
                                   ? rest.text.size()
                                   : std::min(rest.text.find(reading.delimiter), rest.text.size());
  if (!rest.known() && (rest.text.empty() || rest.has_hole_in(0, line_end))) {
    for (std::size_t i = 0; i < assigned; ++i)
      assign_named(names[i], Word::unknown('$' + names[i]), state);
    if (fails) state.status = 1;
    if (!reading.array.empty()) state.variables[reading.array] = Variable::unknown_array();
    return;
  }
  std::size_t end = 0;  // a backslash hides the delimiter
  while (end < rest.text.size() && (reading.exact || rest.text[end] != reading.delimiter))
    end += !reading.raw && rest.text[end] == '\\' ? 2 : 1;
  end = std::min(end, rest.text.size());
  const bool counted = reading.count && *reading.count <= end;
  if (counted) end = *reading.count;
  const bool found = !counted && end < rest.text.size();
  if (reading.input) reading.input->position += std::min(end + (found ? 1 : 0), rest.text.size());
  state.status = found || (counted && (end > 0 || *reading.count == 0)) ? 0 : 1;
  const std::vector<Word> fields =
      fields_of(Line(rest.substr(0, end).text, reading.raw), reading, field_separators(state));
  if (!reading.array.empty()) {
    Variable variable;
    variable.is_array = true;
    for (std::size_t i = 0; i < fields.size(); ++i)
      variable.set_element(std::to_string(i), fields[i]);
    state.variables[reading.array] = std::move(variable);
  }
  if (fails) state.status = 1;
  for (std::size_t i = 0; i < assigned; ++i) {
    const Word value = i < fields.size() ? fields[i] : Word();
    line_.variables.push_back({names[i], value});
    assign_named(names[i], value, state);
  }
}

namespace {

struct Mapping {  // the options of `mapfile`
  std::string name = "MAPFILE";
  bool unsure = false;
  bool trims = false;
  char delimiter = '\n';
  std::size_t skip = 0, count = 0;    // lines; a count of 0 is all
  std::optional<std::size_t> origin;  // without it the array begins empty
  std::optional<Word> callback;
  std::shared_ptr<Stream> input;
};

Mapping mapping_of(const std::vector<Word>& argv, const State& state, const Frame& frame) {
  Mapping mapping;
  mapping.input = frame.input;
  std::size_t i = 1;
  for (; i < argv.size() && argv[i].text.size() > 1 && argv[i].text[0] == '-'; ++i) {
    const std::string& word = argv[i].text;
    if (word == "--") {
      ++i;
      break;
    }
    if (!argv[i].known()) mapping.unsure = true;
    for (std::size_t at = 1; at < word.size(); ++at) {
      const char c = word[at];
      if (c == 't') mapping.trims = true;
      if (c == 't') continue;
      const bool apart = at + 1 == word.size() && i + 1 < argv.size();
      const Word value = apart ? argv[++i] : Word(word.substr(at + 1));
      if (!value.known() && c != 'C' && c != 'c') mapping.unsure = true;
      const auto number = static_cast<std::size_t>(std::max(0, std::atoi(value.text.c_str())));
      if (c == 'd') mapping.delimiter = value.text.empty() ? '\0' : value.text[0];
      if (c == 's') mapping.skip = number;
      if (c == 'n') mapping.count = number;
      if (c == 'O') mapping.origin = number;
      if (c == 'u') mapping.input = descriptor(value.text, state, frame);
      if (c == 'C') mapping.callback = value;
      break;
    }
  }
  if (i < argv.size()) mapping.name = argv[i].text;
  return mapping;
}

}  // namespace

void Evaluator::builtin_mapfile(const std::vector<Word>& argv, State& state, const Frame& frame) {
  const Mapping mapping = mapping_of(argv, state, frame);
  state.status = 1;
  if (!lex::is_name(mapping.name)) return;
  if (mapping.callback) {
    State copy = state;
    Frame inner = frame;
    inner.certain = false;
    inner.via = "mapfile -C";
    ++inner.depth;
    run_given_text(*mapping.callback, copy, inner, "mapfile -C");
  }
  const Variable* old = state.find(mapping.name);
  const Word text = mapping.input ? text_of(*mapping.input, state) : Word::unknown("<stdin>");
  if (mapping.unsure || !text.known() || (mapping.origin && old && old->values.size() > 1)) {
    state.variables[mapping.name] = Variable::unknown_array();
    state.status.reset();
    return;
  }
  Variable array = mapping.origin && old ? *old : Variable();
  if (mapping.origin && !old)  // whatever the environment holds
    array.set_element("0", Word::unknown('$' + mapping.name, true));
  else if (!array.is_array && !array.unset && !array.values.empty())
    array.set_element("0", Word(array.values.front()));
  array.is_array = true;
  array.unset = array.maybe_unset = false;
  std::size_t at = 0, line = 0;
  while (at < text.text.size() && spend(1)) {
    if (mapping.count > 0 && line == mapping.skip + mapping.count) break;
    const std::size_t end = std::min(text.text.find(mapping.delimiter, at), text.text.size());
    const std::size_t next = std::min(end + 1, text.text.size());
    if (line >= mapping.skip)
      array.set_element(std::to_string(mapping.origin.value_or(0) + line - mapping.skip),
                        Word(text.text.substr(at, (mapping.trims ? end : next) - at)));
    at = next;
    ++line;
  }
  if (mapping.input) mapping.input->position += at;
  state.variables[mapping.name] = std::move(array);
  state.status = 0;
}

}  // namespace interlock
