// Rows for the tests of wrappers: a line, and what it carries. Every row of the table has at least
// one; files of rows are named after their theme.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace interlock {

struct WrapperCase {
  // Words in shell quoting, nothing expanded; %X is a word that an unquoted variable makes, ^X a
  // quoted one.
  const char* line;
  // "via: words" or "via: kind {text} words", then NAME=value, in=directory, file=name; in front of
  // `:` stand (maybe), (remote), (no input), (more words); several parted by " || ".
  const char* carried;
  const char* input = nullptr;  // text on standard input
};

std::string render_carried(const WrapperCase& wrapper_case);

std::span<const WrapperCase> wrapper_cases_prefixes();
std::span<const WrapperCase> wrapper_cases_places();
std::span<const WrapperCase> wrapper_cases_packages();
std::span<const WrapperCase> wrapper_cases_environments();
std::span<const WrapperCase> wrapper_cases_remote();
std::span<const WrapperCase> wrapper_cases_clouds();
std::span<const WrapperCase> wrapper_cases_helpers();
std::span<const WrapperCase> wrapper_cases_nothing();

}  // namespace interlock
