#include "lib/shell/state.h"

#include <algorithm>

namespace interlock {
namespace {

std::vector<Word> values_of(const Variable& variable, const std::string& name) {
  if (variable.unset) return {Word()};
  if (variable.is_array) {
    const auto first = variable.elements.find("0");
    return {first == variable.elements.end() ? Word() : first->second};
  }
  return variable.values.empty() ? std::vector<Word>{Word::unknown('$' + name)} : variable.values;
}

Variable merge_variables(const Variable* a, const Variable* b, const std::string& name) {
  if (a && b && *a == *b) return *a;
  Variable merged = a ? *a : *b;
  if (a && b && a->is_array && b->is_array) {  // element-wise doubt is not worth its price
    for (auto& [index, word] : merged.elements)
      word = Word::unknown("${" + name + '[' + index + "]}");
    return merged;
  }
  merged.is_array = false;
  merged.elements.clear();
  merged.order.clear();
  merged.unset = false;
  merged.exported = (a && a->exported) || (b && b->exported);
  merged.values.clear();
  for (const Variable* side : {a, b}) {
    const std::vector<Word> values =
        side ? values_of(*side, name) : std::vector<Word>{Word::unknown('$' + name)};
    for (const Word& value : values)
      if (std::find(merged.values.begin(), merged.values.end(), value) == merged.values.end())
        merged.values.push_back(value);
  }
  if (merged.values.size() > k_max_values) merged.values = {Word::unknown('$' + name)};
  return merged;
}

}  // namespace

const Variable* State::find(const std::string& name) const {
  const Variable* variable = nullptr;
  std::string current = name;
  for (int hops = 0; hops < 8; ++hops) {  // declare -n may be circular
    const auto found = variables.find(current);
    if (found == variables.end()) return nullptr;
    variable = &found->second;
    if (variable->refers_to.empty()) return variable;
    current = variable->refers_to;
  }
  return nullptr;
}

void State::assign(const std::string& name, Word value) {
  std::string target = name;
  for (int hops = 0; hops < 8; ++hops) {
    const auto found = variables.find(target);
    if (found == variables.end() || found->second.refers_to.empty()) break;
    target = found->second.refers_to;
  }
  Variable& variable = variables[target];
  variable.unset = false;
  if (variable.is_array) {
    if (!variable.elements.contains("0")) variable.order.insert(variable.order.begin(), "0");
    variable.elements["0"] = std::move(value);
  } else {
    variable.values = {std::move(value)};
  }
}

State merge_states(const State& a, const State& b) {
  const bool a_left = a.flow != State::Flow::on, b_left = b.flow != State::Flow::on;
  if (a_left && b_left) {  // nothing of this list follows; where to, the outer one decides
    State merged = a.flow <= b.flow ? a : b;
    merged.doubtful = true;
    return merged;
  }
  if (a_left || b_left) {
    State merged = a_left ? b : a;
    merged.doubtful = true;
    return merged;
  }
  State merged = a;
  merged.doubtful = a.doubtful || b.doubtful;
  for (const auto& [name, variable] : b.variables) {
    const auto mine = a.variables.find(name);
    merged.variables[name] =
        merge_variables(mine == a.variables.end() ? nullptr : &mine->second, &variable, name);
  }
  for (const auto& [name, variable] : a.variables)
    if (!b.variables.contains(name))
      merged.variables[name] = merge_variables(&variable, nullptr, name);
  for (const auto& [name, bodies] : b.functions) {
    std::vector<FunctionBody>& mine = merged.functions[name];
    for (const FunctionBody& body : bodies)
      if (std::none_of(mine.begin(), mine.end(),
                       [&](const FunctionBody& known) { return known.body == body.body; }))
        mine.push_back(body);
  }
  for (const auto& [name, text] : b.aliases) merged.aliases.emplace(name, text);
  for (const auto& [name, path] : b.hashed) merged.hashed.emplace(name, path);
  for (const auto& [number, stream] : b.descriptors) merged.descriptors.emplace(number, stream);
  for (const auto& trap : b.traps)
    if (std::find(merged.traps.begin(), merged.traps.end(), trap) == merged.traps.end())
      merged.traps.push_back(trap);
  if (!(a.directory == b.directory)) merged.directory = Word::unknown("$PWD");
  if (!(a.parameters == b.parameters)) merged.parameters_known = false;
  if (!(a.last_argument == b.last_argument)) merged.last_argument = Word::unknown("$_");
  if (a.status != b.status) merged.status.reset();
  merged.aliases_on = a.aliases_on || b.aliases_on;
  merged.errexit = a.errexit || b.errexit;
  merged.no_globs = a.no_globs && b.no_globs;
  return merged;
}

}  // namespace interlock
