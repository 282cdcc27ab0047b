#include "lib/shell/made_files.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"

namespace interlock {
namespace {

// What they make and what then is started by its name is a program, not a text.
constexpr auto k_compilers = std::to_array<std::string_view>(
    {"c++", "cargo", "cc", "clang", "clang++", "csc", "dotnet", "g++", "gcc", "ghc", "go", "ld",
     "ldc2", "nim", "nvcc", "rustc", "swiftc", "tcc", "zig"});
static_assert(std::is_sorted(k_compilers.begin(), k_compilers.end()));

// They name files and write no text into them.
constexpr auto k_readers = std::to_array<std::string_view>(
    {"[",     "[[",       "basename", "bat",   "cat",     "cd",      "chgrp",     "chmod",
     "chown", "cmp",      "command",  "diff",  "dirname", "du",      "echo",      "egrep",
     "fgrep", "file",     "git",      "grep",  "head",    "ls",      "md5sum",    "mkdir",
     "more",  "readlink", "realpath", "rg",    "rm",      "sha1sum", "sha256sum", "shellcheck",
     "stat",  "tail",     "test",     "touch", "type",    "wc",      "which"});
static_assert(std::is_sorted(k_readers.begin(), k_readers.end()));

// They run the file that they name: what is new in it is in their code.
constexpr auto k_runners = std::to_array<std::string_view>(
    {".", "bash", "bun", "dash", "deno", "ksh", "lua", "node", "perl", "php", "python", "python3",
     "ruby", "sh", "source", "tsx", "zsh"});
static_assert(std::is_sorted(k_runners.begin(), k_runners.end()));

// What they name last they write, the rest they read.
constexpr auto k_copiers = std::to_array<std::string_view>({"cp", "install", "ln", "mv"});

// open('x.sh', 'w') in the code of any language
bool has_quoted(std::string_view code, std::string_view path) {
  if (path.empty()) return false;
  for (std::size_t at = code.find(path); at != std::string_view::npos;
       at = code.find(path, at + path.size())) {
    const std::size_t end = at + path.size();
    if (at > 0 && end < code.size() && code[at - 1] == code[end] &&
        std::string_view("'\"`").find(code[end]) != std::string_view::npos)
      return true;
  }
  return false;
}

std::string_view without_here(std::string_view path) {
  return path.starts_with("./") ? path.substr(2) : path;
}

// Asked of every command before each script that is not there: most are done with here.
bool mentions(const SimpleCommand& command, std::string_view path) {
  return std::any_of(command.argv.begin() + 1, command.argv.end(),
                     [&](const Word& word) { return word.text.find(path) != std::string::npos; }) ||
         (command.input.kind == Input::Kind::text &&
          command.input.text.text.find(path) != std::string::npos);
}

bool names(const SimpleCommand& command, std::string_view path) {
  return without_here(command.argv[0].text) == path || mentions(command, path);
}

bool may_make(const SimpleCommand& command, std::string_view path) {
  const std::string_view program = known_base_name(command.argv[0]);
  const bool copies = std::count(k_copiers.begin(), k_copiers.end(), program) > 0;
  const bool runs = std::binary_search(k_runners.begin(), k_runners.end(), program);
  const auto begin = copies ? command.argv.end() - 1 : command.argv.begin() + 1;
  const auto script = std::find_if(begin, command.argv.end(), [](const Word& word) {
    return word.text.size() < 2 || word.text[0] != '-' ||
           word.text.find_first_not_of("Beluvxqn", 1) != std::string::npos;  // bash -eux
  });
  const bool named = std::any_of(begin, command.argv.end(), [&](const Word& word) {
    const bool is_run = runs && script != command.argv.end() && &word == &*script;
    return (!is_run && without_here(word.text) == path) || has_quoted(word.text, path);
  });
  return named ||
         (command.input.kind == Input::Kind::text && has_quoted(command.input.text.text, path));
}

}  // namespace

// Has a chmod of this line given the file to its user to execute?
bool is_made_executable(const std::vector<SimpleCommand>& commands, const std::string& path) {
  return std::any_of(commands.begin(), commands.end(), [&](const auto& command) {
    if (!command.argv[0].text.ends_with("chmod") || command.argv.size() < 3 ||
        known_base_name(command.argv[0]) != "chmod")
      return false;
    const auto mode =
        std::find_if(command.argv.begin() + 1, command.argv.end() - 1, [](const Word& word) {
          return word.text.find_first_of("x1357X") != std::string::npos &&
                 word.text.find_first_not_of("ugoarwxXst+-=,01234567") == std::string::npos;
        });
    return std::any_of(mode + 1, command.argv.end(), [&](const Word& word) {
      return word.known() && command.directory.known() &&
             normalise_path(command.directory.text, word.text) == path;
    });
  });
}

bool is_made_before(const std::vector<SimpleCommand>& commands, const std::string& path, int from,
                    int carrier, bool by_name) {
  const auto begin = static_cast<std::size_t>(std::max(from, 0));
  const auto end = std::min(commands.size(), static_cast<std::size_t>(std::max(carrier, 0)));
  // They name it to run it. Where what they run names it too, that is asked itself.
  std::vector<bool> carries(commands.size() - std::min(begin, commands.size()));
  const auto note = [&](int parent) {
    if (parent >= 0 && static_cast<std::size_t>(parent) >= begin)
      carries[static_cast<std::size_t>(parent) - begin] = true;
  };
  for (std::size_t i = begin; i < commands.size(); ++i)
    if (commands[i].parent >= 0 && names(commands[i], without_here(path))) note(commands[i].parent);
  for (int i = carrier; i >= std::max(from, 0); i = commands[static_cast<std::size_t>(i)].parent)
    note(i);
  for (std::size_t i = begin; i < end; ++i) {
    const SimpleCommand& command = commands[i];
    if (carries[i - begin] || !mentions(command, without_here(path))) continue;
    const std::string_view program = known_base_name(command.argv[0]);
    if (std::binary_search(k_readers.begin(), k_readers.end(), program)) continue;
    if (by_name && std::binary_search(k_compilers.begin(), k_compilers.end(), program)) continue;
    if (may_make(command, without_here(path))) return true;
  }
  return false;
}

}  // namespace interlock
