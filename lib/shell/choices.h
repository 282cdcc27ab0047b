// A command whose words may be several things is run once for every combination of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace interlock {

inline constexpr std::size_t k_max_passes = 24;

// Which of several possible values is taken in this pass.
class Choices {
 public:
  // Nothing: no choice is made any more, it may be any of them.
  std::optional<std::size_t> choose(const std::string& key, std::size_t count);
  std::size_t combinations(std::size_t most) const;  // of the choices so far, `most` at most
  bool advance();                                    // false when all combinations were seen
  void leave_open() { is_open_ = true; }

 private:
  struct Choice {
    std::string key;
    std::size_t count, index;
  };
  std::vector<Choice> choices_;
  bool is_open_ = false;
};

}  // namespace interlock
