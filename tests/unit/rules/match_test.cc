#include "lib/rules/match.h"

#include "tests/unit/rules/build.h"

using namespace interlock;
using namespace interlock::build;

namespace {

using Ids = std::vector<std::string>;

struct TextCase {
  const char* name;
  std::string rule;  // what the rule "t.r" says beside the usual
  Actions actions;
  bool fires;
};

void check_all(const std::vector<TextCase>& cases) {
  for (const TextCase& c : cases) {
    CAPTURE(c.name);
    const Compiled compiled("\"rules\": [" + rule_text("r", c.rule) + "]");
    CHECK(fired(compiled.image(), c.actions) == (c.fires ? Ids{"t.r"} : Ids{}));
  }
}

}  // namespace

TEST_CASE("rules on commands") {
  const std::string psql = R"("on": "command", "program": ["psql", "pg*"])";
  check_all({
      {"exact name", psql, commands({"psql -c x"}), true},
      {"path", psql, commands({"/usr/bin/psql"}), true},
      {"prefix", psql, commands({"pg_dump"}), true},
      {"other", psql, commands({"mysql"}), false},
      {"longer than exact", psql, commands({"psqlx"}), false},
      {"second command", psql, commands({"ls", "psql"}), true},
      {"unless", psql + R"x(, "unless": " --version( |$)")x", commands({"psql --version"}), false},
      {"unless elsewhere", psql + R"x(, "unless": " --version( |$)")x", commands({"psql --versions"}), true},
      {"match", psql + R"(, "match": "DROP")", commands({"psql -c DROP"}), true},
      {"match misses", psql + R"(, "match": "DROP")", commands({"psql -c SELECT"}), false},
      {"text without program", R"("on": "command", "match": "(?i)secret_thing")", commands({"foo SECRET_THING"}), true},
      {"text without program misses", R"("on": "command", "match": "(?i)secret_thing")", commands({"foo"}), false},
      {"text without atoms", R"("on": "command", "match": "^a$|^b$")", commands({"b"}), true},
      {"a newline in a word", R"("on": "command", "match": "^foo.*bar$")", commands({"foo a\xE2\x80\xA8" "bar"}), true},
      {"bytes that are no text", R"("on": "command", "match": "^foo.*bar$")", commands({"foo \xFF bar"}), true},
  });
}

TEST_CASE("rules on variables that reach a command") {
  // In front of the second command, exported before it, or set by the line.
  const auto with = [](const NamedWord& variable, int where) {
    Actions actions = commands({"ls", "atlas migrate lint"});
    if (where == 0) actions.line.commands[1].assignments = {variable};
    if (where == 1) actions.line.commands[1].exported = {variable};
    if (where == 2) actions.line.variables = {variable};
    return actions;
  };
  const std::string any = R"("on": "command", "assigns": ["LD_PRELOAD", "APP_*=prod*", "!APP_*=$*"])";
  const std::string atlas = any + R"(, "program": "atlas")";
  const std::string valued = R"("on": "command", "assigns": "*_URL", "value": "@[^/]*[.]")";
  check_all({
      {"in front", any, with({"LD_PRELOAD", Word("x")}, 0), true},
      {"exported", any, with({"LD_PRELOAD", Word("")}, 1), true},
      {"none", any, commands({"atlas"}), false},
      {"another", any, with({"LD_PRELOADED", Word("x")}, 0), false},
      {"value", any, with({"APP_ENV", Word("PRODUCTION")}, 0), true},
      {"other value", any, with({"APP_ENV", Word("test")}, 0), false},
      {"value not known", any, with({"APP_ENV", Word::unknown("`x`", false)}, 0), true},
      {"excepted by its spelling", any, with({"APP_ENV", Word::unknown("$ENV", false)}, 0), false},
      {"value by its pattern", valued, with({"DB_URL", Word("x://u:p@db.io/x?a=1")}, 0), true},
      {"value of another form", valued, with({"DB_URL", Word("x://u:p@db/x?a=1.2")}, 0), false},
      {"value not known, pattern or not", valued, with({"DB_URL", Word::unknown("`x`", false)}, 1), true},
      {"set by the line, of another form", valued, with({"DB_URL", Word("x://u:p@db/x")}, 2), false},
      {"of a program", atlas, with({"LD_PRELOAD", Word("x")}, 1), true},
      {"set by the line", atlas, with({"LD_PRELOAD", Word("x")}, 2), true},
      {"of another program", any + R"(, "program": "flyway")", with({"LD_PRELOAD", Word("x")}, 0), false},
      {"and the words", atlas + R"(, "verb": "migrate apply")", with({"LD_PRELOAD", Word("x")}, 0), false},
  });
}

TEST_CASE("rules on SQL") {
  check_all({
      {"class", R"("on": "sql", "class": ["drop", "truncate"])", sql("DROP TABLE t", SqlClass::drop), true},
      {"other class", R"("on": "sql", "class": "drop")", sql("SELECT 1", SqlClass::read), false},
      {"class and text", R"("on": "sql", "class": "drop", "match": "SCHEMA")", sql("DROP SCHEMA s", SqlClass::drop), true},
      {"class but not text", R"("on": "sql", "class": "drop", "match": "SCHEMA")", sql("DROP TABLE s", SqlClass::drop), false},
      {"text but not class", R"("on": "sql", "class": "drop", "match": "SCHEMA")", sql("CREATE SCHEMA s", SqlClass::create), false},
      {"dialect", R"("on": "sql", "class": "drop", "dialect": "mysql")", sql("DROP TABLE t", SqlClass::drop, Dialect::mysql), true},
      {"other dialect", R"("on": "sql", "class": "drop", "dialect": "mysql")", sql("DROP TABLE t", SqlClass::drop, Dialect::postgres), false},
      {"dialect not known", R"("on": "sql", "class": "drop", "dialect": "mysql")", sql("DROP TABLE t", SqlClass::drop), true},
      {"program", R"("on": "sql", "class": "drop", "program": "mysql")", sql("DROP TABLE t", SqlClass::drop), false},
      {"text alone", R"("on": "sql", "match": "FROM billing\\.")", sql("SELECT 1 FROM billing.x", SqlClass::read), true},
      {"short text", R"("on": "sql", "match": "^ab")", sql("ab", SqlClass::unknown), true},
  });
}

TEST_CASE("rules on files") {
  const std::string hcl = R"("on": "file", "path": ["atlas.hcl", "/etc/x/**"])";
  check_all({
      {"path", hcl, file("/p/atlas.hcl", ""), true},
      {"second path", hcl, file("/etc/x/y", ""), true},
      {"other path", hcl, file("/p/x.hcl", ""), false},
      {"operation", hcl + R"(, "operation": "remove")", file("/p/atlas.hcl", "", FileAction::Operation::remove), true},
      {"other operation", hcl + R"(, "operation": "remove")", file("/p/atlas.hcl", ""), false},
      {"added text", hcl + R"(, "match": "(?m)^password")", file("/p/atlas.hcl", "a\npassword = 1\n"), true},
      {"dot stays on its line", hcl + R"(, "match": "a.*b")", file("/p/atlas.hcl", "a\nb\n"), false},
      {"not superseded", hcl + R"(, "superseded": true)", file("/p/atlas.hcl", ""), false},
      {"superseded", hcl + R"(, "superseded": true)", superseded(file("/p/atlas.hcl", "")), true},
      {"superseded or not", hcl, superseded(file("/p/atlas.hcl", "")), true},
      {"added text alone", R"("on": "file", "match": "atlas:nolint")", file("/p/x.sql", "-- atlas:nolint\n"), true},
      {"path without atoms", R"("on": "file", "path": "*.x")", file("/p/a.x", ""), true},
      {"hole", hcl, file(Word::unknown("$X"), ""), false},
  });
}

TEST_CASE("rules on tools") {
  const std::string run = R"("on": "tool", "tool": "mcp__*__run_sql")";
  check_all({
      {"name", run, tool("mcp__neon__run_sql", {}), true},
      {"other name", run, tool("mcp__neon__list", {}), false},
      {"excepted", R"("on": "tool", "tool": ["mcp__*__query", "!mcp__*docs*__*"])", tool("mcp__my-docs__query", {}), false},
      {"not excepted", R"("on": "tool", "tool": ["mcp__*__query", "!mcp__*docs*__*"])", tool("mcp__pg__query", {}), true},
      {"argument", run + R"(, "argument": ["sql", "params.sql"], "match": "DROP")", tool("mcp__n__run_sql", {{"params.sql", "DROP x"}}), true},
      {"other argument", run + R"(, "argument": ["sql", "params.sql"], "match": "DROP")", tool("mcp__n__run_sql", {{"note", "DROP x"}}), false},
      {"list below an argument", run + R"(, "argument": "sql", "match": "DROP")", tool("mcp__n__run_sql", {{"sql[1]", "DROP x"}}), true},
      {"all arguments", run + R"(, "match": "DROP")", tool("mcp__n__run_sql", {{"a", "x"}, {"b", "DROP"}}), true},
      {"unless on each argument", run + R"(, "argument": "sql", "unless": "^SELECT")", tool("mcp__n__run_sql", {{"sql", "SELECT 1"}}), false},
      {"unless on one of two", run + R"(, "argument": "sql", "unless": "^SELECT")", tool("mcp__n__run_sql", {{"sql[0]", "SELECT 1"}, {"sql[1]", "DROP"}}), true},
      {"lacks", run + R"(, "lacks": ["branchId", "params.branchId"])", tool("mcp__n__run_sql", {{"sql", "x"}}), true},
      {"lacks a value", run + R"(, "lacks": "analyze=false")", tool("mcp__n__run_sql", {{"analyze", "true"}}), true},
      {"lacks a value not", run + R"(, "lacks": "analyze=false")", tool("mcp__n__run_sql", {{"analyze", "false"}}), false},
      {"lacks not", run + R"(, "lacks": ["branchId", "params.branchId"])", tool("mcp__n__run_sql", {{"params.branchId", "b"}}), false},
      {"lacks and blank", run + R"(, "lacks": ["branchId"])", tool("mcp__n__run_sql", {{"branchId", " "}}), true},
      {"wildcard alone", R"("on": "tool", "tool": "*", "match": "zzz")", tool("x", {{"a", "zzz"}}), true},
  });
}

TEST_CASE("rules on code and on what cannot be read") {
  Actions code;
  CodeAction inline_code;
  inline_code.language = "python";
  inline_code.text = "import psycopg\nx()";
  inline_code.channel = "-c of python3";
  code.code.push_back(inline_code);
  Actions door;
  OpaqueAction opaque;
  opaque.kind = "door";
  opaque.what = "psql reads from the terminal";
  opaque.program = "psql";
  door.opaque.push_back(opaque);
  check_all({
      {"language", R"("on": "code", "language": "python")", code, true},
      {"other language", R"("on": "code", "language": "node")", code, false},
      {"language and text", R"("on": "code", "language": "python", "match": "(?m)^import psycopg")", code, true},
      {"text", R"("on": "code", "match": "pymysql")", code, false},
      {"kind", R"("on": "opaque", "kind": "door")", door, true},
      {"kind and program", R"("on": "opaque", "kind": "door", "program": "psql")", door, true},
      {"other program", R"("on": "opaque", "kind": "door", "program": "mysql")", door, false},
      {"program alone", R"("on": "opaque", "program": "psql")", door, true},
      {"other kind", R"("on": "opaque", "kind": "syntax")", door, false},
  });
}

TEST_CASE("when limits a rule, and what is not known is no way out") {
  struct Case {
    const char* name;
    const char* when;
    const char* line;
    MatchContext context;
    bool fires;
  };
  const MatchContext usual{"/home/dev/project", "default", false};
  const Case cases[] = {
      {"environment", R"({"environment": "prod*"})", "atlas apply --env production", usual, true},
      {"other environment", R"({"environment": "prod*"})", "atlas apply --env dev", usual, false},
      {"no environment", R"({"environment": "prod*"})", "atlas apply", usual, false},
      {"unknown environment", R"({"environment": "prod*"})", "atlas apply --env $E", usual, true},
      {"all but one", R"({"environment": ["!dev", "!test"]})", "atlas apply --env test", usual, false},
      {"all but one, another", R"({"environment": ["!dev"]})", "atlas apply --env prod", usual, true},
      {"all but one, none", R"({"environment": ["!dev"]})", "atlas apply", usual, true},
      {"directory", R"({"directory": "project/**"})", "atlas apply", usual, true},
      {"other directory", R"({"directory": "/srv/**"})", "atlas apply", usual, false},
      {"mode", R"({"permission_mode": "bypassPermissions"})", "atlas apply", usual, false},
      {"that mode", R"({"permission_mode": "bypassPermissions"})", "atlas apply", {"/x", "bypassPermissions", false}, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Compiled compiled("\"rules\": [" +
                            rule_text("r", std::string(R"("on": "command", "program": "atlas", )"
                                                       R"x("match": "^atlas apply(?: --env (?P<env>\\S+))?", "when": )x") +
                                               c.when) +
                            "]");
    CHECK(fired(compiled.image(), commands({c.line}), c.context) == (c.fires ? Ids{"t.r"} : Ids{}));
  }
}

TEST_CASE("a finding says what was seen and fills in the reason") {
  const Compiled compiled(
      "\"rules\": [" +
      rule_text("a", R"x("on": "command", "program": "psql", "match": "-h (?P<host>\\S+)", )x"
                     R"("reason": "{program} on {host}: use {\"x\": 1} {other", "locked": true)") +
      "," + rule_text("b", R"("on": "sql", "class": "drop", "reason": "drops {objects} by {channel}", "effect": "warn")") +
      "]");
  const auto findings = match(compiled.image(), commands({"psql -h prod.db postgres://u:pw@h/d"}), {});
  REQUIRE(findings);
  REQUIRE(findings->size() == 1);
  const Finding& finding = findings->front();
  CHECK(finding.reason == "psql on prod.db: use {\"x\": 1} {other");
  CHECK(finding.seen == "psql -h prod.db postgres://u:***@h/d");
  CHECK(finding.locked);
  CHECK(finding.command == 0);
  const auto drops = match(compiled.image(), sql("DROP TABLE users", SqlClass::drop), {});
  REQUIRE(drops);
  REQUIRE(drops->size() == 1);
  CHECK(drops->front().reason == "drops users by -c of psql");
  CHECK(drops->front().effect == Effect::warn);
  CHECK(drops->front().seen == "DROP TABLE users (-c of psql)");
}

namespace {

const char* const k_workflow = R"(
"tools": [{"program": "atlas", "family": "pflag", "long_values": ["--env"], "flags": ["--dry-run"]}],
"workflows": [{"id": "t.flow", "program": "atlas", "scope": "--env", "directory": "migrations",
  "files": ["*.sql", "atlas.sum"],
  "steps": [
    {"id": "lint", "title": "lint", "verb": "migrate lint", "example": "atlas migrate lint {scope}",
     "checks": [{"run": ["{tool}", "migrate", "lint"]}]},
    {"id": "dry-run", "title": "dry run", "verb": "migrate apply", "with": "--dry-run",
     "example": "atlas migrate apply --dry-run", "checks": [{"run": ["{tool}", "x"], "passes": [0, 2]}]}],
  "gates": [{"id": "apply", "verb": "migrate apply", "without": "--dry-run", "needs": ["lint", "dry-run"],
     "mode": "strict", "denies": ["x"], "allows": ["y"]}],
  "triggers": [{"id": "made", "verb": ["migrate diff", "migrate new"], "runs": "lint"},
     {"id": "edited", "on": "files", "runs": "lint"}]}])";

}  // namespace

TEST_CASE("gates fire before a call, triggers and steps after it") {
  const Compiled compiled{std::string(k_workflow)};
  const Image image = compiled.image();
  const MatchContext after{"/home/dev/project", "default", true};
  struct Case {
    const char* name;
    Actions actions;
    Ids before, after;
  };
  const Case cases[] = {
      {"gate", commands({"atlas migrate apply --env dev"}), {"t.flow.apply"}, {}},
      {"step", commands({"atlas migrate apply --env dev --dry-run"}), {}, {"t.flow.dry-run"}},
      {"both readings", commands({"atlas migrate apply --dry-run=$X"}), {"t.flow.apply"}, {}},
      {"lint", commands({"atlas migrate lint --env dev"}), {}, {"t.flow.lint"}},
      {"trigger", commands({"atlas migrate diff add --env dev"}), {}, {"t.flow.made"}},
      {"other verb", commands({"atlas schema inspect"}), {}, {}},
      {"migration file", file("/p/migrations/1.sql", "x"), {}, {"t.flow.edited"}},
      {"another folder", file("/p/docs/1.sql", "x"), {}, {}},
      {"two gates", commands({"atlas migrate apply", "atlas migrate apply"}), {"t.flow.apply", "t.flow.apply"}, {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(fired(image, c.actions) == c.before);
    CHECK(fired(image, c.actions, after) == c.after);
  }
  const auto findings = match(image, commands({"ls", "atlas migrate apply"}), {});
  REQUIRE(findings);
  REQUIRE(findings->size() == 1);
  CHECK(findings->front().effect == Effect::gate);
  CHECK(findings->front().workflow == 0);
  CHECK(findings->front().gate == 0);
  CHECK(findings->front().command == 1);
  const auto steps = match(image, commands({"atlas migrate lint"}), after);
  REQUIRE(steps);
  REQUIRE(steps->size() == 1);
  CHECK(steps->front().step == 0);
  CHECK(steps->front().trigger == -1);
}

TEST_CASE("a workflow comes back from the image as it was written") {
  const Compiled compiled{std::string(k_workflow)};
  const auto workflow = compiled.image().workflow(0);
  REQUIRE(workflow);
  CHECK(workflow->id == "t.flow");
  CHECK(workflow->scope_options == Ids{"--env"});
  CHECK(workflow->directory_default == "migrations");
  CHECK(workflow->include == Ids{"*.sql", "atlas.sum"});
  REQUIRE(workflow->steps.size() == 2);
  CHECK(workflow->steps[1].checks[0].passes == std::vector<int>{0, 2});
  CHECK(workflow->steps[0].command.programs == Ids{"atlas"});
  CHECK(workflow->gates[0].mode == Gate::Mode::strict);
  CHECK(workflow->gates[0].needs == Ids{"lint", "dry-run"});
  CHECK(workflow->triggers[1].on_files);
  CHECK_FALSE(compiled.image().workflow(1));
}

TEST_CASE("read_tool_call reads by the grammar in the image") {
  const Compiled compiled{std::string(k_workflow)};
  const ToolCall call = read_tool_call(compiled.image(), command_of("atlas migrate apply --env dev 1"));
  CHECK(call.operands == Ids{"migrate", "apply", "1"});
  REQUIRE(call.options.size() == 1);
  CHECK(call.options[0].first == "--env");
  CHECK(call.options[0].second == Word("dev"));
}

TEST_CASE("the order of packs and rules never shows in the image") {
  const std::string a = rule_text("a", R"("on": "command", "program": "x")");
  const std::string b = rule_text("b", R"("on": "sql", "class": "drop")");
  CHECK(Compiled("\"rules\": [" + a + "," + b + "]").bytes == Compiled("\"rules\": [" + b + "," + a + "]").bytes);
}
