#include <doctest/doctest.h>

#include <ostream>

#include "lib/base/text.h"
#include "tests/unit/workflow/sample.h"

namespace interlock {
namespace {

constexpr std::int64_t k_now = 1'000'000'000'000;
constexpr std::int64_t k_minute = 60'000;

struct Done {
  const char* step;
  Verdict verdict;
  const char* digest;
  Options options = {{"--env", "dev"}};
  std::int64_t minutes_ago = 1;
  const char* session = "s1";
  const char* directory = "/app";
  int judged = 0;
  int pending = 0;
  std::vector<std::string> arguments = {};
};

std::vector<Evidence> evidence_of(const std::vector<Done>& done) {
  const Workflow workflow = sample_workflow();
  std::vector<Evidence> all;
  for (const Done& one : done) {
    const Subject subject = sample_subject(one.options, one.arguments, one.directory);
    for (const Step& step : workflow.steps) {
      if (step.id != one.step) continue;
      Evidence evidence;
      evidence.session = one.session;
      evidence.workflow = workflow.id;
      evidence.scope = step_scope(step, subject);
      evidence.step = step.id;
      evidence.digest = one.digest;
      evidence.verdict = one.verdict;
      evidence.time_ms = k_now - one.minutes_ago * k_minute;
      evidence.summary = "the output";
      evidence.judged = one.judged;
      evidence.pending = one.pending;
      all.push_back(evidence);
    }
  }
  return all;
}

std::string states_of(const GateState& gate) {
  std::vector<std::string> words;
  for (const StepState& step : gate.steps) {
    switch (step.kind) {
      case StepState::Kind::proved: words.push_back("proved"); break;
      case StepState::Kind::warned: words.push_back("warned"); break;
      case StepState::Kind::failed: words.push_back("failed"); break;
      case StepState::Kind::stale_files: words.push_back("stale_files"); break;
      case StepState::Kind::stale_age: words.push_back("stale_age"); break;
      case StepState::Kind::missing: words.push_back("missing"); break;
      case StepState::Kind::unproved: words.push_back("unproved"); break;
      case StepState::Kind::too_few: words.push_back("too_few"); break;
    }
  }
  return join(words, " ");
}

const auto passed = Verdict::passed;
const auto failed = Verdict::failed;

}  // namespace

TEST_CASE("a gate opens only on evidence for these files, this target and this session") {
  struct Case {
    const char* name;
    std::vector<Done> done;
    bool open;
    const char* states;
    Options options = {{"--env", "dev"}};
    std::vector<std::string> arguments = {};
  };
  const Case cases[] = {
      {"never linted", {}, false, "missing missing"},
      {"all done", {{"lint", passed, "A"}, {"dry-run", passed, "A"}}, true, "proved proved"},
      {"the order in time does not matter", {{"dry-run", passed, "A"}, {"lint", passed, "A"}}, true, "proved proved"},
      {"lint only", {{"lint", passed, "A"}}, false, "proved missing"},
      {"dry run only", {{"dry-run", passed, "A"}}, false, "missing proved"},
      {"lint failed", {{"lint", failed, "A"}, {"dry-run", passed, "A"}}, false, "failed proved"},
      {"a later failure withdraws", {{"lint", passed, "A"}, {"dry-run", passed, "A"}, {"lint", failed, "A"}}, false,
       "failed proved"},
      {"a later pass restores", {{"lint", failed, "A"}, {"dry-run", passed, "A"}, {"lint", passed, "A"}}, true,
       "proved proved"},
      {"what proved nothing withdraws nothing",
       {{"lint", passed, "A"}, {"dry-run", passed, "A"}, {"lint", Verdict::unproved, "A"}}, true, "proved proved"},
      {"could not be proved", {{"lint", Verdict::unproved, "A"}, {"dry-run", passed, "A"}}, false, "unproved proved"},
      {"linted other environment",
       {{"lint", passed, "A", {{"--env", "prod"}}}, {"dry-run", passed, "A", {{"--env", "prod"}}}}, false,
       "missing missing"},
      {"no environment is another one", {{"lint", passed, "A", {}}, {"dry-run", passed, "A", {}}}, false,
       "missing missing"},
      {"edited after lint", {{"lint", passed, "B"}, {"dry-run", passed, "B"}}, false, "stale_files stale_files"},
      {"edited after lint, dry run done again", {{"lint", passed, "B"}, {"dry-run", passed, "A"}}, false,
       "stale_files proved"},
      {"edited and put back", {{"lint", passed, "A"}, {"dry-run", passed, "A"}, {"lint", failed, "B"}}, true,
       "proved proved"},
      {"failed, then edited", {{"lint", failed, "B"}}, false, "missing missing"},
      {"other session", {{"lint", passed, "A", {{"--env", "dev"}}, 1, "s2"},
                         {"dry-run", passed, "A", {{"--env", "dev"}}, 1, "s2"}}, false, "missing missing"},
      {"other directory", {{"lint", passed, "A", {{"--dir", "file:///app/migrations"}}, 1, "s1", "/app/db"},
                           {"dry-run", passed, "A", {{"--dir", "file:///app/migrations"}}, 1, "s1", "/app/db"}}, false,
       "missing missing", {{"--dir", "file:///app/migrations"}}},
      {"stale age", {{"lint", passed, "A", {{"--env", "dev"}}, 721}, {"dry-run", passed, "A"}}, false,
       "stale_age proved"},
      {"just young enough", {{"lint", passed, "A", {{"--env", "dev"}}, 719}, {"dry-run", passed, "A"}}, true,
       "proved proved"},
      {"dated in the future", {{"lint", passed, "A", {{"--env", "dev"}}, -60}, {"dry-run", passed, "A"}}, false,
       "stale_age proved"},
      {"a warning is enough for error-only", {{"lint", Verdict::warned, "A"}, {"dry-run", passed, "A"}}, true,
       "warned proved"},
      {"a lint does not depend on the url", {{"lint", passed, "A", {}}, {"dry-run", passed, "A", {{"--url", "x"}}}},
       true, "proved proved", {{"--url", "x"}}},
      {"a dry run does", {{"lint", passed, "A", {}}, {"dry-run", passed, "A", {{"--url", "y"}}}}, false,
       "proved missing", {{"--url", "x"}}},
      {"another way to apply is another dry run", {{"lint", passed, "A"}, {"dry-run", passed, "A"}}, false,
       "proved missing", {{"--env", "dev"}, {"--allow-dirty", Word()}}},
      {"a dry run of everything covers a part", {{"lint", passed, "A"}, {"dry-run", passed, "A"}}, true,
       "proved proved", {{"--env", "dev"}}, {"1"}},
      {"a dry run of a part does not cover everything",
       {{"lint", passed, "A"}, {"dry-run", passed, "A", {{"--env", "dev"}}, 1, "s1", "/app", 0, 0, {"1"}}}, false,
       "proved missing"},
      {"a lint of one file does not cover three",
       {{"lint", passed, "A", {{"--env", "dev"}}, 1, "s1", "/app", 1},
        {"dry-run", passed, "A", {{"--env", "dev"}}, 1, "s1", "/app", 0, 3}}, false, "too_few proved"},
      {"a lint of three does",
       {{"lint", passed, "A", {{"--env", "dev"}}, 1, "s1", "/app", 3},
        {"dry-run", passed, "A", {{"--env", "dev"}}, 1, "s1", "/app", 0, 3}}, true, "proved proved"},
  };
  const Workflow workflow = sample_workflow();
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    const GateState gate = judge_gate(workflow, workflow.gates[0], sample_subject(c.options, c.arguments), "A",
                                      evidence_of(c.done), k_now);
    CHECK(gate.open == c.open);
    CHECK(states_of(gate) == std::string(c.states));
    CHECK(gate.why.empty() == c.open);
  }
}

TEST_CASE("a gate with a complaint or without a digest stays shut whatever was proved") {
  const Workflow workflow = sample_workflow();
  const auto evidence = evidence_of({{"lint", passed, "A"}, {"dry-run", passed, "A"}});
  Subject subject = sample_subject();
  CHECK_FALSE(judge_gate(workflow, workflow.gates[0], subject, "", evidence, k_now).open);
  subject.complaints.push_back("--dir is not known");
  const GateState gate = judge_gate(workflow, workflow.gates[0], subject, "A", evidence, k_now);
  CHECK_FALSE(gate.open);
  CHECK(gate.why == "--dir is not known");
}

TEST_CASE("modes decide what a warning is worth") {
  const Workflow workflow = sample_workflow();
  Gate gate = workflow.gates[0];
  const auto warned = evidence_of({{"lint", Verdict::warned, "A"}, {"dry-run", passed, "A"}});
  const auto clean = evidence_of({{"lint", passed, "A"}, {"dry-run", passed, "A"}});
  gate.mode = Gate::Mode::warning_sensitive;
  CHECK_FALSE(judge_gate(workflow, gate, sample_subject(), "A", warned, k_now).open);
  CHECK(judge_gate(workflow, gate, sample_subject(), "A", clean, k_now).open);
  gate.mode = Gate::Mode::strict;
  CHECK_FALSE(judge_gate(workflow, gate, sample_subject(), "A", clean, k_now).open);
}

TEST_CASE("the missing steps come with the command to type") {
  const Workflow workflow = sample_workflow();
  const GateState gate =
      judge_gate(workflow, workflow.gates[0], sample_subject({{"--env", "dev"}}, {"2"}), "A", {}, k_now);
  REQUIRE(gate.steps.size() == 2);
  CHECK(gate.steps[0].command == "atlas migrate lint --env dev --latest 1");
  CHECK(gate.steps[1].command == "atlas migrate apply 2 --env dev --dry-run");
}

TEST_CASE("exit codes and outputs mean what the check's table says") {
  const Check plain{{"x"}, {0}, "", "", "", 1, "", {}, {}, ""};
  const Check two{{"x"}, {0, 2}, "(?m)^bad", "(?m)^warn", "log in", 1, "", {}, {}, ""};
  struct Case {
    const Check& check;
    int code;
    const char* output;
    std::optional<Verdict> expected;
  };
  const Case cases[] = {
      {plain, 0, "", Verdict::passed},          {plain, 1, "", Verdict::failed},
      {plain, 1, "log in", Verdict::failed},    {two, 2, "", Verdict::passed},
      {two, 0, "x\nbad", Verdict::failed},      {two, 0, "x\nwarn", Verdict::warned},
      {two, 1, "please log in", std::nullopt},  {two, 0, "please log in", Verdict::passed},
      {two, -1, "", Verdict::failed},
  };
  for (const Case& c : cases) {
    CAPTURE(c.code);
    CAPTURE(std::string(c.output));
    CHECK(judge_output(c.check, c.code, c.output) == c.expected);
  }
  CHECK(pending_of({}, "Migrating to version 3 from 1 (2 migrations in total):", {}) == 2);
  CHECK(pending_of({}, "Migrating to version 3 (1 migration in total):", {}) == 1);
  CHECK(pending_of({}, "No migration files to execute", {}) == 0);
}

}  // namespace interlock
