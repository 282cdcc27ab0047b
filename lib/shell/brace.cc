#include "lib/shell/brace.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/shell/lex.h"

namespace interlock {
namespace {

// A word as a row of units: one character of literal text, or a whole part.
struct Unit {
  const syntax::Part* part = nullptr;
  char c = 0;
};
using Units = std::vector<Unit>;

bool has_brace(const syntax::Word& word) {
  for (const syntax::Part& part : word.parts)
    if (part.kind == syntax::Part::Kind::literal && part.text.find('{') != std::string::npos)
      return true;
  return false;
}

Units units_of(const syntax::Word& word) {
  Units units;
  for (const syntax::Part& part : word.parts) {
    if (part.kind == syntax::Part::Kind::literal)
      for (const char c : part.text) units.push_back({nullptr, c});
    else
      units.push_back({&part, 0});
  }
  return units;
}

std::string literal_between(const Units& units, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (units[i].part != nullptr) return {};
    text += units[i].c;
  }
  return text;
}

std::optional<std::int64_t> number_in(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

// The items of a sequence expression `1..9`, `a..e`, `01..10..2`; nothing when it is none.
std::optional<std::vector<std::string>> sequence(std::string_view text, std::size_t limit) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const std::string_view first = text.substr(0, dots);
  std::string_view last = text.substr(dots + 2);
  std::int64_t step = 0;
  if (const std::size_t more = last.find(".."); more != std::string_view::npos) {
    const auto given = number_in(last.substr(more + 2));
    if (!given) return std::nullopt;
    step = *given;
    last = last.substr(0, more);
  }
  const auto letter = [](std::string_view s) {
    return s.size() == 1 && ((s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z'));
  };
  const bool letters = letter(first) && letter(last);
  std::optional<std::int64_t> from, to;
  if (letters) {
    from = first[0];
    to = last[0];
  } else {
    from = number_in(first);
    to = number_in(last);
  }
  if (!from || !to || *from == INT64_MIN || *to == INT64_MIN || step == INT64_MIN)
    return std::nullopt;
  if (step < 0) step = -step;
  if (step == 0) step = 1;
  const auto padded = [](std::string_view s) {
    if (s.starts_with('-')) s.remove_prefix(1);
    return s.size() > 1 && s[0] == '0';
  };
  const std::size_t width =
      !letters && (padded(first) || padded(last)) ? std::max(first.size(), last.size()) : 0;
  std::vector<std::string> items;
  for (std::int64_t value = *from; *from <= *to ? value <= *to : value >= *to;) {
    std::string item = letters ? std::string(1, static_cast<char>(value))
                               : std::to_string(value < 0 ? -value : value);
    if (!letters) {
      const std::size_t sign = value < 0 ? 1 : 0;
      while (item.size() + sign < width) item.insert(item.begin(), '0');
      if (value < 0) item.insert(item.begin(), '-');
    }
    items.push_back(std::move(item));
    if (items.size() > limit) break;
    if (*from <= *to ? value > INT64_MAX - step : value < INT64_MIN + step) break;
    value += *from <= *to ? step : -step;
  }
  return items;
}

// As bash's brace_expand() does it, because what counts as a brace follows from how that looks for
// them: `a{}b,c}` is `a}b` and `ac`, `{}x,y}` is itself.
class Expansion {
 public:
  Expansion(const Units& units, std::size_t limit) : units_(units), limit_(limit) {
    for (std::size_t i = 0; i < units_.size(); ++i)
      if (is(i, ',') || (is(i, '.') && is(i + 1, '.'))) last_separator_ = i;
  }

  std::vector<BraceWord> run(std::size_t begin, std::size_t end, int depth) {
    std::vector<BraceWord> words(1);
    while (complete_ && begin < end) {
      std::size_t open = find('{', begin, begin, end), close = end;
      while (open < end && (close = find('}', open + 1, open + 1, end)) == end)
        open = find('{', begin, open + 1, end);
      append(words, begin, open);
      if (open == end) break;
      if (depth >= k_max_depth) complete_ = false;
      if (!complete_) break;
      words = product(words, alternatives(open, close, depth));
      begin = close + 1;
    }
    return words;
  }

  bool complete() const { return complete_; }

 private:
  bool is(std::size_t i, char c) const {
    return i < units_.size() && units_[i].part == nullptr && units_[i].c == c;
  }

  // brace_gobble_text(): the next `wanted` from `at` that is in no inner brace, in the text from
  // `begin` to `end`; a `}` only behind a comma or a `..` of its own.
  std::size_t find(char wanted, std::size_t begin, std::size_t at, std::size_t end) {
    if (at > last_separator_ && wanted != ',') return end;  // no brace is live behind it
    std::size_t level = 0, separators = wanted == '}' ? 0 : 1;
    for (std::size_t i = at; i < end; ++i) {
      if (++cost_ > k_max_cost) complete_ = false;
      if (!complete_) return end;
      if (is(i, wanted) && level == 0 && separators > 0) {
        if (wanted != '{' || i != begin || !(is(i + 1, '}') && i + 1 < end)) return i;
        continue;
      }
      if (is(i, '{'))
        ++level;
      else if (is(i, '}') && level > 0)
        --level;
      else if (level == 0 && is(i, ','))
        ++separators;
      else if (level == 0 && is(i, '.') && is(i + 1, '.') && !is(i + 2, wanted))
        ++separators;
    }
    return end;
  }

  void append(std::vector<BraceWord>& words, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end && complete_; ++i) {
      const Unit& unit = units_[i];
      for (BraceWord& word : words) {
        if (unit.part != nullptr)
          word.push_back({unit.part, {}});
        else if (!word.empty() && word.back().part == nullptr)
          word.back().text += unit.c;
        else
          word.push_back({nullptr, std::string(1, unit.c)});
      }
      cost_ += words.size();
      if (words.size() > 1 && cost_ > k_max_cost) complete_ = false;
    }
  }

  // expand_amble(), or the items of a sequence, or the text itself.
  std::vector<BraceWord> alternatives(std::size_t open, std::size_t close, int depth) {
    std::vector<BraceWord> words;
    bool has_comma = false;
    for (std::size_t i = open + 1; i < close; ++i) has_comma = has_comma || is(i, ',');
    if (!has_comma) {
      const auto items = sequence(literal_between(units_, open + 1, close), limit_);
      if (!items) {
        words.resize(1);
        append(words, open, close + 1);
        return words;
      }
      if (items->size() > limit_) complete_ = false;
      for (const std::string& item : *items) words.push_back({{nullptr, item}});
      return words;
    }
    for (std::size_t begin = open + 1; begin <= close && complete_;) {
      const std::size_t comma = find(',', begin, begin, close);
      for (BraceWord& word : run(begin, comma, depth + 1)) words.push_back(std::move(word));
      begin = comma + 1;
      if (words.size() > limit_ || cost_ > k_max_cost) complete_ = false;
    }
    return words;
  }

  std::vector<BraceWord> product(const std::vector<BraceWord>& heads,
                                 std::vector<BraceWord> tails) {
    if (heads.size() == 1 && heads[0].empty() && tails.size() <= limit_) {
      cost_ += tails.size();
      return tails;
    }
    std::vector<BraceWord> words;
    for (const BraceWord& head : heads)
      for (const BraceWord& tail : tails) {
        if (words.size() >= limit_ || cost_ > k_max_cost) {
          complete_ = false;
          return words;
        }
        BraceWord word = head;
        for (const BracePiece& piece : tail) {
          if (piece.part == nullptr && !word.empty() && word.back().part == nullptr)
            word.back().text += piece.text;
          else
            word.push_back(piece);
          cost_ += 1 + piece.text.size();
        }
        for (const BracePiece& piece : head) cost_ += 1 + piece.text.size();
        words.push_back(std::move(word));
      }
    return words;
  }

  // Characters and pieces written. Words that a person writes give hundreds; this is some 15 ms.
  static constexpr std::size_t k_max_cost = 150'000;
  static constexpr int k_max_depth = 32;

  const Units& units_;
  const std::size_t limit_;
  std::size_t cost_ = 0, last_separator_ = 0;
  bool complete_ = true;
};

}  // namespace

std::vector<BraceWord> expand_braces(const syntax::Word& word, std::size_t limit, bool* complete) {
  *complete = true;
  if (!has_brace(word)) {
    BraceWord same;
    for (const syntax::Part& part : word.parts) same.push_back({&part, {}});
    return {std::move(same)};
  }
  const Units units = units_of(word);
  Expansion expansion(units, limit);
  std::vector<BraceWord> words = expansion.run(0, units.size(), 0);
  *complete = expansion.complete();
  return words;
}

// `{a$,b}{1,2}` is a$1 and a$2, `{$a,b}{1,2}` $a1 and $a2: bash expands braces before it looks for
// parameters.
bool makes_expansion(const BraceWord& word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const syntax::Part* part = word[i].part;
    if (part != nullptr && part->parameter && i + 1 < word.size() && word[i + 1].part == nullptr &&
        lex::is_name(part->parameter->name) &&
        part->span.end - part->span.begin == part->parameter->name.size() + 1 &&
        lex::is(static_cast<unsigned char>(word[i + 1].text[0]), lex::k_name))
      return true;
    const std::string& text = word[i].text;
    for (std::size_t at = text.find('$'); at != std::string::npos; at = text.find('$', at + 1)) {
      if (at + 1 == text.size()) return i + 1 < word.size();
      const auto next = static_cast<unsigned char>(text[at + 1]);
      if (lex::is(next, lex::k_name) || std::string_view("@*#?$!-({[").find(text[at + 1]) < 10)
        return true;
    }
  }
  return false;
}

}  // namespace interlock
