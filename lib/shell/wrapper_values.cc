#include "lib/shell/wrapper_values.h"

#include <algorithm>
#include <iterator>

#include "lib/base/text.h"

namespace interlock {
namespace {

bool is_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_signal(std::string_view text) {
  constexpr std::string_view k_names[] = {
      "ABRT", "ALRM", "BUS",    "CHLD", "CLD",    "CONT",  "EXIT", "FPE",  "HUP",
      "ILL",  "INT",  "IO",     "IOT",  "KILL",   "PIPE",  "POLL", "PROF", "PWR",
      "QUIT", "SEGV", "STKFLT", "STOP", "SYS",    "TERM",  "TRAP", "TSTP", "TTIN",
      "TTOU", "URG",  "USR1",   "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ"};
  std::string name = to_upper(text);
  if (name.starts_with("SIG")) name = name.substr(3);
  return is_number(text) || name.starts_with("RT") ||
         std::find(std::begin(k_names), std::end(k_names), name) != std::end(k_names);
}

// As strtod reads a number: blanks and a plus may stand before it.
std::string_view without_sign(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size()));
  if (text.starts_with('+')) text.remove_prefix(1);
  return text;
}

bool is_duration(std::string_view text) {
  text = without_sign(text);
  if (!text.empty() && std::string_view("smhd").find(text.back()) < 4) text.remove_suffix(1);
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool may_be_refused(const SeenOption& option) {
  if (option.role == role::unknown) return true;
  const bool looked_at = option.role == role::duration || option.role == role::signal ||
                         option.role == role::number || option.role == role::variable;
  if (!looked_at || !option.value) return false;
  if (!option.value->known()) return option.role != role::variable;
  const std::string& text = option.value->text;
  if (option.role == role::duration) return !is_duration(text);
  if (option.role == role::variable) return text.empty() || text.find('=') != std::string::npos;
  return option.role == role::signal ? !is_signal(text) : !is_number(text);
}

Fit fits(char kind, const Word& word) {
  if (kind == '.') return Fit::yes;
  if (!word.known()) return Fit::doubtful;
  const std::string_view text = kind == 't' ? without_sign(word.text) : word.text;
  const bool digit = !text.empty() && ((text[0] >= '0' && text[0] <= '9') || text[0] == '.');
  if (kind == 't' && digit) return is_duration(text) ? Fit::yes : Fit::doubtful;
  if (kind == 't') return to_lower(text).starts_with("inf") ? Fit::yes : Fit::no;
  if (kind == 'n') return digit ? Fit::yes : Fit::skip;
  constexpr std::string_view k_machines[] = {"i386",    "i486",    "i586",    "i686",
                                             "linux32", "linux64", "ppc64",   "x86_64",
                                             "uname26", "arm",     "aarch64", "s390x"};
  return std::find(std::begin(k_machines), std::end(k_machines), text) != std::end(k_machines)
             ? Fit::yes
             : Fit::skip;
}

}  // namespace interlock
