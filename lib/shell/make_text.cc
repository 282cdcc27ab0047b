#include "lib/shell/make_text.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"
#include "lib/shell/lex.h"
#include "lib/shell/parse.h"

namespace interlock {
namespace {

constexpr int k_max_depth = 10;
constexpr std::size_t k_max_texts = 16;  // that one text may become

// The offset of the parenthesis or brace that closes the one at `open`. make counts its own kind
// only, and knows no quotes.
std::size_t find_close(std::string_view text, std::size_t open) {
  const char opening = text[open], closing = opening == '(' ? ')' : '}';
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == opening) ++depth;
    if (text[i] == closing && --depth == 0) return i;
  }
  return std::string_view::npos;
}

bool opens(std::string_view text, std::size_t at) {
  return text[at] == '$' && at + 1 < text.size() && (text[at + 1] == '(' || text[at + 1] == '{');
}

std::vector<std::string_view> arguments_of(std::string_view text, std::size_t limit) {
  std::vector<std::string_view> arguments;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '{') ++depth;
    if (text[i] == ')' || text[i] == '}') --depth;
    if (text[i] != ',' || depth > 0 || arguments.size() + 1 >= limit) continue;
    arguments.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  arguments.push_back(text.substr(begin));
  return arguments;
}

bool is_function(std::string_view name) {
  for (const std::string_view one :
       {"abspath",  "addprefix", "addsuffix", "and",    "basename",   "call",       "dir",
        "error",    "eval",      "file",      "filter", "filter-out", "findstring", "firstword",
        "flavor",   "foreach",   "guile",     "if",     "info",       "intcmp",     "join",
        "lastword", "let",       "notdir",    "or",     "origin",     "patsubst",   "realpath",
        "shell",    "sort",      "strip",     "subst",  "suffix",     "value",      "warning",
        "wildcard", "word",      "wordlist",  "words"})
    if (one == name) return true;
  return false;
}

std::string without_holes(const Word& word) {
  std::string text;
  std::size_t at = 0;
  for (const Hole& hole : word.holes) {
    text += word.text.substr(at, hole.begin - at) + "x";
    at = hole.end;
  }
  return text + word.text.substr(at);
}

}  // namespace

std::size_t find_outside(std::string_view text, std::string_view signs, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (opens(text, i)) {
      i = find_close(text, i + 1);
      if (i == std::string_view::npos) return i;
    } else if (signs.find(text[i]) != std::string_view::npos && (i == 0 || text[i - 1] != '\\')) {
      return i;
    }
  }
  return std::string_view::npos;
}

std::vector<Word> MakeText::expand(std::string_view text) {
  std::vector<Word> words;
  choices_.clear();
  do {
    next_ = 0;
    so_far_.clear();
    words.push_back(fill(text, 0));
  } while (next_choice());
  return words;
}

void MakeText::expand_unused(std::string_view text) {
  aside_ = true;
  expand(text);
  aside_ = false;
}

std::vector<Word> MakeText::take_commands() { return std::exchange(commands_, {}); }

// One of `count` possible texts: another one in every pass of expand().
std::size_t MakeText::choose(std::size_t count) {
  if (next_ == choices_.size()) {
    std::size_t texts = count;
    for (const auto& [taken, all] : choices_) texts *= all;
    if (texts > k_max_texts) return count - 1;
    choices_.emplace_back(0, count);
  }
  return choices_[next_++].first;
}

bool MakeText::next_choice() {
  while (!choices_.empty() && ++choices_.back().first >= choices_.back().second)
    choices_.pop_back();
  return !choices_.empty();
}

bool MakeText::is_single_quoted() {
  left_ -= std::min(left_, so_far_.size() / 4);
  char quote = 0;
  for (std::size_t i = 0; i < so_far_.size(); ++i) {
    const char c = so_far_[i];
    if (c == '\\' && quote != '\'')
      ++i;
    else if (quote == 0 && (c == '\'' || c == '"'))
      quote = c;
    else if (c == quote)
      quote = 0;
  }
  return quote == '\'';
}

Word MakeText::fill(std::string_view text, int depth) {
  Word word;
  const auto add = [&](const Word& part) {
    if (!aside_) so_far_ += part.text;
    word.append(part);
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t dollar = std::min(text.find('$', i), text.size());
    if (dollar > i) add(Word(text.substr(i, dollar - i)));
    if (dollar == text.size()) break;
    if (dollar + 1 == text.size()) {
      add(Word::unknown("$"));
      break;
    }
    if (text[dollar + 1] == '$') {
      add(Word("$"));
      i = dollar + 2;
      continue;
    }
    const bool wide = opens(text, dollar);
    const std::size_t end = wide ? find_close(text, dollar + 1) : dollar + 1;
    if (end == std::string_view::npos) {  // make stops here
      add(Word::unknown(text.substr(dollar)));
      break;
    }
    const std::string_view spelling = text.substr(dollar, end + 1 - dollar);
    const std::string_view inner =
        wide ? spelling.substr(2, spelling.size() - 3) : spelling.substr(1);
    const std::size_t before = so_far_.size();
    const bool too_much = depth > k_max_depth || left_ == 0;
    const Word value = too_much ? Word::unknown(spelling) : refer(inner, spelling, depth);
    so_far_.resize(before);
    add(value);
    i = end + 1;
  }
  left_ -= std::min(left_, word.text.size() + 16);
  return word;
}

Word MakeText::refer(std::string_view inner, std::string_view spelling, int depth) {
  const std::size_t blank = inner.find_first_of(" \t\n");
  if (blank != std::string_view::npos && is_function(inner.substr(0, blank)))
    return call(inner.substr(0, blank), trim(inner.substr(blank)), spelling, depth + 1);
  if (inner.find('$') == std::string_view::npos)
    return value_of(std::string(inner), spelling, depth + 1);
  const bool outer = std::exchange(aside_, true);
  const Word name = fill(inner, depth + 1);
  aside_ = outer;
  return name.known() ? value_of(name.text, spelling, depth + 1) : Word::unknown(spelling);
}

Word MakeText::value_of(const std::string& name, std::string_view spelling, int depth) {
  for (auto argument = arguments_.rbegin(); argument != arguments_.rend(); ++argument)
    if (argument->first == name) return argument->second;
  if (!arguments_.empty() && name.find_first_not_of("0123456789") == std::string::npos)
    return Word();
  const auto found = variables_.find(name);
  if (found == variables_.end() || found->second.empty())
    return Word::unknown(lex::is_name(name) ? "${" + name + '}' : std::string(spelling));
  const std::vector<Word>& values = found->second;
  const Word& value = values.size() == 1 ? values[0] : values[choose(values.size())];
  return value.known() ? fill(value.text, depth) : Word::unknown("${" + name + '}');
}

// $(name rest). What an unknown value is made of is expanded too: make runs its $(shell ..).
Word MakeText::call(std::string_view name, std::string_view rest, std::string_view spelling,
                    int depth) {
  if (name == "shell") return run_shell(rest, spelling, depth);
  if (name == "strip") return fill(rest, depth);
  const auto expand_aside = [&](std::string_view text) {
    const bool outer = std::exchange(aside_, true);
    const Word word = fill(text, depth);
    aside_ = outer;
    return word;
  };
  if (name == "if") {
    const auto arguments = arguments_of(rest, 3);
    expand_aside(arguments[0]);
    const std::size_t taken = 1 + choose(2);
    return taken < arguments.size() ? fill(trim(arguments[taken]), depth) : Word();
  }
  if (name == "or") {
    const auto arguments = arguments_of(rest, std::string_view::npos);
    const std::size_t taken = choose(arguments.size());
    for (std::size_t i = 0; i < taken; ++i) expand_aside(arguments[i]);
    return fill(trim(arguments[taken]), depth);
  }
  if (name == "call") {
    const auto texts = arguments_of(rest, std::string_view::npos);
    const std::string function(trim(texts[0]));
    std::vector<std::pair<std::string, Word>> given;
    for (std::size_t i = 0; i < texts.size(); ++i)
      given.emplace_back(std::to_string(i), i == 0 ? Word(function) : expand_aside(texts[i]));
    if (!variables_.contains(function)) return Word::unknown(spelling);
    const std::size_t outer = arguments_.size();
    arguments_.insert(arguments_.end(), given.begin(), given.end());
    Word value = value_of(function, spelling, depth);
    arguments_.resize(outer);
    return value;
  }
  for (const std::string_view argument : arguments_of(rest, std::string_view::npos))
    expand_aside(argument);
  if (name == "info" || name == "warning" || name == "error" || name == "eval") return Word();
  return Word::unknown(spelling);
}

// Where bash may run it as well as make, it is bash's $(..), whose output may be known.
Word MakeText::run_shell(std::string_view command, std::string_view spelling, int depth) {
  const bool quoted = is_single_quoted();
  std::string before = std::exchange(so_far_, {});
  const Word text = fill(command, depth);
  so_far_ = std::move(before);
  if (text.text.empty()) return Word();
  if (parse_shell(without_holes(text)).error) return Word::unknown(spelling);  // nothing runs
  if (aside_ || quoted) {
    if (commands_.size() < 64) commands_.push_back(text);
    return Word::unknown(spelling);
  }
  Word word("$(");
  word.append(text);
  word.append(Word(text.text.find('#') == std::string::npos ? ")" : "\n)"));
  return word;
}

}  // namespace interlock
