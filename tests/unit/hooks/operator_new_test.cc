// This executable's operator new is the hooks'.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <vector>

namespace {

struct Block {
  unsigned char* start;
  std::size_t bytes;
  unsigned char mark;
};

bool is_whole(const Block& block) {
  for (std::size_t i = 0; i < block.bytes; ++i)
    if (block.start[i] != block.mark) return false;
  return true;
}

Block make(std::size_t bytes, unsigned char mark) {
  auto* const start = static_cast<unsigned char*>(::operator new(bytes));
  std::memset(start, mark, bytes);
  return {start, bytes, mark};
}

void give_back(const Block& block) {
#ifdef __cpp_sized_deallocation  // clang 14 has it behind an option
  ::operator delete(block.start, block.bytes);
#else
  ::operator delete(block.start);
#endif
}

}  // namespace

TEST_CASE("operator new: every size is aligned, and no block reaches into another") {
  std::vector<Block> blocks;
  for (int round = 0; round < 3; ++round)
    for (std::size_t bytes = 0; bytes <= 1100; ++bytes)
      blocks.push_back(
          make(bytes, static_cast<unsigned char>(bytes + static_cast<std::size_t>(round) * 7)));
  for (const Block& block : blocks) {
    CHECK(reinterpret_cast<std::uintptr_t>(block.start) % alignof(std::max_align_t) == 0);
    CHECK(is_whole(block));
  }
  for (std::size_t i = 0; i < blocks.size(); i += 2) ::operator delete(blocks[i].start);
  std::vector<Block> later;
  for (std::size_t bytes = 0; bytes <= 1100; ++bytes) later.push_back(make(bytes, 0xEE));
  for (std::size_t i = 1; i < blocks.size(); i += 2) CHECK(is_whole(blocks[i]));
  for (const Block& block : later) CHECK(is_whole(block));
  for (std::size_t i = 1; i < blocks.size(); i += 2) give_back(blocks[i]);
  for (const Block& block : later) give_back(block);
}

TEST_CASE("operator new: a block that was given back is given out again") {
  void* const first = ::operator new(100);
  ::operator delete(first);
  void* const second = ::operator new(112);
  CHECK(first == second);
  ::operator delete(second);
  ::operator delete(nullptr);
}

TEST_CASE("operator new: more than the region holds comes from malloc") {
  std::vector<Block> blocks;
  for (int i = 0; i < 200'000; ++i) blocks.push_back(make(512, static_cast<unsigned char>(i)));
  bool whole = true;
  for (const Block& block : blocks) whole = whole && is_whole(block);
  CHECK(whole);
  for (const Block& block : blocks) give_back(block);
}
