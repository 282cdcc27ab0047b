// Reads a program's words the way that the program's own parser would: which
// words are options, which are their values, which are operands. Each family of
// parsers has its own rules for order, abbreviation, negation and repetition.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/word.h"

namespace interlock {

enum class OptionFamily {
  posix,      // getopt with POSIXLY_CORRECT or "+": stops at the first operand (sudo, env, timeout)
  gnu,        // getopt_long: operands anywhere, unique prefixes of long names (psql)
  pflag,      // Go cobra/pflag: --x=v, -xv, operands anywhere, no abbreviations (atlas)
  go_flag,    // Go flag: -x and --x alike, stops at the first operand, `-b=false` (sql-migrate)
  yargs,      // --no-x, `--x false`, last one wins (node-pg-migrate)
  commander,  // npm commander: --no-x, no abbreviations (prisma, knex)
  argparse,   // Python: unique prefixes of long names (alembic, manage.py)
  symfony,    // PHP: abbreviated command names part by part, options not (artisan)
  equals,     // -key=value with one dash, everything else is a verb (flyway)
  clap,       // Rust clap: --x=v, no abbreviations (sqlx, diesel)
  plain,      // every word is an operand, those with dashes are options too (rake tasks, VAR=value)
};

// Names are written with their dashes ("--env", "-c"). Tables are constexpr.
struct OptionGrammar {
  OptionFamily family = OptionFamily::gnu;
  std::string_view short_with_value = "";                  // letters that take a value: "cdU"
  std::span<const std::string_view> long_with_value = {};  // "--command"; "-key" for equals/go_flag
  std::span<const std::string_view> long_flags = {};  // known flags without a value, where that
                                                      // helps abbreviation and negation
  std::string_view short_flags = "";  // letters known to take no value: the next word is no value
  std::string_view short_optional =
      "";                 // letters whose value can only be attached: mysql's -pSECRET
  bool reparses = false;  // of go_flag: the tool goes on reading options behind operands (goose)
};

struct ReadOption {
  std::string name;           // full spelling where known: "--command" for psql --comm
  std::optional<Word> value;  // nothing for a flag
  std::size_t index = 0;      // of the word in the span
  bool on = true;             // false for --no-x, --x=false, `--x false` where the family says so
  bool exact = true;          // spelled in full; false for an abbreviation or an unknown value
  bool certain = true;        // false: may be the value of an unknown option before it
};

struct ReadOperand {
  Word word;
  std::size_t index = 0;
  bool certain = true;  // false: may be the value of an unknown option before it
};

struct ReadLine {
  std::vector<ReadOption> options;
  std::vector<ReadOperand> operands;
  bool has_hole = false;  // an unknown word that may split stood among them: anything may be there
  bool value_may_split = false;     // so did the value of an option: it may vanish or spill over
  bool operand_may_option = false;  // an operand that begins with a hole may be one unknown option
};

bool abbreviates(OptionFamily family);  // long names by their unique prefixes

// `words` are the arguments after the program's name.
ReadLine read_options(const OptionGrammar& grammar, std::span<const Word> words);

// The value that the program would use: the last one given under any of `names`.
const Word* last_value(const ReadLine& line, std::span<const std::string_view> names);

// Would the program take the switch as on, whatever the unknown parts are? Demands the exact
// spelling; a later repeat or negation switches it off again. For allowing.
bool surely_on(const ReadLine& line, std::string_view name);

// Might the program take it as on? Takes abbreviations the family allows, and holes. For denying.
bool maybe_on(const OptionGrammar& grammar, const ReadLine& line, std::string_view name);

}  // namespace interlock
