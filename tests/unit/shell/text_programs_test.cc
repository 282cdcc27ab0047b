#include "lib/shell/text_programs.h"

#include <doctest/doctest.h>

#include <ostream>

#include "lib/base/text.h"

namespace interlock {
namespace {

// The words of a line: blanks part them, '_' inside stands for a blank.
std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  for (const std::string_view part : split(line, ' ')) {
    std::string text(part);
    for (char& c : text)
      if (c == '_') c = ' ';
    words.emplace_back(text);
  }
  return words;
}

std::optional<std::string> run(std::string_view line, const std::string& input = "") {
  const std::vector<Word> words = words_of(line);
  const auto printed = run_text_program(words[0].text, std::span(words).subspan(1), Word(input));
  return printed ? std::optional<std::string>(printed->text) : std::nullopt;
}

struct Case {
  const char* line;
  const char* input;
  const char* output;
};

void check(std::span<const Case> cases) {
  for (const Case& c : cases) {
    CAPTURE(std::string(c.line));
    CAPTURE(std::string(c.input));
    CHECK(run(c.line, c.input) == std::string(c.output));
  }
}

TEST_CASE("hidden commands come out of the programs that hide them") {
  const Case cases[] = {
      {"base64 -d", "cHNxbA==\n", "psql"},
      {"base64 --decode", "cHNxbA", "psql"},
      {"base64 --dec -i", "cH!Nx\nbA==", "psql"},
      {"base64 -d", "cHNx!bA==", "psq"},
      {"base64 -w0", "psql -c x", "cHNxbCAtYyB4"},
      {"base64 -w 4", "psql", "cHNx\nbA==\n"},
      {"base32 -d", "OBZXC3A=\n", "psql"},
      {"xxd -r -p", "70 73\n716c\n", "psql"},
      {"xxd -p -r", "0x707371", "psq"},
      {"xxd -r", "00000000: 7073 716c  psql\n", "psql"},
      {"xxd -p", "psql", "7073716c\n"},
      {"openssl base64 -d", "cHNxbA==\n", "psql"},
      {"openssl enc -d -base64 -A", "cHNxbA==", "psql"},
      {"openssl enc -a", "psql", "cHNxbA==\n"},
      {"rev", "lqsp\né1\n", "psql\n1é\n"},
      {"tr a-z A-Z", "psql", "PSQL"},
      {"tr A-Za-z N-ZA-Mn-za-m", "cfdy", "psql"},
      {"tr -d X", "pXsXqXl", "psql"},
      {"tr [:upper:] [:lower:]", "PSQL", "psql"},
      {"tr -s ab", "aabbc", "abc"},
      {"tr -cd a-z\\n", "p1s2q3l\n", "psql\n"},
      {"tr \\n _", "a\nb", "a b"},
      {"tr abc x", "aabbcd", "xxxxxd"},
      {"tr ab [x*]", "ab", "xx"},
      {"sed s/X/s/", "pXql\n", "psql\n"},
      {"cut -d: -f2,1", "a:b:c\nd\n", "a:b\nd\n"},
      {"cut -c2-", "xpsql", "psql\n"},
      {"cut -f1 -d, --complement", "a,b,c", "b,c\n"},
      {"head -n1", "psql\nx\n", "psql\n"},
      {"head -c 4", "psql -c", "psql"},
      {"head -n -1", "a\nb", "a\n"},
      {"tail -1", "x\npsql\n", "psql\n"},
      {"tail -n +2", "x\npsql\n", "psql\n"},
      {"tail -c 3", "abcdef", "def"},
      {"tac", "b\na", "ab\n"},
      {"paste -sd_", "psql\n-c\n", "psql -c\n"},
      {"paste - -", "a\nb\nc", "a\tb\nc\t\n"},
      {"fold -w2", "psql", "ps\nql"},
      {"nl -ba -w1 -s:", "a\n\n", "1:a\n2:\n"},
      {"sort", "b\na\n", "a\nb\n"},
      {"sort -n", "2 psql\n1 x", "1 x\n2 psql\n"},
      {"uniq", "a\na\nb", "a\nb\n"},
      {"seq -s_ 1 3", "", "1 2 3\n"},
      {"seq -w 8 10", "", "08\n09\n10\n"},
      {"basename /usr/bin/psql.exe .exe", "", "psql\n"},
      {"dirname /usr/bin/psql x", "", "/usr/bin\n.\n"},
      {"cat -", "psql", "psql"},
      {"tee -a log", "psql", "psql"},
      {"true", "x", ""},
  };
  check(cases);
}

TEST_CASE("echo and printf print what bash's own print") {
  const Case cases[] = {
      {"echo a b", "", "a b\n"},
      {"echo -n a", "", "a"},
      {"echo -e a\\tb\\x41\\0101", "", "a\tbAA\n"},
      {"echo -e a\\cb c", "", "a"},
      {"echo a\\tb", "", "a\\tb\n"},
      {"echo -nE a\\n", "", "a\\n"},
      {"echo -x", "", "-x\n"},
      {"echo --", "", "--\n"},
      {"echo -e -n \\u00e9", "", "é"},
      {"printf psql", "", "psql"},
      {"printf %s-%s| a b c", "", "a-b|c-|"},
      {"printf %s\\n", "", "\n"},
      {"printf p%sl sq", "", "psql"},
      {"printf \\160\\x73ql", "", "psql"},
      {"printf %b a\\n\\0101", "", "a\nA"},
      {"printf %b%s a\\cb c", "", "a"},
      {"printf %5s|%-5s|%.1s a b cd", "", "    a|b    |c"},
      {"printf %*s 3 a", "", "  a"},
      {"printf %d,%d,%d 010 0x1f 'A", "", "8,31,65"},
      {"printf %x%o%u 255 8 7", "", "ff107"},
      {"printf %c%c psql sx", "", "ps"},
      {"printf %q a_b;c", "", "a\\ b\\;c"},
      {"printf %.2f 1.005", "", "1.00"},
      {"printf %%s", "", "%s"},
      {"printf -- %s a", "", "a"},
      {"printf a%Zb", "", "a"},
  };
  check(cases);
  CHECK(run("printf %s'") == std::string("'"));
}

TEST_CASE("sed scripts run as GNU sed runs them") {
  const Case cases[] = {
      {"sed s/a/b/g", "aXa\n", "bXb\n"},
      {"sed s/a/b/2", "aXa\n", "aXb\n"},
      {"sed -n s/a/b/p", "a\nc\n", "b\n"},
      {"sed -E s/(p)(s)/\\2\\1/", "psql", "spql"},
      {"sed s/\\(.\\)x*/\\1/g", "pxsxqxl", "psql"},
      {"sed s,X,&&,I", "axb", "axxb"},
      {"sed s/x*/-/g", "abc\n", "-a-b-c-\n"},
      {"sed s/.*/\\U&/", "psql", "PSQL"},
      {"sed s/a\\|b/X/g", "cab", "cXX"},
      {"sed -e 1d -e s/b/psql/", "a\nb\n", "psql\n"},
      {"sed -n $p", "a\nb\n", "b\n"},
      {"sed 2q", "a\nb\nc\n", "a\nb\n"},
      {"sed /^#/d", "#x\npsql\n", "psql\n"},
      {"sed 2,3d", "a\nb\nc\nd\n", "a\nd\n"},
      {"sed /b/,$!d", "a\nb\nc\n", "b\nc\n"},
      {"sed y/abc/xyz/", "cab\n", "zxy\n"},
      {"sed :a;N;$!ba;s/\\n/,/g", "a\nb\nc\n", "a,b,c\n"},
      {"sed 1!G;h;$!d", "a\nb\n", "b\na\n"},
      {"sed 1ipsql", "a\n", "psql\na\n"},
      {"sed p", "a", "a\na"},
      {"sed s/[/]/_/", "a/b", "a b"},
      {"sed s/[[:space:]]*$//", "a  \n", "a\n"},
  };
  check(cases);
}

TEST_CASE("what is not certain is not answered") {
  const Case cases[] = {
      {"yes", "", ""},
      {"cat file", "", ""},
      {"cat -n", "a", ""},
      {"base64 --help", "", ""},
      {"base64 -x", "", ""},
      {"seq 1 1000000000", "", ""},
      {"seq 1.5", "", ""},
      {"sort", "B\na\n", ""},
      {"openssl base64 -d", "cHNxbA==", ""},
      {"openssl rand 5", "", ""},
      {"sed s/\\(a\\)\\1/x/", "aa", ""},
      {"sed s/a/b/e", "a", ""},
      {"sed w_file", "a", ""},
      {"sed -i s/a/b/", "a", ""},
      {"sed s/[[:alpha:]]/x/", "é", ""},
      {"sed -E s/(a|ab)(c|bcd)(d*)/\\1/", "abcd", ""},
      {"tr b-a x", "a", ""},
      {"cut -c 0", "a", ""},
      {"rev", "\xff\n", ""},
      {"printf %(%Y)T", "", ""},
      {"printf -v x", "", ""},
      {"printf", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.line));
    CHECK(!run(c.line, c.input));
  }
}

TEST_CASE("holes pass where the program only hands on") {
  const Word hole = Word::unknown("$X"), split = Word::unknown("$X", true);
  Word mixed("psql ");
  mixed.append(hole);

  const std::vector<Word> some = {Word("-n"), Word("psql"), split};
  const auto echoed = run_echo(some);
  REQUIRE(echoed);
  CHECK(echoed->text == "psql $X");
  CHECK(echoed->holes == std::vector<Hole>{{5, 7, false, true}});
  CHECK_FALSE(echoed->may_split);

  const std::vector<Word> doubtful = {split, Word("a\\nb")};
  CHECK_FALSE(run_echo(doubtful));
  const std::vector<Word> clear = {Word("a\\nb"), split};
  CHECK(run_echo(clear));

  const std::vector<Word> format = {Word("%s=%d;"), mixed, hole};
  const auto printed = run_printf(format);
  REQUIRE(printed);
  CHECK(printed->text == "psql $X=$X;");
  CHECK(printed->holes == std::vector<Hole>{{5, 7}, {8, 10}});

  const std::vector<Word> rounds = {Word("[%s]"), Word("a"), split};
  const auto round = run_printf(rounds);
  REQUIRE(round);
  CHECK(round->text == "[a][$X]");
  CHECK(round->holes == std::vector<Hole>{{3, 7}});

  CHECK_FALSE(run_printf(std::vector<Word>{hole}));
  CHECK_FALSE(run_printf(std::vector<Word>{Word("%s%s"), split}));
  CHECK_FALSE(run_printf(std::vector<Word>{Word("%q"), hole}));
  CHECK_FALSE(run_printf(std::vector<Word>{Word("%5s"), hole}));
  CHECK(run_text_program("cat", {}, mixed) == mixed);
  CHECK_FALSE(run_text_program("rev", {}, mixed));
  CHECK_FALSE(run_text_program("head", std::vector<Word>{split}, Word("a")));
}

TEST_CASE("escapes of $'..' and echo differ") {
  struct Escape {
    const char* text;
    bool ansi_c;
    const char* decoded;
  };
  const Escape cases[] = {
      {"\\160sql", true, "psql"}, {"\\160sql", false, "\\160sql"},
      {"\\0160", false, "p"},     {"\\x{70}", true, "p"},
      {"\\cA", true, "\x01"},     {"a\\cb", false, "a"},
      {"\\'", true, "'"},         {"\\'", false, "\\'"},
      {"a\\0b", true, "a"},       {"\\U1f600", true, "😀"},
      {"\\q", true, "\\q"},       {"\\", true, "\\"},
  };
  for (const Escape& c : cases) {
    CAPTURE(std::string(c.text));
    CHECK(decode_escapes(c.text, c.ansi_c) == c.decoded);
  }
}

TEST_CASE("hostile input ends soon and output is bounded") {
  const std::string big(1 << 20, 'a');
  std::string lines, many;
  for (int i = 0; i < 200000; ++i) lines += "ab\n";
  for (int i = 0; i < 100000; ++i) many += "%s";
  CHECK(run("tr a b", big) == std::string(1 << 20, 'b'));
  CHECK_FALSE(run_text_program("base64", {}, Word(big)));  // longer than the limit
  CHECK_FALSE(run_printf(std::vector<Word>{Word(many)}));
  CHECK_FALSE(run("sed s/a\\{1,900\\}b//", big));
  CHECK_FALSE(run("sed :a;ba", "a"));
  CHECK_FALSE(run("sed :a;s/a/aa/;ta", "a"));
  CHECK_FALSE(run("sed H;G;h", lines));
  CHECK(run("cut -c1", lines));
  CHECK(run("tac", lines));
  CHECK_FALSE(run("sort -n", lines));
}

TEST_CASE("every program of the table is found by its name") {
  for (const char* name : {"echo", "printf", "base32", "base64", "cat", "sed", "xxd", "true",
                           "uniq", "tr", "openssl"}) {
    CAPTURE(name);
    CHECK(is_text_program(name));
  }
  CHECK_FALSE(is_text_program("yes"));
  CHECK_FALSE(is_text_program("psql"));
  CHECK_FALSE(is_text_program(""));
}

}  // namespace
}  // namespace interlock
