// Finds where the carried command begins: reads a row's options as the program
// would. Unlike read_options, it follows every reading when a word is unknown: an
// option that no row lists may take the next word or not, a hole may vanish.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/wrapper_table.h"

namespace interlock {

struct SeenOption {
  std::string_view name;  // first name of the token in the row
  char role = role::none;
  std::optional<Word> value;
  std::optional<Word> second;  // of options that take two words
  std::size_t index = 0;       // of the word in the line
  std::size_t end = 0;         // of the first word behind it and its values
};

// Options without a role are not recorded.
//
// One way to read the words in front of the command; options end at the first operand too many.
struct Reading {
  std::vector<SeenOption> options;
  std::vector<Word> operands;
  std::vector<NamedWord> assignments;
  std::span<const Word> rest;  // the command
  bool certain = true;
  bool dashed = false;  // `--` stood before the rest

  bool has(char wanted) const;
  const Word* value(char wanted) const;  // the last one
};

// Certain readings first; never empty unless an operand cannot be what the row wants.
std::vector<Reading> read_until_command(const WrapperRow& row, std::span<const Word> words);

// All the words of a program that takes options anywhere.
struct WholeLine {
  std::vector<SeenOption> options;
  struct Operand {
    const Word& word;  // of the words that were read
    std::size_t index;
    bool certain;
  };
  std::vector<Operand> operands;      // those before `--`
  std::optional<std::size_t> dashes;  // index of `--`

  bool has(char wanted) const;
  const Word* value(char wanted) const;
};

WholeLine read_whole_line(const WrapperRow& row, std::span<const Word> words);

// `base` with what the options of common roles add to it.
Carried with_options(const Carried& base, std::span<const SeenOption> options);
// Would getopt read the word as an option? A word that begins with a hole is not taken for one.
bool is_dashed(const Word& word);
bool begins_with_hole(const Word& word);

// Adds "NAME=value", when the word has that form.
bool add_assignment(std::vector<NamedWord>& assignments, const Word& word);

// Complaints about one row's spelling of its options.
std::vector<std::string> check_option_spelling(const WrapperRow& row);

}  // namespace interlock
