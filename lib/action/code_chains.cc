#include "lib/action/code_chains.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

namespace interlock {
namespace {

using Kind = CodeToken::Kind;
using Name = std::string_view;

constexpr std::size_t k_longest_value = 300;  // of a variable, in bytes of text
constexpr std::size_t k_longest_chain = 800;
constexpr std::size_t k_longest_expression = 200;  // tokens
constexpr std::size_t k_most_text = 128'000;       // of all lines together
constexpr std::size_t k_most_work = 150'000;       // tokens that are spelled

// Words before a bracket that call nothing.
constexpr std::array<Name, 17> k_keywords = {
    "and", "await", "catch",   "elif",   "for",   "if",     "import", "in",   "not",
    "of",  "or",    "require", "return", "super", "switch", "typeof", "while"};

bool is_word_sign(char c) {
  return c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '\'';
}

class Chains {
 public:
  Chains(const CodeEvaluator& values, const LexedCode& code, Language language,
         const std::unordered_map<std::string, std::string>& aliases)
      : values_(values), code_(code), python_(language == Language::python), aliases_(aliases) {}

  std::string all() {
    for (std::size_t i = 0;
         i < code_.tokens.size() && lines_.size() < k_most_text && work_ < k_most_work; ++i) {
      settle(i);
      if (values_.is(i, "=>")) forget_before(i);
      if (!values_.is_kind(i, Kind::name) || is_member(i)) continue;
      if (values_.is(i, "def") || values_.is(i, "function") || values_.is(i, "lambda"))
        forget_behind(i);
      else if (values_.is(i, "for"))
        bind_loop(i);
      else if (values_.is(i, "with") && python_)
        bind_with(i);
      else
        bind_value(i);
      say(i);
    }
    return std::move(lines_);
  }

 private:
  struct Pending {
    std::size_t at;
    std::string name, text;
  };

  bool is_member(std::size_t i) const {
    return i > 0 && (values_.is(i - 1, ".") || values_.is(i - 1, "?.") || values_.is(i - 1, "->") ||
                     values_.is(i - 1, "::"));
  }
  bool opens(std::size_t i) const {
    return values_.is(i, "(") || values_.is(i, "[") || values_.is(i, "{");
  }
  bool closes(std::size_t i) const {
    return values_.is(i, ")") || values_.is(i, "]") || values_.is(i, "}");
  }
  std::size_t partner(std::size_t i) const {
    const std::int32_t match = code_.tokens[i].match;
    return match < 0 ? code_.tokens.size() : static_cast<std::size_t>(match);
  }

  // Where the expression at `i` ends; `i` itself when it is too long to be followed.
  std::size_t expression_end(std::size_t i) const {
    std::size_t at = i;
    for (; at < code_.tokens.size(); ++at) {
      if (at > i + k_longest_expression) return i;
      if (closes(at) || values_.is(at, ";") || values_.is(at, ",") || values_.is(at, ":")) break;
      if (values_.is_kind(at, Kind::newline)) {
        if (values_.is(at + 1, ".") || values_.is(at + 1, "?.")) continue;
        break;
      }
      if (opens(at)) at = partner(at);
    }
    return std::min(at, code_.tokens.size());
  }

  std::size_t chain_end(std::size_t i) const {
    std::size_t at = i + 1;
    while (at < code_.tokens.size() && at < i + k_longest_expression) {
      const std::size_t sign = values_.is_kind(at, Kind::newline) ? at + 1 : at;
      const bool member = values_.is(sign, ".") || values_.is(sign, "?.");
      if (member && values_.is_kind(sign + 1, Kind::name))
        at = sign + 2;
      else if (values_.is(at, "(") || values_.is(at, "["))
        at = partner(at) + 1;
      else
        break;
    }
    return std::min(at, code_.tokens.size());
  }

  const std::string* known(std::size_t i, std::size_t end) const {
    const bool is_key = i + 1 < end && (values_.is(i + 1, ":") || values_.is(i + 1, "="));
    if (is_member(i) || is_key) return nullptr;
    const std::string name(values_.spelled(i));
    const auto bound = bound_.find(name);
    if (bound != bound_.end()) return bound->second.empty() ? nullptr : &bound->second;
    const auto alias = aliases_.find(name);
    return alias == aliases_.end() ? nullptr : &alias->second;
  }

  // Tokens as the skeleton has them, variables put in. Empty when it grows too long; `changed`
  // tells whether anything was put in.
  std::string spell(std::size_t begin, std::size_t end, std::size_t longest, bool& changed) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
      ++work_;
      if (values_.is_kind(i, Kind::newline)) continue;
      std::string word;
      const std::string* value = values_.is_kind(i, Kind::name) ? known(i, end) : nullptr;
      if (value != nullptr) {
        word = *value;
        changed = true;
      } else if (values_.is_kind(i, Kind::string)) {
        word = quoted_in_skeleton(values_.string_at(i));
      } else {
        word = values_.spelled(i);
      }
      if (!text.empty() && !word.empty() && is_word_sign(text.back()) && is_word_sign(word.front()))
        text += ' ';
      text += word;
      if (text.size() > longest) return "";
    }
    return text;
  }

  std::string value_of(std::size_t begin, std::size_t end) {
    while (begin < end &&
           (values_.is(begin, "await") || values_.is(begin, "new") || values_.is(begin, "async")))
      ++begin;
    if (begin >= end || values_.is_kind(begin, Kind::string) ||
        values_.is_kind(begin, Kind::number) || values_.is(begin, "lambda") ||
        values_.is(begin, "function") || values_.is(begin, "class"))
      return "";
    for (std::size_t i = begin; i < end; ++i)
      if (values_.is(i, "=>")) return "";
    bool changed = false;
    return spell(begin, end, k_longest_value, changed);
  }

  // A value holds behind the expression that it is made of, which may use the older one.
  void bind(std::size_t at, Name name, std::string text) {
    if (name.size() < 100) pending_.push_back({at, std::string(name), std::move(text)});
  }
  void settle(std::size_t i) {
    for (std::size_t one = 0; one < pending_.size();) {
      if (pending_[one].at > i) {
        ++one;
        continue;
      }
      bound_[pending_[one].name] = std::move(pending_[one].text);
      pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(one));
    }
  }

  void bind_value(std::size_t i) {
    if (!values_.is(i + 1, "=") && !values_.is(i + 1, ":=")) return;
    if (i > 0 && (values_.is(i - 1, "(") || values_.is(i - 1, ","))) return;  // a named argument
    const std::size_t end = expression_end(i + 2);
    bind(std::max(end, i + 2), values_.spelled(i), value_of(i + 2, end));
  }

  void bind_with(std::size_t i) {
    std::size_t end = i + 1;
    while (end < code_.tokens.size() && end < i + k_longest_expression && !values_.is(end, "as")) {
      if (values_.is_kind(end, Kind::newline) || closes(end)) return;
      end = opens(end) ? partner(end) + 1 : end + 1;
    }
    if (values_.is(end, "as") && values_.is_kind(end + 1, Kind::name))
      bind(end + 2, values_.spelled(end + 1), value_of(i + 1, end));
  }

  // for x in list, for (const x of list), and what stands before it in a comprehension
  void bind_loop(std::size_t i) {
    std::size_t at = i + 1;
    while (values_.is(at, "(") || values_.is(at, "await") || values_.is(at, "const") ||
           values_.is(at, "let") || values_.is(at, "var"))
      ++at;
    if (!values_.is_kind(at, Kind::name) ||
        (!values_.is(at + 1, "in") && !values_.is(at + 1, "of")))
      return;
    const Name name = values_.spelled(at);
    std::size_t end = expression_end(at + 2);
    if (python_)
      for (std::size_t one = at + 2; one < end; one = opens(one) ? partner(one) + 1 : one + 1)
        if (values_.is(one, "if") || values_.is(one, "for")) end = one;
    std::string list = value_of(at + 2, end);
    if (!list.empty()) list += "[each]";
    const bool starts = i == 0 || values_.is_kind(i - 1, Kind::newline) || values_.is(i - 1, ";") ||
                        values_.is(i - 1, ":") || values_.is(i - 1, "async");
    if (!python_ || starts || list.empty()) return bind(end, name, std::move(list));
    std::size_t begin = i;
    while (begin > 0 && i - begin < k_longest_expression && !opens(begin - 1)) {
      const bool closed = closes(begin - 1) && partner(begin - 1) < begin;
      begin = closed ? partner(begin - 1) : begin - 1;
    }
    auto older = bound_.find(std::string(name));
    const std::string before = older == bound_.end() ? "" : older->second;
    bound_[std::string(name)] = std::move(list);
    for (std::size_t one = begin; one < i; ++one)
      if (values_.is_kind(one, Kind::name) && !is_member(one)) say(one);
    bound_[std::string(name)] = before;
  }

  // Parameters hold what nobody here knows.
  void forget_behind(std::size_t i) {
    std::size_t at = i + 1;
    while (at < i + 3 && values_.is_kind(at, Kind::name) && !values_.is(i, "lambda")) ++at;
    for (const std::size_t end = at + 60;
         at < end && at < code_.tokens.size() && !values_.is(at, ")") && !values_.is(at, ":"); ++at)
      if (values_.is_kind(at, Kind::name)) bound_[std::string(values_.spelled(at))].clear();
  }
  void forget_before(std::size_t arrow) {
    if (arrow == 0) return;
    std::size_t from = arrow - 1;
    if (values_.is(from, ")")) from = partner(from);
    if (from >= arrow) return;
    for (std::size_t i = from; i < arrow; ++i)
      if (values_.is_kind(i, Kind::name)) bound_[std::string(values_.spelled(i))].clear();
    bind_handed(from, values_.is(from, "(") ? from + 1 : from);
  }

  // users.forEach(u => ..), connect().then(db => ..): the parameter is an item, or the result.
  void bind_handed(std::size_t from, std::size_t parameter) {
    std::size_t open = from - 1;
    if (from > 1 && values_.is(open, "async")) --open;
    if (from < 4 || !values_.is(open, "(") || !values_.is_kind(parameter, Kind::name)) return;
    const bool items = values_.is(open - 1, "forEach") || values_.is(open - 1, "map");
    if ((!items && !values_.is(open - 1, "then")) || !is_member(open - 1)) return;
    const std::size_t end = open - 2;
    std::size_t begin = end;
    while (begin > 0 && end - begin < k_longest_expression) {
      const std::size_t last = begin - 1;
      const bool closed = (values_.is(last, ")") || values_.is(last, "]")) && partner(last) < last;
      if (closed)
        begin = partner(last);
      else if (values_.is_kind(last, Kind::name) &&
               (begin == end || !values_.is_kind(begin, Kind::name)))
        begin = last;
      else if (is_dot(last) || (values_.is_kind(last, Kind::newline) && is_dot(begin)))
        begin = last;
      else
        break;
    }
    std::string text = value_of(begin, end);
    if (text.empty()) return;
    bound_[std::string(values_.spelled(parameter))] = items ? text + "[each]" : text;
  }
  bool is_dot(std::size_t i) const { return values_.is(i, ".") || values_.is(i, "?."); }

  void say(std::size_t i) {
    const bool begins = values_.is(i + 1, ".") || values_.is(i + 1, "?.") ||
                        values_.is(i + 1, "(") || values_.is(i + 1, "[") ||
                        (values_.is_kind(i + 1, Kind::newline) && values_.is(i + 2, "."));
    if (!begins || std::binary_search(k_keywords.begin(), k_keywords.end(), values_.spelled(i)))
      return;
    bool changed = false;
    std::string line = spell(i, chain_end(i), k_longest_chain, changed);
    if (changed && !line.empty() && said_.insert(line).second) lines_ += line + '\n';
  }

  const CodeEvaluator& values_;
  const LexedCode& code_;
  const bool python_;
  const std::unordered_map<std::string, std::string>& aliases_;
  std::unordered_map<std::string, std::string> bound_;
  std::vector<Pending> pending_;
  std::unordered_set<std::string> said_;
  std::string lines_;
  std::size_t work_ = 0;
};

}  // namespace

std::string chains_said_again(const CodeEvaluator& values, const LexedCode& code, Language language,
                              const std::unordered_map<std::string, std::string>& aliases) {
  if (language != Language::python && language != Language::node) return "";
  return Chains(values, code, language, aliases).all();
}

}  // namespace interlock
