// What travels along while a line is followed: where we are, who reads what is printed, the pieces
// of words under expansion. Private to the shell room.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "lib/shell/sink.h"
#include "lib/shell/state.h"
#include "lib/shell/syntax.h"
#include "lib/shell/word.h"

namespace interlock {

inline constexpr int k_max_depth = 24;
inline constexpr int k_recursions = 3;   // of a function, where it is not certain that it is called
inline constexpr int k_later_calls = 3;  // behind those: one sets a name, the next may read it
inline constexpr char k_mark = '\x01';   // around the number of a hole in a text parsed again

// Could `$x ..` be what the line says, in a round of a loop that was not followed?
bool is_of_the_rest(const Word& program, const State& state);

// Is nothing known of it but blanks at its end?
bool is_whole_hole(const Word& word);

// A function that is being run.
struct RunningFunction {
  std::string name;
  std::vector<Word> argv;
  State before;
};

// A script that is being run.
struct RunningScript {
  std::string name;  // the path, a newline and the text; or what a runner calls it
  std::vector<Word> parameters;
  SharedMap<Variable> variables;
  bool is_changed = false;  // while it runs: bash goes on where it was, in another text
};

// Where in the line we are: how commands found here are reached, what they read, who reads them.
struct Frame {
  int parent = -1;
  std::string via;
  int depth = 0;            // of parents, substitutions, functions and nested texts
  int loops = 0;            // around us, in this function and shell: `break` without one is nothing
  bool can_return = false;  // in a function or a sourced file
  bool certain = true;
  bool background = false;
  bool in_pipe = false;
  bool in_rest = false;  // in rounds of a loop that are known but not followed one by one
  std::shared_ptr<const std::string> source;
  std::shared_ptr<const Aliases> aliases;  // in force when the source was read; null for none
  std::shared_ptr<Stream> input;
  Sink* out = nullptr;          // null: nobody reads it
  std::vector<Writer> writers;  // those of 2>&1 and 3>&1

  Frame in_doubt() const {
    Frame inner = *this;
    inner.certain = false;
    return inner;
  }
  // Likewise; what it prints goes behind what was printed so far, into `sink`.
  Frame in_doubt(Sink& sink) const {
    Frame inner = in_doubt();
    if (out == nullptr) return inner;
    sink = *out;
    for (Writer& writer : inner.writers) writer.doubtful = writer.sink != out;
    inner.print_into(sink);
    return inner;
  }
  // What prints to where `out` goes, prints into `sink` from here on.
  void print_into(Sink& sink) {
    for (Writer& writer : writers)
      if (writer.sink == out) writer.sink = &sink;
    out = &sink;
  }
  const Writer* writer_of(int descriptor) const {
    for (const Writer& writer : writers)
      if (writer.descriptor == descriptor) return &writer;
    return nullptr;
  }
  void set_writer(int descriptor, Sink* sink, bool doubtful) {
    std::erase_if(writers, [&](const Writer& one) { return one.descriptor == descriptor; });
    if (sink != nullptr) writers.push_back({descriptor, sink, doubtful});
  }
  // The same place, in a text that was read on its own.
  Frame inside(const std::string& text) const {
    Frame inner = *this;
    inner.source = std::make_shared<const std::string>(text);
    return inner;
  }
};

// One result of expanding a word: an argument, and its pattern when a glob is live in it.
struct Field {
  Word word;
  std::string pattern;  // quoted characters after a backslash; empty when no glob is live
};

// Where tilde-prefixes are looked for: nowhere, at the start, there and in what looks like the
// value of an assignment, or in such a value.
enum class Tildes { none, start, word, value };

// A piece of a word under expansion.
struct Segment {
  Word word;
  bool quoted = false;       // splitting and globs do not touch it
  bool expanded = false;     // came from an expansion: unquoted, it is split
  bool field_break = false;  // "$@": a new field begins after it
};

}  // namespace interlock
