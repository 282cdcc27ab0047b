#include "lib/shell/recipes.h"

#include <algorithm>
#include <set>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_recipes = 512, k_max_targets = 200;

void visit_in_order(const std::string& name, const Needs& needs, std::set<std::string>& seen,
                    const std::function<void(const std::string&)>& visit) {
  const std::vector<std::string>* needed = needs(name);
  if (needed == nullptr || seen.size() > k_max_targets || !seen.insert(name).second) return;
  for (const std::string& one : *needed) visit_in_order(one, needs, seen, visit);
  visit(name);
}

}  // namespace

void in_order(const std::string& name, const Needs& needs,
              const std::function<void(const std::string&)>& visit) {
  std::set<std::string> seen;
  visit_in_order(name, needs, seen, visit);
}

std::vector<std::string> blank_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n') {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> joined_lines(std::string_view text) {
  std::vector<std::string> lines;
  bool continues = false;
  for (const std::string_view raw : split(text, '\n')) {
    std::string line(raw);
    if (line.ends_with('\r')) line.pop_back();
    if (continues)
      lines.back() += '\n' + line;
    else
      lines.push_back(line);
    continues = line.ends_with('\\');
  }
  return lines;
}

Word without_line_prefix(const Word& line, std::string_view prefix) {
  std::size_t at = 0;
  while (at < line.text.size() && !line.has_hole_in(at, at + 1) &&
         (prefix.find(line.text[at]) != std::string_view::npos || line.text[at] == ' ' ||
          line.text[at] == '\t'))
    ++at;
  return line.substr(at);
}

void add_recipe(std::vector<Recipe>& recipes, Recipe recipe) {
  if (trim(recipe.text.text).empty() || recipes.size() > k_max_recipes) return;
  if (std::find(recipes.begin(), recipes.end(), recipe) != recipes.end()) return;  // nothing new
  if (recipes.size() == k_max_recipes) recipe = {Word::unknown("..."), {}};
  recipes.push_back(std::move(recipe));
}

namespace {

// A makefile or justfile with the files that its lines include, in their place.
class Included {
 public:
  Included(const std::string& directory, const ReadText& read)
      : directory_(directory), read_(read) {}

  std::string whole(std::string_view text, int depth = 0) {
    constexpr int k_deepest = 4;
    std::string out;
    for (const std::string_view line : split(text, '\n')) {
      std::vector<std::string> words;
      const std::string_view bare = line.starts_with('\t') ? "" : trim(line);
      const std::string_view verb = bare.substr(0, bare.find_first_of(" \t"));
      for (const std::string_view one : {"include", "-include", "sinclude", "import", "import?"})
        if (verb == one && verb.size() < bare.size() && depth < k_deepest)
          words = blank_words(bare.substr(verb.size()));
      for (const std::string& word : words) add(word, depth, out);
      if (words.empty()) out.append(line).append("\n");
    }
    return out;
  }

 private:
  void add(std::string_view name, int depth, std::string& out) {
    constexpr std::size_t k_longest = 1u << 18;  // bytes of all of them
    if (name.size() > 1 && (name.front() == '\'' || name.front() == '"'))
      name = name.substr(1, name.size() - 2);
    if (read_bytes_ > k_longest) return;
    const auto text = read_(normalise_path(directory_, name));
    read_bytes_ += 1'000 + (text ? text->size() : 0);
    if (text && read_bytes_ <= k_longest) out += whole(*text, depth + 1);
  }

  const std::string& directory_;
  const ReadText& read_;
  std::size_t read_bytes_ = 0;  // opening has a price too
};

}  // namespace

std::vector<Recipe> find_recipes(const RecipeCall& call, const ReadText& read) {
  const bool make = call.runner == "make" || call.runner == "gmake";
  const std::vector<std::string> names =
      !call.file.empty() ? std::vector<std::string>{call.file}
      : make             ? std::vector<std::string>{"GNUmakefile", "makefile", "Makefile"}
      : call.runner == "just"
          ? std::vector<std::string>{"justfile", "Justfile", ".justfile"}
          : std::vector<std::string>{"Taskfile.yml", "Taskfile.yaml", "taskfile.yml"};
  for (const std::string& name : names)
    if (const auto text = read(normalise_path(call.directory, name)))
      return make ? make_recipes(Included(call.directory, read).whole(*text), call)
             : call.runner == "just"
                 ? just_recipes(Included(call.directory, read).whole(*text), call)
                 : task_recipes(*text, call);
  return {};
}

}  // namespace interlock
