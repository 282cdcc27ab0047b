// Files that code writes, moves and removes.
#include "lib/action/builder.h"
#include "lib/action/code_scanner.h"

namespace interlock {
namespace {

using Operation = FileAction::Operation;

const CodeValue* mode_of(const std::vector<CodeArgument>& arguments) {
  for (const CodeArgument& argument : arguments)
    if (argument.key == "mode") return &argument.value;
  return arguments.size() > 1 ? &arguments[1].value : nullptr;
}

}  // namespace

void CodeScanner::add_write(Operation operation, const CodeValue& path, const std::string& added,
                            const std::string& via) {
  if (path.kind == CodeValue::Kind::list) {
    for (const CodeValue& one : path.items)
      if (one.is_text()) add_write(operation, one, added, via);
    return;
  }
  const bool named_path = path.is_text() || path.kind == CodeValue::Kind::file;
  if (!named_path || path.text.text.empty() || path.text.has_hole_in(0, 1)) return;
  if (findings_.writes.size() < 500) findings_.writes.push_back({operation, path.text, added, via});
}

void CodeScanner::act_file(const CodeSink& sink, const Callee& callee,
                           const std::vector<CodeArgument>& arguments, const std::string& via) {
  using enum CodeSink::Kind;
  if (sink.kind == path_write || sink.kind == path_remove) {
    const bool writes = sink.kind == path_write;
    std::size_t inner = callee.first + 2;
    if (values_.is(callee.first, "Path") && values_.is(callee.first + 1, "(")) {
      const CodeValue name = values_.evaluate(inner, std::min(inner + 30, code_.tokens.size()));
      std::string added;
      if (!arguments.empty() && arguments[0].value.is_text() &&
          !is_one_hole(arguments[0].value.text))
        added = arguments[0].value.text.text;
      add_write(writes ? Operation::update : Operation::remove, name, added, "Path." + callee.name);
    }
    return;
  }
  if (arguments.empty()) return;
  const CodeValue& path = arguments[0].value;
  switch (sink.kind) {
    case file_open: {
      const CodeValue* mode = mode_of(arguments);
      if (mode == nullptr || !mode->is_known_text() || mode->text.text.size() > 4) return;
      if (mode->text.text.find_first_of("wax+") == std::string::npos) return;
      return add_write(Operation::update, path, "", via);
    }
    case file_write: {
      std::string added;
      if (arguments.size() > 1 && arguments[1].value.is_text() &&
          !is_one_hole(arguments[1].value.text))
        added = arguments[1].value.text.text;
      return add_write(Operation::update, path, added, via);
    }
    case file_remove:
      for (const CodeArgument& one : arguments)
        if (one.key.empty()) add_write(Operation::remove, one.value, "", via);
      return;
    case file_move:
      add_write(Operation::move, path, "", via);
      if (arguments.size() > 1) add_write(Operation::update, arguments[1].value, "", via);
      return;
    case file_copy:
      if (arguments.size() > 1) add_write(Operation::update, arguments[1].value, "", via);
      return;
    case nothing:
    case shell:
    case shell_tag:
    case shell_behind_1:
    case words:
    case words_behind_2:
    case words_behind_3:
    case program_list:
    case program_args:
    case exec_l:
    case exec_v:
    case spawn_l:
    case spawn_v:
    case django:
    case python_main:
    case open_pipe:
    case sql:
    case sql_body:
    case sql_file:
    case sql_if_driver:
    case eval:
    case eval_maybe:
    case code_file:
    case path_write:
    case path_remove:
    case change_directory:
    case set_environment:
      return;
  }
}

}  // namespace interlock
