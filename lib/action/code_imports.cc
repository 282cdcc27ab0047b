#include "lib/action/code_imports.h"

#include <algorithm>

#include "lib/action/code_scan.h"

namespace interlock {

// Where a module comes from, and its version, change nothing of what it is: "jsr:@david/dax@0.42",
// "npm:pg@8/lib", "https://deno.land/x/dax/mod.ts".
std::string_view module_name(std::string_view module) {
  for (const std::string_view source :
       {"node:", "npm:", "jsr:", "https://deno.land/x/", "https://esm.sh/", "https://jsr.io/"})
    if (module.starts_with(source)) module.remove_prefix(source.size());
  if (module.starts_with('.')) return module;
  const bool scoped = module.starts_with('@');
  module = module.substr(0, module.find('@', scoped));
  return scoped ? module : module.substr(0, module.find('/'));
}

void CodeImports::add(const std::string& name, const std::string& target) {
  if (name.size() < 100 && target.size() < 200 && names_.size() < 5000 && name != target)
    names_[name] = target;
}

// A chain of names at `i`: "os.path.join"; `i` goes behind it.
std::string CodeImports::dotted(std::size_t& i) const {
  if (!values_.is_kind(i, CodeToken::Kind::name)) return "";
  std::string chain(values_.spelled(i++));
  for (int parts = 0; parts < 8; ++parts) {
    const bool member = values_.is(i, ".") || values_.is(i, "::") || values_.is(i, "->");
    if (!member || !values_.is_kind(i + 1, CodeToken::Kind::name)) break;
    chain += '.';
    chain += values_.spelled(i + 1);
    i += 2;
  }
  return chain;
}

std::string CodeImports::resolve(const std::string& chain) const {
  const auto whole = names_.find(chain);
  if (whole != names_.end()) return whole->second;
  const std::size_t dot = chain.find('.');
  const auto first = names_.find(chain.substr(0, dot));
  if (first == names_.end() || dot == std::string::npos) return chain;
  return first->second + chain.substr(dot);
}

bool CodeImports::takes_all_of(std::string_view module) const {
  return std::find(stars_.begin(), stars_.end(), module) != stars_.end();
}

bool CodeImports::note(std::size_t i) {
  const bool starts = i == 0 || values_.is_kind(i - 1, CodeToken::Kind::newline) ||
                      values_.is(i - 1, ";") || values_.is(i - 1, ":") || values_.is(i - 1, "}");
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

void CodeImports::import_python(std::size_t i) {
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
        (from && values_.is_kind(at, CodeToken::Kind::newline) &&
         values_.is_kind(at + 1, CodeToken::Kind::name) &&
         (values_.is(at - 1, "(") || values_.is(at - 1, ",")))) {
      ++at;
      continue;
    }
    const std::string name = dotted(at);
    if (name.empty()) return;
    std::string alias = name;
    const bool renamed = values_.is(at, "as") && values_.is_kind(at + 1, CodeToken::Kind::name);
    if (renamed) {
      alias = std::string(values_.spelled(at + 1));
      at += 2;
    }
    if (from)
      add(alias, module + '.' + name);
    else if (renamed)
      add(alias, name);
    if (!values_.is(at, ",") &&
        !(from && values_.is_kind(at, CodeToken::Kind::newline) && values_.is(at - 1, ",")))
      return;
  }
}

void CodeImports::import_node(std::size_t i) {
  std::size_t from = i + 1;
  while (from < i + 120 && from < code_.tokens.size() &&
         !values_.is_kind(from, CodeToken::Kind::string))
    ++from;
  if (!values_.is_kind(from, CodeToken::Kind::string)) return;
  const std::string module(module_name(values_.string_at(from).value.text));
  bool braces = false;
  for (std::size_t at = i + 1; at < from; ++at) {
    if (values_.is(at, "{")) braces = true;
    if (values_.is(at, "}")) braces = false;
    if (!values_.is_kind(at, CodeToken::Kind::name) || values_.is(at, "from") ||
        values_.is(at, "type"))
      continue;
    const std::string name(values_.spelled(at));
    if (values_.is(at, "as")) continue;
    if (values_.is(at + 1, "as") && values_.is_kind(at + 2, CodeToken::Kind::name)) {
      add(std::string(values_.spelled(at + 2)), braces ? module + '.' + name : module);
      at += 2;
    } else if (values_.is(at - 1, "as")) {
      add(name, module);  // * as name
    } else {
      add(name, braces ? module + '.' + name : module);
    }
  }
}

// promisify(exec), promisify(require("m").exec): the function that it wraps; `i` stands at its
// name.
std::string CodeImports::wrapped(std::size_t i) const {
  if (!values_.is(i, "promisify") || !values_.is(i + 1, "(")) return "";
  i += 2;
  if (!values_.is(i, "require") || !values_.is_kind(i + 2, CodeToken::Kind::string))
    return resolve(dotted(i));
  std::string inner(module_name(values_.string_at(i + 2).value.text));
  if (values_.is(i + 4, ".")) inner += '.' + std::string(values_.spelled(i + 5));
  return inner;
}

// const cp = require("m"), const {a, b: c} = require("m"), .. = await import("m")
void CodeImports::require_node(std::size_t i) {
  if (!values_.is_kind(i + 2, CodeToken::Kind::string)) return;
  const std::string module(module_name(values_.string_at(i + 2).value.text));
  std::size_t sign = i;
  if (sign > 0 && values_.is(sign - 1, "await")) --sign;
  if (sign > 0 && values_.is(sign - 1, "(")) --sign;
  if (sign > 0 && values_.is(sign - 1, "await")) --sign;
  if (sign < 2 || !values_.is(sign - 1, "=")) return;
  const std::size_t target = sign - 2;
  if (values_.is_kind(target, CodeToken::Kind::name)) {
    std::string whole = module;
    if (values_.is(i + 4, ".") && values_.is_kind(i + 5, CodeToken::Kind::name)) {
      if (values_.is(i + 6, "(")) return;  // what a function of it gives
      whole += '.';
      whole += values_.spelled(i + 5);
    }
    add(std::string(values_.spelled(target)), whole);
  } else if (values_.is(target, "}") && code_.tokens[target].match >= 0) {
    for (std::size_t at = static_cast<std::size_t>(code_.tokens[target].match) + 1; at < target;
         ++at) {
      if (!values_.is_kind(at, CodeToken::Kind::name)) continue;
      const std::string name(values_.spelled(at));
      if (values_.is(at + 1, ":") && values_.is_kind(at + 2, CodeToken::Kind::name)) {
        add(std::string(values_.spelled(at + 2)), module + '.' + name);
        at += 2;
      } else {
        add(name, module + '.' + name);
      }
    }
  }
}

}  // namespace interlock
