#include <doctest/doctest.h>

#include <ostream>

#include "lib/action/action.h"
#include "lib/base/text.h"
#include "lib/workflow/workflow.h"

namespace interlock {
namespace {

// The answer for the first command of atlas that applies, as `main` would ask.
std::string answer(const std::string& text) {
  const MemoryFiles files({{"/app/.env.sh", "export DATABASE_URL=sqlite://x\n"},
                           {"/app/bad.sh", "cp evil.sql migrations/\n"},
                           {"/app/deploy.sh", "set -e\ncd /app\natlas migrate apply --env dev\n"}});
  Call call;
  call.event = Call::Event::pre_tool_use;
  call.kind = Call::Kind::shell;
  call.cwd = "/app";
  call.text = text;
  const auto actions = actions_of(call, {.home = "/home/dev", .files = &files});
  REQUIRE(actions);
  for (const CommandAction& action : actions->commands) {
    const auto& argv = actions->line.commands[static_cast<std::size_t>(action.command)].argv;
    if (action.program != "atlas" || argv.size() < 3 || argv[2].text != "apply") continue;
    bool dry = false;
    for (const Word& word : argv) dry = dry || word.text == "--dry-run";
    if (!dry) return check_stands_alone(*actions, action.command);
  }
  return "no such command";
}

}  // namespace

TEST_CASE("a gated call may stand beside what changes nothing") {
  const char* const lines[] = {
      "atlas migrate apply --env dev",
      "cd services/api && atlas migrate apply --env dev",
      "(cd services/api; atlas migrate apply --env dev)",
      "set -e; cd x; atlas migrate apply --env dev",
      "set -euo pipefail\natlas migrate apply --env dev",
      "export CI=1; atlas migrate apply --env dev",
      "export DATABASE_URL=sqlite://x && atlas migrate apply --env dev",
      "NO_COLOR=1 atlas migrate apply --env dev",
      "ATLAS_NO_UPDATE_NOTIFIER=1 atlas migrate apply --env dev",
      "atlas migrate apply --env dev 2>&1 | tail -20",
      "atlas migrate apply --env dev | tee apply.log",
      "atlas migrate apply --env dev 2>&1 | tee /tmp/out | tail -5",
      "atlas migrate apply --env dev > apply.log 2>&1",
      "atlas migrate apply --env dev; echo $?",
      "atlas migrate apply --env dev || true",
      "echo applying && atlas migrate apply --env dev && echo done",
      "ls migrations; cat migrations/1.sql; pwd; atlas migrate apply --env dev",
      "npx atlas migrate apply --env dev",
      "timeout 60 atlas migrate apply --env dev",
      "bash -lc 'cd x && atlas migrate apply --env dev'",
      "source .env.sh && atlas migrate apply --env dev",
      "set -a; source .env.sh; set +a; atlas migrate apply --env dev",
      "command -v atlas && atlas migrate apply --env dev",
      "ENV=dev atlas migrate apply --env dev",
      "declare -x CI=1; atlas migrate apply --env dev",
      "bash deploy.sh",
      "if [ -f atlas.hcl ]; then atlas migrate apply --env dev; fi",
      "atlas migrate apply --env dev </dev/null >/dev/null",
  };
  for (const char* line : lines) {
    CAPTURE(std::string(line));
    CHECK(answer(line) == "");
  }
}

TEST_CASE("a gated call beside anything else is refused with a sentence") {
  const char* const lines[] = {
      "atlas migrate lint --env dev --latest 1 && atlas migrate apply --env dev",
      "atlas migrate apply --env dev --dry-run && atlas migrate apply --env dev",
      "cp evil.sql migrations/ && atlas migrate apply --env dev",
      "echo 'drop table t;' >> migrations/1.sql; atlas migrate apply --env dev",
      "echo x > migrations/2.log.sql && atlas migrate apply --env dev",
      "cat evil.sql | tee migrations/1.sql; atlas migrate apply --env dev",
      "tee migrations/1.sql </tmp/evil; atlas migrate apply --env dev",
      "(sleep 1; cp evil.sql migrations/) & atlas migrate apply --env dev",
      "cp evil.sql migrations/ & atlas migrate apply --env dev",
      "sed -i s/a/b/ migrations/1.sql && atlas migrate apply --env dev",
      "atlas migrate hash && atlas migrate apply --env dev",
      "git checkout other && atlas migrate apply --env dev",
      "python3 -c 'open(\"migrations/1.sql\",\"w\")'; atlas migrate apply --env dev",
      "$X; atlas migrate apply --env dev",
      "eval \"$X\"; atlas migrate apply --env dev",
      "source bad.sh && atlas migrate apply --env dev",
      "source missing.sh && atlas migrate apply --env dev",
      "atlas() { cp evil.sql migrations/; command atlas \"$@\"; }; atlas migrate apply --env dev",
      "cd() { cp evil.sql migrations/; }; cd x; atlas migrate apply --env dev",
      "PATH=/tmp/x:$PATH atlas migrate apply --env dev",
      "export PATH=/tmp/x:$PATH; atlas migrate apply --env dev",
      "LD_PRELOAD=/tmp/x.so atlas migrate apply --env dev",
      "export NODE_OPTIONS=--require=/tmp/x.js; npx atlas migrate apply --env dev",
      "env BASH_ENV=/tmp/x bash -c 'atlas migrate apply --env dev'",
      "ATLAS_TOKEN=x atlas migrate apply --env dev",
      "HOME=/tmp/x atlas migrate apply --env dev",
      "atlas migrate apply --env dev > migrations/3.sql",
      "atlas migrate apply --env dev | tee migrations/3.sql",
      "atlas migrate apply --env dev | sh",
      "trap 'cp evil.sql migrations/' EXIT; atlas migrate apply --env dev",
      "./cat x; atlas migrate apply --env dev",
      "set -- x; atlas migrate apply --env dev",
      "atlas migrate apply --env dev && go test ./...",
  };
  for (const char* line : lines) {
    CAPTURE(std::string(line));
    CHECK(answer(line) != "");
    CHECK(answer(line) != "no such command");
  }
}

TEST_CASE("the tables are sorted and hold no idle row") { CHECK(join(check_harmless_tables(), "; ") == ""); }

TEST_CASE("programs are taken from where programs are") {
  struct Case {
    const char* word;
    bool usual;
  };
  const Case cases[] = {
      {"atlas", true}, {"/usr/bin/atlas", true}, {"/usr/local/bin/atlas", true}, {"node_modules/.bin/prisma", true},
      {"./node_modules/.bin/prisma", true}, {"/src/app/node_modules/.bin/prisma", true}, {".venv/bin/alembic", true},
      {"/home/dev/.local/bin/atlas", true}, {"/home/dev/go/bin/atlas", true}, {"bin/rails", true},
      {"./atlas", false}, {"../atlas", false}, {"/tmp/atlas", false}, {"/tmp/bin/atlas", false}, {"x/atlas", false},
      {"/usr/bin/../../tmp/atlas", false}, {"~/atlas", false}, {"/atlas", false},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.word));
    CHECK(is_usual_program(c.word) == c.usual);
  }
}

}  // namespace interlock
