// What the image holds of each rule and each part of a workflow, and under what it is found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/image.h"
#include "lib/rules/pack.h"

namespace interlock {

struct Entry {
  RuleRecord record;
  RuleTexts texts;
};

// Under what an entry is found: keys of the index, else atoms.
struct Filing {
  std::vector<std::string> keys;
  std::vector<std::string> atoms;
};

inline constexpr std::string_view k_call_key = "m calls";

std::string program_key(char kind, const std::string& program);
Filing filing_of(const RuleRecord& record);
RuleRecord record_of(const Rule& rule);
void add_parts(const Workflow& workflow, int index, std::vector<Entry>& entries);
Entry entry_of(const ToolCommand& call, const std::string& pack);  // its words in `arguments`
std::string complaint_about(const Entry& entry);  // of a pattern that does not compile, else empty

}  // namespace interlock
