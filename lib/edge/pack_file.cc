#include "lib/edge/pack_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace interlock {
namespace {

constexpr std::size_t k_longest_pack = 8u << 20;

}  // namespace

Result<std::string> read_pack_file(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return Error{path + ": " + std::strerror(errno)};
  struct stat status {};
  std::string text;
  bool good = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
  char buffer[65536];
  while (good && text.size() <= k_longest_pack) {
    const ssize_t size = read(fd, buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size == 0) break;
    good = size > 0;
    if (good) text.append(buffer, static_cast<std::size_t>(size));
  }
  close(fd);
  if (!good) return Error{path + ": is not a file that can be read"};
  if (text.size() > k_longest_pack) return Error{path + ": is longer than 8 MB"};
  return text;
}

Result<std::optional<std::string>> read_if_there(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0 && errno == ENOENT) return std::optional<std::string>();
  auto text = read_pack_file(path);
  if (!text) return text.error();
  return std::optional<std::string>(std::move(*text));
}

PackSource source_of(const std::string& path, Layer layer) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return PackSource{path, -1, 0, layer};
  const std::int64_t modified =
      std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  // A folder's size means nothing; whether it holds the same packs is asked when its time changed.
  return PackSource{path, S_ISDIR(status.st_mode) ? 0 : status.st_size, modified, layer};
}

}  // namespace interlock
