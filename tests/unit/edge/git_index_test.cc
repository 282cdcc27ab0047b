#include "lib/edge/git_index.h"

#include <doctest/doctest.h>

#include <string>

using namespace interlock;

namespace {

std::string number(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 255);
  return bytes;
}

// One entry of version 2: ten numbers, a hash, flags, the name, one to eight NULs.
std::string entry(const std::string& name, std::uint32_t seconds = 7, char flags = 0) {
  std::string bytes;
  for (int i = 0; i < 10; ++i) bytes += number(i == 2 ? seconds : i == 9 ? 30 : 0);
  bytes += std::string(20, 'h') + flags + static_cast<char>(name.size()) + name;
  bytes.append(8 - bytes.size() % 8, '\0');
  return bytes;
}

std::string extension(const std::string& name, const std::string& bytes) {
  return name + number(static_cast<std::uint32_t>(bytes.size())) + bytes;
}

std::string tree(const std::string& path, int count, int subtrees) {
  return path + '\0' + std::to_string(count) + ' ' + std::to_string(subtrees) + '\n' +
         (count < 0 ? "" : std::string(20, 't'));
}

std::string sample() {
  return "DIRC" + number(2) + number(3) + entry("README") + entry("db/m/1.sql") + entry("src/a.c") +
         extension("TREE", tree("", -1, 2) + tree("db", -1, 1) + tree("m", -1, 0) + tree("src", 1, 0)) +
         std::string(20, 's');
}

}  // namespace

TEST_CASE("an index says which files may be staged") {
  const auto index = GitIndex::parse(sample());
  REQUIRE(index);
  CHECK(index->find("db/m/1.sql") != nullptr);
  CHECK(index->find("db/m/1.sql")->seconds == 7);
  CHECK(index->find("db/m/1.sql")->size == 30);
  CHECK(index->find("db/m/2.sql") == nullptr);
  CHECK(index->may_be_staged("db/m/1.sql"));
  CHECK(index->may_be_staged("README"));
  CHECK(index->may_be_staged("new/x"));
  CHECK_FALSE(index->may_be_staged("src/a.c"));
  CHECK_FALSE(index->may_be_staged("src/deep/b.c"));
  CHECK(index->files_in("/m/").size() == 1);
  CHECK(index->files_in("/").size() == 3);
}

TEST_CASE("every beginning of an index is read or refused, and so is one with a bit turned") {
  const std::string whole = sample();
  for (std::size_t size = 0; size < whole.size(); ++size)
    if (const auto index = GitIndex::parse(std::string_view(whole).substr(0, size)))
      CHECK(index->find("nothing") == nullptr);
  for (std::size_t i = 0; i < whole.size() * 8; ++i) {
    std::string turned = whole;
    turned[i / 8] = static_cast<char>(turned[i / 8] ^ (1 << i % 8));
    if (const auto index = GitIndex::parse(turned)) CHECK(index->find("nothing") == nullptr);
  }
}

TEST_CASE("an index that lies elsewhere in part is not judged") {
  const std::string head = "DIRC" + number(2) + number(0);
  CHECK(GitIndex::parse(head + std::string(20, 's')));
  CHECK_FALSE(GitIndex::parse(head + extension("link", std::string(20, 'x')) + std::string(20, 's')));
  CHECK_FALSE(GitIndex::parse("DIRC" + number(5) + number(0) + std::string(20, 's')));
}

TEST_CASE("a conflict and a mere intent are not staged") {
  const auto index = GitIndex::parse("DIRC" + number(2) + number(1) + entry("a.sql", 7, 0x10) + std::string(20, 's'));
  REQUIRE(index);
  CHECK_FALSE(index->find("a.sql")->is_staged);
}
