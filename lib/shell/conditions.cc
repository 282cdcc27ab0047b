// What conditions come to: test, [ and [[. Nothing where the text does not determine it.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/pattern.h"

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
std::optional<bool> Evaluator::builtin_test(const std::vector<Word>& argv, const State&) const {
  std::vector<Word> words(argv.begin() + 1, argv.end());
  if (argv[0].text == "[") {
    if (words.empty() || words.back().text != "]") return false;
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
  return *holds != negated;
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
    if (!plain) return;
    std::optional<bool> holds;
    if (words.size() == 3 && words[1].text.find('=') != std::string::npos &&
        words[1].text != "=~") {
      bool unsure = false;
      const bool equal = matches_pattern(words[2].text, words[0].text, true, &unsure);
      if (!unsure) holds = equal == (words[1].text != "!=");
    } else if (words.size() == 3 && is_comparison(words[1].text)) {
      const auto a = calculate(words[0].text, pass), b = calculate(words[2].text, pass);
      if (a && b) holds = compare(*a, words[1].text, *b);
    } else if (words.size() == 2 && (words[0].text == "-n" || words[0].text == "-z")) {
      holds = words[1].text.empty() == (words[0].text == "-z");
    } else if (words.size() == 1) {
      holds = !words[0].text.empty();
    }
    if (holds) pass.status = *holds ? 0 : 1;
  });
}

}  // namespace interlock
