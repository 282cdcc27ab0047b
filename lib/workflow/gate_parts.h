// What gates on files and gates on tools have in common. Used inside the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/workflow/workflow.h"

namespace interlock {

std::string age_of(std::int64_t ms);               // "5 min ago"
std::string first_line_of(std::string_view text);  // shortened
const Step* find_step(const Workflow& workflow, const std::string& id);
bool counts(Verdict verdict);                                  // passed, or with warnings
bool is_dated(const Workflow& workflow, std::int64_t age_ms);  // too old, or in the future

// Open or not, and what to say, from the states of the needed steps.
void conclude_gate(const Workflow& workflow, const Gate& gate, GateState& state);

}  // namespace interlock
