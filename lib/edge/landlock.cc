#include "lib/edge/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace interlock {
namespace {

// Rights newer than the headers we build with; the kernel says by its version what it knows.
constexpr std::uint64_t k_refer = 1u << 13;     // version 2
constexpr std::uint64_t k_truncate = 1u << 14;  // version 3

constexpr std::uint64_t k_file_rights = LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t k_write_rights =
    k_file_rights | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
    LANDLOCK_ACCESS_FS_MAKE_SYM;

std::uint64_t newer_rights(long version) {
  return (version >= 2 ? k_refer : 0) | (version >= 3 ? k_truncate : 0);
}

void allow(int ruleset, const std::string& path, std::uint64_t handled) {
  const int fd = open(path.c_str(), O_PATH | O_CLOEXEC);
  if (fd < 0) return;
  struct stat status {};
  const bool folder = fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
  landlock_path_beneath_attr rule{};
  rule.allowed_access = folder ? handled : handled & (k_file_rights | k_truncate);
  rule.parent_fd = fd;
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(fd);
}

}  // namespace

Confinement::Confinement(const std::vector<std::string>& writable) {
  const long version =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return;
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = k_write_rights | newer_rights(version);
  ruleset_ = static_cast<int>(
      syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0));
  if (ruleset_ < 0) return;
  fcntl(ruleset_, F_SETFD, FD_CLOEXEC);
  for (const std::string& path : writable) allow(ruleset_, path, attributes.handled_access_fs);
}

Confinement::~Confinement() {
  if (ruleset_ >= 0) close(ruleset_);
}

bool Confinement::enter() const {
  if (ruleset_ < 0) return true;
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         syscall(SYS_landlock_restrict_self, ruleset_, 0) == 0;
}

}  // namespace interlock
