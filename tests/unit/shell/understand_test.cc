#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

#include "lib/shell/builtins.h"
#include "lib/shell/modes.h"
#include "tests/unit/shell/understand_rows.h"

using namespace interlock;

TEST_CASE("the table of builtins is sorted") { CHECK(builtins_sorted()); CHECK(builtin_options_sorted()); CHECK(signals_sorted()); CHECK(modes_sorted()); }

TEST_CASE("quoting is removed as bash removes it") {
  check_rows({
      {"p''sql -c \"a b\"", {"psql|-c|a b"}},
      {"$'\\x70sql' $'a\\tb'", {"psql|a\tb"}},
      {"\\psql \\-c", {"psql|-c"}},
      {"ps\\\nql x", {"psql|x"}},
      {"git commit -m 'DROP TABLE x; psql'", {"git|commit|-m|DROP TABLE x; psql"}},
      {"echo '' \"\" $nope", {"echo|||$nope"}},
  });
}

TEST_CASE("variables that the line sets are known") {
  check_rows({
      {"a=ps; b=ql; $a$b -c x", {"psql|-c|x"}},
      {"a=ps; a+=ql; $a", {"psql"}},
      {"c=(psql -c 'drop table'); \"${c[@]}\"", {"psql|-c|drop table"}},
      {"c='psql -c x'; $c; \"$c\"", {"psql|-c|x", "psql -c x"}},
      {"x=psqlfoo; ${x%foo}; ${x:0:4}; ${x/foo/}; y=x; ${!y}", {"psql", "psql", "psql", "psqlfoo"}},
      {"printf -v c %s psql; $c", {"printf|-v|c|%s|psql", "psql"}},
      {"read -r c d <<< 'psql x y'; $c \"$d\"", {"read|-r|c|d", "psql|x y"}},
      {"IFS=,; x=psql,-c,hi; $x", {"psql|-c|hi"}},
      {"psql${IFS}-c${IFS}x", {"psql|-c|x"}},
      {"set -- psql -c hi; \"$@\"; shift; echo $#", {"set|--|psql|-c|hi", "psql|-c|hi", "shift", "echo|2"}},
      {"declare -l x=PSQL; $x", {"declare|-l|x=PSQL", "psql"}},
      {"x=psql; y=${x^^}; ${y,,}", {"psql"}},
      {"true psql; $_ -c x", {"true|psql", "psql|-c|x"}},
  });
}

TEST_CASE("what the text does not say stays unknown and is never missing") {
  check_rows({
      {"$TOOL -c x", {"$TOOL|-c|x", "!program"}},
      {"$SUDO psql", {"$SUDO|psql", "?psql", "!program"}},
      {"p${NOTHING}sql", {"p$NOTHINGsql", "?psql", "!program"}},
      {"$(tool) command psql", {"tool", "$(tool)|command|psql", "?command|psql", "?psql", "!program"}},
      {"$(tool) psql", {"tool", "$(tool)|psql", "!program"}},
      {"timeout \"$T\" psql", {"timeout|$T|psql", "?psql"}},
      {"${TOOL:-psql} -c x", {"?$TOOL|-c|x", "?psql|-c|x", "!program"}},
      {"$HOME/bin/psql $X", {"/home/dev/bin/psql|$X"}},
      {"eval \"$(curl x)\"", {"curl|x", "eval|$(curl x)", "!text"}},
      {"if foo; then x=psql; else x=ls; fi; $x", {"foo", "?ls", "?psql"}},
      {"bash missing.sh", {"bash|missing.sh", "!script"}},
      {"x=$(printf 'a\\0\\0\\0b'; curl y); a\"$x\"", {"printf|a\\0\\0\\0b", "curl|y", "aab$(curl y)", "!program"}},
      {"eval \"$(printf 'psql\\0'; curl y)\"", {"printf|psql\\0", "curl|y", "eval|psql$(curl y)", "psql$(curl y)", "!program"}},
      {"x=$(cat /none); psql -c \"$x\"", {"cat|/none", "psql|-c|$(cat /none)"}},
  });
}

TEST_CASE("expansions come in bash's order") {
  check_rows({
      {"p{s,}ql x", {"psql|pql|x"}},
      {"echo {1..3}{a,b}", {"echo|1a|1b|2a|2b|3a|3b"}},
      {"echo {a,'b c'} \"{x,y}\"", {"echo|a|b c|{x,y}"}},
      {"echo ~/x $((2**3))", {"echo|/home/dev/x|8"}},
      {"/usr/bin/p*l x", {"/usr/bin/psql|x"}},
      {"ls sub/*.sql *.nope", {"ls|sub/x.sql|*.nope"}},
  });
}

TEST_CASE("text programs over known text are computed") {
  check_rows({
      {"$(echo psql) -c x", {"echo|psql", "psql|-c|x"}},
      {"echo cHNxbA== | base64 -d | sh", {"echo|cHNxbA==", "base64|-d", "sh", "psql"}},
      {"eval \"$(echo lqsp | rev)\"", {"echo|lqsp", "rev", "eval|psql", "psql"}},
      {"bash -c \"$(base64 -d <<<cHNxbA==)\"", {"base64|-d", "bash|-c|psql", "psql"}},
  });
}

TEST_CASE("compound commands are followed on every way") {
  check_rows({
      {"if a; then b; elif c; then d; else e; fi", {"a", "?b", "?c", "?d", "?e"}},
      {"if true; then b; else e; fi", {"true", "b"}},
      {"false && psql; true || psql", {"false", "true"}},
      {"a && b || c", {"a", "?b", "?c"}},
      {"for i in x y; do psql $i; done", {"psql|x", "psql|y"}},
      {"while read -r l; do psql $l; done < lines.txt", {"read|-r|l", "psql|users", "read|-r|l", "psql|orders", "read|-r|l"}},
      {"case $X in a) b;; *) c;; esac", {"?b", "?c"}},
      {"case psql in p*) b;; *) c;; esac", {"b"}},
      {"(cd x; psql); { ls; } & wait", {"cd|x", "psql", "ls", "wait"}},
      {"f() { \"$@\"; }; f psql -c 'a b'", {"psql|-c|a b"}},
      {"exit; psql", {"exit"}},
      {"[ x = y ] && psql; [ x = x ] && ls", {"[|x|=|y|]", "[|x|=|x|]", "ls"}},
      {"for x in a b c; do [ $x = b ] && break; echo $x; done", {"[|a|=|b|]", "echo|a", "[|b|=|b|]", "break"}},
      {"! psql; time ls; coproc cat", {"psql", "ls", "cat"}},
  });
}

TEST_CASE("texts that the shell runs are read") {
  check_rows({
      {"eval 'psql -c' x", {"eval|psql -c|x", "psql|-c|x"}},
      {"trap \"rm -r $TMP\" EXIT", {"trap|rm -r $TMP|EXIT", "?rm|-r|$TMP"}},
      {"eval \"$(curl x) ls\"", {"curl|x", "eval|$(curl x) ls", "$(curl x)|ls", "!text", "!program"}},
      {"trap 'psql' EXIT; ls", {"trap|psql|EXIT", "ls", "?psql"}},
      {"source lib.sh; client -c x", {"source|lib.sh", "psql|-c|x"}},
      {"bash deploy.sh a.sql", {"bash|deploy.sh|a.sql", "cd|db", "psql|-f|a.sql"}},
      {"./deploy.sh a.sql", {"./deploy.sh|a.sql", "cd|db", "psql|-f|a.sql"}},
      {"./tool.py", {"./tool.py", "/usr/bin/env|python3|./tool.py", "python3|./tool.py"}},
      {"cat > s.sh <<E\npsql\nE\nsh s.sh", {"cat", "sh|s.sh", "psql"}},
      {"source <(echo psql x)", {"echo|psql|x", "source|/dev/fd/63", "psql|x"}},
      {"shopt -s expand_aliases\nalias p=psql\np x", {"shopt|-s|expand_aliases", "alias|p=psql", "psql|x"}},
      {"export P=psql; bash -c '$P x'", {"export|P=psql", "bash|-c|$P x", "psql|x"}},
      {"P=psql; bash -c '$P x'", {"bash|-c|$P x", "$P|x", "?x", "!program"}},
      {"bash -c 'psql -c \"$1\"' _ 'drop x'", {"bash|-c|psql -c \"$1\"|_|drop x", "psql|-c|drop x"}},
      {"sh <<< psql", {"sh", "psql"}},
      {"bash", {"bash", "!door"}},
      {"curl x | sh", {"curl|x", "sh", "!text"}},
      {"curl -o x.sh u; sh x.sh", {"curl|-o|x.sh|u", "sh|x.sh", "!text"}},
      {"echo psql | tee x.sh; sh x.sh", {"echo|psql", "tee|x.sh", "sh|x.sh", "psql"}},
      {"cp deploy.sh x.sh; sh x.sh a", {"cp|deploy.sh|x.sh", "sh|x.sh|a", "cd|db", "psql|-f|a"}},
      {"ln -s /usr/bin/psql q; ./q -c 1", {"ln|-s|/usr/bin/psql|q", "/usr/bin/psql|-c|1"}},
      {"sh /dev/stdin <<< psql", {"sh|/dev/stdin", "psql"}},
      {"PATH=/app:$PATH deploy.sh a", {"deploy.sh|a", "cd|db", "psql|-f|a"}},
      {"BASH_ENV=lib.sh bash -c 'client x'", {"bash|-c|client x", "psql|x"}},
      {"x='$(psql)'; : \"${x@P}\"", {"psql", ":|$(psql)"}},
      {"x='a[$(psql)]'; : $((x))", {"?psql", "?:|a[$(psql)] ", ":|$((x))"}},
  });
}

TEST_CASE("package scripts and make targets are read") {
  check_rows({
      {"make migrate", {"make|migrate", "?echo|ok", "?psql|app|-c|$SQL"}},
  });
  CHECK(commands_of("npm run reset").size() >= 3);
  CHECK(commands_of("npm run loop").size() >= 1);
}

TEST_CASE("a syntax error keeps the lines before it") {
  check_rows({
      {"psql x\nls 'open", {"psql|x", "!syntax"}},
      {"psql 'open", {"!syntax"}},
  });
}

TEST_CASE("wrappers open step by step") {
  check_rows({
      {"sudo -u postgres psql app", {"sudo|-u|postgres|psql|app", "psql|app"}},
      {"sudo env P=psql bash -c \"\\$P -c \\\"\\$(base64 -d <<<RFJPUCBUQUJMRSB1c2Vycw==)\\\"\"",
       {"sudo|env|P=psql|bash|-c|$P -c \"$(base64 -d <<<RFJPUCBUQUJMRSB1c2Vycw==)\"",
        "env|P=psql|bash|-c|$P -c \"$(base64 -d <<<RFJPUCBUQUJMRSB1c2Vycw==)\"",
        "bash|-c|$P -c \"$(base64 -d <<<RFJPUCBUQUJMRSB1c2Vycw==)\"", "base64|-d", "psql|-c|DROP TABLE users"}},
      {"timeout 5 nice -n 3 psql", {"timeout|5|nice|-n|3|psql", "nice|-n|3|psql", "psql"}},
  });
}

TEST_CASE("hostile texts end") {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "$(";
  commands_of(deep);
  std::string evals;
  for (int i = 0; i < 100; ++i) evals += "eval ";
  CHECK(commands_of(evals + "ls").back() == "!too-much");
  std::string braces;
  for (int i = 0; i < 20000; ++i) braces += "{a,b}";
  commands_of("echo " + braces);
  std::string doubling = "a=xxxxxxxxxxxxxxxx;";
  for (int i = 0; i < 60; ++i) doubling += "a=$a$a;";
  commands_of(doubling + "$a");
  commands_of("f() { f | f & }; f");
  commands_of("while :; do x=$x.; done");
}

TEST_CASE("what $? is") {
  check_rows({
      {"false; psql $?", {"false", "psql|1"}},
      {"psql $? $(exit 3) $?", {"exit|3", "psql|0|3"}},
      {"(exit 4); psql $?", {"exit|4", "psql|4"}},
      {"f() { return 3; }; f; psql $?", {"return|3", "psql|3"}},
      {"false; x=1; psql $?", {"false", "psql|0"}},
      {"tool; psql $?", {"tool", "psql|$?"}},
  });
}

TEST_CASE("return and break mean nothing where there is nothing to leave") {
  check_rows({
      {"return; psql", {"return", "psql"}},
      {"break; psql", {"break", "psql"}},
      {"for x in 1; do (break; psql); done", {"break", "psql"}},
      {"f() { break; psql; }; for x in 1; do f; done", {"break", "psql"}},
      {"for x in 1 2; do break; psql; done", {"break"}},
  });
}

TEST_CASE("local names end with their function") {
  check_rows({
      {"v=psql; f() { local v=ls; }; f; $v x", {"local|v=ls", "psql|x"}},
      {"v=psql; f() { declare v=ls; }; f; $v x", {"declare|v=ls", "psql|x"}},
      {"v=psql; f() { v=ls; }; f; $v x", {"ls|x"}},
      {"v=ls; f() { declare -g v=psql; }; f; $v x", {"declare|-g|v=psql", "psql|x"}},
      {"f() { local v=psql; g; }; g() { $v x; }; f", {"local|v=psql", "psql|x"}},
      {"a=(psql x); f() { local -a a=(ls); }; f; \"${a[@]}\"", {"local|-a", "psql|x"}},
  });
}

TEST_CASE("arrays are in the order of their indices, maps in that of bash's table") {
  check_rows({
      {"a[5]=x; a[1]=psql; \"${a[@]}\" ${!a[@]}", {"psql|x|1|5"}},
      {"a=([2]=b c); a+=(d); psql ${!a[@]}", {"psql|2|3|4"}},
      {"a=(x y z); unset 'a[1]'; psql ${!a[@]}", {"unset|a[1]", "psql|0|2"}},
      {"printf -v 'a[2]' psql; \"${a[2]}\" x", {"printf|-v|a[2]|psql", "psql|x"}},
      {"a=psql; a+=(x); \"${a[@]}\"", {"psql|x"}},
      {"a=(psql); tool && a+=(-q); \"${a[@]}\" ${#a[@]}", {"tool", "psql|${a[1]}|${#a[@]}"}},
      {"declare -A m=(k psql l x); ${m[k]} ${m[l]}", {"declare|-A", "psql|x"}},
      {"declare -A m=([k]=1 [one]=2 [z]=3); psql ${!m[@]}", {"declare|-A", "psql|z|k|one"}},
  });
}

TEST_CASE("conditions that the text determines") {
  check_rows({
      {"i=0; while [ $i -lt 2 ]; do psql $i; i=$((i+1)); done", {"[|0|-lt|2|]", "psql|0", "[|1|-lt|2|]", "psql|1", "[|2|-lt|2|]"}},
      {"[[ 3 -gt 2 ]] && psql", {"psql"}},
      {"[[ x ]] || psql", {}},
      {"[ ! a = b ] && psql", {"[|!|a|=|b|]", "psql"}},
      {"f() { while [ $# -gt 0 ]; do psql \"$1\"; shift; done; }; f a 'b c'",
       {"[|2|-gt|0|]", "psql|a", "shift", "[|1|-gt|0|]", "psql|b c", "shift", "[|0|-gt|0|]"}},
  });
}

TEST_CASE("later rounds than are followed change things, too") {
  const std::vector<std::string> rounds =
      commands_of("n=a; while tool; do n=${n}b; psql $n; done");
  CHECK(rounds.back() == "?psql|$nb");
  const std::vector<std::string> calls = commands_of("f() { tool && f \"$1\"x; psql $1; }; f a");
  CHECK(std::find(calls.begin(), calls.end(), "?psql|$1") != calls.end());
  check_rows({{"f() { tool || f; }; f", {"tool"}}});  // the same again
}

TEST_CASE("a function keeps the aliases of when it was read") {
  check_rows({
      {"shopt -s expand_aliases\nalias aa=psql\nf() { aa fn; }\nunalias aa\nf",
       {"shopt|-s|expand_aliases", "alias|aa=psql", "unalias|aa", "psql|fn"}},
  });
}

TEST_CASE("what a command prints that may not run is read by one that may not run") {
  check_rows({
      {"bash -$c 'echo \"psql x\"' | sh",
       {"bash|-$c|echo \"psql x\"", "?echo|psql x", "?sh", "?sh", "?psql|x"}},
  });
}

TEST_CASE("an array on one branch may still be one behind an assignment") {
  check_rows({
      {"tool && r=(a b); r=psql; \"${r[@]}\"; $r x; ${r[1]}",
       {"tool", "${r[@]}", "psql|x", "${r[...]}", "!program", "!program"}},
      {"tool && r=(a b); unset r; r=psql; \"${r[@]}\"", {"tool", "unset|r", "psql"}},
  });
}

TEST_CASE("# and % anchor a pattern that has been expanded, unless they are quoted") {
  check_rows({
      {"v=psqlpsql x=%psql y=#psql; tool ${v/$x} ${v/$y/a} ${v/\"$x\"} ${v/\\%psql} ${v//$x}",
       {"tool|psql|apsql|psqlpsql|psqlpsql|psqlpsql"}},
  });
}

TEST_CASE("IFS+= adds to the separators that are there") {
  check_rows({
      {"IFS+=: read -a r <<< psql:b::c; \"${r[@]}\"", {"read|-a|r", "psql|b||c"}},
      {"IFS+=,; x='psql,b c'; $x", {"psql|b|c"}},
  });
}

TEST_CASE("declare -a makes an array of a text") {
  check_rows({
      {"declare -a r=(z)]; declare 'r+=(d)'; psql \"${r[@]}\"",
       {"declare|-a", "declare|r+=(d)", "psql|(z)]|d"}},
      {"declare -a r=zz; declare 'r+=(d)'; psql \"${r[@]}\"",
       {"declare|-a|r=zz", "declare|r+=(d)", "psql|zz|d"}},
      {"x=1; declare -a x+=2; declare 'x+=(d)'; psql \"${x[@]}\"",
       {"declare|-a|x+=2", "declare|x+=(d)", "psql|12|d"}},
  });
}

TEST_CASE("a shell's own trap runs when it ends") {
  check_rows({
      {"bash -c 'trap \"psql e\" EXIT; exit 3'",
       {"bash|-c|trap \"psql e\" EXIT; exit 3", "trap|psql e|EXIT", "exit|3", "?psql|e"}},
  });
}

TEST_CASE("what may end the line leaves the rest uncertain") {
  check_rows({
      {"set -u; tool $nope; psql", {"set|-u", "?tool|$nope", "?psql"}},
      {"tool ${a b}; psql", {"?tool|$a b", "?psql"}},
      {"bash -e -c 'false; psql'", {"bash|-e|-c|false; psql", "false", "?psql"}},
      {"PATH= psql", {"?psql"}},
      {"psql 3>&x", {"?psql"}},
      {"v=x; ${v@\"\"P}; psql", {"?${v@\"\"P}", "?psql", "!program"}},
      {"read z{z <(echo c\npsql q)", {"?echo|c", "?psql|q", "read|z{z|/dev/fd/63"}},
      {"sh -c 'f() { local -r d=psql; $d f; }; f'",
       {"sh|-c|f() { local -r d=psql; $d f; }; f", "local|-r|d=psql", "?psql|f"}},
      {"echo 'echo true > s.sh\npsql' > s.sh; bash < s.sh",
       {"echo|echo true > s.sh\npsql", "bash", "echo|true", "?psql", "!text"}},
      {"bash --norc= -c psql", {"bash|--norc=|-c|psql", "?psql"}},
      {"bash -e --norc -c psql", {"bash|-e|--norc|-c|psql", "?psql"}},
      {"bash --norc -e -c psql", {"bash|--norc|-e|-c|psql", "psql"}},
      {"bash --emulate sh -c psql", {"bash|--emulate|sh|-c|psql", "?psql"}},
      {"set -o] || psql", {"set|-o]", "psql"}},
      {"set -oe pipefail || psql", {"set|-oe|pipefail"}},
      {"shopt extglob\npsql @(a|b)", {"shopt|extglob", "?psql|@(a|b)"}},
      {"shopt -s extglob\npsql @(a|b)", {"shopt|-s|extglob", "psql|@(a|b)"}},
      {"(shopt -s extglob)\npsql @(a|b)", {"shopt|-s|extglob", "?psql|@(a|b)"}},
      {"true @(a|b); /app/deploy.sh", {"?true|@(a|b)", "?/app/deploy.sh", "?cd|db", "?psql|-f|"}},
      {"psql < /nowhere", {"?psql"}},
      {"shopt -s nullglob; psql *.none", {"shopt|-s|nullglob", "psql|*.none"}},
      {"dd of=~/x of=a~ \"of\"=~", {"dd|of=/home/dev/x|of=a~|of=~"}},
  });
}
