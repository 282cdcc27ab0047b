// What a call of a known function does, once its arguments are read.
#include <algorithm>

#include "lib/action/builder.h"
#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

const CodeArgument* named(const std::vector<CodeArgument>& arguments, std::string_view key) {
  for (const CodeArgument& argument : arguments)
    if (argument.key == key) return &argument;
  return nullptr;
}

bool says_true(const CodeValue* value) {
  return value != nullptr && (value->text.text == "True" || value->text.text == "true" ||
                              value->text.text == "1" || value->text.text.starts_with("/bin/"));
}

std::vector<CodeValue> positional(const std::vector<CodeArgument>& arguments, std::size_t begin) {
  std::vector<CodeValue> values;
  for (std::size_t i = begin; i < arguments.size(); ++i)
    if (arguments[i].key.empty() && arguments[i].value.kind != CodeValue::Kind::object)
      values.push_back(arguments[i].value);
  return values;
}

}  // namespace

void CodeScanner::act(const CodeSink& sink, const Callee& callee,
                      const std::vector<CodeArgument>& arguments) {
  std::string via = callee.has_owner && callee.owner != "()" && !callee.owner.starts_with('$')
                        ? callee.owner + '.' + callee.name
                        : callee.name;
  using enum CodeSink::Kind;
  if (sink.kind != shell_behind_1) act_on_inputs(sink, callee, arguments);
  if (sink.kind != sql && sink.kind != sql_if_driver && sink.kind != shell_behind_1)
    literals_.hear(sink, callee, arguments);
  switch (sink.kind) {
    case nothing:
      return;
    case shell:
    case shell_tag:
      return act_shell(arguments, via);
    case shell_behind_1: {
      CodeSink behind = sink;
      behind.kind = shell;
      const bool shifts = !arguments.empty() && arguments.front().key.empty();
      return act(behind, callee, {arguments.begin() + shifts, arguments.end()});
    }
    case words:
      return act_words(arguments, via);
    case words_behind_2:
    case words_behind_3: {
      const std::size_t handles = sink.kind == words_behind_2 ? 2 : 3;
      if (arguments.size() <= handles) return;
      return act_words({arguments.begin() + static_cast<std::ptrdiff_t>(handles), arguments.end()},
                       via);
    }
    case program_list:
    case program_args:
      return act_program(arguments, via);
    case exec_l:
    case exec_v:
    case spawn_l:
    case spawn_v:
      return act_exec(sink, arguments, via);
    case django:
      return act_django(arguments, via);
    case python_main:
      return act_main(sink, arguments, via);
    case open_pipe:
      return act_open_pipe(arguments, via);
    case sql:
    case sql_if_driver:
      if (sink.kind == sql_if_driver && !has_driver_) return;
      memory_.hears = memory_.is_told(callee.first);
      if (!memory_.hears) literals_.hear(sink, callee, arguments);
      act_sql(arguments, via);
      memory_.hears = false;
      return;
    case sql_file:
      if (!arguments.empty() && arguments.front().value.is_known_text())
        add_sql_value({CodeValue::Kind::file, arguments.front().value.text, {}, {}}, via, 0);
      return;
    case sql_body:
      return act_body(arguments, via);
    case eval:
    case eval_maybe:
    case code_file:
      return act_eval(sink, arguments, via);
    case file_open:
    case file_write:
    case file_remove:
    case file_move:
    case file_copy:
    case path_write:
    case path_remove:
      return act_file(sink, callee, arguments, via);
    case change_directory:
      if (!arguments.empty()) place_.go(arguments.front().value);
      return;
    case set_environment:
      return place_.set(arguments);
  }
}

void CodeScanner::act_shell(const std::vector<CodeArgument>& arguments, const std::string& via) {
  const CodeArgument* first = named(arguments, "args");
  if (first == nullptr) first = named(arguments, "command");
  if (first == nullptr) first = named(arguments, "cmd");
  for (const CodeArgument& argument : arguments)
    if (first == nullptr && argument.key.empty()) first = &argument;
  if (first == nullptr) return;
  for (const CodeValue* value : first->all()) {
    if (value->is_text() && !is_one_hole(value->text)) {
      add_child(shell_text_of(value->text), arguments, via);
    } else if (value->kind == CodeValue::Kind::list && !value->items.empty()) {
      const CodeValue* program = option_of(arguments, "executable");
      std::vector<CodeValue> words = value->items;
      // With a shell, only the first word is the command line.
      if (says_true(option_of(arguments, "shell"))) {
        add_child(shell_text_of(words.front().text), arguments, via);
      } else {
        if (program != nullptr && program->is_known_text()) words.front() = *program;
        add_child_words(words, arguments, via);
      }
    } else if (value->kind == CodeValue::Kind::file) {
      add_child_file(*value, arguments, via);
    } else if (language_ == Language::awk && value->text.text.starts_with('$')) {
      findings_.opaque.emplace_back("awk runs what it reads as commands");
    }
  }
}

void CodeScanner::act_words(const std::vector<CodeArgument>& arguments, const std::string& via) {
  std::size_t begin = 0;
  while (begin < arguments.size() && arguments[begin].value.kind == CodeValue::Kind::object)
    ++begin;
  std::vector<CodeValue> values = positional(arguments, begin);
  // {"A" => "b"}, "psql", ..: an environment may stand first as an unknown.
  if (values.empty() && named(arguments, "command") != nullptr)  // IPC::Cmd::run(command => ..)
    return act_shell(arguments, via);
  if (values.empty()) return;
  if (values.size() == 1) {
    for (const CodeValue* value : arguments[begin].all()) {
      if (value->kind == CodeValue::Kind::list)
        add_child_words(value->items, arguments, via);
      else if (value->kind == CodeValue::Kind::file)
        add_child_file(*value, arguments, via);
      else if (value->is_text() && !is_one_hole(value->text))
        add_child(shell_text_of(value->text), arguments, via);
    }
    return;
  }
  if (values.front().kind == CodeValue::Kind::list && values.front().items.size() > 1 &&
      language_ == Language::ruby) {
    // IO.popen(["psql", "-c", ..], "r"): the mode is no word; system(["psql", "name"], ..) is rare.
    add_child_words(values.front().items, arguments, via);
    return;
  }
  if (via.ends_with("popen") && values.front().is_text()) {
    add_child(shell_text_of(values.front().text), arguments, via);  // popen("cmd", "r")
    return;
  }
  add_child_words(values, arguments, via);
}

void CodeScanner::act_program(const std::vector<CodeArgument>& arguments, const std::string& via) {
  if (arguments.empty()) return;
  const bool varies = std::any_of(arguments.begin(), arguments.end(),
                                  [](const CodeArgument& one) { return !one.others.empty(); });
  if (varies) {  // what program and words may be else, each by itself
    Arguments plain;
    for (const CodeArgument& one : arguments)
      plain.push_back({one.key, one.value, {}, one.begin, one.end});
    act_program(plain, via);
    for (std::size_t i = 0; i < arguments.size() && i < 2; ++i) {
      for (const CodeValue& other : arguments[i].others) {
        plain[i].value = other;
        act_program(plain, via);
      }
      plain[i].value = arguments[i].value;
    }
    return;
  }
  const CodeValue& program = arguments[0].value;
  std::vector<CodeValue> words;
  if (program.kind == CodeValue::Kind::list) {
    words = program.items;
  } else if (program.kind == CodeValue::Kind::object) {
    if (const CodeValue* cmd = program.find("cmd")) words = cmd->items;
  } else {
    words.push_back(program);
    const CodeValue* list = option_of(arguments, "args");
    if (arguments.size() > 1 && arguments[1].value.kind == CodeValue::Kind::list)
      list = &arguments[1].value;
    if (list != nullptr && list->kind == CodeValue::Kind::list)
      words.insert(words.end(), list->items.begin(), list->items.end());
    else if (arguments.size() > 1 && arguments[1].value.is_text())
      words.push_back(arguments[1].value);  // system2("psql", "-c x")
    else if (arguments.size() > 1 && arguments[1].value.kind == CodeValue::Kind::unknown)
      words.push_back(arguments[1].value);
  }
  if (words.empty()) return;
  const bool one_text =
      words.size() == 1 && words[0].is_text() && words[0].text.text.find(' ') != std::string::npos;
  if (says_true(option_of(arguments, "shell")) || one_text) {
    std::string line;
    for (const Word& word : words_of(words))
      line += (line.empty() ? "" : " ") + shell_text_of(word);
    return add_child(std::move(line), arguments, via);
  }
  add_child_words(words, arguments, via);
}

void CodeScanner::act_exec(const CodeSink& sink, const std::vector<CodeArgument>& arguments,
                           const std::string& via) {
  using enum CodeSink::Kind;
  const std::size_t begin = sink.kind == spawn_l || sink.kind == spawn_v ? 1 : 0;
  if (arguments.size() <= begin) return;
  std::vector<CodeValue> values{arguments[begin].value};
  if (sink.kind == exec_l || sink.kind == spawn_l) {
    for (std::size_t i = begin + 2; i < arguments.size(); ++i) values.push_back(arguments[i].value);
  } else if (arguments.size() > begin + 1) {
    const CodeValue& list = arguments[begin + 1].value;
    for (std::size_t i = 1; i < list.items.size(); ++i) values.push_back(list.items[i]);
    if (list.kind == CodeValue::Kind::unknown) values.push_back(list);
  }
  add_child_words(values, arguments, via);
}

void CodeScanner::act_open_pipe(const std::vector<CodeArgument>& arguments,
                                const std::string& via) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const CodeValue& value = arguments[i].value;
    if (!value.is_text()) continue;
    std::string_view text = trim(value.text.text);
    if (text == "|-" || text == "-|") {
      const std::vector<CodeValue> rest = positional(arguments, i + 1);
      if (rest.size() == 1 && rest[0].is_text()) add_child(shell_text_of(rest[0].text), {}, via);
      if (rest.size() > 1) add_child_words(rest, {}, via);
      return;
    }
    const bool piped = text.size() > 1 && (text.front() == '|' || (text.back() == '|' && i > 0));
    if (piped) {
      const std::string line = shell_text_of(value.text);
      std::string_view command = trim(line);
      if (command.front() == '|') command.remove_prefix(1);
      if (!command.empty() && command.back() == '|') command.remove_suffix(1);
      return add_child(std::string(command), {}, via);
    }
    // open(F, ">file"), open(F, ">", "file")
    if (i > 0 && (text.starts_with('>') || text.starts_with("+<"))) {
      const std::string_view path =
          trim(text.substr(text.find_first_not_of(">+< ") == std::string_view::npos
                               ? text.size()
                               : text.find_first_not_of(">+< ")));
      if (!path.empty() && !path.starts_with(':'))
        add_write(FileAction::Operation::update, CodeValue::of_text(Word(path)), "", via);
      else if (i + 1 < arguments.size())
        add_write(FileAction::Operation::update, arguments[i + 1].value, "", via);
      return;
    }
  }
}

}  // namespace interlock
