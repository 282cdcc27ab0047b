#include "lib/action/code_values.h"

#include <algorithm>
#include <array>

#include "lib/action/code_builtins_parts.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Kind = CodeValue::Kind;

// Words that stand before an expression and do not change it.
constexpr std::array<std::string_view, 12> k_prefixes = {"await",  "const",  "final", "let",
                                                         "local",  "my",     "new",   "our",
                                                         "return", "scalar", "val",   "var"};

}  // namespace

const CodeValue* CodeValue::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size() && i < items.size(); ++i)
    if (keys[i] == key) return &items[i];
  return nullptr;
}

bool CodeEvaluator::step() {
  if (steps_ > 0) --steps_;
  return steps_ > 0;
}

std::size_t CodeEvaluator::close_of(std::size_t i, std::size_t end) const {
  const std::int32_t match = i < code_.tokens.size() ? code_.tokens[i].match : -1;
  if (match < 0 || static_cast<std::size_t>(match) < i) return end;
  return std::min(static_cast<std::size_t>(match), end);
}

void CodeEvaluator::skip_lines(std::size_t& i, std::size_t end) const {
  while (i < end && is_kind(i, CodeToken::Kind::newline)) ++i;
}

CodeValue CodeEvaluator::evaluate(std::size_t& i, std::size_t end, int depth) {
  CodeValue value = primary(i, end, depth);
  while (i < end && step()) {
    std::size_t next = i;
    skip_lines(next, end);
    if (next >= end) break;
    const bool sign = is_kind(next, CodeToken::Kind::sign);
    const bool beside = is_kind(next, CodeToken::Kind::string) ||
                        (language_ == Language::awk &&
                         ((is_kind(next, CodeToken::Kind::name) && !is(next, "getline")) ||
                          (sign && is(next, "$"))));
    const bool joins = language_ == Language::python || language_ == Language::ruby ||
                       language_ == Language::awk || language_ == Language::other;
    if (beside && joins && value.kind != Kind::list) {  // 'ps' 'ql'
      i = next;
      value = joined(std::move(value), primary(i, end, depth));
    } else if (sign && is_concatenation(next)) {
      i = next + 1;
      value = joined(std::move(value), primary(i, end, depth));
    } else if (sign && is(next, "%") && value.is_text() &&
               (language_ == Language::python || language_ == Language::ruby)) {
      i = next + 1;
      const CodeValue right = primary(i, end, depth);
      std::vector<CodeArgument> arguments;
      if (right.kind == Kind::list)
        for (const CodeValue& item : right.items) arguments.push_back({"", item, {}, 0, 0});
      else
        arguments.push_back({"", right, {}, 0, 0});
      value = CodeValue::of_text(format_text(value.text, arguments, true));
    } else if (sign && is(next, "/") && language_ == Language::python &&
               (value.is_text() ||
                (value.kind == Kind::unknown && is_kind(next + 1, CodeToken::Kind::string)))) {
      i = next + 1;  // Path(..) / "x"
      const CodeValue right = primary(i, end, depth);
      value.kind = Kind::text;
      value.text.append(Word("/")).append(right.text);
    } else {
      break;
    }
  }
  return value;
}

CodeValue CodeEvaluator::primary(std::size_t& i, std::size_t end, int depth) {
  skip_lines(i, end);
  const std::size_t begin = i;
  if (i >= end || depth > k_max_code_depth || !step()) {
    if (i < end) ++i;
    return unknown(begin, i);
  }
  switch (code_.tokens[i].kind) {
    case CodeToken::Kind::string: {
      const CodeString& string = string_at(i++);
      CodeValue value = CodeValue::of_text(filled(string.value));
      if (string.kind == CodeString::Kind::words) {
        value = {Kind::list, string.value, {}, {}};
        std::string text = string.value.text;
        std::replace(text.begin(), text.end(), '\n', ' ');
        for (const std::string_view word : split(text, ' '))
          if (!word.empty() && value.items.size() < k_max_code_items)
            value.items.push_back(CodeValue::of_text(Word(word)));
      } else if (string.kind == CodeString::Kind::command ||
                 string.kind == CodeString::Kind::pattern) {
        value = unknown(begin, i);
      }
      return postfix(std::move(value), i, end, depth, begin);
    }
    case CodeToken::Kind::number: {
      CodeValue value = CodeValue::of_text(Word(spelled(i++)));
      return postfix(std::move(value), i, end, depth, begin);
    }
    case CodeToken::Kind::name:
      return name_value(i, end, depth);
    case CodeToken::Kind::newline:
      break;
    case CodeToken::Kind::sign: {
      const std::size_t close = close_of(i, end);
      if (is(i, "(")) {
        std::size_t inner = i + 1;
        CodeValue value = evaluate(inner, close, depth + 1);
        skip_lines(inner, close);
        if (inner < close && is(inner, ","))
          value = list_value(i + 1, close, depth + 1);
        else if (inner < close)
          value = unknown(i + 1, close);
        i = std::min(close + 1, end);
        return postfix(std::move(value), i, end, depth, begin);
      }
      if (is(i, "[") || (is(i, "{") && language_ == Language::lua)) {
        CodeValue value = list_value(i + 1, close, depth + 1);
        i = std::min(close + 1, end);
        return postfix(std::move(value), i, end, depth, begin);
      }
      if (is(i, "{")) {
        CodeValue value = object_value(i + 1, close, depth + 1);
        i = std::min(close + 1, end);
        return value;
      }
      if (is(i, "$") && language_ == Language::awk) {  // a field
        ++i;
        primary(i, end, depth + 1);
        return unknown(begin, i);
      }
      if (is(i, "...") || is(i, "*") || is(i, "**") || is(i, "&") || is(i, "\\") || is(i, "@")) {
        ++i;
        return primary(i, end, depth + 1);
      }
      break;
    }
  }
  ++i;
  return unknown(begin, i);
}

CodeValue CodeEvaluator::name_value(std::size_t& i, std::size_t end, int depth) {
  const std::size_t begin = i;
  while (i + 1 < end &&
         std::find(k_prefixes.begin(), k_prefixes.end(), spelled(i)) != k_prefixes.end() &&
         (is_kind(i + 1, CodeToken::Kind::name) || is_kind(i + 1, CodeToken::Kind::string)))
    ++i;
  if (is_kind(i, CodeToken::Kind::string)) return primary(i, end, depth + 1);
  // The longest chain of names: self.sql, process.env.X
  std::string chain(spelled(i));
  std::size_t last = i;
  CodeValue best;
  bool found = false;
  std::size_t after = i + 1;
  for (int parts = 0;; ++parts) {
    if (const auto* values = values_of(chain); values != nullptr && charge(values->back())) {
      best = values->back();
      found = true;
      after = last + 1;
    }
    if (parts > 6 || last + 2 >= end || !is_member_sign(last + 1) ||
        !is_kind(last + 2, CodeToken::Kind::name) || is(last + 3, "("))
      break;
    last += 2;
    chain += '.';
    chain += spelled(last);
  }
  if (found) {
    i = after;
    return postfix(std::move(best), i, end, depth, begin);
  }
  const std::size_t tagged = last + 1;  // String.raw`..`, sql`..`; what $`..` prints is not known
  if (tagged < end && is_kind(tagged, CodeToken::Kind::string) && !chain.starts_with('$') &&
      string_at(tagged).kind == CodeString::Kind::tagged) {
    i = tagged;
    return primary(i, end, depth + 1);
  }
  const std::pair<std::string_view, std::string_view> constants[] = {
      {"sys.executable", "python3"}, {"process.execPath", "node"}, {"process.argv0", "node"},
      {"PHP_BINARY", "php"},         {"RbConfig.ruby", "ruby"},    {"$^X", "perl"}};
  for (const auto& [name, value] : constants)
    if (chain == name) {
      i = last + 1;
      return CodeValue::of_text(Word(value));
    }
  if (is(i + 1, "(") && i + 1 < end) {  // a bare function
    const std::size_t close = close_of(i + 1, end);
    CodeCall call;
    call.name = std::string(spelled(i));
    call.arguments = arguments(i + 2, close, depth + 1);
    call.language = language_;
    CodeValue value;
    i = std::min(close + 1, end);
    if (!call_builtin(call, value)) value = unknown(begin, i);
    return postfix(std::move(value), i, end, depth, begin);
  }
  const bool wordy = language_ == Language::ruby || language_ == Language::perl;
  if (wordy && i + 1 < end && is_kind(i + 1, CodeToken::Kind::string) &&
      (is_list_operator(i) || is(i, "lc") || is(i, "uc") || is(i, "decode_base64"))) {
    CodeCall call;
    call.name = std::string(spelled(i));
    call.arguments = arguments(i + 1, end, depth + 1);
    call.language = language_;
    CodeValue value;
    if (call_builtin(call, value)) {
      i = end;
      return value;
    }
  }
  ++i;
  return postfix(unknown(begin, i), i, end, depth, begin);
}

CodeValue CodeEvaluator::postfix(CodeValue value, std::size_t& i, std::size_t end, int depth,
                                 std::size_t begin) {
  while (i < end && step()) {
    std::size_t next = i;
    if (is_kind(next, CodeToken::Kind::newline) && is_member_sign(next + 1))
      ++next;  // .then on a new line
    if (next + 1 < end && is_member_sign(next) && is_kind(next + 1, CodeToken::Kind::name)) {
      CodeCall call;
      call.name = std::string(spelled(next + 1));
      call.receiver = &value;
      call.language = language_;
      std::size_t after = next + 2;
      if (after < end && is(after, "(")) {
        const std::size_t close = close_of(after, end);
        call.arguments = arguments(after + 1, close, depth + 1);
        after = std::min(close + 1, end);
      }
      CodeValue result;
      if (!call_builtin(call, result)) result = unknown(begin, after);
      value = std::move(result);
      i = after;
    } else if (is(i, "[")) {
      const std::size_t close = close_of(i, end);
      CodeValue result = unknown(begin, std::min(close + 1, end));
      std::string index;
      for (std::size_t k = i + 1; k < close && k < i + 8; ++k) index += spelled(k);
      if ((index == "::-1" || index == ":-1") && value.is_known_text() && close > i + 2) {
        result =
            CodeValue::of_text(Word(std::string(value.text.text.rbegin(), value.text.text.rend())));
      } else if (value.kind == Kind::list) {
        CodeValue part = items_at(value, index);
        if (part.kind != Kind::unknown) result = std::move(part);
      } else if (value.kind == Kind::object && close == i + 2 &&
                 is_kind(i + 1, CodeToken::Kind::string)) {
        if (const CodeValue* item = value.find(string_at(i + 1).value.text))
          result = CodeValue(*item);
      }
      value = std::move(result);
      i = std::min(close + 1, end);
    } else if (is(i, "(")) {
      i = std::min(close_of(i, end) + 1, end);
      value = unknown(begin, i);
    } else {
      break;
    }
  }
  return value;
}

}  // namespace interlock
