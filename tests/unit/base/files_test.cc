#include "lib/base/files.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace interlock;

TEST_CASE("a disk in memory has the files it was given and their directories") {
  const MemoryFiles files({{"/a/b.sql", "x"}, {"/a/c/d", ""}, {"/a/c/e", "y"}, {"/ab", "z"}});
  CHECK(files.read("/a/b.sql") == "x");
  CHECK(files.read("/a/c/d") == "");
  CHECK(!files.read("/a"));
  CHECK(!files.read("/a/b"));
  CHECK(files.list("/a") == std::vector<std::string>{"b.sql", "c"});
  CHECK(files.list("/a/") == std::vector<std::string>{"b.sql", "c"});
  CHECK(files.list("/") == std::vector<std::string>{"a", "ab"});
  CHECK(files.list("/x").empty());
  CHECK(files.is_directory("/a/c"));
  CHECK(!files.is_directory("/ab"));
  CHECK(!MemoryFiles().read("/a"));
}
