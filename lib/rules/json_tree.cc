#include "lib/rules/json_tree.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr int k_depth = 64;  // packs need eight; more is no pack

void append_utf8(std::string& out, std::uint32_t rune) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (rune < 0x80) {
    put(rune);
  } else if (rune < 0x800) {
    put(0xC0 | (rune >> 6));
    put(0x80 | (rune & 0x3F));
  } else if (rune < 0x10000) {
    put(0xE0 | (rune >> 12));
    put(0x80 | ((rune >> 6) & 0x3F));
    put(0x80 | (rune & 0x3F));
  } else {
    put(0xF0 | (rune >> 18));
    put(0x80 | ((rune >> 12) & 0x3F));
    put(0x80 | ((rune >> 6) & 0x3F));
    put(0x80 | (rune & 0x3F));
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  JsonTree read() {
    if (!is_valid_utf8(text_)) {
      fail("the text is not valid UTF-8");
      return std::move(result_);
    }
    result_.readable = value(result_.root, 0) && at_end();
    return std::move(result_);
  }

 private:
  bool fail(std::string message) {
    result_.faults.push_back(JsonFault{at_, std::move(message)});
    return false;
  }

  std::string seen() const {
    if (at_ >= text_.size()) return "the end of the text";
    std::size_t end = at_ + 1;  // one whole character
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
    if (static_cast<unsigned char>(text_[at_]) < 0x20) return "a control character";
    return "'" + std::string(text_.substr(at_, end - at_)) + "'";
  }

  void skip_blanks() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool at_end() {
    skip_blanks();
    return at_ == text_.size() || fail("expected the end of the text, got " + seen());
  }

  bool value(JsonNode& out, int depth) {
    skip_blanks();
    out.begin = at_;
    if (depth > k_depth) return fail("nested too deep");
    bool good = false;
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c == '{') {
      good = object(out, depth);
    } else if (c == '[') {
      good = array(out, depth);
    } else if (c == '"') {
      out.kind = JsonNode::Kind::string;
      good = string(out.text);
    } else if (c == '-' || is_digit(c)) {
      good = number(out);
    } else {
      good = word(out);
    }
    out.end = at_;
    return good;
  }

  bool word(JsonNode& out) {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("true") || rest.starts_with("false")) {
      out.kind = JsonNode::Kind::boolean;
      out.truth = rest[0] == 't';
      at_ += out.truth ? 4 : 5;
      return true;
    }
    if (rest.starts_with("null")) {
      at_ += 4;
      return true;
    }
    return fail("expected a value, got " + seen());
  }

  bool number(JsonNode& out) {
    const std::size_t begin = at_;
    out.kind = JsonNode::Kind::number;
    take('-');
    if (!take('0') && !digits()) return fail("expected a digit, got " + seen());
    if (take('.') && !digits()) return fail("expected a digit, got " + seen());
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return fail("expected a digit, got " + seen());
    }
    out.text = text_.substr(begin, at_ - begin);
    return true;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ > begin;
  }

  bool hex(std::uint32_t& out) {
    out = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = at_ < text_.size() ? text_[at_] : '\0';
      const int digit = is_digit(c)            ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return fail("expected four hexadecimal digits after \\u, got " + seen());
      out = out * 16 + static_cast<std::uint32_t>(digit);
    }
    return true;
  }

  bool escape(std::string& out) {
    static constexpr std::string_view k_letters = "\"\\/bfnrt";
    static constexpr std::string_view k_meanings = "\"\\/\b\f\n\r\t";
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (const std::size_t which = c == '\0' ? std::string_view::npos : k_letters.find(c);
        which != std::string_view::npos) {
      ++at_;
      out += k_meanings[which];
      return true;
    }
    if (!take('u')) return fail("expected an escape such as \\n or \\\\, got \\ and " + seen());
    std::uint32_t rune = 0;
    if (!hex(rune)) return false;
    if (rune >= 0xD800 && rune < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      at_ += 2;
      std::uint32_t low = 0;
      if (!hex(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return fail("half of a surrogate pair");
      rune = 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
    } else if (rune >= 0xD800 && rune < 0xE000) {
      return fail("half of a surrogate pair");
    }
    append_utf8(out, rune);
    return true;
  }

  bool string(std::string& out) {
    ++at_;  // the quote
    for (;;) {
      if (at_ >= text_.size()) return fail("expected a closing \", got the end of the text");
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return fail("a control character inside a string");
      ++at_;
      if (c == '"') return true;
      if (c != '\\')
        out += c;
      else if (!escape(out))
        return false;
    }
  }

  bool array(JsonNode& out, int depth) {
    out.kind = JsonNode::Kind::array;
    ++at_;
    skip_blanks();
    if (take(']')) return true;
    for (;;) {
      out.items.emplace_back();
      if (!value(out.items.back(), depth + 1)) return false;
      skip_blanks();
      if (take(']')) return true;
      if (!take(',')) return fail("expected ',' or ']', got " + seen());
    }
  }

  bool object(JsonNode& out, int depth) {
    out.kind = JsonNode::Kind::object;
    ++at_;
    skip_blanks();
    if (take('}')) return true;
    std::set<std::string> known;
    for (;;) {
      skip_blanks();
      JsonNode::Key key;
      key.begin = at_;
      if (at_ >= text_.size() || text_[at_] != '"')
        return fail("expected a key in quotes, got " + seen());
      if (!string(key.name)) return false;
      if (!known.insert(key.name).second)
        result_.faults.push_back(
            JsonFault{key.begin, "'" + key.name + "' stands here a second time"});
      skip_blanks();
      if (!take(':')) return fail("expected ':', got " + seen());
      out.keys.push_back(std::move(key));
      out.items.emplace_back();
      if (!value(out.items.back(), depth + 1)) return false;
      skip_blanks();
      if (take('}')) return true;
      if (!take(',')) return fail("expected ',' or '}', got " + seen());
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  JsonTree result_;
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size() && i < items.size(); ++i)
    if (keys[i].name == key) return &items[i];
  return nullptr;
}

JsonTree parse_json_tree(std::string_view text) { return Reader(text).read(); }

std::string_view name_of(JsonNode::Kind kind) {
  switch (kind) {
    case JsonNode::Kind::null:
      return "null";
    case JsonNode::Kind::boolean:
      return "true or false";
    case JsonNode::Kind::number:
      return "a number";
    case JsonNode::Kind::string:
      return "a string";
    case JsonNode::Kind::array:
      return "a list";
    case JsonNode::Kind::object:
      return "an object";
  }
  return "";
}

}  // namespace interlock
