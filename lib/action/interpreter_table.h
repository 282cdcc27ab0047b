// What we know of interpreters: which of their options take code, files or values. One table;
// interpreters.cc reads a command by it.
#pragma once

#include <span>
#include <string_view>

namespace interlock {

struct InterpreterRow {
  std::string_view program;
  std::string_view language;
  std::string_view code_letters = "";      // -c CODE
  std::string_view value_letters = "";     // -W VALUE, attached or next
  std::string_view attached_letters = "";  // -i.bak: the rest of the word, which may be empty
  std::string_view number_letters = "";    // -0777, -l: digits may follow
  std::string_view harmless_letters = "";
  std::string_view file_letters = "";    // -f FILE of code
  std::string_view prompt_letters = "";  // -i, -a
  std::string_view verbose_letters =
      "";  // -v: prints the version, and that is all when nothing else is given
  std::span<const std::string_view> code_long = {};
  std::span<const std::string_view> value_long = {};
  std::span<const std::string_view> file_long = {};
  std::span<const std::string_view> harmless_long = {};
  enum class Bare { reads_input, nothing, code_operand, verbs } bare = Bare::reads_input;
  bool stops = false;  // after -c the rest are arguments
};

// By base name; python3.11 is python. Nothing for a program that is no interpreter.
const InterpreterRow* find_interpreter_row(std::string_view program);

}  // namespace interlock
