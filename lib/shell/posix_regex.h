// A POSIX regular expression as sed reads it, matched by RE2: leftmost, then longest. What RE2
// cannot say (back references), or what the locale decides, is refused rather than guessed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace interlock {

class PosixRegex {
 public:
  // `captures`: the groups of a match will be asked for, not only its whole.
  static std::shared_ptr<const PosixRegex> compile(std::string_view pattern, bool extended,
                                                   bool ignore_case, bool captures);
  ~PosixRegex();

  // False when the locale decides what a class or a letter case means in this text.
  bool suits(std::string_view text) const;

  // Looks from `start` on. Groups that took no part are empty; groups[0] is the whole match.
  // Nothing when the groups are not certain. REQUIRES: suits(text), and it is UTF-8
  std::optional<bool> find(std::string_view text, std::size_t start,
                           std::vector<std::string_view>& groups) const;

  int group_count() const { return group_count_; }
  std::size_t price() const { return price_; }  // of a byte of text, in units of about 10 ns

 private:
  PosixRegex() = default;

  std::unique_ptr<re2::RE2> longest_;
  std::unique_ptr<re2::RE2> forward_, backward_;  // alternatives in order, and the other way round
  bool ascii_only_ = false;  // its classes mean more where letters beyond ASCII are
  bool sure_groups_ = true;
  int group_count_ = 0;
  std::size_t price_ = 1;
};

}  // namespace interlock
