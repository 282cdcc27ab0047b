#include "lib/edge/stdio.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <ostream>
#include <string>
#include <thread>

using namespace interlock;

namespace {

struct Pipe {
  Pipe() { REQUIRE(pipe(ends) == 0); }
  ~Pipe() {
    close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
  }
  void end() {
    close(ends[1]);
    ends[1] = -1;
  }
  int ends[2];
};

// What read_all makes of a text that is written in pieces.
Result<std::string> through_pipe(const std::string& text, std::size_t max, std::size_t piece) {
  Pipe pipe;
  std::thread writer([&] {
    for (std::size_t at = 0; at < text.size(); at += piece)
      write_all(pipe.ends[1], std::string_view(text).substr(at, piece));
    pipe.end();
  });
  auto result = read_all(pipe.ends[0], max);
  writer.join();
  return result;
}

}  // namespace

TEST_CASE("read_all reads to the end, whatever the size of the pieces") {
  struct Case {
    std::size_t size, piece;
  };
  const Case cases[] = {{0, 1},         {1, 1},           {1000, 7},         {16 << 10, 16 << 10},
                        {32 << 10, 99}, {300'000, 65536}, {1 << 20, 1 << 20}};
  for (const Case& c : cases) {
    CAPTURE(c.size);
    std::string text;
    for (std::size_t i = 0; i < c.size; ++i) text += static_cast<char>(i % 251);
    const auto read = through_pipe(text, 1 << 20, c.piece);
    REQUIRE(read);
    CHECK(*read == text);
  }
}

TEST_CASE("read_all refuses text that is too long, after reading all of it") {
  const std::string text((1 << 20) + 1, 'x');
  const auto read =
      through_pipe(text, 1 << 20, 4096);  // the writer ends: nothing was left in the pipe
  REQUIRE(!read);
  CHECK(read.error().message == "hook input is longer than 1 MiB (1048576 bytes)");
  const auto much = through_pipe(std::string(20'000'000, 'x'), 1 << 20, 1 << 16);
  CHECK(!much);
}

TEST_CASE("read_all says why it cannot read") {
  const auto closed = read_all(-1, 100);
  REQUIRE(!closed);
  CHECK(closed.error().message == "hook input cannot be read: Bad file descriptor");
  const int directory = open("/", O_RDONLY);
  const auto read = read_all(directory, 100);
  close(directory);
  CHECK(!read);
}

TEST_CASE("streams that answer `not now` are waited for") {
  Pipe pipe;
  for (const int fd : pipe.ends) fcntl(fd, F_SETFL, O_NONBLOCK);
  const std::string text(1'000'000, 'x');
  std::thread writer([&] {
    CHECK(write_all(pipe.ends[1], text));
    pipe.end();
  });
  const auto read = read_all(pipe.ends[0], 2'000'000);
  writer.join();
  REQUIRE(read);
  CHECK(*read == text);
}

TEST_CASE("write_all gives up on a reader that is gone") {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  close(pipe.ends[0]);
  CHECK(!write_all(pipe.ends[1], "x"));
  pipe.ends[0] = open("/dev/null", O_RDONLY);
  CHECK(!write_all(-1, "x"));
  const int full = open("/dev/full", O_WRONLY);
  CHECK(!write_all(full, "x"));
  close(full);
  CHECK(write_all(-1, ""));
}
