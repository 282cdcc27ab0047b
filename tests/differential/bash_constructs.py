"""Constructs for the difference test with bash: each method gives one or more whole statements.

`one_of(generator)` takes one. They use the generator for words, simple commands and nested
statements; a text that ends in a here-document ends in its newline.
"""
import re

FILES = {"one.c": "alpha from one\n", "two.c": "beta\n", "sp ace.txt": "x y\n", "sub/three.c": "k=gamma\n", "words": "p q\nr\n"}


def arrays(g):
    s, t, w = g.stub(), g.stub(), g.word
    return g.pick(
        f"r=({s}); r+=({w()} 'l m'); \"${{r[@]}}\"", f"r=(a b); r+=(c); {s} \"${{#r[@]}}\" \"${{r[@]: -1}}\" ${{r[-1]}}",
        f"r=({s} one two); \"${{r[@]/o/0}}\" x", f"r=({s.upper()} b); \"${{r[@],,}}\"", f"r=(x{s} xb); \"${{r[@]#x}}\"",
        f"r=(a b c); unset 'r[1]'; {s} ${{!r[@]}} \"${{r[@]}}\" ${{#r[@]}}", f"r=([5]=e [2]={s} f); {t} \"${{r[@]}}\" \"${{!r[@]}}\"",
        f"r[3]={s}; r[1]=z; {t} \"${{r[@]}}\" ${{!r[*]}}; unset r", f"r=(a); r[0]+={s}; {t} ${{r[0]}} $r", f"r={s}; r+=(x); ${{r[0]}} \"${{r[@]}}\"",
        f"declare -A m=([k]={s} [\"a b\"]=v); \"${{m[k]}}\" ${{m[\"a b\"]}}; unset m", f"declare -A m; m[x]={s}; m[x]+=z; y=x; {t} \"${{m[$y]}}\" \"${{m[x]}}\" ${{#m[@]}}; unset m",
        f"declare -A m=(k {s} l v); ${{m[k]}} ${{m[l]}}; unset m", f"declare -A m=([one]={s}); for k in \"${{!m[@]}}\"; do ${{m[$k]}} \"$k\"; done; unset m",
        f"r=({{a,b}}{{1..2}}); {s} \"${{r[@]:1:2}}\" \"${{r[*]}}\"", f"r=(a 'b c'); {s} ${{r[@]}} \"x${{r[@]}}y\"", f"r=(); {s} \"${{r[@]}}\" ${{#r[@]}} \"${{r[*]}}\"",
        f"declare -a r=(q {s}); i=1; \"${{r[i]}}\" ${{r[i-1]}}", f"r=({s} k); n=r[0]; ${{!n}} ${{r[$((0+1))]}}", f"read -a r <<< '{s} u v'; \"${{r[@]}}\"",
        f"read -ra r <<< 'a\\ b {s}'; {t} \"${{r[@]}}\"", f"mapfile -t r < <(printf '%s\\n' {s} 'x y'); \"${{r[@]}}\"", f"IFS=: read -a r <<< {s}:b::c; \"${{r[@]}}\"",
        f"mapfile -s 1 -n 1 -t r < <(printf '%s\\n' x {s} y); \"${{r[@]}}\" m", f"exec 5<<< $'{s}\\nu\\nv'; mapfile -tn 1 -u 5 r; read -u 5 k; \"$r\" \"$k\"; exec 5<&-", f"r=(z); mapfile -t -O 1 r <<< {s}; {t} \"${{r[@]}}\"", f"mapfile -d : r <<< {s}:b; {t} \"${{r[@]}}\"",
        f"r=(a b); for i in \"${{!r[@]}}\"; do {s} $i \"${{r[$i]}}\"; done", f"r=(1 2 3); IFS=-; {s} \"${{r[*]}}\" ${{r[*]}}; unset IFS",
        f"r=(b a); r=(\"${{r[@]}}\" {s}); {t} \"${{r[@]}}\"", f"r=(z \"{s} w\" $(echo e f)); {t} \"${{r[@]:1}}\" ${{r[2]}}", f"r=(x y); r=; {s} \"${{r[@]}}\"",
        f"r=(a b c d); {s} \"${{r[@]:1:2}}\" \"${{r[@]: -2:1}}\" ${{r[@]%b}}", f"f() {{ local -a q=({s} \"$@\"); \"${{q[@]}}\"; }}; f {w()} z",
        f"set -- {s} 'o p'; r=(\"$@\"); \"${{r[@]}}\" ${{#r[1]}}", f"printf -v 'r[2]' %s {s}; {t} \"${{r[2]}}\" ${{#r[@]}}; unset r")


def conditions(g):
    s = g.simple
    test = g.pick("[[ abc == a* ]]", "[[ $nope ]]", "[[ -z $nope && -n x ]]", "[[ a < b ]]", "[[ abc =~ ^a(.)c$ ]]", "[[ ! -n '' ]]", "[[ x == 'x' || y ]]",
                  "[[ 3 -gt 2 ]]", "[[ (a == b) ]]", "[[ -f one.c ]]", "[[ -d sub ]]", "[[ a\\* == a* ]]", "[[ 'a*' == \"a*\" ]]", "[[ -v nope ]]", "[ 1 -lt 2 ]",
                  "test -n \"$nope\"", "[ -e no-such ]", "[ a = a -a b = c ]", "(( 1 > 2 ))", "((x=3))", "[[ \"$(echo k)\" = k ]]", "[ ! a = b ]", "test", "test a",
                  "[[ a != b && ! c == d ]]", "[[ abc == [a-c]?c ]]", "[[ $(alpha t) ]]", "! true", "command -v alpha >/dev/null", "type beta >/dev/null 2>&1", "hash gamma",
                  "command -v nosuch", "[ \\( a \\) ]", "[[ a == @(a|b) ]]", "[[ -n $nope$nope ]]")
    return g.pick(f"{test} && {s()}", f"{test} || {s()}", f"if {test}; then {s()}; else {s()}\nfi", f"if ! {test}; then {s()}\nfi", f"while {test}; do {s()}; break; done",
                  f"{test} && {s()} || {s()}", f"{test} || {{ {s()}\n}}", f"if {test}; then {s()}; elif true; then {s()}\nfi", f"{test}; {g.stub()} $?",
                  f"until {test}; do {s()}; break; done", f"f() {{ {test} || return; {s()}\n}}; f", f"f() {{ if {test}; then return 1; fi; {s()}\n}}; f && {s()}")


def processes(g):
    s, i = g.simple, g.inner
    return g.pick(f"coproc {g.stub()} cp; wait", f"coproc NAME {{ {s()}\n}}; wait", f"echo {g.quote(i())} > >(bash); wait", f"echo {g.stub()} pp | tee >(xargs {g.stub()} t) >/dev/null; wait",
                  f"cat <(echo {g.quote(i())}) | bash", f". <(echo {g.quote(s())})", f"bash <(echo {g.quote(i())})", f"{g.stub()} \"$(cat <(echo in) <(echo out))\"",
                  f"while read -r n; do {g.stub()} \"$n\"; done < <(printf 'a\\nb c\\n')", f"exec 4< <(echo {g.stub()} fd); read -r n <&4; $n; exec 4<&-",
                  f"exec 5<<< '{g.stub()} five'; read -u 5 n m; $n \"$m\"; exec 5<&-", f"{{ read n; {g.stub()} \"$n\"; read n; {g.stub()} \"$n\"; }} <<< $'q\\nr s'",
                  f"({s()}\n) | ({s()}\n)", f"{{ {s()}\n}} 2>&1 | cat", f"echo {g.stub()} v | (read a1 b1; $a1 $b1)", f"bash < <(echo {g.quote(i())})", f"{s()} |& cat", f"{{ echo {g.stub()}; }} | bash -s arg",
                  f"bash -s {g.stub()} two <<< '$1 $2'", f"sh -s <<'E'\n{g.stub()} \"$0\" \"$#\"\nE\n", f"cat > k.sh; {s()}", f"cat one.c | bash", f"bash one.c", f". ./one.c", f"$(cat two.c) x", f". sub/three.c; $k y",
                  f"$(<two.c) lt", f"bash < two.c", f"xargs {g.stub()} < words", f"while read l; do {g.stub()} $l; done < words", f"mapfile -t ww < words; {g.stub()} \"${{ww[@]}}\"")


def functions(g):
    s, t, i = g.stub(), g.stub(), g.simple
    return g.pick(f"f() {{ g() {{ {i()}\n}}; }}; f; g", f"f() {{ {s} \"$1\"; if [ \"$1\" = a ]; then f b; fi; }}; f a", f"f() {{ unset -f f; {s} once; }}; f; f 2>/dev/null",
                  f"{s}() {{ {t} wrapped \"$@\"; }}; {s} x; command {s} y; unset -f {s}", f"f() {{ local v={s}; g; }}; g() {{ $v dyn; }}; f", f"f() {{ v={s}; }}; f; $v out", f"f() ( v={s}; $v sub )\nf; {t} \"$v\"; unset v",
                  f"function f {{ {i()}\n}}\nf", f"f() {{ for a1; do {s} \"$a1\"; done; }}; f 'a b' c", f"f() {{ return 3; }}; f; {s} $?", f"f() {{ {s} \"${{@:2}}\" \"${{*:1:1}}\" $#; }}; f a 'b c' d",
                  f"f() {{ echo {s}; }}; $(f) cs", f"f() {{ printf '%s\\n' {s} 'k l'; }}; f | xargs {t}", f"export -f f; f() {{ {s} exp; }}; export -f f; bash -c f", f"f() {{ {s} in; }} >/dev/null; f", f"f() {{ set -- z y; {s} \"$@\"; }}; set -- keep; f; {t} \"$@\"",
                  f"f() {{ eval \"$1\"; }}; f {g.quote(i())}", f"f() {{ \"$@\" tail; }}; f {s} head", f"f() {{ shift 2; {s} \"$@\"; }}; f a b c d", f"f() {{ local IFS=,; {s} \"$*\"; }}; f a b", f"f() {{ while [ $# -gt 0 ]; do {s} \"$1\"; shift; done; }}; f k 'l m'",
                  f"f() {{ case $1 in go) {i()} ;; *) {i()} ;; esac; }}; f go; f stop", f"f() if true; then {i()}\nfi\nf", f"f() {{ cat; }}; echo {s} fcat | f | bash", f"f() {{ {s} $FUNCNAME; }}; f", f"declare -f f >/dev/null; f() {{ :; }}; f && {i()}",
                  f"f() {{ local a1=1 b1; b1={s}; $b1 $a1; }}; f; {t} \"$b1\"", f"f() {{ trap '{s} ret' RETURN; }}; f; trap - RETURN", f"f() {{ {s} a; }}; f() {{ {t} b; }}; f", f"exec() {{ {s} mine \"$@\"; }}; exec x; unset -f exec")


def traps_and_exec(g):
    s, t, i = g.stub(), g.stub(), g.simple
    return g.pick(f"(trap '{s} bye' EXIT; {i()}\n)", f"bash -c 'trap \"{s} e\" EXIT; exit 3'", f"(trap '{s} err' ERR; false; true)", f"(trap '{s} dbg' DEBUG; true)", f"(trap '{s} one' EXIT; trap '{t} two' EXIT)", f"(trap '{s} x' EXIT; trap - EXIT)",
                  f"(trap {g.quote(i())} USR1; kill -USR1 $BASHPID; :)", f"(exec {s} ex a; {t} never)", f"(exec -a other {s} q)", f"(exec -c env PATH=\"$PATH\" STUB_LOG=\"$STUB_LOG\" {s} q)", f"(exec -cla other env PATH=\"$PATH\" STUB_LOG=\"$STUB_LOG\" {s} q)", f"(exec -l {s} q)", f"(exec >o.txt; {i()}\n)", f"(exec nosuchprog 2>/dev/null; {s} after)", f"exec 3>&1; {i()} ; exec 3>&-",
                  f"(exec {g.pick('env', 'nice', 'bash -c')} {s})", f"(exit; {s} never)", f"(exit 4); {s} $?", f"bash -c 'exit 2' || {i()}", f"(set -e; false; {s} never)", f"(set -e; false || true; {s} yes)", f"(set -e; if false; then :; fi; {s} yes)", f"set -u; {i()} ; set +u",
                  f"(set -u; {s} $undefined_thing; {t} never)", f"(: ${{undefined_thing:?msg}}; {t} never)", f"bash -e -c 'false; {s} x'", f"bash -ec 'true; {s} x'", f"bash -x -c '{s} x'", f"bash -n -c '{s} never'", f"(set -n; {s} never)", f"bash -o errexit -c '{s} x; false; {t} no'",
                  f"bash --noprofile -lc '{s} \"$0\"' z", f"bash --noprofile --login -c '{s} x'", f"enable -n printf; $(printf {s}) p; enable printf", f"(enable -n eval; eval '{s} never' 2>/dev/null; {t} e)", f"enable -n true; true && {i()}; enable true", f"bash --norc -c '{s} \"$0\" \"$@\"' z y 'x w'", f"bash -c '{s} -- \"$1\"' -- arg", f"{s} a; return 2>/dev/null; {t} b", f"(return 0 2>/dev/null; {s} r)", f"break 2>/dev/null; {s} br", f"while :; do ({s} in; break); break; done", f"for i in 1 2; do for j in 1 2; do {s} $i$j; continue 2; done; done")


def lookups(g):
    s, t, i = g.stub(), g.stub(), g.simple
    return g.pick(f"$(command -v {s}) cv", f"p=$(command -v {s}); \"$p\" pv", f"$(type -P {s}) tp", f"hash -p \"$(command -v {s})\" zed; zed h; hash -r", f"command -p true; {i()}", f"command {s} c; builtin echo x >/dev/null", f"command command {s} cc", f"command -- {s} dd", f"builtin eval '{s} be'",
                  f"command eval '{s} ce'", f"type {s} >/dev/null && {i()}", f"which {s} 2>/dev/null; {i()}", f"./nosuch 2>/dev/null || {i()}", f"nosuch_program x 2>/dev/null; {s} $?", f"echo '{s} env' > e.sh; BASH_ENV=./e.sh bash -c '{t} body'",
                  f"echo 'V={s}' > e.sh; BASH_ENV=e.sh bash -c '$V body'", f"echo '{s} env' > e.sh; export BASH_ENV=$PWD/e.sh; bash -c '{t} z'; unset BASH_ENV", f"echo '{s} env' > e.sh; BASH_ENV=./e.sh sh -c '{t} body'", f"PATH=$PATH:/x; {i()}", f"PATH= {s} x 2>/dev/null; {t} y",
                  f"shopt -s expand_aliases\nalias aa='{s} x' bb='aa y'\nbb z\nunalias aa bb", f"shopt -s expand_aliases\nalias ww='command ' cc={s}\nww cc k\nunalias -a", f"shopt -s expand_aliases; alias ee={s}; ee x 2>/dev/null\nee y\nunalias ee", f"shopt -s expand_aliases\nalias {s}='{t} al'\n{s} q\n\\{s} r\n'{s}' s\nunalias {s}",
                  f"shopt -s expand_aliases\nalias begin='{{' fin='}}'\nbegin {i()}\nfin\nunalias begin fin", f"shopt -s expand_aliases\nalias v1='V=1 {s}'\nv1 t\nunalias v1", f"shopt -s expand_aliases\nalias seq2='{s} a; {t} b'\nseq2 c\nunalias seq2", f"alias nn={s}\nnn x 2>/dev/null; {t} k",
                  f"sh -c 'alias aa={s}\naa k'", f"sh -c 'alias aa={s}; aa k' 2>/dev/null", f"shopt -s expand_aliases\nalias aa={s}\nf() {{ aa fn; }}\nunalias aa\nf", f"shopt -s expand_aliases\nalias aa='echo {s}'\n$(aa) cs\nunalias aa", f"shopt -s expand_aliases\nalias pp='{s} p |'\npp {t} r\nunalias pp")


def documents(g):
    s, t, i = g.stub(), g.stub(), g.simple
    return g.pick(f"{s} \"$(cat <<E\nh $((1+1))\nE\n)\"", f"$(cat <<'E'\n{s} hd\nE\n)", f"bash -c \"$(cat <<'E'\n{i()}\nE\n)\"", f"eval \"$(cat <<E\n{s} ev\nE\n)\"", f"bash <<-E\n\t{s} tab\n\tE\n", f"v={s}; bash <<E\n$v ex\nE\n", f"v={s}; bash <<'E'\n$v ex; {t} y\nE\n", f"bash <<E\n{s} \\$HOME '\\\\'\nE\n",
                  f"cat <<A <<B | bash\n{s} a\nA\n{t} b\nB\n", f"bash <<E; {i()}\n{s} x\nE\n", f"bash <<E && {t} q\n{s} $(echo sub)\nE\n", f"while read l; do {s} $l; done <<E\na b\\\nc\nd\nE\n", f"bash <<\"E\"\n{s} \"$(echo `echo bt`)\"\nE\n", f"bash <<\\E\n{s} $((2+2))\nE\n", f"{{ cat; echo {t}; }} <<E | bash\n{s} one\nE\n",
                  f"if true; then bash <<E\n{s} then\nE\nfi", f"f() {{ bash <<E\n{s} \"$1\"\nE\n}}; f arg", f"bash <<'E F'\n{s} odd\nE F\n", f"bash <<E\n{s} a \\\n  b\nE\n", f"bash <<E\ncat <<F | sh\n{s} nested\nF\nE\n", f"bash <<'E'\ncat <<'F' | sh\n{s} '$x'\nF\nE\n", f"xargs {s} <<E\n'a b' c\nE\n",
                  f"read -r n <<E\n{s}\nE\n$n rd", f"bash << E\n{s} \"a`echo b`\"\nE\n", f"bash <<'E'\n{s} eof", f"<<E cat | bash\n{s} first\nE\n", f"bash <<E 3<<F\n{s} x\nE\n{t} y\nF\n", f"bash 0<<E\n{s} z\nE\n", f"eval 'bash <<E\n{s} in\nE\n'", f"eval \"bash <<'E'\n{s} \\$0\nE\n\"")


def cases(g):
    s, i = g.stub(), g.simple
    word = g.pick("a", "abc", "'a b'", "\"$nope\"", "$(echo a)", "a*", "\\*", "X", "-f", "1", "$((1+1))", "''")
    pattern = lambda: g.pick("a", "a*", "*", "(a", "[abc]", "a|b", "?", "''", "$nope", "*c", "-*", "[0-9]", "[!a]*", '"a*"', "\\*", "b | abc", "$(echo a)")
    clause = lambda: f"{pattern()}) {g.pick(i(), i(), '')} {g.pick(';;', ';;', ';&', ';;&')}"
    return g.pick(f"case {word} in {clause()} {clause()} {clause()} esac", f"case {word} in {clause()} *) {i()} ;; esac", f"case {word} in\n{clause()}\n{clause()}\n*) {s} last\nesac", f"case {word} in {clause()} esac; {s} $?")


def loops(g):
    s, i = g.stub(), g.simple
    return g.pick(f"for ((a1=0, b1=3; a1<b1; a1++, b1--)); do {s} $a1 $b1; done", f"for ((a1=3; a1; a1--)) {{ {s} $a1; }}", f"for ((;;)); do {i()}; break; done", f"for a1 in {{1..3}}; do [ $a1 -eq 2 ] && continue; {s} $a1; done", f"for a1 in {{a..e..2}} z; do {s} x$a1; done",
                  f"for a1 in *.c; do {s} \"$a1\"; done", f"for a1 in $(seq 3); do {s} $a1; done", f"for a1 in; do {s} never; done; {s} ok", f"set -- u v; for a1 do {s} $a1; done", f"a1=; while [ ${{#a1}} -lt 3 ]; do a1=x$a1; {s} $a1; done", f"a1=0; until (( a1 >= 2 )); do ((a1++)); {s} $a1; done",
                  f"a1=3; while ((a1--)); do {s} $a1; done", f"select a1 in {s} b; do $a1 sel; break; done <<< 1 2>/dev/null", f"select a1 in a b; do {s} \"$a1\" $REPLY; done <<< $'2\\n3' 2>/dev/null", f"for a1 in a b; do for b1 in 1 2; do [ $b1 = 2 ] && break; {s} $a1$b1; done; done", f"for a1 in 1 2 3; do [ $a1 = 2 ] && break; {s} $a1; done; {s} end $a1",
                  f"while true; do {i()}; break; done", f"while read -r a1 b1 || [ -n \"$a1\" ]; do {s} $a1; done < <(printf 'x y\\nlast')", f"while IFS=: read -r a1 b1; do {s} $b1 $a1; done <<< a:b", f"for a1 in a b; do echo $a1; done | while read b1; do {s} $b1; done", f"printf 'a\\0b c\\0' | while read -r -d '' a1; do {s} \"$a1\"; done",
                  f"for a1 in x; do {s} 1; done & wait", f"for f in {s} {s}; do $f; done > o.txt", f"for a1 in 'a b' c; do for b1 in $a1; do {s} $b1; done; done", f"a1=5; for a1 in 1; do :; done; {s} $a1", f"i=0; while ((i<3)); do case $i in 1) ((i++)); continue;; esac; {s} $i; ((i++)); done")


def words(g):
    s, t, w = g.stub(), g.stub(), g.word
    return g.pick(f"v='a b'; {s} $v \"$v\" x$v\"$v\"y", f"IFS=:; v=a::b:; {s} $v; unset IFS", f"IFS=; v='a b'; {s} $v; unset IFS", f"IFS=' :'; v=' a : b::c '; {s} $v; unset IFS", f"v='*.c'; {s} $v \"$v\" *.c sub/*", f"set -f; {s} *.c ?; set +f", f"{s} *.none [ot]*.c \"*\".c \\*.c", f"shopt -s nullglob; {s} *.none x; shopt -u nullglob",
                  f"v=x; {s} {{$v,b}} a{{b,c}}$v \"{{a,b}}\" {{a}} {{,}}", f"{s} {{3..1}} {{01..3}} {{a..c}}x {{1..2}}{{a,b}} {{a,{{b,c}}}}", f"{s} $'\\t\\x41\\101\\u00e9\\'' $'a\\\\nb' $'\\cD' $'\\cA'", f"{s} $\"loc\" \"$'x'\" $'\"'", f"{s} \"a\\\nb\" 'c\\\nd' e\\\nf", f"{s} \"`echo \\\"q\\\"`\" `echo \\\\$nope`", f"{s} ${{nope:-a b}} \"${{nope:-a b}}\" ${{nope:-\"a b\"}} \"${{nope:-'q'}}\"",
                  f"v=abcabc; {s} ${{v/b/X}} ${{v//b}} ${{v/%c/Z}} ${{v/#a}} ${{v#*b}} ${{v%%b*}} ${{v/[bc]/-}}", f"v='a b c'; {s} ${{v// /_}} \"${{v% *}}\" ${{v#* }} ${{#v}}", f"v=hello; {s} ${{v:1:3}} ${{v: -2}} ${{v:(-3):2}} ${{v:0:-1}} ${{v:9}} ${{v^}} ${{v^^[el]}} ${{v@U}}", f"v=x y={s}; $y $v", f"v={s} w=v; ${{!w}} i",
                  f"x={s}; {t} ${{x:+set}} ${{x+s}} ${{x:-d}} ${{nope=new}} $nope; unset nope x", f"{s} $((1+2)) $((2**3%5)) $((0x1f)) $((1<2?3:4)) $((5/2)) $[3*3] $((010)) $((-7/2)) $((~1))", f"a1=4; {s} $((a1++)) $((++a1)) $a1 $((a1+=2)) $((a1>3&&a1<9))", f"{s} \"$(( 1 ? 2 : 3 ))\" $(( (1+2)*3 )) $((16#ff)) $((1,2))", f"printf -v v '%s-%03d' {s} 7; {t} \"$v\"", f"printf -v v '%s' {s}; $v x", f"printf -v v '%b' 'a\\tb'; {s} \"$v\"",
                  f"eval {s} '\"a  b\"' c", f"eval \"{s} 'x  y' \\\"z\\\"\"", f"v='a; {t} inj'; eval \"{s} $v\"", f"eval 'v={s}'; $v k", f"eval eval \"'{s} ee'\"", f"eval \"v='{s}'; \\$v y\"", f"set -- a 'b c'; {s} \"$@\" \"$*\" $@ \"x$@y\" ${{@:2}} ${{#@}} ${{!#}} \"${{@: -1}}\"", f"set -- {w()} {w()}; {s} $# \"$1\" \"${{2}}\"", f"{s} \"$(printf 'a\\n\\n')\" \"$(printf '\\na')\" $(printf 'a b\\nc')",
                  f"{s} a\"b\"'c'$'d'\\e", f"{s} '' \"\" $nope \"$nope\" ''$nope", f"{s} ~ ~/x a~ \"~\" x=~ ~+ ~+/y \"$PWD\"", f"v=~/p; {s} $v", f"V=1 W=2 {s} $V", f"V={s} env | cat >/dev/null; {t} \"$V\"", f"v={s}; v=z $v $v", f"{s} # comment\n{t} next # '", f"{s} a#b #c ; {t}\n", f"{s} x;{t} y;# z\n", f"! {s} neg; {t} $?", f"time {s} tm; time -p {t}", f"time; {s} after", f"! ! {s}", f"{s} a \\\n  b \\\n  c", f"\\\n{s} \\\n\\\n x",
                  f">o.txt {s} pre", f"2>&1 >/dev/null {s} b <words", f"v=1 >/dev/null; {s} \"$v\"", f"{s} 2 >o.txt", f"{s} 2>o.txt {{v}}>o2.txt x", f"{s} a&& {t} b||{s} c", f"{s}&{t}&wait", f"true|{s} x|cat", f"{s} \"${{nope:-$(echo d)}}\" \"${{nope:-`{t} bt`}}\"", f"x='$(echo hi)'; {s} \"$x\" $x", f"x='a\\ b'; {s} $x", f"{s} $$ >/dev/null; {t} \"${{#nope}}\"", f"x='\"a b\"'; {s} $x",
                  f"declare -i n=2+3; {s} $n; n+=1; {s} $n; declare +i n; unset n", f"declare -u n=abc; {s} $n; declare +u n; unset n", f"readonly ro_$((1+1))=x; {s} ok", f"declare -n ref=v; v=1; ref={s}; $v; unset -n ref", f"let 'a1=2*3' b1=a1+1; {s} $a1 $b1", f"export v={s}; bash -c '$v \"$v\"'; export -n v; bash -c '{t} \"$v\"'", f"v={s}; (v=zz; $v 2>/dev/null); $v still", f"v={s}; echo | v=lost; $v", f"{s} \"${{v:=dflt}}\" $v; unset v",
                  f"unset v; {s} \"${{v-unset}}\" \"${{v:+x}}\"; v=; {s} \"${{v-unset}}\" \"${{v:-empty}}\"", f"v=a; v+=b; v+=\"c d\"; {s} \"$v\"", f"v='x=1'; {s} $v; $v {t} 2>/dev/null", f"{s} {{a..c}}\"{{d,e}}\" \\{{a,b}} {{a\\,b,c}}", f"{s} $(echo '*.c') \"$(echo '*.c')\" `echo '?ne.c'`", f"getopts ab: o -a -b {s}; {t} \"$o\"; getopts ab: o -a -b {s}; $OPTARG; OPTIND=1")


def carriers(g):
    s, t, i = g.stub(), g.stub(), g.inner
    return g.pick(f"printf '%s\\n' a 'b c' | xargs -I{{}} {s} {{}} x{{}}", f"printf '%s\\n' {s} | xargs -I% sh -c '% k'", f"echo a b c | xargs -n2 {s}", f"echo a b | xargs -n 1 -I{{}} {s} {{}}", f"printf 'a\\0b c\\0' | xargs -0 {s}", f"echo a,b | xargs -d, {s}", f"echo 'x y' | xargs bash -c '{s} \"$@\"' _", f"echo {s} | xargs -I{{}} bash -c '{{}} in'", f"xargs -a words {s}", f"seq 3 | xargs -L1 {s}", f"echo | xargs -r {s}", f"echo | xargs {s} none",
                  f"find . -maxdepth 1 -name 'one.c' -exec {s} {{}} +", f"find sub -name '*.c' -exec sh -c '{s} \"$0\" \"$1\"' {{}} k \\;", f"find . -name two.c -exec {s} {{}} \\; -exec {t} b {{}} \\;", f"find . -name nosuch -exec {s} {{}} \\;", f"find . -maxdepth 0 -exec bash -c {g.quote(i())} \\;", f"find . -name 'one.c' | xargs {s}", f"find . -name one.c -print0 | xargs -0 {s}", f"find . -maxdepth 1 -name '*.c' -execdir {s} {{}} ';'",
                  f"env -S '{s} a b' c", f"env A=1 B=2 {s} x", f"env -u X -- {s} y", f"env -C sub {s} cd", f"env bash -c {g.quote(i())}", f"nice -5 {s} n; nice --adjustment=3 {t}", f"timeout 5s bash -c {g.quote(i())}", f"timeout --preserve-status -k 1 5 {s} t", f"nohup bash -c {g.quote(i())} >/dev/null 2>&1", f"setsid -w sh -c '{s} q'", f"stdbuf -o0 -e0 {s} b", f"env env nice {s} deep", f"bash -c 'bash -c \"{s} deep\"'", f"bash -c {g.quote('bash -c ' + g.quote(i()))}",
                  f"sh -c 'exec {s} \"$@\"' _ a 'b c'", f"bash -c '{s} \"$#\"; shift; {t} \"$@\"' z a b c", f"bash -c -- '{s} dd'", f"bash +x -c '{s} plus'", f"bash -c '{s} a' ; sh -ec '{t} b'", f"v={s} bash -c '$v fromenv'", f"v={s}; bash -c \"$v dq\"; bash -c '{t} \"$v\"'; bash -c \"{t} '$v'\"", f"echo '{s} psh' | sh", f"echo {g.quote(i())} | cat | bash -", f"echo {g.quote(i())} | tee x.sh | bash; bash x.sh", f"printf '{s} %s\\n' a b | bash", f"echo -e '{s} \\x41\\n{t}' | bash", f"echo '{s.upper()} X' | tr A-Z a-z | bash", f"echo '{s[::-1]}' | rev | bash",
                  f"echo 'x{s} y' | sed 's/^x//' | bash", f"printf '{t} 2\\n{s} 1\\n' | sort | bash", f"printf 'a\\n{s} h\\n' | tail -n1 | bash", f"printf '{s} h\\nb\\n' | head -n 1 | bash", f"echo '{s}:x' | cut -d: -f1 | bash", f"echo {g.b64(s + ' b64')} | base64 --decode | sh", f"printf '%s' {g.hex(s + ' hx')} | xxd -r -p | bash", f"echo '{s} x' | tee /dev/null | bash", f"printf '#!/bin/sh\\n{s} sb\\n' > x.sh; chmod +x x.sh; ./x.sh; sh ./x.sh", f"echo '{s} \"$@\"' > x.sh; bash x.sh a 'b c'; . ./x.sh q", f"(echo 'exit; {s} no' > x.sh; . ./x.sh; {t} no)",
                  f"echo '{s} k' > x.sh; mv x.sh y.sh; bash y.sh; cp y.sh z.sh; . ./z.sh", f"echo '{s} k' >> a.sh; echo '{t} l' >> a.sh; bash a.sh", f"echo 'return; {s} no' > x.sh; . ./x.sh; {t} yes", f"cat one.c two.c | bash", f"cd sub; bash ../one.c; . ./three.c; $k c; cd ..", f"(cd sub && bash ../two.c; {s} *.c)", f"seq -f '{s} %g' 2 | bash", f"echo '{s} 1' | cat - | bash", f"basename /x/{s} | bash", f"$(basename /bin/{s}) bn", f"$(dirname {s}/x) dn", f"echo {s} zz | {{ read n o; $n $o; }}", f"ln -s x y 2>/dev/null; {s} l")


def modes(g):
    s, t, i = g.stub(), g.stub(), g.simple
    return g.pick(f"set -a; v={s}; set +a; bash -c '$v \"$v\"'; export -n v", f"set -o allexport; read v <<< {s}; set +o allexport; sh -c '$v r'; export -n v", f"set -a; f() {{ {s} exported; }}; set +a; bash -c f; export -nf f", f"(set -a; v={s}; w=x; bash -c '{t} $v $w')", f"bash -a -c 'v={s}; bash -c \"\\$v a\"'", f"(set -a; declare v={s}; printf -v w %s k; bash -c '$v $w')",
                  f"(shopt -s lastpipe; echo {s} k | read v w; $v \"$w\")", f"(shopt -s lastpipe; printf '%s\\n' {s} q | mapfile -t r; \"${{r[@]}}\")", f"(shopt -s lastpipe; echo a | exit 3; {s} never)", f"(shopt -s lastpipe; cd sub | cat; {s} *.c; true | cd sub; {t} *.c)", f"(shopt -s lastpipe; for a1 in 1 2; do echo x | break; {s} never; done; {t} end)", f"(shopt -s lastpipe; shopt -u lastpipe; v=o; echo {s} | read v; {t} $v)",
                  f"(shopt -s nocasematch; case ABC in abc) {i()} ;; *) {t} other ;; esac)", f"(shopt -s nocasematch; [[ Abc == aB* ]] && {i()}\n)", f"(shopt -s nocasematch; shopt -u nocasematch; [[ A == a ]] || {i()}\n)", f"(shopt -s nocasematch; [[ abc =~ B ]] && {s} yes)", f"(shopt -s nocasematch; v=ABC; {s} ${{v/b/x}})", f"(shopt -s nocasematch; case x in [[:upper:]]) {s} up ;; y) {t} y ;; *) {s} no ;; esac)",
                  f"(shopt -s extglob\n{s} @(one|two).c +(t)wo.c @(none|no).x)", f"(shopt -s extglob\n{s} !(*.c) \"@(one).c\" @\\(one\\).c 2>/dev/null)", f"(shopt -sq extglob; shopt extglob >/dev/null; v='@(one|two).c'; {s} $v)", f"(shopt -so noglob; {s} *.c)",
                  f"v={s}; ${{v@P}} p", f"v='{s} a  b'; ${{v@P}}; \"${{v@P}}\" 2>/dev/null", f"w={s}; v='$w $((1+1))'; ${{v@P}}", f"v='$(echo {s}) c'; ${{v@P}}", f"v='a\\u\"b'; {s} x \"${{#v}}\"; : \"${{v@P}}\"", f"v='\"q\" $nope'; {s} \"${{v@P}}\"",
                  f"declare -a r='({s} x \"y z\")'; \"${{r[@]}}\"", f"declare -a \"r=({s} $((1+1)))\"; ${{r[@]}}", f"declare -A m='([k]={s} [l]=z)'; ${{m[k]}} ${{m[l]}}; unset m", f"f() {{ local -a q='({s} l)'; \"${{q[@]}}\"; }}; f", f"declare -a r=(z); declare -a 'r+=({s})'; {t} \"${{r[@]}}\"", f"declare r='({s} x)'; {t} \"$r\"; unset r",
                  f"unset r; mapfile -t -O 2 r <<< {s}; {t} \"${{r[2]}}\" ${{!r[@]}}", f"r=z; mapfile -t -O 1 r <<< {s}; {t} \"${{r[@]}}\"; unset r", f"zq1={s}; zq2={t}; for v in ${{!zq@}}; do ${{!v}} n; done", f"zq1={s}; \"${{!zq*}}\" 2>/dev/null; {t} \"${{!zq@}}\"",
                  f"f() {{ {s} df; }}; declare -f f > x.sh; unset -f f; . ./x.sh; f", f"f() {{ {s} sed \"$1\"; }}; eval \"$(declare -f f | sed s/f/g/)\"; g x", f"v='{s} \"a\\b\" $'; declare -p v > x.sh; v=; . ./x.sh; {t} \"$v\"", f"v={s}; eval \"$(declare -p v | sed s/v/w/)\"; $w q", f"f() {{ {s} in; }}; bash -c \"$(declare -f f); f\"")


def descriptors(g):
    s, t, i = g.stub(), g.stub(), g.simple
    return g.pick(f"(echo '{s} e' >&2) |& sh", f"(echo '{s} e' 1>&2) 2>&1 | sh", f"f() {{ echo '{s} f' >&2; }}; f 2>&1 | sh", f"v=$( {{ echo {s} >&2; }} 2>&1 ); $v x", f"{{ echo '{s} t' >&3; }} 3>&1 | sh", f"v=$(echo {s} 3>&1 >&3); $v x", f"{{ echo '{s} n' >&2; }} 2>&1 >/dev/null | sh", f"{{ echo '{s} o'; echo '{t} x' >&2; }} 2>/dev/null | sh",
                  f"{{ echo '{s} o'; }} 2>&1 >/dev/null | sh; {i()}", f"bash -c 'echo \"{s} c\" >&2' 2>&1 | sh", f"{{ {{ echo '{s} a' >&3; echo '{t} b'; }} | sed 's/b/c/' >&3; }} 3>&1 | sh", f"v=$( {{ true && echo {s} >&2; }} 2>&1 ); $v x", f"v=$( {{ if [ -n \"$1\" ]; then echo {s} >&2; else echo {t}; fi; }} 2>&1 ); $v x", f"v=$( {{ if [ -n \"$nope\" ]; then echo {s} >&3; fi; echo {t}; }} 3>&1 >/dev/null ); $v x 2>/dev/null",
                  f"{{ echo '{s} d' > /dev/stderr; }} 2>&1 | sh", f"{{ echo '{s} d' > /dev/stdout; }} | sh", f"echo '{s} k' 2>&1 | sh", f"for a1 in 1 2; do echo '{s} l' >&2; done 2>&1 | sort -u | sh", f"{{ echo '{s} a' >&4; }} 4> o.sh; sh o.sh; {i()}", f"{{ echo '{s} 1'; echo '{t} 2' >&2; }} > o.sh 2>&1; sh o.sh", f"{{ echo '{s} 1'; echo '{t} 2' >&2; }} &> o.sh; sh o.sh", f"{{ echo '{s} b'; }} >a.sh 2>&1 >b.sh; sh b.sh; sh a.sh; {t} e",
                  f"(exec > o.sh; echo '{s} ex'); sh o.sh", f"exec 3>&1 > o.sh; echo '{s} ex'; exec >&3 3>&-; sh o.sh", f"(exec 2>&1; echo '{s} z' >&2) >/dev/null; {i()}", f"echo '{s} e' >&2 |& sh; {i()}", f"(echo '{s} q' >&2) 2>&1 |& cat | sh", f"v=$(f() {{ echo {s} >&2; }}; f 2>&1); $v x", f"v=$( (echo {s} >&2) 2>&1 | rev | rev ); $v x", f"{{ echo '{s} >(p)' 2>&1 | tee >(cat >/dev/null) >&2; }} 2>&1 | head -1 | cut -d' ' -f1 | sh; wait")


def statuses(g):
    s, t, i = g.stub(), g.stub(), g.simple
    return g.pick(f"declare -F nope >/dev/null || {i()}", f"declare -f f >/dev/null || f() {{ {s} new; }}; f", f"declare -p nope 2>/dev/null || {i()}", f"if ! declare -p {g.pick('v', 'nope')} 2>/dev/null >&2; then {i()}\nfi", f"alias zz 2>/dev/null || {i()}",
                  f"shopt -q {g.pick('nullglob', 'extglob', 'nope', 'sourcepath')} 2>/dev/null || {i()}", f"shopt -s {g.pick('dotglob', 'nope')} 2>/dev/null || {i()}", f"set -o {g.pick('nope', 'notify')} 2>/dev/null || {i()}", f"(set -o pipefail; false | true || {i()}\n)",
                  f"(set -o pipefail; {g.pick('true', 'false', s)} | {g.pick(':', 'false', t)} | true && {i()}\n)", f"bash -o pipefail -c 'false | :; {s} $?'", f"(set -o pipefail; ! false | true && {s} k)", f"echo x > none/y || {i()}", f": > none/y || {i()}", f"{{ :; }} >> none/y || {i()}",
                  f"echo x >&- 2>/dev/null || {i()}", f"printf '%d' {g.pick('q', '7')} >/dev/null 2>&1 || {i()}", f"printf '%s' k >/dev/null || {i()}", f"unset {g.pick('v', PAIR)} 2>/dev/null || {i()}", f"export {g.pick('v=1', '1=v')} 2>/dev/null || {i()}", f"trap : {g.pick('INT', 'NOPE')} 2>/dev/null || {i()}",
                  f"(readonly ro=1; declare ro=2 2>/dev/null || {i()}\n)", f"(readonly ro=1; unset ro 2>/dev/null || {i()}\n)", f"(readonly ro=1; printf -v ro x 2>/dev/null || {s} $ro)", f"(readonly ro={s}; read ro <<< x 2>/dev/null; $ro k)", f"bash -c $'readonly ro={s}\nro=x\n$ro k' 2>/dev/null",
                  f"bash -c $'readonly ro={s}\nf() {{ local ro=x 2>/dev/null; $ro k; }}\nf'", f"bash -c $'g() {{ local -r d={s}; $d g; }}; f() {{ local -r d={t}; g; $d f; }}; f'", f"(declare -r ro={s}; export ro; bash -c '$ro k; ro={t}; $ro l')", f"bash -c 'logout 2>/dev/null; {s} k'",
                  f"enable {g.pick('-n test', 'nope')} 2>/dev/null || {i()}", f"find . -name one.c -exec {s} {{}} +")


PAIR = "'a b'"  # no name of a variable
KINDS = [arrays, conditions, processes, functions, traps_and_exec, lookups, documents, cases, loops, words, words, carriers, modes, descriptors, statuses]


def one_of(g):
    return g.rng.choice(KINDS)(g)


def disturb(g, line):
    """Continuations, comments, blanks and stray characters anywhere: bash and we read the same text."""
    places = [i for i in range(len(line)) if not re.search("/dev/|STUB_LOG|PATH", line[max(0, i - 12):i + 12])]
    for _ in range(g.rng.randint(1, 3)):
        if not places: break
        at = g.rng.choice(places)
        piece = g.pick("\\\n", "\\\n", "\\\n", " ", "\t", "\n", " # c\n", "''", '""', "'", '"', "\\", ";", "$", "|", " \\\n ", "#", *"()[]{}&!*=`<~?+@:")
        line = line[:at] + piece + line[at:]
        places = [i for i in places if i <= at]
    return line
