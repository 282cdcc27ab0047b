// Calls: which function a name stands for, with what it is called, and what that does.
#include <algorithm>

#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

bool wordless(Language language) {  // calls need no brackets
  return language == Language::ruby || language == Language::perl;
}

// Perl: IPC::Cmd::run is run of IPC.Cmd; CORE::system is system itself.
std::string replaced_colons(std::string name) {
  for (const std::string_view core : {"CORE::GLOBAL::", "CORE::", "POSIX::"})
    if (name.starts_with(core)) return name.substr(core.size());
  for (std::size_t at = 0; (at = name.find("::", at)) != std::string::npos;)
    name.replace(at, 2, ".");
  return name;
}

std::string_view last_name(std::string_view name) {
  const std::size_t colons = name.rfind("::");
  return colons == std::string_view::npos ? name : name.substr(colons + 2);
}

}  // namespace

CodeScanner::Callee CodeScanner::callee_at(std::size_t i) const {
  std::vector<std::string> parts{std::string(values_.spelled(i))};
  std::size_t at = i;
  for (int count = 0; count < 8 && at >= 2; ++count) {
    const std::string_view sign = values_.spelled(at - 1);
    const bool dot = sign == "." && !(language_ == Language::perl || language_ == Language::php);
    const bool member = values_.is_kind(at - 1, Kind::sign) &&
                        (dot || sign == "->" || sign == "::" || sign == "?." ||
                         (sign == ":" && language_ == Language::lua) ||
                         (sign == "." && language_ == Language::other));
    if (!member) break;
    std::size_t before = at - 2;
    if (values_.is_kind(before, Kind::newline) && before > 0)
      --before;  // a chain over several lines
    if (values_.is_kind(before, Kind::name)) {
      parts.insert(parts.begin(), std::string(values_.spelled(before)));
      at = before;
      continue;
    }
    std::string owner = "()";
    at = before;
    const std::int32_t match = code_.tokens[before].match;
    if (values_.is(before, ")") && match > 0) {
      const auto open = static_cast<std::size_t>(match);
      const std::string_view function = values_.spelled(open - 1);
      const bool imports = function == "require" || function == "__import__" ||
                           function == "import" || function == "import_module";
      at = open;
      if (imports && values_.is_kind(open + 1, Kind::string))
        owner = module_name(values_.string_at(open + 1).value.text);
      if (values_.is_kind(open - 1, Kind::name)) at = open - 1;
    }
    parts.insert(parts.begin(), owner);
    break;
  }
  if (language_ == Language::perl && parts.size() == 1) parts = {replaced_colons(parts.front())};
  Callee named = callee_named(imports_.resolve(join(parts, ".")));
  named.first = at;
  return named;
}

// "child_process.exec" -> exec of child_process
CodeScanner::Callee CodeScanner::callee_named(const std::string& chain) {
  Callee callee;
  const std::size_t dot = chain.rfind('.');
  callee.name = dot == std::string::npos ? chain : chain.substr(dot + 1);
  if (dot == std::string::npos) return callee;
  callee.has_owner = true;
  callee.owner = chain.substr(0, dot);
  callee.owner = callee.owner.substr(callee.owner.rfind('.') + 1);
  return callee;
}

bool CodeScanner::matches(const CodeSink& sink, const Callee& callee) const {
  if (!sink.needs.empty() && !mentioned_.contains(sink.needs)) return false;
  if (sink.owner.empty()) return true;
  if (sink.owner == "-") return !callee.has_owner;
  if (sink.owner == ".") return callee.has_owner;
  if (callee.has_owner) {
    if (callee.owner == sink.owner) return true;
    if (sink.owner == "fs") return callee.owner == "promises" || callee.owner == "fsp";
    if (sink.owner == "child_process") return has_child_process_ && callee.owner != "()";
    return false;
  }
  return imports_.takes_all_of(sink.owner);
}

// The arguments of the call whose name stands at `i`.
std::vector<CodeArgument> CodeScanner::call_arguments(std::size_t i, bool& found) {
  found = true;
  const std::size_t next = i + 1;
  if (values_.is(next, "(")) {
    const std::size_t close = values_.close_of(next, code_.tokens.size());
    std::vector<CodeArgument> arguments = values_.arguments(next + 1, close);
    return arguments;
  }
  if (values_.is(next, "?.") && values_.is(next + 1, "("))
    return values_.arguments(next + 2, values_.close_of(next + 1, code_.tokens.size()));
  const bool string = values_.is_kind(next, Kind::string);
  const bool tagged = string && values_.string_at(next).kind == CodeString::Kind::tagged;
  if (language_ == Language::node && tagged) return values_.arguments(next, next + 1);
  const bool bare_string =
      string && (language_ == Language::lua || language_ == Language::php ||
                 language_ == Language::python || language_ == Language::other);
  const bool bare =
      wordless(language_) &&
      (string || values_.is(next, "[") || values_.is(next, "*") ||
       (values_.is_kind(next, Kind::name) && !values_.is(next, "if") &&
        !values_.is(next, "unless") && !values_.is(next, "or") && !values_.is(next, "and") &&
        !values_.is(next, "do") && !values_.is(next, "end")));
  if (!bare && !bare_string) {
    found = false;
    return {};
  }
  std::size_t end = values_.statement_end(next);
  for (std::size_t at = next; at < end; ++at) {
    if (values_.is(at, "(") || values_.is(at, "[") || values_.is(at, "{")) {
      at = values_.close_of(at, end);
      continue;
    }
    const std::string_view word = values_.spelled(at);
    if (values_.is_kind(at, Kind::name) &&
        (word == "do" || word == "if" || word == "unless" || word == "or" || word == "and" ||
         word == "while" || word == "rescue")) {
      end = at;
      break;
    }
  }
  return values_.arguments(next, end);
}

// $`line`, $({cwd: "folder"})`line`: the line, then the options. None when no line stands there.
CodeScanner::Arguments CodeScanner::tag_arguments(std::size_t i) {
  std::size_t at = i + 1;
  Arguments options;
  if (values_.is(at, "(")) {
    const std::size_t close = values_.close_of(at, code_.tokens.size());
    options = values_.arguments(at + 1, close);
    at = close + 1;
  }
  if (!values_.is_kind(at, Kind::string) || values_.string_at(at).kind != CodeString::Kind::tagged)
    return {};
  Arguments line = values_.arguments(at, at + 1);
  line.insert(line.end(), options.begin(), options.end());
  return line;
}

// Perl's exec {"psql"} "name", "-c": the block's value is the program, the first word only its
// name.
bool CodeScanner::look_at_block(std::size_t i) {
  const bool starts = values_.is(i, "exec") || values_.is(i, "system");
  if (language_ != Language::perl || !starts || !values_.is(i + 1, "{")) return false;
  const std::size_t close = values_.close_of(i + 1, code_.tokens.size());
  std::size_t at = i + 2;
  CodeArgument program;
  program.value = values_.evaluate(at, close);
  std::vector<CodeArgument> arguments =
      values_.arguments(close + 1, values_.statement_end(close + 1));
  if (!arguments.empty()) arguments.erase(arguments.begin());
  std::vector<CodeValue> words{program.value};
  for (CodeArgument& argument : arguments) words.push_back(std::move(argument.value));
  add_child_words(words, {}, std::string(values_.spelled(i)));
  return true;
}

// require("execa")("psql"), promisify(exec)("psql"): what is called is what a call has given.
void CodeScanner::look_at_given(std::size_t i) {
  if (!values_.is(i + 1, "(")) return;
  const std::size_t size = code_.tokens.size(), open = values_.close_of(i + 1, size) + 1;
  if (!values_.is(open, "(")) return;
  std::string chain = imports_.wrapped(i);
  if (values_.is(i, "require") && values_.is_kind(i + 2, Kind::string))
    chain = module_name(values_.string_at(i + 2).value.text);
  if (!chain.empty())
    act_as(callee_named(chain), values_.arguments(open + 1, values_.close_of(open, size)));
}

void CodeScanner::look_at_call(std::size_t i) {
  const std::string_view spelled = values_.spelled(i);
  Callee callee;
  bool resolved = false;
  std::string_view name = spelled;
  // An alias may hide any name, so only names that lead somewhere are looked up.
  const bool called = values_.is(i + 1, "(") || values_.is_kind(i + 1, Kind::string) ||
                      (values_.is(i + 1, "?.") && values_.is(i + 2, "(")) || wordless(language_);
  if (!called) {
    const bool handed = i > 0 && (values_.is(i - 1, "(") || values_.is(i - 1, ",") ||
                                  values_.is(i - 1, "=") || values_.is(i - 1, "."));
    if (handed && (values_.is(i + 1, ",") || values_.is(i + 1, ")"))) look_at_handed(i);
    if (spelled == "eval" && handed && language_ == Language::node &&
        comes_from_outside(i > 60 ? i - 60 : 0, i))
      findings_.opaque.push_back("eval runs text that was read from outside");
    return;
  }
  std::vector<const CodeSink*> sinks;
  if (imports_.has(spelled) || spelled == "getattr") {
    callee = callee_at(i);
    if (spelled == "getattr" && values_.is(i + 1, "(")) {  // getattr(os, "sys" "tem")("..")
      const std::size_t close = values_.close_of(i + 1, code_.tokens.size());
      const std::vector<CodeArgument> arguments = values_.arguments(i + 2, close);
      if (arguments.size() < 2 || !arguments[1].value.is_known_text() ||
          !values_.is(close + 1, "("))
        return;
      callee.name = arguments[1].value.text.text;
      callee.has_owner = true;
      std::size_t at = i + 2;
      callee.owner = imports_.resolve(imports_.dotted(at));
      if (callee.owner == "__import__" && values_.is_kind(at + 1, Kind::string))
        callee.owner = values_.string_at(at + 1).value.text;
      i = close;
    }
    resolved = true;
    name = callee.name;
  }
  if (look_at_block(i) || look_at_indirect(i) || (spelled == "exec" && patterns_.has(i))) return;
  sinks = code_sinks(language_ == Language::perl ? last_name(name) : name, language_);
  if (!resolved && !sinks.empty()) callee = callee_at(i);
  const bool module_sh = mentioned_.contains("sh") && (resolved || values_.is(i - 1, "."));
  if (module_sh && sinks.empty()) {
    if (!resolved) callee = callee_at(i);
    if (callee.owner == "sh" && values_.is(i + 1, "(")) {
      bool found = false;
      std::vector<CodeArgument> arguments = call_arguments(i, found);
      CodeArgument program;
      program.value = CodeValue::of_text(Word(callee.name));
      arguments.insert(arguments.begin(), program);
      act_words(arguments, "sh." + callee.name);
    }
    return;
  }
  std::vector<CodeArgument> arguments;
  bool parsed = false, found = false;
  for (const CodeSink* sink : sinks) {
    if (!matches(*sink, callee)) continue;
    if (sink->kind == CodeSink::Kind::nothing) return;
    // def execute(sql): return sql.upper()
    const bool is_own = sink->kind == CodeSink::Kind::sql && !callee.has_owner && !has_driver_ &&
                        own_.contains(std::string(spelled));
    if (is_own) continue;
    if (sink->kind == CodeSink::Kind::shell_tag) {
      if (const Arguments line = tag_arguments(i); !line.empty()) act(*sink, callee, line);
      continue;
    }
    if (!parsed) arguments = call_arguments(i, found);
    parsed = true;
    if (!found) return;
    act(*sink, callee, arguments);
  }
}

}  // namespace interlock
