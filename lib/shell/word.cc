#include "lib/shell/word.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"

namespace interlock {

Word Word::unknown(std::string_view source, bool may_split) {
  Word word;
  word.text = source.empty() ? "?" : std::string(source);
  word.holes.push_back({0, word.text.size()});
  word.may_split = may_split;
  return word;
}

namespace {

// Holes are in order: the first one that ends behind `begin`. Words that grew in a loop have
// thousands of them.
std::vector<Hole>::const_iterator first_hole(const std::vector<Hole>& holes, std::size_t begin) {
  return std::partition_point(holes.begin(), holes.end(),
                              [&](const Hole& hole) { return hole.end <= begin; });
}

Hole placed(Hole hole, std::size_t begin, std::size_t end) {
  hole.begin = begin;
  hole.end = end;
  return hole;
}

}  // namespace

bool Word::has_hole_in(std::size_t begin, std::size_t end) const {
  if (holes.empty()) return false;
  const auto hole = first_hole(holes, begin);
  return hole != holes.end() && hole->begin < end;
}

Word& Word::append(const Word& other) {
  const std::size_t shift = text.size();
  text += other.text;
  for (const Hole& hole : other.holes)
    holes.push_back(placed(hole, hole.begin + shift, hole.end + shift));
  may_split = may_split || other.may_split;
  return *this;
}

Word Word::substr(std::size_t begin, std::size_t length) const {
  Word part;
  begin = std::min(begin, text.size());
  const std::size_t end = length > text.size() - begin ? text.size() : begin + length;
  part.text = text.substr(begin, end - begin);
  for (auto hole = first_hole(holes, begin); hole != holes.end() && hole->begin < end; ++hole)
    part.holes.push_back(
        placed(*hole, std::max(hole->begin, begin) - begin, std::min(hole->end, end) - begin));
  part.may_split = may_split && !part.holes.empty();
  return part;
}

Word without_nul(const Word& word) {
  Word result;
  std::size_t at = 0;
  const auto known_to = [&](std::size_t end) {
    std::string known = word.text.substr(at, end - at);
    std::erase(known, '\0');
    result.text += known;
  };
  for (const Hole& hole : word.holes) {
    known_to(hole.begin);
    const std::size_t begin = result.text.size();
    result.text += word.text.substr(hole.begin, hole.end - hole.begin);
    result.holes.push_back(placed(hole, begin, result.text.size()));
    at = hole.end;
  }
  known_to(word.text.size());
  result.may_split = word.may_split;
  return result;
}

std::optional<Word> without_blanks_of_no_words(const Word& word) {
  if (std::none_of(word.holes.begin(), word.holes.end(),
                   [](const Hole& hole) { return hole.may_be_no_word; }))
    return std::nullopt;
  Word reading = word;
  std::size_t taken = 0;
  for (Hole& hole : reading.holes) {
    if (std::exchange(hole.may_be_no_word, false)) {
      if (hole.begin > taken && word.text[hole.begin - 1] == ' ') --hole.begin;
      if (word.text.compare(hole.end, 1, " ") == 0) ++hole.end;
    }
    hole.begin = std::max(hole.begin, taken);
    taken = hole.end;
  }
  return reading;
}

Word below_unknown_folder(const Word& path) {
  const bool fits = path.holes.size() == 1 && path.holes.front().begin == 0 &&
                    path.holes.front().end + 1 < path.text.size() &&
                    path.text[path.holes.front().end] == '/';
  return fits ? path.substr(path.holes.front().end + 1) : Word();
}

std::string_view known_base_name(const Word& path) {
  const std::size_t slash = path.text.rfind('/');
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  if (path.has_hole_in(begin, path.text.size())) return {};
  // /etc/init.d/mysql bears the name of what it starts and stops.
  if (path.text.compare(0, begin, "/etc/init.d/") == 0) return path.text;
  return base_name(path.text);
}

}  // namespace interlock
