// Command lines: the parser, and what it is found to run.
#include <algorithm>
#include <utility>
#include <vector>

#include "lib/base/files.h"
#include "lib/shell/parse.h"
#include "lib/shell/understand.h"
#include "tests/fuzz/fuzz.h"

using namespace interlock;
using fuzz::promise;

namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string tree_of(const std::string& text, const ParseOptions& options) {
  return render_tree(parse_shell(text, options).list);
}

void check_parser(const std::string& text, const ParseOptions& options) {
  const ParsedShell parsed = parse_shell(text, options);
  const std::string tree = render_tree(parsed.list);
  if (parsed.error) {
    promise(!parsed.error->message.empty(), "an error says something");
    promise(parsed.error->offset <= text.size(), "an error lies inside the text");
  }
  promise(tree_of(text, options) == tree, "the same text is read the same way");
  promise(tree_of("\n \n# x\n" + text, options) == tree,
          "lines of nothing in front change nothing");
  // A newline may lengthen an open here-document, and one after a backslash goes with it.
  if (parsed.error || has(text, "<<") || text.ends_with('\\')) return;
  promise(tree_of(text + "\n", options) == tree, "a newline at the end changes nothing");
  // bash reads a group to its end before it obeys shopt or alias inside of it.
  if (parsed.list.items.empty() || has(text, "extglob") || has(text, "alias")) return;
  for (const auto& [open, close] : {std::pair("{\n", "\n}"), {"(\n", "\n)"}, {"a $(\n", "\n)"}}) {
    const ParsedShell grouped = parse_shell(open + text + close, options);
    const bool deep = grouped.error &&
                      (has(grouped.error->message, "deep") || has(grouped.error->message, "long") ||
                                        has(grouped.error->message, "means two things"));
    promise(!grouped.error || deep, "what can be read alone can be read in a group");
  }
}

void check_word(const Word& word) {
  std::size_t last = 0;
  for (const Hole& hole : word.holes) {
    promise(hole.begin >= last && hole.begin < hole.end && hole.end <= word.text.size(),
            "holes come in order and inside the word");
    last = hole.end;
  }
}

void check_commands(const CommandLine& line) {
  const int count = static_cast<int>(line.commands.size());
  for (int i = 0; i < count; ++i) {
    const SimpleCommand& command = line.commands[static_cast<std::size_t>(i)];
    promise(!command.argv.empty(), "a command has a word");
    for (const Word& word : command.argv) check_word(word);
    check_word(command.directory);
    check_word(command.input.text);
    promise(command.parent >= -1 && command.parent < count && command.parent != i,
            "a command is carried by another one");
    const int carrier =
        command.parent < 0 ? -1 : line.commands[static_cast<std::size_t>(command.parent)].depth;
    promise(command.depth > carrier,
            "a command lies deeper than its carrier");  // so do substitutions
    promise(command.input.producer >= -1 && command.input.producer < count,
            "a pipe begins at a command");
  }
  for (const Unknown& unknown : line.unknowns)
    promise(!unknown.what.empty() && unknown.command >= -1 && unknown.command < count,
            "an unknown says what it is, and whose");
}

// How a hole is spelled is for a person to read; what is known around it decides.
std::string known_parts(const Word& word) {
  std::string text;
  std::size_t at = 0;
  for (const Hole& hole : word.holes) {
    text += word.text.substr(at, hole.begin - at) + '\x2';
    at = hole.end;
  }
  return text + word.text.substr(at);
}

std::vector<std::string> words_of(const CommandLine& line) {
  std::vector<std::string> all;
  for (const SimpleCommand& command : line.commands) {
    std::string words;
    for (const Word& word : command.argv) words += known_parts(word) + '\x1';
    all.push_back(std::move(words));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool within_bounds(const CommandLine& line) {
  return std::none_of(line.unknowns.begin(), line.unknowns.end(), [](const Unknown& unknown) {
    return unknown.kind == Unknown::Kind::too_much;
  });
}

void check_understanding(const std::string& text) {
  const MemoryFiles none;
  const ShellContext context{.directory = "/d", .home = "/h", .files = &none};
  const CommandLine line = understand_shell(text, context);
  check_commands(line);
  if (!within_bounds(line) || has(text, "LINENO") || has(text, "$_") || has(text, "${_")) return;
  const CommandLine later = understand_shell(":\n" + text, context);
  if (!within_bounds(later)) return;
  const auto alone = words_of(line), behind = words_of(later);
  promise(std::includes(behind.begin(), behind.end(), alone.begin(), alone.end()),
          "a command in front hides nothing");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  for (const bool extended : {true, false}) check_parser(text, {.extended_globs = extended});
  check_understanding(text);
  return 0;
}
