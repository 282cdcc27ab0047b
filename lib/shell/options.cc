// One pass over the words. What differs between the families is small and stands
// in the questions at the top; the pass itself is the same for all of them.
#include "lib/shell/options.h"

#include <algorithm>
#include <array>
#include <bitset>

namespace interlock {
namespace {

// A line with more options than this is hostile: from there on, anything may stand on it.
constexpr std::size_t k_most_options = 10'000;

constexpr std::array<std::string_view, 6> k_true = {"1", "T", "TRUE", "True", "t", "true"};
constexpr std::array<std::string_view, 6> k_false = {"0", "F", "FALSE", "False", "f", "false"};

template <class List>
bool contains(const List& list, std::string_view text) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

bool stops_at_operand(const OptionGrammar& grammar) {
  return grammar.family == OptionFamily::posix ||
         (grammar.family == OptionFamily::go_flag && !grammar.reparses);
}

// Has the family a spelling --no-x (Getopt::Long of Perl, which reads as gnu here, also --nox)?
bool negates(OptionFamily family) {
  return family == OptionFamily::yargs || family == OptionFamily::commander ||
         family == OptionFamily::argparse || family == OptionFamily::symfony ||
         family == OptionFamily::gnu;
}

bool one_dash_is_long(OptionFamily family) {
  return family == OptionFamily::go_flag || family == OptionFamily::equals;
}

// Can the value of an option begin with a dash?
bool value_may_be_dashed(OptionFamily family) {
  return family != OptionFamily::yargs && family != OptionFamily::argparse &&
         family != OptionFamily::equals && family != OptionFamily::plain;
}

bool is_negative_number(std::string_view text) {
  if (text.size() < 2 || text[0] != '-') return false;
  const std::string_view digits = text.substr(1);
  return digits.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::count(digits.begin(), digits.end(), '.') <= 1 && digits.back() != '.';
}

bool begins_with_hole(const Word& word) { return !word.holes.empty() && word.holes[0].begin == 0; }

// Of an attached value: does the family's parser take it as "no"?
bool says_no(OptionFamily family, std::string_view value) {
  if (family == OptionFamily::yargs) return value != "true";  // yargs: everything else is false
  return contains(k_false, value) || value == "no";
}

std::string kebab_case(std::string_view camel) {
  std::string kebab;
  for (const char c : camel) {
    if (c >= 'A' && c <= 'Z') {
      kebab += '-';
      kebab += static_cast<char>(c - 'A' + 'a');
    } else {
      kebab += c == '_' ? '-' : c;
    }
  }
  return kebab;
}

struct LongName {
  enum class Kind { flag, value, unknown } kind = Kind::unknown;
  std::string name;
  bool exact = true;
  bool on = true;
};

class LineReader {
 public:
  LineReader(const OptionGrammar& grammar, std::span<const Word> words)
      : grammar_(grammar), words_(words) {}

  ReadLine read() {
    for (next_ = 0; next_ < words_.size();) {
      const std::size_t index = next_++;
      const Word& word = words_[index];
      if (line_.options.size() >= k_most_options) {
        line_.has_hole = true;
        break;
      }
      if (grammar_.family == OptionFamily::plain || ended_) {
        if (!ended_ && word.known() && is_option(word) && word.text != "--")  // rake db:drop --help
          line_.options.push_back({.name = word.text, .value = {}, .index = index});
        add_operand(index);
      } else if (begins_with_hole(word)) {
        read_unknown(index);
      } else if (word.text == "--" && word.known()) {
        ended_ = true;
        after_unknown_ = false;
      } else if (!is_option(word)) {
        add_operand(index);
        if (stops_at_operand(grammar_)) ended_ = true;
      } else if (word.text[1] == '-' || one_dash_is_long(grammar_.family)) {
        read_long(index);
      } else {
        read_cluster(index);
      }
    }
    return std::move(line_);
  }

 private:
  bool is_option(const Word& word) const {
    const std::string& text = word.text;
    if (text.size() < 2 || text[0] != '-') return false;
    if (grammar_.family != OptionFamily::argparse) return true;
    if (is_negative_number(text)) return false;
    return text[1] != '-' || text.find(' ') == std::string::npos || text.find('=') < text.find(' ');
  }

  void add_operand(std::size_t index) {
    if (words_[index].may_split && !ended_) line_.has_hole = true;
    line_.operands.push_back({words_[index], index, !after_unknown_});
    after_unknown_ = false;
  }

  // A word of which not even the first byte is known.
  void read_unknown(std::size_t index) {
    const Word& word = words_[index];
    if (word.may_split) line_.has_hole = true;
    line_.operand_may_option = true;
    line_.operands.push_back({word, index, false});
    after_unknown_ = true;  // it may be an option, and what follows its value
  }

  ReadOption& add_option(std::string name, std::size_t index) {
    ReadOption option;
    option.name = std::move(name);
    option.index = index;
    option.certain = !after_unknown_ || !value_may_be_dashed(grammar_.family);
    line_.options.push_back(std::move(option));
    return line_.options.back();
  }

  void take_next_as_value(ReadOption& option) {
    if (next_ >= words_.size()) return;
    if (words_[next_].may_split) line_.value_may_split = true;
    option.value = words_[next_++];
  }

  void set_attached(ReadOption& option, Word value, bool is_flag) {
    if (value.may_split) line_.value_may_split = true;
    if (is_flag) {
      option.on = !(value.known() && says_no(grammar_.family, value.text));
      if (!value.known() || (option.on && !contains(k_true, value.text))) option.exact = false;
    }
    option.value = std::move(value);
  }

  LongName find_long(std::string_view spelled) const;
  void read_long(std::size_t index);
  void read_cluster(std::size_t index);

  const OptionGrammar& grammar_;
  std::span<const Word> words_;
  ReadLine line_;
  std::size_t next_ = 0;
  bool ended_ = false;          // only operands follow
  bool after_unknown_ = false;  // the word before may be an option that takes this one
};

LongName LineReader::find_long(std::string_view spelled) const {
  using Kind = LongName::Kind;
  const auto in_tables = [&](std::string_view name) {
    if (contains(grammar_.long_with_value, name)) return Kind::value;
    return contains(grammar_.long_flags, name) ? Kind::flag : Kind::unknown;
  };
  std::string name(spelled);
  if (one_dash_is_long(grammar_.family) && name.starts_with("--")) {
    if (in_tables(name) == Kind::unknown) name.erase(0, 1);  // Go: --x is -x
  }
  if (const Kind kind = in_tables(name); kind != Kind::unknown) return {kind, name, true, true};

  const std::string kebab = kebab_case(name);  // yargs: --dryRun; MySQL's clients: --ssl_mode
  if (kebab != name) {
    if (const Kind kind = in_tables(kebab); kind != Kind::unknown) return {kind, kebab, true, true};
  }
  if (negates(grammar_.family)) {
    const bool dashed = name.starts_with("--no-");
    for (const std::size_t cut : {std::size_t{5}, std::size_t{4}}) {
      if (!name.starts_with(cut == 5 ? "--no-" : "--no") || name.size() <= cut) continue;
      const std::string positive = kebab_case("--" + name.substr(cut));
      if (in_tables(positive) != Kind::unknown) return {Kind::flag, positive, true, false};
    }
    // Whatever follows --no- is off for these two, known or not.
    const bool always =
        grammar_.family == OptionFamily::yargs || grammar_.family == OptionFamily::commander;
    if (dashed && always) return {Kind::flag, "--" + kebab_case(name.substr(5)), true, false};
  }
  if (abbreviates(grammar_.family) && name.size() > 2) {
    LongName found;
    int matches = 0;
    for (const auto list : {grammar_.long_with_value, grammar_.long_flags})
      for (const std::string_view candidate : list)
        if (candidate.starts_with(name) && candidate != found.name && ++matches == 1)
          found = {in_tables(candidate), std::string(candidate), false, true};
    if (matches == 1) return found;
  }
  return {Kind::unknown, name, true, true};
}

void LineReader::read_long(std::size_t index) {
  const Word& word = words_[index];
  const std::size_t equals = word.text.find('=');
  const std::size_t end = std::min(equals, word.text.size());
  if (word.has_hole_in(0, end)) line_.has_hole = true;  // --$X: any name

  LongName found = find_long(std::string_view(word.text).substr(0, end));
  ReadOption& option = add_option(found.name, index);
  after_unknown_ = false;
  option.exact = found.exact;
  option.on = found.on;
  if (equals != std::string::npos) {
    const bool was_on = option.on;
    set_attached(option, word.substr(equals + 1), found.kind != LongName::Kind::value);
    if (!was_on) option.on = false;  // --no-x=anything is never taken as on
    return;
  }
  if (word.may_split) line_.has_hole = true;
  if (grammar_.family == OptionFamily::equals) return;
  if (found.kind == LongName::Kind::value && found.on) return take_next_as_value(option);
  if (grammar_.family == OptionFamily::yargs && next_ < words_.size()) {
    const Word& following = words_[next_];
    if (following.known() && (following.text == "true" || following.text == "false")) {
      if (following.text == "false") option.on = !option.on;
      option.value = following;
      ++next_;
      return;
    }
    if (begins_with_hole(following)) option.exact = false;  // may be the word false
  }
  after_unknown_ = found.kind == LongName::Kind::unknown;
}

void LineReader::read_cluster(std::size_t index) {
  const Word& word = words_[index];
  const std::string& text = word.text;
  std::bitset<256> seen;  // a letter that repeats says nothing new
  const bool was_unknown = after_unknown_;
  const std::size_t hole = word.known() ? text.size() : word.holes.front().begin;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (i >= hole) {
      line_.has_hole = true;
      return;
    }
    const char letter = text[i];
    const bool takes_value = grammar_.short_with_value.find(letter) != std::string_view::npos;
    const bool optional = grammar_.short_optional.find(letter) != std::string_view::npos;
    const bool attached = i + 1 < text.size();
    const bool equals = attached && text[i + 1] == '=';
    if (!takes_value && !optional && !equals && seen[static_cast<unsigned char>(letter)]) continue;
    seen.set(static_cast<unsigned char>(letter));
    after_unknown_ = was_unknown;
    ReadOption& option = add_option(std::string{'-', letter}, index);
    after_unknown_ = false;
    if (takes_value && !attached) return take_next_as_value(option);
    if (takes_value || optional || equals) {
      // getopt keeps the = of -x=v, the others drop it.
      const bool keep = !equals || grammar_.family == OptionFamily::gnu ||
                        grammar_.family == OptionFamily::posix ||
                        grammar_.family == OptionFamily::symfony;
      if (attached)
        set_attached(option, word.substr(keep ? i + 1 : i + 2), !takes_value && !optional);
      return;
    }
    const bool last = i + 1 == text.size();
    after_unknown_ = last && grammar_.short_flags.find(letter) == std::string_view::npos;
  }
}

}  // namespace

bool abbreviates(OptionFamily family) {
  return family == OptionFamily::posix || family == OptionFamily::gnu ||
         family == OptionFamily::argparse;
}

ReadLine read_options(const OptionGrammar& grammar, std::span<const Word> words) {
  return LineReader(grammar, words).read();
}

}  // namespace interlock
