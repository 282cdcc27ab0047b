#include "lib/shell/options.h"

#include <doctest/doctest.h>

#include <array>
#include <ostream>

namespace interlock {
namespace {

constexpr std::array<std::string_view, 1> k_dry_run = {"--dry-run"};
constexpr std::array<std::string_view, 1> k_go_dry_run = {"-dryrun"};
constexpr std::array<std::string_view, 4> k_values = {"--env", "--command", "--file", "--url"};
constexpr std::array<std::string_view, 5> k_flags = {"--dry-run", "--sql", "--noinput", "--plan",
                                                     "--execute"};
constexpr std::array<std::string_view, 2> k_go_values = {"-config", "-env"};

OptionGrammar grammar_of(OptionFamily family) {
  OptionGrammar grammar;
  grammar.family = family;
  grammar.short_with_value = "cdU";
  grammar.short_flags = "qvx";
  grammar.short_optional = "p";
  grammar.long_with_value = k_values;
  grammar.long_flags = k_flags;
  if (family == OptionFamily::go_flag || family == OptionFamily::equals) {
    grammar.long_with_value = k_go_values;
    grammar.long_flags = k_go_dry_run;
  }
  if (family == OptionFamily::yargs) grammar.long_flags = k_dry_run;
  return grammar;
}

// Blanks part the words; %X is an unquoted hole, ^X a quoted one.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view one = text.substr(0, end);
    const std::size_t mark = one.find_first_of("%^");
    if (mark == std::string_view::npos) {
      words.emplace_back(one);
    } else {
      Word word(one.substr(0, mark));
      word.append(Word::unknown(one.substr(mark), one[mark] == '%'));
      words.push_back(word);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// "--env=dev -x !--dry-run ~--sql | operand ?operand": ! is off, ~ not exact, ? not certain.
std::string render(const ReadLine& line) {
  std::string text;
  for (const ReadOption& option : line.options) {
    if (!text.empty()) text += ' ';
    if (!option.certain) text += '?';
    if (!option.on) text += '!';
    if (!option.exact) text += '~';
    text += option.name;
    if (option.value) text += '=' + option.value->text;
  }
  text += " |";
  for (const ReadOperand& operand : line.operands)
    text += (operand.certain ? " " : " ?") + operand.word.text;
  if (line.has_hole) text += " (hole)";
  return text;
}

}  // namespace

TEST_CASE("words are read as the family's parser reads them") {
  using enum OptionFamily;
  struct Case {
    const char* name;
    OptionFamily family;
    const char* words;
    const char* read;
  };
  const Case cases[] = {
      {"nothing", gnu, "", " |"},
      {"getopt: value attached", gnu, "-cselect", "-c=select |"},
      {"getopt: value in the next word", gnu, "-c select", "-c=select |"},
      {"getopt: letters in one word", gnu, "-qvc x y", "-q -v -c=x | y"},
      {"getopt: a value may look like an option", gnu, "-c -q", "-c=-q |"},
      {"getopt: the value is missing", gnu, "-c", "-c |"},
      {"getopt: long with =", gnu, "--env=dev", "--env=dev |"},
      {"getopt: long with a blank", gnu, "--env dev x", "--env=dev | x"},
      {"getopt: options behind operands", gnu, "app -c x", "-c=x | app"},
      {"getopt: `--` ends options", gnu, "-q -- -c x", "-q | -c x"},
      {"getopt: - is an operand", gnu, "- x", " | - x"},
      {"getopt: empty word", gnu, "-c  x", "-c= | x"},
      {"getopt: optional value is attached", gnu, "-pSECRET db", "-p=SECRET | db"},
      {"getopt: optional value is not the next word", gnu, "-q -p db", "-q -p | db"},
      {"getopt: psql --comm", gnu, "--comm x", "~--command=x |"},
      {"getopt: mariadb --exec=", gnu, "--exec=select", "~--execute=select |"},
      {"getopt: ambiguous prefix stays", gnu, "--e x", "--e | ?x"},
      {"getopt: underscores of MySQL", gnu, "--dry_run", "--dry-run |"},
      {"getopt: Perl's --no-x and --nox", gnu, "--no-dry-run --nosql", "!--dry-run !--sql |"},
      {"posix: stops at the first operand", posix, "-q cmd -c x", "-q | cmd -c x"},
      {"posix: `--`", posix, "-- -c", " | -c"},
      {"unknown letter may take the next word", gnu, "-z a b", "-z | ?a b"},
      {"unknown name may take the next word", gnu, "--zeta a b", "--zeta | ?a b"},
      {"unknown name with a value does not", gnu, "--zeta=7 a", "~--zeta=7 | a"},
      {"unknown name before an option", gnu, "--zeta -q", "--zeta ?-q |"},
      {"pflag: persistent options in the middle", pflag, "migrate --env dev apply 1",
       "--env=dev | migrate apply 1"},
      {"pflag: no abbreviations", pflag, "--comm x", "--comm | ?x"},
      {"pflag: = of letters is dropped", pflag, "-c=x -q=false", "-c=x !-q=false |"},
      {"pflag: off by value", pflag, "--dry-run=false", "!--dry-run=false |"},
      {"pflag: the next word is no value", pflag, "--dry-run false", "--dry-run | false"},
      {"Go: one dash or two", go_flag, "-dryrun --dryrun", "-dryrun -dryrun |"},
      {"Go: value", go_flag, "--config=x -env dev up", "-config=x -env=dev | up"},
      {"Go: stops at the first operand", go_flag, "up -dryrun", " | up -dryrun"},
      {"Go: off by value", go_flag, "-dryrun=false", "!-dryrun=false |"},
      {"Go: the word behind a switch is an operand", go_flag, "-dryrun false", "-dryrun | false"},
      {"yargs: off by value", yargs, "up --dry-run=false", "!--dry-run=false | up"},
      {"yargs: off by the next word", yargs, "--dry-run false up", "!--dry-run=false | up"},
      {"yargs: on by the next word", yargs, "--dry-run true", "--dry-run=true |"},
      {"yargs: --no-", yargs, "--no-dry-run", "!--dry-run |"},
      {"yargs: --no- of anything", yargs, "--no-verify", "!--verify |"},
      {"yargs: camel case", yargs, "--dryRun", "--dry-run |"},
      {"commander: --no-", commander, "--no-dry-run", "!--dry-run |"},
      {"commander: no abbreviations", commander, "--dry", "--dry |"},
      {"argparse: prefix", argparse, "upgrade head --s", "~--sql | upgrade head"},
      {"argparse: negative number is an operand", argparse, "downgrade -1", " | downgrade -1"},
      {"argparse: value attached", argparse, "-cx.ini up", "-c=x.ini | up"},
      {"symfony: options are not abbreviated", symfony, "migrate --dry", "--dry | migrate"},
      {"equals: everything else is a verb", equals, "-url=jdbc:x clean migrate -q",
       "~-url=jdbc:x -q | clean migrate"},
      {"equals: no value in the next word", equals, "-config clean", "-config | clean"},
      {"clap: value forms", clap, "--url=a --url b -Uc -U=d", "--url=a --url=b -U=c -U=d |"},
      {"clap: no abbreviations", clap, "--dry", "--dry |"},
      {"plain: every word is an operand", plain, "-x --y=1 -- z", "-x --y=1 | -x --y=1 -- z"},
      {"hole that may split", gnu, "%X -q", "?-q | ?%X (hole)"},
      {"quoted hole", gnu, "^X a", " | ?^X ?a"},
      {"hole behind `--`", gnu, "-- %X", " | %X"},
      {"hole as a value", gnu, "-c %X a", "-c=%X | a"},
      {"hole in an attached value", gnu, "--env=^X a", "--env=^X | a"},
      {"hole in a name", gnu, "--e^X a", "--e^X | ?a (hole)"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(render(read_options(grammar_of(c.family), words_of(c.words))) == c.read);
  }
}

TEST_CASE("the last value wins") {
  const std::vector<Word> words = words_of("-c a --command b -c d");
  const ReadLine line = read_options(grammar_of(OptionFamily::gnu), words);
  constexpr std::array<std::string_view, 2> names = {"-c", "--command"};
  constexpr std::array<std::string_view, 1> other = {"--file"};
  REQUIRE(last_value(line, names) != nullptr);
  CHECK(last_value(line, names)->text == "d");
  CHECK(last_value(line, other) == nullptr);
}

TEST_CASE("a switch is surely on only in full spelling, and may be on by abbreviation or hole") {
  using enum OptionFamily;
  struct Case {
    const char* name;
    OptionFamily family;
    const char* words;
    const char* option;
    bool surely;
    bool maybe;
  };
  const Case cases[] = {
      // Measured with node-pg-migrate.
      {"yargs on", yargs, "up --dry-run", "--dry-run", true, true},
      {"yargs =false", yargs, "up --dry-run=false", "--dry-run", false, false},
      {"yargs --no-", yargs, "up --no-dry-run", "--dry-run", false, false},
      {"yargs false", yargs, "up --dry-run false", "--dry-run", false, false},
      {"yargs on, then off", yargs, "up --dry-run --no-dry-run", "--dry-run", false, true},
      {"yargs on, then =false", yargs, "up --dry-run --dry-run=false", "--dry-run", false, true},
      {"yargs =false, then on", yargs, "up --dry-run=false --dry-run", "--dry-run", true, true},
      {"yargs before an unknown word", yargs, "--dry-run ^X", "--dry-run", false, true},
      // Measured with sql-migrate.
      {"Go on", go_flag, "-dryrun", "-dryrun", true, true},
      {"Go two dashes", go_flag, "--dryrun", "-dryrun", true, true},
      {"Go, asked with two dashes", go_flag, "-dryrun", "--dryrun", true, true},
      {"Go =true", go_flag, "-dryrun=true", "-dryrun", true, true},
      {"Go false", go_flag, "-dryrun false", "-dryrun", true, true},
      {"Go =false", go_flag, "-dryrun=false", "-dryrun", false, false},
      {"Go on, then =false", go_flag, "-dryrun -dryrun=false", "-dryrun", false, true},
      {"Go behind the operand", go_flag, "x -dryrun", "-dryrun", false, false},
      {"pflag on", pflag, "migrate apply --dry-run", "--dry-run", true, true},
      {"pflag =false", pflag, "migrate apply --dry-run=false", "--dry-run", false, false},
      {"pflag =0", pflag, "--dry-run=0", "--dry-run", false, false},
      {"pflag =1", pflag, "--dry-run=1", "--dry-run", true, true},
      {"pflag unknown value", pflag, "--dry-run=^X", "--dry-run", false, true},
      {"pflag behind `--`", pflag, "-- --dry-run", "--dry-run", false, false},
      {"pflag abbreviated", pflag, "--dry", "--dry-run", false, false},
      {"value of a known option", pflag, "--env --dry-run", "--dry-run", false, false},
      {"perhaps the value of an unknown option", pflag, "--zeta --dry-run", "--dry-run", false,
       true},
      {"perhaps the value of an empty variable", pflag, "--env %X --dry-run", "--dry-run", false,
       true},
      {"quoted value", pflag, "--env ^X --dry-run", "--dry-run", true, true},
      {"any word may be there", pflag, "apply %X --dry-run", "--dry-run", false, true},
      {"any option may be there", pflag, "apply ^X", "--dry-run", false, true},
      // Measured with Alembic and Django.
      {"argparse --s", argparse, "upgrade head --s", "--sql", false, true},
      {"argparse --noin", argparse, "flush --noin", "--noinput", false, true},
      {"argparse --pla", argparse, "migrate --pla", "--plan", false, true},
      {"argparse name not in the table", argparse, "--fo", "--force", false, true},
      {"argparse in full", argparse, "upgrade head --sql", "--sql", true, true},
      // Measured with Getopt::Long and MariaDB.
      {"getopt --exec", gnu, "--exec", "--execute", false, true},
      {"getopt -- alone is no prefix", gnu, "-- x", "--execute", false, false},
      {"symfony --pret", symfony, "migrate --pret", "--pretend", false, false},
      {"commander", commander, "--no-dry-run", "--dry-run", false, false},
      {"letters in one word", gnu, "-qx", "-x", true, true},
      {"one-letter names keep their dashes", gnu, "-x", "--x", false, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const OptionGrammar grammar = grammar_of(c.family);
    const std::vector<Word> words = words_of(c.words);
    const ReadLine line = read_options(grammar, words);
    CHECK(surely_on(line, c.option) == c.surely);
    CHECK(maybe_on(grammar, line, c.option) == c.maybe);
  }
}

TEST_CASE("a Go tool that goes on behind operands reads options there") {
  OptionGrammar grammar = grammar_of(OptionFamily::go_flag);
  grammar.reparses = true;
  const std::vector<Word> words = words_of("up -dryrun x");
  CHECK(render(read_options(grammar, words)) == "-dryrun | up x");
}

TEST_CASE("hostile lines of options stay small") {
  const std::vector<Word> letters = {Word("-" + std::string(1 << 20, 'a'))};
  CHECK(read_options(grammar_of(OptionFamily::gnu), letters).options.size() == 1);
  const std::vector<Word> many(100'000, Word("--a"));
  const ReadLine line = read_options(grammar_of(OptionFamily::gnu), many);
  CHECK(line.options.size() <= 10'000);
  CHECK(line.has_hole);
}

}  // namespace interlock
