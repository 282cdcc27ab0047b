#include "lib/workflow/subject.h"

#include <doctest/doctest.h>

#include <ostream>

#include "lib/base/text.h"
#include "lib/workflow/fill.h"
#include "tests/unit/workflow/sample.h"

namespace interlock {
namespace {

Word hole(std::string_view source, bool splits = false) { return Word::unknown(source, splits); }

}  // namespace

TEST_CASE("the folder of migrations comes from the call, the configuration, the default") {
  struct Case {
    const char* name;
    Options options;
    const char* migrations;
    const char* complaint;  // part of the first one; empty: none
  };
  const Case cases[] = {
      {"default", {}, "/app/migrations", ""},
      {"environment", {{"--env", "dev"}}, "/app/migrations", ""},
      {"other environment", {{"--env", "prod"}}, "/app/db/prod", ""},
      {"environment that is not there", {{"--env", "no"}}, "/app/migrations", ""},
      {"option wins", {{"--env", "prod"}, {"--dir", "file://other"}}, "/app/other", ""},
      {"last option wins", {{"--dir", "file://x"}, {"--dir", "other"}}, "/app/other", ""},
      {"absolute with query", {{"--dir", "file:///app/other?format=flyway"}}, "/app/other", ""},
      {"up and down", {{"--dir", "file://other/../migrations"}}, "/app/migrations", ""},
      {"registry", {{"--dir", "atlas://app"}}, nullptr, "not files"},
      {"no such folder", {{"--dir", "file://gone"}}, "/app/gone", "no folder"},
      {"no migrations in it", {{"--dir", "file:///app"}}, "/app", "no migration files"},
      {"unknown folder", {{"--dir", hole("$DIR")}}, nullptr, "--dir is not known: $DIR"},
      {"unknown environment", {{"--env", hole("$ENV")}}, nullptr, "--env is not known: $ENV"},
      {"missing configuration", {{"-c", "file://no.hcl"}}, "/app/migrations", "cannot be read"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    const Subject subject = sample_subject(c.options);
    if (c.migrations) CHECK(subject.migrations == std::string(c.migrations));
    const std::string complaints = join(subject.complaints, "; ");
    CAPTURE(complaints);
    CHECK(complaints.empty() == (*c.complaint == '\0'));
    CHECK(complaints.find(c.complaint) != std::string::npos);
  }
}

TEST_CASE("the digest covers migrations, their sum and the configuration, nothing else") {
  const Subject subject = sample_subject();
  CHECK(subject.files == std::vector<std::string>{"/app/atlas.hcl", "/app/migrations/1_init.sql",
                                                  "/app/migrations/2_more.sql", "/app/migrations/atlas.sum"});
  CHECK(subject.migration_files ==
        std::vector<std::string>{"/app/migrations/1_init.sql", "/app/migrations/2_more.sql"});
  CHECK(concerns_file(sample_workflow(), subject, "/app/migrations/3_new.sql"));
  CHECK_FALSE(concerns_file(sample_workflow(), subject, "/app/migrations/README.md"));
  CHECK_FALSE(concerns_file(sample_workflow(), subject, "/app/other/1.sql"));
}

TEST_CASE("the scope says what the call's target is, and no password") {
  struct Case {
    const char* name;
    Options options;
    const char* scope;  // after "cwd=/app dir=/app/migrations"
  };
  const Case cases[] = {
      {"nothing", {}, ""},
      {"environment", {{"--env", "dev"}}, " --env=dev"},
      {"short and long are one", {{"-u", "sqlite://a"}}, " --url=sqlite://a"},
      {"order does not matter", {{"--var", "a=b"}, {"--env", "dev"}}, " --env=dev --var=a=b"},
      {"repeated", {{"--var", "a=b"}, {"--var", "c=d"}}, " --var=a=b,c=d"},
      {"variable as written", {{"--url", hole("$DATABASE_URL")}}, " --url='$DATABASE_URL'"},
      {"no way to forge another option", {{"--var", "a=b --env=prod"}}, " --var='a=b --env=prod'"},
      {"not the target", {{"--dev-url", "sqlite://dev"}}, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    CHECK(sample_subject(c.options).scope == std::string("cwd=/app dir=/app/migrations") + c.scope);
  }
  const std::string one = sample_subject({{"--url", "postgres://u:secret@h/db"}}).scope;
  const std::string two = sample_subject({{"--url", "postgres://u:other@h/db"}}).scope;
  CHECK(one.find("secret") == std::string::npos);
  CHECK(one.find("@h/db") != std::string::npos);
  CHECK(one != two);
}

TEST_CASE("variables that move the target are part of the scope") {
  Actions actions = one_command({"atlas"});
  actions.line.commands[0].assignments = {{"NO_COLOR", "1"}, {"DATABASE_URL", "sqlite://x"}, {"SOME_PLACE", "y"}};
  const MemoryFiles files(sample_files());
  const Subject subject =
      subject_of_call(sample_workflow(), call_of({"migrate", "apply"}, {{"--env", "dev"}}), actions, 0, files);
  CHECK(subject.environment_scope == std::vector<std::string>{"$DATABASE_URL=sqlite://x", "$SOME_PLACE=y"});
  actions = one_command({"atlas"});
  actions.line.variables = {{"DATABASE_URL", "sqlite://y"}};
  CHECK(subject_of_call(sample_workflow(), call_of({"migrate", "apply"}, {}), actions, 0, files).environment_scope ==
        std::vector<std::string>{"$DATABASE_URL=sqlite://y"});
  CHECK(subject.complaints.empty());
}

TEST_CASE("a call whose words are not all known is no subject") {
  struct Case {
    const char* name;
    std::vector<Word> argv;
    Options options;
    bool known;
  };
  const Case cases[] = {
      {"known", {"atlas", "migrate", "apply"}, {}, true},
      {"unknown words", {"atlas", "migrate", "apply", hole("$ARGS", true)}, {}, false},
      {"url in a variable", {"atlas", "migrate", "apply", "--url", hole("$URL")}, {{"--url", hole("$URL")}}, true},
      {"url in braces", {"atlas", "migrate", "apply", "--url", hole("${URL}")}, {{"--url", hole("${URL}")}}, true},
      {"url of a command", {"atlas", "migrate", "apply", "--url", hole("$(cat x)")}, {{"--url", hole("$(cat x)")}}, false},
      {"fake tool", {"./atlas", "migrate", "apply"}, {}, false},
      {"fake tool in /tmp", {"/tmp/bin/atlas", "migrate", "apply"}, {}, false},
      {"project's tool", {"./node_modules/.bin/atlas", "migrate", "apply"}, {}, true},
      {"system's tool", {"/usr/local/bin/atlas", "migrate", "apply"}, {}, true},
  };
  const MemoryFiles files(sample_files());
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    const Subject subject = subject_of_call(sample_workflow(), call_of({"migrate", "apply"}, c.options),
                                            one_command(c.argv), 0, files);
    CAPTURE(join(subject.complaints, "; "));
    CHECK(subject.complaints.empty() == c.known);
  }
}

TEST_CASE("launchers are typed again, other wrappers are not") {
  const MemoryFiles files(sample_files());
  Actions actions;
  const auto add = [&](std::vector<Word> argv, int parent) {
    SimpleCommand command;
    command.argv = std::move(argv);
    command.parent = parent;
    command.directory = Word("/app");
    actions.line.commands.push_back(std::move(command));
  };
  add({"timeout", "60", "npx", "-y", "atlas", "migrate", "apply"}, -1);
  add({"npx", "-y", "atlas", "migrate", "apply"}, 0);
  add({"atlas", "migrate", "apply"}, 1);
  Subject subject = subject_of_call(sample_workflow(), call_of({"migrate", "apply"}, {{"--env", "dev"}}), actions, 2, files);
  CHECK(render_words(subject.tool_words) == "npx -y atlas");
  CHECK(command_to_type(sample_workflow().steps[0], subject) == "npx -y atlas migrate lint --env dev --latest 1");
  subject.call_directory = "/";
  CHECK(command_to_type(sample_workflow().steps[1], subject) ==
        "cd app && npx -y atlas migrate apply --env dev --dry-run");
  actions.line.commands[1].is_remote = true;
  subject = subject_of_call(sample_workflow(), call_of({"migrate", "apply"}, {}), actions, 2, files);
  CHECK_FALSE(subject.complaints.empty());
}

TEST_CASE("a write to a migration is judged for the only environment there is") {
  auto texts = sample_files();
  const Workflow workflow = sample_workflow();
  const auto of = [&](const char* path, const char* directory) {
    return subject_of_file(workflow, path, directory, MemoryFiles(texts));
  };
  REQUIRE(of("/app/migrations/3.sql", "/app"));
  CHECK_FALSE(of("/app/migrations/3.sql", "/app")->complaints.empty());
  texts["/app/atlas.hcl"] = "env \"local\" {\n migration {\n dir = \"file://migrations\"\n }\n}\n";
  const auto subject = of("/app/migrations/3.sql", "/");
  REQUIRE(subject);
  CHECK(subject->complaints.empty());
  CHECK(subject->directory == "/app");
  CHECK(subject->scope == "cwd=/app dir=/app/migrations --env=local");
  texts.erase("/app/atlas.hcl");
  CHECK(of("/app/migrations/3.sql", "/app"));
  texts.erase("/app/migrations/atlas.sum");
  CHECK_FALSE(of("/app/migrations/3.sql", "/app"));
}

}  // namespace interlock
