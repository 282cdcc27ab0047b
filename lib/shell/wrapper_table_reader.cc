#include "lib/shell/wrapper_table_reader.h"

#include <algorithm>
#include <iterator>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_options.h"
#include "lib/shell/wrapper_values.h"

namespace interlock {
namespace {

// More ways to read one line than this do not occur; each costs a copy of its words.
constexpr std::size_t k_most_readings = 12;

// Does the variable's name say that it holds options? "$SSH_OPTS", "${FLAGS[@]}", "$@".
bool named_for_options(const Word& word) {
  std::string upper;
  for (const char c : word.text.substr(0, 64))
    upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (upper.starts_with("$(") || upper.starts_with('`')) return false;
  for (const std::string_view part : {"OPT", "FLAG", "ARG", "PARAM", "$@", "$*", "SWITCH"})
    if (upper.find(part) != std::string::npos) return true;
  return false;
}

// Breadth first over (word, operands read): each pair is visited once, so the work stays linear.
class ReadingSearch {
 public:
  ReadingSearch(const WrapperRow& row, std::span<const Word> words)
      : row_(row), words_(words), reader_(row, words) {}

  std::vector<Reading> run() {
    push({0, 0, -1, true, false});
    const std::size_t most = words_.size() > 5'000 ? 2 : k_most_readings;
    for (std::size_t next = 0; next < states_.size() && found_.size() < most; ++next)
      step(states_[next]);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Reading& a, const Reading& b) { return a.certain > b.certain; });
    return std::move(found_);
  }

 private:
  struct State {
    std::size_t at;
    std::size_t operands;
    int trail;  // last of trail_, -1 for none
    bool certain;
    bool dashed;
  };
  struct Trail {
    int before;
    std::vector<SeenOption> options;
    std::optional<Word> operand;
    std::optional<NamedWord> assignment;
  };

  void push(State state) {
    const std::size_t key = state.at * (row_.operands.size() + 1) + state.operands;
    const std::size_t slot = key * 2 + (state.dashed ? 1 : 0);
    if (slot >= visited_.size()) visited_.resize(slot + 64);
    if (visited_[slot]) return;
    visited_[slot] = true;
    states_.push_back(state);
  }

  int add_trail(Trail trail) {
    trail_.push_back(std::move(trail));
    return static_cast<int>(trail_.size()) - 1;
  }

  void step(State state) {
    if (state.at >= words_.size()) return finish(state);
    const Word& word = words_[state.at];
    if (state.dashed) return read_operand(state);
    if (word.text == "--" && word.known()) {
      ++state.at;
      state.dashed = true;
      return push(state);
    }
    if (is_dashed(word)) return read_option(state);
    if (word.text == "-" && row_.name == "env") {
      state.trail =
          add_trail({state.trail, {{"-", role::clears, {}, {}, state.at, state.at + 1}}, {}, {}});
      ++state.at;
      return push(state);
    }
    read_operand(state);
  }

  void read_option(State state) {
    OptionWord option = reader_.read(state.at);
    const std::size_t at = state.at;
    if (!option.seen.empty())
      state.trail = add_trail({state.trail, std::move(option.seen), {}, {}});
    state.at = at + option.length;
    for (std::size_t i = at; i < state.at; ++i)  // it may vanish, and the next word is the value
      if (words_[i].may_split) state.certain = false;
    if (option.may_take_another && state.at < words_.size() && !is_dashed(words_[state.at])) {
      state.certain = false;
      push(state);
      ++state.at;
    }
    push(state);
  }

  void read_operand(State state) {
    const Word& word = words_[state.at];
    const bool unknown = begins_with_hole(word) && !state.dashed;
    NamedWord named;
    if (word.text.starts_with('=') && row_.name == "env") {  // putenv() takes it
      ++state.at;
      return push(state);
    }
    if ((row_.flags & flag::assigns) != 0 && split_assignment(word, named)) {
      state.trail = add_trail({state.trail, {}, {}, std::move(named)});
      ++state.at;
      return push(state);
    }
    if (state.operands < row_.operands.size()) return read_fixed_operand(state, unknown);
    if (unknown && word.text.find('/') == std::string::npos) {
      if (!saw_unknown_program_) {
        saw_unknown_program_ = true;
        State program = state;
        program.certain = state.certain && !word.may_split;
        finish(program);
      }
      // It may be an option, or nothing at all.
      if (state.at + 1 < words_.size())
        push({state.at + 1, state.operands, state.trail, false, false});
      return;
    }
    finish(state);
  }

  void read_fixed_operand(State state, bool unknown) {
    const Word& word = words_[state.at];
    if (unknown && word.may_split && named_for_options(word))
      push({state.at + 1, state.operands, state.trail, false, false});
    if (word.may_split) state.certain = false;
    const Fit fit = fits(row_.operands[state.operands], word);
    if (fit == Fit::no) return;
    ++state.operands;
    if (fit == Fit::doubtful) state.certain = false;
    if (fit != Fit::skip) {
      state.trail = add_trail({state.trail, {}, word, {}});
      ++state.at;
    }
    // getopt stopped at this operand: what follows is the command, dashes or not. Only setarch
    // reads its options behind the machine.
    if (state.operands < row_.operands.size() || row_.operands == "m") return push(state);
    if (state.at < words_.size() && words_[state.at].text == "--") ++state.at;
    finish(state);
  }

  static bool split_assignment(const Word& word, NamedWord& named) {
    std::vector<NamedWord> one;
    if (!add_assignment(one, word)) return false;
    named = std::move(one.front());
    return true;
  }

  void finish(const State& state) {
    Reading reading;
    reading.certain = state.certain;
    reading.dashed = state.dashed;
    reading.rest = words_.subspan(std::min(state.at, words_.size()));
    // After a guess, a command that begins with a dash is a wrong guess.
    if (!state.certain && !reading.rest.empty() && is_dashed(reading.rest.front())) return;
    std::vector<int> path;
    for (int at = state.trail; at >= 0; at = trail_[static_cast<std::size_t>(at)].before)
      path.push_back(at);
    for (auto at = path.rbegin(); at != path.rend(); ++at) {
      const Trail& trail = trail_[static_cast<std::size_t>(*at)];
      reading.options.insert(reading.options.end(), trail.options.begin(), trail.options.end());
      if (trail.operand) reading.operands.push_back(*trail.operand);
      if (trail.assignment) reading.assignments.push_back(*trail.assignment);
    }
    found_.push_back(std::move(reading));
  }

  const WrapperRow& row_;
  std::span<const Word> words_;
  OptionReader reader_;
  std::vector<State> states_;
  std::vector<Trail> trail_;
  std::vector<bool> visited_;
  std::vector<Reading> found_;
  bool saw_unknown_program_ = false;
};

template <class Options>
const Word* last_of(const Options& options, char wanted) {
  for (auto option = options.rbegin(); option != options.rend(); ++option)
    if (option->role == wanted && option->value) return &*option->value;
  return nullptr;
}

template <class Options>
bool any_of(const Options& options, char wanted) {
  return std::any_of(options.begin(), options.end(),
                     [&](const SeenOption& option) { return option.role == wanted; });
}

}  // namespace

bool begins_with_hole(const Word& word) { return !word.holes.empty() && word.holes[0].begin == 0; }

bool is_dashed(const Word& word) {
  return word.text.size() > 1 && word.text[0] == '-' && !begins_with_hole(word);
}

bool Reading::has(char wanted) const { return any_of(options, wanted); }
const Word* Reading::value(char wanted) const { return last_of(options, wanted); }
bool WholeLine::has(char wanted) const { return any_of(options, wanted); }
const Word* WholeLine::value(char wanted) const { return last_of(options, wanted); }

std::vector<Reading> read_until_command(const WrapperRow& row, std::span<const Word> words) {
  return ReadingSearch(row, words).run();
}

WholeLine read_whole_line(const WrapperRow& row, std::span<const Word> words) {
  WholeLine line;
  const OptionReader reader(row, words);
  bool certain = true;
  for (std::size_t at = 0; at < words.size();) {
    const Word& word = words[at];
    if (word.text == "--" && word.known()) {
      line.dashes = at;
      break;
    }
    if (!is_dashed(word)) {
      line.operands.push_back({word, at, certain && !begins_with_hole(word)});
      certain = true;
      ++at;
      continue;
    }
    OptionWord option = reader.read(at);
    certain = !option.may_take_another;
    at += option.length;
    for (SeenOption& seen : option.seen) line.options.push_back(std::move(seen));
  }
  return line;
}

bool add_assignment(std::vector<NamedWord>& assignments, const Word& word) {
  const std::size_t equals = word.text.find('=');
  if (equals == std::string::npos || equals == 0 || word.has_hole_in(equals, equals + 1))
    return false;
  assignments.push_back({word.text.substr(0, equals), word.substr(equals + 1)});
  return true;
}

Carried with_options(const Carried& base, std::span<const SeenOption> options) {
  Carried carried = base;
  for (const SeenOption& option : options) {
    if (option.role == role::directory && option.value) carried.directory = option.value;
    if (option.role == role::assignment && option.value)
      add_assignment(carried.assignments, *option.value);
    if (option.role == role::clears) carried.clears_environment = true;
    if (option.role == role::no_input) carried.own_input = true;
    if (may_be_refused(option)) carried.certain = false;
  }
  return carried;
}

std::vector<std::string> check_option_spelling(const WrapperRow& row) {
  std::vector<std::string> complaints;
  const OptionList& options = OptionList::of(row.options);
  for (const std::string& name : options.doubled())
    complaints.push_back(std::string(row.name) + ": option " + name + " is listed twice");
  return complaints;
}

}  // namespace interlock
