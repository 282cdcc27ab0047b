// Who reads standard input, and what is left of it for others: filters, xargs, shells.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {
namespace {

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
      if (!stream.file.empty()) scripts_.push_back({stream.file + '\n', {}, {}});
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
