// Who decides what: the layers of packs, exceptions from rules, and rules made stricter.
#pragma once

#include <string>
#include <string_view>

namespace interlock {

enum class Effect;

// Earlier layers bind later ones: what is locked in one cannot be excepted from below it.
enum class Layer { shipped, machine, user, project };
std::string_view name_of(Layer layer);
Layer layer_named(std::string_view name);  // shipped when there is no such one

// Calls that a rule lets pass, for a while and with somebody's name on it. All that the scope says
// must hold.
struct Exception {
  std::string rule;     // id of a rule or gate
  std::string path;     // absolute glob: the folder that the command runs in; the file written
  std::string command;  // the whole command line
  std::string digest;   // SHA-256 of the call and of every file that it was read from
  std::string owner, reason;
  std::string expires;  // "2027-01-31": the last day on which it holds, UTC
  Layer layer = Layer::shipped;
  std::string position;  // "file:12:5"
};

// A rule of another pack with a stricter effect, or locked.
struct Tightening {
  std::string rule;
  Effect effect{};  // the least, when only `locked` is said
  bool locked = false;
  std::string reason;    // takes the place of the rule's own
  std::string position;  // "file:12:5"
};

// "2027-01-31", a day that the calendar has.
bool is_day(std::string_view text);

inline bool is_expired(const Exception& exception, std::string_view today) {
  return exception.expires < today;
}

}  // namespace interlock
