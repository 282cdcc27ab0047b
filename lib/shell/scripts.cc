#include "lib/shell/scripts.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/recipes.h"

namespace interlock {

namespace {

constexpr std::size_t k_longest_line = 256;  // of #!, as Linux cuts it

bool is_shell_name(std::string_view name) {
  for (const std::string_view shell :
       {"sh", "bash", "dash", "ash", "ksh", "zsh", "rbash", "busybox"})
    if (name == shell) return true;
  return false;
}

// What stands behind #!, from the beginning of a file.
std::string_view first_line(std::string_view head) {
  return trim(head.substr(2, std::min(head.find('\n'), head.size()) - 2));
}

// nix-shell looks for lines of its own below: #! nix-shell -i bash -p jq
std::vector<Word> interpreter_of_nix(std::string_view text) {
  for (const std::string_view line : split(text.substr(0, 2048), '\n')) {
    if (!line.starts_with("#!")) continue;
    const std::vector<std::string> words = blank_words(line.substr(2));
    const auto option = std::find(words.begin(), words.end(), "-i");
    if (option != words.end() && option + 1 != words.end()) return {Word(option[1])};
  }
  return {};
}

}  // namespace

bool is_shell_script(std::string_view text) {
  const std::string_view head = text.substr(0, std::min<std::size_t>(text.size(), 512));
  if (head.find('\0') != std::string_view::npos || head.starts_with("\x7f"
                                                                    "ELF"))
    return false;
  if (!head.starts_with("#!")) return true;
  for (const std::string& word : blank_words(first_line(head))) {
    const std::string_view name = base_name(word);
    if (name == "env" || word.starts_with('-') || word.find('=') != std::string::npos) continue;
    return is_shell_name(name);
  }
  return true;
}

bool is_named_as_script(std::string_view path, std::string_view text) {
  const std::string_view name = base_name(path);
  const std::size_t dot = name.rfind('.');
  return text.starts_with("#!") || dot == std::string_view::npos || dot == 0 ||
         name.substr(dot).ends_with("sh");
}

std::vector<Word> interpreter_of(std::string_view text) {
  if (!text.starts_with("#!")) return {};
  const std::string_view line = first_line(text.substr(0, k_longest_line));
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  if (line.empty()) return {};
  std::vector<Word> words = {Word(line.substr(0, end))};
  const std::string_view rest = trim(line.substr(end));
  if (base_name(words.front().text) == "nix-shell" || rest == "nix-shell")
    return interpreter_of_nix(text);
  // Linux hands over the rest as one word, macOS word by word; -S does either way.
  if (rest.starts_with("-S"))
    words.emplace_back(rest);
  else
    for (const std::string& word : blank_words(rest)) words.emplace_back(word);
  return words;
}

// As the kernel runs it: INTERPRETER [WORD] FILE ARGUMENTS. False when it runs no program.
bool Evaluator::run_interpreted(const Word& text, const Word& path, State& state,
                                const Frame& frame) {
  std::vector<Word> words = interpreter_of(text.text);
  if (words.empty() || text.has_hole_in(0, text.text.find('\n'))) return false;
  const std::string name = "#!" + path.text;
  for (const RunningScript& script : scripts_)  // python3 ./manage.py is ./manage.py to some rules
    if (script.name == name) return false;
  words.push_back(path);
  words.insert(words.end(), state.parameters.begin(), state.parameters.end());
  scripts_.push_back({name, {}, {}});
  run_words(std::move(words), {}, state, frame, {});
  scripts_.pop_back();
  return true;
}

}  // namespace interlock
