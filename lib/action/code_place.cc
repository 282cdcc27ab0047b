#include "lib/action/code_place.h"

#include <algorithm>
#include <set>

#include "lib/action/builder.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_variables = 64;

constexpr std::string_view k_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

bool is_name(std::string_view text) {
  return !text.empty() && text.size() < 100 &&
         text.find_first_not_of(k_letters) == std::string_view::npos;
}

std::string quoted(const std::string& text) { return command_line_of({Word(text)}); }

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
  if (folder.is_known_text()) folder_ = folder.text.text;
}

void CodePlace::set(const std::string& name, const CodeValue& value) {
  if (value.is_known_text() && is_name(name) && variables_.size() < k_most_variables)
    variables_[name] = value.text.text;
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

std::string CodePlace::line_there(std::string line,
                                  const std::vector<CodeArgument>& arguments) const {
  std::string before;
  const CodeValue* given = option_of(arguments, "env");
  std::set<std::string_view> names;
  for (std::size_t at = line.find('$'); at != std::string::npos; at = line.find('$', at + 1)) {
    const std::size_t begin = line[at + 1] == '{' ? at + 2 : at + 1;
    const std::size_t end = std::min(line.find_first_not_of(k_letters, begin), line.size());
    names.insert(std::string_view(line).substr(begin, end - begin));
  }
  for (const std::string_view name : names) {
    const CodeValue* value = given != nullptr ? given->find(name) : nullptr;
    const auto own = variables_.find(name);
    if (value != nullptr && value->is_known_text())
      before += "export " + std::string(name) + '=' + quoted(value->text.text) + "; ";
    else if (own != variables_.end())
      before += "export " + own->first + '=' + quoted(own->second) + "; ";
  }
  std::string folder = folder_;
  for (const char* key : {"cwd", "chdir"})
    if (const CodeValue* value = option_of(arguments, key))
      folder = value->is_known_text() ? value->text.text : "";
  if (!folder.empty()) before += "cd " + quoted(folder) + " && ";
  return before.empty() ? line : before + "{ " + line + "\n}";
}

}  // namespace interlock
