#include "lib/shell/state.h"

#include <algorithm>
#include <charconv>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_longest_path = 4096;  // PATH_MAX of Linux

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end && number > 0 ? number : 0;
}

// bash lists a map by the buckets of its hash table, in each the newest first.
std::int64_t bucket_of(const std::string& text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash * 16777619U) ^ static_cast<unsigned char>(c);
  return hash & 1023U;
}

std::vector<Word> values_of(const Variable& variable, const std::string& name) {
  if (variable.unset) return {Word()};
  if (variable.is_array) {
    const auto first = variable.elements.find("0");
    if (variable.is_loose) return {Word::unknown('$' + name)};
    return {first == variable.elements.end() ? Word() : first->second};
  }
  return variable.values.empty() ? std::vector<Word>{Word::unknown('$' + name)} : variable.values;
}

// Does `longer` begin with all of `array`, as after a += on one branch?
bool is_begun_by(const Variable& longer, const Variable& array) {
  return array.order.size() <= longer.order.size() &&
         std::equal(array.order.begin(), array.order.end(), longer.order.begin()) &&
         std::ranges::all_of(array.order, [&](const std::string& index) {
           return array.elements.at(index) == longer.elements.at(index);
         });
}

// What two arrays may be together; nothing where holes at the end of the longer one say enough.
std::vector<Variable> merge_arrays(const Variable& a, const Variable& b) {
  if (a.is_loose || b.is_loose || is_begun_by(a, b) || is_begun_by(b, a)) return {};
  std::vector<Variable> merged;
  for (const Variable* side : {&a, &b})
    for (const Variable& one : side->alternatives.empty() ? std::vector{*side} : side->alternatives)
      if (std::ranges::find(merged, one) == merged.end()) merged.push_back(one);
  if (merged.size() > k_max_arrays) return {};
  return merged;
}

Variable merge_variables(const Variable* a, const Variable* b, const std::string& name) {
  if (a && b && *a == *b) return *a;
  Variable merged = a ? *a : *b;
  if (a && b && a->is_array && b->is_array) {  // an element of one side only may be none at all
    merged.is_loose = a->is_loose || b->is_loose;
    for (const std::string& index : b->order)
      if (!a->elements.contains(index)) merged.set_element(index, b->elements.at(index));
    for (auto& [index, word] : merged.elements) {
      const auto left = a->elements.find(index), right = b->elements.find(index);
      const bool both = left != a->elements.end() && right != b->elements.end();
      if (!both || !(left->second == right->second))
        word = Word::unknown("${" + name + '[' + index + "]}", !both);
    }
    merged.alternatives = merge_arrays(*a, *b);
    return merged;
  }
  const auto may_be_array = [](const Variable* side) {
    return side != nullptr && (side->is_array || side->maybe_array);
  };
  merged.maybe_array = may_be_array(a) || may_be_array(b);
  merged.is_array = merged.is_loose = false;
  merged.elements.clear();
  merged.order.clear();
  merged.alternatives.clear();
  merged.unset = false;
  const auto may_be_unset = [](const Variable* side) {
    return side == nullptr || side->unset || side->maybe_unset;
  };
  merged.maybe_unset = may_be_unset(a) || may_be_unset(b);
  merged.exported = (a && a->exported) || (b && b->exported);
  merged.is_readonly = (a && a->is_readonly) || (b && b->is_readonly);
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

using Bodies = std::vector<FunctionBody>;

Bodies merge_bodies(const Bodies* a, const Bodies* b) {
  Bodies merged;
  bool maybe_none = a == nullptr || b == nullptr;
  for (const Bodies* side : {a, b})
    for (const FunctionBody& body : side == nullptr ? Bodies() : *side) {
      if (!body.body)
        maybe_none = true;
      else if (std::none_of(merged.begin(), merged.end(),
                            [&](const auto& known) { return known.body == body.body; }))
        merged.push_back(body);
    }
  if (maybe_none) merged.push_back({});
  return merged;
}

}  // namespace

// The names, functions and aliases are shared with the copy, the rest is not. A change afterwards
// costs as much as the tree of names is high.
std::size_t State::weight() const {
  std::size_t rest = parameters.size() + hashed.size() + traps.size();
  for (const auto& scope : scopes) rest += scope.size();
  return 4 + variables.height() + functions.height() + aliases.names.height() + rest;
}

Variable Variable::unknown_array() {
  Variable array;
  array.is_array = array.is_loose = true;
  return array;
}

// The first value of a scalar becomes the element 0; indices of an array are in numeric order.
void Variable::set_element(const std::string& index, Word value) {
  if (!is_array && !unset && !values.empty()) {
    elements["0"] = values.front();
    order = {"0"};
  }
  is_loose = is_loose || maybe_array;  // others may be there
  maybe_array = false;
  is_array = true;
  unset = maybe_unset = false;
  values.clear();
  alternatives.clear();
  if (!elements.contains(index)) {
    const auto rank = is_map ? bucket_of : number_of;
    const std::int64_t mine = rank(index);
    const auto is_before = [&](const std::string& other) {
      return is_map ? rank(other) < mine : rank(other) <= mine;
    };
    const bool is_last = order.empty() || is_before(order.back());  // as most are
    order.insert(is_last ? order.end() : std::ranges::partition_point(order, is_before), index);
  }
  elements[index] = std::move(value);
}

void State::unset(const std::string& name) {
  const std::size_t bracket = name.find('[');
  if (bracket != std::string::npos && name.ends_with(']')) {
    const std::string array = name.substr(0, bracket);
    if (!variables.contains(array)) return;
    const std::string index = name.substr(bracket + 1, name.size() - bracket - 2);
    Variable& variable = variables[array];
    variable.elements.erase(index);
    variable.alternatives.clear();
    std::erase(variable.order, index);
    return;
  }
  Variable gone;
  gone.unset = true;
  if (const Variable* old = variables.find(name); old == nullptr || !old->is_readonly)
    variables[name] = gone;
}

void State::assign(const std::string& name, Word value) {
  const std::string target = target_of(name);
  const std::size_t bracket = target.find('[');
  if (bracket != std::string::npos && target.ends_with(']')) {  // printf -v 'a[1]'
    variables[target.substr(0, bracket)].set_element(
        target.substr(bracket + 1, target.size() - bracket - 2), std::move(value));
    return;
  }
  if (target == "OPTIND") option_letter = 1;
  Variable& variable = variables[target];
  if (variable.is_readonly) {  // an error that ends the line, or the builtin
    doubtful = true;
    if (variable.values.size() < k_max_values) variable.values.push_back(std::move(value));
    return;
  }
  variable.unset = variable.maybe_unset = false;
  variable.exported = variable.exported || modes.exports_all;
  if (variable.is_array) {
    if (!variable.elements.contains("0")) variable.order.insert(variable.order.begin(), "0");
    variable.elements["0"] = std::move(value);
  } else {
    variable.values = {std::move(value)};
  }
}

void State::start_options() {
  assign("OPTIND", Word("1"));
  variables["OPTIND"].is_integer = true;
}

void State::go_to(const Word& target) {
  previous = directory;
  if (!target.known()) {
    directory = target;
    directories.clear();
  } else if (directory.known() || target.text.starts_with('/')) {
    directory = Word(normalise_path(directory.text, target.text));
    directories.clear();
  } else {
    directory = Word::unknown("$PWD").append(Word("/")).append(target);
    for (Word& one : directories) one = Word(normalise_path(one.text, target.text));
  }
  const auto is_long = [](const Word& place) { return place.text.size() > k_longest_path; };
  if (is_long(directory) || std::ranges::any_of(directories, is_long)) {
    directory = Word::unknown("$PWD");
    directories.clear();
  }
}

static void merge_places(State& merged, const State& a, const State& b) {
  merged.directories.clear();
  for (const State* side : {&a, &b})
    for (const Word& one :
         side->directory.known() ? std::vector{side->directory} : side->directories)
      if (std::ranges::find(merged.directories, one) == merged.directories.end())
        merged.directories.push_back(one);
  if (merged.directories.size() > k_max_directories) merged.directories.clear();
  if (!(a.directory == b.directory)) merged.directory = Word::unknown("$PWD");
  if (!(a.previous == b.previous)) merged.previous = Word::unknown("$OLDPWD");
  if (!(a.stack == b.stack)) merged.stack.clear();
}

State merge_states(const State& a, const State& b, std::size_t& differing) {
  const bool a_left = a.flow != State::Flow::on, b_left = b.flow != State::Flow::on;
  if (a_left || b_left) {  // of two that left nothing of this list follows: the outer one decides
    const bool is_a = a_left && b_left ? a.flow <= b.flow : b_left;
    State merged = is_a ? a : b;
    merged.doubtful = true;
    merged.keep_failed(is_a ? b.failed : a.failed);
    return merged;
  }
  State merged = a;
  merged.keep_failed(b.failed);
  merged.doubtful = a.doubtful || b.doubtful;
  merged.broken = a.broken || b.broken;
  differing += merged.variables.merge(
      b.variables, [](const std::string& name, const Variable* mine, const Variable* other) {
        return std::optional<Variable>(merge_variables(mine, other, name));
      });
  differing += merged.functions.merge(
      b.functions, [](const std::string&, const Bodies* mine, const Bodies* other) {
        return std::optional<Bodies>(merge_bodies(mine, other));
      });
  for (std::size_t i = 0; i < std::min(merged.scopes.size(), b.scopes.size()); ++i)
    merged.scopes[i].insert(b.scopes[i].begin(), b.scopes[i].end());
  differing += merged.aliases.merge(b.aliases);
  for (const auto& [name, path] : b.hashed) merged.hashed.emplace(name, path);
  std::erase_if(merged.disabled, [&](const auto& name) { return !b.disabled.contains(name); });
  for (const auto& [number, stream] : b.descriptors) merged.descriptors.emplace(number, stream);
  for (const auto& [number, file] : b.outputs) merged.outputs.emplace(number, file);
  for (const auto& trap : b.traps)
    if (std::find(merged.traps.begin(), merged.traps.end(), trap) == merged.traps.end())
      merged.traps.push_back(trap);
  merge_places(merged, a, b);
  if (!b.parameters_known || !(a.parameters == b.parameters)) merged.parameters_known = false;
  if (!(a.last_argument == b.last_argument)) merged.last_argument = Word::unknown("$_");
  if (a.status != b.status) merged.status.reset();
  merged.modes.merge(b.modes);
  return merged;
}

void State::keep_failed(const std::shared_ptr<const State>& other) {
  if (!other || other == failed) return;
  std::size_t differing = 0;
  failed = failed ? std::make_shared<const State>(merge_states(*failed, *other, differing)) : other;
}

// "Bad substitution" and its like: bash goes on with the next line.
void State::fail_line() {
  doubtful = broken = true;
  State here = *this;
  here.failed.reset();
  keep_failed(std::make_shared<const State>(std::move(here)));
}

}  // namespace interlock
