#include "lib/shell/modes.h"

#include <algorithm>
#include <array>

namespace interlock {
namespace {

constexpr auto k_set_options = std::to_array<std::string_view>({
    "allexport",
    "braceexpand",
    "emacs",
    "errexit",
    "errtrace",
    "functrace",
    "hashall",
    "histexpand",
    "history",
    "ignoreeof",
    "interactive-comments",
    "keyword",
    "monitor",
    "noclobber",
    "noexec",
    "noglob",
    "nolog",
    "notify",
    "nounset",
    "onecmd",
    "physical",
    "pipefail",
    "posix",
    "privileged",
    "verbose",
    "vi",
    "xtrace",
});
constexpr auto k_shopts = std::to_array<std::string_view>({
    "assoc_expand_once",
    "autocd",
    "cdable_vars",
    "cdspell",
    "checkhash",
    "checkjobs",
    "checkwinsize",
    "cmdhist",
    "compat31",
    "compat32",
    "compat40",
    "compat41",
    "compat42",
    "compat43",
    "compat44",
    "complete_fullquote",
    "direxpand",
    "dirspell",
    "dotglob",
    "execfail",
    "expand_aliases",
    "extdebug",
    "extglob",
    "extquote",
    "failglob",
    "force_fignore",
    "globasciiranges",
    "globskipdots",
    "globstar",
    "gnu_errfmt",
    "histappend",
    "histreedit",
    "histverify",
    "hostcomplete",
    "huponexit",
    "inherit_errexit",
    "interactive_comments",
    "lastpipe",
    "lithist",
    "localvar_inherit",
    "localvar_unset",
    "login_shell",
    "mailwarn",
    "no_empty_cmd_completion",
    "nocaseglob",
    "nocasematch",
    "noexpand_translation",
    "nullglob",
    "patsub_replacement",
    "progcomp",
    "progcomp_alias",
    "promptvars",
    "restricted_shell",
    "shift_verbose",
    "sourcepath",
    "varredir_close",
    "xpg_echo",
});

}  // namespace

bool is_set_option(std::string_view name) {
  return std::ranges::binary_search(k_set_options, name);
}

bool is_shopt(std::string_view name) { return std::ranges::binary_search(k_shopts, name); }

bool modes_sorted() {
  return std::ranges::is_sorted(k_set_options) && std::ranges::is_sorted(k_shopts);
}

void Modes::set(char letter, bool on) {
  if (letter == 'a') exports_all = on;
  if (letter == 'e') errexit = on;
  if (letter == 'f') no_globs = on;
  if (letter == 'u') nounset = on;
}

void Modes::set(std::string_view name, bool on) {
  if (name == "allexport") set('a', on);
  if (name == "errexit") set('e', on);
  if (name == "noglob") set('f', on);
  if (name == "nounset") set('u', on);
  if (name == "pipefail") pipefail = on;
}

void Modes::shopt(std::string_view name, bool on) {
  if (name == "extglob")
    extended_globs = on;
  else if (name == "nocasematch")
    ignores_case = on;
  else if (name == "lastpipe")
    keeps_last = on;
  else if (name.ends_with("glob"))
    odd_globs = on;
}

void Modes::merge(const Modes& other) {
  errexit = errexit || other.errexit;
  nounset = nounset || other.nounset;
  no_globs = no_globs && other.no_globs;
  exports_all = exports_all || other.exports_all;
  odd_globs = odd_globs || other.odd_globs;
  extended_globs = extended_globs || other.extended_globs;
  ignores_case = ignores_case || other.ignores_case;
  keeps_last = keeps_last || other.keeps_last;
  pipefail = pipefail || other.pipefail;
}

Modes modes_of_shell(std::span<const Word> argv) {
  Modes modes;
  const bool is_applet = !argv.empty() && known_base_name(argv[0]) == "busybox";
  for (std::size_t i = is_applet ? 2 : 1; i < argv.size(); ++i) {
    const std::string_view word = argv[i].text;
    if (word.size() < 2 || (word[0] != '-' && word[0] != '+') || word == "--") break;
    if (word.starts_with("--")) continue;
    const bool on = word[0] == '-';
    for (const char letter : word.substr(1)) {
      modes.set(letter, on);
      if ((letter == 'o' || letter == 'O') && i + 1 < argv.size()) {
        const std::string_view name = argv[++i].text;
        letter == 'o' ? modes.set(name, on) : modes.shopt(name, on);
      }
    }
  }
  return modes;
}

}  // namespace interlock
