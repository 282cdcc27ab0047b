#include <cstdlib>
#include <new>
#include <stdexcept>

#include "hooks/options.h"

namespace interlock {
namespace {

// Volatile keeps the compiler from seeing through what must really happen.
volatile unsigned g_depth = 0;
char* volatile g_nowhere = nullptr;

[[gnu::noinline]] unsigned go_down(unsigned depth) {
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  g_depth = depth;
  if (g_depth == ~0u) return depth;  // never: the stack ends first
  return go_down(depth + 1) + static_cast<unsigned>(room[0]);
}

void take_all_memory() {
  for (;;) {
    char* volatile block = new char[1u << 20];
    block[0] = 1;
  }
}

}  // namespace

void fail_on_purpose(const std::string& way) {
  if (way == "crash") *g_nowhere = 1;
  if (way == "overflow") g_depth = go_down(0);
  if (way == "abort") std::abort();
  if (way == "throw") throw std::runtime_error(way);
  if (way == "memory") take_all_memory();
  while (way == "hang") g_depth = g_depth + 1;
}

}  // namespace interlock
