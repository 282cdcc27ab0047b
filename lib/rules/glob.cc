#include "lib/rules/glob.h"

#include <algorithm>
#include <vector>

#include "lib/rules/patterns.h"

namespace interlock {
namespace {

constexpr char k_hole = '\x01';  // stands for a hole in a path: no literal of a glob is this byte

struct Token {
  enum class Kind { literal, one, of_class, run, any_run, folders, in_folders, end_or_below };
  Kind kind = Kind::literal;
  char byte = '\0';
  std::string_view set;  // of_class: what stands between the brackets
};

// "~/x" and "./x", where the place is not known.
std::string_view without_place(std::string_view glob) {
  return glob.starts_with("~/") || glob.starts_with("./") ? glob.substr(2) : glob;
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

// "a/**/*.[ch]" -> tokens. A glob without a leading slash gets the folders before it.
std::vector<Token> tokens_of(std::string_view glob) {
  using Kind = Token::Kind;
  std::vector<Token> tokens;
  const auto folders = [&] {
    tokens.push_back(Token{Kind::folders, '\0', {}});
    tokens.push_back(Token{Kind::in_folders, '\0', {}});
  };
  glob = without_place(glob);
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

// What the glob spells stands in the path, in that order: that alone answers for most.
bool may_fit(std::string_view glob, std::string_view path) {
  constexpr auto none = std::string_view::npos;
  if (!path.ends_with(glob.substr(glob.find_last_of("*?[]/") + 1))) return false;
  if (glob.find('[') != none) return true;
  glob = without_place(glob);
  std::size_t found = 0;
  for (std::size_t begin = 0; begin < glob.size();) {
    const std::size_t end = std::min(glob.find_first_of("*?/", begin), glob.size());
    const std::string_view piece = glob.substr(begin, end - begin);
    found = path.find(piece, found);
    if (found == none) return false;
    found += piece.size();
    begin = end + 1;
  }
  return true;
}

}  // namespace

bool fits_glob(std::string_view glob, std::string_view path) {
  if (!may_fit(glob, path)) return false;
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

// The path with its holes as they are spelled, "$TMPDIR/x.db": each is one name, whatever it holds.
Word named(const Word& path) {
  std::string text = path.text;
  for (const Hole& hole : path.holes)
    std::replace(text.begin() + static_cast<std::ptrdiff_t>(hole.begin),
                 text.begin() + static_cast<std::ptrdiff_t>(hole.end), '/', k_hole);
  return Word(std::move(text));
}

bool path_fits(std::string_view glob, const Word& path, const Places& places) {
  std::string spelled;
  std::size_t at = 0;
  for (const Hole& hole : path.holes) {
    spelled += path.text.substr(at, hole.begin - at);
    spelled += k_hole;
    at = hole.end;
  }
  spelled += path.text.substr(std::min(at, path.text.size()));
  std::string_view place = glob.starts_with("~/")   ? places.home
                           : glob.starts_with("./") ? places.here
                                                    : std::string_view();
  if (place.empty() || spelled.starts_with(k_hole)) return fits_glob(glob, spelled);
  if (place == "/") place = "";
  return is_below(spelled, place) &&
         fits_glob(glob.substr(1), std::string_view(spelled).substr(place.size()));
}

bool paths_fit(const std::vector<std::string>& globs, const Word& path, const Places& places) {
  const bool is_here = is_below(path.text, places.here);
  const Word here{std::string(places.here)}, spelled = named(path);
  const Word inside =
      is_here ? spelled.substr(std::min(places.here.size() + 1, spelled.text.size())) : spelled;
  const auto excepts = [&](std::string_view glob) {
    const bool holds_here = is_here && path_fits(glob, here, places);
    return path_fits(glob, holds_here ? inside : spelled, places);
  };
  return fits_list(
      globs, [&](std::string_view glob) { return path_fits(glob, path, places); }, excepts);
}

std::string longest_literal(std::string_view glob) {
  std::string longest, current;
  for (const Token& token : tokens_of(glob)) {
    if (token.kind == Token::Kind::literal) {
      current += token.byte;
      continue;
    }
    if (current.size() > longest.size()) longest = current;
    current.clear();
  }
  return current.size() > longest.size() ? current : longest;
}

}  // namespace interlock
