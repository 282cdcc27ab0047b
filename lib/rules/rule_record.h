// A rule, or a part of a workflow, as the image holds it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/rules/pack.h"

namespace interlock {

// What one entry of the image is made from.
struct RuleRecord {
  enum class Kind { rule, gate, step, trigger, file_trigger, call };
  Kind kind = Kind::rule;
  On on = On::command;
  Effect effect = Effect::deny;
  Maturity maturity = Maturity::stable;
  bool locked = false, superseded = false;
  int workflow = -1;
  int part = -1;  // gate, step or trigger of it
  std::uint32_t classes = 0;
  CommandPattern command;
  std::vector<std::string> dialects, languages, paths, operations, tools, arguments, lacks, kinds;
  When when;
};

struct RuleTexts {
  std::string id;
  std::string reason;
  std::uint32_t pack = 0;       // among packs()
  std::uint32_t tightened = 0;  // 1 + the pack that made its effect stricter; 0: none did
};

}  // namespace interlock
