#include "lib/decide.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

using namespace interlock;

namespace {

Finding finding(const char* id, Effect effect, int command = 0) {
  Finding one;
  one.rule_id = id;
  one.effect = effect;
  one.seen = "psql";
  one.reason = "use the tool";
  one.command = command;
  return one;
}

}  // namespace

TEST_CASE("the strictest finding decides whatever the order") {
  Findings findings = {finding("c.warn", Effect::warn), finding("b.approve", Effect::approve),
                       finding("z.deny", Effect::deny), finding("a.deny", Effect::deny, 3),
                       finding("a.log", Effect::log)};
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) { return a.rule_id < b.rule_id; });
  do {
    const Decision decision = decide(findings, {});
    REQUIRE(decision.denial());
    CHECK(decision.denial()->rule_id == "a.deny");
    CHECK(decision.denial()->reason ==
          "[a.deny] psql: use the tool\n2 other rules refuse this call too: b.approve, z.deny");
    CHECK(findings[decision.denial()->finding].rule_id == "a.deny");
  } while (std::next_permutation(findings.begin(), findings.end(),
                                 [](const Finding& a, const Finding& b) { return a.rule_id < b.rule_id; }));
}

TEST_CASE("warnings and logs let the call run") {
  const Decision decision = decide({finding("a.log", Effect::log), finding("a.warn", Effect::warn), finding("a.warn", Effect::warn)}, {});
  CHECK_FALSE(decision.denial());
  CHECK(decision.warnings() == std::vector<std::string>{"[a.warn] psql: use the tool"});
  CHECK_FALSE(decide({}, {}).denial());
}

TEST_CASE("a call to approve is refused until a person has approved it") {
  const Findings findings = {finding("a.ask", Effect::approve)};
  const Decision refused = decide(findings, {}, Approvals{{}, "interlock approve 7K3Q"});
  REQUIRE(refused.denial());
  CHECK(refused.denial()->reason ==
        "[a.ask] psql: use the tool; a person has to approve this very call, outside of Codex: `interlock approve 7K3Q`");
  CHECK_FALSE(decide(findings, {}, Approvals{{0}, ""}).denial());
}

TEST_CASE("a gate lists what is missing as commands to type") {
  Findings findings = {finding("atlas.apply", Effect::gate)};
  GateState gate;
  gate.why = "the migrations are not proved";
  gate.steps = {StepState{"lint", StepState::Kind::missing, "", "atlas migrate lint --latest 1"},
                StepState{"test", StepState::Kind::proved, "", "atlas migrate test"},
                StepState{"dry-run", StepState::Kind::stale_files, "files changed 2 min ago", "atlas migrate apply --dry-run"}};
  const Decision decision = decide(findings, {gate});
  REQUIRE(decision.denial());
  CHECK(decision.denial()->reason ==
        "[atlas.apply] psql: the migrations are not proved; run, each as a call of its own:\n"
        "  1. atlas migrate lint --latest 1   (lint: not done yet)\n"
        "  2. atlas migrate apply --dry-run   (dry-run: files changed 2 min ago)");
  gate.open = true;
  CHECK_FALSE(decide(findings, {gate}).denial());
  CHECK(decide(findings, {}).denial());  // a gate that nobody judged stays shut
}
