// JSON text -> a tree that remembers where everything stood, so that a fault in a
// pack is reported with its line and column. Strict RFC 8259, no repeated keys.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

struct JsonNode {
  enum class Kind { null, boolean, number, string, array, object };
  struct Key {
    std::string name;
    std::size_t begin = 0;
  };
  Kind kind = Kind::null;
  bool truth = false;           // of a boolean
  std::string text;             // of a string decoded, of a number its spelling
  std::vector<JsonNode> items;  // of an array, and the values of an object
  std::vector<Key> keys;        // of an object, beside `items`
  std::size_t begin = 0;        // bytes of the input
  std::size_t end = 0;

  const JsonNode* find(std::string_view key) const;
};

struct JsonFault {
  std::size_t offset = 0;
  std::string message;
};

struct JsonTree {
  JsonNode root;
  bool readable = false;          // false: the last fault is where reading stopped
  std::vector<JsonFault> faults;  // repeated keys, and what stopped it
};

JsonTree parse_json_tree(std::string_view text);

std::string_view name_of(JsonNode::Kind kind);  // "a string", "an object"

}  // namespace interlock
