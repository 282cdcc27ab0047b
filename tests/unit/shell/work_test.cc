// What one line may cost: read in full within it, Unknown::Kind::too_much beyond it.
#include <doctest/doctest.h>

#include "lib/shell/understand.h"

using namespace interlock;

namespace {

std::string times(int count, const std::string& text) {
  std::string out;
  while (count-- > 0) out += text;
  return out;
}

bool is_in_full(const CommandLine& line) {
  for (const Unknown& one : line.unknowns)
    if (one.kind == Unknown::Kind::too_much) return false;
  return !line.error;
}

// What people write: variables, tests, loops over words, functions, here-documents.
std::string script(std::size_t bytes) {
  std::string text = "#!/bin/bash\nset -euo pipefail\nlog() { local now; now=$(date +%s); echo \"[$now] $*\" >&2; }\n";
  for (int i = 0; text.size() < bytes; ++i) {
    const std::string n = std::to_string(i);
    text += "# step " + n + ": copies what the build has made to where the next one looks for it\n" +
            "source_" + n + "=\"${ROOT:-/srv}/build/" + n + "\"\n" + "if [ -d \"$source_" + n + "\" ]; then\n  log \"copying $source_" + n +
            "\"\n  cp -r \"$source_" + n + "\" /srv/out/\nelse\n  echo 'nothing to do' \nfi\n" + "for part in one two three; do\n  mkdir -p \"/srv/out/$part\" || exit 1\ndone\n" +
            "cat > /srv/out/notes-" + n + ".txt <<EOF\nThe parts of step " + n + " stand in $source_" + n + "\nEOF\n";
  }
  return text;
}

struct WorkCase {
  const char* name;
  std::string text;
  std::size_t work;
  bool in_full;
};

}  // namespace

TEST_CASE("a line is read in full when what it does is within the work") {
  std::string words;
  for (int i = 0; i < 300; ++i) words += " file" + std::to_string(i) + ".txt";
  const WorkCase cases[] = {
      {"one command", "ls -la", 200, true},
      {"no work for it", "ls -la", 20, false},
      {"a hundred commands", times(100, "ls;"), 5'000, true},
      {"no work for a hundred", times(100, "ls;"), 500, false},
      {"a for over a few hundred words", "for f in" + words + "; do cp $f /backup/; gzip $f; done", k_shell_work, true},
      {"a here-document of 500 kB", "cat > notes.txt <<'EOF'\n" + times(10'000, "a line of the file that is to be written, of 50 b\n") + "EOF\n", k_shell_work, true},
      {"one that expands", "cat > notes.txt <<EOF\n" + times(10'000, "a line of the file that is to be written, of 50 b\n") + "$HOME\nEOF\n", k_shell_work, true},
      {"a script of 90 kB", script(90'000), k_shell_work, true},
      {"an argument of 100 kB", "git commit -m '" + times(2'000, "a long message about what was done, and why it was\n") + "'", k_shell_work, true},
      {"conditions that are not known, one after the other", times(300, "if tool; then x=$x.; fi;"), k_shell_work, true},
      {"a loop that never ends, of which some rounds are followed", "while true; do x=x$x; tool $x; done", k_shell_work, true},
      {"a loop over known words, of which as many rounds are followed as the work allows",
       "for i in {1..150}; do " + times(40, "if tool $i; then x=$i; fi; ") + "done", k_shell_work, true},
      {"several of them", times(5, "for i in {1..150}; do " + times(20, "if tool $i; then x=$i; fi; ") + "done\n"), k_shell_work, true},
      {"functions that double", times(1, "a() { b; b; }; b() { c; c; }; c() { d; d; }; d() { e; e; }; e() { f; f; }; f() { g; g; }; g() { h; h; }; h() { i; i; }; i() { j; j; }; "
                                         "j() { k; k; }; k() { l; l; }; l() { m; m; }; m() { n; n; }; n() { tool; tool; }; a"), k_shell_work, false},
      {"more commands than anybody follows", times(7'000, "tool;"), k_shell_work, false},
  };
  for (const WorkCase& c : cases) {
    CAPTURE(std::string(c.name));
    std::size_t work = c.work;
    const CommandLine line = understand_shell(c.text, {.directory = "/d", .home = "/h", .files = nullptr, .work = &work});
    for (const Unknown& one : line.unknowns) CAPTURE(one.what);
    CHECK(is_in_full(line) == c.in_full);
    CHECK(work <= c.work);
  }
}

TEST_CASE("lines of one call share the work") {
  std::size_t work = 2'000;
  int in_full = 0;
  const ShellContext context{.directory = "/d", .home = "/h", .files = nullptr, .work = &work};
  while (in_full < 1'000 && is_in_full(understand_shell("ls; ls; ls", context))) ++in_full;
  CHECK(in_full > 1);
  CHECK(in_full < 100);
  CHECK_FALSE(is_in_full(understand_shell("ls; ls; ls", context)));
}

TEST_CASE("words that may be too many things are unknown, and the rest is read on") {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "tool && v" + std::to_string(i) + "=a || v" + std::to_string(i) + "=b;";
  text += "run";
  for (int i = 0; i < 12; ++i) text += " $v" + std::to_string(i);
  const CommandLine line = understand_shell(text + "; last", {.directory = "/d", .home = "/h", .files = nullptr});
  CHECK(is_in_full(line));
  bool unknown = false, last = false;
  for (const SimpleCommand& command : line.commands) {
    if (command.argv[0].text == "run") unknown = unknown || !command.argv.back().known();
    last = last || command.argv[0].text == "last";
  }
  CHECK(unknown);
  CHECK(last);
}
