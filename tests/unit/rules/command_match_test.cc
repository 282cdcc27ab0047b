#include "lib/rules/command_match.h"

#include <doctest/doctest.h>

#include <ostream>

#include "lib/base/text.h"
#include "lib/rules/grammar.h"

using namespace interlock;

namespace {

// Words apart by blanks; one that begins with $ is a hole, with $$ one that may split.
std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  for (const std::string_view part : split(line, ' ')) {
    const std::size_t hole = part.find('$');
    if (hole == std::string_view::npos) {
      words.emplace_back(part);
      continue;
    }
    Word word(part.substr(0, hole));
    word.append(Word::unknown(part.substr(hole), part.substr(hole).starts_with("$$")));
    words.push_back(word);
  }
  return words;
}

}  // namespace

TEST_CASE("verbs are found as the tool's family would find them") {
  ToolGrammar pflag;
  pflag.family = "pflag";
  pflag.short_values = "c";
  pflag.long_values = {"--env", "--var"};
  ToolGrammar symfony, equals, plain, gnu;
  symfony.family = "symfony";
  equals.family = "equals";
  plain.family = "plain";
  gnu.family = "gnu";
  struct Case {
    const char* name;
    const ToolGrammar* tool;
    const char* verb;
    const char* line;
    bool fits;
  };
  const Case cases[] = {
      {"plainly", &pflag, "migrate apply", "migrate apply", true},
      {"option between", &pflag, "migrate apply", "migrate --env dev apply", true},
      {"option before", &pflag, "migrate apply", "-c file://x migrate apply 1", true},
      {"other verb", &pflag, "migrate apply", "migrate lint apply", false},
      {"value that looks like a verb", &pflag, "migrate apply", "migrate lint --env apply", false},
      {"cut short", &pflag, "migrate apply", "migrate app", false},
      {"hole at the verb", &pflag, "migrate apply", "migrate $CMD", true},
      {"hole that may split", &pflag, "migrate apply", "$$ARGS", true},
      {"hole with another beginning", &pflag, "migrate apply", "migrate li$X", false},
      {"hole with the right beginning", &pflag, "migrate apply", "migrate ap$X", true},
      {"unknown option may take a word", &gnu, "reset", "--unknown x reset", true},
      {"unknown option may be a flag", &gnu, "reset", "--unknown reset", true},
      {"too few words", &pflag, "migrate apply", "migrate", false},
      {"symfony in full", &symfony, "migrate:fresh", "migrate:fresh --force", true},
      {"symfony abbreviated", &symfony, "migrate:fresh", "mig:fre", true},
      {"symfony one part only", &symfony, "migrate:fresh", "migrate", false},
      {"symfony another part", &symfony, "migrate:fresh", "migrate:status", false},
      {"symfony case", &symfony, "db:wipe", "DB:W", true},
      {"equals anywhere", &equals, "clean", "-url=x migrate clean", true},
      {"equals option", &equals, "clean", "-clean=x migrate", false},
      {"rake task", &plain, "db:drop", "db:create db:drop", true},
      {"rake task with arguments", &plain, "db:rollback", "db:rollback[2]", true},
      {"mix task in a list", &plain, "ecto.drop", "do ecto.drop, ecto.create", true},
      {"gradle task of a project", &plain, "flywayClean", ":app:flywayClean", true},
      {"other task", &plain, "db:drop", "db:dropped", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const LoadedGrammar grammar(*c.tool);
    const std::vector<Word> words = words_of(c.line);
    const ReadLine line = read_options(grammar.grammar(), words);
    CHECK(verb_fits(grammar.grammar(), line, c.verb) == c.fits);
  }
}

TEST_CASE("with fires in doubt, without saves only for sure") {
  ToolGrammar pflag;
  pflag.family = "pflag";
  pflag.long_values = {"--env", "--type"};
  pflag.flags = {"--dry-run", "--force"};
  const LoadedGrammar grammar(pflag);
  struct Case {
    const char* name;
    const char* line;
    std::vector<std::string> with, without;
    bool fits;
  };
  const Case cases[] = {
      {"on", "apply --force", {"--force"}, {}, true},
      {"absent", "apply", {"--force"}, {}, false},
      {"switched off", "apply --force=false", {"--force"}, {}, false},
      {"hole", "apply $$FLAGS", {"--force"}, {}, true},
      {"saved", "apply --dry-run", {}, {"--dry-run"}, false},
      {"not saved by no", "apply --dry-run=false", {}, {"--dry-run"}, true},
      {"not saved by a hole", "apply --dry-run=$X", {}, {"--dry-run"}, true},
      {"not saved beside a hole", "apply --dry-run $$X", {}, {"--dry-run"}, true},
      {"value given", "apply --type down", {"--type=down"}, {}, true},
      {"value attached", "apply --type=down", {"--type=down"}, {}, true},
      {"other value", "apply --type up", {"--type=down"}, {}, false},
      {"value unknown", "apply --type $T", {"--type=down"}, {}, true},
      {"saved by a value", "apply --type up", {}, {"--type=up"}, false},
      {"last value counts", "apply --type up --type down", {}, {"--type=up"}, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CommandPattern pattern;
    pattern.verbs = {"apply"};
    pattern.with = c.with;
    pattern.without = c.without;
    const std::vector<Word> words = words_of(c.line);
    const ReadLine line = read_options(grammar.grammar(), words);
    std::string verb;
    CHECK(words_fit(pattern, grammar.grammar(), line, verb) == c.fits);
  }
}
