#include "lib/shell/wrapper_table_reader.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <memory>

namespace interlock {
namespace {

// More ways to read one line than this do not occur; each costs a copy of its words.
constexpr std::size_t k_most_readings = 12;

struct OptionToken {
  std::vector<std::string_view> names;
  enum class Kind { flag, value, optional } kind = Kind::flag;
  int values = 0;
  char role = role::none;
};

// The options of a row, ready to be asked.
class OptionList {
 public:
  explicit OptionList(std::string_view spelling) {
    while (!spelling.empty()) {
      const std::size_t end = std::min(spelling.find(' '), spelling.size());
      if (end > 0) add(spelling.substr(0, end));
      spelling.remove_prefix(std::min(end + 1, spelling.size()));
    }
  }

  const OptionToken* letter(char c) const { return letters_[static_cast<unsigned char>(c)]; }
  bool has_letters() const { return has_letters_; }
  bool numbers() const { return numbers_; }

  // Exact, or a prefix that fits only one; `name` has its dashes.
  const OptionToken* word(std::string_view name) const {
    const auto at = words_.lower_bound(name);
    if (at == words_.end() || !at->first.starts_with(name)) return nullptr;
    if (at->first == name) return at->second;
    if (!name.starts_with("--") || name.size() < 4) return nullptr;
    for (auto other = std::next(at); other != words_.end(); ++other) {
      if (!other->first.starts_with(name)) break;
      if (other->second != at->second) return nullptr;
    }
    return at->second;
  }

  const std::vector<std::string>& doubled() const { return doubled_; }

 private:
  void add(std::string_view text) {
    auto token = std::make_unique<OptionToken>();
    if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
      if (at + 1 < text.size()) token->role = text[at + 1];
      text = text.substr(0, at);
    }
    while (text.ends_with('=')) {
      token->kind = OptionToken::Kind::value;
      ++token->values;
      text.remove_suffix(1);
    }
    if (text.ends_with('?')) {
      token->kind = OptionToken::Kind::optional;
      text.remove_suffix(1);
    }
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(','), text.size());
      add_name(*token, text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    tokens_.push_back(std::move(token));
  }

  void add_name(OptionToken& token, std::string_view name) {
    token.names.push_back(name);
    if (name == "-#") {
      numbers_ = true;
    } else if (name.starts_with("--") || name.starts_with('_')) {
      std::string spelled(name);
      if (spelled[0] == '_') spelled[0] = '-';
      if (!words_.emplace(spelled, &token).second) doubled_.push_back(spelled);
    } else {
      has_letters_ = true;
      for (const char c : name.substr(std::min<std::size_t>(1, name.size()))) {
        const OptionToken*& place = letters_[static_cast<unsigned char>(c)];
        if (place != nullptr) doubled_.push_back(std::string{'-', c});
        place = &token;
      }
    }
  }

  std::vector<std::unique_ptr<OptionToken>> tokens_;
  const OptionToken* letters_[256] = {};
  std::map<std::string, const OptionToken*, std::less<>> words_;
  std::vector<std::string> doubled_;
  bool has_letters_ = false;
  bool numbers_ = false;
};

// "-19", "--19", "-+19"
bool is_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("-+"), text.size()));
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// One option word: what it says, and how many words behind it belong to it.
struct OptionWord {
  std::vector<SeenOption> seen;
  std::size_t length = 1;         // words read, itself included
  bool may_take_another = false;  // unknown: the next word may be its value
};

class OptionReader {
 public:
  OptionReader(const WrapperRow& row, std::span<const Word> words)
      : options_(row.options), tight_((row.flags & flag::tight) != 0), words_(words) {}

  OptionWord read(std::size_t index) const {
    const Word& word = words_[index];
    const std::string& text = word.text;
    const std::size_t equals = text.find('=');
    const std::size_t end = std::min(equals, text.size());
    OptionWord result;
    if (const OptionToken* token = options_.word(std::string_view(text).substr(0, end))) {
      std::optional<Word> value;
      if (equals != std::string::npos) value = word.substr(equals + 1);
      finish(*token, token->names.front(), std::move(value), index, result);
    } else if (options_.numbers() && is_number(text)) {
      return result;
    } else if (text.starts_with("--") || !options_.has_letters()) {
      result.may_take_another = equals == std::string::npos && !tight_;
    } else {
      read_letters(index, result);
    }
    return result;
  }

 private:
  void finish(const OptionToken& token, std::string_view name, std::optional<Word> value,
              std::size_t index, OptionWord& result) const {
    SeenOption seen{name, token.role, std::move(value), std::nullopt, index, index + 1};
    if (token.kind == OptionToken::Kind::value) {
      int wanted = token.values;
      if (seen.value) --wanted;
      for (; wanted > 0 && index + result.length < words_.size(); --wanted) {
        const Word& taken = words_[index + result.length++];
        if (seen.value)
          seen.second = taken;
        else
          seen.value = taken;
      }
    }
    seen.end = index + result.length;
    if (token.role != role::none) result.seen.push_back(std::move(seen));
  }

  void read_letters(std::size_t index, OptionWord& result) const {
    const Word& word = words_[index];
    std::bitset<256> met;
    const std::size_t hole = word.known() ? word.text.size() : word.holes.front().begin;
    for (std::size_t i = 1; i < word.text.size(); ++i) {
      if (i >= hole) {
        result.may_take_another = !tight_;
        return;
      }
      const OptionToken* token = options_.letter(word.text[i]);
      const bool attached = i + 1 < word.text.size();
      if (token == nullptr) {
        // The rest may be this letter's value or more letters; nothing to be learnt from it.
        result.may_take_another = !attached && !tight_;
        if (attached && word.text[i + 1] == '=') return;
        continue;
      }
      if (token->kind == OptionToken::Kind::flag) {
        if (met[static_cast<unsigned char>(word.text[i])]) continue;
        met.set(static_cast<unsigned char>(word.text[i]));
        finish(*token, token->names.front(), std::nullopt, index, result);
        continue;
      }
      std::optional<Word> value;
      if (attached) value = word.substr(i + 1);
      finish(*token, token->names.front(), std::move(value), index, result);
      return;
    }
  }

  OptionList options_;
  bool tight_;
  std::span<const Word> words_;
};

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

enum class Fit { no, yes, skip };  // skip: an optional operand that does not stand here

Fit fits(char kind, const Word& word) {
  if (kind == '.' || !word.known()) return Fit::yes;
  const std::string_view text = word.text;
  const bool digit = !text.empty() && ((text[0] >= '0' && text[0] <= '9') || text[0] == '.');
  if (kind == 't') return digit || text.starts_with("inf") ? Fit::yes : Fit::no;
  if (kind == 'n') return digit ? Fit::yes : Fit::skip;
  constexpr std::string_view k_machines[] = {"i386",    "i486",    "i586",    "i686",
                                             "linux32", "linux64", "ppc64",   "x86_64",
                                             "uname26", "arm",     "aarch64", "s390x"};
  return std::find(std::begin(k_machines), std::end(k_machines), text) != std::end(k_machines)
             ? Fit::yes
             : Fit::skip;
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
    if (unknown && word.may_split && named_for_options(word)) {
      push({state.at + 1, state.operands, state.trail, false, false});
      state.certain = false;
    }
    const Fit fit = fits(row_.operands[state.operands], word);
    if (fit == Fit::no) return;
    ++state.operands;
    if (fit == Fit::yes) {
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
  }
  return carried;
}

std::vector<std::string> check_option_spelling(const WrapperRow& row) {
  std::vector<std::string> complaints;
  const OptionList options(row.options);
  for (const std::string& name : options.doubled())
    complaints.push_back(std::string(row.name) + ": option " + name + " is listed twice");
  return complaints;
}

}  // namespace interlock
