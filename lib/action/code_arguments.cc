// Lists, objects and arguments of calls, and where statements end.
#include <algorithm>
#include <array>

#include "lib/action/code_builtins_parts.h"

namespace interlock {
namespace {

using Kind = CodeValue::Kind;

constexpr std::size_t k_max_branches = 12;  // values that one argument may have
constexpr std::array<std::string_view, 10> k_continuing = {"+", ".", "..", ",",  "=",
                                                           "(", "[", "{",  "\\", "||"};

}  // namespace

std::vector<const CodeValue*> CodeArgument::all() const {
  std::vector<const CodeValue*> values{&value};
  for (const CodeValue& other : others) values.push_back(&other);
  return values;
}

// Perl and Ruby: without brackets it takes all that follows.
bool CodeEvaluator::is_list_operator(std::size_t i) const {
  const bool wordy = language_ == Language::ruby || language_ == Language::perl;
  return wordy && is_kind(i, CodeToken::Kind::name) && !is(i + 1, "(") &&
         (is(i, "join") || is(i, "sprintf") || is(i, "format") || is(i, "pack") ||
          is(i, "reverse"));
}

CodeValue CodeEvaluator::list_value(std::size_t begin, std::size_t end, int depth) {
  CodeValue list;
  list.kind = Kind::list;
  bool keyed = false;
  for (CodeArgument& argument : arguments(begin, end, depth)) {
    keyed = keyed || !argument.key.empty();
    if (argument.value.kind == Kind::unknown && argument.others.size() == 1 &&
        argument.others.front().is_known_text())  // os.getenv("X") or "psql"
      argument.value = std::move(argument.others.front());
    list.keys.push_back(argument.key);
    list.items.push_back(std::move(argument.value));
    if (list.items.size() >= k_max_code_items) break;
  }
  if (keyed)
    list.kind = Kind::object;
  else
    list.keys.clear();
  return list;
}

CodeValue CodeEvaluator::object_value(std::size_t begin, std::size_t end, int depth) {
  CodeValue object = list_value(begin, end, depth);
  object.kind = Kind::object;
  object.keys.resize(object.items.size());
  return object;
}

CodeArgument CodeEvaluator::argument(std::size_t begin, std::size_t end, int depth, bool assigned) {
  CodeArgument argument;
  skip_lines(begin, end);
  // name = value, name: value, "name": value, name => value, :name => value
  if (begin + 2 < end && is(begin, ":") && is(begin + 2, "=>")) ++begin;
  const bool named = is_kind(begin, CodeToken::Kind::name);
  if (begin + 1 < end && (named || is_kind(begin, CodeToken::Kind::string)) &&
      ((named && is(begin + 1, "=")) || is(begin + 1, ":") || is(begin + 1, "=>"))) {
    argument.key = named ? std::string(spelled(begin)) : string_at(begin).value.text;
    begin += 2;
  }
  argument.begin = begin;
  argument.end = end;
  std::size_t i = begin;
  argument.value = evaluate(i, end, depth);
  skip_lines(i, end);
  const bool bare = begin + 1 == end && is_kind(begin, CodeToken::Kind::name);
  if (depth == 0 && !assigned) add_others(argument, i);
  if (const auto* values = assigned && bare ? values_of(std::string(spelled(begin))) : nullptr)
    for (std::size_t k = 0; k + 1 < values->size(); ++k)
      if (charge((*values)[k])) argument.others.push_back((*values)[k]);
  // What is left is a condition or another operator: c ? "a" : "b", "a" if c else "b".
  for (; i < end && step(); ++i) {
    const std::string_view sign = spelled(i);
    const bool branches = sign == "?" || sign == ":" || sign == "else" || sign == "||" ||
                          sign == "??" || sign == "or" || sign == "&&" || sign == "and" ||
                          sign == "?:";
    if (code_.tokens[i].kind == CodeToken::Kind::string || !branches) {
      if (is(i, "(") || is(i, "[") || is(i, "{")) i = close_of(i, end);
      continue;
    }
    std::size_t from = i + 1;
    if (argument.others.size() < k_max_branches)
      argument.others.push_back(evaluate(from, end, depth));
    i = std::max(i, from - 1);
  }
  return argument;
}

// A variable that has had several values: the expression with each of them. `end`: of what was
// understood.
void CodeEvaluator::add_others(CodeArgument& argument, std::size_t end) {
  const std::string name = many_valued(argument.begin, std::min(end, argument.begin + 40));
  const auto variable = variables_.find(name);
  if (variable == variables_.end()) return;
  std::vector<CodeValue> values = std::move(variable->second);
  for (std::size_t k = 0; k + 1 < values.size() && charge(values[k]) && others_left_ > 0; ++k) {
    --others_left_;
    variables_[name] = {values[k]};
    std::size_t i = argument.begin;
    argument.others.push_back(evaluate(i, argument.end, 0));
  }
  variables_[name] = std::move(values);
}

// The first name among these tokens, or in the holes of their strings, that has.
std::string CodeEvaluator::many_valued(std::size_t begin, std::size_t end) const {
  const auto has_many = [this](const std::string& name) {
    const std::vector<CodeValue>* values = values_of(name);
    return values != nullptr && values->size() > 1;
  };
  for (std::size_t i = begin; i < end; ++i) {
    if (is_kind(i, CodeToken::Kind::name) && has_many(std::string(spelled(i))))
      return std::string(spelled(i));
    if (!is_kind(i, CodeToken::Kind::string)) continue;
    const Word& text = string_at(i).value;
    for (const Hole& hole : text.holes) {
      const std::string_view piece =
          std::string_view(text.text).substr(hole.begin, hole.end - hole.begin);
      for (const std::string& name :
           {std::string(name_in_hole(piece)), '$' + std::string(name_in_hole(piece))})
        if (name.size() < 100 && has_many(name)) return name;
    }
  }
  return "";
}

std::vector<CodeArgument> CodeEvaluator::arguments(std::size_t begin, std::size_t end, int depth) {
  std::vector<CodeArgument> list;
  if (depth > k_max_code_depth) return list;
  std::size_t from = begin;
  for (std::size_t i = begin; i <= end; ++i) {
    if (i < end && !step()) break;
    if (i == from && i < end && is_list_operator(i)) i = end;
    if (i < end && (is(i, "(") || is(i, "[") || is(i, "{"))) {
      i = close_of(i, end);
      if (i >= end) i = end;
    }
    const bool separates =
        i == end || is(i, ",") ||
        (is(i, "=>") && language_ == Language::perl && !is_kind(from, CodeToken::Kind::name));
    if (!separates) continue;
    std::size_t first = from;
    skip_lines(first, i);
    if (first < i) list.push_back(argument(first, i, depth));
    from = i + 1;
    if (list.size() >= k_max_code_items) break;
  }
  return list;
}

std::size_t CodeEvaluator::statement_end(std::size_t i) {
  const bool by_semicolon = language_ == Language::perl || language_ == Language::php;
  const std::size_t size = code_.tokens.size();
  for (; i < size; ++i) {
    if (!step() || is(i, ";")) return i;
    if (is(i, ")") || is(i, "]") || is(i, "}")) return i;
    if (is(i, "(") || is(i, "[") || is(i, "{")) {
      const std::size_t close = close_of(i, size);
      if (close >= size) return size;
      i = close;
      continue;
    }
    if (by_semicolon || !is_kind(i, CodeToken::Kind::newline) || i == 0) continue;
    const std::string_view before = spelled(i - 1), after = spelled(i + 1);
    const bool goes_on =
        (code_.tokens[i - 1].kind == CodeToken::Kind::sign &&
         std::find(k_continuing.begin(), k_continuing.end(), before) != k_continuing.end()) ||
        (is_kind(i + 1, CodeToken::Kind::sign) &&
         (after == "+" || after == "." || after == ".." || after == "?." || after == "||" ||
          after == "?" || after == ":" || after == "->" || after == "|>"));
    if (!goes_on) return i;
  }
  return size;
}

}  // namespace interlock
