#include "lib/shell/sed_cursor.h"

namespace interlock::sed {

void Cursor::skip(std::string_view what) {
  while (at_ < text_.size() && what.find(text_[at_]) != what.npos) ++at_;
}

std::optional<std::uint64_t> Cursor::number() {
  std::uint64_t value = 0;
  if (!is_digit()) return std::nullopt;
  for (; is_digit(); ++at_) {
    value = value * 10 + static_cast<std::uint64_t>(peek() - '0');
    if (value > 1'000'000'000) return std::nullopt;
  }
  return value;
}

std::optional<std::string> Cursor::delimited(char delimiter, bool is_regex) {
  std::string out;
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == delimiter) return out;
    if (c == '\n' && is_regex) return std::nullopt;
    if (c == '\\' && at_ < text_.size()) {
      const char next = text_[at_++];
      if (next != delimiter)
        (out += '\\') += next;
      else if (is_regex && std::string_view(".*[]^$+?(){}|").find(next) != std::string_view::npos)
        return std::nullopt;
      else if (next == '&' || next == '\n')
        return std::nullopt;
      else
        out += next;
      continue;
    }
    out += c;
    if (c == '[' && is_regex && !copy_set(out)) return std::nullopt;
  }
  return std::nullopt;
}

bool Cursor::copy_set(std::string& out) {
  const std::size_t begin = at_;
  if (peek() == '^') ++at_;
  if (peek() == ']') ++at_;
  while (at_ < text_.size() && text_[at_] != ']') {
    if (text_[at_] == '\n') return false;
    if (text_[at_] == '[' && at_ + 1 < text_.size() &&
        std::string_view(":.=").find(text_[at_ + 1]) != std::string_view::npos) {
      const std::size_t close = text_.find(std::string{text_[at_ + 1], ']'}, at_ + 2);
      if (close == text_.npos) return false;
      at_ = close + 1;
    }
    ++at_;
  }
  if (at_ >= text_.size()) return false;
  ++at_;
  out += text_.substr(begin, at_ - begin);
  return true;
}

}  // namespace interlock::sed
