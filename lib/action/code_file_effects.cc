// Files that code writes, moves and removes.
#include <algorithm>

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

// open(..).write("x"), with open(..) as f: f.write("x"): the bracket behind the one write that is
// seen of the file, whose opening ends at `i`; 0 when there may be others.
std::size_t only_write(const CodeEvaluator& values, const LexedCode& code, std::size_t i) {
  const bool is_named = values.is(i, "as") && values.is(i + 2, ":");
  std::size_t at = is_named ? i + 3 : i;
  if (is_named) {
    const std::string_view name = values.spelled(i + 1);
    while (values.is_kind(at, CodeToken::Kind::newline)) ++at;
    if (!values.is(at, name)) return 0;
    constexpr std::size_t k_farthest = 2'000;
    const std::size_t end = std::min(code.tokens.size(), ++at + k_farthest);
    std::size_t next = at;
    while (next < end && !values.is(next, name)) ++next;
    if (next < code.tokens.size() && !values.is(next - 1, "as")) return 0;
  }
  const bool writes = values.is(at, ".") && values.is(at + 1, "write") && values.is(at + 2, "(");
  return writes ? at + 2 : 0;
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
  if (findings_.writes.size() < 500)
    findings_.writes.push_back({operation, path.text, added, via, Word::unknown("..."), {}});
}

void CodeScanner::set_content(const CodeArgument* text) {
  if (text != nullptr && text->value.is_text() && text->others.empty() && !findings_.writes.empty())
    findings_.writes.back().content = text->value.text;
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
      if (!arguments.empty()) set_content(&arguments[0]);
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
      add_write(Operation::update, path, "", via);
      const std::size_t open = only_write(values_, code_, arguments.back().end + 1);
      if (mode->text.text.front() != 'w' || open == 0) return;
      const Arguments texts =
          values_.arguments(open + 1, values_.close_of(open, code_.tokens.size()));
      if (texts.size() == 1) set_content(&texts[0]);
      return;
    }
    case file_write: {
      std::string added;
      if (arguments.size() > 1 && arguments[1].value.is_text() &&
          !is_one_hole(arguments[1].value.text))
        added = arguments[1].value.text.text;
      add_write(Operation::update, path, added, via);
      const bool adds = sink.name.starts_with("append") ||
                        option_of(arguments, "flag") != nullptr ||
                        (arguments.size() > 2 && language_ == Language::php);
      if (!adds && arguments.size() > 1) set_content(&arguments[1]);
      return;
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
      if (arguments.size() < 2) return;
      add_write(Operation::update, arguments[1].value, "", via);
      if (path.is_text() && !findings_.writes.empty()) findings_.writes.back().from = path.text;
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
