// Calls whose function is named by a string, an index or another call.
#include <algorithm>

#include "lib/action/code_builtins_parts.h"
#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

bool is_each(std::string_view function) {  // PHP: calls its function with each item
  return function == "array_map" || function == "array_walk" || function == "array_filter";
}

// Behind them an operand stands, and no argument.
bool is_operator(std::string_view word) {
  return word == "return" || word == "and" || word == "or" || word == "not" || word == "if" ||
         word == "while" || word == "log" || word == "print" || word == "puts" || word == "yield";
}

using ByParameter = std::unordered_map<std::string_view, std::vector<std::string_view>>;

// Functions that hand none of their parameters on, to a call, a list or a variable: what they are
// given ends in them. `own`: all of them at first; `definitions`: their brackets.
void keep_own(const CodeEvaluator& values, const LexedCode& code, const ByParameter& parameters,
              const std::unordered_set<std::size_t>& definitions,
              std::unordered_set<std::string>& own) {
  const auto hands_on = [&](std::string_view name) {
    const auto found = parameters.find(name);
    if (found == parameters.end()) return;
    for (const std::string_view function : found->second) own.erase(std::string(function));
  };
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < code.tokens.size(); ++i) {
    const CodeToken& token = code.tokens[i];
    if (token.kind == CodeToken::Kind::string) {
      const Word& text = values.string_at(i).value;
      for (const Hole& hole : text.holes) {
        const std::string_view name =
            name_in_hole(std::string_view(text.text).substr(hole.begin, hole.end - hole.begin));
        hands_on(name.substr(0, name.find_first_of(".[(")));
      }
    } else if (token.kind == CodeToken::Kind::sign && token.match >= 0) {
      if (static_cast<std::size_t>(token.match) > i)
        open.push_back(i);
      else if (!open.empty())
        open.pop_back();
    } else if (token.kind == CodeToken::Kind::name && i > 0 && !values.is(i - 1, ".")) {
      const bool defines = !open.empty() && definitions.contains(open.back());
      const bool given = !open.empty() && !values.is(open.back(), "{") && open.back() > 0 &&
                         !is_operator(values.spelled(open.back() - 1));
      const bool kept =
          values.is(i - 1, "=") || values.is(i - 1, ":") ||
          (values.is_kind(i - 1, CodeToken::Kind::name) && !is_operator(values.spelled(i - 1)));
      if (!defines && (given || kept)) hands_on(values.spelled(i));
    }
  }
}

}  // namespace

// def f(c): .. and f("x"): c may be "x". Only what a call says in full is taken; *rest is a list.
void CodeScanner::bind_parameters() {
  constexpr std::size_t k_most = 200;  // of functions, and of calls
  const std::size_t size = code_.tokens.size();
  struct Parameter {
    std::string_view name;
    bool takes_rest;
  };
  std::unordered_map<std::string_view, std::vector<Parameter>> functions;
  std::unordered_set<std::size_t> definitions, brackets;
  ByParameter by_parameter;
  for (std::size_t i = 0; i + 3 < size && functions.size() < k_most; ++i) {
    if (!values_.is_kind(i, Kind::name)) continue;
    std::size_t open = 0, close = 0;
    std::string_view name;
    if (values_.is(i, "def") || values_.is(i, "function")) {
      name = values_.spelled(i + 1);
      open = i + 2;
      definitions.insert(i + 1);
    } else if (language_ == Language::node && values_.is(i + 1, "=")) {  // f = (a, b) => ..
      open = values_.is(i + 2, "async") ? i + 3 : i + 2;
      if (!values_.is(values_.close_of(open, size) + 1, "=>")) continue;
      name = values_.spelled(i);
    }
    if (name.empty() || !values_.is(open, "(")) continue;
    std::vector<Parameter>& parameters = functions[name];
    brackets.insert(open);
    own_.emplace(name);
    close = values_.close_of(open, size);
    for (std::size_t at = open + 1; at < close && parameters.size() < 16; ++at) {
      const bool rest = values_.is(at, "*") || values_.is(at, "...");
      const bool begins = at == open + 1 || values_.is(at - 1, ",");
      if (begins && values_.is_kind(at + rest, Kind::name) && !values_.is(at, "self") &&
          !values_.is(at, "cls"))
        parameters.push_back({values_.spelled(at + rest), rest});
    }
    for (const Parameter& one : parameters) by_parameter[one.name].push_back(name);
  }
  if (functions.empty()) return;
  defined_ = own_;
  keep_own(values_, code_, by_parameter, brackets, own_);
  std::size_t calls = 0;
  for (std::size_t i = 0; i + 1 < size && calls < k_most; ++i) {
    if (!values_.is_kind(i, Kind::name) || definitions.contains(i)) continue;
    const auto function = functions.find(values_.spelled(i));
    if (function == functions.end()) continue;
    bool found = false;
    std::vector<CodeArgument> arguments = call_arguments(i, found);
    if (!found) continue;
    ++calls;
    std::size_t index = 0;
    CodeValue rest;
    rest.kind = CodeValue::Kind::list;
    for (CodeArgument& argument : arguments) {
      std::string name = argument.key;
      if (name.empty() && index < function->second.size()) {
        const Parameter& parameter = function->second[index];
        name = parameter.name;
        if (parameter.takes_rest) {
          rest.items.push_back(std::move(argument.value));
          continue;
        }
        ++index;
      }
      const bool said =
          argument.value.is_known_text() ||
          (argument.value.kind == CodeValue::Kind::list && !argument.value.items.empty());
      if (!name.empty() && said) values_.assign(name, std::move(argument.value));
    }
    if (!rest.items.empty() && rest.items.front().is_known_text())
      values_.assign(std::string(function->second[index].name), std::move(rest));
  }
}

void CodeScanner::act_as(const Callee& callee, const std::vector<CodeArgument>& arguments) {
  for (const CodeSink* sink : code_sinks(callee.name, language_))
    if (matches(*sink, callee)) act(*sink, callee, arguments);
}

// True when the call at `i` is one and was dealt with.
bool CodeScanner::look_at_indirect(std::size_t i) {
  const std::string_view spelled = values_.spelled(i);
  const bool ruby = language_ == Language::ruby &&
                    (spelled == "send" || spelled == "__send__" || spelled == "public_send");
  const bool php =
      language_ == Language::php && (spelled.starts_with('$') || spelled == "call_user_func" ||
                                     spelled == "call_user_func_array" || is_each(spelled));
  if ((!ruby && !php) || !values_.is(i + 1, "(")) return false;
  bool found = false;
  std::vector<CodeArgument> arguments = call_arguments(i, found);
  Callee callee;
  if (php && spelled.starts_with('$')) {
    const std::vector<CodeValue>* values = values_.values_of(std::string(spelled));
    if (values == nullptr || !values->back().is_known_text()) return false;
    callee.name = values->back().text.text;
  } else {
    if (arguments.empty()) return true;
    if (php && (spelled == "array_walk" || spelled == "array_filter"))
      std::rotate(arguments.begin(), arguments.begin() + 1, arguments.end());
    const CodeArgument& first = arguments.front();
    if (first.value.is_known_text())
      callee.name = first.value.text.text;
    else if (values_.is(first.begin, ":"))  // a symbol
      callee.name = std::string(values_.spelled(first.begin + 1));
    arguments.erase(arguments.begin());
  }
  if (php && is_each(spelled) && !arguments.empty())
    act_on_items(callee, arguments.front().value);
  else
    act_as(callee, arguments);
  return true;
}

// The function is called with each item of a list.
void CodeScanner::act_on_items(const Callee& callee, const CodeValue& list) {
  constexpr std::size_t k_most = 100;
  std::vector<CodeValue> items = list.items;
  if (list.kind != CodeValue::Kind::list) items = {list};
  if (items.size() > k_most) items.resize(k_most);
  for (CodeValue& item : items) {
    CodeArgument argument;
    argument.value = std::move(item);
    act_as(callee, {argument});
  }
}

// manage.py hands on the arguments of the line that runs it, which says what they do.
static bool hands_on(const CodeValue& list, const CodeInputs* inputs) {
  if (inputs == nullptr) return false;
  const Word script(inputs->script);
  if (known_base_name(script) != "manage.py") return false;
  return std::equal(
      list.items.begin() + !list.items.empty(), list.items.end(), inputs->arguments.begin(),
      inputs->arguments.end(),
      [](const CodeValue& item, const Word& word) { return item.text.text == word.text; });
}

// A keyword argument is an option: plan=True is --plan, database="a" is --database=a.
static void add_option(std::vector<CodeValue>& words, const CodeArgument& argument,
                       std::string_view spelled) {
  std::string option = "--" + argument.key;
  std::replace(option.begin(), option.end(), '_', '-');
  if (argument.value.is_known_text())
    option += "=" + argument.value.text.text;
  else if (spelled != "True")
    return;
  words.push_back(CodeValue::of_text(Word(std::move(option))));
}

// call_command("flush", "--noinput"), execute_from_command_line(["manage.py", "flush"])
void CodeScanner::act_django(const std::vector<CodeArgument>& arguments, const std::string& via) {
  if (arguments.empty()) return;
  std::vector<CodeValue> words{CodeValue::of_text(Word("django-admin"))};
  const CodeValue& first = arguments.front().value;
  if (first.kind == CodeValue::Kind::list) {
    if (hands_on(first, inputs_)) return;
    for (std::size_t i = 1; i < first.items.size(); ++i) words.push_back(first.items[i]);
  } else {
    for (const CodeArgument& argument : arguments)
      if (argument.key.empty())
        words.push_back(argument.value);
      else
        add_option(words, argument,
                   argument.begin + 1 == argument.end ? values_.spelled(argument.begin) : "");
  }
  if (words.size() > 1 && words[1].is_known_text()) add_child_words(words, {}, via);
}

void CodeScanner::look_at_index(std::size_t i) {
  const std::size_t close = values_.close_of(i, code_.tokens.size());
  if (i > 0 && values_.is(i - 1, "argv") && values_.is(i + 1, "1") && values_.is(i + 2, ":") &&
      close == i + 3 && values_.is(i + 4, "=")) {  // sys.argv[1:] = [..]
    std::size_t from = i + 5;
    CodeValue argv = values_.evaluate(from, values_.statement_end(from));
    argv.items.insert(argv.items.begin(), CodeValue::of_text(Word("-")));
    if (argv.kind == CodeValue::Kind::list) values_.assign(chain_to(i - 1), std::move(argv));
    return;
  }
  if (i == 0 || close >= code_.tokens.size() || !values_.is(close + 1, "(") || close > i + 12)
    return;
  std::size_t at = i + 1;
  const CodeValue name = values_.evaluate(at, close);
  if (!name.is_known_text() || code_sinks(name.text.text, language_).empty()) return;
  Callee callee;
  callee.name = name.text.text;
  callee.has_owner = true;
  callee.owner = "()";
  if (values_.is_kind(i - 1, Kind::name)) {
    const Callee owner = callee_at(i - 1);
    callee.owner = owner.name == "__dict__" ? owner.owner : owner.name;
  } else if (values_.is(i - 1, ")") &&
             code_.tokens[i - 1].match > 0) {  // require("m")[..], vars(os)[..]
    std::size_t inner = static_cast<std::size_t>(code_.tokens[i - 1].match) + 1;
    if (values_.is_kind(inner, Kind::string))
      callee.owner = module_name(values_.string_at(inner).value.text);
    else
      callee.owner = imports_.resolve(imports_.dotted(inner));
  }
  bool found = false;
  const std::vector<CodeArgument> arguments = call_arguments(close, found);
  if (found) act_as(callee, arguments);
}

// The function itself is an argument; what it will be called with stands behind it or before the
// call.
void CodeScanner::look_at_handed(std::size_t i) {
  if (code_sinks(values_.spelled(i), language_).empty() && !imports_.has(values_.spelled(i)))
    return;
  const Callee callee = callee_at(i);
  if (values_.is(i + 1, ",")) {
    std::size_t end = i + 2;
    while (end < code_.tokens.size() && end < i + 400 && !values_.is(end, ")") &&
           !values_.is(end, ",")) {
      if (values_.is(end, "(") || values_.is(end, "[") || values_.is(end, "{"))
        end = values_.close_of(end, code_.tokens.size());
      ++end;
    }
    act_on_items(callee, values_.argument(i + 2, std::min(end, code_.tokens.size()), 0).value);
    return;
  }
  // [..].forEach(execSync)
  for (const CodeSink* sink : code_sinks(callee.name, language_))
    if (callee.has_owner && sink->kind < CodeSink::Kind::sql && matches(*sink, callee))
      literals_.hear(*sink, callee, {CodeArgument()});
  const std::size_t open = callee.first - 1;
  if (callee.first < 4 || !values_.is(open, "(") || !values_.is(open - 2, ".") ||
      !values_.is(open - 3, "]"))
    return;
  const std::int32_t list = code_.tokens[open - 3].match;
  if (list < 0) return;
  std::size_t at = static_cast<std::size_t>(list);
  act_on_items(callee, values_.evaluate(at, open - 2));
}

}  // namespace interlock
