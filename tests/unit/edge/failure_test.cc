#include "lib/edge/failure.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <new>
#include <ostream>
#include <stdexcept>
#include <string>

#include "lib/edge/stdio.h"

using namespace interlock;

namespace {

struct Ending {
  int exit_code = -1;  // 1000 + signal when a signal ended it
  std::string out, error;
};

// How a process ends that does `what` after refuse_on_failure.
Ending ending_of(
    FailureMode mode, const std::function<void()>& what,
    const std::function<void()>& before = [] {}) {
  int out[2], error[2];
  REQUIRE(pipe(out) == 0);
  REQUIRE(pipe(error) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(error[1], STDERR_FILENO);
    for (const int fd : {out[0], out[1], error[0], error[1]}) close(fd);
    before();
    refuse_on_failure(mode, 1);
    what();
    _exit(77);
  }
  close(out[1]);
  close(error[1]);
  Ending ending;
  ending.out = *read_all(out[0], 1 << 20);
  ending.error = *read_all(error[0], 1 << 20);
  close(out[0]);
  close(error[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  ending.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  return ending;
}

[[noreturn]] void throw_it() { throw std::runtime_error("x"); }

void raise_signal(int signal) { kill(getpid(), signal); }

struct Case {
  const char* name;
  std::function<void()> what;
  const char* said;
};

const Case k_cases[] = {
    {"segmentation fault", [] { raise_signal(SIGSEGV); },
     "it crashed (bad memory access or stack overflow)"},
    {"bus error", [] { raise_signal(SIGBUS); }, "it crashed (bus error)"},
    {"abort", [] { std::abort(); }, "it crashed (a promise inside it was broken)"},
    {"division", [] { raise_signal(SIGFPE); }, "it crashed (arithmetic)"},
    {"termination", [] { raise_signal(SIGTERM); }, "a signal from outside ended it"},
    {"interruption", [] { raise_signal(SIGINT); }, "a signal from outside ended it"},
    {"hang-up", [] { raise_signal(SIGHUP); }, "a signal from outside ended it"},
    {"processor time", [] { raise_signal(SIGXCPU); }, "it used up its processor time"},
    {"hang",
     [] {
       for (;;) pause();
     },
     "it took too long"},
    {"exception in a noexcept function", []() noexcept { throw_it(); },
     "an error inside it was not handled"},
};

}  // namespace

TEST_CASE("every way to fail is a refusal before a call") {
  for (const Case& c : k_cases) {
    CAPTURE(c.name);
    const Ending ending = ending_of(FailureMode::refuse, c.what);
    CHECK(ending.exit_code == 2);
    CHECK(ending.out.empty());
    CHECK(ending.error == std::string("interlock stopped itself: ") + c.said +
                              "; the call is refused; run `interlock doctor`");
  }
}

TEST_CASE("every way to fail is a report after a call") {
  for (const Case& c : k_cases) {
    CAPTURE(c.name);
    const Ending ending = ending_of(FailureMode::report, c.what);
    CHECK(ending.exit_code == 0);
    CHECK(ending.error.empty());
    CHECK(ending.out == std::string(R"({"hookSpecificOutput":{"hookEventName":"PostToolUse",)") +
                            R"("additionalContext":"interlock stopped itself: )" + c.said +
                            "; nothing was recorded about this call; run `interlock doctor`\"}}");
  }
}

TEST_CASE("a signal that nobody ends a process with waits until the answer is given") {
  for (const int signal : {SIGUSR1, SIGUSR2, SIGRTMAX, SIGPROF, SIGIO}) {
    CAPTURE(signal);
    CHECK(ending_of(FailureMode::refuse, [&] { raise_signal(signal); }).exit_code == 77);
  }
}

TEST_CASE("a signal that was blocked when the process began still counts") {
  const Ending ending = ending_of(
      FailureMode::refuse,
      [] {
        for (;;) pause();
      },
      [] {
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_BLOCK, &all, nullptr);
      });
  CHECK(ending.exit_code == 2);
}

TEST_CASE("a closed or full stderr does not take the exit code away") {
  const auto crash = [] { raise_signal(SIGSEGV); };
  CHECK(ending_of(FailureMode::refuse, crash, [] { close(STDERR_FILENO); }).exit_code == 2);
  const auto full = [] { dup2(open("/dev/full", O_WRONLY), STDERR_FILENO); };
  CHECK(ending_of(FailureMode::refuse, crash, full).exit_code == 2);
  const auto stuck = [] {  // a pipe that nobody reads
    int ends[2];
    if (pipe(ends) != 0) _exit(70);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    while (write(ends[1], "x", 1) == 1) continue;
    fcntl(ends[1], F_SETFL, 0);
    dup2(ends[1], STDERR_FILENO);
  };
  CHECK(ending_of(FailureMode::refuse, crash, stuck).exit_code == 2);
}

TEST_CASE("a file that is opened later never takes the place of a closed standard stream") {
  const auto what = [] { _exit(open("/dev/zero", O_RDONLY)); };
  const auto closed = [] {
    for (int fd = 0; fd < 3; ++fd) close(fd);
  };
  CHECK(ending_of(FailureMode::refuse, what, closed).exit_code == 3);
}

TEST_CASE("a broken pipe is no signal, and children get the defaults back") {
  const auto what = [] {
    int ends[2];
    if (pipe(ends) != 0) _exit(70);
    close(ends[0]);
    if (write(ends[1], "x", 1) != -1) _exit(71);
    restore_defaults_for_child();
    rlimit limit{};
    getrlimit(RLIMIT_AS, &limit);
    struct sigaction action {};
    sigaction(SIGPIPE, nullptr, &action);
    _exit(limit.rlim_cur == limit.rlim_max && action.sa_handler == SIG_DFL ? 0 : 72);
  };
  CHECK(ending_of(FailureMode::refuse, what).exit_code == 0);
}
