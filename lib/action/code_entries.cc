// Tools that are started inside of the code, by the function that their own script calls: what they
// are to do stands in sys.argv, or in a list that they are given.
#include "lib/action/code_scanner.h"

namespace interlock {

// alembic.config.main(argv=["upgrade", "head"]), runpy.run_module("alembic"),
// runpy.run_path("x.py")
void CodeScanner::act_main(const CodeSink& sink, const Arguments& arguments, Via via) {
  const bool is_tool = !sink.needs.empty();
  Items words;
  if (is_tool) words = {CodeValue::of_text(Word(sink.needs))};
  if (!is_tool) words = {CodeValue::of_text(Word("python3"))};
  if (sink.name == "run_module") words.push_back(CodeValue::of_text(Word("-m")));
  const CodeArgument* given = nullptr;
  for (const CodeArgument& argument : arguments)
    if (given == nullptr && (argument.key.empty() || argument.key == "argv")) given = &argument;
  if (!is_tool) {
    if (given == nullptr || !given->value.is_known_text()) return;
    words.push_back(given->value);
    given = nullptr;
  }
  if (given != nullptr && given->value.kind == CodeValue::Kind::list) {
    words.insert(words.end(), given->value.items.begin(), given->value.items.end());
  } else if (sink.owner != "()") {
    const std::vector<CodeValue>* argv = values_.values_of("sys.argv");
    if (argv == nullptr) argv = values_.values_of("argv");
    if (argv != nullptr && argv->back().items.size() > 1)
      words.insert(words.end(), argv->back().items.begin() + 1, argv->back().items.end());
  }
  add_child_words(words, {}, via);
}

}  // namespace interlock
