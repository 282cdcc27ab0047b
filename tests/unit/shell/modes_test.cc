// What `set` and `shopt` switch, and what goes through descriptors other than 0 and 1. Each row was
// run by bash 5.2.
#include <doctest/doctest.h>

#include <ostream>

#include "tests/unit/shell/understand_rows.h"

using namespace interlock;

TEST_CASE("set -a exports what is assigned") {
  check_rows({
      {"set -a; C=psql; set +a; D=x; sh -c '$C -l; $D'", {"set|-a", "set|+a", "sh|-c|$C -l; $D", "psql|-l", "$D", "!program"}},
      {"set -o allexport; read C <<< psql; sh -c '$C -l'", {"set|-o|allexport", "read|C", "sh|-c|$C -l", "psql|-l"}},
      {"shopt -so allexport; printf -v C psql; sh -c '$C -l'", {"shopt|-so|allexport", "printf|-v|C|psql", "sh|-c|$C -l", "psql|-l"}},
      {"bash -a -c 'C=psql; sh -c \"\\$C -l\"'", {"bash|-a|-c|C=psql; sh -c \"\\$C -l\"", "sh|-c|$C -l", "psql|-l"}},
      {"set -a; f() { psql; }; bash -c f", {"set|-a", "bash|-c|f", "psql"}},
  });
}

TEST_CASE("shopt: lastpipe, nocasematch, extglob") {
  check_rows({
      {"shopt -s lastpipe; echo psql | read c; $c -l", {"shopt|-s|lastpipe", "echo|psql", "read|c", "psql|-l"}},
      {"shopt -s lastpipe\nprintf '%s\\n' psql -l | mapfile -t a\n\"${a[@]}\"",
       {"shopt|-s|lastpipe", "printf|%s\\n|psql|-l", "mapfile|-t|a", "psql|-l"}},
      {"shopt lastpipe; echo psql | read c; tool $c", {"shopt|lastpipe", "echo|psql", "read|c", "tool|$c"}},
      {"shopt -s nocasematch; case Reset in reset) psql;; *) tool;; esac", {"shopt|-s|nocasematch", "psql"}},
      {"shopt -s nocasematch; [[ PSQL == psql ]] && psql", {"shopt|-s|nocasematch", "psql"}},
      {"shopt -s nocasematch; [[ PSQL =~ psql ]] && psql", {"shopt|-s|nocasematch", "?psql"}},
      {"shopt -s extglob\n/usr/bin/@(psql|mysql) -l", {"shopt|-s|extglob", "/usr/bin/psql|-l"}},
      {"tool '@(a|b)'", {"tool|@(a|b)"}},
  });
}

TEST_CASE("values that are expanded or read once more") {
  check_rows({
      {"c=psql; \"${c@P}\" -l", {"psql|-l"}},
      {"c='$(echo psql) $((1+1))'; ${c@P}", {"echo|psql", "psql|2"}},
      {"c='\\u'; tool ${c@P}", {"tool|\\u"}},
      {"declare -a a='(psql -l)'; \"${a[@]}\"", {"declare|-a|a=(psql -l)", "psql|-l"}},
      {"x='(psql -l)'; declare -a \"a=$x\"; \"${a[@]}\"", {"declare|-a|a=(psql -l)", "psql|-l"}},
      {"declare -A m='([x]=psql)'; \"${m[x]}\" -l", {"declare|-A|m=([x]=psql)", "psql|-l"}},
      {"a=(x); declare a='(psql -l)'; \"${a[@]}\"", {"declare|a=(psql -l)", "psql|-l"}},
      {"d=A; tool ${d@''L}; psql", {"?tool|${d@''L}", "?psql"}},
      {"tool ${#~x}; psql", {"?tool|0", "?psql"}},
      {"exec() { \"$@\"; }; exec 5<<< psql; read -u 5 c; $c", {"read|-u|5|c", "$c", "!program"}},
      {"declare a='(psql -l)'; tool \"$a\"", {"declare|a=(psql -l)", "tool|(psql -l)"}},
      {"unset a; mapfile -O2 -t a <<< psql; ${a[2]} -l", {"unset|a", "mapfile|-O2|-t|a", "psql|-l"}},
      {"mapfile -O2 -t a <<< psql; ${a[2]} -l", {"mapfile|-O2|-t|a", "psql|-l"}},
      {"f() { psql -l; }; declare -f f > e; . ./e; f", {"declare|-f|f", ".|./e", "psql|-l"}},
      {"f() { psql -l; }; eval \"$(declare -f f | sed s/f/g/)\"; g",
       {"declare|-f|f", "sed|s/f/g/", "eval|g ()\n{ psql -l; }", "psql|-l"}},
      {"C='psql'; declare -p C > e; C=; . ./e; $C -l", {"declare|-p|C", ".|./e", "declare|--|C=psql", "psql|-l"}},
  });
}

TEST_CASE("descriptors above 1 lead to whoever reads them") {
  check_rows({
      {"(echo 'psql -l' >&2) |& sh", {"echo|psql -l", "sh", "psql|-l"}},
      {"f() { echo 'psql -l' >&2; }; f 2>&1 | sh", {"echo|psql -l", "sh", "psql|-l"}},
      {"c=$( { echo psql >&2; } 2>&1 ); $c -l", {"echo|psql", "psql|-l"}},
      {"{ echo 'psql -l' >&3; } 3>&1 | sh", {"echo|psql -l", "sh", "psql|-l"}},
      {"c=$(echo psql 3>&1 >&3); $c -l", {"echo|psql", "psql|-l"}},
      {"{ echo 'psql -l' >&2; } 2>&1 >/dev/null | sh", {"echo|psql -l", "sh", "psql|-l"}},
      {"bash -c 'echo \"psql -l\" >&2' 2>&1 | sh", {"bash|-c|echo \"psql -l\" >&2", "echo|psql -l", "sh", "psql|-l"}},
      {"{ echo 'psql -l'; } 2>&1 >/dev/null | sh", {"echo|psql -l", "sh"}},
      {"{ echo 'psql -l' >&2; } 2>/dev/null | sh", {"echo|psql -l", "sh"}},
      {"{ echo 'psql -l' > /dev/stderr; } 2>&1 | sh", {"echo|psql -l", "sh", "psql|-l"}},
      {"{ echo psql; echo 'tool x' >&2; } > o.sh 2>&1; sh o.sh", {"echo|psql", "echo|tool x", "sh|o.sh", "psql", "tool|x"}},
      {"exec > f; echo psql; sh f", {"exec", "echo|psql", "sh|f", "!text"}},
  });
}

TEST_CASE("words that may be none take their neighbours with them") {
  check_rows({
      {"zq1=b; tool \"${!zq@} \"", {"tool|zq1${!zq@} "}},
      {"tool *\"$(list a/b)\"", {"list|a/b", "tool|*$(list a/b)"}},
      {"tool /usr/*/bin/x*/psql", {"tool|/usr/*/bin/x*/psql"}},
      {"tool \"$(echo $x y)\"", {"?echo|$x|y", "?tool|$x y", "?echo|$x|y", "?tool|$x y"}},
      {"v=$(echo x $x); tool \"$v\"", {"?echo|x|$x", "?echo|x|$x", "?tool|x $x", "?tool|x $x"}},
  });
}

TEST_CASE("what bash, env and dash refuse to go on with") {
  check_rows({
      {"tool \"${nope:?$(psql -l)}\"", {"?tool|$nope", "?psql|-l", "?tool|${nope:?$(psql -l)}"}},
      {"unset nope; tool \"${nope:?`psql -l`}\"", {"unset|nope", "psql|-l", "?tool|${nope:?`psql -l`}"}},
      {"declare -a r='(x <y)'; tool", {"declare|-a|r=(x <y)", "?tool"}},
      {"r=(z); declare 'r+=x'; tool \"${r[@]}\"", {"declare|r+=x", "tool|zx"}},
      {"env -C ~x*y psql", {"env|-C|~x*y|psql", "?psql"}},
      {"env -S 'ps\\ql -l'", {"env|-S|ps\\ql -l", "?psql|-l"}},
      {"env -S 'psql \\t -l'", {"env|-S|psql \\t -l", "psql|\t|-l"}},
      {"env -S 'psql \"-l'", {"env|-S|psql \"-l", "?psql|-l"}},
      {"sh --norc -c psql", {"sh|--norc|-c|psql", "?psql"}},
      {"bash --norc -c psql", {"bash|--norc|-c|psql", "psql"}},
      {"sh <<\\E\ntool $*((2+2))\nE", {"sh", "?tool|((2+2))"}},
      {"sh <<\\E\npsql\nfor +f in x; do tool; done\npsql -l\nE", {"sh", "psql", "?psql|-l"}},
      {"c=$([ [] 2>&1); tool \"$c\"", {"[|[]", "tool|$([ [] 2>&1)"}},
      {"<<E cat | bash\npsql\nbash \"$(tool\nE", {"?cat", "?bash", "?bash", "!text"}},
  });
}
