// Starts programs and times them from start to exit: launcher RUNS (INPUT COUNT WORD..)..
// Each round starts every program once, in turn. One line of milliseconds for each program.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

extern char** environ;

namespace {

struct Case {
  const char* input;
  std::vector<char*> argv;
  std::vector<double> times;
};

double now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double run(const Case& one) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, one.input, O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  const double begin = now_ms();
  pid_t process = 0;
  if (posix_spawn(&process, one.argv[0], &actions, nullptr, one.argv.data(), environ) != 0) std::exit(1);
  waitpid(process, nullptr, 0);
  const double end = now_ms();
  posix_spawn_file_actions_destroy(&actions);
  return end - begin;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Case> cases;
  for (int i = 2; i + 1 < argc;) {
    Case one{argv[i], {}, {}};
    const int count = std::atoi(argv[i + 1]);
    i += 2;
    for (int word = 0; word < count; ++word) one.argv.push_back(argv[i++]);
    one.argv.push_back(nullptr);
    cases.push_back(std::move(one));
  }
  const int runs = std::atoi(argv[1]);
  for (int round = -5; round < runs; ++round)  // the first five warm the caches
    for (Case& one : cases) {
      const double time = run(one);
      if (round >= 0) one.times.push_back(time);
    }
  for (const Case& one : cases) {
    for (const double time : one.times) std::printf("%.4f ", time);
    std::puts("");
  }
}
