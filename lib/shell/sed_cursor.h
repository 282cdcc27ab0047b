// A place in the text of a sed script, and what is read from there. Private to sed_script.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace interlock::sed {

class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool is_digit() const { return peek() >= '0' && peek() <= '9'; }
  void skip(std::string_view what);

  std::optional<std::uint64_t> number();  // nothing where none stands, or one beyond a bound

  // Text up to an unescaped delimiter, which is passed. In an expression \delimiter becomes the
  // delimiter, and what stands in [..] is not looked at. Nothing when none comes, or when we do not
  // vouch for what an escape means.
  std::optional<std::string> delimited(char delimiter, bool is_regex);

 protected:
  std::string_view text_;
  std::size_t at_ = 0;

 private:
  bool copy_set(std::string& out);
};

}  // namespace interlock::sed
