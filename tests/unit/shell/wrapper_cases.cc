#include "tests/unit/shell/wrapper_cases.h"

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_text.h"
#include "lib/shell/wrappers.h"

namespace interlock {
namespace {

std::string_view kind_name(Carried::Kind kind) {
  switch (kind) {
    case Carried::Kind::words:
      return "";
    case Carried::Kind::shell_text:
      return " text";
    case Carried::Kind::script:
      return " script";
    case Carried::Kind::stdin_shell:
      return " shell of input";
    case Carried::Kind::package_script:
      return " package";
    case Carried::Kind::make_target:
      return " target";
    case Carried::Kind::sed_script:
      return " sed script";
    case Carried::Kind::door:
      return " door";
  }
  return "";
}

std::string render(const Carried& carried) {
  std::string text = carried.via;
  if (!carried.certain) text += " (maybe)";
  if (carried.is_remote) text += " (remote)";
  if (carried.own_input) text += " (no input)";
  if (carried.appends_unknown) text += " (more words)";
  if (carried.clears_environment) text += " (clear)";
  if (carried.no_hooks) text += " (no hooks)";
  text += ':';
  text += kind_name(carried.kind);
  if (!carried.text.text.empty() || carried.kind == Carried::Kind::make_target)
    text += " {" + carried.text.text + '}';
  for (const Word& word : carried.words) text += ' ' + shell_quote(word.text);
  for (const NamedWord& one : carried.assignments) text += ' ' + one.name + '=' + one.value.text;
  if (carried.directory) text += " in=" + carried.directory->text;
  if (carried.file) text += " file=" + carried.file->text;
  return text;
}

}  // namespace

std::string render_carried(const WrapperCase& wrapper_case) {
  SimpleCommand command;
  for (Word& word : split_words(Word(wrapper_case.line))) {
    const bool hole = word.text.size() > 1 && (word.text[0] == '%' || word.text[0] == '^');
    command.argv.push_back(hole ? Word::unknown(word.text.substr(1), word.text[0] == '%')
                                : std::move(word));
  }
  if (wrapper_case.input != nullptr) {
    command.input.kind = Input::Kind::text;
    command.input.text = Word(wrapper_case.input);
  }
  std::string text;
  for (const Carried& carried : carried_commands(command)) {
    if (!text.empty()) text += " || ";
    text += render(carried);
  }
  return text;
}

}  // namespace interlock
