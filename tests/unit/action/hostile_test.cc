// Inputs made to crash or to run without end. How long such inputs take is measured by bench/bounds.
#include <doctest/doctest.h>

#include <map>
#include <ostream>
#include <string>

#include "lib/action/code_scan.h"
#include "tests/unit/action/acting.h"

using namespace interlock;

namespace {

std::string repeated(const std::string& text, std::size_t bytes) {
  std::string whole;
  while (whole.size() < bytes) whole += text;
  return whole;
}

}  // namespace

TEST_CASE("no code crashes the scanner") {
  const char* pieces[] = {
      "(",        "[",          "{",         "f(",        "exec(",     "eval(\"",    "x = y = ",   "'",
      "\"",       "`",          "`${",       "f'{",       "f'{{",      "\"#{",       "<<A\n",      "<<~SQL + ",
      "<<<X\n",   "q{",         "%w[",       "[[",        "[=[",       "/[",         "/ ",         "$a[$a{",
      "\"$a[$a[", "${a",        "x+",        "'a'+",      "'a' ",      "a.b.",       "a=b;",       "$a=$a=",
      "for x in ", "import a,", "from a import b\n", "x = 'a'\ny = x + x\n", "x += 'aaaaaaaa'\n",
      "os.system('a')\n", "system \"a\"\n", "os.system(x, ", "cur.execute('drop table t')\n", "a(b, ",
      "--[[",     "/*",         "#",         "\\",        "\n",        "=begin\n",   "\"\"\"",     "require('",
      "{a: {",    "[1,2,",      "x = [x, x]\n", "x = x + x\n", "'%s' % ", "'{}'.format(", "print 'a' | 'b'\n",
      "[exec ",   "set x [set x {", "{exec ", "\"[",
  };
  const char* languages[] = {"python", "node", "perl", "ruby", "php", "lua", "awk", "r", "tcl", "elixir"};
  for (const char* piece : pieces)
    for (const char* language : languages) {
      CAPTURE(piece);
      CAPTURE(language);
      const std::string code = repeated(piece, 20'000);
      CHECK_NOTHROW(scan_code(code, language));
      const std::string led = "x = 'select 1'\n" + code + "\nos.system('psql')";
      CHECK_NOTHROW(scan_code(led, language));
    }
}

TEST_CASE("no command line is read without end") {
  const std::string lines[] = {
      "psql -f x.sql;",  "echo a > x.sql;", "psql -c 'select 1';", "python3 -c \"import os; os.system('ls')\";",
      "cp x.sql y.sql;", "tee a b c <<< x;", "redis-cli <<< 'a\nb';", "sed -i s/a/b/ x.sql;",
      "cat <<< 'select 1' | psql;",
  };
  for (const std::string& line : lines) {
    CAPTURE(line);
    const std::string text = repeated(line, 20'000);
    CHECK_NOTHROW(act_on(text, {{"x.sql", repeated("select 1;", 10'000)}}));
  }
}

TEST_CASE("texts inside texts end at a bound, and say so") {
  std::string code = "import os; os.system('ls')";
  for (int i = 0; i < 3; ++i) {
    std::string quoted;
    for (const char c : code) {
      if (c == '\\' || c == '\'') quoted += '\\';
      quoted += c;
    }
    code = "exec('" + quoted + "')";
  }
  std::string script = "python3 <<'E'\n" + code + "\nE\n";
  CHECK(programs_of(act_on(script)).back() == "ls");

  const Actions loop = act_on("python3 loop.py", {{"loop.py", "import os; os.system('python3 loop.py')"}});
  CHECK(loop.opaque.empty());  // nothing new after the second round
  std::map<std::string, std::string> chain;
  for (int i = 0; i < 40; ++i)
    chain[std::to_string(i) + ".py"] = "import os; os.system('python3 " + std::to_string(i + 1) + ".py')";
  CHECK(joined(opaque_of(act_on("python3 0.py", chain))).find("too-much") != std::string::npos);
  const Actions wide = act_on("psql -f a.sql", {{"a.sql", repeated("\\i a.sql\n", 2'000)}});
  CHECK(joined(opaque_of(wide)).find("too-much") != std::string::npos);
}

TEST_CASE("a line that no shell can be started with is not read") {
  CHECK(act_on("echo " + std::string(131'071 - 5, 'a')).opaque.empty());
  CHECK(joined(opaque_of(act_on("echo " + std::string(131'072 - 5, 'a')))).find("too-much") != std::string::npos);
  // Codex applies this one itself, without a shell.
  const Actions patch = act_on("apply_patch <<'E'\n*** Begin Patch\n*** Add File: a.txt\n" + repeated("+some text\n", 240'000) + "*** End Patch\nE\n");
  CHECK(patch.opaque.empty());
  CHECK(patch.files.size() == 1);
}
