// Literal atoms of all patterns in one Aho-Corasick automaton that lives in the image:
// which entries could a text concern? One pass over the text whatever the number of rules.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/image.h"

namespace interlock {

using AtomTable = std::map<std::string, std::set<std::uint32_t>>;  // atom -> entries

struct AutomatonBytes {
  std::string nodes, edges, outputs;
};
AutomatonBytes build_automaton(const AtomTable& atoms);

class AtomScanner {
 public:
  explicit AtomScanner(const Image& image) : image_(image) {}

  // Appends the entries whose atoms occur in `folded`; one may be named twice. False: damaged.
  bool scan(std::string_view folded, std::vector<std::uint32_t>& entries);

 private:
  bool report(std::uint32_t node, std::vector<std::uint32_t>& entries);
  std::optional<std::uint32_t> follow(std::uint32_t node, unsigned char byte);

  const Image& image_;
  std::vector<std::uint32_t> reported_;  // by node: the pass in which it was reported last
  std::uint32_t pass_ = 0;
};

}  // namespace interlock
