#include "lib/edge/child.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string_view>

#include "lib/edge/clock.h"
#include "lib/edge/failure.h"
#include "lib/edge/landlock.h"

namespace interlock {
namespace {

constexpr long k_grace_ms = 500;  // for output that is still in the pipe when the program has ended

// The beginning and the end of what came.
class BoundedText {
 public:
  explicit BoundedText(std::size_t limit) : half_(limit / 2) {}

  void add(std::string_view text) {
    const std::size_t room = half_ - std::min(half_, head_.size());
    head_ += text.substr(0, room);
    text.remove_prefix(std::min(room, text.size()));
    tail_ += text;
    if (tail_.size() <= 2 * half_) return;
    left_out_ += tail_.size() - half_;
    tail_.erase(0, tail_.size() - half_);
  }

  std::string take() {
    if (tail_.size() > half_) {
      left_out_ += tail_.size() - half_;
      tail_.erase(0, tail_.size() - half_);
    }
    if (left_out_ > 0) head_ += "\n... " + std::to_string(left_out_) + " bytes left out ...\n";
    return head_ + tail_;
  }

 private:
  std::size_t half_, left_out_ = 0;
  std::string head_, tail_;
};

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

// Between fork and exec only system calls: everything else was prepared before.
[[noreturn]] void become(const ChildSpec& spec, char* const* argv, char* const* environment,
                         int output, int report, pid_t parent) {
  int error = 0;
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (getppid() != parent) _exit(127);
  restore_defaults_for_child();
  const int null = open("/dev/null", O_RDWR);
  if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
      dup2(output, STDERR_FILENO) < 0 || chdir(spec.directory.c_str()) != 0) {
    error = errno;
  } else if (spec.confinement && !spec.confinement->enter()) {
    error = errno;
  } else if (dup2(report, 3) < 0) {  // last: 3 may be the descriptor of the confinement
    error = errno;
  } else {
    fcntl(3, F_SETFD, FD_CLOEXEC);
    syscall(SYS_close_range, 4u, ~0u, 0u);
    execve(spec.path.c_str(), argv, environment);
    error = errno;
    report = 3;
  }
  [[maybe_unused]] const ssize_t count = write(report, &error, sizeof error);
  _exit(127);
}

// Processes whose parent we are: after PR_SET_CHILD_SUBREAPER orphans of our child come to us.
std::vector<pid_t> children() {
  std::vector<pid_t> found;
  DIR* const proc = opendir("/proc");
  if (!proc) return found;
  const pid_t self = getpid();
  while (const dirent* entry = readdir(proc)) {
    pid_t pid = 0;
    const std::string_view name = entry->d_name;
    const auto read_pid = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (read_pid.ec != std::errc() || read_pid.ptr != name.data() + name.size()) continue;
    const int fd = open(("/proc/" + std::string(name) + "/stat").c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) continue;
    char text[512];
    const ssize_t size = read(fd, text, sizeof text);
    close(fd);
    if (size <= 0) continue;
    const std::string_view line(text, static_cast<std::size_t>(size));
    const std::size_t end = line.rfind(')');  // "pid (name) S ppid"
    if (end == std::string_view::npos || end + 4 >= line.size()) continue;
    pid_t parent = 0;
    std::from_chars(line.data() + end + 4, line.data() + line.size(), parent);
    if (parent == self) found.push_back(pid);
  }
  closedir(proc);
  return found;
}

void kill_all_that_is_left(pid_t group) {
  kill(-group, SIGKILL);
  for (int round = 0; round < 50; ++round) {
    const std::vector<pid_t> left = children();
    if (left.empty()) return;
    for (const pid_t pid : left) kill(pid, SIGKILL);
    for (const pid_t pid : left) waitpid(pid, nullptr, 0);  // its own children are ours next round
  }
}

// Collects output until the pipe closes, the program has ended (and a moment passed), or the limit
// is met.
void collect(int fd, pid_t child, long limit_ms, BoundedText& text, ChildResult& result) {
  const std::int64_t end = monotonic_ms() + limit_ms;
  std::int64_t ended_at = -1;
  bool open = true;
  int status = 0;
  char buffer[16u << 10];
  for (;;) {
    const std::int64_t now = monotonic_ms();
    if (ended_at < 0 && waitpid(child, &status, WNOHANG) == child) ended_at = now;
    if (ended_at >= 0 && (!open || now - ended_at >= k_grace_ms)) break;
    if (ended_at < 0 && now >= end) {
      result.timed_out = true;
      return;
    }
    pollfd one{fd, POLLIN, 0};
    const int wait = ended_at >= 0 ? 20 : static_cast<int>(std::min<std::int64_t>(end - now, 20));
    if (poll(&one, open ? 1u : 0u, wait) <= 0 || one.revents == 0) continue;
    const ssize_t count = read(fd, buffer, sizeof buffer);
    if (count > 0) text.add(std::string_view(buffer, static_cast<std::size_t>(count)));
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) open = false;
  }
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
}

}  // namespace

ChildResult run_child(const ChildSpec& spec) {
  ChildResult result;
  int output[2], report[2];
  if (pipe2(output, O_CLOEXEC) != 0) return result.error = std::strerror(errno), result;
  if (pipe2(report, O_CLOEXEC) != 0) {
    result.error = std::strerror(errno);
    close(output[0]), close(output[1]);
    return result;
  }
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  const std::vector<char*> argv = pointers(spec.argv), environment = pointers(spec.environment);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) become(spec, argv.data(), environment.data(), output[1], report[1], parent);
  const int fork_error = errno;
  close(output[1]);
  close(report[1]);
  if (child > 0) {
    int error = 0;
    ssize_t count = 0;
    do count = read(report[0], &error, sizeof error);
    while (count < 0 && errno == EINTR);
    result.started = count == 0;  // closed by exec
    if (!result.started) result.error = std::strerror(error);
    BoundedText text(spec.output_bytes);
    if (result.started) collect(output[0], child, spec.limit_ms, text, result);
    kill_all_that_is_left(child);
    result.output = text.take();
  } else {
    result.error = std::strerror(fork_error);
  }
  close(output[0]);
  close(report[0]);
  return result;
}

}  // namespace interlock
