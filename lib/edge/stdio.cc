#include "lib/edge/stdio.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace interlock {
namespace {

constexpr std::size_t k_chunk = 8u << 10;  // bytes; a larger one is stack that no other part needs

// Somebody may have set the pipe to answer "not now": wait for it then.
bool wait_for(int fd, short what) {
  pollfd one{fd, what, 0};
  return poll(&one, 1, -1) >= 0 || errno == EINTR;
}

// Bytes read, 0 at the end, -1 with errno.
ssize_t read_some(int fd, char* to, std::size_t size) {
  for (;;) {
    const ssize_t count = read(fd, to, size);
    if (count >= 0) return count;
    if (errno == EINTR) continue;
    if (errno != EAGAIN || !wait_for(fd, POLLIN)) return -1;
  }
}

}  // namespace

Result<std::string> read_all(int fd, std::size_t max) {
  std::string text;
  bool too_long = false;
  char chunk[k_chunk];  // not in the string: what is not read need not be there
  for (;;) {
    const ssize_t count = read_some(fd, chunk, sizeof chunk);
    if (count < 0) return Error{std::string("hook input cannot be read: ") + std::strerror(errno)};
    if (count == 0) break;
    too_long = too_long || text.size() + static_cast<std::size_t>(count) > max;
    if (!too_long) text.append(chunk, static_cast<std::size_t>(count));  // else drained
  }
  if (too_long)
    return Error{"hook input is longer than " + std::to_string(max >> 20) + " MiB (" +
                 std::to_string(max) + " bytes)"};
  return text;
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(fd, text.data(), text.size());
    if (count > 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
      return false;
    } else if (errno == EAGAIN && !wait_for(fd, POLLOUT)) {
      return false;
    }
  }
  return true;
}

int send(const Reply& reply) {
  write_all(STDOUT_FILENO, reply.out);
  write_all(STDERR_FILENO, reply.error);
  return reply.exit_code;
}

void send_and_leave(const Reply& reply) { _exit(send(reply)); }

}  // namespace interlock
