// Reads shell texts from standard input, each ended by a NUL byte, and prints for each what
// understand_shell finds, ended by a line "--": for difference tests and for looking.
//   C|U <TAB> parent <TAB> via <TAB> words, shell-quoted     a command: certain or not
//   ? <TAB> kind <TAB> what                                   an unknown
#include <cstdio>
#include <iterator>
#include <string>

#include "lib/base/text.h"
#include "lib/edge/disk.h"
#include "lib/shell/understand.h"

int main(int argc, char** argv) {
  std::string text;
  char buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) text.append(buffer, n);
  const interlock::DiskFiles disk;
  interlock::ShellContext context;
  context.directory = argc > 1 ? argv[1] : "/home/dev/app";
  context.home = "/home/dev";
  context.files = &disk;
  for (const std::string_view one : interlock::split(text, '\0')) {
    if (one.empty()) continue;
    const interlock::CommandLine line = interlock::understand_shell(one, context);
    for (const interlock::SimpleCommand& command : line.commands) {
      std::string words;
      for (const interlock::Word& word : command.argv) {
        if (!words.empty()) words += ' ';
        words += interlock::shell_quote(word.text);
        if (word.may_split) words += "~";
        else if (!word.known()) words += "?";
      }
      const char* kinds[] = {"inherited", "nothing", "text", "file", "command"};
      std::printf("%c\t%d\t%s\t%s\t<%s %s\n", command.certain ? 'C' : 'U', command.parent,
                  command.via.c_str(), words.c_str(), kinds[static_cast<int>(command.input.kind)],
                  interlock::shell_quote(command.input.text.text).c_str());
    }
    for (const interlock::Unknown& unknown : line.unknowns)
      std::printf("?\t%d\t%s\n", static_cast<int>(unknown.kind), unknown.what.c_str());
    for (const interlock::WrittenFile& file : line.writes)
      std::printf(">\t%s\t%s\n", file.path.text.c_str(), interlock::shell_quote(file.content.text).c_str());
    std::puts("--");
  }
}
