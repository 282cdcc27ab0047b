// What commands print, and who reads it. Private to the shell room.
#pragma once

#include <vector>

#include "lib/shell/word.h"

namespace interlock {

// What a command prints, when somebody reads it: several texts where branches differ.
struct Sink {
  std::vector<Word> texts{Word()};
  int producer = -1;  // last command that wrote into it

  void append(const Word& text);
  void merge(const Sink& other);
};

// A descriptor above 1 whose text somebody reads.
struct Writer {
  int descriptor;
  Sink* sink;
  bool doubtful = false;  // on a branch that may not be taken
};

}  // namespace interlock
