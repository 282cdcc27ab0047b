// Variables of the code that is read, and the texts that are put together from them.
#include <algorithm>

#include "lib/action/code_builtins_parts.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Kind = CodeValue::Kind;

constexpr std::size_t k_max_text = 1u << 20;
constexpr std::size_t k_max_values = 12;    // of one variable
constexpr std::size_t k_most_doubted = 64;  // items of a list

}  // namespace

// Does the sign lead to a member of what stands before it?
bool CodeEvaluator::is_member_sign(std::size_t i) const {
  if (!is_kind(i, CodeToken::Kind::sign)) return false;
  const std::string_view sign = spelled(i);
  if (sign == "->" || sign == "::" || sign == "?.") return true;
  if (sign == ":" && language_ == Language::lua) return true;
  return sign == "." && language_ != Language::perl && language_ != Language::php;
}

bool CodeEvaluator::is_concatenation(std::size_t i) const {
  const std::string_view sign = spelled(i);
  switch (language_) {
    case Language::perl:
    case Language::php:
      return sign == ".";
    case Language::lua:
      return sign == "..";
    case Language::awk:
      return false;
    case Language::python:
    case Language::node:
    case Language::ruby:
    case Language::r:
    case Language::other:
      return sign == "+" || sign == "<>";
  }
  return false;
}

CodeValue items_at(const CodeValue& list, std::string_view index) {
  CodeValue part;
  part.text = Word::unknown("...");
  std::size_t at = 0, digits = 0;
  for (; digits < index.size() && digits < 5 && index[digits] >= '0' && index[digits] <= '9';)
    at = 10 * at + static_cast<std::size_t>(index[digits++] - '0');
  const std::string_view rest = index.substr(digits);
  if (digits > 0 && rest.empty() && at < list.items.size()) return list.items[at];
  if (digits == 0 || (rest != ":" && rest != ".." && rest != "..-1")) return part;
  part = {Kind::list, Word(), {}, {}};
  for (; at < list.items.size(); ++at) part.items.push_back(list.items[at]);
  return part;
}

std::string_view name_in_hole(std::string_view spelled) {
  for (const std::string_view open : {"${", "#{", "@{", "{"})
    if (spelled.starts_with(open) && spelled.ends_with('}'))
      return trim(spelled.substr(open.size(), spelled.size() - open.size() - 1));
  return spelled;
}

CodeValue CodeEvaluator::unknown(std::size_t begin, std::size_t end) const {
  std::string spelling = "...";
  if (begin < end && begin < code_.tokens.size()) {
    const std::size_t last = std::min(end, code_.tokens.size()) - 1;
    const std::size_t from = code_.tokens[begin].begin;
    spelling = shorten(
        source_.substr(from, std::min<std::size_t>(code_.tokens[last].end - from, 200)), 60);
  }
  CodeValue value;
  value.text = Word::unknown(spelling);
  return value;
}

bool CodeEvaluator::charge(const CodeValue& value) {
  const std::size_t cost = value.text.text.size() + 16 * value.text.holes.size() + 16;
  if (cost > bytes_) {
    bytes_ = steps_ = 0;
    return false;
  }
  bytes_ -= cost;
  for (const CodeValue& item : value.items)
    if (!charge(item)) return false;
  return true;
}

CodeValue CodeEvaluator::joined(CodeValue left, const CodeValue& right) {
  if (!charge(right)) return left;
  if (left.kind == Kind::list && right.kind == Kind::list) {
    for (const CodeValue& item : right.items)
      if (left.items.size() < k_max_code_items) left.items.push_back(item);
    return left;
  }
  if (left.kind != Kind::text) {
    left.kind = Kind::text;
    left.items.clear();
    left.keys.clear();
  }
  if (left.text.text.size() + right.text.text.size() <= k_max_text) left.text.append(right.text);
  return left;
}

// "$x", "#{x}", f"{x}", `${x}`: the holes of a literal that are the names of known variables, or
// expressions whose value is known without any ("#{'a' + 'b'}").
Word CodeEvaluator::filled(const Word& text) {
  if (text.known()) return text;
  Word out;
  std::size_t at = 0;
  for (const Hole& hole : text.holes) {
    out.append(text.substr(at, hole.begin - at));
    at = hole.end;
    const Word piece = text.substr(hole.begin, hole.end - hole.begin);
    const std::string_view name = name_in_hole(piece.text);
    CodeValue value = hole_value(name);
    if (name.starts_with('@') && value.kind == Kind::list) {  // "@ARGV"
      CodeValue all = CodeValue::of_text(Word());
      for (std::size_t i = 0; i < value.items.size(); ++i)
        all.text.append(Word(i == 0 ? "" : " ")).append(value.items[i].text);
      value = std::move(all);
    }
    if (value.is_text() && charge(value))
      out.append(value.text);
    else
      out.append(piece);
    if (out.text.size() > k_max_text) return text;
  }
  return out.append(text.substr(at));
}

CodeValue CodeEvaluator::hole_value(std::string_view expression) {
  constexpr std::size_t k_longest = 500;
  const std::vector<CodeValue>* values = nullptr;
  if (expression.size() < 100) {
    values = values_of(std::string(expression));
    if (values == nullptr) values = values_of('$' + std::string(expression));
  }
  if (values != nullptr) return values->back();
  if (expression.size() > k_longest ||
      expression.find_first_of("\"'`%") == std::string_view::npos || steps_ < expression.size() * 8)
    return {};
  steps_ -= expression.size() * 8;
  const LexedCode code = lex_code(expression, language_);
  CodeEvaluator inner(expression, code, language_);
  inner.steps_ = expression.size() * 8;
  inner.bytes_ = std::min<std::size_t>(bytes_, 4096);
  std::size_t end = 0;
  CodeValue value = inner.evaluate(end, code.tokens.size());
  if (end == code.tokens.size() && value.is_known_text()) return value;
  if (value.kind != Kind::unknown || steps_ < expression.size() * 8) return {};
  steps_ -= expression.size() * 8;
  for (CodeValue& other : inner.argument(0, code.tokens.size(), 1).others)  // ${env.X || "npm"}
    if (other.is_known_text()) return std::move(other);
  return {};
}

void CodeEvaluator::assign(const std::string& name, CodeValue value) {
  if (name.size() > 200 || variables_.size() > 20'000) return;
  std::vector<CodeValue>& values = variables_[name];
  if (value.kind == Kind::unknown && values.empty()) {
    variables_.erase(name);
    return;
  }
  if (values.size() >= k_max_values) values.erase(values.begin());
  values.push_back(std::move(value));
}

void CodeEvaluator::grow(const std::string& name, const CodeValue& value, Growth how) {
  auto found = variables_.find(name);
  if (found == variables_.end()) {
    if (!how.makes_list) return;
    assign(name, {Kind::list, Word(), {}, {}});
    found = variables_.find(name);
    if (found == variables_.end()) return;
  }
  std::vector<CodeValue>& values = found->second;
  const auto grow_one = [&](CodeValue& one) {
    if (how.makes_list && one.kind != Kind::list) one = {Kind::list, Word(), {one}, {}};
    if (one.kind == Kind::list && value.kind != Kind::list) {
      if (one.items.size() < k_max_code_items && charge(value)) one.items.push_back(value);
    } else if (how.in_front) {
      one = joined(value, one);
    } else {
      one = joined(std::move(one), value);
    }
  };
  // Long ones are rarely command lines, and what they were before is not worth its price.
  const bool is_long =
      values.back().items.size() > k_most_doubted || values.back().text.text.size() > 2'000;
  if (!how.is_doubtful || is_long) {
    std::for_each(values.begin(), values.end(), grow_one);
  } else if (charge(values.back())) {
    values.push_back(CodeValue(values.back()));
    grow_one(values.back());
    if (values.size() > k_max_values) values.erase(values.begin());
  }
}

const std::vector<CodeValue>* CodeEvaluator::values_of(const std::string& name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? nullptr : &found->second;
}

}  // namespace interlock
