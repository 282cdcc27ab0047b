// A hook lives for milliseconds. Of a large call glibc took a fifth of the time to join freed
// pieces of syntax trees into larger ones, which nobody needed any more. Here small pieces stay
// small: each goes to the list of its size and is handed out again. One thread only.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t k_step = 16;                     // the alignment that operator new owes
constexpr std::size_t k_small = 512;                   // larger pieces are malloc's
constexpr std::size_t k_room = std::size_t{48} << 20;  // then all are; untouched, it costs nothing

struct Piece {
  std::uint64_t size_class;  // in front of what is handed out
  Piece* next;               // while it is free
};
constexpr std::size_t k_head = offsetof(Piece, next);

alignas(k_step) char room[k_room];
std::size_t used = k_step - k_head;  // so that what follows the head is aligned
Piece* free_pieces[k_small / k_step + 1];

void* allocate(std::size_t size) noexcept {
  const std::size_t size_class = (size + k_head + k_step - 1) / k_step;
  if (size <= k_small - k_head) {
    if (Piece* const piece = free_pieces[size_class]) {
      free_pieces[size_class] = piece->next;
      return &piece->next;
    }
    if (used + size_class * k_step <= k_room) {
      auto* const piece = reinterpret_cast<Piece*>(room + used);
      used += size_class * k_step;
      piece->size_class = size_class;
      return &piece->next;
    }
  }
  return std::malloc(size == 0 ? 1 : size);
}

void release(void* what) noexcept {
  const auto at = reinterpret_cast<std::uintptr_t>(what) - reinterpret_cast<std::uintptr_t>(room);
  if (at >= k_room) return std::free(what);
  auto* const piece = reinterpret_cast<Piece*>(static_cast<char*>(what) - k_head);
  piece->next = free_pieces[piece->size_class];
  free_pieces[piece->size_class] = piece;
}

}  // namespace

void* operator new(std::size_t size) {
  for (;;) {
    if (void* const piece = allocate(size)) return piece;
    const std::new_handler handler = std::get_new_handler();  // it says that memory ran out
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* what) noexcept { release(what); }
void operator delete(void* what, std::size_t) noexcept { release(what); }
void operator delete(void* what, const std::nothrow_t&) noexcept { release(what); }
