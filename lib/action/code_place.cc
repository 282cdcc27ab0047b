#include "lib/action/code_place.h"

#include <algorithm>
#include <set>

#include "lib/action/builder.h"
#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_variables = 1'000, k_most_values = 4, k_most_folders = 4;
constexpr std::size_t k_longest_value = 4096, k_longest_folder = 200;
constexpr std::string_view k_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

bool is_name(std::string_view text) {
  return !text.empty() && text.size() < 100 &&
         text.find_first_not_of(k_letters) == std::string_view::npos;
}

// Programs read these themselves, and run what they hold.
bool is_read_by_programs(std::string_view name) {
  return name.ends_with("PAGER") || name.ends_with("EDITOR") || name.starts_with("GIT_") ||
         name == "BASH_ENV" || name == "VISUAL";
}

std::string quoted(const std::string& text) { return command_line_of({Word(text)}); }

std::string joined(const std::string& folder, const std::string& more) {
  return folder.empty() || more.starts_with('/') ? more : folder + '/' + more;
}

}  // namespace

const CodeValue* option_of(const std::vector<CodeArgument>& arguments, std::string_view key) {
  for (const CodeArgument& argument : arguments)
    if (argument.key == key) return &argument.value;
  for (const CodeArgument& argument : arguments)
    if (argument.value.kind == CodeValue::Kind::object)
      if (const CodeValue* value = argument.value.find(key)) return value;
  return nullptr;
}

void CodePlace::go(const CodeValue& folder) {
  if (!folder.is_known_text() || folder.text.text.empty()) return;
  const std::string there = joined(folders_.back(), folder.text.text);
  if (std::find(folders_.begin(), folders_.end(), there) != folders_.end()) return;
  if (there.size() > k_longest_folder) return;
  if (folders_.size() > k_most_folders) folders_.erase(folders_.begin() + 1);
  folders_.push_back(there);
}

void CodePlace::set(const std::string& name, const CodeValue& value) {
  if (!value.is_known_text() || !is_name(name)) return;
  const std::string& text = value.text.text;
  if (variables_.size() >= k_most_variables && !variables_.contains(name)) return;
  Values& values = variables_[name];
  if (std::find(values.begin(), values.end(), text) != values.end()) return;
  if (values.size() >= k_most_values || text.size() > k_longest_value)
    lost_.insert(name);
  else
    values.push_back(text);
}

void CodePlace::set(const std::vector<CodeArgument>& arguments) {
  if (arguments.empty() || !arguments[0].value.is_known_text()) return;
  const std::string& first = arguments[0].value.text.text;
  const std::size_t sign = first.find('=');
  if (sign != std::string::npos)
    set(first.substr(0, sign), CodeValue::of_text(Word(first.substr(sign + 1))));
  else if (arguments.size() > 1)
    set(first, arguments[1].value);
}

// What the line needs of the environment, in each form that it may have.
std::vector<std::string> CodePlace::exports(const std::string& line,
                                            const std::vector<CodeArgument>& arguments) const {
  std::set<std::string_view> names;
  for (std::size_t at = line.find('$'); at != std::string::npos; at = line.find('$', at + 1)) {
    const std::size_t begin = at + 1 < line.size() && line[at + 1] == '{' ? at + 2 : at + 1;
    const std::size_t end = std::min(line.find_first_not_of(k_letters, begin), line.size());
    if (begin < end) names.insert(std::string_view(line).substr(begin, end - begin));
  }
  const CodeValue* given = option_of(arguments, "env");
  std::map<std::string_view, Values> needed;
  for (const auto& [name, values] : variables_) {
    if (!names.contains(name) && !is_read_by_programs(name)) continue;
    if (lost_.contains(name)) return {};
    if (!values.empty()) needed[name] = values;
  }
  for (std::size_t i = 0; given != nullptr && i < given->keys.size() && i < given->items.size();
       ++i)
    if (given->items[i].is_known_text() &&
        (names.contains(given->keys[i]) || is_read_by_programs(given->keys[i])))
      needed[given->keys[i]] = {given->items[i].text.text};
  std::size_t forms = 1;
  for (const auto& [name, values] : needed) forms = std::max(forms, values.size());
  std::vector<std::string> all(forms);
  for (std::size_t form = 0; form < forms; ++form)
    for (const auto& [name, values] : needed)
      all[form] += "export " + std::string(name) + '=' +
                   quoted(values[std::min(form, values.size() - 1)]) + "; ";
  return all;
}

std::vector<std::string> CodePlace::lines_there(const std::string& line,
                                                const std::vector<CodeArgument>& arguments) const {
  std::vector<std::string> folders = folders_;
  for (const char* key : {"cwd", "chdir"})
    if (const CodeValue* value = option_of(arguments, key))
      if (value->is_known_text())
        for (std::string& folder : folders) folder = joined(folder, value->text.text);
  std::vector<std::string> lines;
  for (const std::string& before : exports(line, arguments))
    for (const std::string& folder : folders) {
      const std::string there = folder.empty() ? before : before + "cd " + quoted(folder) + " && ";
      lines.push_back(there.empty() ? line : there + "{ " + line + "\n}");
    }
  return lines;
}

void CodeScanner::look_at_environment(std::size_t i) {
  const std::string_view owner = i > 0 ? values_.spelled(i - 1) : "";
  const bool is_one = owner == "environ" || owner == "ENV" || owner == "env" || owner == "$ENV";
  const std::size_t close = values_.close_of(i, code_.tokens.size());
  if (!is_one || close != i + 2 || !values_.is(close + 1, "=")) return;
  const std::string name(values_.is_kind(i + 1, Kind::string) ? values_.string_at(i + 1).value.text
                                                              : values_.spelled(i + 1));
  const std::size_t begin = close + 2;
  place_.set(name, values_.argument(begin, values_.statement_end(begin), 0).value);
}

}  // namespace interlock
