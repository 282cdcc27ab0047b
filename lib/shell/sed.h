// A sed script as a list of commands. Private to the text programs; sed_script.cc reads it,
// sed.cc runs it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/shell/posix_regex.h"

namespace interlock::sed {

struct Address {
  // plus and multiple stand second only: addr,+N and addr,~N
  enum class Kind { none, line, last, regex, step, plus, multiple };
  Kind kind = Kind::none;
  std::uint64_t line = 0;  // also the first of first~step, and N
  std::uint64_t step = 0;
  std::shared_ptr<const PosixRegex> regex;
};

// A piece of a replacement: text, then a group (-1: none), in a letter case.
struct Replacement {
  std::string text;
  int group = -1;
  char letter_case = 'E';  // U, L or E (as it is)
  char first = 0;          // u or l: of the next character
};

struct Command {
  Address from, to;
  bool negated = false;
  char name = 0;

  std::shared_ptr<const PosixRegex> regex;  // s
  std::vector<Replacement> replacement;
  bool global = false, print = false;
  std::uint64_t number = 1;

  std::vector<std::pair<std::string, std::string>> map;  // y: character to character
  std::string text;                                      // a i c; label of : b t T
  std::size_t target = 0;  // of { : behind its }; of a branch: where it goes on
};

// Nothing for a command, flag or expression that we do not vouch for.
std::optional<std::vector<Command>> parse_script(std::string_view script, bool extended);

// What a run may cost, in units of about 10 ns; k_search is a search beside the text that it reads.
inline constexpr std::size_t k_max_work = 5'000'000, k_search = 100;

struct Substituted {
  bool replaced = false;
  std::string text;
};
// What s and y make of the pattern space. Nothing when it is not certain or over a bound.
std::optional<Substituted> substitute(const Command& command, std::string_view space,
                                      std::size_t limit, std::size_t& work);
std::string transliterate(const Command& command, std::string_view space);

// Pieces of the right side of s///; nothing for an escape that we do not vouch for.
std::optional<std::vector<Replacement>> parse_replacement(std::string_view text);

// What y maps to what, sorted; nothing when the sides do not fit.
using CharacterMap = std::vector<std::pair<std::string, std::string>>;
std::optional<CharacterMap> parse_map(std::string_view from, std::string_view to);

struct Mode {
  bool quiet = false;
  char line_end = '\n';
  std::size_t limit = 0;  // of the output
};

std::optional<std::string> run_script(const std::vector<Command>& script, std::string_view input,
                                      const Mode& mode);

}  // namespace interlock::sed
