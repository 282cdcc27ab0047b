// Reads texts separated by NUL on stdin; prints for each "ok" or "error: message", and with
// --tree its tree on one line; --posix reads as dash does. For tests/differential/bash_syntax.py.
#include <cstdio>
#include <string>
#include <string_view>

#include "lib/shell/parse.h"

int main(int argc, char** argv) {
  bool tree = false;
  interlock::ParseOptions options;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--tree") tree = true;
    if (std::string_view(argv[i]) == "--posix") options.posix = true;
  }
  std::string input;
  char buffer[65536];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;)
    input.append(buffer, n);
  if (input.empty() || input.back() != '\0') input += '\0';
  for (std::size_t begin = 0; begin < input.size();) {
    const std::size_t end = input.find('\0', begin);
    const auto parsed =
        interlock::parse_shell(std::string_view(input).substr(begin, end - begin), options);
    std::printf("%s%s\n", parsed.error ? "error: " : "ok",
                parsed.error ? parsed.error->message.c_str() : "");
    if (tree) std::printf("%s\n", interlock::render_line(parsed.list).c_str());
    begin = end + 1;
  }
}
