#include "lib/shell/scripts.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_recipes = 512;

bool is_shell_name(std::string_view name) {
  for (const std::string_view shell :
       {"sh", "bash", "dash", "ash", "ksh", "zsh", "rbash", "busybox"})
    if (name == shell) return true;
  return false;
}

// One target of a Makefile, a justfile or a Taskfile.
struct Target {
  std::vector<std::string> needs;
  std::vector<std::string> lines;
};

struct Targets {
  std::string first;
  std::map<std::string, Target> by_name;
  std::map<std::string, std::string> variables;
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c == ' ' || c == '\t') {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> joined_lines(std::string_view text) {
  std::vector<std::string> lines;
  bool continues = false;
  for (const std::string_view raw : split(text, '\n')) {
    std::string line(raw);
    if (line.ends_with('\r')) line.pop_back();
    if (continues)
      lines.back() += '\n' + line;
    else
      lines.push_back(line);
    continues = line.ends_with('\\');
  }
  return lines;
}

// GNU make: NAME = value, target ...: needs, lines that begin with a tab.
Targets parse_makefile(std::string_view text) {
  Targets targets;
  std::vector<std::string> current;
  for (const std::string& line : joined_lines(text)) {
    if (line.starts_with('\t')) {
      for (const std::string& name : current) targets.by_name[name].lines.push_back(line.substr(1));
      continue;
    }
    const std::string_view bare = trim(std::string_view(line).substr(0, line.find('#')));
    if (bare.empty()) continue;
    const std::size_t equals = bare.find('=');
    const std::size_t colon = bare.find(':');
    if (equals != std::string_view::npos &&
        (colon == std::string_view::npos || equals <= colon + 2)) {
      std::string_view name = bare.substr(0, equals);
      while (!name.empty() &&
             std::string_view(":?+! \t").find(name.back()) != std::string_view::npos)
        name.remove_suffix(1);
      if (name.starts_with("export ")) name = trim(name.substr(7));
      targets.variables[std::string(trim(name))] = std::string(trim(bare.substr(equals + 1)));
      continue;
    }
    if (colon == std::string_view::npos) continue;
    current = words_of(bare.substr(0, colon));
    std::string_view rest = bare.substr(colon + 1);
    if (rest.starts_with(':')) rest.remove_prefix(1);
    const std::size_t recipe = rest.find(';');
    for (const std::string& name : current) {
      Target& target = targets.by_name[name];
      for (const std::string& need : words_of(rest.substr(0, recipe)))
        if (need != "|") target.needs.push_back(need);
      if (recipe != std::string_view::npos)
        target.lines.emplace_back(trim(rest.substr(recipe + 1)));
      if (targets.first.empty() && !name.starts_with('.')) targets.first = name;
    }
  }
  return targets;
}

// just: `name args: needs`, indented lines; := variables.
Targets parse_justfile(std::string_view text) {
  Targets targets;
  std::string current;
  for (const std::string& line : joined_lines(text)) {
    if (line.starts_with(' ') || line.starts_with('\t')) {
      if (!current.empty()) targets.by_name[current].lines.emplace_back(trim(line));
      continue;
    }
    const std::string_view bare = trim(line);
    if (bare.empty() || bare.starts_with('#') || bare.starts_with('[')) continue;
    const std::size_t assign = bare.find(":=");
    if (assign != std::string_view::npos) {
      std::string_view value = trim(bare.substr(assign + 2));
      if (value.size() > 1 && (value[0] == '"' || value[0] == '\''))
        value = value.substr(1, value.size() - 2);
      const auto names = words_of(bare.substr(0, assign));
      if (!names.empty()) targets.variables[names.back()] = std::string(value);
      continue;
    }
    const std::size_t colon = bare.find(':');
    const std::vector<std::string> head = words_of(bare.substr(0, colon));
    if (colon == std::string_view::npos || head.empty()) continue;
    current = head[0].starts_with('@') ? head[0].substr(1) : head[0];
    targets.by_name[current].needs = words_of(bare.substr(colon + 1));
    if (targets.first.empty()) targets.first = current;
  }
  return targets;
}

// Taskfile.yml, by indentation: tasks: / name: / cmds: / - text, deps: [..].
Targets parse_taskfile(std::string_view text) {
  Targets targets;
  std::string current, list;
  bool in_tasks = false;
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    std::string_view bare = trim(line);
    if (bare.empty() || bare.starts_with('#')) continue;
    if (indent == 0) in_tasks = bare == "tasks:";
    if (!in_tasks || indent == 0) continue;
    if (indent == 2 && bare.ends_with(':')) {
      current = std::string(bare.substr(0, bare.size() - 1));
      if (targets.first.empty() || current == "default") targets.first = current;
      targets.by_name[current];
      list.clear();
      continue;
    }
    if (current.empty()) continue;
    Target& target = targets.by_name[current];
    if (bare.starts_with("cmds:") || bare.starts_with("deps:") || bare.starts_with("cmd:")) {
      list = std::string(bare.substr(0, 4));
      const std::string_view inline_value = trim(bare.substr(bare.find(':') + 1));
      if (inline_value.starts_with('[')) {
        for (const std::string_view one :
             split(inline_value.substr(1, inline_value.size() - 2), ','))
          (list == "deps" ? target.needs : target.lines).emplace_back(trim(one));
      } else if (!inline_value.empty() && list != "deps") {
        target.lines.emplace_back(inline_value);
      }
      continue;
    }
    if (!bare.starts_with("- ")) continue;
    bare = trim(bare.substr(2));
    if (bare.starts_with("cmd:")) bare = trim(bare.substr(4));
    if (bare.starts_with("task:")) {
      target.needs.emplace_back(trim(bare.substr(5)));
      continue;
    }
    if (bare.size() > 1 && (bare[0] == '"' || bare[0] == '\'') && bare.back() == bare[0])
      bare = bare.substr(1, bare.size() - 2);
    (list == "deps" ? target.needs : target.lines).emplace_back(bare);
  }
  return targets;
}

// $(NAME), ${NAME} and {{NAME}} of the file's own variables; `$$` is a shell's `$`.
std::string fill_in(const std::string& line, const std::map<std::string, std::string>& variables,
                    bool make, int depth = 0) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (make && line[i] == '$' && i + 1 < line.size()) {
      if (line[i + 1] == '$') {
        text += '$';
        ++i;
        continue;
      }
      const char close = line[i + 1] == '(' ? ')' : line[i + 1] == '{' ? '}' : char{0};
      const std::size_t end = close ? line.find(close, i) : std::string::npos;
      if (end != std::string::npos) {
        const auto value = variables.find(line.substr(i + 2, end - i - 2));
        if (value != variables.end() && depth < 8)
          text += fill_in(value->second, variables, make, depth + 1);
        else
          text += "${" + line.substr(i + 2, end - i - 2) + '}';
        i = end;
        continue;
      }
    }
    if (!make && line.compare(i, 2, "{{") == 0) {
      const std::size_t end = line.find("}}", i);
      if (end != std::string::npos) {
        std::string name(trim(std::string_view(line).substr(i + 2, end - i - 2)));
        if (name.starts_with('.')) name.erase(0, 1);
        const auto value = variables.find(name);
        text += value != variables.end() ? value->second : "${" + name + '}';
        i = end + 1;
        continue;
      }
    }
    text += line[i];
  }
  return text;
}

void collect(const Targets& targets, const std::string& name, bool make,
             std::set<std::string>& seen, std::vector<std::string>& recipes) {
  const auto found = targets.by_name.find(name);
  if (found == targets.by_name.end() || seen.size() > 200 || !seen.insert(name).second) return;
  for (const std::string& need : found->second.needs) collect(targets, need, make, seen, recipes);
  for (std::string line : found->second.lines) {
    while (!line.empty() &&
           (line[0] == '@' || line[0] == '-' || (make && line[0] == '+') || line[0] == ' '))
      line.erase(0, 1);
    if (recipes.size() < k_max_recipes) recipes.push_back(fill_in(line, targets.variables, make));
  }
}

}  // namespace

bool is_shell_script(std::string_view text) {
  const std::string_view head = text.substr(0, std::min<std::size_t>(text.size(), 512));
  if (head.find('\0') != std::string_view::npos || head.starts_with("\x7f"
                                                                    "ELF"))
    return false;
  if (!head.starts_with("#!")) return true;
  std::string_view line = head.substr(2, std::min(head.find('\n'), head.size()) - 2);
  for (const std::string& word : words_of(trim(line))) {
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

std::vector<std::string> find_recipes(
    const std::string& directory, std::string_view runner, std::string_view target,
    const std::string& file, const std::vector<std::pair<std::string, std::string>>& variables,
    const ReadText& read) {
  std::vector<std::string> recipes;
  const bool make = runner == "make" || runner == "gmake";
  const std::vector<std::string> names =
      make ? std::vector<std::string>{"GNUmakefile", "makefile", "Makefile"}
      : runner == "just"
          ? std::vector<std::string>{"justfile", "Justfile", ".justfile"}
          : std::vector<std::string>{"Taskfile.yml", "Taskfile.yaml", "taskfile.yml"};
  for (const std::string& name : file.empty() ? names : std::vector<std::string>{file}) {
    const auto text = read(normalise_path(directory, name));
    if (!text) continue;
    Targets targets = make               ? parse_makefile(*text)
                      : runner == "just" ? parse_justfile(*text)
                                         : parse_taskfile(*text);
    for (const auto& [variable, value] : variables) targets.variables[variable] = value;
    std::set<std::string> seen;
    collect(targets, target.empty() ? targets.first : std::string(target), make, seen, recipes);
    break;
  }
  return recipes;
}

}  // namespace interlock
