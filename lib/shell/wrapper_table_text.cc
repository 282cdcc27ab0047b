#include "lib/shell/wrapper_table_text.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_words = 20'000;  // of one split text

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_name(char c, bool first) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return letter || (!first && c >= '0' && c <= '9');
}

// Copies text byte by byte and keeps the holes where they land.
class WordBuilder {
 public:
  void add(char c) {
    word_.text += c;
    open_ = true;
  }
  void add_hole(std::string_view source, bool may_split) {
    word_.append(Word::unknown(source, may_split));
    open_ = true;
  }
  void open() { open_ = true; }
  bool is_open() const { return open_; }
  Word take() {
    open_ = false;
    Word done = std::move(word_);
    word_ = Word();
    return done;
  }

 private:
  Word word_;
  bool open_ = false;
};

class Splitter {
 public:
  Splitter(const Word& text, bool for_env) : text_(text), for_env_(for_env) {}

  std::vector<Word> split() {
    for (at_ = 0; at_ < text_.text.size();) {
      if (!step()) break;
      if (words_.size() < k_most_words) continue;
      words_.push_back(Word::unknown("...", true));
      return std::move(words_);
    }
    if (word_.is_open()) words_.push_back(word_.take());
    fails_ = fails_ || quote_ != 0;
    return std::move(words_);
  }
  bool fails() const { return fails_; }

 private:
  // False at the end of what counts.
  bool step() {
    const std::string& text = text_.text;
    if (hole_ < text_.holes.size() && text_.holes[hole_].begin == at_) {
      const Hole hole = text_.holes[hole_++];
      word_.add_hole(std::string_view(text).substr(hole.begin, hole.end - hole.begin), quote_ == 0);
      at_ = hole.end;
      return true;
    }
    const char c = text[at_++];
    if (c == '\\' && quote_ != '\'' && at_ < text.size()) return escape();
    if (quote_ != 0) {
      if (c == quote_)
        quote_ = 0;
      else if (!(for_env_ && quote_ == '"' && variable(c)))
        word_.add(c);
      return true;
    }
    if (c == '\'' || c == '"') {
      quote_ = c;
      word_.open();
    } else if (is_blank(c)) {
      if (word_.is_open()) words_.push_back(word_.take());
    } else if (for_env_ && c == '#' && !word_.is_open()) {
      return false;
    } else if (!(for_env_ && variable(c))) {
      word_.add(c);
    }
    return true;
  }

  bool escape() {
    const char c = text_.text[at_++];
    if (for_env_ && c == 'c' && quote_ == 0) return false;
    if (for_env_ && c == '_') {
      if (quote_ != 0)
        word_.add(' ');
      else if (word_.is_open())
        words_.push_back(word_.take());
      return true;
    }
    const std::string_view from = "fnrtv", to = "\f\n\r\t\v";
    const std::size_t known = from.find(c);
    if (for_env_ && known != std::string_view::npos) {
      word_.add(to[known]);
      return true;
    }
    fails_ = fails_ || std::string_view("#$\"'\\").find(c) == std::string_view::npos;
    if (quote_ == '"' && !for_env_ && c != '"' && c != '\\') word_.add('\\');
    word_.add(c);
    return true;
  }

  bool variable(char c) {
    const std::string& text = text_.text;
    if (c != '$') return false;
    fails_ = fails_ || text.compare(at_, 1, "{") != 0;
    if (at_ >= text.size() || text[at_] != '{') return false;
    std::size_t end = at_ + 1;
    while (end < text.size() && is_name(text[end], end == at_ + 1)) ++end;
    if (end >= text.size() || text[end] != '}') {
      fails_ = true;
      return false;
    }
    word_.add_hole(std::string_view(text).substr(at_ - 1, end + 2 - at_), false);
    at_ = end + 1;
    return true;
  }

  const Word& text_;
  bool for_env_;
  std::size_t at_ = 0;
  std::size_t hole_ = 0;
  char quote_ = 0;
  bool fails_ = false;
  WordBuilder word_;
  std::vector<Word> words_;
};

}  // namespace

std::vector<Word> split_at(const Word& text, char delimiter, std::size_t most) {
  std::vector<Word> parts;
  std::size_t hole = 0;
  for (std::size_t begin = 0; begin < text.text.size() && parts.size() < most;) {
    std::size_t end = text.text.find(delimiter, begin);
    end = std::min(end, text.text.size());
    std::size_t last = hole;
    while (last < text.holes.size() && text.holes[last].begin < end) {
      if (text.holes[last].end > end)  // a delimiter inside a hole is none
        end = std::min(text.text.find(delimiter, text.holes[last].end), text.text.size());
      ++last;
    }
    Word part(std::string_view(text.text).substr(begin, end - begin));
    for (; hole < last; ++hole)
      part.holes.push_back({text.holes[hole].begin - begin, text.holes[hole].end - begin});
    parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

Word join_words(std::span<const Word> words, std::string_view separator) {
  Word joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) joined.text += separator;
    joined.append(words[i]);
  }
  return joined;
}

std::vector<Word> split_words(const Word& text, bool for_env, bool* fails) {
  Splitter splitter(text, for_env);
  std::vector<Word> words = splitter.split();
  if (fails != nullptr) *fails = splitter.fails();
  return words;
}

Word quote_word(const Word& word) {
  if (word.known()) return Word(shell_quote(word.text));
  Word quoted("\"");
  std::size_t hole = 0;
  for (std::size_t i = 0; i < word.text.size();) {
    if (hole < word.holes.size() && word.holes[hole].begin == i) {
      const Hole here = word.holes[hole++];
      const std::size_t begin = quoted.text.size();
      quoted.text.append(word.text, here.begin, here.end - here.begin);
      quoted.holes.push_back({begin, quoted.text.size()});
      i = here.end;
      continue;
    }
    if (std::string_view("\"\\$`").find(word.text[i]) != std::string_view::npos)
      quoted.text += '\\';
    quoted.text += word.text[i++];
  }
  quoted.text += '"';
  return quoted;
}

Word quote_words(std::span<const Word> words) {
  Word quoted;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) quoted.text += ' ';
    quoted.append(quote_word(words[i]));
  }
  return quoted;
}

namespace {

// Finds known places from left to right; the holes are walked along, so that all is linear.
class KnownPlaces {
 public:
  KnownPlaces(const Word& word, std::string_view what) : word_(word), what_(what) {}

  // The next place at or behind `begin`; npos when there is none.
  std::size_t find(std::size_t begin) {
    for (std::size_t at = word_.text.find(what_, begin); at != std::string::npos;
         at = word_.text.find(what_, at + 1)) {
      while (hole_ < word_.holes.size() && word_.holes[hole_].end <= at) ++hole_;
      if (hole_ == word_.holes.size() || word_.holes[hole_].begin >= at + what_.size()) return at;
    }
    return std::string::npos;
  }

  // The text in between, which begins and ends outside of holes or at their borders.
  void append_between(Word& to, std::size_t begin, std::size_t end) {
    const std::size_t shift = to.text.size();
    to.text.append(word_.text, begin, end - begin);
    while (copied_ < word_.holes.size() && word_.holes[copied_].end <= end) {
      const Hole& hole = word_.holes[copied_++];
      if (hole.begin < begin) continue;
      to.holes.push_back({hole.begin - begin + shift, hole.end - begin + shift});
      to.may_split = to.may_split || word_.may_split;
    }
  }

 private:
  const Word& word_;
  std::string_view what_;
  std::size_t hole_ = 0;
  std::size_t copied_ = 0;
};

}  // namespace

bool contains_known(const Word& word, std::string_view what) {
  return KnownPlaces(word, what).find(0) != std::string::npos;
}

Word replace_all(const Word& word, std::string_view what, const Word& by) {
  KnownPlaces places(word, what);
  std::size_t at = what.empty() ? std::string::npos : places.find(0);
  if (at == std::string::npos) return word;
  // A long text with many places must not grow without bound: its end stays unknown.
  constexpr std::size_t k_longest = 1 << 18;
  Word replaced;
  std::size_t begin = 0;
  for (; at != std::string::npos && replaced.text.size() < k_longest; at = places.find(begin)) {
    places.append_between(replaced, begin, at);
    replaced.append(by);
    begin = at + what.size();
  }
  if (at != std::string::npos) return replaced.append(Word::unknown("..."));
  places.append_between(replaced, begin, word.text.size());
  return replaced;
}

}  // namespace interlock
