#include "lib/rules/patterns.h"

#include <re2/filtered_re2.h>

#include <algorithm>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_shortest_atom = 3;
constexpr std::size_t k_most_atoms = 64;
constexpr std::int64_t k_pattern_memory = 1 << 20;
constexpr char k_hole = '\x01';  // stands for a hole in a path: no literal of a glob is this byte

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

struct Token {
  enum class Kind { literal, one, of_class, run, any_run, folders, in_folders, end_or_below };
  Kind kind = Kind::literal;
  char byte = '\0';
  std::string_view set;  // of_class: what stands between the brackets
};

// "a/**/*.[ch]" -> tokens. A glob without a leading slash gets the folders before it.
std::vector<Token> tokens_of(std::string_view glob) {
  using Kind = Token::Kind;
  std::vector<Token> tokens;
  const auto folders = [&] {
    tokens.push_back(Token{Kind::folders, '\0', {}});
    tokens.push_back(Token{Kind::in_folders, '\0', {}});
  };
  if (glob.starts_with("~/")) glob.remove_prefix(2);
  if (!glob.starts_with('/')) folders();
  const std::string whole = std::string(glob) + (glob.ends_with('/') ? "**" : "");
  for (std::size_t i = 0; i < whole.size();) {
    const std::string_view rest = std::string_view(whole).substr(i);
    const std::size_t close =
        rest.size() > 2 && rest[0] == '[' ? rest.find(']', 2) : std::string_view::npos;
    if (rest == "/**") {
      tokens.push_back(Token{Kind::end_or_below, '\0', {}});
      i += 3;
    } else if (rest.starts_with("**/") && (i == 0 || whole[i - 1] == '/')) {
      folders();
      i += 3;
    } else if (rest.starts_with("**")) {
      tokens.push_back(Token{Kind::any_run, '\0', {}});
      i += 2;
    } else if (rest[0] == '*') {
      tokens.push_back(Token{Kind::run, '\0', {}});
      ++i;
    } else if (rest[0] == '?') {
      tokens.push_back(Token{Kind::one, '\0', {}});
      ++i;
    } else if (close != std::string_view::npos) {
      tokens.push_back(Token{Kind::of_class, '\0', glob.substr(i + 1, close - 1)});
      i += close + 1;
    } else {
      tokens.push_back(Token{Kind::literal, rest[0], {}});
      ++i;
    }
  }
  return tokens;
}

bool in_class(std::string_view set, char c) {
  const bool negated = set.starts_with('!') || set.starts_with('^');
  if (negated) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const bool range = i + 2 < set.size() && set[i + 1] == '-';
    if (range ? set[i] <= c && c <= set[i + 2] : set[i] == c) found = true;
    if (range) i += 2;
  }
  return found != negated && c != '/';
}

// Marks `state` and what is reached from it without reading a byte.
void reach(const std::vector<Token>& tokens, std::vector<char>& states, std::size_t state) {
  using Kind = Token::Kind;
  for (;;) {
    states[state] = 1;
    if (state == tokens.size()) return;
    switch (tokens[state].kind) {
      case Kind::run:
      case Kind::any_run:
        ++state;
        break;
      case Kind::folders:
        states[state + 1] = 1;
        state += 2;
        break;
      case Kind::literal:
      case Kind::one:
      case Kind::of_class:
      case Kind::in_folders:
      case Kind::end_or_below:
        return;
    }
  }
}

void step(const std::vector<Token>& tokens, std::vector<char>& next, std::size_t state, char c) {
  using Kind = Token::Kind;
  const Token& token = tokens[state];
  switch (token.kind) {
    case Kind::literal:
      if (c == token.byte) reach(tokens, next, state + 1);
      return;
    case Kind::one:
      if (c != '/') reach(tokens, next, state + 1);
      return;
    case Kind::of_class:
      if (in_class(token.set, c)) reach(tokens, next, state + 1);
      return;
    case Kind::run:
      if (c != '/') reach(tokens, next, state);
      return;
    case Kind::any_run:
      reach(tokens, next, state);
      return;
    case Kind::folders:
      return;
    case Kind::in_folders:
      next[state] = 1;
      if (c == '/') reach(tokens, next, state + 1);
      return;
    case Kind::end_or_below:
      // The slash after the folder; everything below it is taken in parse position `size`, which
      // only this token, always the last one, may stay in.
      if (c == '/') next[tokens.size()] = 1;
      return;
  }
}

std::string longest_literal(const std::vector<Token>& tokens) {
  std::string longest, current;
  for (const Token& token : tokens) {
    if (token.kind == Token::Kind::literal) {
      current += token.byte;
      continue;
    }
    if (current.size() > longest.size()) longest = current;
    current.clear();
  }
  return current.size() > longest.size() ? current : longest;
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

bool fits_glob(std::string_view glob, std::string_view path) {
  const std::vector<Token> tokens = tokens_of(glob);
  const bool below = !tokens.empty() && tokens.back().kind == Token::Kind::end_or_below;
  std::vector<char> states(tokens.size() + 1), next(tokens.size() + 1);
  reach(tokens, states, 0);
  for (const char c : path) {
    std::fill(next.begin(), next.end(), '\0');
    for (std::size_t state = 0; state < tokens.size(); ++state)
      if (states[state] != 0) step(tokens, next, state, c);
    if (below && states[tokens.size()] != 0) next[tokens.size()] = 1;
    states.swap(next);
  }
  return states[tokens.size()] != 0 || (below && states[tokens.size() - 1] != 0);
}

bool path_fits(std::string_view glob, const Word& path) {
  if (path.known()) return fits_glob(glob, path.text);
  std::string spelled;
  std::size_t at = 0;
  for (const Hole& hole : path.holes) {
    spelled += path.text.substr(at, hole.begin - at);
    spelled += k_hole;
    at = hole.end;
  }
  return fits_glob(glob, spelled + path.text.substr(std::min(at, path.text.size())));
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
  return one_atom(longest_literal(tokens_of(glob)));
}

std::vector<std::string> atoms_of_wildcard(std::string_view wildcard) {
  std::string longest;
  std::string spelled(wildcard);
  std::replace(spelled.begin(), spelled.end(), '?', '*');
  for (const std::string_view part : split(spelled, '*'))
    if (part.size() > longest.size()) longest = part;
  return one_atom(longest);
}

std::string fold_text(std::string_view text) {
  if (text.find_first_of("\xE2\xC4") == std::string_view::npos) return to_lower(text);
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
