#include "lib/shell/posix_regex_translate.h"

#include <algorithm>
#include <vector>

#include "lib/base/text.h"
#include "lib/shell/posix_bracket.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_depth = 40;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

struct Group {
  std::vector<std::string> alternatives;
  std::string current;
  bool has_group = false, has_anchor = false, may_be_empty = false;
};

class Translator {
 public:
  Translator(std::string_view text, bool extended, bool reversed)
      : text_(text), extended_(extended), reversed_(reversed), groups_(1) {}

  std::optional<TranslatedRegex> run() {
    while (at_ < text_.size())
      if (!next()) return std::nullopt;
    if (groups_.size() != 1) return std::nullopt;
    result_.text = close(groups_.back());
    return std::move(result_);
  }

 private:
  enum class Last { nothing, anchor, atom, group, repeat };

  std::string& out() { return groups_.back().current; }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool at_start() const { return last_ == Last::nothing; }

  void atom(std::string_view text, bool word = false) {
    out() += text;
    last_ = Last::atom;
    last_is_word_ = word;
  }

  void anchor(std::string_view text) {
    out() += text;
    groups_.back().has_anchor = true;
    last_ = text == "^" ? Last::anchor : Last::repeat;  // a * behind ^ is a character
    last_is_word_ = false;
  }

  void literal(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 128) return atom(is_word(c) ? std::string(1, c) : re2_character(byte), is_word(c));
    std::string character(1, c);  // all bytes of a character make one atom
    while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xc0) == 0x80)
      character += text_[at_++];
    atom(character);
  }

  std::string close(Group& group) const {
    group.alternatives.push_back(group.current);
    if (reversed_) std::reverse(group.alternatives.begin(), group.alternatives.end());
    return join(group.alternatives, "|");
  }

  bool open() {
    if (groups_.size() > k_max_depth) return false;
    groups_.back().has_group = true;
    groups_.emplace_back();
    ++result_.group_count;
    last_ = Last::nothing;
    return true;
  }

  bool close_group() {
    if (groups_.size() < 2) return false;
    Group group = std::move(groups_.back());
    groups_.pop_back();
    const bool several = !group.alternatives.empty();
    const std::string body = close(group);
    out() += "(" + body + ")";
    last_ = Last::group;
    last_is_word_ = false;
    group_has_anchor_ = group.has_anchor;
    groups_.back().has_anchor = groups_.back().has_anchor || group.has_anchor;
    group_is_plain_ = !several && !group.has_group && !group.may_be_empty && !body.empty();
    return true;
  }

  void alternative() {
    Group& group = groups_.back();
    group.alternatives.push_back(std::move(group.current));
    group.current.clear();
    last_ = Last::nothing;
  }

  bool repeat(std::string_view quantifier, bool may_be_none) {
    if (last_ != Last::atom && last_ != Last::group) return false;
    if (last_ == Last::group && group_has_anchor_)
      return false;  // glibc is not to be trusted there
    if (last_ == Last::group && !group_is_plain_) result_.sure_groups = false;
    if (may_be_none) groups_.back().may_be_empty = true;
    out() += quantifier;
    last_ = Last::repeat;
    last_is_word_ = false;
    return true;
  }

  // {m}, {m,}, {,n}, {m,n}; `at_` stands behind the brace.
  bool interval() {
    const std::size_t end = text_.find(extended_ ? "}" : "\\}", at_);
    if (end == text_.npos) return false;
    const std::string_view inside = text_.substr(at_, end - at_);
    const std::size_t comma = inside.find(',');
    const std::string_view low = inside.substr(0, comma);
    const std::string_view high =
        comma == inside.npos ? std::string_view("0") : inside.substr(comma + 1);
    const auto is_number = [](std::string_view text) {
      return text.size() < 4 && text.find_first_not_of("0123456789") == text.npos;
    };
    if (!is_number(low) || !is_number(high) ||
        (low.empty() && (comma == inside.npos || high.empty())))
      return false;
    at_ = end + (extended_ ? 1 : 2);
    std::string quantifier = "{" + std::string(low.empty() ? "0" : low);
    if (comma != inside.npos) (quantifier += ',') += high;
    return repeat(quantifier + "}", low.find_first_not_of('0') == low.npos);
  }

  bool next() {
    const char c = text_[at_++];
    if (c == '\\') return escape();
    if (c == '[') return bracket();
    if (c == '.') return atom("."), true;
    if (c == '*') {
      if (last_ == Last::nothing || last_ == Last::anchor) {
        if (extended_) return false;
        return literal(c), true;
      }
      return repeat("*", true);
    }
    if (c == '^') {
      if (extended_ || at_start()) return anchor("^"), true;
      return literal(c), true;
    }
    if (c == '$') {
      const bool end =
          at_ == text_.size() || text_.substr(at_, 2) == "\\)" || text_.substr(at_, 2) == "\\|";
      if (extended_ || end) return anchor("$"), true;
      return literal(c), true;
    }
    if (extended_) {
      switch (c) {
        case '(':
          return open();
        case ')':
          return close_group();
        case '|':
          return alternative(), true;
        case '+':
          return repeat("+", false);
        case '?':
          return repeat("?", true);
        case '{':
          return interval();
        default:
          break;
      }
    }
    return literal(c), true;
  }

  bool escape() {
    if (at_ == text_.size()) return false;
    const char c = text_[at_++];
    if (!extended_) {
      switch (c) {
        case '(':
          return open();
        case ')':
          return close_group();
        case '|':
          return alternative(), true;
        case '+':
          return repeat("+", false);
        case '?':
          return repeat("?", true);
        case '{':
          return interval();
        default:
          break;
      }
    }
    switch (c) {
      case 'n':
        return atom("\\n"), true;
      case 't':
        return atom("\\t"), true;
      case 'f':
        return atom("\\f"), true;
      case 'v':
        return atom("\\v"), true;
      case 'a':
        return atom("\\a"), true;
      case 'r':
        return atom("\\r"), true;
      case 'w':
        return of_locale("[0-9A-Za-z_]");
      case 'W':
        return of_locale("[^0-9A-Za-z_]");
      case 's':
        return of_locale("[\\t-\\r ]");
      case 'S':
        return of_locale("[^\\t-\\r ]");
      case 'b':
        result_.ascii_only = true;
        return anchor("\\b"), true;
      case 'B':
        result_.ascii_only = true;
        return anchor("\\B"), true;
      case '`':
        return anchor("\\A"), true;
      case '\'':
        return anchor("\\z"), true;
      case '<':  // RE2 knows only \b: the same where a letter follows
        result_.ascii_only = true;
        if (!is_word(peek())) return false;
        return anchor("\\b"), true;
      case '>':
        result_.ascii_only = true;
        if (!last_is_word_) return false;
        return anchor("\\b"), true;
      default:
        break;
    }
    if (is_word(c) || static_cast<unsigned char>(c) >= 128 || c == '\n') return false;
    return literal(c), true;
  }

  bool of_locale(std::string_view set) {
    result_.ascii_only = true;
    atom(set);
    return true;
  }

  bool bracket() {
    const auto set = translate_bracket(text_, at_, result_.ascii_only);
    if (set) atom(*set);
    return set.has_value();
  }

  std::string_view text_;
  bool extended_, reversed_;
  TranslatedRegex result_;
  std::vector<Group> groups_;
  std::size_t at_ = 0;
  Last last_ = Last::nothing;
  bool group_has_anchor_ = false;
  bool last_is_word_ = false;   // the last atom is one letter, digit or _
  bool group_is_plain_ = true;  // of the group closed last: a repeat of it leaves no doubt
};

}  // namespace

std::optional<TranslatedRegex> translate_posix_regex(std::string_view pattern, bool extended,
                                                     bool reversed) {
  return Translator(pattern, extended, reversed).run();
}

}  // namespace interlock
