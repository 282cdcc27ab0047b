// Literal atoms of all patterns in one Aho-Corasick automaton that lives in the image:
// which entries could a text concern? One pass over the text whatever the number of rules.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
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
  // What every byte leads to from a node, fail links followed.
  struct Row {
    std::array<std::uint32_t, 256> next;
    std::uint32_t next_output = 0;
  };

  bool scan_in_image(std::string_view folded, std::vector<std::uint32_t>& entries);
  bool scan_in_rows(std::string_view folded, std::vector<std::uint32_t>& entries);
  bool report(std::uint32_t node, std::vector<std::uint32_t>& entries);
  std::optional<std::uint32_t> follow(std::uint32_t node, unsigned char byte);
  const Row* row_of(std::uint32_t node);  // null: damaged

  const Image& image_;
  // By node: the pass in which it was reported last. Kept when there is much text.
  std::vector<std::uint32_t> reported_;
  std::uint32_t pass_ = 0;
  std::size_t scanned_ = 0;                 // bytes, over all texts
  std::vector<std::unique_ptr<Row>> rows_;  // by node, those that were needed so far
  std::size_t row_count_ = 0;
};

}  // namespace interlock
