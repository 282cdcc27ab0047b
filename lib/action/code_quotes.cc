// Where strings begin and end, language by language.
#include <algorithm>

#include "lib/action/code_lexer_parts.h"

namespace interlock {
namespace {

constexpr auto k_npos = std::string_view::npos;
constexpr int k_template_depth = 40;

}  // namespace

// Position of the closing quote, or where the string is given up: the end of the line when `lines`
// (a string may not cross it), else the end of the text.
std::size_t CodeLexer::find_quote(std::size_t from, char quote, bool lines) const {
  for (std::size_t i = from; i < text_.size(); ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == quote) {
      return i;
    } else if (lines && text_[i] == '\n') {
      return i;
    }
  }
  return text_.size();
}

std::size_t CodeLexer::find_close(std::size_t from, char open, char close, bool nests) const {
  int depth = 0;
  for (std::size_t i = from; i < text_.size(); ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == close && depth == 0) {
      return i;
    } else if (nests && text_[i] == close) {
      --depth;
    } else if (nests && text_[i] == open) {
      ++depth;
    }
  }
  return text_.size();
}

// Of a string whose text begins at `from` and into which expressions are put, ${..} or #{..}; these
// may hold further ones.
std::size_t CodeLexer::find_template_end(std::size_t from, char quote, int depth) const {
  const char sigil = is(Language::ruby) ? '#' : '$';
  const auto interpolates = [&](char c) { return c == '`' || (c == '"' && sigil == '#'); };
  std::size_t i = from;
  while (i < text_.size()) {
    if (text_[i] == '\\') {
      i += 2;
    } else if (text_[i] == quote) {
      return i;
    } else if (depth < k_template_depth && text_[i] == sigil && i + 1 < text_.size() &&
               text_[i + 1] == '{') {
      int braces = 1;
      i += 2;
      while (i < text_.size() && braces > 0) {
        const char c = text_[i];
        if (interpolates(c)) {
          i = find_template_end(i + 1, c, depth + 1);
        } else if (c == '\'' || c == '"') {
          i = find_quote(i + 1, c, true);
        } else if (c == '{') {
          ++braces;
        } else if (c == '}') {
          --braces;
        }
        ++i;
      }
    } else {
      ++i;
    }
  }
  return text_.size();
}

bool CodeLexer::read_quote() {
  const char c = peek();
  const std::size_t begin = at_;
  if (c != '"' && c != '\'' && c != '`' && c != '/') return false;
  if (c == '/') return read_pattern();
  if (c == '\'' && is(Language::awk)) return false;
  if (c == '`' &&
      (is(Language::lua) || is(Language::awk) || is(Language::r) || is(Language::python)))
    return false;
  if (is(Language::python)) return read_python(0);

  CodeString string;
  std::size_t end;
  if (c == '`' && is(Language::node)) {
    end = find_template_end(at_ + 1, c, 0);
    string = decode(at_ + 1, std::min(end, text_.size()), Reading::interpolated);
    string.kind = CodeString::Kind::tagged;
  } else if (starts("\"\"\"") && is(Language::other)) {
    end = text_.find("\"\"\"", at_ + 3);
    string = decode(at_ + 3, std::min(end, text_.size()), Reading::escapes);
    if (end != k_npos) end += 2;
  } else {
    const bool lines = is(Language::node) || is(Language::awk) || is(Language::lua);
    end = is(Language::ruby) && c != '\'' ? find_template_end(at_ + 1, c, 0)
                                          : find_quote(at_ + 1, c, lines);
    const bool plain = c == '\'' && (is(Language::perl) || is(Language::ruby) || is(Language::php));
    string = decode(at_ + 1, end, plain ? Reading::single_quoted : double_reading());
    if (c == '`') string.kind = CodeString::Kind::command;
  }
  skip_to(end == k_npos ? text_.size() : end + 1);
  push_string(begin, std::move(string));
  return true;
}

bool CodeLexer::read_prefixed() {
  const char c = peek();
  switch (language_) {
    case Language::python: {
      std::size_t length = 0;
      while (length < 3 && std::string_view("rRbBuUfFtT").find(peek(length)) != k_npos &&
             peek(length) != '\0')
        ++length;
      if (length == 0 || length > 2 || (peek(length) != '"' && peek(length) != '\'')) return false;
      if (at_ > 0 && is_name_part(text_[at_ - 1])) return false;
      return read_python(length);
    }
    case Language::perl:
    case Language::ruby: {
      if (c == '<' && peek(1) == '<') return read_here_document();
      if (c == '%' && is(Language::ruby)) return read_percent();
      if (c == '?' && is(Language::ruby) && is_name_part(peek(1)) && !is_name_part(peek(2)) &&
          !value_before()) {
        const std::size_t begin = at_;
        at_ += 2;
        CodeString string;
        string.value = Word(text_.substr(begin + 1, 1));
        push_string(begin, std::move(string));
        return true;
      }
      if (!is(Language::perl) || !is_name_start(c) || (at_ > 0 && text_[at_ - 1] == '>'))
        return false;
      for (const std::string_view word : {"qq", "qw", "qx", "qr", "tr", "q", "m", "s", "y"})
        if (starts(word) && read_perl_quote(word)) return true;
      return false;
    }
    case Language::php:
      if (!starts("<<<")) return false;
      read_php_document();
      return true;
    case Language::lua:
      return c == '[' && (peek(1) == '[' || peek(1) == '=') && read_long_bracket();
    case Language::r:
      if ((c == 'r' || c == 'R') && (peek(1) == '"' || peek(1) == '\'') && peek(2) == '(') {
        const std::size_t begin = at_;
        const std::string close = std::string(")") + peek(1);
        const std::size_t end = text_.find(close, at_ + 3);
        CodeString string = decode(at_ + 3, std::min(end, text_.size()), Reading::raw);
        skip_to(end == k_npos ? text_.size() : end + 2);
        push_string(begin, std::move(string));
        return true;
      }
      return false;
    case Language::node:
    case Language::awk:
    case Language::other:
      return false;
  }
  return false;
}

bool CodeLexer::read_python(std::size_t prefix) {
  const std::size_t begin = at_;
  bool raw = false, formatted = false;
  for (std::size_t i = 0; i < prefix; ++i) {
    raw = raw || peek(i) == 'r' || peek(i) == 'R';
    formatted = formatted || peek(i) == 'f' || peek(i) == 'F' || peek(i) == 't' || peek(i) == 'T';
  }
  const char quote = peek(prefix);
  const bool triple = peek(prefix + 1) == quote && peek(prefix + 2) == quote;
  const std::size_t from = at_ + prefix + (triple ? 3 : 1);
  std::size_t end = from;
  if (triple) {
    for (; end < text_.size(); ++end) {
      if (text_[end] == '\\')
        ++end;
      else if (text_[end] == quote && text_.substr(end, 3) == std::string(3, quote))
        break;
    }
    end = std::min(end, text_.size());
  } else {
    end = std::min(find_quote(from, quote, true), text_.size());
  }
  CodeString string = decode(from, end,
                             formatted ? Reading::interpolated
                             : raw     ? Reading::raw
                                       : Reading::escapes);
  skip_to(end + (triple ? 3 : 1));
  if (!triple && end < text_.size() && text_[end] == '\n') at_ = end;
  push_string(begin, std::move(string));
  return true;
}

// A regular expression, when the slash cannot divide.
bool CodeLexer::read_pattern() {
  if (is(Language::php) || is(Language::python) || is(Language::lua) || is(Language::r) ||
      is(Language::other))
    return false;
  if (value_before()) return false;
  bool in_class = false;
  std::size_t i = at_ + 1;
  const std::size_t limit = std::min(text_.size(), at_ + 2000);  // longer ones are no patterns
  for (; i < limit && text_[i] != '\n'; ++i) {
    if (text_[i] == '\\')
      ++i;
    else if (text_[i] == '[')
      in_class = true;
    else if (text_[i] == ']')
      in_class = false;
    else if (text_[i] == '/' && !in_class)
      break;
  }
  if (i >= text_.size() || text_[i] != '/') return false;
  const std::size_t begin = at_;
  CodeString string;
  string.kind = CodeString::Kind::pattern;
  string.value = Word(text_.substr(begin + 1, i - begin - 1));
  skip_to(i + 1);
  while (peek() >= 'a' && peek() <= 'z') ++at_;
  push_string(begin, std::move(string));
  return true;
}

}  // namespace interlock
