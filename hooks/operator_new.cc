// The hooks' operator new. A hook makes and drops up to a million small blocks on one thread and
// ends, so small blocks come from lists of free blocks of their size: malloc merges neighbours that
// nobody needs merged. Larger blocks, and all once the region is used up or cannot be had, are
// malloc's.
#include <malloc.h>
#include <sys/mman.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t k_unit = alignof(std::max_align_t);
constexpr std::size_t k_largest = 512;  // bytes of a small block
constexpr std::size_t k_slab = 512;  // bytes, of blocks of one size: few, so few pages are touched
constexpr std::size_t k_region = 64 << 20;      // bytes of addresses; memory only where touched
constexpr std::size_t k_small_pages = 1 << 20;  // bytes before pages may be huge
constexpr std::size_t k_kept = 32 << 20;        // bytes; more is refused as a threshold

struct FreeBlock {
  FreeBlock* next;
};

struct Size {
  FreeBlock* free = nullptr;
  std::byte* unused = nullptr;  // the newest slab's blocks that were never given out
  std::byte* end = nullptr;
};

// One thread: nothing in the hooks starts another.
std::array<Size, k_largest / k_unit + 1> sizes;          // by units
std::array<std::uint8_t, k_region / k_slab> slab_units;  // the size of each slab's blocks
std::byte* region = nullptr;                             // null, where it cannot be had
std::size_t slabs_used = k_region / k_slab;
bool has_asked = false;

void* allocate_large(std::size_t size) {
  for (;;) {
    if (void* const block = std::malloc(size)) return block;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void ask_for_region() {
  has_asked = true;
  // What malloc gives back to the kernel is wanted again soon, and comes page by page.
  mallopt(M_MMAP_THRESHOLD, k_kept);
  mallopt(M_TRIM_THRESHOLD, k_kept);
  void* const start = mmap(nullptr, k_region, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (start == MAP_FAILED) return;
  region = static_cast<std::byte*>(start);
  slabs_used = 0;
  // A call that takes much would spend its time on a fault for each page; most never come so far.
  madvise(region + k_small_pages, k_region - k_small_pages, MADV_HUGEPAGE);
}

void* allocate_from_new_slab(std::size_t units) {
  if (!has_asked) ask_for_region();
  if (slabs_used == slab_units.size()) return allocate_large(units * k_unit);
  std::byte* const block = region + slabs_used * k_slab;
  slab_units[slabs_used++] = static_cast<std::uint8_t>(units);
  Size& size = sizes[units];
  size.unused = block + units * k_unit;
  size.end = block + k_slab / (units * k_unit) * (units * k_unit);
  return block;
}

}  // namespace

void* operator new(std::size_t bytes) {
  if (bytes > k_largest) return allocate_large(bytes);
  const std::size_t units = bytes == 0 ? 1 : (bytes + k_unit - 1) / k_unit;
  Size& size = sizes[units];
  if (FreeBlock* const block = size.free) {
    size.free = block->next;
    return block;
  }
  if (size.unused == size.end) return allocate_from_new_slab(units);
  std::byte* const block = size.unused;
  size.unused += units * k_unit;
  return block;
}

void operator delete(void* block) noexcept {
  const auto offset =
      reinterpret_cast<std::uintptr_t>(block) - reinterpret_cast<std::uintptr_t>(region);
  if (region == nullptr || offset >= k_region) return std::free(block);
  Size& size = sizes[slab_units[offset / k_slab]];
  auto* const free = static_cast<FreeBlock*>(block);
  free->next = size.free;
  size.free = free;
}

void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
