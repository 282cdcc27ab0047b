// What GNU make makes of a text: its variables and functions filled in, as far as the Makefile
// says.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/shell/word.h"

namespace interlock {

// The values that a variable may have, as text that make expands when it is used: several when
// conditionals set it. A word with holes is not known.
using MakeVariables = std::map<std::string, std::vector<Word>>;

// The offset of the first of `signs` that stands outside of $(..) and ${..}.
std::size_t find_outside(std::string_view text, std::string_view signs, std::size_t from = 0);

class MakeText {
 public:
  explicit MakeText(const MakeVariables& variables) : variables_(variables) {}

  // Every text that `text` may become: several where $(if ..) or a conditional decides. What is not
  // evaluated is a hole, and never half an expansion.
  std::vector<Word> expand(std::string_view text);

  // The same for a text of which only those are of interest that make itself runs.
  void expand_unused(std::string_view text);

  // What make itself runs in a shell for that, and whose place in the text is not read as bash's.
  std::vector<Word> take_commands();

 private:
  Word fill(std::string_view text, int depth);
  Word refer(std::string_view inner, std::string_view spelling, int depth);
  Word call(std::string_view name, std::string_view rest, std::string_view spelling, int depth);
  Word run_shell(std::string_view command, std::string_view spelling, int depth);
  Word value_of(const std::string& name, std::string_view spelling, int depth);
  std::size_t choose(std::size_t count);
  bool next_choice();
  bool is_single_quoted();

  const MakeVariables& variables_;
  std::vector<std::pair<std::string, Word>> arguments_;       // of $(call ..): $(1) and so on
  std::vector<std::pair<std::size_t, std::size_t>> choices_;  // taken, and out of how many
  std::size_t next_ = 0;
  std::vector<Word> commands_;
  std::string so_far_;          // the text to the left: is a shell's quote open in it?
  bool aside_ = false;          // the text is an argument of what is not evaluated
  std::size_t left_ = 1 << 20;  // bytes to be made: a variable may name another one many times
};

}  // namespace interlock
