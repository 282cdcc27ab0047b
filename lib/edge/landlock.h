// Landlock: lets a child read everything and write only below named places. What a check runs
// (programs named in a configuration, package scripts) was written by the agent; it must not reach
// further than the agent itself.
#pragma once

#include <string>
#include <vector>

namespace interlock {

class Confinement {
 public:
  // Folders and files that may be written; missing ones are left out. Without Landlock in the
  // kernel available() is false and enter() does nothing.
  explicit Confinement(const std::vector<std::string>& writable);
  ~Confinement();
  Confinement(const Confinement&) = delete;
  Confinement& operator=(const Confinement&) = delete;

  bool available() const { return ruleset_ >= 0; }

  // In the child, between fork and exec: async-signal-safe. False when it should hold and does not.
  bool enter() const;

 private:
  int ruleset_ = -1;
};

}  // namespace interlock
