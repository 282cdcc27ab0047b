// The nodes of a SharedMap: a treap whose nodes are never changed while anybody else holds them.
// A node is above all of lower rank, and ranks follow from names, so that a set of names has one
// shape whatever happened before.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace interlock::shared_tree {

template <class Entry>
struct Node {
  std::shared_ptr<Entry> entry;
  std::shared_ptr<Node> left, right;
  std::uint64_t rank = 0;
  std::size_t size = 1, height = 1;

  std::string_view name() const { return entry->first; }
};

template <class Entry>
using Link = std::shared_ptr<Node<Entry>>;

template <class Entry>
struct Parts {
  Link<Entry> below, same, above;
};

inline std::uint64_t rank_of(std::string_view name) {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0xD6E8FEB86659FD93ULL;
    hash ^= hash >> 32;
  }
  return hash;
}

template <class Entry>
bool is_above(const Node<Entry>& a, const Node<Entry>& b) {
  return a.rank != b.rank ? a.rank > b.rank : a.name() < b.name();
}

// A node of this entry with these children.
template <class Entry>
Link<Entry> make(std::shared_ptr<Entry> entry, Link<Entry> left, Link<Entry> right) {
  auto node = std::make_shared<Node<Entry>>();
  node->rank = rank_of(entry->first);
  node->entry = std::move(entry);
  for (const auto* child : {left.get(), right.get()}) {
    if (child == nullptr) continue;
    node->size += child->size;
    node->height = std::max(node->height, child->height + 1);
  }
  node->left = std::move(left);
  node->right = std::move(right);
  return node;
}

// The same node with other children; itself when they are its own.
template <class Entry>
Link<Entry> with(const Link<Entry>& node, Link<Entry> left, Link<Entry> right) {
  if (node->left == left && node->right == right) return node;
  return make(node->entry, std::move(left), std::move(right));
}

template <class Entry>
Parts<Entry> split(const Link<Entry>& node, std::string_view name) {
  if (!node) return {};
  if (name == node->name()) return {node->left, node, node->right};
  if (name < node->name()) {
    auto parts = split(node->left, name);
    parts.above = with(node, std::move(parts.above), node->right);
    return parts;
  }
  auto parts = split(node->right, name);
  parts.below = with(node, node->left, std::move(parts.below));
  return parts;
}

// All names of `left` are before those of `right`.
template <class Entry>
Link<Entry> join(const Link<Entry>& left, const Link<Entry>& right) {
  if (!left) return right;
  if (!right) return left;
  if (is_above(*left, *right)) return with(left, left->left, join(left->right, right));
  return with(right, join(left, right->left), right->right);
}

// `merge(mine, other)` answers the entry of a name where two trees differ; one may be null.
template <class Entry, class Merge>
Link<Entry> merged(const Link<Entry>& mine, const Link<Entry>& other, const Merge& merge) {
  if (mine == other) return mine;
  const bool other_is_root = !mine || (other && is_above(*other, *mine));
  const Link<Entry>& root = other_is_root ? other : mine;
  const Parts<Entry> parts = split(other_is_root ? mine : other, root->name());
  const Link<Entry>& first = other_is_root ? parts.same : root;
  const Link<Entry>& second = other_is_root ? root : parts.same;
  auto left = other_is_root ? merged(parts.below, root->left, merge)
                            : merged(root->left, parts.below, merge);
  auto right = other_is_root ? merged(parts.above, root->right, merge)
                             : merged(root->right, parts.above, merge);
  std::shared_ptr<Entry> entry = first ? first->entry : nullptr;
  if (!first || !second || entry != second->entry)
    entry = merge(entry, second ? second->entry : nullptr);
  if (entry == root->entry) return with(root, std::move(left), std::move(right));
  return make(std::move(entry), std::move(left), std::move(right));
}

}  // namespace interlock::shared_tree
