#include "lib/shell/make_rules.h"

#include "lib/base/text.h"
#include "lib/shell/make_text.h"

namespace interlock {

// A line that is no recipe: continued lines are joined by a blank.
std::string one_line(std::string_view line) {
  std::string text;
  for (const std::string_view part : split(line, '\n')) {
    if (!text.empty() && text.ends_with('\\')) text.back() = ' ';
    text += text.empty() ? part : trim(part);
  }
  return text;
}

// A recipe keeps its continued lines; make takes the tab from each of them.
std::string recipe_line(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    text += line[i];
    if (line[i] == '\n' && i + 1 < line.size() && line[i + 1] == '\t') ++i;
  }
  return text;
}

std::string_view without_modifiers(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view word : {"export ", "override ", "private "})
      if (text.starts_with(word)) {
        text = trim(text.substr(word.size()));
        again = true;
      }
  }
  return text;
}

std::optional<Assignment> read_assignment(std::string_view text) {
  text = without_modifiers(trim(text));
  const std::size_t equals = find_outside(text, "=");
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  Assignment one;
  std::string_view name = text.substr(0, equals);
  if (std::string_view(":?+!").find(name.back()) != std::string_view::npos) one.kind = name.back();
  while (!name.empty() && std::string_view(":?+!").find(name.back()) != std::string_view::npos)
    name.remove_suffix(1);
  name = trim(name);
  if (name.empty() || find_outside(name, ": \t;") != std::string_view::npos) return std::nullopt;
  one.name = name;
  one.value = trim(text.substr(equals + 1));
  return one;
}

std::optional<std::string> stem_of(std::string_view name, std::string_view pattern) {
  const std::size_t sign = pattern.find('%');
  if (sign == std::string_view::npos || name.size() < pattern.size()) return std::nullopt;
  const std::string_view after = pattern.substr(sign + 1);
  if (!name.starts_with(pattern.substr(0, sign)) || !name.ends_with(after)) return std::nullopt;
  return std::string(name.substr(sign, name.size() - pattern.size() + 1));
}

}  // namespace interlock
