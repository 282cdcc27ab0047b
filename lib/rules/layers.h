// What the layers of packs make of findings: exceptions take their effect away, tightenings add to
// it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/action/action.h"
#include "lib/base/result.h"
#include "lib/codex/call.h"
#include "lib/rules/layer.h"
#include "lib/rules/match.h"

namespace interlock {

// One call, as scopes of exceptions look at it.
struct ExceptedCall {
  const Call& call;
  const Actions& actions;
  std::string today;                            // "2026-11-28", UTC
  std::function<Result<std::string>()> digest;  // asked for only when an exception names one
};

// A finding that an exception covers is only logged. An error when the digest cannot be made.
Result<Findings> apply_exceptions(const std::vector<Exception>& exceptions,
                                  const ExceptedCall& context, Findings findings);

// The strictest effect wins.
void apply_tightenings(const std::vector<Tightening>& tightenings, Findings& findings);

}  // namespace interlock
