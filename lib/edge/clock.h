// The two clocks of the edge; nothing pure asks for the time.
#pragma once

#include <cstdint>
#include <string>

namespace interlock {

std::int64_t unix_ms();       // wall clock
std::int64_t monotonic_ms();  // for limits; never goes back

// "2026-11-21 07:03:59 UTC"
std::string render_time(std::int64_t unix_time_ms);

}  // namespace interlock
