#include "lib/edge/digest.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_hash = crypto_hash_sha256_BYTES;

std::string hex_of(const unsigned char (&hash)[k_hash]) {
  char text[2 * k_hash + 1];
  sodium_bin2hex(text, sizeof text, hash, k_hash);
  return text;
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? real.get() : "";
}

bool is_below(const std::string& path, const std::string& folder) {
  if (folder.empty()) return false;
  return folder == "/" || path == folder || path.starts_with(folder + '/');
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

struct Content {
  std::size_t size = 0;
  std::string hash;
};

Result<Content> hash_file(const std::string& path, std::size_t most) {
  // Non-blocking, so that a FIFO under this name is an error and not a hang.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  struct stat status {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0)
    return Error{path + " cannot be read: " + std::strerror(errno)};
  if (!S_ISREG(status.st_mode)) return Error{path + " is not a plain file"};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  Content content;
  std::vector<unsigned char> buffer(
      std::min<std::size_t>(256u << 10, static_cast<std::size_t>(status.st_size) + 1));
  for (;;) {
    const ssize_t count = read(file.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Error{path + " cannot be read: " + std::strerror(errno)};
    if (count == 0) break;
    content.size += static_cast<std::size_t>(count);
    if (content.size > most) return Error{"the files are larger than can be judged (" + path + ")"};
    crypto_hash_sha256_update(&state, buffer.data(), static_cast<unsigned long long>(count));
  }
  unsigned char hash[k_hash];
  crypto_hash_sha256_final(&state, hash);
  content.hash = hex_of(hash);
  return content;
}

std::string relative_to(const std::string& directory, const std::string& path) {
  const std::string prefix = directory == "/" ? directory : directory + '/';
  return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

}  // namespace

std::string project_root(const std::string& directory) {
  for (std::string folder = normalise_path("/", directory);;
       folder = normalise_path(folder, "..")) {
    struct stat status {};
    if (lstat((folder + "/.git").c_str(), &status) == 0) return folder;
    if (folder == "/") return directory;
  }
}

std::string digest_of_texts(const std::vector<std::string>& texts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&](std::string_view text) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                              text.size());
  };
  for (const std::string& text : texts) {
    add(std::to_string(text.size()));
    add(std::string_view("\0", 1));
    add(text);
  }
  unsigned char hash[k_hash];
  crypto_hash_sha256_final(&state, hash);
  return hex_of(hash);
}

Result<std::string> digest_of(const Subject& subject, DigestLimits limits) {
  if (subject.files.size() > limits.files)
    return Error{"more than " + std::to_string(limits.files) + " files belong to the migrations"};
  const std::string root = real_path(project_root(subject.directory));
  const std::string migrations = real_path(subject.migrations);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&](std::string_view text) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                              text.size());
  };
  std::size_t left = limits.bytes;
  for (const std::string& path : subject.files) {
    const std::string real = real_path(path);
    if (real.empty()) return Error{path + " cannot be read: " + std::strerror(errno)};
    if (!is_below(real, root) && !is_below(real, migrations))
      return Error{path + " is a symbolic link out of the project, to " + real};
    const auto content = hash_file(path, left);
    if (!content) return content.error();
    left -= content->size;
    add(relative_to(subject.directory, path));
    add(std::string_view("\0", 1));
    add(std::to_string(content->size));
    add(std::string_view("\0", 1));
    add(content->hash);
  }
  unsigned char hash[k_hash];
  crypto_hash_sha256_final(&state, hash);
  return hex_of(hash);
}

}  // namespace interlock
