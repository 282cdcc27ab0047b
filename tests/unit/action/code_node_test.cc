#include <doctest/doctest.h>

#include <ostream>

#include "tests/unit/action/acting.h"

using namespace interlock;

namespace {

const Disk k_disk = {{"x.sql", "drop table fromfile;"}, {"x.py", "import os; os.system('psql -c frompy')"}, {"seed.py", "#!/usr/bin/env python3\nimport os\nos.system(\"psql -c 'drop table y'\")\n"}, {"ok.py", "print(1)"}, {"script.js", "require('child_process').execSync('psql -c fromjs')"}, {"main.go", "package main\nimport \"os/exec\"\nfunc main() { exec.Command(\"psql\", \"-c\", \"drop table g\").Run() }"}, {"run.rb", "#!/usr/bin/ruby\nsystem(\"psql -c fromrb\")"}, {"x.php", "<?php system(\"psql\");"}, {"page.php", "<p>don't</p><?php system('psql -c frompage');"}};

// Statements, kinds of what cannot be read behind "!", then the commands that the code starts.
std::string outcome(const std::string& command) {
  const Actions actions = act_on(command, k_disk);
  std::string text = joined(statements_of(actions));
  for (const std::string& kind : opaque_of(actions)) text += " !" + kind;
  text += "  ::";
  for (std::size_t i = 1; i < actions.commands.size(); ++i) text += " {" + actions.commands[i].canonical + '}';
  return text;
}

struct Case {
  const char* command;
  const char* outcome;
};

void check_all(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.command);
    CHECK(outcome(c.command) == c.outcome);
  }
}

}  // namespace

TEST_CASE("JavaScript is scanned for what it starts and says to databases") {
  check_all({
      {"node -e 'for (const t of [\"a\"]) c.query(`truncate ${t}`)'", "TRUNCATE a  ::"},
      {"node -e 'c.send(`truncate a`)'", "  ::"},
      {"deno eval 'await c.queryArray(\"drop table t\")'", "DROP TABLE t  ::"},
      {"deno eval 'await c.queryObject`drop table t`'", "DROP TABLE t  ::"},
      {"node -e \"require('child_process').execSync('psql -c x')\"", "x  :: {psql -c x}"},
      {"node -e \"const { execSync } = require('child_process'); execSync('psql -c x')\"",
       "x  :: {psql -c x}"},
      {"node -e \"const cp = require('node:child_process'); cp.exec('psql -c x')\"",
       "x  :: {psql -c x}"},
      {"node -e \"import('child_process').then(c => c.execSync('psql -c x'))\"",
       "x  :: {psql -c x}"},
      {"node --input-type=module -e \"import { spawnSync } from 'child_process'; spawnSync('psql', ['-c', 'drop table t'])\"",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"node -e \"import cp from 'child_process'; cp.spawn('psql', ['-c', 'drop table t'])\"",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"node -e \"require('child_process').execFileSync('psql', ['-c', 'x'], {stdio: 'inherit'})\"",
       "x  :: {psql -c x}"},
      {"node -e \"require('child_process').spawnSync('psql -c x', {shell: true})\"",
       "x  :: {psql -c x}"},
      {"node -e \"const run = require('util').promisify(require('child_process').exec); run('psql -c x')\"",
       "x  :: {psql -c x}"},
      {R"(node -e 'const t = "x"; require("child_process").execSync(`psql -c ${t}`)')",
       "x  :: {psql -c x}"},
      {"node -e 'require(\"child_process\").execSync(`psql -c ${process.argv[1]}`)'",
       " !sql-input  :: {psql -c $unknown_processargv1}"},
      {"node -p \"require('child_process').execSync('psql -c x').toString()\"",
       "x  :: {psql -c x}"},
      {"node -pe \"require('child_process').execSync('psql -c x')\"", "x  :: {psql -c x}"},
      {"node -e \"require('child_process').execSync(Buffer.from('cHNxbCAtYyB4','base64').toString())\"",
       "x  :: {psql -c x}"},
      {"node -e \"require('child_process').execSync(['psql','-c','x'].join(' '))\"",
       "x  :: {psql -c x}"},
      {"node -e \"eval(atob('cmVxdWlyZSgnY2hpbGRfcHJvY2VzcycpLmV4ZWNTeW5jKCdwc3FsIC1jIHgnKQ=='))\"",
       "x  :: {psql -c x}"},
      {"node -e \"fetch('http://x').then(r => r.text()).then(eval)\"", " !code  ::"},
      {"node -e \"new Function('return 1')()\"", "  ::"},
      {"node -e \"const {Client} = require('pg'); new Client().query('DROP TABLE t')\"",
       "DROP TABLE t  ::"},
      {"node -e \"require('pg'); c.query({text: 'DROP TABLE t'})\"", "DROP TABLE t  ::"},
      {"node -e 'db.query(`DROP TABLE ${t}`)'", "DROP TABLE _t  ::"},
      {R"~(node -e "prisma.\$executeRawUnsafe('DROP TABLE t')")~", "DROP TABLE t  ::"},
      {"node -e 'prisma.$executeRaw`DROP TABLE t`'", "DROP TABLE t  ::"},
      {"node -e \"require('better-sqlite3')('a').exec('DROP TABLE t')\"", "DROP TABLE t  ::"},
      {"node -e \"require('knex')({}).raw('DROP TABLE t')\"", "DROP TABLE t  ::"},
      {"node -e \"console.log('delete from t')\"", "  ::"},
      {"node -e \"console.log('DROP TABLE t') // psql\"", "  ::"},
      {"node -e \"/re/.exec('psql')\"", "  ::"},
      {"node -e \"const s = 'DROP TABLE t'; s.replace(/DROP/, '')\"", "  ::"},
      {"node -e \"require('fs').writeFileSync('m.sql', 'DROP TABLE t')\"", "  ::"},
      {"node -e \"fs.unlinkSync('a.txt'); fs.renameSync('a', 'b')\"", "  ::"},
      {"node -e \"/* require('child_process').execSync('psql') */ 1\"", "  ::"},
      {"node -e \"require('child_process')['execSync']('psql -c x')\"", "x  :: {psql -c x}"},
      {"node -e \"const cp = require('child_process'); cp['exec' + 'Sync']('psql -c x')\"",
       "x  :: {psql -c x}"},
      {"node -e \"const {execSync} = require('child_process'); ['psql -c x'].forEach(execSync)\"",
       "x  :: {psql -c x}"},
      {"node script.js", "fromjs  :: {psql -c fromjs}"},
      {"node -v", "  ::"},
      {"node", " !door  ::"},
      {"node --check script.js", "  ::"},
      {"bun -e \"Bun.spawn(['psql', '-c', 'x'])\"", "x  :: {psql -c x}"},
      {"bun -e 'await Bun.$`psql -c x`'", "x  :: {psql -c x}"},
      {"bun run script.js", "fromjs  :: {psql -c fromjs}"},
      {"bun test", "  ::"},
      {"deno eval \"new Deno.Command('psql', {args: ['-c', 'x']}).output()\"", "x  :: {psql -c x}"},
      {"deno run -A script.js", "fromjs  :: {psql -c fromjs}"},
      {"tsx -e \"require('child_process').execSync('psql -c x')\"", "x  :: {psql -c x}"},
      {"zx --eval 'x'", "  ::"},
      {"node -e 'import { $ } from \"zx\"; await $`psql -c x`'", "x  :: {psql -c x}"},
  });
}
