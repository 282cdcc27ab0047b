// tr of GNU: bytes, whatever the locale.
#include <algorithm>
#include <array>
#include <bitset>

#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {
namespace {

constexpr std::size_t k_max_set = 4096;  // bytes of its text

enum class Case { none, lower, upper };

// One character of a set, or the place of [:lower:] or [:upper:] in it.
struct Item {
  unsigned char byte;
  Case letters = Case::none;  // of the class that it was expanded from
};

struct Set {
  std::vector<Item> items;
  bool has_class = false;           // any [:class:]
  bool has_other_class = false;     // one that is neither lower nor upper
  std::optional<std::size_t> fill;  // [c*]: where the rest is filled in
  unsigned char filler = 0;
};

bool in_class(std::string_view name, unsigned char c) {
  const bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z',
             digit = c >= '0' && c <= '9';
  const bool graph = c > 32 && c < 127;
  if (name == "alnum") return lower || upper || digit;
  if (name == "alpha") return lower || upper;
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "cntrl") return c < 32 || c == 127;
  if (name == "digit") return digit;
  if (name == "graph") return graph;
  if (name == "lower") return lower;
  if (name == "print") return graph || c == ' ';
  if (name == "punct") return graph && !lower && !upper && !digit;
  if (name == "space") return c == ' ' || (c >= 9 && c <= 13);
  if (name == "upper") return upper;
  return name == "xdigit" && (digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
}

class SetReader {
 public:
  explicit SetReader(std::string_view text) { unescape(text); }

  std::optional<Set> read(bool repeats) {
    Set set;
    for (std::size_t at = 0; at < bytes_.size();) {
      if (opens(at, ':') || opens(at, '=')) {
        const std::size_t close = find_close(at + 2, bytes_[at + 1]);
        if (close != bytes_.npos) {
          const std::string_view inside = std::string_view(bytes_).substr(at + 2, close - at - 2);
          if (bytes_[at + 1] == ':' ? !add_class(inside, set) : !add_equal(inside, set))
            return std::nullopt;
          at = close + 2;
          continue;
        }
      }
      if (opens_repeat(at)) {
        if (!repeats || !add_repeat(at, set)) return std::nullopt;
        continue;
      }
      const auto low = static_cast<unsigned char>(bytes_[at]);
      if (at + 2 < bytes_.size() && bytes_[at + 1] == '-' && !escaped_[at + 1]) {
        const auto high = static_cast<unsigned char>(bytes_[at + 2]);
        if (low > high) return std::nullopt;
        for (unsigned c = low; c <= high; ++c) set.items.push_back({static_cast<unsigned char>(c)});
        at += 3;
      } else {
        set.items.push_back({low});
        ++at;
      }
    }
    return set;
  }

 private:
  void unescape(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      char c = text[at];
      const bool escape = c == '\\' && at + 1 < text.size();
      if (escape) {
        c = text[++at];
        constexpr std::string_view k_letters = "abfnrtv", k_meant = "\a\b\f\n\r\t\v";
        const std::size_t named = k_letters.find(c);
        if (named != k_letters.npos) c = k_meant[named];
        if (c >= '0' && c <= '7') {
          int value = c - '0';
          for (int more = 2;
               more > 0 && at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '7';
               --more) {
            const int wider = value * 8 + (text[at + 1] - '0');
            if (wider > 255) break;
            value = wider;
            ++at;
          }
          c = static_cast<char>(value);
        }
      }
      bytes_ += c;
      escaped_.push_back(escape);
    }
  }

  bool opens(std::size_t at, char kind) const {
    return at + 1 < bytes_.size() && bytes_[at] == '[' && !escaped_[at] && bytes_[at + 1] == kind &&
           !escaped_[at + 1];
  }

  // The `:` of the next :] ; remembered when there is none, so that the search is not repeated.
  std::size_t find_close(std::size_t at, char kind) {
    if (at >= (kind == ':' ? no_class_from_ : no_equal_from_)) return bytes_.npos;
    for (std::size_t i = at; i + 1 < bytes_.size(); ++i)
      if (bytes_[i] == kind && bytes_[i + 1] == ']' && !escaped_[i] && !escaped_[i + 1] &&
          (kind == ':' || i > at))
        return i;
    (kind == ':' ? no_class_from_ : no_equal_from_) = at;
    return bytes_.npos;
  }

  bool add_class(std::string_view name, Set& set) {
    const Case letters = name == "lower" ? Case::lower : name == "upper" ? Case::upper : Case::none;
    const std::size_t before = set.items.size();
    for (unsigned c = 0; c < 256; ++c)
      if (in_class(name, static_cast<unsigned char>(c)))
        set.items.push_back({static_cast<unsigned char>(c), letters});
    set.has_class = true;
    set.has_other_class = set.has_other_class || letters == Case::none;
    return set.items.size() > before;
  }

  bool add_equal(std::string_view name, Set& set) {
    if (name.size() != 1) return false;
    set.items.push_back({static_cast<unsigned char>(name[0])});
    return false;  // allowed in some places only: left to the real one
  }

  // [c*] or [c*n]
  bool opens_repeat(std::size_t at) const {
    if (at + 3 >= bytes_.size() || bytes_[at] != '[' || escaped_[at] || bytes_[at + 2] != '*' ||
        escaped_[at + 2])
      return false;
    for (std::size_t i = at + 3; i < bytes_.size(); ++i) {
      if (escaped_[i]) return false;
      if (bytes_[i] == ']') return true;
      if (bytes_[i] < '0' || bytes_[i] > '9') return false;
    }
    return false;
  }

  bool add_repeat(std::size_t& at, Set& set) {
    const std::size_t close = bytes_.find(']', at + 3);
    const std::string digits = bytes_.substr(at + 3, close - at - 3);
    const auto byte = static_cast<unsigned char>(bytes_[at + 1]);
    const auto count = parse_count(digits);
    if (digits.empty() || (count && *count == 0)) {
      if (set.fill) return false;
      set.fill = set.items.size();
      set.filler = byte;
    } else {
      if (!count || digits[0] == '0' || *count > 256) return false;
      for (std::uint64_t i = 0; i < *count; ++i) set.items.push_back({byte});
    }
    at = close + 1;
    return true;
  }

  std::string bytes_;
  std::vector<bool> escaped_;
  std::size_t no_class_from_ = std::string::npos, no_equal_from_ = std::string::npos;
};

std::bitset<256> members(const Set& set, bool complement) {
  std::bitset<256> all;
  for (const Item& item : set.items) all.set(item.byte);
  return complement ? ~all : all;
}

// Classes in the second set stand for the other case, letter by letter.
bool classes_agree(const Set& from, const Set& to) {
  if (to.has_other_class) return false;
  for (std::size_t i = 0; i < to.items.size(); ++i) {
    if (to.items[i].letters == Case::none) continue;
    if (i >= from.items.size() || from.items[i].letters == Case::none) return false;
    if ((i == 0 || to.items[i - 1].letters == Case::none) !=
        (i == 0 || from.items[i - 1].letters == Case::none))
      return false;
  }
  return true;
}

using Table = std::array<unsigned char, 256>;

std::optional<Table> translation(Set from, Set to, bool complement, bool truncate) {
  if (complement) {
    if (from.has_class && members(to, false).count() > 1) return std::nullopt;
    if (to.has_class) return std::nullopt;
    const std::bitset<256> rest = members(from, true);
    from.items.clear();
    for (unsigned c = 0; c < 256; ++c)
      if (rest.test(c)) from.items.push_back({static_cast<unsigned char>(c)});
  }
  if (to.has_class && (to.fill || truncate || !classes_agree(from, to))) return std::nullopt;
  if (to.fill && to.items.size() < from.items.size())
    to.items.insert(to.items.begin() + static_cast<std::ptrdiff_t>(*to.fill),
                    from.items.size() - to.items.size(), Item{to.filler});
  if (to.items.empty()) return std::nullopt;
  if (!truncate && to.items.size() < from.items.size()) {
    if (to.items.back().letters != Case::none) return std::nullopt;
    to.items.resize(from.items.size(), to.items.back());
  }
  Table table;
  for (unsigned c = 0; c < 256; ++c) table[c] = static_cast<unsigned char>(c);
  for (std::size_t i = 0; i < std::min(from.items.size(), to.items.size()); ++i)
    table[from.items[i].byte] = to.items[i].byte;
  return table;
}

}  // namespace

Output run_tr(const Call& call) {
  static constexpr LongOption k_names[] = {
      {"complement", 'c'}, {"delete", 'd'}, {"squeeze-repeats", 's'}, {"truncate-set1", 't'}};
  const auto options = read_options(call.arguments, "cCdst", k_names, false);
  if (!options || options->operands.empty()) return std::nullopt;
  for (const std::string_view operand : options->operands)
    if (operand.size() > k_max_set) return std::nullopt;
  const bool complement = options->has('c') || options->has('C'), remove = options->has('d'),
             squeeze = options->has('s');
  const auto& operands = options->operands;
  const bool translate = operands.size() == 2 && !remove;
  if (operands.size() != (remove == squeeze ? 2u : 1u) && !(squeeze && translate))
    return std::nullopt;
  const auto from = SetReader(operands[0]).read(false);
  const auto to = SetReader(operands.size() == 2 ? operands[1] : "").read(translate);
  if (!from || !to || to->items.size() + to->fill.has_value() < (translate ? 1u : 0u))
    return std::nullopt;

  Table table{};
  if (translate) {
    const auto made = translation(*from, *to, complement, options->has('t'));
    if (!made) return std::nullopt;
    table = *made;
  }
  const std::bitset<256> first = members(*from, complement), second = members(*to, false);
  std::bitset<256> squeezed = operands.size() == 2 ? second : first;
  if (to->fill) squeezed.set(to->filler);
  std::string out(call.input.size(), '\0');
  std::size_t size = 0;
  for (const char c : call.input) {
    auto byte = static_cast<unsigned char>(c);
    if (remove && first.test(byte)) continue;
    if (translate) byte = table[byte];
    if (squeeze && squeezed.test(byte) && size > 0 &&
        static_cast<unsigned char>(out[size - 1]) == byte)
      continue;
    out[size++] = static_cast<char>(byte);
  }
  out.resize(size);
  return out;
}

}  // namespace interlock::text_programs
