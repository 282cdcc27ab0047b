#include "lib/edge/failure.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <exception>
#include <new>
#include <string_view>

#if defined(__SANITIZE_ADDRESS__)
#define INTERLOCK_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define INTERLOCK_SANITIZED 1
#endif
#endif

namespace interlock {
namespace {

// A signal handler has no other way to be told.
volatile std::sig_atomic_t g_mode = static_cast<int>(FailureMode::refuse);
alignas(64) char g_signal_stack[64u << 10];

struct SignalText {
  int signal;
  std::string_view what;
};

// What a person would call it; signals without an entry end the process from outside.
constexpr SignalText k_signals[] = {
    {SIGILL, "it crashed (illegal instruction)"},
    {SIGTRAP, "it crashed (trap)"},
    {SIGABRT, "it crashed (a promise inside it was broken)"},
    {SIGBUS, "it crashed (bus error)"},
    {SIGFPE, "it crashed (arithmetic)"},
    {SIGSEGV, "it crashed (bad memory access or stack overflow)"},
    {SIGALRM, "it took too long"},
    {SIGXCPU, "it used up its processor time"},
    {SIGXFSZ, "a file that it writes grew too long"},
    {SIGSYS, "it crashed (a system call is not allowed)"},
};

// Characters of the pieces go out in one write: half a JSON object would be worse than none.
class Line {
 public:
  Line& add(std::string_view piece) {
    const std::size_t count = std::min(piece.size(), sizeof text_ - size_);
    std::copy_n(piece.data(), count, text_ + size_);
    size_ += count;
    return *this;
  }

  // Without blocking for ever on a full pipe: the answer is in the exit code too.
  void write_to(int fd) const {
    pollfd one{fd, POLLOUT, 0};
    if (poll(&one, 1, 1000) != 1) return;
    for (std::size_t at = 0; at < size_;) {
      const ssize_t count = write(fd, text_ + at, size_ - at);
      if (count <= 0) return;
      at += static_cast<std::size_t>(count);
    }
  }

 private:
  char text_[512];
  std::size_t size_ = 0;
};

[[noreturn]] void stop(std::string_view what) {
  Line line;
  if (g_mode == static_cast<int>(FailureMode::refuse)) {
    line.add("interlock stopped itself: ").add(what);
    line.add("; the call is refused; run `interlock doctor`").write_to(STDERR_FILENO);
    _exit(2);
  }
  line.add(R"({"hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":")");
  line.add("interlock stopped itself: ").add(what);
  line.add("; nothing was recorded about this call; run `interlock doctor`");
  line.add("\"}}").write_to(STDOUT_FILENO);
  _exit(0);
}

void on_signal(int signal) {
  for (const SignalText& one : k_signals)
    if (one.signal == signal) stop(one.what);
  stop("a signal from outside ended it");
}

// Sent from outside to end a process. All others wait until it has ended by itself.
constexpr int k_from_outside[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

void install_handlers() {
  stack_t stack{};
  stack.ss_sp = g_signal_stack;
  stack.ss_size = sizeof g_signal_stack;
  sigaltstack(&stack, nullptr);

  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  sigfillset(&action.sa_mask);    // one failure at a time
  std::signal(SIGPIPE, SIG_IGN);  // a failed write says the same

  // The rest is blocked by one call, where a handler each would cost more than the answer. And what
  // the parent blocked comes through: without SIGALRM a hang would last.
  sigset_t blocked;
  sigfillset(&blocked);
  const auto handle = [&](int signal) {
    sigaction(signal, &action, nullptr);
    sigdelset(&blocked, signal);
  };
  for (const SignalText& one : k_signals) handle(one.signal);
  for (const int signal : k_from_outside) handle(signal);
  for (const int harmless : {SIGPIPE, SIGCHLD}) sigdelset(&blocked, harmless);
  sigprocmask(SIG_SETMASK, &blocked, nullptr);
}

void open_standard_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd)
    if (fcntl(fd, F_GETFD) == -1) open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY);
}

void bound_memory() {
  mallopt(M_MXFAST, 0);      // else each large block that is freed walks over all the small ones
#ifndef INTERLOCK_SANITIZED  // whose shadow memory takes terabytes of addresses
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_cur, k_max_memory);
  setrlimit(RLIMIT_AS, &limit);
#endif
}

}  // namespace

void set_deadline(unsigned seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = seconds;
  setitimer(ITIMER_REAL, &timer, nullptr);
}

void refuse_on_failure(FailureMode mode, unsigned seconds) {
  g_mode = static_cast<int>(mode);
  open_standard_streams();
  install_handlers();
  std::set_terminate([] { stop("an error inside it was not handled"); });
  std::set_new_handler([] { stop("it ran out of memory"); });
  bound_memory();
  set_deadline(seconds);
}

void restore_defaults_for_child() {
  std::signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
#ifndef INTERLOCK_SANITIZED
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_AS, &limit);
#endif
}

}  // namespace interlock
