// Files that find removes, by -delete or by a program that it runs on them.
#include <algorithm>
#include <array>
#include <span>

#include "lib/action/file_actor.h"
#include "lib/action/tool_words.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Name = std::string_view;

constexpr std::array<Name, 6> k_tests = {"-name",  "-iname",     "-path",
                                         "-ipath", "-wholename", "-iwholename"};
constexpr std::array<Name, 5> k_actions = {"-delete", "-exec", "-execdir", "-ok", "-okdir"};
constexpr std::array<Name, 2> k_not = {"!", "-not"};
constexpr std::array<Name, 2> k_or = {"-o", "-or"};
constexpr std::array<Name, 3> k_links = {"-H", "-L", "-P"};

// The last part of a pattern, with a hole where its wildcards are: "app*.db".
Word name_of_pattern(const Word& pattern) {
  if (!pattern.known()) return pattern;
  const Name name = base_name(pattern.text);
  const std::size_t first = name.find_first_of("*?["), last = name.find_last_of("*?]");
  if (first == Name::npos || last == Name::npos || last < first) return Word(name);
  return Word(name.substr(0, first))
      .append(Word::unknown(name.substr(first, last + 1 - first)))
      .append(Word(name.substr(last + 1)));
}

// What the expression says of the names that its actions get; "*": any.
std::vector<Word> found_names(std::span<const Word> expression) {
  std::vector<Word> names;
  int depth = 0;
  bool acts = false;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    const std::string& text = expression[i].text;
    depth += text == "(" ? 1 : text == ")" ? -1 : 0;
    acts = acts || is_one_of(text, k_actions);
    if (depth == 0 && !acts && is_one_of(text, k_or)) names.clear();  // those are not acted on
    const bool is_negated = i > 0 && is_one_of(expression[i - 1].text, k_not);
    if (is_one_of(text, k_tests) && !is_negated && i + 1 < expression.size())
      names.push_back(name_of_pattern(expression[i + 1]));
  }
  if (names.empty()) names.push_back(Word::unknown("*"));
  return names;
}

}  // namespace

void FileActor::act_on_find() {
  const auto& argv = command_.argv;
  if (std::find(argv.begin(), argv.end(), Word("-delete")) == argv.end()) return;
  channel_ = "find -delete";
  remove_found(command_);
}

// "{}" of `find -exec rm {} +` is what the find above it found.
void FileActor::remove(const Word& name) {
  const int parent = command_.parent;
  if (name.text == "{}" && !name.known() && parent >= 0 && builder_.program(parent) == "find") {
    const SimpleCommand find = builder_.command(parent);
    remove_found(find);
  } else {
    add(Operation::remove, resolved(name));
  }
}

void FileActor::remove_found(const SimpleCommand& find) {
  const auto& argv = find.argv;
  std::vector<Word> folders;
  std::size_t i = 1;
  for (; i < argv.size(); ++i) {
    const Name text = argv[i].text;
    if (is_one_of(text, k_links)) continue;
    if (text.starts_with('-') || text == "(" || text == "!") break;
    folders.push_back(argv[i]);
  }
  if (folders.empty()) folders.emplace_back(".");
  const std::vector<Word> names = found_names(std::span(argv).subspan(i));
  for (const Word& folder : folders) remove_below(folder, names);
}

void FileActor::remove_below(const Word& folder, const std::vector<Word>& names) {
  for (const Word& name : names)
    add(Operation::remove, resolved(folder).append(Word("/")).append(name));
}

}  // namespace interlock
