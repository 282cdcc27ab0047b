// What loops go over: their variable has the value of each item.
#include <algorithm>

#include "lib/action/code_scanner.h"

namespace interlock {

void CodeScanner::assign_items(const std::string& name, const CodeValue& list) {
  if (list.kind != CodeValue::Kind::list && list.kind != CodeValue::Kind::object) {
    if (list.kind == CodeValue::Kind::file) values_.assign(name, list);
    return;
  }
  std::size_t count = 0;
  for (const CodeValue& item : list.items) {
    if (++count > 12) break;
    values_.assign(name, item);
  }
}

// for x in [..], for (const x of [..]), foreach ([..] as $x), for my $x (..), [..].each do |x|
void CodeScanner::look_at_loop(std::size_t i) {
  const std::size_t limit = std::min(code_.tokens.size(), i + 2000);
  if (values_.is(i, "for") || values_.is(i, "foreach")) {
    std::size_t at = i + 1;
    if (values_.is(at, "await")) ++at;
    if (language_ == Language::php && values_.is(at, "(")) {
      ++at;
      const CodeValue list = values_.evaluate(at, limit);
      if (values_.is(at, "as") && values_.is_kind(at + 1, Kind::name))
        assign_items(std::string(values_.spelled(at + 1)), list);
      return;
    }
    if (language_ == Language::node && values_.is(at, "(")) ++at;
    while (values_.is(at, "const") || values_.is(at, "let") || values_.is(at, "var") ||
           values_.is(at, "my"))
      ++at;
    if (!values_.is_kind(at, Kind::name)) return;
    const std::string name(values_.spelled(at++));
    const bool perl = language_ == Language::perl && values_.is(at, "(");
    if (!perl && !values_.is(at, "in") && !values_.is(at, "of")) return;
    if (!perl) ++at;
    if (perl) {
      CodeValue list;
      list.kind = CodeValue::Kind::list;
      for (CodeArgument& one : values_.arguments(at + 1, values_.close_of(at, limit))) {
        if (one.value.kind == CodeValue::Kind::list)
          for (CodeValue& item : one.value.items) list.items.push_back(std::move(item));
        else
          list.items.push_back(std::move(one.value));
      }
      return assign_items(name, list);
    }
    return assign_items(name, values_.evaluate(at, limit));
  }
  const bool method = (values_.is(i, "each") || values_.is(i, "forEach") || values_.is(i, "map")) &&
                      i >= 2 && values_.is(i - 1, ".");
  if (!method) return;
  std::size_t at = i + 1;
  for (int steps = 0; steps < 4 && !values_.is_kind(at, Kind::name); ++steps) ++at;
  if (values_.is(at, "do") || values_.is(at, "async")) ++at;
  for (int steps = 0; steps < 3 && (values_.is(at, "|") || values_.is(at, "(")); ++steps) ++at;
  if (!values_.is_kind(at, Kind::name)) return;
  std::size_t receiver = i - 2;
  const bool calls = values_.is(receiver, ")");  // File.readlines("x").each
  if (code_.tokens[receiver].match >= 0 && (calls || values_.is(receiver, "]")))
    receiver = static_cast<std::size_t>(code_.tokens[receiver].match);
  if (calls && receiver > 0 && values_.is_kind(receiver - 1, Kind::name))
    receiver = callee_at(receiver - 1).first;
  if (receiver > i) return;
  assign_items(std::string(values_.spelled(at)), values_.evaluate(receiver, i - 1));
}

// [f(x) for x in list]: the loop stands behind what uses it.
void CodeScanner::look_at_comprehension(std::size_t i) {
  if (!values_.is(i, "[") && !values_.is(i, "(") && !values_.is(i, "{")) return;
  const std::size_t close = values_.close_of(i, code_.tokens.size());
  for (std::size_t at = i + 1; at < close; ++at) {
    if (values_.is(at, "[") || values_.is(at, "(") || values_.is(at, "{"))
      at = values_.close_of(at, close);
    else if (values_.is(at, "for"))
      look_at_loop(at);
  }
}

}  // namespace interlock
