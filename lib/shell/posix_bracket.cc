#include "lib/shell/posix_bracket.h"

namespace interlock {
namespace {

class BracketReader {
 public:
  BracketReader(std::string_view text, std::size_t& at, bool& ascii_only)
      : text_(text), at_(at), ascii_only_(ascii_only) {}

  std::optional<std::string> run() {
    std::string set = "[";
    if (peek() == '^') {
      set += '^';
      ++at_;
    }
    for (bool first = true;; first = false) {
      if (at_ >= text_.size()) return std::nullopt;
      const char c = text_[at_];
      if (c == ']' && !first) break;
      if (c == '[' && (peek(1) == '.' || peek(1) == '=')) return std::nullopt;
      if (c == '[' && peek(1) == ':') {
        const std::size_t end = text_.find(":]", at_ + 2);
        if (end == text_.npos) return std::nullopt;
        const std::string_view name = text_.substr(at_, end + 2 - at_);
        if (name == "[:word:]" || name == "[:ascii:]") return std::nullopt;
        set += name;
        ascii_only_ = true;
        at_ = end + 2;
        continue;
      }
      if (!add_to(set)) return std::nullopt;
    }
    ++at_;
    return set + "]";
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  // One character of a set, or a range.
  bool add_to(std::string& set) {
    const auto character = one_of_set();
    if (!character) return false;
    set += *character;
    if (peek() != '-' || peek(1) == ']' || at_ + 1 >= text_.size()) return true;
    ++at_;
    if (peek() == '[' && (peek(1) == '.' || peek(1) == '=' || peek(1) == ':')) return false;
    const auto high = one_of_set();
    if (!high || character->front() != '\\' || high->front() != '\\') return false;  // ASCII only
    (set += '-') += *high;
    return true;
  }

  std::optional<std::string> one_of_set() {
    const char c = text_[at_++];
    if (c == '\\') {
      const char escaped = peek();
      constexpr std::string_view k_letters = "afnrtv", k_meant = "\a\f\n\r\t\v";
      const std::size_t named = escaped == '\0' ? k_letters.npos : k_letters.find(escaped);
      if (named != k_letters.npos) {
        ++at_;
        return re2_character(static_cast<unsigned char>(k_meant[named]));
      }
      if (std::string_view("cdox").find(escaped) != std::string_view::npos) return std::nullopt;
    }
    if (static_cast<unsigned char>(c) < 128) return re2_character(static_cast<unsigned char>(c));
    std::string character(1, c);
    while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xc0) == 0x80)
      character += text_[at_++];
    return character;
  }

  std::string_view text_;
  std::size_t& at_;
  bool& ascii_only_;
};

}  // namespace

std::optional<std::string> translate_bracket(std::string_view text, std::size_t& at,
                                             bool& ascii_only) {
  return BracketReader(text, at, ascii_only).run();
}

std::string re2_character(unsigned char c) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  return std::string("\\x{") + k_digits[c >> 4] + k_digits[c & 15] + "}";
}

}  // namespace interlock
