#include "lib/rules/patterns.h"

#include <re2/filtered_re2.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/rules/glob.h"

namespace interlock {
namespace {

constexpr std::size_t k_shortest_atom = 3;
constexpr std::size_t k_most_atoms = 64;
constexpr std::int64_t k_pattern_memory = 1 << 20;

re2::RE2::Options options_of(On on) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(k_pattern_memory);
  options.set_dot_nl(on == On::command || on == On::sql || on == On::opaque);
  return options;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) > 0; });
}

std::vector<std::string> one_atom(const std::string& literal) {
  const std::string folded = fold_text(literal);
  if (folded.size() < k_shortest_atom || !is_ascii(folded)) return {};
  return {folded};
}

}  // namespace

std::unique_ptr<re2::RE2> compile_pattern(std::string_view pattern, On on) {
  return std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()),
                                    options_of(on));
}

std::string complaint_about_pattern(std::string_view pattern, On on) {
  const auto compiled = compile_pattern(pattern, on);
  return compiled->ok() ? "" : compiled->error();
}

std::vector<std::string> captures_of(std::string_view pattern) {
  const auto compiled = compile_pattern(pattern, On::command);
  std::vector<std::string> names;
  for (const auto& [name, group] : compiled->NamedCapturingGroups()) names.push_back(name);
  return names;
}

bool matches_wildcard(std::string_view wildcard, std::string_view name) {
  // The last star is the only one that ever has to be tried again.
  std::size_t w = 0, n = 0, star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (w < wildcard.size() && wildcard[w] == '*') {
      star = w++;
      resume = n;
    } else if (w < wildcard.size() && (wildcard[w] == '?' || wildcard[w] == name[n])) {
      ++w;
      ++n;
    } else if (star != std::string_view::npos) {
      w = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (w < wildcard.size() && wildcard[w] == '*') ++w;
  return w == wildcard.size();
}

std::string fold_tool_name(std::string_view name) {
  std::string folded;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z') folded += '_';
    folded += c == '-' ? '_' : upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return folded;
}

std::vector<std::string> folded_tool_names(std::string_view name) {
  std::vector<std::string> names{fold_tool_name(name)};
  const std::string& whole = names.front();
  const std::size_t server = whole.find("__"), tool = whole.find("__", server + 2);
  if (!whole.starts_with("mcp__") || tool == std::string::npos) return names;
  const std::string_view word =
      std::string_view(whole).substr(tool + 2, whole.find('_', tool + 2) - tool - 2);
  const std::string_view serving = std::string_view(whole).substr(server + 2, tool - server - 2);
  if (word.size() < 2 || tool + 2 + word.size() + 1 >= whole.size() ||
      serving.find(word) == std::string_view::npos)
    return names;
  names.push_back(whole.substr(0, tool + 2) + whole.substr(tool + 2 + word.size() + 1));
  return names;
}

bool is_tool(std::string_view wildcard, const std::vector<std::string>& names) {
  const std::string folded = fold_tool_name(wildcard);
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return matches_wildcard(folded, name); });
}

bool matches_program(std::string_view pattern, std::string_view program) {
  if (pattern.ends_with('*')) return program.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == program;
}

std::vector<std::string> atoms_of_pattern(std::string_view pattern, On on) {
  re2::FilteredRE2 filter(static_cast<int>(k_shortest_atom));
  int id = 0;
  if (filter.Add(re2::StringPiece(pattern.data(), pattern.size()), options_of(on), &id) !=
      re2::RE2::NoError)
    return {};
  std::vector<std::string> atoms;
  filter.Compile(&atoms);
  std::vector<int> passed;
  filter.AllPotentials({}, &passed);
  if (atoms.empty() || atoms.size() > k_most_atoms || !passed.empty()) return {};
  // An atom without which the pattern fails whatever else is there makes the others needless.
  std::string best;
  for (std::size_t left_out = 0; left_out < atoms.size(); ++left_out) {
    std::vector<int> others;
    for (std::size_t i = 0; i < atoms.size(); ++i)
      if (i != left_out) others.push_back(static_cast<int>(i));
    filter.AllPotentials(others, &passed);
    const std::string& atom = atoms[left_out];
    if (passed.empty() && is_ascii(atom) && atom.size() > best.size()) best = atom;
  }
  if (!best.empty()) return {best};
  if (!std::all_of(atoms.begin(), atoms.end(), is_ascii)) return {};
  return atoms;
}

std::vector<std::string> atoms_of_glob(std::string_view glob) {
  return one_atom(longest_literal(glob));
}

std::vector<std::string> atoms_of_wildcard(std::string_view wildcard) {
  std::string longest;
  std::string spelled = fold_tool_name(wildcard);
  std::replace(spelled.begin(), spelled.end(), '?', '*');
  for (const std::string_view part : split(spelled, '*'))
    if (part.size() > longest.size()) longest = part;
  return one_atom(longest);
}

std::string fold_text(std::string_view text) {
  constexpr auto none = std::string_view::npos;  // find_first_of() would search for each byte anew
  if (text.find('\xE2') == none && text.find('\xC4') == none) return to_lower(text);
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      folded += static_cast<char>(c - 'A' + 'a');
    } else if (c == '\xE2' && text.substr(i, 3) == "\xE2\x84\xAA") {  // KELVIN SIGN folds to k
      folded += 'k';
      i += 2;
    } else if (c == '\xC4' && text.substr(i, 2) == "\xC4\xB0") {  // I WITH DOT ABOVE lowers to i
      folded += 'i';
      i += 1;
    } else {
      folded += c;
    }
  }
  return folded;
}

}  // namespace interlock
