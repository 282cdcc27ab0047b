// What conditions come to: test, [ and [[. Nothing where the text does not determine it.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/builtins.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/pattern.h"
#include "lib/shell/posix_regex.h"

namespace interlock {
namespace {

constexpr auto k_comparisons =
    std::to_array<std::string_view>({"-eq", "-ge", "-gt", "-le", "-lt", "-ne"});

bool is_comparison(std::string_view word) {
  return std::binary_search(k_comparisons.begin(), k_comparisons.end(), word);
}

bool compare(std::int64_t a, std::string_view how, std::int64_t b) {
  if (how == "-eq") return a == b;
  if (how == "-ne") return a != b;
  if (how == "-lt") return a < b;
  if (how == "-le") return a <= b;
  if (how == "-gt") return a > b;
  return a >= b;
}

// A whole number as test takes it: no expression, blanks around it allowed.
std::optional<std::int64_t> integer(std::string_view text) {
  text = trim(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 17) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

}  // namespace

// By the number of words, as POSIX has it; files, -a, -o and parentheses are left open.
std::optional<int> status_of_test(std::span<const Word> argv) {
  std::vector<Word> words(argv.begin() + 1, argv.end());
  if (argv[0].text == "[") {
    if (words.empty() || (words.back().known() && words.back().text != "]"))
      return 2;  // "missing `]'"
    if (!words.back().known()) return std::nullopt;
    words.pop_back();
  }
  for (const Word& word : words)
    if (!word.known()) return std::nullopt;
  bool negated = false;
  while (words.size() > 1 && words.size() < 5 && words.front().text == "!" &&
         !(words.size() == 3 && (words[1].text == "=" || words[1].text == "==" ||
                                 words[1].text == "!=" || is_comparison(words[1].text)))) {
    negated = !negated;
    words.erase(words.begin());
  }
  std::optional<bool> holds;
  if (words.empty()) holds = false;
  if (words.size() == 1) holds = !words[0].text.empty();
  if (words.size() == 2 && words[0].text == "-n") holds = !words[1].text.empty();
  if (words.size() == 2 && words[0].text == "-z") holds = words[1].text.empty();
  if (words.size() == 3) {
    const std::string& how = words[1].text;
    if (how == "=" || how == "==") holds = words[0].text == words[2].text;
    if (how == "!=") holds = words[0].text != words[2].text;
    if (is_comparison(how)) {
      const auto a = integer(words[0].text), b = integer(words[2].text);
      if (a && b) holds = compare(*a, how, *b);
    }
  }
  if (!holds) return std::nullopt;
  return *holds != negated ? 0 : 1;
}

// [[ subject =~ expression ]]: the status, and BASH_REMATCH. What is quoted stands for itself.
void Evaluator::match_expression(const Word& subject, const syntax::Word& expression, State& state,
                                 const Frame& frame) {
  std::vector<Segment> segments;
  expand_parts(expression.parts, state, frame, false, segments, Tildes::start);
  std::string pattern;
  bool known = subject.known() && is_valid_utf8(subject.text);
  for (const Segment& segment : segments) {
    known = known && segment.word.known();
    for (const char c : segment.word.text) {
      if (segment.quoted && std::string_view("\\.[]*+?(){}|^$").find(c) != std::string_view::npos)
        pattern += '\\';
      pattern += c;
    }
  }
  state.variables["BASH_REMATCH"] = Variable::unknown_array();
  const auto regex = known && !state.modes.ignores_case
                         ? PosixRegex::compile(pattern, true, false, true)
                         : nullptr;
  if (!regex || !regex->suits(subject.text) ||
      !spend(1 + regex->price() * subject.text.size() / 64))
    return;
  std::vector<std::string_view> groups;
  const std::optional<bool> found = regex->find(subject.text, 0, groups);
  if (!found) return;
  state.status = *found ? 0 : 1;
  Variable matches;
  matches.is_array = true;
  if (*found)
    for (std::size_t i = 0; i < groups.size(); ++i)
      matches.set_element(std::to_string(i), Word(groups[i]));
  state.variables["BASH_REMATCH"] = std::move(matches);
}

void Evaluator::run_conditional(const syntax::Conditional& node, State& state, const Frame& frame) {
  with_choices(state, [&](State& pass) {
    // Expanded for what its substitutions run; the simplest forms give a status.
    std::vector<Word> words;
    bool plain = true;
    for (const syntax::Word& word : node.words) {
      bool known = true;
      const bool pattern = words.size() == 2 &&
                           (words[1].text == "==" || words[1].text == "=" || words[1].text == "!=");
      if (pattern && node.words.size() == 3) {
        words.emplace_back(expand_pattern(word, pass, frame, &known));
        if (!known) plain = false;
      } else {
        words.push_back(expand_one(word, pass, frame));
        if (!words.back().known()) plain = false;
      }
    }
    for (const Word& word : words)
      if (word.text.find('[') != std::string::npos) run_hidden(word, pass, frame, "subscript");
    pass.status.reset();
    if (words.size() == 3 && words[1].text == "=~")
      return match_expression(words[0], node.words[2], pass, frame);
    for (const Word& word : words)
      if (word.text == "=~") pass.variables["BASH_REMATCH"] = Variable::unknown_array();
    if (!plain) return;
    std::optional<bool> holds;
    if (words.size() == 3 && words[1].text.find('=') != std::string::npos &&
        words[1].text != "=~") {
      bool unsure = false;
      const bool equal =
          matches_subject(words[2].text, words[0].text, pass.modes.ignores_case, &unsure);
      if (!unsure) holds = equal == (words[1].text != "!=");
    } else if (words.size() == 3 && is_comparison(words[1].text)) {
      bool left_fails = false, right_fails = false;
      const auto a = calculate(words[0].text, pass, &left_fails);
      const auto b = calculate(words[2].text, pass, &right_fails);
      if (a && b) holds = compare(*a, words[1].text, *b);
      if (left_fails || right_fails) holds = false;
    } else if (words.size() == 2 && (words[0].text == "-n" || words[0].text == "-z")) {
      holds = words[1].text.empty() == (words[0].text == "-z");
    } else if (words.size() == 1) {
      holds = !words[0].text.empty();
    }
    if (holds) pass.status = *holds ? 0 : 1;
  });
}

}  // namespace interlock
