// A map from names to values that is cheap to copy: copies share what neither has changed, and two
// that come from one are joined or compared by looking at what differs alone.
#pragma once

#include <optional>

#include "lib/base/shared_tree.h"

namespace interlock {

template <class T>
class SharedMap {
 public:
  bool empty() const { return !root_; }
  std::size_t size() const { return root_ ? root_->size : 0; }
  // What a change costs. Names can be chosen to make the tree as high as it has names.
  std::size_t height() const { return root_ ? root_->height : 0; }
  void clear() { root_.reset(); }

  // Null when there is none. Good until the map changes.
  const T* find(std::string_view name) const {
    const Node* node = root_.get();
    while (node != nullptr && node->name() != name)
      node = (name < node->name() ? node->left : node->right).get();
    return node == nullptr ? nullptr : &node->entry->second;
  }
  bool contains(std::string_view name) const { return find(name) != nullptr; }

  // To be changed at once: the reference is good until the map is copied or changes.
  T& operator[](const std::string& name) {
    Link* link = &root_;
    if (!contains(name)) set(name, T());
    while (true) {
      if (link->use_count() > 1) *link = std::make_shared<Node>(**link);
      Node& node = **link;
      if (node.name() == name) {
        if (node.entry.use_count() > 1) node.entry = std::make_shared<Entry>(*node.entry);
        return node.entry->second;
      }
      link = name < node.name() ? &node.left : &node.right;
    }
  }
  void set(const std::string& name, T value) {
    const auto parts = shared_tree::split(root_, name);
    auto node = shared_tree::make(std::make_shared<Entry>(name, std::move(value)), Link(), Link());
    root_ = shared_tree::join(parts.below, shared_tree::join(node, parts.above));
  }
  void erase(std::string_view name) {
    if (!contains(name)) return;
    const auto parts = shared_tree::split(root_, name);
    root_ = shared_tree::join(parts.below, parts.above);
  }

  // Takes in what `other` has. Where the two differ, `merge(name, const T* mine, const T* theirs)`
  // (one may be null) answers the value, or nothing to keep mine. Says how often it was asked.
  template <class Merge>
  std::size_t merge(const SharedMap& other, const Merge& merge) {
    std::size_t asked = 0;
    root_ = shared_tree::merged(root_, other.root_, [&](const Held& mine, const Held& theirs) {
      ++asked;
      const std::string& name = (mine ? mine : theirs)->first;
      std::optional<T> value =
          merge(name, mine ? &mine->second : nullptr, theirs ? &theirs->second : nullptr);
      return value ? std::make_shared<Entry>(name, std::move(*value)) : mine;
    });
    return asked;
  }

  // visit(name, value), in the order of the names.
  template <class Visit>
  void each(const Visit& visit) const {
    walk(root_, visit);
  }

  friend bool operator==(const SharedMap& a, const SharedMap& b) { return same(a.root_, b.root_); }

 private:
  using Entry = std::pair<const std::string, T>;
  using Held = std::shared_ptr<Entry>;
  using Node = shared_tree::Node<Entry>;
  using Link = shared_tree::Link<Entry>;

  template <class Visit>
  static void walk(const Link& node, const Visit& visit) {
    if (!node) return;
    walk(node->left, visit);
    visit(node->entry->first, node->entry->second);
    walk(node->right, visit);
  }
  static bool same(const Link& a, const Link& b) {  // one set of names has one shape
    if (a == b) return true;
    if (!a || !b || a->name() != b->name() || a->size != b->size) return false;
    return (a->entry == b->entry || a->entry->second == b->entry->second) &&
           same(a->left, b->left) && same(a->right, b->right);
  }

  Link root_;
};

}  // namespace interlock
