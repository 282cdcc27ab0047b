// Findings + Evidence -> Decision. Pure; the strictest finding wins and order never matters for
// whether a call is refused, only for which reason is shown first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/rules/match.h"
#include "lib/workflow/workflow.h"

namespace interlock {

class Decision {
 public:
  struct Denial {
    std::string rule_id;
    std::string reason;  // names the rule, what was seen, and the exact next command to run
    Effect effect = Effect::deny;
    std::size_t finding = 0;  // index in the Findings
  };

  static Decision allow() { return {}; }
  static Decision deny(Denial denial);  // REQUIRES: reason is not blank

  const std::optional<Denial>& denial() const { return denial_; }
  const std::vector<std::string>& warnings() const {
    return warnings_;
  }  // for the model, when allowed
  void warn(std::string text) { warnings_.push_back(std::move(text)); }

 private:
  std::optional<Denial> denial_;
  std::vector<std::string> warnings_;
};

// What people have said about this very call.
struct Approvals {
  std::vector<std::size_t> granted;  // findings (by index) that a person has approved
  std::string command;               // what a person types to approve the call; empty: no way yet
};

// `gates` holds one entry for each finding whose effect is gate (by index in findings); a gate
// finding without an entry is refused. In the order of the findings.
Decision decide(const Findings& findings, const std::vector<GateState>& gates,
                const Approvals& approvals = {});

}  // namespace interlock
