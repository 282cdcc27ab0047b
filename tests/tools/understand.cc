// Reads shell texts from standard input, each ended by a NUL byte, and prints for each what
// understand_shell finds, ended by a line "--". For difference tests (--raw) and for looking.
//   C|U <TAB> parent <TAB> via <TAB> words     a command, certain or not
//   ? <TAB> kind <TAB> what                    an unknown
// With --raw a word is hex, then ":begin-end" for each hole, then "~" when it may split.
#include "lib/shell/understand.h"

#include <cstdio>
#include <string>

#include "lib/base/text.h"
#include "lib/edge/disk.h"

namespace {

using namespace interlock;

std::string raw_word(const Word& word) {
  std::string text;
  char digits[32];
  for (const char c : word.text) {
    std::snprintf(digits, sizeof digits, "%02x",
                  static_cast<unsigned>(static_cast<unsigned char>(c)));
    text += digits;
  }
  for (const Hole& hole : word.holes) {
    std::snprintf(digits, sizeof digits, ":%zu-%zu", hole.begin, hole.end);
    text += digits;
  }
  return text + (word.may_split ? "~" : "");
}

std::string shown_word(const Word& word) {
  return shell_quote(word.text) + (word.may_split ? "~" : word.known() ? "" : "?");
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\t') c = ' ';
  return text;
}

void print(const CommandLine& line, bool raw) {
  for (const SimpleCommand& command : line.commands) {
    std::string words;
    for (const Word& word : command.argv) words += (raw ? raw_word(word) : shown_word(word)) + ' ';
    std::printf("%c\t%d\t%s\t%s", command.certain ? 'C' : 'U', command.parent,
                one_line(command.via).c_str(), words.c_str());
    if (!raw && command.input.kind != Input::Kind::inherited)
      std::printf("\t< %s", shell_quote(command.input.text.text).c_str());
    std::puts("");
  }
  for (const Unknown& unknown : line.unknowns)
    std::printf("?\t%d\t%s\n", static_cast<int>(unknown.kind), one_line(unknown.what).c_str());
  if (!raw)
    for (const WrittenFile& file : line.writes)
      std::printf(">\t%s\t%s\n", file.path.text.c_str(), shell_quote(file.content.text).c_str());
  std::puts("--");
}

}  // namespace

int main(int argc, char** argv) {
  const bool raw = argc > 1 && std::string_view(argv[1]) == "--raw";
  ShellContext context;
  context.directory = argc > (raw ? 2 : 1) ? argv[raw ? 2 : 1] : "/home/dev/app";
  context.home = "/home/dev";
  std::string text;
  char buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;)
    text.append(buffer, n);
  for (const std::string_view one : split(text, '\0')) {
    if (one.empty()) continue;
    const DiskFiles disk;
    context.files = &disk;
    print(understand_shell(one, context), raw);
  }
}
