#include "lib/shell/scripts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lib/base/text.h"
#include "lib/shell/pattern.h"
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

std::optional<std::vector<PackageScript>> find_package_scripts(const std::string& directory,
                                                               const std::string& name,
                                                               const ReadText& read) {
  std::string folder = directory;
  for (int level = 0; level < 32; ++level) {
    const auto text = read(folder == "/" ? "/package.json" : folder + "/package.json");
    if (text) {
      const nlohmann::json package = nlohmann::json::parse(*text, nullptr, false, true);
      if (!package.is_object()) return std::nullopt;
      std::vector<PackageScript> scripts;
      const auto list = package.find("scripts");
      if (list == package.end() || !list->is_object()) return scripts;
      if (name.find('*') != std::string::npos)  // run-s "db:*" runs each that fits
        for (const auto& [key, script] : list->items())
          if (script.is_string() && matches_pattern(name, key))
            scripts.push_back({key, script.get<std::string>(), folder});
      for (const std::string& one : {"pre" + name, name, "post" + name}) {
        const auto script = list->find(one);
        if (script != list->end() && script->is_string())
          scripts.push_back({one, script->get<std::string>(), folder});
      }
      return scripts;
    }
    if (folder == "/" || folder.empty()) break;
    folder = folder.substr(0, std::max<std::size_t>(folder.rfind('/'), 1));
  }
  return std::nullopt;
}

}  // namespace interlock
