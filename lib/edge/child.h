// Runs one program to its end, or to its limit, and leaves no process behind.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace interlock {

class Confinement;

struct ChildSpec {
  std::string path;  // of the executable
  std::vector<std::string> argv;
  std::vector<std::string> environment;  // "NAME=value", the whole of it
  std::string directory;
  const Confinement* confinement = nullptr;
  long limit_ms = 120'000;
  std::size_t output_bytes = 64u << 10;  // half of it from the beginning, half from the end
};

struct ChildResult {
  bool started = false;
  std::string error;  // why it did not start
  bool timed_out = false;
  int exit_code = -1;  // -1 when a signal ended it
  int signal = 0;
  std::string output;  // stdout and stderr as they came, the middle left out when too long
};

// stdin is /dev/null, no other descriptor is inherited, the process group is its own. At the limit,
// and after the program's end, everything that it started is killed, even what left its process
// group.
ChildResult run_child(const ChildSpec& spec);

}  // namespace interlock
