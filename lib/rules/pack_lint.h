// What a reader of packs finds wrong with rules that can be read: rules that can never fire, that
// another one hides, whose patterns are too large, whose reasons name no way out.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/pack.h"

namespace interlock {

struct Lint {
  std::vector<std::string> faults;               // "file:line:column: rule id: .."
  std::map<std::string, std::string> positions;  // of each rule: id -> "file:line:column"
};

// `json` was read without a fault by parse_packs.
Lint lint_packs(std::string_view json, const std::string& file);

// Rules whose reason is never the one that is shown: another one with the same conditions or wider
// ones refuses as strictly, and comes first.
std::vector<std::string> hidden_rules(const std::vector<Pack>& packs,
                                      const std::map<std::string, std::string>& positions);

}  // namespace interlock
