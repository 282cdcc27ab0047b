// What a program takes for an input: usage RUNS INPUT PROGRAM WORD..
// Prints its exit status (128 and the signal's number for one that a signal ended), the least milliseconds of CPU of all runs,
// the kernel's part included, and the largest resident set in kB. A run that ends otherwise than with 0 or 2 is the last. A
// program of its own, because a child inherits the resident set of what starts it: that of an interpreter is larger than the
// hook's.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

extern char** environ;

namespace {

double milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc < 4 ? 0 : std::atoi(argv[1]);
  if (runs < 1) return 2;
  const rlimit limit{60, 60};  // seconds: one that hangs
  setrlimit(RLIMIT_CPU, &limit);
  int code = 0;
  double least = 1e9;
  long largest = 0;
  for (int run = 0; run < runs && (code == 0 || code == 2); ++run) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, argv[2], O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    if (posix_spawn(&process, argv[3], &actions, nullptr, argv + 3, environ) != 0) return 1;
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    rusage used{};
    if (wait4(process, &status, 0, &used) != process) return 1;
    least = std::min(least, milliseconds(used.ru_utime) + milliseconds(used.ru_stime));
    largest = std::max(largest, used.ru_maxrss);
    code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  std::printf("%d %.2f %ld\n", code, least, largest);
  return 0;
}
