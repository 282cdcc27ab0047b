// The bytes of the image that both the compiler and the reader must agree on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace interlock::image_format {

inline constexpr std::string_view k_magic = "intrlk\r\n";  // a text-mode copy breaks it at once
inline constexpr std::uint32_t k_format = 5;
inline constexpr std::size_t k_block = 4096;

// Fixed part of the head, all little-endian.
struct Head {
  char magic[8];
  std::uint64_t checksum;  // of what follows, up to head_size
  std::uint32_t format;
  std::uint32_t engine;
  std::uint64_t total;      // bytes of the image
  std::uint64_t head_size;  // fixed part, sections, block sums, sources; a whole number of blocks
  std::uint64_t sums;  // offset of the block sums, one of 8 bytes for each block after the head
  std::uint64_t prefix_lengths;
  std::uint32_t rules, entries, workflows, grammars;
  std::uint32_t has_command_atoms;
  std::uint32_t unused;
  struct Section {
    std::uint64_t offset, size;
  } sections[14];
};
inline constexpr std::size_t k_checked_from = offsetof(Head, format);

struct IndexRow {  // sorted by hash
  std::uint64_t hash;
  std::uint32_t key, key_size;    // in the section of keys
  std::uint32_t list, list_size;  // in the section of lists, counted in numbers
};

struct Edge {  // those of a node stand together, sorted by byte
  std::uint32_t byte;
  std::uint32_t target;
};

struct Node {  // of the automaton, the root first
  std::uint32_t fail;
  std::uint32_t edges;  // first of its edges
  std::uint32_t edge_count;
  std::uint32_t
      next_output;  // nearest node on the fail path, itself included, that has an output; 0: none
  std::uint32_t output;  // first of its outputs
  std::uint32_t output_count;
};

// Detects damage, not attackers: changing any one word changes the sum.
inline std::uint64_t checksum(std::string_view bytes) {
  constexpr std::uint64_t k_odd = 0x9E3779B97F4A7C15ULL;
  std::uint64_t lane[4] = {1, 2, 3, 4};
  const auto mix = [](std::uint64_t state, std::uint64_t word) {
    state = (state ^ word) * k_odd;
    return state ^ (state >> 29);
  };
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::uint64_t words[4];
    std::memcpy(words, bytes.data() + at, sizeof words);
    for (int i = 0; i < 4; ++i) lane[i] = mix(lane[i], words[i]);
  }
  std::uint64_t sum = bytes.size();
  for (; at < bytes.size(); ++at) sum = mix(sum, static_cast<unsigned char>(bytes[at]));
  for (const std::uint64_t one : lane) sum = mix(sum, one);
  return sum;
}

}  // namespace interlock::image_format
