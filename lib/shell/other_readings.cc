// What a command may be besides what its words say: a name whose unknown part is empty, a text
// that the shell expands once more.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/scripts.h"

namespace interlock {

// A text that expands itself again shows in its second round what it does to its variables.
static constexpr std::ptrdiff_t k_hidden_rounds = 2;
static constexpr std::size_t k_most_hidden = 8;  // within one another

// A variable that the environment does not set is nothing: `$SUDO psql` runs psql. A program
// that prints nothing is rarer, `$(which grep) psql` names one; but no file is called `command`.
void Evaluator::run_without_holes(const std::vector<Word>& argv, State& state, const Frame& frame,
                                  syntax::Span span) {
  if (!spend(4 * argv.size())) return;
  std::string name;
  std::size_t at = 0;
  bool prints = false;
  for (const Hole& hole : argv[0].holes) {
    name += argv[0].text.substr(at, hole.begin - at);
    if (argv[0].text[hole.begin] != '$' || hole.is_filled) return;
    prints |= argv[0].text.compare(hole.begin, 2, "$(") == 0;
    at = hole.end;
  }
  name += argv[0].text.substr(at);
  std::vector<Word> rest(argv.begin(), argv.end());
  if (!name.empty())
    rest[0] = Word(name);
  else if (argv[0].may_split)
    rest.erase(rest.begin());
  if (rest.empty() || (name.empty() && !argv[0].may_split) || rest[0].text.starts_with('-')) return;
  static constexpr std::string_view k_runners[] = {"builtin", "command", "eval", "exec"};
  // What a file is read by: `$PYTHON scripts/report.py`, `$JQ . data.json`.
  if (rest[0].text == ".") return;
  if (rest[0].text.find('/') != std::string::npos && !rest[0].text.ends_with(".sh"))
    if (const auto text = read_file(rest[0], state); text && !text->text.starts_with("#!")) return;
  if (prints && std::ranges::find(k_runners, rest[0].text) == std::end(k_runners)) return;
  Frame inner = frame;
  inner.certain = false;
  inner.via = "if " + argv[0].text + " is empty";
  ++inner.depth;
  if (inner.depth > k_max_depth) return;
  State copy = state;
  run_words(std::move(rest), {}, copy, inner, span);
}

// Text that the shell expands once more on its own: a subscript, a prompt.
void Evaluator::run_hidden(const Word& text, State& state, const Frame& frame, const char* via) {
  const std::size_t begin = std::min(text.text.find("$("), text.text.find('`'));
  if (begin == std::string::npos || text.has_hole_in(begin, begin + 1))
    return;  // a hole is no text
  const auto rounds = std::count(hidden_.begin(), hidden_.end(), text.text);
  if (rounds >= k_hidden_rounds || hidden_.size() >= k_most_hidden) {
    note_unknown(Unknown::Kind::too_much, "a value runs commands that expand it again", text,
                 frame.parent);
    return;
  }
  if (!spend(64 + state.weight())) return;
  hidden_.push_back(text.text);
  State copy = state;
  Frame inner = frame;
  inner.certain = false;
  inner.via = via;
  ++inner.depth;
  if (!inner.input) inner.input = std::make_shared<Stream>();
  // Inside double quotes, so that nothing but expansions is done; quotes in $(..) keep their
  // meaning.
  run_text(": \"" + text.text + '"', copy, inner, via);
  hidden_.pop_back();
}

// ${x@P}: expansions are done as in double quotes. Escapes stand for what only the shell knows.
Word Evaluator::expand_prompt(const std::string& text, State& state, const Frame& frame) {
  const bool runs = text.find("$(") != std::string::npos || text.find('`') != std::string::npos;
  std::string quoted;
  for (const char c : text) quoted += c == '"' ? std::string("\\\"") : std::string(1, c);
  const Frame inner = frame.inside(": \"" + quoted + '"');
  const ParsedShell tree = parse_shell(*inner.source);
  const syntax::Simple* simple = only_simple_command(tree);
  const bool is_odd = text.find('\\') != std::string::npos || (runs && quoted != text) ||
                      simple == nullptr || simple->words.size() != 2 || frame.depth > k_max_depth;
  if (is_odd) {
    run_hidden(Word(text), state, frame, "prompt");
    return Word::unknown(shorten(text, 120));
  }
  Frame deeper = inner;
  ++deeper.depth;
  return spend(64 + text.size() / 4) ? expand_one(simple->words[1], state, deeper)
                                     : Word::unknown(shorten(text, 120));
}

}  // namespace interlock
