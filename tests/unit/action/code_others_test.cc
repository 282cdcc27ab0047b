#include <doctest/doctest.h>

#include <ostream>

#include "tests/unit/action/acting.h"

using namespace interlock;

namespace {

const Disk k_disk = {{"manage.py", "import sys\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)"}, {"tool.py", "import sys\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)"}, {"x.sql", "drop table fromfile;"}, {"x.py", "import os; os.system('psql -c frompy')"}, {"seed.py", "#!/usr/bin/env python3\nimport os\nos.system(\"psql -c 'drop table y'\")\n"}, {"ok.py", "print(1)"}, {"run.py", "import sys, os\nc = sys.argv.pop()\nos.system(c)"}, {"other.py", "import sys, os\nos.system(f())"}, {"script.js", "require('child_process').execSync('psql -c fromjs')"}, {"main.go", "package main\nimport \"os/exec\"\nfunc main() { exec.Command(\"psql\", \"-c\", \"drop table g\").Run() }"}, {"run.rb", "#!/usr/bin/ruby\nsystem(\"psql -c fromrb\")"}, {"x.php", "<?php system(\"psql\");"}, {"page.php", "<p>don't</p><?php system('psql -c frompage');"}};

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
    CAPTURE(std::string(c.command));
    CHECK(outcome(c.command) == std::string(c.outcome));
  }
}

}  // namespace

TEST_CASE("What stands on the line for the code is known") {
  check_all({
      {"perl -e 'system @ARGV' psql -c x", "x  :: {psql -c x}"},
      {"perl -e 'system(@ARGV)' psql -c x", "x  :: {psql -c x}"},
      {"perl -e 'exec $ARGV[0]' 'psql -c x'", "x  :: {psql -c x}"},
      {"perl -e 'system(\"@ARGV\")' psql -c x", "x  :: {psql -c x}"},
      {"perl -e 'system(shift)' 'psql -c x'", "x  :: {psql -c x}"},
      {"ruby -e 'system(*ARGV)' psql -c x", "x  :: {psql -c x}"},
      {"ruby -e 'system(ARGV[0])' 'psql -c x'", "x  :: {psql -c x}"},
      {"python3 -c 'import sys,os; os.system(sys.argv[1])' 'psql -c x'", "x  :: {psql -c x}"},
      {"python3 -c 'import sys,os; os.system(sys.argv[1] + sys.argv[2])' ps 'ql -c x'", "x  :: {psql -c x}"},
      {"python3 -c 'import sys,subprocess; subprocess.run(sys.argv[1:])' psql -c x", "x  :: {psql -c x}"},
      {"python3 -c 'import sys; exec(sys.argv[1])' 'import os; os.system(\"psql -c x\")'", "x  :: {psql -c x}"},
      {"python3 -c 'import sys; cur.execute(sys.argv[1])' 'DROP TABLE t'", "DROP TABLE t  ::"},
      {"python3 -c 'import sys,os; os.system(\"which \" + sys.argv[1])' psql", "  :: {which psql}"},
      {"python3 -c 'import sys,os; [os.system(\"which \" + x) for x in sys.argv[1:]]' psql", "  :: {which psql}"},
      {"python3 -c 'import sys,os; os.system(\"ls\")' psql", "  :: {ls}"},
      {"python3 -c 'import sys; print(sys.argv[1])' 'psql -c x'", "  ::"},
      {"python3 manage.py migrate", "  :: {manage.py migrate}"},
      {"python3 tool.py flush", "  :: {django-admin flush}"},
      {"python3 - 'psql -c x' <<< 'import sys,os; os.system(sys.argv[1])'", "x  :: {psql -c x}"},
      {"python3 -c 'import os; os.system(os.environ[\"C\"])'", "  ::"},
      {"C='psql -c x' python3 -c 'import os; os.system(os.environ[\"C\"])'", "x  :: {psql -c x}"},
      {"C='psql -c x' python3 -c 'import os; os.system(os.getenv(\"C\"))'", "x  :: {psql -c x}"},
      {"export C='psql -c x'; node -e 'require(\"child_process\").execSync(process.env.C)'", "x  :: {node -e require(\"child_process\").execSync(process.env.C)} {psql -c x}"},
      {"EDITOR=psql python3 -c 'import os; os.environ; os.system(cmd)'", "  ::"},
      {"python3 -c 'import sys,os; os.system(sys.stdin.read())' <<< 'psql -c x'", "x  :: {psql -c x}"},
      {"python3 -c 'import os; os.system(input())' <<< 'psql -c x'", "x  :: {psql -c x}"},
      {"python3 -c 'import sys; print(sys.stdin.read())' <<< 'psql -c x'", "  ::"},
      {"node -e 'require(\"child_process\").execSync(process.argv[1])' 'psql -c x'", "x  :: {psql -c x}"},
      {"node -e 'require(\"child_process\").execSync(process.argv.slice(1).join(\" \"))' psql -c x", "x  :: {psql -c x}"},
      {"node -e 'require(\"child_process\").execSync(require(\"fs\").readFileSync(0))' <<< 'psql -c x'", "x  :: {psql -c x}"},
      {"lua -e 'os.execute(io.read(\"*a\"))' <<< 'psql -c x'", "x  :: {psql -c x}"},
      {"php -r 'system($argv[1]);' 'psql -c x'", "x  :: {psql -c x}"},
      {"lua - 'psql -c x' <<< 'os.execute(arg[1])'", "x  :: {psql -c x}"},
      {"python3 run.py 'psql -c x'", "x  :: {psql -c x}"},
      {"python3 other.py 'psql -c x'", "  ::"},
  });
}

TEST_CASE("Perl, Ruby, PHP, Lua, Tcl, awk, R and others are scanned likewise") {
  check_all({
      {"perl -e 'CORE::system(\"psql -c x\")'", "x  :: {psql -c x}"},
      {"perl -e 'use IPC::Cmd; IPC::Cmd::run(command => \"psql -c x\")'", "x  :: {psql -c x}"},
      {"perl -e 'system join \" \", \"psql\", \"-c\", \"x\"'", "x  :: {psql -c x}"},
      {"perl -e 'My::run(\"psql -c x\")'", "  ::"},
      {"ruby -e 'DB.run(\"drop table t\")'", "DROP TABLE t  ::"},
      {"ruby -e 'DB << \"drop table t\"'", "DROP TABLE t  ::"},
      {"ruby -e 'd = Sequel.connect(u); d << \"drop table t\"'", "DROP TABLE t  ::"},
      {"ruby -e 'a = []; a << \"drop table t\"'", "  ::"},
      {"php -r 'array_map(\"system\", [\"psql -c x\"]);'", "x  :: {psql -c x}"},
      {"php -r 'array_map(\"trim\", [\"psql -c x\"]);'", "  ::"},
      {"perl -e 'system(\"psql -c x\")'", "x  :: {psql -c x}"},
      {R"(perl -e 'system("psql", "-c", "drop table t")')",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"perl -e 'system \"psql -c x\"'", "x  :: {psql -c x}"},
      {R"(perl -e 'exec "psql", "-c", "x"')", "x  :: {psql -c x}"},
      {"perl -e 'print `psql -c x`'", "x  :: {psql -c x}"},
      {"perl -e 'print qx{psql -c x}'", "x  :: {psql -c x}"},
      {"perl -e 'my $c = \"psql -c x\"; system($c)'", "x  :: {psql -c x}"},
      {R"(perl -e 'my $p = "psql"; system("$p -c x")')", "x  :: {psql -c x}"},
      {"perl -e 'open(F, \"psql -c x |\")'", "x  :: {psql -c x}"},
      {R"(perl -e 'open(my $f, "|-", "psql", "app")')", " !door  :: {psql app}"},
      {R"(perl -e 'open(my $f, "|-", "psql -c x")')", "x  :: {psql -c x}"},
      {R"(perl -MDBI -e 'DBI->connect("dbi:Pg:")->do("DROP TABLE t")')", "DROP TABLE t  ::"},
      {"perl -e 'use MIME::Base64; system(decode_base64(\"cHNxbCAtYyB4\"))'", "x  :: {psql -c x}"},
      {R"(perl -e 'system(pack("H*", "7073716c202d632078"))')", "x  :: {psql -c x}"},
      {"perl -e 'print \"DROP TABLE t\"'", "  ::"},
      {"perl -ne 'print if /DROP TABLE/' x.sql", "  ::"},
      {"perl -pi -e 's/a/b/' f.txt", "  ::"},
      {"perl -v", "  ::"},
      {"perl -e 'eval \"system(q{psql -c x})\"'", "x  :: {psql -c x}"},
      {"ruby -e 'system(\"psql -c x\")'", "x  :: {psql -c x}"},
      {R"(ruby -e 'system "psql", "-c", "drop table t"')",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"ruby -e 'puts `psql -c x`'", "x  :: {psql -c x}"},
      {"ruby -e 'puts %x(psql -c x)'", "x  :: {psql -c x}"},
      {"ruby -e 'exec \"psql -c x\"'", "x  :: {psql -c x}"},
      {R"(ruby -e 'IO.popen(["psql", "-c", "x"])')", "x  :: {psql -c x}"},
      {R"(ruby -e 'IO.popen("psql -c x", "r+")')", "x  :: {psql -c x}"},
      {R"(ruby -ropen3 -e 'Open3.capture2("psql", stdin_data: "drop table t")')",
       "DROP TABLE t  :: {psql}"},
      {"ruby -e 'spawn(\"psql -c x\")'", "x  :: {psql -c x}"},
      {R"(ruby -e 'db = "psql"; system("#{db} -c x")')", "x  :: {psql -c x}"},
      {R"(ruby -e 'require "pg"; PG.connect.exec("DROP TABLE t")')", "DROP TABLE t  ::"},
      {"ruby -e 'ActiveRecord::Base.connection.execute \"DROP TABLE t\"'", "DROP TABLE t  ::"},
      {R"(ruby -e '["drop table a", "drop table b"].each { |q| conn.execute(q) }')",
       "DROP TABLE b ; DROP TABLE a  ::"},
      {"ruby -e 'puts \"DROP TABLE t\"'", "  ::"},
      {"ruby -e 'puts \"psql -c x\"'", "  ::"},
      {"ruby -e 'system(*%w[psql -c x])'", "x  :: {psql -c x}"},
      {"ruby <<'E'\nconn.execute <<~SQL\n  DROP TABLE t;\nSQL\nE", "DROP TABLE t  ::"},
      {"ruby -e 'send(:system, \"psql -c x\")'", "x  :: {psql -c x}"},
      {R"(ruby -e 'Kernel.send("system", "psql -c x")')", "x  :: {psql -c x}"},
      {"ruby -e \"foo /it's/; system('psql -c x')\"", "x  :: {psql -c x}"},
      {"irb", " !door  ::"},
      {"ruby -v", "  ::"},
      {"php -r 'system(\"psql -c x\");'", "x  :: {psql -c x}"},
      {"php -r 'exec(\"psql -c x\", $out);'", "x  :: {psql -c x}"},
      {"php -r 'echo shell_exec(\"psql -c x\");'", "x  :: {psql -c x}"},
      {"php -r 'echo `psql -c x`;'", "x  :: {psql -c x}"},
      {R"(php -r '$c = "psql"; passthru("$c -c x");')", "x  :: {psql -c x}"},
      {R"(php -r '$c = "ps" . "ql -c x"; passthru($c);')", "x  :: {psql -c x}"},
      {"php -r 'passthru(base64_decode(\"cHNxbCAtYyB4\"));'", "x  :: {psql -c x}"},
      {R"(php -r '(new PDO("sqlite:a"))->exec("DROP TABLE t");')", "DROP TABLE t  ::"},
      {"php -r 'mysqli_query($c, \"DROP TABLE t\");'", "DROP TABLE t  ::"},
      {"php -r 'DB::statement(\"DROP TABLE t\");'", "DROP TABLE t  ::"},
      {"php -r 'echo \"DROP TABLE t\";'", "  ::"},
      {"php -r 'eval(base64_decode($x));'", " !code  ::"},
      {"php -r 'eval(gzinflate(base64_decode($x)));'", " !code  ::"},
      {R"(php -r '$f = "system"; $f("psql -c x");')", "x  :: {psql -c x}"},
      {R"(php -r 'call_user_func("system", "psql -c x");')", "x  :: {psql -c x}"},
      {R"(php -r 'echo "<?php"; system("psql -c x");')", "x  :: {psql -c x}"},
      {"php -r '// ?> <?php system(\"psql -c x\");'", "x ; x  :: {psql -c x} {psql -c x}"},
      {"php page.php", "frompage  :: {psql -c frompage}"},
      {"php -a", " !door  ::"},
      {"php", " !door  ::"},
      {"php -v", "  ::"},
      {"php -l x.php", "  ::"},
      {"lua -e 'os.execute(\"psql -c x\")'", "x  :: {psql -c x}"},
      {"lua -e 'io.popen(\"psql -c x\")'", "x  :: {psql -c x}"},
      {R"(lua -e 'os.execute("ps" .. "ql -c x")')", "x  :: {psql -c x}"},
      {"lua -e 'print(\"DROP TABLE t\")'", "  ::"},
      {"lua -e 'conn:execute(\"DROP TABLE t\")'", "DROP TABLE t  ::"},
      {"lua -e 'os.execute [[psql -c x]]'", "x  :: {psql -c x}"},
      {"lua", " !door  ::"},
      {"tclsh <<< 'exec psql -c {drop table t}'", "DROP TABLE t  :: {psql -c drop table t}"},
      {R"(expect -c 'spawn psql app; expect ">"; send "drop table t;\r"')",
       "DROP TABLE t !door  :: {psql app}"},
      {"expect -c 'puts \"drop table t\"'", "  ::"},
      {"tclsh", " !door  ::"},
      {"awk 'BEGIN { system(\"psql -c x\") }'", "x  :: {psql -c x}"},
      {R"(awk 'BEGIN { print "drop table t" | "psql" }')", "DROP TABLE t  :: {psql}"},
      {"awk 'BEGIN { \"psql -c x\" | getline y; print y }'", "x  :: {psql -c x}"},
      {R"(awk 'BEGIN { c = "psql"; system(c " -c x") }')", "x  :: {psql -c x}"},
      {"awk '/DROP TABLE/ { print }' x.sql", "  ::"},
      {"awk -F, '{ print $1 }' x.sql", "  ::"},
      {"awk --version", "  ::"},
      {"gawk -e 'BEGIN { system(\"psql -c x\") }'", "x  :: {psql -c x}"},
      {"Rscript -e 'system(\"psql -c x\")'", "x  :: {psql -c x}"},
      {R"(Rscript -e 'system2("psql", c("-c", "x"))')", "x  :: {psql -c x}"},
      {"R -e 'DBI::dbExecute(con, \"DROP TABLE t\")'", "DROP TABLE t  ::"},
      {"R", " !door  ::"},
      {R"(elixir -e 'System.cmd("psql", ["-c", "x"])')", "x  :: {psql -c x}"},
      {"iex -S mix", " !door  ::"},
      {"julia -e 'run(`psql -c x`)'", "x  :: {psql -c x}"},
      {"go run main.go", "DROP TABLE g  :: {psql -c drop table g}"},
      {"./seed.py", "DROP TABLE y  :: {/usr/bin/env python3 ./seed.py} {python3 ./seed.py} {psql -c drop table y}"},
      {"./run.rb", "fromrb  :: {/usr/bin/ruby ./run.rb} {psql -c fromrb}"},
  });
}
