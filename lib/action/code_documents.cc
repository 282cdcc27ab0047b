// Strings of several lines: here-documents and long brackets.
#include <algorithm>

#include "lib/action/code_lexer_parts.h"

namespace interlock {
namespace {

constexpr auto k_npos = std::string_view::npos;

}  // namespace

bool CodeLexer::read_long_bracket() {
  std::size_t level = 0;
  while (peek(1 + level) == '=') ++level;
  if (peek(1 + level) != '[') return false;
  const std::size_t begin = at_, from = at_ + level + 2;
  const std::string close = "]" + std::string(level, '=') + "]";
  const std::size_t end = std::min(text_.find(close, from), text_.size());
  CodeString string = decode(from, end, Reading::raw);
  skip_to(end + close.size());
  push_string(begin, std::move(string));
  return true;
}

// <<~SQL of ruby and perl: the body stands on the lines after this one.
bool CodeLexer::read_here_document() {
  std::size_t i = at_ + 2;
  const bool strips = i < text_.size() && text_[i] == '~';
  const bool indented = strips || (i < text_.size() && text_[i] == '-' && is(Language::ruby));
  if (indented) ++i;
  const char quote = i < text_.size() && (text_[i] == '"' || text_[i] == '\'') ? text_[i] : '\0';
  if (quote != '\0') ++i;
  const bool capital =
      i < text_.size() && ((text_[i] >= 'A' && text_[i] <= 'Z') || text_[i] == '_');
  if (quote == '\0' && !capital) return false;
  if (quote == '\0' && !indented && value_before() && blank_ == false) return false;  // a<<B
  std::size_t end = i;
  while (end < text_.size() &&
         (quote != '\0' ? text_[end] != quote && text_[end] != '\n' : is_name_part(text_[end])))
    ++end;
  if (end == i) return false;
  const std::size_t begin = at_;
  pending_.push_back({static_cast<std::int32_t>(code_.strings.size()), text_.substr(i, end - i),
                      indented, quote == '\'', strips});
  skip_to(end + (quote != '\0' ? 1 : 0));
  push_string(begin, CodeString());
  return true;
}

void CodeLexer::read_pending() {
  for (const Pending& one : pending_) {
    const std::size_t from = at_;
    std::size_t line = at_, end = text_.size(), after = text_.size();
    while (line < text_.size()) {
      const std::size_t stop = std::min(text_.find('\n', line), text_.size());
      std::string_view content = text_.substr(line, stop - line);
      if (content.ends_with('\r')) content.remove_suffix(1);
      if (one.indented)
        content.remove_prefix(std::min(content.find_first_not_of(" \t"), content.size()));
      if (content == one.end) {
        end = line;
        after = std::min(stop + 1, text_.size());
        break;
      }
      line = stop + 1;
    }
    code_.strings[static_cast<std::size_t>(one.string)] =
        decode(from, end, one.raw ? Reading::raw : Reading::interpolated);
    skip_to(after);
  }
  pending_.clear();
}

void CodeLexer::read_php_document() {
  const std::size_t begin = at_;
  std::size_t i = at_ + 3;
  while (i < text_.size() && (text_[i] == ' ' || text_[i] == '"' || text_[i] == '\'')) ++i;
  const bool raw = i > at_ + 3 && text_[i - 1] == '\'';
  std::size_t name_end = i;
  while (name_end < text_.size() && is_name_part(text_[name_end])) ++name_end;
  const std::string_view name = text_.substr(i, name_end - i);
  std::size_t line = std::min(text_.find('\n', name_end), text_.size());
  const std::size_t from = std::min(line + 1, text_.size());
  std::size_t end = text_.size(), after = text_.size();
  for (line = from; line < text_.size();) {
    std::size_t word = line;
    while (word < text_.size() && (text_[word] == ' ' || text_[word] == '\t')) ++word;
    if (!name.empty() && text_.substr(word, name.size()) == name &&
        (word + name.size() >= text_.size() || !is_name_part(text_[word + name.size()]))) {
      end = line;
      after = word + name.size();
      break;
    }
    const std::size_t stop = text_.find('\n', line);
    if (stop == k_npos) break;
    line = stop + 1;
  }
  CodeString string = decode(from, end, raw ? Reading::raw : Reading::interpolated);
  skip_to(after);
  push_string(begin, std::move(string));
}

}  // namespace interlock
