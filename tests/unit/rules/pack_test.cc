#include "lib/rules/pack.h"

#include "tests/unit/rules/build.h"

using namespace interlock;
using namespace interlock::build;

TEST_CASE("parse_packs reads a whole pack") {
  const Pack pack = pack_of(R"x("description": "d", "$schema": "../rules/pack.schema.json",
    "lists": {"clients": ["psql", "pgcli"]},
    "tools": [{"program": "psql", "family": "gnu", "short_values": "cf", "long_values": ["--command"], "flags": ["--version"]}],
    "rules": [{
      "id": "t.direct", "on": "command", "program": ["$clients", "pg*"], "verb": "a  b", "with": "-c", "without": ["--x"],
      "match": "x(?P<env>y)", "unless": "z", "effect": "approve", "maturity": "incubating", "locked": true,
      "when": {"environment": "!prod", "permission_mode": "default"}, "reason": "{env} {program}",
      "denies": ["psql", {"command": "psql -f x", "files": {"x": "y"}}, {"tool": "mcp__a__b", "arguments": {"k": [1]}}],
      "allows": {"patch": "*** Begin Patch"}}])x");
  REQUIRE(pack.rules.size() == 1);
  const Rule& rule = pack.rules[0];
  CHECK(rule.command.programs == std::vector<std::string>{"psql", "pgcli", "pg*"});
  CHECK(rule.command.verbs == std::vector<std::string>{"a b"});
  CHECK(rule.effect == Effect::approve);
  CHECK(rule.maturity == Maturity::incubating);
  CHECK(rule.locked);
  CHECK(rule.when.environments == std::vector<std::string>{"!prod"});
  REQUIRE(rule.denies.size() == 3);
  CHECK(rule.denies[1].files[0].second == "y");
  CHECK(rule.denies[2].arguments == "{\"k\": [1]}");
  REQUIRE(rule.allows.size() == 1);
  CHECK(rule.allows[0].patch == "*** Begin Patch");
  CHECK(rule.line == 5);
  CHECK(rule.denies[0].position == "9:18");
}

TEST_CASE("all faults of a pack come at once, in the order of the file") {
  const PackFile result = parse_packs(
      "{\"pack\": \"t\", \"version\": \"1\", \"engine\": 1, \"owner\": \"o\",\n"
      " \"rules\": [\n"
      "  {\"id\": \"t.a\", \"on\": \"command\", \"program\": \"x\", \"effects\": \"deny\", \"reason\": \" \",\n"
      "   \"denies\": [\"x\"]}]}",
      "p.json");
  CHECK(result.packs.empty());
  CHECK(join(result.faults, "\n") + "\n" ==
                             "p.json:1:26: 'version' must be three numbers such as \"1.0.0\", got \"1\"\n"
                             "p.json:3:3: rule t.a: 'effect' is missing: one of log, warn, approve or deny\n"
                             "p.json:3:3: rule t.a: 'allows' is missing: at least one example\n"
                             "p.json:3:50: rule t.a: unknown key \"effects\": did you mean 'effect'?\n"
                             "p.json:3:79: rule t.a: 'reason' is blank\n");
}

TEST_CASE("a file may hold a list of packs, each with lists of its own") {
  const std::string one = pack_text(R"("lists": {"c": ["x"]}, "tools": [{"program": "$c", "family": "gnu"}])");
  const PackFile file = parse_packs("[" + one + ",\n" + one + "]", "t.json");
  CHECK(file.faults.empty());
  REQUIRE(file.packs.size() == 2);
  CHECK(file.packs[1].tools[0].programs == std::vector<std::string>{"x"});
  CHECK(parse_packs("[]", "t.json").faults == std::vector<std::string>{"t.json:1:1: the list holds no pack"});
  const PackFile half = parse_packs("[" + one + ",\n 1]", "t.json");
  CHECK(half.packs.empty());
  REQUIRE(half.faults.size() == 1);
  CHECK(half.faults[0].ends_with(": a pack is an object, got a number"));
  const std::string other = pack_text(R"("tools": [{"program": "$c", "family": "gnu"}])");
  CHECK(parse_packs("[" + one + ",\n" + other + "]", "t.json").faults.size() == 1);
}

TEST_CASE("what two packs both give is a fault") {
  Pack a = pack_of("\"rules\": [" + rule_text("r", R"("on": "command", "program": "x")") + "]");
  a.file = "a.json";
  Pack b = a;
  b.file = "b.json";
  CHECK(check_packs({a}).empty());
  CHECK(check_packs({a, b}) == std::vector<std::string>{"b.json: the pack's name t is given in a.json too",
                                                        "b.json: the rule id t.r is given in a.json too"});
  CHECK_FALSE(compile_image({a, b}, {}));
}

TEST_CASE("keep_mature takes out what is not switched on") {
  const auto rule = [](const char* name, const char* maturity) {
    return rule_text(name, std::string(R"("on": "command", "program": "x", "maturity": ")") + maturity + "\"");
  };
  std::vector<Pack> packs = {pack_of("\"rules\": [" + rule("a", "stable") + "," + rule("b", "incubating") + "," +
                                     rule("c", "sandbox") + "," + rule("d", "deprecated") + "]")};
  keep_mature(packs, Maturity::incubating);
  CHECK(packs[0].rules.size() == 2);
  keep_mature(packs, Maturity::stable);
  CHECK(packs[0].rules.size() == 1);
}

TEST_CASE("no text crashes parse_packs") {
  const std::string good = pack_text("\"rules\": [" + rule_text("r", R"("on": "tool", "tool": "x", "when": {"directory": "/a"})") + "]");
  for (std::size_t at = 0; at < good.size(); ++at) {
    CHECK(parse_packs(good.substr(0, at), "x").packs.empty());
    for (const char c : {'{', '[', '"', '1', 'n', ']'}) {
      std::string text = good;
      text[at] = c;
      const PackFile result = parse_packs(text, "x");
      CHECK((!result.packs.empty() || !result.faults.empty()));
    }
  }
}
