#include "lib/edge/commit_scope.h"

#include <sys/stat.h>

#include <algorithm>

#include "lib/base/text.h"

namespace interlock {
namespace {

bool is_below(const std::string& path, const std::string& folder) {
  return path == folder || folder == "/" || path.starts_with(folder + '/');
}

bool covers(const std::vector<std::string>& places, const std::string& path) {
  return std::any_of(places.begin(), places.end(),
                     [&](const std::string& place) { return is_below(path, place); });
}

// As git compares them: by time and size, not by content.
bool differs(const IndexedFile& file, const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) return true;
  return static_cast<std::uint32_t>(status.st_mtim.tv_sec) != file.seconds ||
         static_cast<std::uint32_t>(status.st_size) != file.size ||
         (file.nanoseconds != 0 &&
          static_cast<std::uint32_t>(status.st_mtim.tv_nsec) != file.nanoseconds);
}

bool has_option(const ToolCall& call, std::initializer_list<std::string_view> names) {
  return std::any_of(call.options.begin(), call.options.end(), [&](const auto& option) {
    return std::find(names.begin(), names.end(), option.first) != names.end();
  });
}

// Where git works: the command's folder, then each -C. Nothing when the line moves it elsewhere.
std::optional<std::string> directory_of(const SimpleCommand& command, const ToolCall& call) {
  if (!command.directory.known() || command.is_remote) return std::nullopt;
  std::string directory = command.directory.text;
  if (has_option(call, {"--git-dir", "--work-tree", "--namespace", "--bare"})) return std::nullopt;
  for (const auto* variables : {&command.assignments, &command.exported})
    for (const NamedWord& variable : *variables)
      if (variable.name.starts_with("GIT_DIR") || variable.name.starts_with("GIT_WORK_TREE") ||
          variable.name.starts_with("GIT_INDEX_FILE"))
        return std::nullopt;
  // Behind the verb -C is another option.
  bool is_global = true;
  for (const Word& word : command.argv) {
    if (word.known() && (word.text == "commit" || word.text == "add")) is_global = false;
    if (is_global && !word.known()) return std::nullopt;
  }
  for (std::size_t i = 1; i + 1 < command.argv.size() && command.argv[i].text.starts_with('-');
       ++i) {
    if (command.argv[i].text == "-C") {
      directory = normalise_path(directory, command.argv[i + 1].text);
      ++i;
    } else if (command.argv[i].text == "-c") {
      ++i;
    }
  }
  if (!directory.starts_with('/')) return std::nullopt;
  return directory;
}

// A pathspec with a sign in it stands for everything in the repository.
std::string place_of(const std::string& word, const std::string& directory,
                     const std::string& root) {
  if (word.find_first_of("*?[:$`") != std::string::npos) return root;
  return normalise_path(directory, word);
}

std::vector<std::string> places_of(const ToolCall& call, const std::string& directory,
                                   const std::string& root) {
  std::vector<std::string> places;
  for (std::size_t i = 1; i < call.operands.size(); ++i)
    places.push_back(place_of(call.operands[i], directory, root));
  return places;
}

}  // namespace

bool CommitScope::is_empty() const {
  return added.empty() && only.empty() && !takes_tracked && !repository.index.may_be_staged("");
}

std::vector<std::string> CommitScope::added_files() const {
  std::vector<std::string> names;
  for (const std::string& path : added) {
    struct stat status {};
    if (lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) names.push_back(path);
  }
  return names;
}

std::vector<std::string> CommitScope::added_folders(const std::string& usual) const {
  std::vector<std::string> folders;
  const auto take = [&](const std::string& base) {
    std::string folder = normalise_path(base, usual);
    const bool is_added = covers(added, folder) ||
                          std::any_of(added.begin(), added.end(), [&](const std::string& place) {
                            return is_below(place, folder);
                          });
    if (is_added && std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(std::move(folder));
  };
  // A tool whose usual place is the whole project has none that could be looked at quickly.
  if (added.empty() || usual.empty() || usual == ".") return folders;
  take(repository.root);
  take(directory);
  for (const std::string& place : added)
    for (std::string base = place; is_below(base, repository.root);
         base = normalise_path(base, "..")) {
      take(base);
      if (base == repository.root) break;
    }
  return folders;
}

std::string CommitScope::absolute(const std::string& name) const {
  return repository.root == "/" ? '/' + name : repository.root + '/' + name;
}

bool CommitScope::takes(const std::string& path) const {
  if (!is_below(path, repository.root) || path.size() <= repository.root.size()) return false;
  const std::string name = path.substr(repository.root.size() + (repository.root == "/" ? 0 : 1));
  const IndexedFile* file = repository.index.find(name);
  const bool is_staged = file && file->is_staged && repository.index.may_be_staged(name);
  if (!only.empty()) return file && covers(only, path) && (is_staged || differs(*file, path));
  if (is_staged) return true;
  if (takes_tracked && file && differs(*file, path)) return true;
  return covers(added, path) && (!file || !file->is_staged || differs(*file, path));
}

bool CommitScope::differs_from_folder(const std::string& path) const {
  if (takes_tracked || !only.empty() || covers(added, path)) return false;
  const IndexedFile* file = repository.index.find(path.substr(
      std::min(path.size(), repository.root.size() + (repository.root == "/" ? 0 : 1))));
  return file && differs(*file, path);
}

std::optional<CommitScope> read_commit(const Image& image, const Actions& actions, int command) {
  const auto& commands = actions.line.commands;
  if (command < 0 || static_cast<std::size_t>(command) >= commands.size()) return std::nullopt;
  const SimpleCommand& commit = commands[static_cast<std::size_t>(command)];
  const ToolCall call = read_tool_call(image, commit);
  const auto directory = directory_of(commit, call);
  if (!directory) return std::nullopt;
  auto repository = read_repository(*directory);
  if (!repository) return std::nullopt;
  CommitScope scope;
  scope.directory = *directory;
  scope.takes_tracked = has_option(call, {"-a", "--all"});
  const std::string root = repository->root;
  if (!has_option(call, {"-i", "--include"}))
    scope.only = places_of(call, *directory, root);
  else
    scope.added = places_of(call, *directory, root);
  for (int i = 0; i < command; ++i) {
    const SimpleCommand& other = commands[static_cast<std::size_t>(i)];
    if (other.argv.empty() || known_base_name(other.argv.front()) != "git") continue;
    const ToolCall add = read_tool_call(image, other);
    if (add.operands.empty() || (add.operands[0] != "add" && add.operands[0] != "stage")) continue;
    const auto where = directory_of(other, add);
    if (!where) continue;
    std::vector<std::string> places = places_of(add, *where, root);
    if (places.empty()) places.push_back(root);  // -A, -u
    scope.added.insert(scope.added.end(), places.begin(), places.end());
  }
  scope.repository = std::move(*repository);
  return scope;
}

CommitScope everything_in(const Repository& repository) {
  return {repository, repository.root, true, {}, {repository.root}};
}

}  // namespace interlock
