#include "lib/edge/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string_view>

#include "lib/base/text.h"

namespace interlock {
namespace {

// File systems whose "regular files" are the kernel answering: reading one may block, may act, and
// never is the text of a script.
constexpr std::array<long, 8> k_kernel_file_systems = {
    PROC_SUPER_MAGIC, SYSFS_MAGIC,         DEBUGFS_MAGIC, TRACEFS_MAGIC,
    SECURITYFS_MAGIC, CGROUP2_SUPER_MAGIC, BPF_FS_MAGIC,  0x42494e4d /* binfmt_misc */};

// Not even a look: opening a device can act (a tape rewinds, a watchdog starts). Shared memory is
// an ordinary place for files.
bool is_forbidden(const std::string& path) {
  if (!path.starts_with('/') || path.find('\0') != std::string::npos) return true;
  const std::string normal = normalise_path("/", path);
  if (normal.starts_with("/dev/shm/")) return false;
  for (const std::string_view root : {"/proc", "/sys", "/dev"})
    if (normal.starts_with(root) && (normal.size() == root.size() || normal[root.size()] == '/'))
      return true;
  return false;
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

// The descriptor of a regular file on a real file system, of at most `max` bytes; -1 otherwise.
int open_regular(const std::string& path, std::size_t max, std::size_t& size) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return -1;
  const int fd = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return -1;
  struct statfs system {};
  const bool fine = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= 0 &&
                    static_cast<std::size_t>(status.st_size) <= max && fstatfs(fd, &system) == 0 &&
                    std::find(k_kernel_file_systems.begin(), k_kernel_file_systems.end(),
                              static_cast<long>(system.f_type)) == k_kernel_file_systems.end();
  size = static_cast<std::size_t>(status.st_size);
  if (fine) return fd;
  close(fd);
  return -1;
}

}  // namespace

bool DiskFiles::take_turn() const {
  if (left_.files == 0) exhausted_ = true;
  if (exhausted_) return false;
  --left_.files;
  return true;
}

std::optional<std::string> DiskFiles::read(const std::string& path) const {
  if (is_forbidden(path) || !take_turn()) return std::nullopt;
  std::size_t expected = 0;
  const Descriptor file(open_regular(path, left_.file_bytes, expected));
  if (file.get() < 0) return std::nullopt;

  // The size may change while we read: what counts is what comes.
  std::string text(expected + 1, '\0');
  std::size_t size = 0;
  for (;;) {
    if (size == text.size()) text.resize(size + (64u << 10));
    ssize_t count = 0;
    do count = ::read(file.get(), text.data() + size, text.size() - size);
    while (count < 0 && errno == EINTR);
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
    if (size > left_.file_bytes) return std::nullopt;
  }
  text.resize(size);
  if (text.size() > left_.total_bytes) {
    exhausted_ = true;
    return std::nullopt;
  }
  left_.total_bytes -= text.size();
  return text;
}

std::vector<std::string> DiskFiles::list(const std::string& directory) const {
  if (is_forbidden(directory) || !take_turn()) return {};
  const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(directory.c_str()), &closedir);
  if (!open) return {};
  std::vector<std::string> names;
  while (const dirent* entry = readdir(open.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (names.size() == left_.entries) return {};
    names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool DiskFiles::is_directory(const std::string& path) const {
  struct stat status {};
  return !is_forbidden(path) && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool DiskFiles::is_file(const std::string& path) const {
  struct stat status {};
  return !is_forbidden(path) && stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace interlock
