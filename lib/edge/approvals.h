// A person's word for one refused call: asked for by the hook, given in a person's own terminal,
// good for that very call once and for a limited time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/codex/call.h"

namespace interlock {

inline constexpr std::int64_t k_request_ms = 60 * 60 * 1000;  // a code waits that long for a person
inline constexpr std::int64_t k_approval_ms =
    10 * 60 * 1000;  // and then lets the call through that long

struct Approval {
  std::string code;  // "K7QX2M"
  std::string session;
  std::string shown;  // the call, masked
  std::string directory;
  std::string reason;  // of the refusal
  std::int64_t made_ms = 0, approved_ms = 0, used_ms = 0;
};

// The code under which a person can approve this call; the same one again while it waits. `files`
// says which files it would work on: digests of gates.
Result<std::string> request_approval(const std::string& state, const Call& call,
                                     const std::string& files, const std::string& reason);

// Was this very call (session, directory, tool, every argument) on these very files approved,
// lately and not yet used? Uses it up.
Result<bool> take_approval(const std::string& state, const Call& call, const std::string& files);

// Those that wait or are approved and unused, oldest first.
Result<std::vector<Approval>> list_approvals(const std::string& state);

// An error when there is no such code that waits.
Result<Approval> find_approval(const std::string& state, const std::string& code);
std::optional<Error> give_approval(const std::string& state, const std::string& code);

}  // namespace interlock
