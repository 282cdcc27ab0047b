// Brace expansion (bash manual 3.5.1): {a,b} and {1..9}, before every other
// expansion. Works on the parts of a word, so that quoted braces stay text.
#pragma once

#include <vector>

#include "lib/shell/syntax.h"

namespace interlock {

// A part, or a piece of a literal one. `part` points into the word, which must outlive the pieces.
struct BracePiece {
  const syntax::Part* part = nullptr;  // null: `text` is unquoted literal text
  std::string text;
};
using BraceWord = std::vector<BracePiece>;

// The words that `word` stands for, in order. `complete` is false when there would be more than
// `limit`: then the first ones are given.
std::vector<BraceWord> expand_braces(const syntax::Word& word, std::size_t limit, bool* complete);

// Has a piece that braces gave become the beginning of another expansion?
bool makes_expansion(const BraceWord& word);

}  // namespace interlock
