// Reads patterns as bash 5.2 does, odd corners included: an open [ is a character,
// ] stands first in a set, an open @( makes the rest of the pattern literal.
#include "lib/shell/pattern_parse.h"

#include <algorithm>

namespace interlock::pattern {
namespace {

constexpr int k_max_nesting = 32;
constexpr std::size_t k_max_scanned =
    2'000'000;  // characters in sets: many open [ read the same ones

bool has_empty_alternative(const Node& node);

// Behind a * bash takes a group that may be empty for more or less than it is.
bool may_be_empty(const Node& node) {
  if (node.kind == Node::Kind::star) return true;
  if (node.kind != Node::Kind::group) return false;
  return (node.operation != '@' && node.operation != '+') || has_empty_alternative(node);
}

bool has_empty_alternative(const Node& node) {
  return std::any_of(node.alternatives.begin(), node.alternatives.end(), [](const Sequence& nodes) {
    return std::all_of(nodes.begin(), nodes.end(), may_be_empty);
  });
}

bool ends_in_star(const Sequence& nodes) {
  auto node = nodes.rbegin();
  while (node != nodes.rend() && node->kind == Node::Kind::any) ++node;
  return node != nodes.rend() && node->kind == Node::Kind::star;
}

class Reader {
 public:
  Reader(std::u32string_view text, bool extended, Pattern& pattern)
      : text_(text), extended_(extended), unsure_(pattern.unsure), odd_(pattern.odd) {}

  Sequence sequence(std::size_t begin, std::size_t end, int depth) {
    Sequence nodes;
    std::size_t at = begin;
    while (at < end) {
      const Char c = text_[at];
      if (extended_ && at + 1 < end && text_[at + 1] == '(' && is_operation(c)) {
        const bool after_star = ends_in_star(nodes), closed = group(at, end, depth, nodes);
        if (after_star && (!closed || may_be_empty(nodes.back()))) unsure_ = true;
        odd_ = odd_ || !closed || has_empty_alternative(nodes.back());
        if (!closed) break;
        continue;
      }
      ++at;
      Node node;
      if (c == '\\') {
        unsure_ = unsure_ || at == end;
        node.character = at < end ? text_[at++] : c;
      } else if (c == '?') {
        node.kind = Node::Kind::any;
      } else if (c == '*') {
        node.kind = Node::Kind::star;
        if (!nodes.empty() && nodes.back().kind == Node::Kind::star) continue;
      } else if (c == '[') {
        const Bracket found = bracket(at, end, node.set);
        node.character = c;
        if (found != Bracket::set) {
          node.set = Set();
          odd_ = true;
        }
        if (found != Bracket::literal) node.kind = Node::Kind::set;
      } else {
        odd_ = odd_ || (c == '(' && extended_);
        node.character = c;
      }
      nodes.push_back(std::move(node));
    }
    return nodes;
  }

 private:
  enum class Bracket { set, literal, never };

  static bool is_operation(Char c) {
    return c == '?' || c == '*' || c == '+' || c == '@' || c == '!';
  }
  Char peek(std::size_t at, std::size_t end) const { return at < end ? text_[at] : 0; }

  // Reads @(a|b) at `at`; false when it is not closed: then the rest was taken as it stands.
  bool group(std::size_t& at, std::size_t end, int depth, Sequence& nodes) {
    std::vector<std::size_t> bars;
    const std::size_t close = depth < k_max_nesting ? find_close(at + 2, end, bars) : end;
    if (depth >= k_max_nesting) unsure_ = true;
    if (close >= end) {
      for (; at < end; ++at) {
        nodes.emplace_back();
        nodes.back().character = text_[at];
      }
      return false;
    }
    Node node;
    node.kind = Node::Kind::group;
    node.operation = static_cast<char>(text_[at]);
    std::size_t begin = at + 2;
    for (const std::size_t bar : bars) {
      node.alternatives.push_back(sequence(begin, bar, depth + 1));
      begin = bar + 1;
    }
    node.alternatives.push_back(sequence(begin, close, depth + 1));
    nodes.push_back(std::move(node));
    at = close + 1;
    return true;
  }

  // The ) of a group whose inside begins at `at`, and the | that stand in it.
  std::size_t find_close(std::size_t at, std::size_t end, std::vector<std::size_t>& bars) const {
    std::size_t open = 0, first = 0;
    bool in_set = false;
    Char special = 0;  // inside [: :], [= =] or [. .]
    for (; at < end; ++at) {
      const Char c = text_[at];
      if (c == '\\') {
        ++at;
      } else if (c == '[') {
        const Char next = peek(at + 1, end);
        if (!in_set) {
          in_set = true;
          first = at + 1 + (next == '!' || next == '^');
        } else if (next == ':' || next == '.' || next == '=') {
          special = next;
        }
      } else if (c == ']' && in_set) {
        if (special != 0 && text_[at - 1] == special)
          special = 0;
        else if (at != first)
          in_set = false;
      } else if (in_set) {
        continue;
      } else if (c == '(') {
        ++open;
      } else if (c == ')') {
        if (open-- == 0) return at;
      } else if (c == '|' && open == 0) {
        bars.push_back(at);
      }
    }
    return end;
  }

  // Reads a set whose inside begins at `at`, and moves `at` behind it; left alone when it is none.
  Bracket bracket(std::size_t& at, std::size_t end, Set& set) {
    std::size_t p = at;
    if (peek(p, end) == '!' || peek(p, end) == '^') {
      set.negated = true;
      ++p;
    }
    for (bool first = true;; first = false) {
      if (p >= end) return Bracket::literal;
      if (++scanned_ > k_max_scanned) {
        unsure_ = true;
        return Bracket::literal;
      }
      Char low = text_[p++];
      if (low == ']' && !first) break;
      odd_ = odd_ || low == ']';
      const Char next = peek(p, end);
      if (low == '[' && (next == '=' || next == '.')) unsure_ = true;
      if (low == '[' && next == ':') {
        const std::size_t close = class_end(p + 1, end);
        odd_ = odd_ || close >= end;
        if (close < end) {
          add_class(text_.substr(p + 1, close - p - 1), set);
          p = close + 2;
          continue;
        }
      }
      if (low == '\\') {
        if (p >= end) return Bracket::never;
        low = text_[p++];
      }
      Char high = low;
      if (peek(p, end) == '-' && peek(p + 1, end) != ']') {
        if (++p < end && text_[p] == '\\') ++p;
        if (p >= end) return Bracket::never;
        if (text_[p] == '[' && peek(p + 1, end) == '.') unsure_ = true;
        high = text_[p++];
      }
      if (low <= high) set.ranges.emplace_back(low, high);
    }
    at = p;
    return Bracket::set;
  }

  // The `:` of the next :] ; remembered, so that many open [: do not scan the text again and again.
  std::size_t class_end(std::size_t at, std::size_t end) {
    if (at > class_end_ || class_limit_ != end || at < class_from_) {
      class_from_ = at;
      class_limit_ = end;
      class_end_ = at;
      while (class_end_ + 1 < end && !(text_[class_end_] == ':' && text_[class_end_ + 1] == ']'))
        ++class_end_;
      if (class_end_ + 1 >= end) class_end_ = std::u32string_view::npos;
    }
    return class_end_;
  }

  void add_class(std::u32string_view name, Set& set) {
    if (name.find(U'\\') != name.npos) unsure_ = true;
    const std::size_t before = set.classes.size();
    if (const auto found = find_class(name)) set.classes.push_back(*found);
    odd_ = odd_ || set.classes.size() == before;
  }

  std::u32string_view text_;
  bool extended_;
  bool& unsure_;
  bool& odd_;
  std::size_t scanned_ = 0;
  std::size_t class_from_ = 1, class_limit_ = 0, class_end_ = 0;
};

}  // namespace

Pattern parse(std::string_view text, bool extended) {
  Pattern pattern;
  const std::u32string chars = decode(text);
  pattern.nodes = Reader(chars, extended, pattern).sequence(0, chars.size(), 0);
  return pattern;
}

void reverse(Sequence& nodes) {
  std::reverse(nodes.begin(), nodes.end());
  for (Node& node : nodes)
    for (Sequence& alternative : node.alternatives) reverse(alternative);
}

}  // namespace interlock::pattern
