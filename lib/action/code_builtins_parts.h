// What the files of code_builtins*.cc share. Private to them.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "lib/action/code_values.h"

namespace interlock {

// code_builtins.cc: what well known functions and methods make of known values. Nothing when they
// are not known, or their arguments are not.
struct CodeCall {
  std::string name;  // last part: "b64decode"
  const CodeValue* receiver = nullptr;
  std::vector<CodeArgument> arguments;
  Language language = Language::other;
};
bool call_builtin(const CodeCall& call, CodeValue& result);
CodeValue items_at(const CodeValue& list, std::string_view index);  // "1", "1:", "1..-1"
Word format_text(const Word& format, const std::vector<CodeArgument>& arguments, bool percent);

inline bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Texts that are put together end here.
inline constexpr std::size_t k_longest_built_text = std::size_t{1} << 20;

std::string_view name_in_hole(std::string_view spelled);  // "${x}" -> "x"

// What the first piece of known text among receiver and arguments is.
const CodeValue* subject_of(const CodeCall& call);

// Base64, hexadecimal, percent signs, code points.
bool call_decoder(const CodeCall& call, CodeValue& result);

}  // namespace interlock
