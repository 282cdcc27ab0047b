// Texts that bash accepts, and their trees as render_line writes them.
#include "lib/shell/parse.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

namespace interlock {
namespace {

struct Row {
  const char* name;
  const char* text;
  const char* tree;
};

void check_row(const Row& row) {
  CAPTURE(row.name);
  CAPTURE(row.text);
  const ParsedShell parsed = parse_shell(row.text);
  CHECK(!parsed.error.has_value());
  CHECK(render_line(parsed.list) == row.tree);
}

TEST_CASE("parse_shell keeps quoting as structure") {
  const Row rows[] = {
      {"nothing", "", ""},
      {"blank lines and a comment", " \n\t# only this\n", ""},
      {"one word", "ls", "ls"},
      {"words", "ls  -la\t/tmp", "ls -la /tmp"},
      {"single quotes", "echo 'a $b \\ \"c\"'", "echo 'a $b \\\\ \"c\"'"},
      {"double quotes", "echo \"a $b \\$c \\d\"", "echo \"a ${b} $c \\\\d\""},
      {"backslash", "echo a\\ b\\$c", "echo a' 'b'$'c"},
      {"quotes inside a word", "p'sq'l", "p'sq'l"},
      {"neighbouring quotes", "echo 'a'\\b'c'", "echo 'abc'"},
      {"empty quotes", "echo '' \"\"", "echo '' \"\""},
      {"ansi c quoting", "echo $'a\\tb\\x41\\101\\u00e9\\'\\n'", "echo 'a\\tbAAé'\\n'"},
      {"ansi c ends at NUL", "echo $'ab\\0cd'e", "echo 'ab'e"},
      {"ansi c unknown escape", "echo $'\\q\\cA'", "echo '\\\\q\\x01'"},
      {"locale quoting", "echo $\"a $b\"", "echo \"a ${b}\""},
      {"dollar before a quote in double quotes", "echo \"$'a'\"", "echo \"$'a'\""},
      {"continuation between words", "ls \\\n -l", "ls -l"},
      {"continuation inside a word", "ps\\\nql -c x", "psql -c x"},
      {"continuation in double quotes", "echo \"a\\\nb\"", "echo \"ab\""},
      {"no continuation in single quotes", "echo 'a\\\nb'", "echo 'a\\\\\\nb'"},
      {"backslash at the end", "echo a\\", "echo a'\\\\'"},
      {"number sign inside a word", "echo a#b #c", "echo a#b"},
      {"number sign after a parenthesis", "(a)#c", "[subshell] { a }"},
      {"no comment in quotes", "echo '#a' \"#b\" \\#c", "echo '#a' \"#b\" '#'c"},
      {"tilde and braces stay text", "ls ~/x {a,b}{1..3}", "ls ~/x {a,b}{1..3}"},
      {"globs stay text", "ls *.[ch] a?b", "ls *.[ch] a?b"},
      {"a brace is a word elsewhere", "echo { } {a }b", "echo { } {a }b"},
      {"reserved words as arguments", "echo if then fi do done case esac in ! time [[ ]]",
       "echo if then fi do done case esac in ! time [[ ]]"},
      {"a quoted reserved word is a command", "'if' x", "'if' x"},
      {"newline in quotes", "echo 'a\nb'; c", "echo 'a\\nb'; c"},
      {"carriage return is text", "ls\r", "ls\\x0d"},
      {"extended globs", "ls !(a|b) @(c).x", "ls !(a|b) @(c).x"},
      {"live parts of an extended glob", "ls @($(a)|\"b)\")", "ls @($(a)|\"b)\")"},
      {"dollar alone", "echo $ a$ $% \"$\"", "echo $ a$ $% \"$\""},
      {"unicode", "echo é→", "echo é→"},
      {"lone brackets", "[ -f x ] && test a", "[ -f x ] && test a"},
  };
  for (const Row& row : rows) check_row(row);
}

TEST_CASE("parse_shell reads expansions") {
  const Row rows[] = {
      {"names", "echo $a $a1b $_ ${a}b", "echo ${a} ${a1b} ${_} ${a}b"},
      {"special parameters", "echo $@ $* $# $? $- $$ $! $0 $12 ${12}",
       "echo ${@} ${*} ${#} ${?} ${-} ${$} ${!} ${0} ${1}2 ${12}"},
      {"defaults", "echo ${a:-b c} ${a-b} ${a:=b} ${a=b} ${a:?b} ${a?b} ${a:+b} ${a+b}",
       "echo ${a:-b c} ${a-b} ${a:=b} ${a=b} ${a:?b} ${a?b} ${a:+b} ${a+b}"},
      {"patterns", "echo ${a#x} ${a##*/} ${a%.c} ${a%%.*}",
       "echo ${a#x} ${a##*/} ${a%.c} ${a%%.*}"},
      {"replacement", "echo ${a/b/c} ${a//b/c} ${a/#b/c} ${a/%b} ${a/\\//x} ${a//\\/}",
       "echo ${a/b/c} ${a//b/c} ${a/#b/c} ${a/%b} ${a/'/'/x} ${a//'/'}"},
      {"replacement of a slash", "echo ${a///x}", "echo ${a///x}"},
      {"case", "echo ${a^} ${a^^} ${a,} ${a,,b}", "echo ${a^} ${a^^} ${a,} ${a,,b}"},
      {"substring", "echo ${a:1} ${a:1:2} ${a: -1} ${a:x?1:2:3} ${@:2}",
       "echo ${a:1} ${a:1:2} ${a: -1} ${a:x?1:2:3} ${@:2}"},
      {"length", "echo ${#a} ${#} ${##} ${#@} ${#a[@]} ${#-x} ${##x}",
       "echo ${#a} ${#} ${##} ${#@} ${#a[@]} ${#-x} ${##x}"},
      {"indirection", "echo ${!a} ${!a*} ${!a@} ${!a[@]} ${!a[1]} ${!1} ${!} ${!a:-b}",
       "echo ${!a} ${!a*} ${!a@} ${!a[@]} ${!a[1]} ${!1} ${!} ${!a:-b}"},
      {"index", "echo ${a[1]} ${a[@]} ${a[$i + 1]} ${a['x y']} ${a[b[1]]:-c}",
       "echo ${a[1]} ${a[@]} ${a[${i} + 1]} ${a['x y']} ${a[b[1]]:-c}"},
      {"transformation", "echo ${a@Q} ${a[@]@A}", "echo ${a@Q} ${a[@]@A}"},
      {"nested", "echo ${a:-${b:-$(c)}}", "echo ${a:-${b:-$(c)}}"},
      {"quotes in an operand", "echo ${a:-'}'\"}\"\\}}", "echo ${a:-'}'\"}\"'}'}"},
      {"quotes in a quoted operand", "echo \"${a:-'}' \"b c\"}\"", "echo \"${a:-'}' \"b c\"}\""},
      {"a substitution in quotes in a quoted operand", "echo \"${a:-'$(b)'}\"",
       "echo \"${a:-'$(b)'}\""},
      {"pattern in double quotes", "echo \"${a#'x'}${a/\"b\"/'c'}\"",
       "echo \"${a#'x'}${a/\"b\"/'c'}\""},
      {"backslash in a quoted operand", "echo \"${a:-\\}\\'}\"", "echo \"${a:-}\\\\'}\""},
      {"decoded text in a quoted operand is live", "echo \"${a:-$'\\x24(b)'}\"",
       "echo \"${a:-$(b)}\""},
      {"what bash cannot substitute", "echo ${a b} ${} ${a[} ${(x)a}",
       "echo ${a b} ${} ${a[} ${(x)a}"},
      {"command substitution", "echo $(a; b | c)", "echo $(a; b | c)"},
      {"empty substitution", "echo $() $( ) $(#c\n)", "echo $() $() $()"},
      {"nested substitution", "echo $(a $(b $(c)))", "echo $(a $(b $(c)))"},
      {"substitution in quotes", "echo \"$(a \"b c\" ')')\"", "echo \"$(a \"b c\" ')')\""},
      {"case in a substitution", "echo $(case x in a) b;; (c) d;; esac)",
       "echo $([case x] (a) { b };; (c) { d };;)"},
      {"comment in a substitution", "echo $(a # )\n)", "echo $(a)"},
      {"here-document in a substitution", "echo $(cat <<E\n)\nE\n)", "echo $(cat <<\")\\n\")"},
      {"here-document closed by the parenthesis", "echo $(cat <<E\nb\nE)",
       "echo $(cat <<\"b\\n\")"},
      {"backquotes", "echo `a b`", "echo $`(a b)"},
      {"nested backquotes", "echo `a \\`b\\``", "echo $`(a $`(b))"},
      {"backquotes take away backslashes", "echo `a \\$b \\\\c \\d`", "echo $`(a ${b} 'c' 'd')"},
      {"backquotes in double quotes", "echo \"`a \\\"b\\\" \"c\"`\"", "echo \"$`(a \"b\" \"c\")\""},
      {"what cannot be read in backquotes", "echo `a\nif`; b", "echo $`(a); b"},
      {"arithmetic", "echo $((1 + $a * (2)))", "echo $((1 + ${a} * (2)))"},
      {"old arithmetic", "echo $[1 + a[2]]", "echo $((1 + a[2]))"},
      {"arithmetic with expansions", "echo $(($(a) + ${b:-1} + `c`))",
       "echo $(($(a) + ${b:-1} + $`(c)))"},
      {"two subshells", "echo $((a); (b)) $((a) | b)",
       "echo $([subshell] { a }; [subshell] { b }) $([subshell] { a } | b)"},
      {"arithmetic that does not close together", "echo $((a) )", "echo $([subshell] { a })"},
      {"process substitution", "diff <(a) <(b) > >(c)", "diff <(a) <(b) >>(c)"},
      {"process substitution inside a word", "a<(b)c", "a<(b)c"},
      {"process substitution of a subshell", "cat <((a); b)", "cat <([subshell] { a }; b)"},
      {"process substitution is text in double quotes", "echo \"<(a)\" \"${x:-<($(b))}\"",
       "echo \"<(a)\" \"${x:-<($(b))}\""},
  };
  for (const Row& row : rows) check_row(row);
}

TEST_CASE("parse_shell reads lists and pipelines") {
  const Row rows[] = {
      {"sequence", "a; b;", "a; b"},
      {"background", "a & b &", "a &; b &"},
      {"and, or", "a && b || c", "a && b || c"},
      {"continued after an operator", "a &&\n\n b ||\n#c\nc", "a && b || c"},
      {"pipeline", "a | b |& c", "a | b |& c"},
      {"pipeline over lines", "a |\n\n b", "a | b"},
      {"negation", "! a", "[not] a"},
      {"double negation", "! ! a", "a"},
      {"negation alone", "!; a", "[not] ; a"},
      {"time", "time a; time -p a | b; time -- a; time -p -- a; time ! a",
       "[time] a; [time] a | b; [time] a; [time] a; [time] [not] a"},
      {"time alone", "time\na", "[time] ; a"},
      {"time is a word after a pipe", "a | time b", "a | time b"},
      {"negation of a group without extglob", "!(a)", "[not] [subshell] { a }"},
      {"lines", "a\nb\n\nc", "a; b; c"},
      {"operators without blanks", "a&&b||c;d|e&f", "a && b || c; d | e &; f"},
      {"continuation in an operator", "a &\\\n& b |\\\n| c", "a && b || c"},
  };
  for (const Row& row : rows) check_row(row);
}

TEST_CASE("parse_shell reads compound commands") {
  const Row rows[] = {
      {"group", "{ a; b; }", "[group] { a; b }"},
      {"group over lines", "{\na\nb\n}", "[group] { a; b }"},
      {"subshell", "(a; b)", "[subshell] { a; b }"},
      {"nested subshells", "( (a) )", "[subshell] { [subshell] { a } }"},
      {"two subshells that look like arithmetic", "((a); (b))",
       "[subshell] { [subshell] { a }; [subshell] { b } }"},
      {"a subshell with a string, like arithmetic", "((a \"$(b)\") | c)",
       "[subshell] { [subshell] { a \"$(b)\" } | c }"},
      {"arithmetic command", "((a + (1) > 2)) && b", "[((a + (1) > 2))] && b"},
      {"braces do not hide the end of arithmetic", "((a=$[))\nb\n: ]", "[((a=$[))]; b; : ]"},
      {"if", "if a; then b; fi", "[if] { a } then { b }"},
      {"if, elif, else", "if a; then b; elif c; then d; else e; fi",
       "[if] { a } then { b } elif { c } then { d } else { e }"},
      {"no separator after a closing word", "if (a) then { b; } fi",
       "[if] { [subshell] { a } } then { [group] { b } }"},
      {"if over lines", "if a\nthen\nb\nelse\nc\nfi", "[if] { a } then { b } else { c }"},
      {"while", "while a; do b; done", "[while] { a } do { b }"},
      {"until", "until a\ndo b & done", "[until] { a } do { b & }"},
      {"for over words", "for x in a 'b c' $d; do e; done", "[for x in a 'b c' ${d}] { e }"},
      {"for over parameters", "for x; do a; done; for x do a; done; for x\ndo a; done",
       "[for x] { a }; [for x] { a }; [for x] { a }"},
      {"for over nothing", "for x in; do a; done", "[for x in] { a }"},
      {"for with braces", "for x in a; { b; }", "[for x in a] { b }"},
      {"for, C style", "for ((i=0; i<$(n); i++)); do a; done", "[for ((i=0; i<$(n); i++))] { a }"},
      {"for, C style with braces", "for ((;;)) { a; }", "[for ((;;))] { a }"},
      {"in on its own line", "for x\nin a\ndo b; done", "[for x in a] { b }"},
      {"select", "select x in a b; do c; done", "[select x in a b] { c }"},
      {"case", "case $x in a|b) c;; (d) e;; *) f; esac",
       "[case ${x}] (a | b) { c };; (d) { e };; (*) { f }"},
      {"case terminators", "case x in a) b;& c) d;;& e) esac",
       "[case x] (a) { b };& (c) { d };;& (e) {  }"},
      {"case over lines", "case x\nin\na)\nb\n;;\n\nesac", "[case x] (a) { b };;"},
      {"empty case", "case x in esac", "[case x]"},
      {"reserved words as patterns", "case x in if|esac) a;; (esac) b; esac",
       "[case x] (if | esac) { a };; (esac) { b }"},
      {"extended globs as patterns", "case x in @(a|b)) c;; esac", "[case x] (@(a|b)) { c };;"},
      {"redirections of a compound command", "{ a; } >b 2>&1; if a; then b; fi <c",
       "[group] { a } >b 2>&1; [if] { a } then { b } <c"},
      {"function", "f() { a; }", "[function f] [group] { a }"},
      {"function over lines", "f ( )\n{ a; }", "[function f] [group] { a }"},
      {"function with a subshell", "f() (a)", "[function f] [subshell] { a }"},
      {"function with redirections", "f() { a; } >b", "[function f] [group] { a } >b"},
      {"function keyword", "function f { a; }; function g() ( b )",
       "[function f] [group] { a }; [function g] [subshell] { b }"},
      {"names of functions", "a-b.c/d() { x; }; @() { y; }",
       "[function a-b.c/d] [group] { x }; [function @] [group] { y }"},
      {"function with another body", "f() if a; then b; fi; g() [[ a ]]",
       "[function f] [if] { a } then { b }; [function g] [test] a"},
      {"function whose body is a simple command, for dash", "f() a b", "[function f] a b"},
      {"conditional", "[[ -f a && ! ( $b == c* || d < e ) ]]",
       "[test] -f a && ! ( ${b} == c* || d < e )"},
      {"conditional over lines", "[[ a == b\n&& c ||\n\nd ]]", "[test] a == b && c || d"},
      {"regular expression", "[[ $a =~ ^(b c|d)+[e]$ ]]", "[test] ${a} =~ ^(b c|d)+[e]$"},
      {"regular expression with live parts", "[[ a =~ (x$(b)|\")\") ]]",
       "[test] a =~ (x$(b)|\")\")"},
      {"pattern in a conditional", "[[ a == @(b|c) && d != *e ]]", "[test] a == @(b|c) && d != *e"},
      {"word alone in a conditional", "[[ a ]] && [[ !a ]]", "[test] a && [test] !a"},
      {"coprocess", "coproc a b", "[coproc COPROC] a b"},
      {"named coprocess", "coproc x { a; }; coproc { b; }",
       "[coproc x] [group] { a }; [coproc COPROC] [group] { b }"},
      {"a closing word ends a coprocess", "{ coproc a }", "[group] { [coproc COPROC] a }"},
      {"a pattern after a special parameter", "echo $!(a|$(b))", "echo ${!}(a|$(b))"},
      {"negated keyword-like words", "echo ! { }", "echo ! { }"},
  };
  for (const Row& row : rows) check_row(row);
}

TEST_CASE("parse_shell reads assignments and redirections") {
  const Row rows[] = {
      {"before a command", "a=1 b='c d' e", "a=1 b='c d' e"},
      {"alone", "a=1", "a=1"},
      {"empty", "a= b", "a= b"},
      {"append", "a+=1", "a+=1"},
      {"index", "a[1]=x b[$i + 1]+=y c['k k']=z", "a[1]=x b[${i} + 1]+=y c['k k']=z"},
      {"not an assignment", "echo a=1; 1a=2; a-b=3; 'a'=4", "echo a=1; 1a=2; a-b=3; 'a'=4"},
      {"a glob that looks like an index", "a[bc] d", "a[bc] d"},
      {"array", "a=(b 'c d' $e)", "a=(b 'c d' ${e})"},
      {"array over lines", "a=(b #c)\n d\n)", "a=(b d)"},
      {"array with indices", "a=([1]=b [x y]+=c [d]e)", "a=([1]=b [x y]=c [d]e)"},
      {"array appended", "a+=(b)", "a+=(b)"},
      {"arrays after declaring words", "declare -a a=(b c) d e+=(f); export x=(y); local z=(1)",
       "declare -a a=(b c) d e+=(f); export x=(y); local z=(1)"},
      {"scalars after declaring words", "export a=1 b", "export a=1 b"},
      {"a substitution as value", "a=$(b) c=`d` e", "a=$(b) c=$`(d) e"},
      {"redirections", "a <b >c >>d >|e <>f 2>g 0<h", "a <b >c >>d >|e <>f 2>g 0<h"},
      {"before the command", "<a >b c d", "c d <a >b"},
      {"between words", "a >b c", "a c >b"},
      {"descriptors", "a 2>&1 1>&- <&3 3<&4- >&$x", "a 2>&1 1>&- <&3 3<&4- >&${x}"},
      {"both outputs", "a &>b &>>c >&d 2>&e", "a &>b &>>c &>d 2>&e"},
      {"a digit that is a word", "a 2 >b 2\\\n>c 'x'2>d", "a 2 'x'2 >b 2>c >d"},
      {"variable descriptor", "exec {fd}>a {x}<&-; b {c} {d >e", "exec {fd}>a {x}<&-; b {c} {d >e"},
      {"too large a descriptor", "a 99999999999>b", "a 99999999999 >b"},
      {"redirection alone", ">a", ">a"},
      {"here-string", "a <<<b <<<\"$c\"", "a <<<b <<<\"${c}\""},
      {"here-document", "a <<E\nb $c\nE\nd", "a <<\"b ${c}\\n\"; d"},
      {"quoted delimiter", "a <<'E'\nb $c\nE\n", "a <<'b $c\\n'"},
      {"partly quoted delimiter", "a <<E\"O\"F\n$b\nEOF\n", "a <<'$b\\n'"},
      {"backslash in the delimiter", "a <<\\E\n$b\nE\n", "a <<'$b\\n'"},
      {"tabs", "a <<-E\n\tb\n\t\tc\n\tE\nd", "a <<\"b\\nc\\n\"; d"},
      {"several on one line", "a <<E; b <<'F' | c\n1\nE\n2\nF\nd",
       "a <<\"1\\n\"; b <<'2\\n' | c; d"},
      {"after an operator", "a <<E &&\n1\nE\nb", "a <<\"1\\n\" && b"},
      {"inside a compound command", "if a <<E; then\n1\nE\nb; fi",
       "[if] { a <<\"1\\n\" } then { b }"},
      {"not closed", "a <<E\nb\n", "a <<\"b\\n\""},
      {"not closed, without an end of line", "a <<E\nb", "a <<\"b\\n\""},
      {"delimiter at the end of the text", "a <<E\nb\nE", "a <<\"b\\n\""},
      {"continuation in the body", "a <<E\nb\\\nc \\\\\nE\n", "a <<\"bc \\\\\\n\""},
      {"continuation before the delimiter", "a <<EOF\nb\nEO\\\nF\nd", "a <<\"b\\n\"; d"},
      {"expansions in the body", "a <<E\n$b ${c:-d} $(e) `f` $((1)) \\$g \"h\" \\\"i\nE\n",
       "a <<\"${b} ${c:-d} $(e) $`(f) $((1)) $g \"h\" \\\\\"i\\n\""},
      {"what cannot be read in the body", "a <<E\n$(b\n$(c)\nE\nd", "a <<\"$(b\\n$(c)\\n\"; d"},
      {"a quote in the body", "a <<E\n${x:-it's} $(b)\n's\nE\n", "a <<\"${x:-it's} $(b)\\n's\\n\""},
      {"a delimiter like a substitution", "a <<$(b)\nc\n$(b)\nd", "a <<\"c\\n\"; d"},
      {"empty delimiter", "a <<''\nb\n\nc", "a <<'b\\n'; c"},
      {"descriptor of a here-document", "a 3<<E\nb\nE\n", "a 3<<\"b\\n\""},
      {"here-documents in and around a substitution", "a <<A $(b <<B\n1\nB\n)\n2\nA\nc",
       "a $(b <<\"1\\n\") <<\"2\\n\"; c"},
      {"owed by a substitution", "echo $(a <<E) b\n1\nE\nc", "echo $(a <<\"1\\n\") b; c"},
      {"rest of a line after the delimiter in a substitution", "echo $(a <<E\n1\nE b)\n",
       "echo $(a <<\"1\\n\"; b)"},
  };
  for (const Row& row : rows) check_row(row);
}

TEST_CASE("spans name the bytes that a node was read from") {
  const std::string text = "x; sudo \"a $b\" 'c' >f | d && e\nlast `q r`";
  const ParsedShell parsed = parse_shell(text);
  const auto source = [&text](syntax::Span span) {
    return text.substr(span.begin, span.end - span.begin);
  };
  REQUIRE(parsed.list.items.size() == 3);
  const syntax::AndOr& second = parsed.list.items[1];
  CHECK(source(second.span) == "sudo \"a $b\" 'c' >f | d && e");
  CHECK(source(second.items[0].pipeline.span) == "sudo \"a $b\" 'c' >f | d");
  const syntax::Command& command = second.items[0].pipeline.commands[0];
  CHECK(source(command.redirections[0].span) == ">f");
  const auto& simple = std::get<syntax::Simple>(command.node);
  CHECK(source(simple.words[1].span) == "\"a $b\"");
  CHECK(source(simple.words[1].parts[0].parts[1].span) == "$b");
  CHECK(source(simple.words[2].span) == "'c'");
  const syntax::Command& last = parsed.list.items[2].items[0].pipeline.commands[0];
  CHECK(source(std::get<syntax::Simple>(last.node).words[1].parts[0].span) == "`q r`");
}

TEST_CASE("without extended globs a parenthesis ends the word") {
  CHECK(parse_shell("ls @(a)", ParseOptions{false}).error.has_value());
  CHECK(render_line(parse_shell("!(a)", ParseOptions{false}).list) == "[not] [subshell] { a }");
  CHECK(render_line(parse_shell("shopt -s extglob\n!(a) b").list) == "shopt -s extglob; !(a) b");
  CHECK(render_line(parse_shell("shopt -s extglob; !(a)").list) ==
        "shopt -s extglob; [not] [subshell] { a }");
}

TEST_CASE("render_tree indents what render_line puts on one line") {
  CHECK(render_tree(parse_shell("if a; then b; $(c; d)\nfi | e").list) ==
        "[if] {\n  a\n} then {\n  b\n  $(c; d)\n} | e\n");
  CHECK(render_tree(parse_shell("").list).empty());
}

TEST_CASE("as dash reads, bash's own syntax is nothing special") {
  struct Posix {
    const char* name;
    const char* text;
    const char* tree;
  };
  const Posix rows[] = {
      {"two parentheses", "((a))", "[subshell] { [subshell] { a } }"},
      {"two brackets", "[[ a || b ]]", "[[ a || b ]]"},
      {"ansi c quoting", "echo $'a' $\"b\"", "echo $'a' $\"b\""},
      {"ampersand and greater", "a &> f", "a &; >f"},
      {"append and index", "a+=1 b; a[1]=c", "a+=1 b; a[1]=c"},
      {"time", "time a", "time a"},
      {"old arithmetic", "echo $[$(a)]", "echo $[$(a)]"},
      {"keywords", "function f; coproc a; select x", "function f; coproc a; select x"},
      {"variable descriptor", "a {fd}>b", "a {fd} >b"},
      {"pattern", "!(a)", "[not] [subshell] { a }"},
      {"any body", "f() a; f", "[function f] a; f"},
  };
  ParseOptions options;
  options.posix = true;
  for (const Posix& row : rows) {
    CAPTURE(row.name);
    const ParsedShell parsed = parse_shell(row.text, options);
    CHECK(!parsed.error.has_value());
    CHECK(render_line(parsed.list) == row.tree);
  }
  for (const char* text : {"a=(b)", "cat <(a)", "a |& b", "a <<<b", "for ((;;)); do a; done"}) {
    CAPTURE(text);
    CHECK(parse_shell(text, options).error.has_value());
  }
}

}  // namespace
}  // namespace interlock
