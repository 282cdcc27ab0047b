// A node maps the set of positions where it may begin to the set where it may end. Sets are lists
// of ranges, so that * costs nothing, and one pass answers for every prefix at once.
#include "lib/shell/pattern_match.h"

#include <algorithm>

namespace interlock::pattern {
namespace {

void add(Positions& positions, std::size_t first, std::size_t last) {
  if (!positions.empty() && first <= positions.back().last + 1)
    positions.back().last = std::max(positions.back().last, last);
  else
    positions.push_back({first, last});
}

class Matcher {
 public:
  Matcher(std::u32string_view text, std::size_t& work, bool& unsure)
      : text_(text), work_(work), unsure_(unsure) {}

  // Where `nodes` may end when it begins at one of `positions`.
  Positions run(const Sequence& nodes, Positions positions) {
    for (const Node& node : nodes) {
      if (positions.empty() || work_ > k_max_work) break;
      positions = step(node, positions);
    }
    if (work_ > k_max_work) {
      unsure_ = true;
      return {};
    }
    return positions;
  }

 private:
  Positions step(const Node& node, const Positions& from) {
    work_ += from.size() + 1;
    switch (node.kind) {
      case Node::Kind::character:
        return filter(from, [&](Char c) { return c == node.character; });
      case Node::Kind::set: {
        work_ += node.set.ranges.size() + node.set.classes.size();
        const std::size_t price = node.set.ranges.size() / 4;
        return filter(from, [&](Char c) {
          work_ += price;
          return contains(node.set, c, unsure_);
        });
      }
      case Node::Kind::any:
        return filter(from, [](Char) { return true; });
      case Node::Kind::star:
        return {{from.front().first, text_.size()}};
      case Node::Kind::group:
        return group(node, from);
    }
    return {};
  }

  template <class Accepts>
  Positions filter(const Positions& from, Accepts accepts) {
    Positions to;
    for (const Range& range : from) {
      const std::size_t end = std::min(range.last + 1, text_.size());
      for (std::size_t at = range.first; at < end && work_ <= k_max_work; ++at, ++work_)
        if (accepts(text_[at])) add(to, at + 1, at + 1);
    }
    return to;
  }

  Positions group(const Node& node, const Positions& from) {
    switch (node.operation) {
      case '@':
        return any_alternative(node, from);
      case '?':
        return unite(from, any_alternative(node, from));
      case '*':
        return closure(node, from);
      case '+':
        return closure(node, any_alternative(node, from));
      default:
        return negation(node, from);
    }
  }

  Positions any_alternative(const Node& node, const Positions& from) {
    Positions to;
    for (const Sequence& alternative : node.alternatives) to = unite(to, run(alternative, from));
    return to;
  }

  Positions closure(const Node& node, const Positions& from) {
    Positions all = from, fresh = from;
    while (!fresh.empty() && work_ <= k_max_work) {
      fresh = subtract(any_alternative(node, fresh), all);
      all = unite(all, fresh);
    }
    return all;
  }

  // What !(p) may cover is a question for each begin of its own.
  Positions negation(const Node& node, const Positions& from) {
    Positions all;
    for (const Range& range : from) {
      for (std::size_t at = range.first; at <= range.last && work_ <= k_max_work; ++at) {
        if (all.size() == 1 && all[0].first <= at && all[0].last == text_.size()) return all;
        all = unite(all, subtract({{at, text_.size()}}, any_alternative(node, {{at, at}})));
      }
    }
    return all;
  }

  Positions unite(const Positions& a, const Positions& b) {
    work_ += a.size() + b.size();
    Positions all;
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
      const Range& next =
          j == b.size() || (i < a.size() && a[i].first <= b[j].first) ? a[i++] : b[j++];
      add(all, next.first, next.last);
    }
    return all;
  }

  Positions subtract(const Positions& from, const Positions& what) {
    work_ += from.size() + what.size();
    Positions left;
    std::size_t j = 0;
    for (const Range& range : from) {
      std::size_t begin = range.first;
      while (j < what.size() && what[j].last < begin) ++j;
      for (std::size_t k = j; k < what.size() && what[k].first <= range.last; ++k) {
        if (what[k].first > begin) left.push_back({begin, what[k].first - 1});
        begin = what[k].last + 1;
      }
      if (begin <= range.last) left.push_back({begin, range.last});
    }
    return left;
  }

  std::u32string_view text_;
  std::size_t& work_;
  bool& unsure_;
};

}  // namespace

Positions find_ends(const Sequence& nodes, std::u32string_view text, const Positions& positions,
                    std::size_t& work, bool& unsure) {
  return Matcher(text, work, unsure).run(nodes, positions);
}

}  // namespace interlock::pattern
