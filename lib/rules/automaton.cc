#include "lib/rules/automaton.h"

#include <array>
#include <cstring>

#include "lib/rules/image_format.h"

namespace interlock {
namespace {

using image_format::Edge;
using image_format::Node;

constexpr std::uint32_t k_none = 0xFFFFFFFF;

// A row takes longer to make than a node to look up, and is twenty times as fast afterwards.
constexpr std::size_t k_worth_rows = 8'192;     // bytes of text
constexpr std::size_t k_most_rows = 4'096;      // 1 kB each
constexpr std::size_t k_longest_path = 65'536;  // of fail links, unless the image is damaged

struct Growing {
  std::map<unsigned char, std::uint32_t> next;
  std::uint32_t fail = 0;
  std::uint32_t next_output = 0;
  const std::set<std::uint32_t>* entries = nullptr;
};

template <class T>
void append_raw(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::uint32_t step(const std::vector<Growing>& nodes, std::uint32_t node, unsigned char byte) {
  for (;;) {
    const auto edge = nodes[node].next.find(byte);
    if (edge != nodes[node].next.end()) return edge->second;
    if (node == 0) return 0;
    node = nodes[node].fail;
  }
}

// Fail links breadth first: a node's own is found from its parent's, which is nearer the root.
void link(std::vector<Growing>& nodes) {
  std::vector<std::uint32_t> queue{0};
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const std::uint32_t parent = queue[at];
    for (const auto& [byte, child] : nodes[parent].next) {
      nodes[child].fail = parent == 0 ? 0 : step(nodes, nodes[parent].fail, byte);
      nodes[child].next_output =
          nodes[child].entries != nullptr ? child : nodes[nodes[child].fail].next_output;
      queue.push_back(child);
    }
  }
}

template <class T>
std::optional<T> row(const Image& image, Section section, std::size_t index) {
  const auto bytes = image.read(section, index * sizeof(T), sizeof(T));
  if (!bytes) return std::nullopt;
  T value;
  std::memcpy(&value, bytes->data(), sizeof value);
  return value;
}

}  // namespace

AutomatonBytes build_automaton(const AtomTable& atoms) {
  std::vector<Growing> nodes(1);
  for (const auto& [atom, entries] : atoms) {
    std::uint32_t node = 0;
    for (const char c : atom) {
      const auto byte = static_cast<unsigned char>(c);
      const auto edge = nodes[node].next.find(byte);
      if (edge != nodes[node].next.end()) {
        node = edge->second;
        continue;
      }
      const auto fresh = static_cast<std::uint32_t>(nodes.size());
      nodes[node].next.emplace(byte, fresh);
      nodes.emplace_back();
      node = fresh;
    }
    nodes[node].entries = &entries;
  }
  link(nodes);
  AutomatonBytes bytes;
  std::uint32_t edges = 0, outputs = 0;
  for (const Growing& grown : nodes) {
    Node node{grown.fail,        edges,   static_cast<std::uint32_t>(grown.next.size()),
              grown.next_output, outputs, 0};
    for (const auto& [byte, target] : grown.next) append_raw(bytes.edges, Edge{byte, target});
    edges += node.edge_count;
    if (grown.entries != nullptr) {
      for (const std::uint32_t entry : *grown.entries) append_raw(bytes.outputs, entry);
      node.output_count = static_cast<std::uint32_t>(grown.entries->size());
      outputs += node.output_count;
    }
    append_raw(bytes.nodes, node);
  }
  return bytes;
}

// The child of `node` for `byte`, k_none when there is none, nothing when damaged.
std::optional<std::uint32_t> AtomScanner::follow(std::uint32_t node, unsigned char byte) {
  const auto here = row<Node>(image_, Section::nodes, node);
  if (!here) return std::nullopt;
  std::uint32_t low = here->edges, high = here->edges + here->edge_count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const auto edge = row<Edge>(image_, Section::edges, middle);
    if (!edge) return std::nullopt;
    if (edge->byte == byte) return edge->target;
    if (edge->byte < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return k_none;
}

bool AtomScanner::report(std::uint32_t node, std::vector<std::uint32_t>& entries) {
  for (std::size_t hops = 0; node != 0; ++hops) {
    if (hops > k_longest_path) return false;
    if (!reported_.empty()) {
      if (node >= reported_.size()) return false;
      if (reported_[node] == pass_) return true;  // and so was everything behind it
      reported_[node] = pass_;
    }
    const auto here = row<Node>(image_, Section::nodes, node);
    if (!here) return false;
    const auto bytes = image_.read(Section::outputs, std::size_t{here->output} * 4,
                                   std::size_t{here->output_count} * 4);
    if (!bytes) return false;
    for (std::size_t at = 0; at + 4 <= bytes->size(); at += 4) {
      std::uint32_t entry;
      std::memcpy(&entry, bytes->data() + at, 4);
      entries.push_back(entry);
    }
    const auto behind = row<Node>(image_, Section::nodes, here->fail);
    if (!behind) return false;
    node = behind->next_output;
  }
  return true;
}

bool AtomScanner::scan(std::string_view folded, std::vector<std::uint32_t>& entries) {
  const std::size_t count = image_.size_of(Section::nodes) / sizeof(Node);
  if (count <= 1) return true;  // no atoms at all
  scanned_ += folded.size();
  if (scanned_ < k_worth_rows) return scan_in_image(folded, entries);
  reported_.resize(count);
  ++pass_;
  return scan_in_rows(folded, entries);
}

bool AtomScanner::scan_in_image(std::string_view folded, std::vector<std::uint32_t>& entries) {
  // Most bytes of most texts lead from the root back to it: its children are kept at hand.
  std::array<std::uint32_t, 256> first{};
  const auto root = row<Node>(image_, Section::nodes, 0);
  if (!root) return false;
  for (std::uint32_t i = 0; i < root->edge_count; ++i) {
    const auto edge = row<Edge>(image_, Section::edges, std::size_t{root->edges} + i);
    if (!edge || edge->byte > 255) return false;
    first[edge->byte] = edge->target;
  }
  std::uint32_t node = 0;
  std::size_t hops =
      0;  // along fail links: never more than bytes read, unless the image is damaged
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const auto byte = static_cast<unsigned char>(folded[at]);
    for (;;) {
      if (node == 0) {
        node = first[byte];
        break;
      }
      const auto next = follow(node, byte);
      if (!next) return false;
      if (*next != k_none) {
        node = *next;
        break;
      }
      const auto here = row<Node>(image_, Section::nodes, node);
      if (!here || ++hops > at) return false;
      node = here->fail;
    }
    if (node == 0) continue;
    const auto here = row<Node>(image_, Section::nodes, node);
    if (!here || !report(here->next_output, entries)) return false;
  }
  return true;
}

// The fail link leads to a node nearer the root: as many rows are made on the way as a path of the
// image is long.
const AtomScanner::Row* AtomScanner::row_of(std::uint32_t node) {
  std::vector<std::uint32_t> path;
  for (;;) {
    if (node >= rows_.size() || path.size() > k_longest_path) return nullptr;
    if (rows_[node]) break;
    path.push_back(node);
    if (node == 0) break;
    const auto here = row<Node>(image_, Section::nodes, node);
    if (!here) return nullptr;
    node = here->fail;
  }
  const Row* nearer = rows_[node].get();
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    const auto here = row<Node>(image_, Section::nodes, *at);
    if (!here) return nullptr;
    auto fresh = nearer == nullptr ? std::make_unique<Row>() : std::make_unique<Row>(*nearer);
    fresh->next_output = here->next_output;
    for (std::uint32_t i = 0; i < here->edge_count; ++i) {
      const auto edge = row<Edge>(image_, Section::edges, std::size_t{here->edges} + i);
      if (!edge || edge->byte > 255) return nullptr;
      fresh->next[edge->byte] = edge->target;
    }
    nearer = fresh.get();
    rows_[*at] = std::move(fresh);
    ++row_count_;
  }
  return nearer;
}

bool AtomScanner::scan_in_rows(std::string_view folded, std::vector<std::uint32_t>& entries) {
  if (rows_.empty()) rows_.resize(reported_.size());
  const Row* here = row_of(0);
  for (const char c : folded) {
    if (here == nullptr) return false;
    const std::uint32_t node = here->next[static_cast<unsigned char>(c)];
    if (node >= rows_.size()) return false;
    if (!rows_[node] && row_count_ >= k_most_rows) {  // begin anew, as RE2 does
      for (auto& one : rows_) one.reset();
      row_count_ = 0;
    }
    here = rows_[node] ? rows_[node].get() : row_of(node);
    if (here != nullptr && here->next_output != 0 && !report(here->next_output, entries))
      return false;
  }
  return here != nullptr;
}

}  // namespace interlock
