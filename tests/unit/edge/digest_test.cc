#include "lib/edge/digest.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <ostream>

#include "tests/unit/edge/scratch.h"

namespace interlock {
namespace {

void write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::trunc) << text; }

Subject subject_in(const std::string& root) {
  Subject subject;
  subject.directory = root;
  subject.migrations = root + "/migrations";
  subject.files = {root + "/atlas.hcl", root + "/migrations/1.sql", root + "/migrations/2.sql"};
  return subject;
}

void fill(const std::string& root) {
  mkdir((root + "/migrations").c_str(), 0755);
  write(root + "/atlas.hcl", "env \"dev\" {}\n");
  write(root + "/migrations/1.sql", "create table a(b int);\n");
  write(root + "/migrations/2.sql", "create table c(d int);\n");
}

}  // namespace

TEST_CASE("any byte, name or file more changes the digest, and putting it back restores it") {
  const Scratch scratch;
  const std::string root = scratch.path;
  fill(root);
  const auto first = digest_of(subject_in(root));
  REQUIRE(first);
  CHECK(first->size() == 64);
  struct Case {
    const char* name;
    std::function<void(Subject&)> change;
    std::function<void()> undo;
  };
  const Case cases[] = {
      {"one byte", [&](Subject&) { write(root + "/migrations/2.sql", "create table c(e int);\n"); },
       [&] { write(root + "/migrations/2.sql", "create table c(d int);\n"); }},
      {"the configuration", [&](Subject&) { write(root + "/atlas.hcl", "env \"dev\" { }\n"); },
       [&] { write(root + "/atlas.hcl", "env \"dev\" {}\n"); }},
      {"one file more",
       [&](Subject& subject) {
         write(root + "/migrations/3.sql", "");
         subject.files.push_back(root + "/migrations/3.sql");
       },
       [&] { unlink((root + "/migrations/3.sql").c_str()); }},
      {"one file less", [&](Subject& subject) { subject.files.pop_back(); }, [] {}},
      {"another name",
       [&](Subject& subject) {
         rename((root + "/migrations/2.sql").c_str(), (root + "/migrations/3.sql").c_str());
         subject.files.back() = root + "/migrations/3.sql";
       },
       [&] { rename((root + "/migrations/3.sql").c_str(), (root + "/migrations/2.sql").c_str()); }},
      {"a line moved to the next file",
       [&](Subject&) {
         write(root + "/migrations/1.sql", "");
         write(root + "/migrations/2.sql", "create table a(b int);\ncreate table c(d int);\n");
       },
       [&] { fill(root); }},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    Subject subject = subject_in(root);
    c.change(subject);
    const auto changed = digest_of(subject);
    REQUIRE(changed);
    CHECK(*changed != *first);
    c.undo();
    CHECK(*digest_of(subject_in(root)) == *first);
  }
}

TEST_CASE("what cannot be judged is an error, never a digest") {
  const Scratch scratch;
  const Scratch elsewhere;
  const std::string root = scratch.path;
  const std::string path = root + "/migrations/2.sql";
  struct Case {
    const char* name;
    std::function<void()> change;
    const char* message;
    DigestLimits limits = {};
  };
  write(elsewhere.path + "/x.sql", "select 1;");
  const Case cases[] = {
      {"gone", [&] { unlink(path.c_str()); }, "cannot be read"},
      {"a folder", [&] { unlink(path.c_str()), mkdir(path.c_str(), 0755); }, "not a plain file"},
      {"a FIFO", [&] { unlink(path.c_str()), mkfifo(path.c_str(), 0600); }, "not a plain file"},
      {"a link out",
       [&] {
         unlink(path.c_str());
         REQUIRE(symlink((elsewhere.path + "/x.sql").c_str(), path.c_str()) == 0);
       },
       "symbolic link out of the project"},
      {"a link to nothing",
       [&] {
         unlink(path.c_str());
         REQUIRE(symlink("nothing", path.c_str()) == 0);
       },
       "cannot be read"},
      {"too many files", [] {}, "more than 2 files", {.files = 2}},
      {"too many bytes", [] {}, "larger than can be judged", {.bytes = 40}},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    fill(root);
    c.change();
    const auto digest = digest_of(subject_in(root), c.limits);
    REQUIRE_FALSE(digest);
    CAPTURE(digest.error().message);
    CHECK(digest.error().message.find(c.message) != std::string::npos);
    if (unlink(path.c_str()) != 0) rmdir(path.c_str());
  }
}

TEST_CASE("a link inside the project is followed, and its target's content counts") {
  const Scratch scratch;
  const std::string root = scratch.path;
  fill(root);
  write(root + "/shared.sql", "select 1;");
  unlink((root + "/migrations/2.sql").c_str());
  REQUIRE(symlink("../shared.sql", (root + "/migrations/2.sql").c_str()) == 0);
  const auto first = digest_of(subject_in(root));
  REQUIRE(first);
  write(root + "/shared.sql", "select 2;");
  CHECK(*digest_of(subject_in(root)) != *first);
}

}  // namespace interlock
