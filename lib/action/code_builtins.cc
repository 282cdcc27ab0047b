// What well known functions and methods make of known values. Anything else stays unknown.
#include <algorithm>
#include <cstdlib>

#include "lib/action/code_builtins_parts.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Kind = CodeValue::Kind;

Word join_items(const std::vector<CodeValue>& items, const Word& separator) {
  Word text;
  for (const CodeValue& item : items) {
    if (&item != &items.front()) text.append(separator);
    text.append(item.text);
    if (text.text.size() > k_longest_built_text) break;
  }
  return text;
}

CodeValue split_words(const CodeValue& value, const std::vector<CodeArgument>& arguments) {
  CodeValue list;
  list.kind = Kind::list;
  const std::string& text = value.text.text;
  if (!arguments.empty() && arguments[0].value.is_known_text() &&
      arguments[0].value.text.text.size() == 1 && arguments[0].value.text.text != " ") {
    for (const std::string_view part : split(text, arguments[0].value.text.text[0]))
      if (list.items.size() < 4096) list.items.push_back(CodeValue::of_text(Word(part)));
    return list;
  }
  std::size_t at = 0;
  while (at < text.size() && list.items.size() < 4096) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) ++at;
    std::string word;
    const std::size_t begin = at;
    char quote = '\0';
    for (; at < text.size(); ++at) {  // as shlex would: quotes keep blanks
      const char c = text[at];
      if (quote == '\0' && (c == ' ' || c == '\n' || c == '\t')) break;
      if (quote == '\0' && (c == '"' || c == '\''))
        quote = c;
      else if (quote == c)
        quote = '\0';
      else
        word += c;
    }
    if (at > begin) list.items.push_back(CodeValue::of_text(Word(word)));
  }
  return list;
}

std::string replace_text(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  std::string out;
  std::size_t at = 0;
  for (std::size_t hit = text.find(from); hit != std::string::npos; hit = text.find(from, at)) {
    out.append(text, at, hit - at).append(to);
    at = hit + from.size();
    if (out.size() > k_longest_built_text) return out;
  }
  return out.append(text, at);
}

bool call_text_method(const CodeCall& call, CodeValue& result) {
  const std::string& name = call.name;
  const CodeValue& value = *call.receiver;
  if (is_one_of(name, {"strip",          "lstrip",      "rstrip",      "trim",
                       "trimStart",      "trimEnd",     "toString",    "to_s",
                       "to_str",         "valueOf",     "decode",      "encode",
                       "dedent",         "squish",      "chomp",       "chop",
                       "freeze",         "html_safe",   "stripIndent", "strip_heredoc",
                       "as_string",      "expanduser",  "dup",         "b",
                       "force_encoding", "split_lines", "resolve",     "absolute",
                       "toLocaleString"})) {
    result = value;
    return true;
  }
  const std::string& text = value.text.text;
  if (name == "format") {
    result =
        CodeValue::of_text(format_text(value.text, call.arguments, call.language == Language::lua));
    return true;
  }
  if (name == "join" && !call.arguments.empty() && call.arguments[0].value.kind == Kind::list) {
    result = CodeValue::of_text(join_items(call.arguments[0].value.items, value.text));
    return true;
  }
  if (name == "concat") {
    Word joined = value.text;
    for (const CodeArgument& argument : call.arguments) joined.append(argument.value.text);
    result = CodeValue::of_text(std::move(joined));
    return true;
  }
  if (!value.text.known()) return false;
  if (is_one_of(name, {"lower", "toLowerCase", "downcase", "casefold"}))
    result = CodeValue::of_text(Word(to_lower(text)));
  else if (is_one_of(name, {"upper", "toUpperCase", "upcase"}))
    result = CodeValue::of_text(Word(to_upper(text)));
  else if (name == "reverse")
    result = CodeValue::of_text(Word(std::string(text.rbegin(), text.rend())));
  else if (name == "splitlines" || name == "lines")
    result = split_words(value, {{"", CodeValue::of_text(Word("\n")), {}, 0, 0}});
  else if (name == "split" || name == "shellsplit")
    result = split_words(value, call.arguments);
  else if (is_one_of(name, {"replace", "replaceAll", "gsub", "sub"}) &&
           call.arguments.size() >= 2 && call.arguments[0].value.is_known_text() &&
           call.arguments[1].value.is_known_text())
    result = CodeValue::of_text(Word(
        replace_text(text, call.arguments[0].value.text.text, call.arguments[1].value.text.text)));
  else
    return false;
  return true;
}

bool call_file(const CodeCall& call, CodeValue& result) {
  const std::string& name = call.name;
  if (call.receiver != nullptr && call.receiver->kind == Kind::file) {
    // What is done to the contents of an open file rarely changes what it says.
    result = *call.receiver;
    return true;
  }
  const bool by_path = call.receiver != nullptr && call.receiver->is_text() &&
                       is_one_of(name, {"read_text", "read_bytes", "open"});
  if (by_path) {
    result = {Kind::file, call.receiver->text, {}, {}};
    return true;
  }
  const bool reads =
      is_one_of(name, {"open", "readFileSync", "readFile", "readTextFile", "readTextFileSync",
                       "file_get_contents", "read", "readlines", "slurp", "read_file", "lines",
                       "foreach", "fopen", "file", "readFileAsync"});
  if (!reads || call.arguments.empty() || !call.arguments[0].value.is_text()) return false;
  if (call.receiver != nullptr && call.receiver->is_text()) return false;
  result = {Kind::file, call.arguments[0].value.text, {}, {}};
  return true;
}

}  // namespace

bool call_builtin(const CodeCall& call, CodeValue& result) {
  const std::string& name = call.name;
  const bool on_text = call.receiver != nullptr && call.receiver->is_text();
  if (call_file(call, result)) return true;
  // Names that mean one thing with a text before the dot, another with a module.
  if (call_decoder(call, result)) return true;
  if (on_text && call_text_method(call, result)) return true;
  if (call.receiver != nullptr && call.receiver->kind == Kind::list) {
    if (is_one_of(name, {"join"})) {
      Word separator(call.language == Language::node ? "," : "");
      if (!call.arguments.empty()) separator = call.arguments[0].value.text;
      result = CodeValue::of_text(join_items(call.receiver->items, separator));
      return true;
    }
    if (name == "reverse") {
      result = *call.receiver;
      std::reverse(result.items.begin(), result.items.end());
      return true;
    }
    if (is_one_of(name, {"slice", "drop"}) && call.arguments.size() == 1 &&
        call.arguments[0].value.is_known_text()) {
      result = items_at(*call.receiver, call.arguments[0].value.text.text + ':');
      return true;
    }
    if (is_one_of(name, {"to_a", "freeze", "flat", "copy", "each", "map", "slice", "values",
                         "compact"})) {
      result = *call.receiver;
      return true;
    }
    if (name == "concat" && !call.arguments.empty() && call.arguments[0].value.kind == Kind::list) {
      result = *call.receiver;
      for (const CodeValue& item : call.arguments[0].value.items) result.items.push_back(item);
      return true;
    }
    return false;
  }
  if (on_text || call.arguments.empty()) return false;
  if (is_one_of(name, {"get", "getenv", "fetch", "getOrDefault"}) && call.arguments.size() == 2 &&
      call.arguments[1].value.is_known_text()) {
    const CodeValue* known = nullptr;
    if (call.receiver != nullptr && call.receiver->kind == Kind::object)
      known = call.receiver->find(call.arguments[0].value.text.text);
    const std::string owner = call.receiver != nullptr ? to_lower(call.receiver->text.text) : "";
    const bool of_environment = name == "getenv" || owner.find("env") != std::string::npos;
    if (known == nullptr && !of_environment) return false;  // the default hides what else it holds
    result = known != nullptr ? *known : call.arguments[1].value;
    return true;
  }
  const CodeValue& first = call.arguments[0].value;
  if (first.kind == Kind::file &&
      is_one_of(name, {"compile", "str", "text", "dedent", "String", "bytes", "SQL", "raw"})) {
    result = first;
    return true;
  }
  if (is_one_of(name, {"compile",     "str",      "String", "text",     "SQL",     "raw",
                       "RawSQL",      "dedent",   "Path",   "PurePath", "b",       "u",
                       "literal",     "DDL",      "sql",    "cleandoc", "lit",     "Literal",
                       "quote_ident", "tostring", "fspath", "c_str",    "cstring", "escape"}) &&
      first.is_text()) {
    result = first;
    return true;
  }
  // As JSON it says the same.
  if (is_one_of(name, {"stringify", "dumps"}) &&
      (first.kind == Kind::object || first.kind == Kind::list)) {
    result = first;
    return true;
  }
  if (is_one_of(name, {"list", "tuple", "array", "Array", "of", "c", "shlex_join"})) {
    result = {Kind::list, Word(), {}, {}};
    if (call.arguments.size() == 1 && first.kind == Kind::list)
      result = first;
    else
      for (const CodeArgument& argument : call.arguments) {
        result.items.push_back(argument.value);
        if (!argument.key.empty()) result.kind = Kind::object;
        result.keys.push_back(argument.key);
      }
    if (result.kind == Kind::list) result.keys.clear();
    return true;
  }
  if (name == "split" && first.is_known_text()) {
    if (call.language == Language::perl && call.arguments.size() > 1) return false;
    result = split_words(first, {});
    return true;
  }
  if (is_one_of(name, {"URL", "expand_path"}) && first.is_text()) {  // a path, seen from another
    result = first;
    return true;
  }
  if (is_one_of(name, {"join", "implode", "paste", "resolve"}) && call.arguments.size() >= 2) {
    const CodeValue& second = call.arguments[1].value;
    if (second.kind == Kind::list && first.is_text()) {
      result = CodeValue::of_text(join_items(second.items, first.text));
    } else if (first.kind == Kind::list && second.is_text()) {
      result = CodeValue::of_text(join_items(first.items, second.text));
    } else {
      std::vector<CodeValue> items;
      const bool separated = call.language == Language::perl;
      for (const CodeArgument& argument : call.arguments)
        if (!separated || &argument != &call.arguments.front()) items.push_back(argument.value);
      const Word slash("/");
      result = CodeValue::of_text(join_items(items, separated ? first.text : slash));
    }
    return true;
  }
  if ((name == "sprintf" || name == "format" || name == "vsprintf") && first.is_text()) {
    std::vector<CodeArgument> rest(call.arguments.begin() + 1, call.arguments.end());
    result = CodeValue::of_text(format_text(first.text, rest, true));
    return true;
  }
  if ((name == "lc" || name == "strtolower") && first.is_known_text()) {
    result = CodeValue::of_text(Word(to_lower(first.text.text)));
    return true;
  }
  if ((name == "reverse" || name == "reversed") && first.is_known_text()) {
    const std::string& text = first.text.text;
    result = CodeValue::of_text(Word(std::string(text.rbegin(), text.rend())));
    return true;
  }
  if (name == "paste0" || name == "concat") {
    Word text;
    for (const CodeArgument& argument : call.arguments) text.append(argument.value.text);
    result = CodeValue::of_text(std::move(text));
    return true;
  }
  return false;
}

}  // namespace interlock
