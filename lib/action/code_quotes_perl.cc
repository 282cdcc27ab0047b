// Strings of Perl and Ruby whose quotes the code chooses.
#include <algorithm>

#include "lib/action/code_lexer_parts.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr auto k_npos = std::string_view::npos;

}  // namespace

// q{..} qq(..) qw/../ qx'..' m!..! s/a/b/ tr/a/b/
bool CodeLexer::read_perl_quote(std::string_view word) {
  if (is_name_part(peek(word.size()))) return false;
  std::size_t open = at_ + word.size();
  while (open < text_.size() && (text_[open] == ' ' || text_[open] == '\n')) ++open;
  if (open >= text_.size()) return false;
  const char c = text_[open];
  // A hash key or a method is no quote: {s => 1}, ->y, and neither is `s, ` or `y = 1`.
  if (is_name_part(c) || c == ',' || c == ';' || c == ')' || c == '>' || c == '-') return false;
  if (c == '=' || (c == '#' && open > at_ + word.size())) return false;
  if (at_ > 0 && (text_[at_ - 1] == '{' || text_[at_ - 1] == '&') && c == '}') return false;
  if (c == '}' || c == ']') return false;
  const std::size_t begin = at_;
  const char close = closing_of(c);
  std::size_t end = find_close(open + 1, c, close, close != c);
  CodeString string;
  const bool plain = word == "q" || c == '\'';
  string =
      decode(open + 1, end, plain || word == "qw" ? Reading::single_quoted : Reading::interpolated);
  if (word == "qx") string.kind = CodeString::Kind::command;
  if (word == "qw") string.kind = CodeString::Kind::words;
  if (word == "m" || word == "qr" || word == "s" || word == "tr" || word == "y")
    string.kind = CodeString::Kind::pattern;
  std::size_t replacement = end + 1;
  if (word == "s" || word == "tr" || word == "y") {
    if (close != c) {
      const auto is_blank = [&](std::size_t at) { return text_[at] == ' ' || text_[at] == '\n'; };
      while (replacement < text_.size() && is_blank(replacement)) ++replacement;
      const char again = replacement < text_.size() ? text_[replacement] : '\0';
      end = find_close(++replacement, again, closing_of(again), closing_of(again) != again);
    } else {
      end = find_close(replacement, c, c, false);
    }
  }
  skip_to(end + 1);
  while (string.kind == CodeString::Kind::pattern && peek() >= 'a' && peek() <= 'z') {
    if (word == "s" && peek() == 'e' && replacement < end)  // s/x/code/e
      string.inner.emplace_back(static_cast<std::uint32_t>(replacement),
                                static_cast<std::uint32_t>(std::min(end, text_.size())));
    ++at_;
  }
  push_string(begin, std::move(string));
  return true;
}

// %w[..] %q(..) %x{..} %(..) of ruby
bool CodeLexer::read_percent() {
  char kind = peek(1);
  std::size_t open = at_ + 2;
  if (std::string_view("([{<|!/").find(kind) != k_npos && kind != '\0') {
    if (value_before()) return false;
    kind = 'Q';
    open = at_ + 1;
  } else if (std::string_view("wWiIqQxrs").find(kind) == k_npos || kind == '\0' ||
             open >= text_.size() || is_name_part(text_[open]) || text_[open] == ' ' ||
             text_[open] == '=') {
    return false;
  }
  const std::size_t begin = at_;
  const char c = text_[open], close = closing_of(c);
  const std::size_t end = find_close(open + 1, c, close, close != c);
  const bool plain = kind == 'w' || kind == 'i' || kind == 'q' || kind == 's';
  CodeString string = decode(open + 1, end, plain ? Reading::single_quoted : Reading::interpolated);
  if (kind == 'x') string.kind = CodeString::Kind::command;
  if (kind == 'w' || kind == 'W' || kind == 'i' || kind == 'I')
    string.kind = CodeString::Kind::words;
  if (kind == 'r') string.kind = CodeString::Kind::pattern;
  skip_to(end + 1);
  push_string(begin, std::move(string));
  return true;
}

}  // namespace interlock
