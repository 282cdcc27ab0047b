#include "lib/shell/scripts.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/recipes.h"

namespace interlock {

namespace {

bool is_shell_name(std::string_view name) {
  for (const std::string_view shell :
       {"sh", "bash", "dash", "ash", "ksh", "zsh", "rbash", "busybox"})
    if (name == shell) return true;
  return false;
}

}  // namespace

bool is_shell_script(std::string_view text) {
  const std::string_view head = text.substr(0, std::min<std::size_t>(text.size(), 512));
  if (head.find('\0') != std::string_view::npos || head.starts_with("\x7f"
                                                                    "ELF"))
    return false;
  if (!head.starts_with("#!")) return true;
  std::string_view line = head.substr(2, std::min(head.find('\n'), head.size()) - 2);
  for (const std::string& word : blank_words(trim(line))) {
    const std::string_view name = base_name(word);
    if (name == "env" || word.starts_with('-') || word.find('=') != std::string::npos) continue;
    return is_shell_name(name);
  }
  return true;
}

}  // namespace interlock
