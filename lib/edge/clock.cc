#include "lib/edge/clock.h"

#include <time.h>

#include <cstdio>

namespace interlock {
namespace {

std::int64_t read(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return now.tv_sec * std::int64_t{1000} + now.tv_nsec / 1'000'000;
}

}  // namespace

std::int64_t unix_ms() { return read(CLOCK_REALTIME); }
std::int64_t monotonic_ms() { return read(CLOCK_MONOTONIC); }

std::string render_time(std::int64_t unix_time_ms) {
  const time_t seconds = unix_time_ms / 1000;
  tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const std::size_t size = strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts);
  return std::string(text, size);
}

}  // namespace interlock
