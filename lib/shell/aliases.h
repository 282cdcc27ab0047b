// What a shell knows of aliases.
#pragma once

#include <string>
#include <vector>

#include "lib/base/shared_map.h"

namespace interlock {

// bash expands aliases when it reads a command: one that is defined while a line (or a whole
// compound command) runs is not in force before the next one is read.
struct Aliases {
  struct Alias {
    std::vector<std::string> texts;  // several after branches that differ
    bool maybe_none = false;         // on one of several branches
    friend bool operator==(const Alias&, const Alias&) = default;
  };

  SharedMap<Alias> names;
  bool on = false;  // surely

  void set(const std::string& name, std::string text) { names.set(name, {{std::move(text)}}); }
  // Either may be what holds from here on; says how many names differ.
  std::size_t merge(const Aliases& other);
  friend bool operator==(const Aliases&, const Aliases&) = default;
};

}  // namespace interlock
