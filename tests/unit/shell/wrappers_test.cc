#include "lib/shell/wrappers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <vector>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table.h"
#include "lib/shell/wrapper_table_text.h"
#include "tests/unit/shell/wrapper_cases.h"

namespace interlock {
namespace {

std::vector<std::span<const WrapperCase>> all_cases() {
  return {wrapper_cases_prefixes(),     wrapper_cases_places(), wrapper_cases_packages(),
          wrapper_cases_environments(), wrapper_cases_remote(), wrapper_cases_helpers(),
          wrapper_cases_nothing(),      wrapper_cases_clouds()};
}

void check_cases(std::span<const WrapperCase> cases) {
  for (const WrapperCase& c : cases) {
    CAPTURE(c.line);
    CHECK(render_carried(c) == c.carried);
  }
}

// Does the case use the row: its program, then the words of the sub-command in their order?
bool uses_row(const std::vector<std::string>& words, std::string_view row) {
  const std::vector<std::string_view> names = split(row, ' ');
  std::size_t at = 0;
  if (words.empty() || base_name(words[at++]) != names.front()) return false;
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i] == "*") return at < words.size();
    while (at < words.size() && words[at] != names[i]) ++at;
    if (at++ >= words.size()) return false;
  }
  return true;
}

std::vector<Carried> carried_by_words(std::vector<Word> words, std::string input = "") {
  SimpleCommand command;
  command.argv = std::move(words);
  if (!input.empty()) {
    command.input.kind = Input::Kind::text;
    command.input.text = Word(std::move(input));
  }
  return carried_commands(command);
}

std::vector<Word> repeated(std::vector<Word> head, const std::vector<Word>& pattern, int times) {
  for (int i = 0; i < times; ++i) head.insert(head.end(), pattern.begin(), pattern.end());
  return head;
}

bool has_unknown_program(const std::vector<Carried>& carried) {
  return std::any_of(carried.begin(), carried.end(), [](const Carried& one) {
    return one.kind == Carried::Kind::words && !one.words.empty() && !one.words.front().known();
  });
}

}  // namespace

TEST_CASE("the table of wrappers is sorted and sound") {
  CHECK(join(check_wrapper_table(), "\n") == "");
  const std::vector<std::string_view> names = wrapper_names();
  CHECK(names.size() > 300);
  CHECK(std::is_sorted(names.begin(), names.end()));
}

TEST_CASE("every row of the table has a test row") {
  std::vector<std::vector<std::string>> lines;
  for (const auto cases : all_cases())
    for (const WrapperCase& c : cases) {
      std::vector<std::string> words;
      for (const Word& word : split_words(Word(c.line))) words.push_back(word.text);
      lines.push_back(std::move(words));
    }
  for (const WrapperRow& row : wrapper_rows()) {
    CAPTURE(row.name);
    CHECK(std::any_of(lines.begin(), lines.end(), [&](const std::vector<std::string>& words) {
      return uses_row(words, row.name);
    }));
  }
}

TEST_CASE("privilege, scheduling and tracing prefixes carry their command") {
  check_cases(wrapper_cases_prefixes());
}

TEST_CASE("shells, users, jails and sandboxes carry their command") {
  check_cases(wrapper_cases_places());
}

TEST_CASE("runners of packages and scripts carry the tool") {
  check_cases(wrapper_cases_packages());
}

TEST_CASE("loaders of environments carry their command") {
  check_cases(wrapper_cases_environments());
}

TEST_CASE("remote shells and containers carry what runs there") {
  check_cases(wrapper_cases_remote());
}

TEST_CASE("what a cloud's or a fleet's program takes to other machines is carried") {
  check_cases(wrapper_cases_clouds());
}

TEST_CASE("helpers, lists, sessions and targets are carried") {
  check_cases(wrapper_cases_helpers());
}

TEST_CASE("a line that starts nothing carries nothing") { check_cases(wrapper_cases_nothing()); }

TEST_CASE("programs are known with versions, paths and by other names") {
  struct Case {
    const char* name;
    bool wrapper;
  };
  const Case cases[] = {
      {"python", true},
      {"python3", true},
      {"python3.11", true},
      {"python3-config", false},
      {"bash-5.2", true},
      {"ksh93", true},
      {"php8.2", true},
      {"node", true},
      {"sudo", true},
      {"sudo2", false},
      {"env.exe", true},
      {"ld-linux-x86-64.so.2", true},
      {"ld-musl-x86_64.so.1", true},
      {"psql", false},
      {"", false},
      {"docker exec", false},
      {"git bisect", false},
      {"command", false},
      {"exec", false},
      {"eval", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(is_wrapper(c.name) == c.wrapper);
  }
  CHECK(carried_by_words({"/usr/bin/sudo", "psql"}).size() == 1);
  CHECK(carried_by_words({Word::unknown("$SUDO"), "psql"}).empty());
  CHECK(carried_by_words({}).empty());
}

TEST_CASE("the inner command is found behind unknown words") {
  struct Case {
    const char* name;
    std::vector<Word> words;
    const char* program;
    bool certain;
  };
  const Word split = Word::unknown("$X", true), whole = Word::unknown("$X"),
             options = Word::unknown("$OPTS", true);
  const Case cases[] = {
      {"splitting word", {"sudo", split, "psql"}, "psql", false},
      {"quoted word", {"sudo", whole, "psql"}, "psql", false},
      {"several", {"env", split, split, split, "psql"}, "psql", false},
      {"value of an option", {"sudo", "-u", split, "psql"}, "psql", false},
      {"attached value", {"sudo", Word("-u").append(whole), "psql"}, "psql", true},
      {"assignment", {"env", Word("A=").append(split), "psql"}, "psql", true},
      {"duration", {"timeout", split, "psql"}, "psql", false},
      {"container", {"docker", "exec", "-i", split, "psql"}, "psql", false},
      {"options before the container", {"docker", "exec", options, "db", "psql"}, "psql", false},
      {"options before the host", {"kubectl", options, "exec", "pod", "--", "psql"}, "psql", false},
      {"between options", {"sudo", "-n", split, "-u", "pg", "psql"}, "psql", false},
      {"unknown option", {"sudo", "--new-option", "psql"}, "psql", false},
      {"unknown option with a value", {"sudo", "--new-option", "x", "psql"}, "psql", false},
      {"package", {"npx", split, "prisma"}, "prisma", false},
      {"version of a package", {"npx", Word("prisma@").append(whole), "x"}, "prisma", true},
      {"image", {"docker", "run", "-i", whole, "psql"}, "psql", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const std::vector<Carried> carried = carried_by_words(c.words);
    const auto found = std::find_if(carried.begin(), carried.end(), [&](const Carried& one) {
      return !one.words.empty() && one.words.front().text == c.program;
    });
    REQUIRE(found != carried.end());
    CHECK(found->certain == c.certain);
  }
  CHECK(has_unknown_program(carried_by_words({"sudo", split, "psql"})));
  CHECK(has_unknown_program(carried_by_words({"sudo", whole})));
}

TEST_CASE("a guess never takes an option for a program") {
  for (const char* first : {"--new-option", "--other"})
    for (const Carried& one : carried_by_words({"sudo", first, "psql", "-c", "x"}))
      CHECK(one.words.front().text[0] != '-');
}

TEST_CASE("words keep their holes on the way in") {
  const Word sql = Word("drop table ").append(Word::unknown("$T"));
  const auto direct = carried_by_words({"sudo", "psql", "-c", sql});
  REQUIRE(direct.size() == 1);
  CHECK(direct[0].words.back() == sql);

  const auto joined = carried_by_words({"ssh", "host", "psql", "-c", sql});
  REQUIRE(joined.size() == 1);
  CHECK(joined[0].text.text == "psql -c drop table $T");
  CHECK(joined[0].text.holes == std::vector<Hole>{{19, 21}});

  SimpleCommand command;
  command.argv = {"xargs", "-I{}", "psql", "-c", "x {} y"};
  command.input.kind = Input::Kind::text;
  command.input.text = sql;
  const auto replaced = carried_commands(command);
  REQUIRE(replaced.size() == 1);
  CHECK(replaced[0].words.back().text == "x drop table $T y");
  CHECK(replaced[0].words.back().holes == std::vector<Hole>{{13, 15}});
  CHECK_FALSE(replaced[0].certain);
}

TEST_CASE("a long list is left unknown, not cut") {
  std::string items;
  for (int i = 0; i < 1000; ++i) items += "a\n";
  const auto unknown = carried_by_words({"xargs", "-n1", "psql", "-c"}, items);
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].appends_unknown);
  const auto placed = carried_by_words({"xargs", "-I{}", "psql", "{}"}, items);
  REQUIRE(placed.size() == 1);
  CHECK_FALSE(placed[0].words.back().known());
}

TEST_CASE("a line too long to read ends in something unknown") {
  CHECK(has_unknown_program(carried_by_words(repeated({"sudo"}, {"-A"}, 20'000))));
  CHECK(has_unknown_program(carried_by_words(repeated({"docker", "run"}, {"-e", "A=1"}, 20'000))));
  CHECK(has_unknown_program(carried_by_words(repeated({"kubectl", "exec"}, {"-c", "x"}, 20'000))));
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "-S ";
  CHECK(has_unknown_program(carried_by_words({"env", "-S", Word(nested)})));
}

TEST_CASE("hostile lines give few results") {
  const Word hole = Word::unknown("$A", true);
  Word holes;
  for (int i = 0; i < 50'000; ++i) holes.append(Word("{}")).append(hole);
  const std::vector<std::vector<Word>> lines = {
      repeated({"sudo"}, {hole}, 50'000),
      repeated({"bash"}, {hole}, 50'000),
      repeated({"sudo"}, {"-Z", "x"}, 50'000),
      repeated({"find"}, {"-exec", "{}", ";"}, 50'000),
      repeated({"parallel", "x"}, {":::", "a", "b"}, 50'000),
      repeated({"git"}, {"-c", "core.pager=x"}, 50'000),
      {"parallel", holes, ":::", "a"},
      {"find", "-exec", holes, ";"},
      {"sudo", Word("-" + std::string(1 << 20, 'Z')), "psql"},
      {"git", "-c", "alias.x=!y", "x", holes},
  };
  for (const std::vector<Word>& line : lines) {
    CAPTURE(line[0].text);
    CHECK(carried_by_words(line).size() < 10'000);
  }
}

}  // namespace interlock
