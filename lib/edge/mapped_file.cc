#include "lib/edge/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace interlock {

Result<MappedFile> MappedFile::open(const std::string& path) {
  const auto failed = [&](const std::string& why) { return Error{path + ": " + why}; };
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return failed(std::strerror(errno));
  struct stat status {};
  const bool fine = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
  const auto size = static_cast<std::size_t>(fine ? status.st_size : 0);
  void* const start = fine ? mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
  const int error = errno;
  close(fd);
  if (!fine) return failed("is not a file with anything in it");
  if (start == MAP_FAILED) return failed(std::strerror(error));
  return MappedFile({static_cast<const char*>(start), size});
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace interlock
