// Which names stand for which modules and functions, and what loops go over.
#include <algorithm>

#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {

std::string module_name(std::string_view module) {
  if (module.starts_with("node:")) module.remove_prefix(5);
  if (!module.starts_with('@') && !module.starts_with('.'))
    module = module.substr(0, module.find('/'));
  return std::string(module);
}

void CodeScanner::add_alias(const std::string& name, const std::string& target) {
  if (name.size() < 100 && target.size() < 200 && aliases_.size() < 5000 && name != target)
    aliases_[name] = target;
}

// A chain of names at `i`: "os.path.join"; `i` goes behind it.
std::string CodeScanner::dotted(std::size_t& i) const {
  if (!values_.is_kind(i, Kind::name)) return "";
  std::string chain(values_.spelled(i++));
  for (int parts = 0; parts < 8; ++parts) {
    const bool member = values_.is(i, ".") || values_.is(i, "::") || values_.is(i, "->");
    if (!member || !values_.is_kind(i + 1, Kind::name)) break;
    chain += '.';
    chain += values_.spelled(i + 1);
    i += 2;
  }
  return chain;
}

std::string CodeScanner::resolve(const std::string& chain) const {
  const auto whole = aliases_.find(chain);
  if (whole != aliases_.end()) return whole->second;
  const std::size_t dot = chain.find('.');
  const auto first = aliases_.find(chain.substr(0, dot));
  if (first == aliases_.end() || dot == std::string::npos) return chain;
  return first->second + chain.substr(dot);
}

bool CodeScanner::look_at_import(std::size_t i) {
  const bool starts = i == 0 || values_.is_kind(i - 1, Kind::newline) || values_.is(i - 1, ";") ||
                      values_.is(i - 1, ":") || values_.is(i - 1, "}");
  if (language_ == Language::python && starts &&
      (values_.is(i, "import") || values_.is(i, "from"))) {
    import_python(i);
    return true;
  }
  if (language_ == Language::node) {
    if (values_.is(i, "import") && !values_.is(i + 1, "(") && starts) {
      import_node(i);
      return true;
    }
    if ((values_.is(i, "require") || values_.is(i, "import")) && values_.is(i + 1, "("))
      require_node(i);
  }
  return false;
}

void CodeScanner::import_python(std::size_t i) {
  const std::size_t limit = i + 200;
  std::string module;
  std::size_t at = i + 1;
  const bool from = values_.is(i, "from");
  if (from) {
    module = dotted(at);
    if (!values_.is(at, "import")) return;
    ++at;
    if (values_.is(at, "*")) {
      const std::size_t dot = module.rfind('.');
      stars_.push_back(dot == std::string::npos ? module : module.substr(dot + 1));
      return;
    }
  }
  while (at < limit && at < code_.tokens.size()) {
    if (values_.is(at, "(") || values_.is(at, ",") ||
        (from && values_.is_kind(at, Kind::newline) && values_.is_kind(at + 1, Kind::name) &&
         (values_.is(at - 1, "(") || values_.is(at - 1, ",")))) {
      ++at;
      continue;
    }
    const std::string name = dotted(at);
    if (name.empty()) return;
    std::string alias = name;
    const bool renamed = values_.is(at, "as") && values_.is_kind(at + 1, Kind::name);
    if (renamed) {
      alias = std::string(values_.spelled(at + 1));
      at += 2;
    }
    if (from)
      add_alias(alias, module + '.' + name);
    else if (renamed)
      add_alias(alias, name);
    if (!values_.is(at, ",") &&
        !(from && values_.is_kind(at, Kind::newline) && values_.is(at - 1, ",")))
      return;
  }
}

void CodeScanner::import_node(std::size_t i) {
  std::size_t from = i + 1;
  while (from < i + 120 && from < code_.tokens.size() && !values_.is_kind(from, Kind::string))
    ++from;
  if (!values_.is_kind(from, Kind::string)) return;
  const std::string module = module_name(values_.string_at(from).value.text);
  bool braces = false;
  for (std::size_t at = i + 1; at < from; ++at) {
    if (values_.is(at, "{")) braces = true;
    if (values_.is(at, "}")) braces = false;
    if (!values_.is_kind(at, Kind::name) || values_.is(at, "from") || values_.is(at, "type"))
      continue;
    const std::string name(values_.spelled(at));
    if (values_.is(at, "as")) continue;
    if (values_.is(at + 1, "as") && values_.is_kind(at + 2, Kind::name)) {
      add_alias(std::string(values_.spelled(at + 2)), braces ? module + '.' + name : module);
      at += 2;
    } else if (values_.is(at - 1, "as")) {
      add_alias(name, module);  // * as name
    } else {
      add_alias(name, braces ? module + '.' + name : module);
    }
  }
}

// const cp = require("m"), const {a, b: c} = require("m"), .. = await import("m")
void CodeScanner::require_node(std::size_t i) {
  if (!values_.is_kind(i + 2, Kind::string)) return;
  const std::string module = module_name(values_.string_at(i + 2).value.text);
  if (values_.is(i + 3, ")") && values_.is(i + 4, "(")) {  // require("execa")("psql")
    Callee callee;
    callee.name = module;
    act_as(callee, values_.arguments(i + 5, values_.close_of(i + 4, code_.tokens.size())));
  }
  std::size_t sign = i;
  if (sign > 0 && values_.is(sign - 1, "await")) --sign;
  if (sign > 0 && values_.is(sign - 1, "(")) --sign;
  if (sign > 0 && values_.is(sign - 1, "await")) --sign;
  if (sign < 2 || !values_.is(sign - 1, "=")) return;
  const std::size_t target = sign - 2;
  if (values_.is_kind(target, Kind::name)) {
    std::string whole = module;
    if (values_.is(i + 4, ".") && values_.is_kind(i + 5, Kind::name)) {
      if (values_.is(i + 6, "(")) return;  // what a function of it gives
      whole += '.';
      whole += values_.spelled(i + 5);
    }
    add_alias(std::string(values_.spelled(target)), whole);
  } else if (values_.is(target, "}") && code_.tokens[target].match >= 0) {
    for (std::size_t at = static_cast<std::size_t>(code_.tokens[target].match) + 1; at < target;
         ++at) {
      if (!values_.is_kind(at, Kind::name)) continue;
      const std::string name(values_.spelled(at));
      if (values_.is(at + 1, ":") && values_.is_kind(at + 2, Kind::name)) {
        add_alias(std::string(values_.spelled(at + 2)), module + '.' + name);
        at += 2;
      } else {
        add_alias(name, module + '.' + name);
      }
    }
  }
}

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
