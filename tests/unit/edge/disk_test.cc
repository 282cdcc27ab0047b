#include "lib/edge/disk.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <string>

#include "lib/edge/stdio.h"

using namespace interlock;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/interlock-disk-XXXXXX";
    REQUIRE(mkdtemp(name) != nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }

  std::string write(const std::string& name, const std::string& text) const {
    const std::string path = path_ + "/" + name;
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    write_all(fd, text);
    close(fd);
    return path;
  }
  std::string path(const std::string& name = "") const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("regular files are read whole") {
  const Folder folder;
  const DiskFiles disk;
  for (const std::size_t size : {0u, 1u, 65536u, 200'000u, 1u << 20}) {
    CAPTURE(size);
    const std::string text(size, 'x');
    CHECK(disk.read(folder.write("f", text)) == text);
  }
  fs::create_symlink(folder.write("to", "linked"), folder.path("link"));
  CHECK(disk.read(folder.path("link")) == "linked");
}

TEST_CASE("whatever is not a regular file of a real disk is unreadable, without waiting") {
  const Folder folder;
  const DiskFiles disk;
  REQUIRE(mkfifo(folder.path("fifo").c_str(), 0600) == 0);
  fs::create_symlink("/proc/self/status", folder.path("proc-link"));
  fs::create_symlink("/dev/zero", folder.path("dev-link"));
  fs::create_symlink(folder.path("loop"), folder.path("loop"));
  const std::string cases[] = {folder.path("missing"),
                               folder.path(),
                               folder.path("fifo"),
                               folder.path("proc-link"),
                               folder.path("dev-link"),
                               folder.path("loop"),
                               "/proc/self/status",
                               "/proc/self/fd/0",
                               "/tmp/../proc/self/cmdline",
                               "//proc/version",
                               "/dev/zero",
                               "/dev/stdin",
                               "/dev/fd/0",
                               "/sys/kernel/mm/transparent_hugepage/enabled",
                               "relative",
                               "",
                               std::string("/etc/passwd\0.sql", 16)};
  for (const std::string& path : cases) {
    CAPTURE(path);
    CHECK(!disk.read(path));
  }
  CHECK(disk.list("/proc").empty());
  CHECK(!disk.is_directory("/proc/self"));
  CHECK(!disk.is_exhausted());
}

TEST_CASE("files over the bound are unreadable, and so is everything once the budget is spent") {
  const Folder folder;
  const std::string big = folder.write("big", std::string(1001, 'x'));
  const std::string fits = folder.write("fits", std::string(1000, 'x'));
  const DiskFiles disk({.file_bytes = 1000, .total_bytes = 2500, .files = 100, .entries = 10});
  CHECK(!disk.read(big));
  CHECK(disk.read(fits));
  CHECK(disk.read(fits));
  CHECK(!disk.is_exhausted());
  CHECK(!disk.read(fits));
  CHECK(disk.is_exhausted());
  CHECK(!disk.read(folder.write("tiny", "x")));

  const DiskFiles twice({.file_bytes = 1000, .total_bytes = 2500, .files = 2, .entries = 10});
  CHECK(twice.read(fits));
  CHECK(twice.list(folder.path()).size() == 3);
  CHECK(!twice.read(fits));
  CHECK(twice.is_exhausted());
}

TEST_CASE("directories are listed sorted, by name, without . and ..") {
  const Folder folder;
  folder.write("b", "");
  folder.write("a", "");
  folder.write(".hidden", "");
  fs::create_directory(folder.path("sub"));
  const DiskFiles disk;
  CHECK(disk.list(folder.path()) == std::vector<std::string>{".hidden", "a", "b", "sub"});
  CHECK(disk.list(folder.path("a")).empty());
  CHECK(disk.list(folder.path("none")).empty());
  CHECK(disk.is_directory(folder.path("sub")));
  CHECK(!disk.is_directory(folder.path("a")));
  const DiskFiles small({.file_bytes = 1, .total_bytes = 1, .files = 9, .entries = 3});
  CHECK(small.list(folder.path()).empty());
}
