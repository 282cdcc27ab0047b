// Who reads standard input, and what is left of it for others: read, mapfile, filters, shells.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
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

// They read their input to its end, unless they name files.
constexpr auto k_filters = std::to_array<std::string_view>(
    {"base64", "cat", "nl", "rev", "sort", "tac", "uniq", "wc", "xxd"});
// They do whatever their words are.
constexpr auto k_takers = std::to_array<std::string_view>({"tee", "tr", "xargs"});
// They may: their words do not say it simply.
constexpr auto k_readers = std::to_array<std::string_view>(
    {"awk", "cut", "fold", "grep", "head", "openssl", "paste", "perl", "python3", "sed", "tail"});
static_assert(std::is_sorted(k_filters.begin(), k_filters.end()));
static_assert(std::is_sorted(k_takers.begin(), k_takers.end()));
static_assert(std::is_sorted(k_readers.begin(), k_readers.end()));

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

}  // namespace

// A program that reads the input of its shell leaves nothing of a script that stands there too.
void Evaluator::note_reading(const std::vector<Word>& argv, State& state, const Frame& frame) {
  if (!frame.input || !frame.input->is_script || frame.background) return;
  const std::string_view name = known_base_name(argv.front());
  const bool names_file = std::any_of(argv.begin() + 1, argv.end(), [](const Word& word) {
    return !word.text.empty() && word.text != "-" && !word.text.starts_with('-');
  });
  const bool takes = name == "xargs" ? std::none_of(argv.begin() + 1, argv.end(),
                                                    [](const Word& word) {
                                                      return word.text.starts_with("-a") ||
                                                             word.text.starts_with("--a");
                                                    })
                                     : is_one_of(k_takers, name);
  if (takes || (is_one_of(k_filters, name) && !names_file))
    frame.input->position = frame.input->input.text.text.size();
  else if (is_one_of(k_filters, name) || is_one_of(k_readers, name))
    state.doubtful = true;
}

namespace {

struct Reading {        // the options of `read`
  bool unsure = false;  // one of them, or a name, is not known
  bool raw = false;
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
      if (c == 'u') {
        const auto open = state.descriptors.find(std::atoi(value.c_str()));
        reading.input = open == state.descriptors.end() ? nullptr : open->second;
      }
      break;
    }
  }
  return reading;
}

// The fields of a line: for the last name all that is left, for an array each.
std::vector<Word> fields_of(const std::string& text, const Reading& reading,
                            const std::string& separators) {
  std::vector<Word> fields;
  std::size_t at = 0;
  const auto blank = [&](char c) {
    return separators.find(c) != std::string::npos && (c == ' ' || c == '\t' || c == '\n');
  };
  while (at < text.size() && blank(text[at])) ++at;
  while (at < text.size()) {
    const bool last = reading.array.empty() && fields.size() + 1 >= reading.names.size();
    std::string field;
    while (at < text.size()) {
      if (text[at] == '\\' && !reading.raw && at + 1 < text.size()) {
        if (text[at + 1] != '\n') field += text[at + 1];  // else the line goes on
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
  if (!names.empty() && !lex::is_assignable(names.front())) {
    state.status = 1;
    return;
  }
  if (names.empty() && reading.array.empty()) names.emplace_back("REPLY");
  const auto wrong = std::find_if_not(names.begin(), names.end(), lex::is_assignable);
  const auto assigned = static_cast<std::size_t>(wrong - names.begin());
  const bool fails = wrong != names.end();
  const Word rest = reading.input ? text_of(*reading.input, state) : Word::unknown("<stdin>");
  const std::size_t line_end = std::min(rest.text.find(reading.delimiter), rest.text.size());
  if (!rest.known() && (rest.text.empty() || rest.has_hole_in(0, line_end))) {
    for (std::size_t i = 0; i < assigned; ++i)
      assign_named(names[i], Word::unknown('$' + names[i]), state);
    if (fails) state.status = 1;
    if (!reading.array.empty()) state.variables[reading.array] = Variable::unknown_array();
    return;
  }
  std::size_t end = 0;  // a backslash hides the delimiter
  while (end < rest.text.size() && rest.text[end] != reading.delimiter)
    end += !reading.raw && rest.text[end] == '\\' ? 2 : 1;
  end = std::min(end, rest.text.size());
  const bool counted = reading.count && *reading.count <= end;
  if (counted) end = *reading.count;
  const bool found = !counted && end < rest.text.size();
  if (reading.input) reading.input->position += std::min(end + (found ? 1 : 0), rest.text.size());
  state.status = found || (counted && (end > 0 || *reading.count == 0)) ? 0 : 1;
  const std::vector<Word> fields =
      fields_of(rest.substr(0, end).text, reading, field_separators(state));
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

void Evaluator::builtin_mapfile(const std::vector<Word>& argv, State& state, const Frame& frame) {
  std::string name;
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
    } else if (name.empty()) {
      name = word;
    }
  }
  if (name.empty()) name = "MAPFILE";
  Variable array;
  array.is_array = true;
  const Word text = frame.input ? text_of(*frame.input, state) : Word::unknown("<stdin>");
  if (!text.known()) {
    state.variables[name] = Variable::unknown_array();
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
  if (frame.input) frame.input->position = frame.input->input.text.text.size();
  state.variables[name] = std::move(array);
  state.status = 0;
}

// xargs and find hand over more words: those of a known input, else something unknown.
void Evaluator::append_input_words(std::vector<Word>& words, const Frame& frame,
                                   const State& state) {
  const Word text = frame.input ? text_of(*frame.input, state) : Word::unknown("<stdin>");
  if (!text.known() || text.text.size() > 65536) {
    words.push_back(Word::unknown("<input>", true));
    return;
  }
  std::string word;
  char quote = 0;
  bool started = false;
  for (const char c : text.text + "\n") {
    const bool blank = quote == 0 && (c == ' ' || c == '\t' || c == '\n');
    if (blank) {
      if (started) words.emplace_back(word);
      word.clear();
      started = false;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      started = true;
    } else if (c == quote) {
      quote = 0;
    } else {
      word += c;
      started = true;
    }
  }
}

// A shell that reads its commands from standard input.
void Evaluator::run_shell_input(int index, State& nested, const Frame& frame) {
  const Stream nothing;
  const Stream& stream = frame.input ? *frame.input : nothing;
  Frame inner = frame;
  inner.input = std::make_shared<Stream>();
  inner.input->input.kind = Input::Kind::nothing;
  switch (stream.input.kind) {
    case Input::Kind::nothing:
      return;
    case Input::Kind::inherited:
      note_unknown(Unknown::Kind::door,
                   frame.via + " starts a shell that reads what is typed later",
                   Word(render_command(line_.commands[static_cast<std::size_t>(index)])), index);
      return;
    case Input::Kind::text:
    case Input::Kind::command: {
      const Word text = text_of(stream, nested);
      if (stream.is_script) frame.input->position = stream.input.text.text.size();
      // bash reads a line at a time, and its commands what is behind it; others read ahead.
      const SimpleCommand* shell =
          index < 0 ? nullptr : &line_.commands[static_cast<std::size_t>(index)];
      if (!text.known() || shell == nullptr || !reads_bash_env(*shell))
        return run_given_text(text, nested, inner, frame.via);
      inner.input = stream_of(Input::Kind::text, text);
      inner.input->is_script = true;
      if (!stream.file.empty()) scripts_.push_back(stream.file + '\n');
      run_text(text.text, nested, inner, "the text that " + frame.via + " runs", Origin::script);
      if (!stream.file.empty()) scripts_.pop_back();
      return;
    }
    case Input::Kind::file:
      run_script_file(stream.input.text, nested, inner, false);
      return;
  }
}

}  // namespace interlock
