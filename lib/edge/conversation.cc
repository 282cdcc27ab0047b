#include "lib/edge/conversation.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "lib/edge/stdio.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_read = 4u << 20;

long now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

class Started {
 public:
  Started(pid_t process, int in, int out) : process_(process), in_(in), out_(out) {}
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;
  ~Started() {
    close(in_);
    close(out_);
    kill(-process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  int in() const { return in_; }
  int out() const { return out_; }

 private:
  pid_t process_;
  int in_, out_;
};

}  // namespace

Result<std::vector<std::string>> converse(const std::vector<std::string>& argv,
                                          const std::vector<std::string>& lines,
                                          const std::string& until, int limit_ms) {
  int to[2], from[2];
  if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0)
    return Error{"no pipe: " + std::string(std::strerror(errno))};
  std::vector<char*> words;
  for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const pid_t process = fork();
  if (process < 0) return Error{"no process: " + std::string(std::strerror(errno))};
  if (process == 0) {
    setpgid(0, 0);
    dup2(to[0], STDIN_FILENO);
    dup2(from[1], STDOUT_FILENO);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    execvp(words[0], words.data());
    _exit(127);
  }
  setpgid(process, process);
  close(to[0]);
  close(from[1]);
  const Started started(process, to[1], from[0]);
  signal(SIGPIPE, SIG_IGN);
  for (const std::string& line : lines)
    if (!write_all(started.in(), line + "\n")) return Error{argv[0] + " does not listen"};

  std::string text;
  std::vector<std::string> read_lines;
  const long end = now_ms() + limit_ms;
  while (text.size() < k_max_read) {
    const long left = end - now_ms();
    pollfd waiting{started.out(), POLLIN, 0};
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) break;
    char buffer[65536];
    const ssize_t size = read(started.out(), buffer, sizeof buffer);
    if (size <= 0) break;
    text.append(buffer, static_cast<std::size_t>(size));
    for (std::size_t newline; (newline = text.find('\n')) != std::string::npos;) {
      read_lines.push_back(text.substr(0, newline));
      text.erase(0, newline + 1);
      if (read_lines.back().find(until) != std::string::npos) return read_lines;
    }
  }
  return Error{argv[0] + " gave no answer"};
}

}  // namespace interlock
