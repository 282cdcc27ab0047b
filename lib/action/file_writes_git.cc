// What git puts back into the work tree, and takes out of it.
#include <algorithm>

#include "lib/action/file_actor.h"

namespace interlock {
namespace {

// What is committed, or staged, was seen when it was written. Another revision may hold anything.
bool is_head(const Word& revision) {
  return revision.known() && (revision.text == "HEAD" || revision.text == "@");
}

}  // namespace

void FileActor::put_back(const Word& name, bool is_committed) {
  keeps_text_ = is_committed;
  put(name, nullptr);
}

void FileActor::act_on_restore(const std::vector<Word>& paths) {
  const bool in_index = surely_on(line_, "--staged") || surely_on(line_, "-S");
  const bool in_tree =
      maybe_on(row_.grammar, line_, "--worktree") || maybe_on(row_.grammar, line_, "-W");
  if (in_index && !in_tree) return;  // no file changes
  const std::string_view names[] = {"-s", "--source"};
  const Word* source = last_value(line_, names);
  for (const Word& one : paths) put_back(one, source == nullptr || is_head(*source));
}

void FileActor::act_on_checkout(const std::vector<Word>& paths) {
  const auto& argv = command_.argv;
  const auto dashes = std::find(argv.begin(), argv.end(), Word("--"));
  if (dashes != argv.end()) {
    const auto behind = static_cast<std::size_t>(argv.end() - dashes - 1);
    const bool names_one = paths.size() > behind;
    for (auto one = dashes + 1; one != argv.end(); ++one)
      put_back(*one, !names_one || is_head(paths.front()));
    return;
  }
  const auto is_path = [&](const Word& one) {
    return one.text == "." || builder_.exists(resolved(one));
  };
  const bool names_one = !paths.empty() && !is_path(paths.front());
  for (const Word& one : paths)
    if (is_path(one)) put_back(one, !names_one || is_head(paths.front()));
}

void FileActor::act_on_git() {
  for (const ReadOption& option : line_.options)
    if (option.name == "-C" && option.value) git_directory_ = *option.value;
  if (operands_.empty() || !operands_[0].known()) return;
  const std::string verb = operands_[0].text;
  std::vector<Word> paths(operands_.begin() + 1, operands_.end());
  channel_ = "git " + verb;
  if (verb == "rm") {
    const bool spares =
        surely_on(line_, "--cached") || surely_on(line_, "--dry-run") || surely_on(line_, "-n");
    if (spares) return;
    for (const Word& one : paths) remove(one);
  } else if (verb == "mv" && paths.size() == 2) {
    add(Operation::move, resolved(paths[0]));
    put(paths[1], nullptr);
  } else if (verb == "restore") {
    act_on_restore(paths);
  } else if (verb == "checkout") {
    act_on_checkout(paths);
  } else if (verb == "reset" && maybe_on(row_.grammar, line_, "--hard")) {
    add(Operation::update, resolved(Word(".")));
  } else if (verb == "clean" && !maybe_on(row_.grammar, line_, "-n")) {
    remove_below(Word("."), {Word::unknown("*")});
  }
}

}  // namespace interlock
