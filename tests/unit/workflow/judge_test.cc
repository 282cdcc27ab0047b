// What SQL is judged to do, how many files wait, and what a configuration says in its own words.
#include <doctest/doctest.h>

#include <string>

#include "tests/unit/workflow/sample.h"

namespace interlock {
namespace {

SqlJudge judge(const std::string& from = "", const std::string& to = "") {
  SqlJudge one;
  one.of = SqlJudge::Of::files;
  one.undo_from = from;
  one.undo_to = to;
  one.warns = {"drop", "truncate", "delete_all", "alter_destructive", "unknown"};
  one.fails = {"code"};
  return one;
}

Check pending(const std::string& pattern) {
  Check check;
  check.pending = pattern;
  return check;
}

// A tool that keeps its folder in a text file of its own.
Subject subject_with(const std::string& text, Workflow workflow, const Options& options = {}) {
  const MemoryFiles files({{"/app/tool.ini", text},
                           {"/app/db/1.sql", "select 1"},
                           {"/app/prod/1.sql", "select 1"},
                           {"/app/migrations/1.sql", "select 1"}});
  return subject_of_call(workflow, call_of({"up"}, options), one_command({"tool"}), 0, files);
}

Workflow tool_workflow() {
  Workflow workflow;
  workflow.id = "tool.versioned";
  workflow.programs = {"tool"};
  workflow.scope_options = {"-env", "-config"};
  workflow.directory_default = "migrations";
  workflow.config_files = {"other.ini", "tool.ini"};
  workflow.config_option = "-config";
  workflow.environment_option = "-env";
  workflow.environment_default = "dev";
  workflow.config_directory = "(?m)^{env}\\.dir = (?P<here>here:)?(?P<dir>[^\\s$]+)$";
  workflow.config_mentions = "(?m)^dev\\.dir =";
  workflow.include = {"*.sql"};
  return workflow;
}

}  // namespace

TEST_CASE("SQL is judged by what it does, without the part that takes back") {
  struct Case {
    const char* name;
    SqlJudge judge;
    const char* sql;
    Verdict verdict;
  };
  const SqlJudge down = judge("(?m)^-- down\\b", "(?m)^-- up\\b");
  const Case cases[] = {
      {"creates", judge(), "create table a(b int); create index i on a(b);", Verdict::passed},
      {"drops", judge(), "create table a(b int); drop table a;", Verdict::warned},
      {"in a comment", judge(), "-- drop table a\ncreate table a(b int);", Verdict::passed},
      {"in a string", judge(), "insert into a values ('drop table a');", Verdict::passed},
      {"no SQL", judge(), "crate tabel a;", Verdict::warned},
      {"runs a program", judge(), "copy a from program 'id'; drop table a;", Verdict::failed},
      {"the way back", down, "-- up\ncreate table a(b int);\n-- down\ndrop table a;\n", Verdict::passed},
      {"the way forth again", down, "-- down\nselect 1;\n-- up\ndrop table a;\n", Verdict::warned},
      {"no way back", down, "drop table a;\n", Verdict::warned},
      {"only a word of it", down, "-- downwards\ndrop table a;\n", Verdict::warned},
      {"a broken pattern hides nothing", judge("(", ""), "-- down\ndrop table a;\n", Verdict::warned},
      {"nothing", judge(), "", Verdict::passed},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    const SqlVerdict verdict = judge_sql(c.judge, c.sql);
    CHECK(verdict.verdict == c.verdict);
    CHECK(verdict.lines.empty() == (c.verdict == Verdict::passed));
  }
}

TEST_CASE("how many files wait, back to the oldest that is named") {
  const std::vector<std::string> files = {"/m/1_a.sql", "/m/2_b.sql", "/m/3_c.sql"};
  const Check named = pending("(?m)^\\[ \\] (?P<name>\\S+)$");
  CHECK(pending_of(named, "[X] 1_a.sql\n[X] 2_b.sql\n[ ] 3_c.sql\n", files) == 1);
  // The folder's own name says nothing.
  Check numbered;
  numbered.pending = "(?m)^(?P<name>\\d+)/pending";
  CHECK(pending_of(numbered, "2/pending b\n", {"/srv/app2/m/1_a.sql", "/srv/app2/m/2_b.sql"}) == 1);
  CHECK(pending_of(numbered, "2/pending b\n", {"/srv/2/m/12_a.sql", "/srv/2/m/2_b.sql"}) == 1);
  CHECK(pending_of(named, "[X] 1_a.sql\n[ ] 2_b.sql\n[X] 3_c.sql\n", files) == 2);
  CHECK(pending_of(named, "[ ] 1_a.sql\n", files) == 3);
  CHECK(pending_of(named, "[ ] unheard_of.sql\n", files) == 3);
  CHECK(pending_of(named, "[X] 1_a.sql\n", files) == 0);
  CHECK(pending_of(pending("would apply"), "would apply a\nwould apply b\n", files) == 2);
  CHECK(pending_of(pending("("), "", files) == 3);
}

TEST_CASE("the answer to a question, or what stands for none") {
  Question question;
  question.match = "(?m)^(?P<value>[0-9a-f]+) \\(head\\)$";
  question.otherwise = "base";
  CHECK(answer_of(question, "INFO x\nab12 (head)\n") == "ab12");
  CHECK(answer_of(question, "INFO x\n") == "base");
  question.match = "(";
  CHECK(answer_of(question, "ab12 (head)\n") == "base");
}

TEST_CASE("a configuration names the folder of an environment") {
  const Workflow workflow = tool_workflow();
  CHECK(subject_with("dev.dir = db\nprod.dir = prod\n", workflow).migrations == "/app/db");
  CHECK(subject_with("dev.dir = here:db\n", workflow).migrations == "/app/db");
  CHECK(subject_with("dev.dir = db\nprod.dir = prod\n", workflow, {{"-env", "prod"}}).migrations == "/app/prod");
  CHECK(subject_with("nothing\n", workflow).migrations == "/app/migrations");
  CHECK(subject_with("nothing\n", workflow).complaints.empty());
  const Subject unknown = subject_with("dev.dir = $HOME/x\n", workflow);
  REQUIRE_FALSE(unknown.complaints.empty());
  CHECK(unknown.complaints[0].find("computes the migrations folder") != std::string::npos);
  const Subject both = subject_with("dev.dir = db\ndev.dir = prod\n", workflow);
  CHECK(both.files == std::vector<std::string>{"/app/db/1.sql", "/app/prod/1.sql", "/app/tool.ini"});
  const Subject missing = subject_with("dev.dir = db\n", workflow, {{"-config", "gone.ini"}});
  REQUIRE_FALSE(missing.complaints.empty());
  CHECK(missing.complaints[0].find("gone.ini cannot be read") != std::string::npos);
}

}  // namespace interlock
