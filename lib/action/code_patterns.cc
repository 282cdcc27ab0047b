#include "lib/action/code_patterns.h"

namespace interlock {
namespace {

using Kind = CodeToken::Kind;

}  // namespace

CodePatterns::CodePatterns(const CodeEvaluator& values, const LexedCode& code, Language language)
    : values_(values),
      code_(code),
      is_used_(language == Language::node),
      names_(values, code, language, [this](std::size_t i) { return makes(i); }) {}

void CodePatterns::collect() {
  std::size_t i = 0;
  while (i < code_.tokens.size() && !values_.is(i, "exec")) ++i;
  is_used_ = is_used_ && i < code_.tokens.size();
  if (!is_used_) return;
  for (i = 0; i < code_.tokens.size(); ++i) names_.note(i);
}

bool CodePatterns::is_literal(std::size_t i) const {
  return values_.is_kind(i, Kind::string) && values_.string_at(i).kind == CodeString::Kind::pattern;
}

// /x/, RegExp("x"), new RegExp("x"), the name of one: the whole expression, not the first of many.
bool CodePatterns::makes(std::size_t i) const {
  if (values_.is(i, "new")) ++i;
  std::size_t end = i + 1;
  if (values_.is(i, "RegExp") && values_.is(end, "("))
    end = values_.close_of(end, code_.tokens.size()) + 1;
  else if (!is_literal(i) && !names_.holds(std::string(values_.spelled(i))))
    return false;
  return end >= code_.tokens.size() || values_.is_kind(end, Kind::newline) ||
         values_.is(end, ";") || values_.is(end, ",") || values_.is(end, ")") ||
         values_.is(end, "}");
}

bool CodePatterns::is_made_by_call(std::size_t close) const {
  const std::int32_t open = code_.tokens[close].match;
  if (open < 0 || static_cast<std::size_t>(open) > close) return false;
  const auto before = static_cast<std::size_t>(open) - 1;
  return open > 0 && values_.is(before, "RegExp") && !(before > 0 && values_.is(before - 1, "."));
}

bool CodePatterns::has(std::size_t method) const {
  if (!is_used_ || method < 2 || (!values_.is(method - 1, ".") && !values_.is(method - 1, "?.")))
    return false;
  std::size_t at = method - 2;
  if (values_.is_kind(at, Kind::newline) && at > 0) --at;
  if (values_.is_kind(at, Kind::string)) return is_literal(at);
  if (values_.is(at, ")")) return is_made_by_call(at);
  if (!values_.is_kind(at, Kind::name)) return false;
  const std::string last(values_.spelled(at));
  std::string chain = last;
  for (; at >= 2 && values_.is(at - 1, ".") && values_.is_kind(at - 2, Kind::name); at -= 2)
    chain = std::string(values_.spelled(at - 2)) + '.' + chain;
  if (at > 0 && (values_.is(at - 1, ".") || values_.is(at - 1, "?."))) return false;
  // A field of a class is set by its bare name.
  return names_.holds_only(chain) ||
         (chain == "this." + last && !names_.holds_other(chain) && names_.holds_only(last));
}

}  // namespace interlock
