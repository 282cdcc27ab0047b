// Scripts that a project's manifest names: package.json, composer.json, deno.json.
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

#include "lib/base/text.h"
#include "lib/shell/pattern.h"
#include "lib/shell/scripts.h"

namespace interlock {
namespace {

using Json = nlohmann::json;
using Scripts = std::vector<PackageScript>;

constexpr std::size_t k_max_scripts = 64;  // of one name, those that they run included

// Does a name stand for several scripts, and for which? Null: it is the name of one.
using Matches = std::function<bool(std::string_view)>;

// pnpm run "/^db:/": a regular expression of JavaScript, without flags. What RE2 cannot say may be
// any.
Matches regex_matcher(std::string_view runner, const std::string& name) {
  if (!runner.starts_with("pnpm") || name.size() < 3 || name.front() != '/' || name.back() != '/')
    return nullptr;
  const auto regex = std::make_shared<const RE2>(name.substr(1, name.size() - 2), RE2::Quiet);
  return [regex](std::string_view key) { return !regex->ok() || RE2::PartialMatch(key, *regex); };
}

// run-s "db:*" "db:{push,reset}": each alternative in braces is one of @(push|reset).
Matches pattern_matcher(std::string_view name) {
  if (name.find_first_of("*?[{(") == std::string_view::npos) return nullptr;
  std::string pattern;
  int braces = 0;
  for (const char c : name) {
    if (c == '{') ++braces;
    if (c == '{')
      pattern += "@(";
    else if (c == ',' && braces > 0)
      pattern += '|';
    else if (c == '}' && braces > 0)
      pattern += ')';
    else
      pattern += c;
    if (c == '}' && braces > 0) --braces;
  }
  return matcher_of(pattern);
}

// The scripts of one manifest, as the runner of that manifest would run them.
class Manifest {
 public:
  Manifest(const Json& list, const std::string& folder) : list_(list), folder_(folder) {}

  Scripts of_npm(std::string_view runner, const std::string& name, bool hooks) {
    Matches matches = regex_matcher(runner, name);
    if (!matches) matches = pattern_matcher(name);
    if (matches)
      for (const auto& [key, script] : list_.items())
        if (matches(key)) add(key, script);
    if (hooks) add_named("pre" + name);
    add_named(name);
    if (hooks) add_named("post" + name);
    return std::move(found_);
  }

  // A task may need others: {"command": "..", "dependencies": [..]}.
  Scripts of_deno(const std::string& name) {
    add_task(name);
    return std::move(found_);
  }

  // One line or several: "@name" runs another script, "@php" and "@composer" the program.
  Scripts of_composer(const std::string& name) {
    add_lines(name);
    return std::move(found_);
  }

 private:
  void add(const std::string& name, const Json& text) {
    if (text.is_string() && found_.size() < k_max_scripts)
      found_.push_back({name, text.get<std::string>(), folder_});
  }

  void add_named(const std::string& name) {
    if (const auto script = list_.find(name); script != list_.end()) add(name, *script);
  }

  bool enter(const std::string& name) {
    if (std::ranges::find(entered_, name) != entered_.end()) return false;
    entered_.push_back(name);
    return entered_.size() <= k_max_scripts;
  }

  void add_task(const std::string& name) {
    const auto task = list_.find(name);
    if (task == list_.end() || !enter(name)) return;
    if (!task->is_object()) return add(name, *task);
    if (const auto needs = task->find("dependencies"); needs != task->end() && needs->is_array())
      for (const Json& one : *needs)
        if (one.is_string()) add_task(one.get<std::string>());
    if (const auto command = task->find("command"); command != task->end()) add(name, *command);
  }

  void add_lines(const std::string& name) {
    const auto script = list_.find(name);
    if (script == list_.end() || !enter(name)) return;
    if (!script->is_array()) return add_line(name, *script);
    for (const Json& line : *script) add_line(name, line);
  }

  void add_line(const std::string& name, const Json& line) {
    if (!line.is_string()) return;
    const std::string text = line.get<std::string>();
    const std::string other = text.substr(0, text.find(' '));
    if (!text.starts_with('@')) return add(name, line);
    if (other == "@php" || other == "@composer") return add(name, Json(text.substr(1)));
    if (other == "@putenv") return add(name, Json("export " + text.substr(other.size())));
    add_lines(other.substr(1));
  }

  const Json& list_;
  const std::string& folder_;
  Scripts found_;
  std::vector<std::string> entered_;
};

}  // namespace

std::span<const std::string_view> manifests_of(std::string_view runner) {
  static constexpr std::array<std::string_view, 3> k_deno = {"deno.json", "deno.jsonc",
                                                             "package.json"};
  static constexpr std::array<std::string_view, 1> k_composer = {"composer.json"};
  const std::string_view program = runner.substr(0, runner.find(' '));
  if (program == "composer") return k_composer;
  if (program == "deno") return k_deno;
  return std::span(k_deno).last(1);
}

std::string with_package_scripts(const std::string& manifest, std::span<const Word> settings) {
  Json json = Json::parse(manifest, nullptr, false, true);
  if (!json.is_object() || !json.value("scripts", Json::object()).is_object()) return manifest;
  for (const Word& one : settings) {
    const std::string_view setting = one.text;
    const std::size_t equals = setting.find('=');
    if (!one.known() || !setting.starts_with("scripts") || equals == std::string_view::npos)
      continue;
    std::string_view key = setting.substr(7, equals - 7);
    if (key.starts_with("[") && key.ends_with("]"))  // scripts[db:reset]
      key = key.substr(1, key.size() - 2);
    else if (key.starts_with("."))
      key.remove_prefix(1);
    if (!key.empty()) json["scripts"][std::string(key)] = setting.substr(equals + 1);
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Scripts> find_package_scripts(std::string_view runner, const std::string& directory,
                                            const std::string& name, bool hooks,
                                            const ReadText& read) {
  bool is_there = false;
  std::string folder = directory;
  for (int level = 0; level < 32; ++level) {
    for (const std::string_view file : manifests_of(runner)) {
      const auto text = read((folder == "/" ? "/" : folder + '/') + std::string(file));
      if (!text) continue;
      const Json manifest = Json::parse(*text, nullptr, false, true);
      if (!manifest.is_object()) return std::nullopt;
      is_there = true;
      const bool is_deno = file.starts_with("deno");
      const auto list = manifest.find(is_deno ? "tasks" : "scripts");
      if (list == manifest.end() || !list->is_object()) continue;
      Manifest scripts(*list, folder);
      Scripts found = is_deno                   ? scripts.of_deno(name)
                      : file == "composer.json" ? scripts.of_composer(name)
                                                : scripts.of_npm(runner, name, hooks);
      if (!found.empty()) return found;
    }
    if (is_there) return Scripts();
    if (folder == "/" || folder.empty()) break;
    folder = folder.substr(0, std::max<std::size_t>(folder.rfind('/'), 1));
  }
  return std::nullopt;
}

}  // namespace interlock
