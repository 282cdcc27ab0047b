// Files of SQL that code names: as its folder, a pattern, or a path of which only the end is known.
#include <algorithm>

#include "lib/action/builder.h"
#include "lib/action/interpreters.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_files = 16;

// f"{here}/sql/{name}.sql" -> "sql/*.sql"
std::string pattern_of(const Word& name) {
  std::string pattern;
  std::size_t at = 0;
  for (const Hole& hole : name.holes) {
    pattern.append(name.text, at, hole.begin - at).append("*");
    at = hole.end;
  }
  pattern.append(name.text, at);
  while (pattern.starts_with("*/")) pattern.erase(0, 2);
  return pattern;
}

bool fits(std::string_view name, std::string_view pattern) {  // one star, or from first to last
  const std::size_t first = pattern.find('*'), last = pattern.rfind('*');
  if (first == std::string_view::npos) return name == pattern;
  return name.size() >= first + pattern.size() - last - 1 &&
         name.starts_with(pattern.substr(0, first)) && name.ends_with(pattern.substr(last + 1));
}

}  // namespace

std::vector<Word> sql_files_of_code(const Builder& builder, const Word& name, const Word& directory,
                                    std::string_view script) {
  const std::string pattern = pattern_of(name);
  if (!directory.known()) return name.known() ? std::vector<Word>{name} : std::vector<Word>{};
  if (pattern.empty() || pattern.front() == '*') return {};
  std::vector<std::string> bases{directory.text};
  if (script.find('/') != std::string_view::npos && pattern.front() != '/')
    bases.push_back(normalise_path(normalise_path(directory.text, std::string(script)), ".."));
  std::vector<Word> found;
  for (const std::string& base : bases) {
    const std::string path = normalise_path(base, pattern);
    const bool is_folder = builder.files() != nullptr && builder.files()->is_directory(path);
    const std::string file = is_folder ? "*.sql" : std::string(base_name(path));
    const std::string folder = is_folder ? path : normalise_path(path, "..");
    if (file.find('*') == std::string::npos) {
      found.emplace_back(path);
      continue;
    }
    if (builder.files() == nullptr) continue;
    for (const std::string& one : builder.files()->list(folder))
      if (one.ends_with(".sql") && fits(one, file) && found.size() < k_most_files)
        found.emplace_back(folder + '/' + one);
  }
  return found;
}

}  // namespace interlock
