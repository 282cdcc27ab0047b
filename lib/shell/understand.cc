#include "lib/shell/understand.h"

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {

CommandLine understand_shell(std::string_view text, const ShellContext& context) {
  CommandLine line;
  State state;
  state.start_options();
  state.directory = Word(context.directory);
  Frame frame;
  frame.input = std::make_shared<Stream>();
  Evaluator evaluator(context, line);
  evaluator.run_text(std::string(text), state, frame, "the command line");
  evaluator.finish(state, frame);
  if (context.work != nullptr) *context.work = evaluator.work_left();
  return line;
}

std::string render_command(const SimpleCommand& command) {
  std::string text;
  for (const NamedWord& assignment : command.assignments)
    text += assignment.name + '=' + shell_quote(assignment.value.text) + ' ';
  for (const Word& word : command.argv) {
    if (&word != &command.argv.front()) text += ' ';
    text += word.known() ? shell_quote(word.text) : word.text;
  }
  if (!command.via.empty()) text += "  # " + command.via;
  return text;
}

}  // namespace interlock
