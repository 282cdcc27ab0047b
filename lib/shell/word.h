// A word as a program would receive it, as far as the command line alone
// determines it. What cannot be known is a hole: it stays in the text in the
// spelling of the source ("$DATABASE_URL"), so that a person can read it, and is
// marked, so that no rule takes it for the real thing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

// Bytes of one word of a line; longer ones are not followed. A program is given half of that.
inline constexpr std::size_t k_longest_word = 1 << 18;

struct Hole {
  std::size_t begin = 0;  // byte offsets in Word::text, begin < end
  std::size_t end = 0;
  bool is_filled = false;       // whatever it is, it is not empty
  bool may_be_no_word = false;  // a word among those that echo joins: it may take its blank along
  friend bool operator==(const Hole&, const Hole&) = default;
};

struct Word {
  std::string text;
  std::vector<Hole> holes;  // ascending, not overlapping
  bool may_split = false;   // an unquoted hole: bash may make zero or several words of it

  Word() = default;
  Word(std::string known_text) : text(std::move(known_text)) {}
  Word(std::string_view known_text) : text(known_text) {}
  Word(const char* known_text) : text(known_text) {}

  // A word of which nothing is known; `source` is its spelling, not empty.
  static Word unknown(std::string_view source, bool may_split = false);

  bool known() const { return holes.empty(); }
  bool has_hole_in(std::size_t begin, std::size_t end) const;

  Word& append(const Word& other);
  Word substr(std::size_t begin, std::size_t length = std::string::npos) const;

  friend bool operator==(const Word&, const Word&) = default;
};

// Without NUL bytes, as bash takes what a command prints. Holes keep their spelling.
Word without_nul(const Word& word);

// The other reading of a text that has holes which may be no word: the blanks beside them are part
// of them. Nothing where there is no such hole.
std::optional<Word> without_blanks_of_no_words(const Word& word);

// The known tail of `path` after its last slash, when no hole stands in it:
// "$HOME/bin/psql" -> "psql". Empty when the name itself is unknown.
std::string_view known_base_name(const Word& path);
// "a/b.sh" of "$DIR/a/b.sh", whose folder is not known; empty for other paths.
Word below_unknown_folder(const Word& path);

}  // namespace interlock
