#include <doctest/doctest.h>

#include <ostream>

#include "tests/unit/shell/understand_rows.h"

using namespace interlock;

TEST_CASE("an alias is the one of when the line was read") {
  check_rows({
      {"shopt -s expand_aliases\nalias tool='psql al'\nunalias tool; tool x\ntool y",
       {"shopt|-s|expand_aliases", "alias|tool=psql al", "unalias|tool", "psql|al|x", "tool|y"}},
      {"shopt -s expand_aliases; alias tool=psql; tool x\ntool y",
       {"shopt|-s|expand_aliases", "alias|tool=psql", "tool|x", "psql|y"}},
      {"shopt -s expand_aliases\nalias al='; psql'\nal x\ntool",
       {"shopt|-s|expand_aliases", "alias|al=; psql", "?tool", "!syntax"}},
  });
}

TEST_CASE("what bash cannot read ends what runs") {
  check_rows({
      {"f() tool; psql", {"?psql"}},
      {"tool; f() tool\npsql", {"?tool", "?psql"}},
      {"eval 'tool $(a; | b)'; psql", {"eval|tool $(a; | b)", "?psql", "!syntax"}},
      {"cat <<E\n\"$(x\nE\npsql", {"?cat", "?psql"}},
  });
}

TEST_CASE("an error in an expression ends the line, except where it is only false") {
  check_rows({
      {"a=$((5#)); psql", {"?psql"}},
      {"a=b; tool ${a[@$]}; psql", {"?tool|${a[...]}", "?psql"}},
      {"p=psql; tool ${m!}; p=ls\n$p", {"?tool|$m!", "?ls", "?psql"}},
      {"tool ${m!}; exit\npsql", {"?tool|$m!", "?exit", "?psql"}},
      {"f() { local p=ls; tool ${m!}; p=tool; return; }; p=psql; f; p=ls\n$p", {"local|p=ls", "?tool|$m!", "?return", "?ls", "?psql"}},
      {"eval 'p=psql; tool ${m!}; p=ls'; $p", {"eval|p=psql; tool ${m!}; p=ls", "?tool|$m!", "?ls", "?psql"}},
      {"tool ${x[ ]}; psql", {"tool|${x[...]}", "psql"}},  // x may be none of ours
      {"unset x; tool ${x[ @]}; psql", {"unset|x", "?tool", "?psql"}},
      {"((1/0)) && psql; tool", {"tool"}},
      {"r=(a c); unset 'r[1|]'; psql", {"unset|r[1|]", "?psql"}},
      {"r=(a psql c); unset 'r[1-1]'; ${r[@]}", {"unset|r[1-1]", "psql|c"}},
      {"r=(a b); tool ${r[@]:0:~1}; psql", {"?tool", "?psql"}},
      {"tool ${!nope}; psql", {"?tool|${!nope}", "?psql"}},
      {"x=abc; tool ${x:} ; psql ${x::2}", {"?tool|abc", "?psql|ab"}},
      {"let 1/0 b=1; psql $b", {"let|1/0|b=1", "psql|$b"}},
      {"for ((i=0; i<3; |i++)); do psql $i; done", {"psql|0"}},
      {"psql \"$(echo h $((#1)))\"", {"?echo|h|$((#1))", "psql|$(echo h $((#1)))"}},
      {"psql \"$(tool; cat <<E\nh $((#1+1))\nE\n)\"",
       {"tool", "?cat", "psql|$(tool; cat <<E\nh $((#1+1))\nE\n)"}},
  });
}

TEST_CASE("elements that are not surely there are not surely none") {
  check_rows({
      {"r=(psql two); \"${r[@]/[o/0}\" x", {"?psql|two|x", "?psql|two|x", "?${r[@]/[o/0}|${r[@]/[o/0}|x", "!program"}},
      {"f() { f; }; f; psql", {"?psql"}},
      {"unset r; read r < no <<< a; psql \"${r[@]}\"", {"unset|r", "?read|r", "psql|${r[@]}"}},
      {"unset r; psql \"${r[@]}\" ${r[*]}", {"unset|r", "psql"}},
      {"m=([one]=psql); ${m[one]} x", {"psql|x"}},
      {"m=([one]=a psql); ${m[0]} x", {"${m[...]}|x", "?x", "!program"}},
      {"r=(psql b); ${r[k]} x", {"${r[...]}|x", "?x", "!program"}},
      {"r=(a b); declare -A r; psql ${r[0]}", {"declare|-A|r", "psql|a"}},
      {"r=(a b); declare -A r=([k]=c); psql ${r[0]}", {"?declare|-A", "?psql|a"}},
      {"set --; r=([$5]=e f); psql \"${!r[@]}\" ${r[0]}", {"set|--", "psql|0|f"}},
      {"r=(a b); tool ${r[@]@:1}; psql", {"?tool|${r[@]@:1}", "?psql"}},
      {"r=(a b); declare -n r=t; psql $r", {"declare|-n|r=t", "psql|a"}},
      {"v=1; declare -n ref=v; ref=(psql x); \"${v[@]}\"", {"declare|-n|ref=v", "psql|x"}},
      {"x=1; r=(a psql c); ${r[x]} $((x+r[x]*0))", {"psql|$((x+r[x]*0))"}},
      {"r=(5 6); psql $((r[1]+1)) $((r[0]++)) ${r[0]}", {"psql|7|5|6"}},
      {"r=(psql c)#; tool ${#r[@]} \"$r\"", {"tool|1|(psql c)#"}},
      {"r=(x n); n=psql; ${!r[1]} y", {"psql|y"}},
      {"r=(a b); psql \"${r[''*]}\"", {"?psql|${r[...]}"}},
      {"r=(a psql $(tool)); ${r[@]:1:1} \"${r[@]:2}\"", {"tool", "psql|${r[@]:2}"}},
      {"r=(psql $a b); \"${r[@]%b}\"", {"psql|${r[@]%b}|"}},
      {"r=(psql b):; tool \"${r[@]:1:4}\"", {"tool|psql"}},
      {"x='p q'; psql $x$ $x$.$x $x\\$ {$x$,b}", {"psql|p q$|p|q$.p|q|p|q$|p q$|b"}},
      {"d=d[x; tool ${!d}x", {"?tool|${!d}x"}},
  });
}

TEST_CASE("what an unknown number is assigned to is unknown too") {
  check_rows({
      {"unset r; while read $-r v; do psql; done <<< a:b",
       {"unset|r", "read|$-r|v", "?psql", "read|$-r|v", "?psql"}},
      {"unset v; { read -n $v a; read b; psql $b; } <<< 'a b'", {"unset|v", "read|-n|a", "read|b", "psql|a|b"}},
      {"{ read -n \"$N\" a; read b; psql $b; } <<< 'a b'", {"read|-n|$N|a", "read|b", "psql|$b"}},
      {"read -p \"$M\" a <<< psql; $a x", {"read|-p|$M|a", "psql|x"}},
      {"r=(a c); unset 'r[1*]'; psql", {"unset|r[1*]", "?psql"}},
      {"x=ls; tool $[x=b]; $x", {"tool|$[x=b]", "$x", "!program"}},
      {"x=ls; ((x = $(tool))); psql $x", {"tool", "psql|$x"}},
      {"x=ls; ((0 && (x = b))); psql $x", {"psql|ls"}},
      {"printf -v 'r[1+1]' psql; ${r[2]} x", {"printf|-v|r[1+1]|psql", "psql|x"}},
      {"printf -v 'r[|2]' a; psql", {"printf|-v|r[|2]|a", "?psql"}},
      {"declare 'r[1+1]=psql'; ${r[2]} x", {"declare|r[1+1]=psql", "psql|x"}},
      {"read 'r[1+1]' <<< psql; ${r[2]} x", {"read|r[1+1]", "psql|x"}},
      {"read a 'b c' d <<< 'psql 2 3'; $a x", {"read|a|b c|d", "psql|x"}},
  });
}

TEST_CASE("after branches a name may be several things, or none of them") {
  check_rows({
      {"[ -f x ] && psql() { tool; }; psql", {"[|-f|x|]", "?tool", "?psql"}},
      {"psql() { tool; }; [ -f x ] && unset -f psql; psql", {"[|-f|x|]", "?unset|-f|psql", "?tool", "?psql"}},
      {"f() { psql; }; command eval f; builtin f", {"command|eval|f", "eval|f", "psql", "builtin|f", "f"}},
      {"shopt -s expand_aliases\nif tool; then alias q=ls; else alias q=psql; fi\nq x",
       {"shopt|-s|expand_aliases", "tool", "?alias|q=ls", "?alias|q=psql", "?psql|x", "?ls|x"}},
  });
}

TEST_CASE("braces are what bash's search for them finds") {
  check_rows({
      {"psql a{}b,c}d {}x,y} a{b}c,d} {a},b} {a{1,2}b} {..,a}",
       {"psql|a}bd|acd|{}x,y}|ab}c|ad|a}|b|{a1b}|{a2b}|..|a"}},
      {"psql {a..3}.5} {1..2}x,y} x{a{b,c} {a..{1,2}}", {"psql|{a..3}.5}|1x,y}|2x,y}|x{ab|x{ac|a..1|a..2"}},
      {"psql {a$,b}{1,2} {$,b}x {a$,b}. {c$,d}", {"psql|{a$,b}{1,2}|{a$,b}{1,2}|b1|b2|{$,b}x|bx|a$.|b.|c$|d"}},
      {"a=x; psql {$a,b}1 {${a},b}1 {$a,b}.", {"psql|{$a,b}1|b1|x1|b1|x.|b."}},
  });
}

TEST_CASE("what redirections open is open for their command, and a failed one runs nothing") {
  check_rows({
      {"5<<< 'psql five'; read -u 5 n m; $n x", {"read|-u|5|n|m", "$n|x", "?x", "!program"}},
      {"psql > \"\"", {"?psql"}},
      {"for x in 1 2; do psql $x; continue x; done; psql 3", {"psql|1", "continue|x", "?psql|3"}},
      {"for x in 1 2; do for y in 3 4; do psql $x$y; continue 0; done; done", {"psql|13", "continue|0"}},
      {"for x in 1 2; do for y in 3 4; do psql $x$y; continue 20; done; done",
       {"psql|13", "continue|20", "psql|23", "continue|20"}},
      {"f() { tool < \"$v\" || return; psql; }; v=; f", {"?tool", "?return", "?psql"}},
      {"if < no; then psql; else psql 2; fi", {"?psql", "?psql|2"}},
      {"coproc A-B { psql; }; psql 2", {"psql|2"}},
      {"cd no; psql *.c", {"cd|no", "psql|*.c"}},
      {"cd src too; psql $PWD", {"cd|src|too", "psql|/app"}},
      {"echo psql > x; cd no; bash x", {"echo|psql", "cd|no", "bash|x", "?psql", "!script"}},
      {"env -u $A tool; env -u \"$A\" psql", {"env|-u|$A|tool", "?tool", "env|-u|$A|psql", "psql"}},
      {"exec 5<<< psql; read -u 5* n; tool $n; read -n x k; tool $k; read -u +5 n; $n",
       {"exec", "read|-u|5*|n", "tool|$n", "read|-n|x|k", "tool|$k", "read|-u|+5|n", "psql"}},
      {"mapfile -s1 -tn 1 a <<< $'q\npsql\nr'; ${a[@]} x; mapfile -t -O 1 a <<< z; ${a[@]} y; mapfile -n -1 a; $a z",
       {"mapfile|-s1|-tn|1|a", "psql|x", "mapfile|-t|-O|1|a", "psql|z|y", "mapfile|-n|-1|a", "psql|z"}},
      {"exec 6<<< $'a\npsql'; mapfile -t -n 1 -u 6; read -u6 n; $n $MAPFILE", {"exec", "mapfile|-t|-n|1|-u|6", "read|-u6|n", "psql|a"}},
      {"unset r; tool ${!r[@]=}; psql", {"unset|r", "?tool|${!r[@]=}", "?psql"}},
      {"r=(v); v=psql; ${!r[@]:-k} ${!r[*]} ${!r[@]@Q}", {"psql|0|'psql'"}},
      {"sh -c 'tool 2>&1x; psql'; sh -c 'tool 2>&1; psql'", {"sh|-c|tool 2>&1x; psql", "?tool", "?psql", "sh|-c|tool 2>&1; psql", "tool", "psql"}},
      {"nice --adj?ustment=3 psql; nice --adj=3 tool", {"nice|--adj?ustment=3|psql", "?psql", "nice|--adj=3|tool", "tool"}},
      {"tool \"${ww[+@]}\"; psql", {"?tool|${ww[...]}", "?psql"}},
      {"sh -c 'tool $(( ))'; sh -c 'tool $((2**3))'; sh -c 'tool $(( 1 + 0x1f )); psql'; bash -c 'tool $((2**3))'",
       {"sh|-c|tool $(( ))", "?tool|0", "sh|-c|tool $((2**3))", "?tool|8", "sh|-c|tool $(( 1 + 0x1f )); psql", "tool|32", "psql",
        "bash|-c|tool $((2**3))", "tool|8"}},
      {"sh -c 'x=y; y=2; tool $((x)); psql'; sh -c 'i=1; tool $((++i))'",
       {"sh|-c|x=y; y=2; tool $((x)); psql", "?tool|2", "?psql", "sh|-c|i=1; tool $((++i))", "?tool|$((++i))"}},
      {"bash -o -c 'psql 1'; bash -o pipefail -c 'psql 2'; sh -o pipefail -c 'psql 3'; bash -O extglob -c 'psql 4'",
       {"bash|-o|-c|psql 1", "?psql|1", "bash|-o|pipefail|-c|psql 2", "psql|2", "sh|-o|pipefail|-c|psql 3", "?psql|3",
        "bash|-O|extglob|-c|psql 4", "psql|4"}},
      {"[ ]]; psql $?; [ a; psql $?; [ ]; tool $?", {"[|]]", "psql|2", "[|a", "psql|2", "[|]", "tool|1"}},
      {"f() \nfb() { psql; }; f; fb; tool", {"?psql", "?tool"}},
      {"echo ls > x.sh; sed -i 's/ls/psql 1/' x.sh; bash x.sh", {"echo|ls", "sed|-i|s/ls/psql 1/|x.sh", "bash|x.sh", "psql|1"}},
      {"echo ls > x.sh; sed -E -i.bak -e '1a psql 2' x.sh other; bash x.sh",
       {"echo|ls", "sed|-E|-i.bak|-e|1a psql 2|x.sh|other", "bash|x.sh", "ls", "psql|2"}},
      {"echo ls > x.sh; perl -pi -e 's/ls/psql/' x.sh; bash x.sh", {"echo|ls", "perl|-pi|-e|s/ls/psql/|x.sh", "bash|x.sh", "!text"}},
      {"echo ls > x.sh; perl -ne 'print if /i/' x.sh; bash x.sh", {"echo|ls", "perl|-ne|print if /i/|x.sh", "bash|x.sh", "ls"}},
      {"echo ls > x.sh; git apply <<'E'\n--- a/x.sh\n+++ b/x.sh\n@@ -1 +1 @@\n-ls\n+psql\nE\nbash x.sh",
       {"echo|ls", "git|apply", "bash|x.sh", "!text"}},
      {"x='a[$(psql 1)]'; : ${!x}; y=(1); : ${y[$x]}", {"?psql|1", "?:|a[$(psql 1)]", "?:|${a[...]}", "?psql|1", "?:|a[$(psql 1)]", "?:|${y[...]}"}},
      {"x='a[$(psql 1; : $((x)))]'; : $((x))",
       {"?psql|1", "?psql|1", "?:|$((x))", "?:|a[$(psql 1; : $((x)))] ", "?:|$((x))", "?:|a[$(psql 1; : $((x)))] ", ":|$((x))",
        "!too-much"}},
      {"x='a[$(: $((z)))]'; z='b[$(psql 1)]'; : $((x))",
       {"?psql|1", "?:|b[$(psql 1)] ", "?:|$((z))", "?:|a[] ", ":|$((x))"}},
      {"echo psql 1 > x & bash x; echo psql 2 > y; bash y", {"echo|psql|1", "bash|x", "?psql|1", "echo|psql|2", "bash|y", "psql|2"}},
      {"{ echo psql 1 > x; bash x; } & coproc echo psql 2 > z; bash z",
       {"echo|psql|1", "bash|x", "psql|1", "echo|psql|2", "bash|z", "?psql|2"}},
      {"echo psql 1 | tee >(cat > y); . y", {"echo|psql|1", "tee|/dev/fd/63", "cat", ".|y", "?psql|1"}},
      {"cd new; echo 1 > aa; echo 2 > .b; echo 3 > s/c; echo 4 > aa; tool * .* a*",
       {"cd|new", "echo|1", "echo|2", "echo|3", "echo|4", "tool|aa|.b|aa"}},
      {"compgen -W '$(psql 1)'; f() { psql 2; }; compgen -F f", {"compgen|-W|$(psql 1)", "?psql|1", "?:|$(psql 1)", "compgen|-F|f", "psql|2"}},
      {"PROMPT_COMMAND='psql 1' bash -i <<< ls; PS1='$(psql 2)'", {"?psql|1", "bash|-i", "ls", "?psql|2", "?:|$(psql 2)"}},
      {"ENV='$(psql 1)' sh -i -c ls; ENV=production sh -c ls", {"sh|-i|-c|ls", "?psql|1", "?:|$(psql 1)", "ls", "sh|-c|ls", "ls"}},
      {"run-s 're*'", {"run-s|re*", "?prisma|migrate|reset"}},
      {"OPTIND=1+3; psql $OPTIND; unset OPTIND; OPTIND=1+3; tool $OPTIND", {"psql|4", "unset|OPTIND", "tool|1+3"}},
      {"export OPTIND=7; bash -c 'OPTIND+=1; psql $OPTIND'; OPTIND=4@; tool\npsql", {"export|OPTIND=7", "bash|-c|OPTIND+=1; psql $OPTIND", "psql|2", "?tool", "?psql"}},
      {"echo 'echo psql >> f; tool' > f; bash f", {"echo|echo psql >> f; tool", "bash|f", "echo|psql", "?tool", "!text"}},
      {"echo 'echo psql > f\ntool' > f; bash < f",
       {"echo|echo psql > f\ntool", "bash", "echo|psql", "?tool", "!text"}},
      {"declare -A m=([one]= psql); tool \"${!m[@]}\"", {"declare|-A", "tool|one"}},
      {"sh -c 'tool $\"\"1 $\"psql\"'; bash -c 'tool $\"psql\"'",
       {"sh|-c|tool $\"\"1 $\"psql\"", "tool|$''1|$''", "bash|-c|tool $\"psql\"", "tool|psql"}},
      {"x='a b'; psql > $x", {"?psql"}},
      {"cat < /nowhere <<A | bash\npsql\nA", {"?cat", "?bash", "?bash", "?psql"}},
      {"exec 4< <(echo psql fd); read -r n <&4; $n",
       {"echo|psql|fd", "exec", "read|-r|n", "psql|fd"}},
      {"coproc echo psql; read c <&${COPROC[0]}; $c", {"echo|psql", "read|c", "psql"}},
      {"<&no psql", {"?psql"}},
      {"< no IFS=, a=psql; set -- a b; $a \"$*\"", {"set|--|a|b", "psql|a,b"}},
      {"< no <<< $(psql) tool", {"?psql", "?tool"}},
      {"unset v; {v}> f tool; psql $v; {v}> f :; tool $v", {"unset|v", "tool", "psql", ":", "tool|62"}},
      {"unset v; tool > ${v:=f}; psql $v", {"unset|v", "tool", "psql"}},
      {"v=$(< f &); psql \"$v\"", {"psql|"}},
  });
}

TEST_CASE("of a script too long to be followed each command is read as it stands") {
  std::string text = "#!/bin/bash\nf() {\n  psql 'in f' \"$1\"\n}\n";
  while (text.size() < 140'000) text += "if tool \"$x\"; then x=y; for i in a b; do eval \"$x\"; done; fi\n";
  text += "$X; p\"s\"ql 2; case $(psql 3) in a) sudo psql 4;; esac\nwhile :; do { exit; } > x; psql 5; done\n";
  const MemoryFiles files({{"/app/long.sh", text}});
  std::vector<std::string> found;
  for (const std::string& row : commands_of("bash long.sh; psql 6", files))
    if (row.find("psql") != std::string::npos || row.starts_with('!')) found.push_back(row);
  CHECK(join(found, "\n") == "?psql|in f|$_\n?psql|2\n?psql|3\n?sudo|psql|4\n?psql|4\n?psql|5\npsql|6");
}

TEST_CASE("a command of more words than are read has something unknown behind them") {
  std::string text = "tool";
  for (int i = 0; i < 20'000; ++i) text += " a";
  for (const std::string& more : {text, text + " psql", "f() {\n" + text + "; }; f"}) {
    const CommandLine line = understand_shell(more, {});
    CHECK(!line.commands.front().argv.back().known());
    CHECK(line.commands.front().argv.size() < 17'000);
  }
}

TEST_CASE("commands of a script on standard input read what stands behind them") {
  check_rows({
      {"bash <<'E'\nread x\npsql a\ntool $x\nE", {"bash", "read|x", "tool|psql|a"}},
      {"bash <<'E'\ncat > k.sh\npsql a\nE\nbash k.sh", {"bash", "cat", "bash|k.sh", "psql|a"}},
      {"bash <<'E'\nbash\npsql a\nE", {"bash", "bash", "psql|a"}},
      {"sh <<'E'\nread x\npsql a\nE", {"sh", "read|x", "psql|a"}},
  });
}

TEST_CASE("read takes characters, and lines that go on") {
  check_rows({
      {"s=; while read -n1 c; do s+=$c; done <<< psql; $s x",
       {"read|-n1|c", "read|-n1|c", "read|-n1|c", "read|-n1|c", "read|-n1|c", "read|-n1|c",
        "psql|x"}},
      {"read -a r <<< 'psql \\\nu v'; \"${r[@]}\"", {"read|-a|r", "psql|u|v"}},
      {"read -a r <<< 'psql \\\n u'; \"${r[@]}\"", {"read|-a|r", "psql|u"}},
      {"mapfile -t r '' < <(printf '%s\\n' psql x); \"${r[@]}\"",
       {"printf|%s\\n|psql|x", "mapfile|-t|r|", "psql|x"}},
  });
}

TEST_CASE("getopts takes its options one by one") {
  check_rows({
      {"set -- -b psql x; while getopts ab: o; do $OPTARG $o; done",
       {"set|--|-b|psql|x", "getopts|ab:|o", "psql|b", "getopts|ab:|o"}},
      {"getopts ab: o -ab psql; getopts ab: o -ab psql; $OPTARG",
       {"getopts|ab:|o|-ab|psql", "getopts|ab:|o|-ab|psql", "psql"}},
      {"getopts a: o; $OPTARG", {"getopts|a:|o"}},
  });
}

TEST_CASE("=~ leaves its groups in BASH_REMATCH") {
  check_rows({
      {"[[ xpsql =~ x(.*) ]]; ${BASH_REMATCH[1]} a", {"psql|a"}},
      {"[[ a.b =~ 'a.'(.) ]] && psql ${BASH_REMATCH[1]}", {"psql|b"}},
      {"[[ aXb =~ 'a.'(.) ]] && psql", {}},
      {"[[ $x =~ (.*) ]]; ${BASH_REMATCH[1]} a", {"${BASH_REMATCH[...]}|a", "?a", "!program"}},
  });
}

TEST_CASE("programs have more names than one") {
  check_rows({
      {"BASH_CMDS[x]=/usr/bin/psql; x -c", {"/usr/bin/psql|-c"}},
      {"exec -cla name psql", {"exec|-cla|name|psql", "psql"}},
      {"cp /usr/bin/psql b/x; PATH=b:$PATH x -c", {"cp|/usr/bin/psql|b/x", "/usr/bin/psql|-c"}},
      {"cp $(which psql) b/x; PATH=b:$PATH; x -c",
       {"which|psql", "cp|$PATH/psql|b/x", "$PATH/psql|-c", "?/psql|-c"}},
      {"cat /usr/bin/psql > x; chmod +x x; ./x -c",
       {"cat|/usr/bin/psql", "chmod|+x|x", "/usr/bin/psql|-c"}},
      {"fa() { fa() { psql; }; fa d; }; fa d", {"psql"}},
      {"echo psql > s.sh; ./s.sh", {"echo|psql", "./s.sh", "?psql"}},
      {"echo psql > s.sh; chmod +x s.sh; ./s.sh", {"echo|psql", "chmod|+x|s.sh", "./s.sh", "psql"}},
  });
}

TEST_CASE("programs refuse values that are none") {
  check_rows({
      {"timeout 9# psql", {"timeout|9#|psql", "?psql"}},
      {"timeout --foreground=yes 9 psql", {"timeout|--foreground=yes|9|psql", "?psql"}},
      {"echo a | xargs -n1~ psql", {"echo|a", "xargs|-n1~|psql", "?psql|a"}},
      {"echo a | xargs -P x psql", {"echo|a", "xargs|-P|x|psql", "?psql|a"}},
      {"env =A=b psql", {"env|=A=b|psql", "psql"}},
      {"env -C no psql; env -C sub psql", {"env|-C|no|psql", "?psql", "env|-C|sub|psql", "psql"}},
      {"echo psql > s.sh; chmod +]x s.sh; ./s.sh", {"echo|psql", "chmod|+]x|s.sh", "./s.sh", "?psql"}},
      {"`echo psql(` && tool", {"?tool"}},
      {"d=a; local d=psql; tool $d", {"local|d=psql", "?tool|a", "?tool|psql"}},
      {"f() { local q=(psql a)b; tool \"$q\"; }; f", {"local", "tool|(psql a)b"}},
      {"unset n; tool \"${n::-$(psql)}\"", {"unset|n", "tool|"}},
      {"tool no*/x | psql", {"tool|no*/x", "psql"}},
      {"timeout -s KILL 9 psql", {"timeout|-s|KILL|9|psql", "psql"}},
      {"timeout -s $S 9 psql", {"timeout|-s|$S|9|psql", "?psql"}},
      {"nice -n 5# psql", {"nice|-n|5#|psql", "?psql"}},
      {"bash -#c psql", {"bash|-#c|psql", "?psql"}},
      {"env -S 'psql $x'", {"env|-S|psql $x", "?psql|$x"}},
      {"for a#1 in z; do psql; done; tool", {"tool"}},
      {"case 1 in $nope) ;& a) tool ;; [0-9]) psql ;; esac", {"?tool", "?psql"}},
      {"echo 'xargs -a lines.txt psql' | bash",
       {"echo|xargs -a lines.txt psql", "bash", "xargs|-a|lines.txt|psql", "?psql|users|orders"}},
      {"psql \"$(echo; two)\"", {"echo", "two", "psql|$(echo; two)"}},
      {"psql \"${nope:-'q\"r'}\"", {"?psql|$nope", "?psql|'qr'"}},
      {"echo 'set psql' > s.sh; . ./s.sh; $1 x", {"echo|set psql", ".|./s.sh", "set|psql", "psql|x"}},
  });
}

TEST_CASE("what is no option, name or subscript is refused before anything runs") {
  check_rows({
      {"while read l m[; do psql; done <<< x; tool", {"read|l|m[", "tool"}},
      {"read r 'a b' <<< 'psql x'; $r", {"read|r|a b", "psql"}},
      {"r=(psql b); ${r['0']} x", {"?${r[...]}|x", "?x", "!program"}},
      {"declare -A r=([a]=psql); ${r['a']} x", {"declare|-A", "psql|x"}},
      {"nice -} psql", {"nice|-}|psql", "?psql"}},
      {"(exec -Z psql); tool", {"exec|-Z|psql", "tool"}},
      {"exec -la name psql", {"exec|-la|name|psql", "psql"}},
      {"psql @(a)", {"?psql|@(a)"}},
      {"shopt -s extglob\npsql @(a)", {"shopt|-s|extglob", "psql|@(a)"}},
      {"[[ a == @(a|b) ]] && psql", {"psql"}},
      {"chmod s.sh; echo psql > s.sh; ./s.sh", {"chmod|s.sh", "echo|psql", "./s.sh", "?psql"}},
      {"printf '\"%s\\n' a | xargs psql", {"printf|\"%s\\n|a", "xargs|psql", "?psql"}},
      {"b=psql; ${b^''} ${b^}", {"psql|Psql"}},
      {"b=pSQL; tool ${b~} ${b~~}", {"tool|PSQL|Psql"}},
      {"declare -i} n=2; psql $n", {"declare|-i}|n=2", "psql|$n"}},
      {"set -- a; set --[ b; psql $1", {"set|--|a", "set|--[|b", "psql|a"}},
      {"while read -]r l; do psql; done <<< x; tool", {"read|-]r|l", "tool"}},
      {"env -u =A psql", {"env|-u|=A|psql", "?psql"}},
      {"timeout ~5 psql; psql ~0 ~1/x", {"timeout|~5|psql", "psql|/app|~1/x"}},
      {"b1=0; let 'a c=2' b1=1; psql $b1", {"let|a c=2|b1=1", "psql|0"}},
  });
}

TEST_CASE("a disabled builtin is a program") {
  check_rows({
      {"enable -n eval; eval 'psql x'", {"enable|-n|eval", "eval|psql x"}},
      {"enable -n eval; enable eval; eval 'psql x'",
       {"enable|-n|eval", "enable|eval", "eval|psql x", "psql|x"}},
  });
}

TEST_CASE("sh may be no bash") {
  check_rows({
      {"sh -c 'r=(psql x); ${r[0]}'", {"sh|-c|r=(psql x); ${r[0]}", "?psql"}},
      {"sh -c 'r=psql; $r'", {"sh|-c|r=psql; $r", "psql"}},
      {"sh -c 'f() psql; f'", {"sh|-c|f() psql; f", "psql"}},
      {"sh -c 'psql a{b,c}'", {"sh|-c|psql a{b,c}", "?psql|a{b,c}", "?psql|ab|ac"}},
  });
}

TEST_CASE("tildes stand for folders where a value begins, but not in arithmetic") {
  check_rows({
      {"sh -c 'psql ~+/y'; psql ~+/y", {"sh|-c|psql ~+/y", "psql|~+/y", "psql|/app/y"}},
      {"psql x=~/a:~+ k+=~ a[1]=~ 1x=~ x=a~ x='~' ~:b",
       {"psql|x=/home/dev/a:/app|k+=/home/dev|a[1]=/home/dev|1x=~|x=a~|x=~|/home/dev:b"}},
      {"x=a:~:~/b; psql $x", {"psql|a:/home/dev:/home/dev/b"}},
      {"psql $((~0))", {"psql|-1"}},
      {"sh -c 'psql x=~'", {"sh|-c|psql x=~", "psql|x=~"}},
  });
}

TEST_CASE("an ampersand in a replacement is what was found, unless it was quoted") {
  check_rows({
      {"v='a c'; psql \"${v/ /[&]}\" ${v//c/\\&} ${v//c/'&'} ${v//c/\"&\"x&}",
       {"psql|a[ ]c|a|&|a|&|a|&xc"}},
      {"v=ql; r='&'; ps${v/q/q&} x; ps${v/q/\"$r\"} x", {"psqql|x", "ps&l|x"}},
  });
}

TEST_CASE("commands of <(( that cannot be read end the line when they are to run") {
  check_rows({
      {"psql <((;y)); psql b\npsql c", {"?psql|/dev/fd/63", "?psql|b", "?psql|c"}},
      {"psql <((tool); y)", {"?tool", "?y", "psql|/dev/fd/63"}},
  });
}

TEST_CASE("a substitution prints a file only where it has that redirection and no other") {
  check_rows({
      {"$(<a <<'E'\npsql x\nE\n)", {}},
      {"psql \"$(echo c\ntool$o)\"", {"echo|c", "tool$o", "?tool", "psql|c\n$(tool$o)$(tool$o)", "!program"}},
      {"psql $(seq 3 ~)", {"seq|3|/home/dev", "psql|$(seq 3 ~)"}},
  });
}

TEST_CASE("an array may be one of several after branches, and a case that is surely taken is one") {
  check_rows({
      {"if tool; then C=(docker x); else C=(psql); fi; \"${C[@]}\" -c y", {"tool", "?psql|-c|y", "?docker|x|-c|y"}},
      {"C=(psql); tool && C+=(-q); \"${C[@]}\" x", {"tool", "psql|${C[1]}|x"}},
      {"case $X in a) C=(sed -i);; *) C=(gsed);; esac; C+=(-n); \"${C[@]}\" y", {"?sed|-i|-n|y", "?gsed|-n|y"}},
      {"case $X in a) T=psql;; *) T=ls;; esac; $T 2", {"?psql|2", "?ls|2"}},
      {"case $X in a) T=psql;; b) T=ls;; esac; $T 2", {"?$T|2", "?2", "?psql|2", "?ls|2", "!program"}},
      {"if tool; then C=(psql a); else C=(b c); fi; C[0]=mysql; \"${C[@]}\"", {"tool", "mysql|${C[1]}"}},
  });
}

TEST_CASE("a separator takes the blanks around it, and a backslash makes none of it") {
  check_rows({
      {"IFS=' :'; v=' : '; psql $v", {"psql|"}},
      {"IFS=' :'; v=:; psql $v", {"psql|"}},
      {"IFS=' :'; v='a : b'; psql $v", {"psql|a|b"}},
      {"IFS=' :'; v='a: :b'; psql $v", {"psql|a||b"}},
      {"IFS=' :'; v='x '; w=' : y'; psql $v$w", {"psql|x|y"}},
      {"IFS=' :'; v='a :'; psql $v$v", {"psql|a|a"}},
      {"IFS=' :'; v=' '; w=:; psql a$v$w", {"psql|a"}},
      {"IFS=' :'; v=' '; w=:; psql a$v\"$w\"", {"psql|a|:"}},
      {"IFS=' :'; v=' : : '; psql $v", {"psql||"}},
      {"IFS=' :' read x y <<< 'a : b'; psql \"$x\" \"$y\"", {"read|x|y", "psql|a|b"}},
      {"IFS=' :' read -a q <<< 'a : b::c : '; psql \"${q[@]}\"", {"read|-a|q", "psql|a|b||c"}},
      {"IFS=' :' read x y <<< 'a : b : c : '; psql \"$x\" \"$y\"", {"read|x|y", "psql|a|b : c :"}},
      {"IFS=: read x y <<< 'a:b:'; psql \"$x\" \"$y\"", {"read|x|y", "psql|a|b"}},
      {"IFS=: read x y <<< 'a:b::'; psql \"$x\" \"$y\"", {"read|x|y", "psql|a|b::"}},
      {"read x y <<< 'a\\ b c\\ '; psql \"$x\" \"$y\"", {"read|x|y", "psql|a b|c "}},
      {"read <<< ' a\\b '; psql \"$REPLY\"", {"read", "psql| ab "}},
      {"IFS=: read -N 3 x y <<< 'a:bc'; psql \"$x\" \"$y\"", {"read|-N|3|x|y", "psql|a:b|"}},
  });
}

TEST_CASE("the name of a coprocess is a word that is expanded") {
  check_rows({
      {"coproc N\"\" { psql; }", {"psql"}},
      {"coproc 'N M' { psql; }; tool", {"tool"}},
      {"psql a; bash ./; bash ''", {"psql|a", "bash|./", "bash|", "!script", "!script"}},
      {"r=tool; read -ra# r <<< psql; $r x", {"read|-ra#|r", "tool|x"}},
  });
}
