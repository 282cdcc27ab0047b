#include "lib/edge/state_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>

#include "lib/base/text.h"
#include "lib/rules/match.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_text = 4'000;

std::string cause() { return std::strerror(errno); }

// mkdir -p, the last folder private and the others as the user's umask makes them.
bool make_folders(const std::string& directory) {
  std::string path;
  for (const std::string_view part : split(directory, '/')) {
    if (part.empty()) continue;
    path += '/' + std::string(part);
    const bool last = path.size() == directory.size();
    if (mkdir(path.c_str(), last ? 0700 : 0755) != 0 && errno != EEXIST) return false;
  }
  return true;
}

std::optional<std::string> complain(const std::string& path, const struct stat& status,
                                    bool folder) {
  if (S_ISLNK(status.st_mode)) return path + " is a symbolic link; the state must be a plain file";
  if (folder ? !S_ISDIR(status.st_mode) : !S_ISREG(status.st_mode))
    return path + (folder ? " is not a folder" : " is not a plain file");
  if (status.st_uid != geteuid()) return path + " belongs to another user";
  if ((status.st_mode & 022) != 0) return path + " can be written by other users; `chmod go-w` it";
  return std::nullopt;
}

}  // namespace

std::string kept_text(std::string_view text) {
  return shorten(mask_secrets(text, k_max_text + 1), k_max_text);
}

Result<std::string> prepare_state_file(const std::string& directory, const char* name,
                                       bool create) {
  if (directory.empty()) return Error{"no state folder is named"};
  char* const working = directory.starts_with('/') ? nullptr : getcwd(nullptr, 0);
  const std::string folder = normalise_path(working ? working : "/", directory);
  std::free(working);
  struct stat status {};
  if (create && lstat(folder.c_str(), &status) != 0 && !make_folders(folder))
    return Error{"the state folder " + folder + " cannot be made: " + cause()};
  if (lstat(folder.c_str(), &status) != 0) {
    if (errno == ENOENT && !create) return folder + '/' + name;
    return Error{"the state folder " + folder + " cannot be used: " + cause()};
  }
  if (const auto complaint = complain(folder, status, true)) return Error{*complaint};

  const std::string path = folder + '/' + name;
  if (lstat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) return Error{path + " cannot be used: " + cause()};
    if (!create) return path;
    // SQLite would make it readable for everybody; its journal takes the file's own mode.
    const int fd = open(path.c_str(), O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) return Error{path + " cannot be made: " + cause()};
    close(fd);
    return path;
  }
  if (const auto complaint = complain(path, status, false)) return Error{*complaint};
  return path;
}

unsigned long inode_of(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 ? static_cast<unsigned long>(status.st_ino) : 0;
}

namespace {

void only_wake(int) {}

// Waits in the kernel's queue; a timer's signal ends the wait. It comes again and again, since one
// that came just before the wait began would be missed.
bool wait_in_queue(int fd, int patience_ms) {
  struct sigaction wake {};
  wake.sa_handler = &only_wake;  // without SA_RESTART: the wait is broken off
  sigaction(SIGRTMIN, &wake, nullptr);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, SIGRTMIN);
  sigprocmask(SIG_UNBLOCK, &only, nullptr);
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGRTMIN;
  timer_t timer{};
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return false;
  const itimerspec limit{{0, 50'000'000}, {patience_ms / 1000, patience_ms % 1000 * 1'000'000L}};
  timer_settime(timer, 0, &limit, nullptr);
  const bool held = flock(fd, LOCK_EX) == 0;
  timer_delete(timer);
  return held;
}

}  // namespace

StateLock::StateLock(const std::string& state_path, int patience_ms) {
  fd_ = open((state_path + ".lock").c_str(), O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd_ < 0) return;
  held_ = flock(fd_, LOCK_EX | LOCK_NB) == 0 || wait_in_queue(fd_, patience_ms);
}

StateLock::~StateLock() {
  if (fd_ >= 0) close(fd_);
}

std::string set_state_aside(const std::string& path, unsigned long inode, std::int64_t time_ms,
                            const std::string& why) {
  // One at a time: the second must see that the broken file has gone, not rename its successor.
  const StateLock lock(path, 2'000);
  std::string sentence = path + " is damaged (" + why + ")";
  const std::string kept = path + ".corrupt-" + std::to_string(time_ms / 1000);
  if (inode == 0 || inode_of(path) != inode) {
    sentence += "; it has just been set aside by another hook";
  } else if (rename(path.c_str(), kept.c_str()) != 0) {
    sentence += " and could not be set aside: " + cause();
  } else {
    for (const char* tail : {"-journal", "-wal", "-shm"})
      rename((path + tail).c_str(), (kept + tail).c_str());
    sentence += "; it was set aside as " + kept + ", and what it proved must be proved again";
  }
  return sentence;
}

}  // namespace interlock
