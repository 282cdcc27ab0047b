// The hook's three standard streams, by system calls alone: no iostreams, no buffers to flush, and
// a peer that went away is a value and never a signal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lib/base/result.h"
#include "lib/codex/reply.h"

namespace interlock {

inline constexpr std::size_t k_max_input = 16u << 20;

// All of `fd`. Text over `max` bytes is an error, but is read to its end first: a writer that is
// cut off in the middle of its sentence might take that for a failed hook. Blocks until the end of
// the text; the process's own deadline bounds that.
Result<std::string> read_all(int fd, std::size_t max);

// Whether everything was taken. Waits for a slow reader, gives up on one that is gone.
bool write_all(int fd, std::string_view text);

// Writes the reply to stdout and stderr; returns the exit code. A reply that cannot be delivered
// keeps its code: a refusal stays one.
int send(const Reply& reply);

// Sends and ends the process with that code, without destructors: the kernel takes everything back
// faster.
[[noreturn]] void send_and_leave(const Reply& reply);

}  // namespace interlock
