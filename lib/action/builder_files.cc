// What files hold at the moment when a command reads them: the disk, and what the line
// has written by then.
#include <algorithm>
#include <iterator>
#include <span>

#include "lib/action/builder.h"
#include "lib/action/clients.h"
#include "lib/action/interpreters.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_alternatives = 4;  // texts that one file may hold

bool is_path_glob(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos &&
         text.find_first_of("$`~<") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> Builder::Overlay::read(const std::string& path) const {
  const auto found = written.find(path);
  if (found != written.end()) return found->second;
  return disk_ != nullptr ? disk_->read(path) : std::nullopt;
}

std::vector<std::string> Builder::Overlay::list(const std::string& directory) const {
  std::vector<std::string> names;
  if (disk_ != nullptr) names = disk_->list(directory);
  const std::string prefix = directory == "/" ? "/" : directory + '/';
  for (auto at = written.lower_bound(prefix); at != written.end(); ++at) {
    if (!at->first.starts_with(prefix)) break;
    const std::string name = at->first.substr(prefix.size());
    if (name.find('/') == std::string::npos) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool Builder::Overlay::is_directory(const std::string& path) const {
  return disk_ != nullptr && disk_->is_directory(path);
}

bool Builder::Overlay::is_file(const std::string& path) const {
  return written.contains(path) || (disk_ != nullptr && disk_->is_file(path));
}

Word Builder::resolve(const Word& path, const Word& directory) {
  Word whole = path;
  whole.may_split = false;
  if (is_one_hole(path) && is_path_glob(path.text)) {  // "dir/*.sql": the folder is known
    const std::size_t first = path.text.find_first_of("*?[");
    const std::size_t slash = path.text.rfind('/', first);
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    whole.holes = {{begin, path.text.size()}};
    if (path.text.starts_with('/')) return whole;
  } else if (path.has_hole_in(0, 1) || path.text.starts_with('/')) {
    if (whole.known()) return Word(normalise_path("/", whole.text));
    return whole;
  }
  if (whole.known() && directory.known()) return Word(normalise_path(directory.text, whole.text));
  Word joined = directory;
  joined.may_split = false;
  if (!joined.text.ends_with('/')) joined.append(Word("/"));
  while (whole.text.starts_with("./") && !whole.has_hole_in(0, 2)) whole = whole.substr(2);
  return joined.append(whole);
}

std::optional<std::string> Builder::read_disk(const std::string& path) {
  if (context_.files == nullptr || read_ > k_max_read) return std::nullopt;
  if (path.starts_with("/dev/") || path.starts_with("/proc/")) return std::nullopt;
  read_ += 2048;  // opening has a price too
  std::optional<std::string> text = context_.files->read(path);
  if (text) read_ += text->size();
  return text;
}

Word Builder::redirection_directory(int index) const {
  while (index >= 0 && command(index).is_remote) index = command(index).parent;
  return index >= 0 ? command(index).directory : Word(call_.cwd);
}

FileAction::Operation Builder::put_operation(const Word& path) const {
  if (path.text.starts_with("/dev/") || path.text.starts_with("/proc/"))
    return FileAction::Operation::update;
  const bool absent = path.known() && context_.files != nullptr && !exists(path);
  return absent ? FileAction::Operation::add : FileAction::Operation::update;
}

bool Builder::exists(const Word& path) const {
  if (!path.known()) return false;
  return writes_.contains(path.text) ||
         (context_.files != nullptr && context_.files->is_file(path.text));
}

bool Builder::is_written(const Word& path, int index) {
  const auto found = writes_.find(path.text);
  if (found == writes_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](const Write& write) { return write.order <= order_of(index); });
}

std::vector<Word> Builder::texts_of(const Word& path, int index) {
  std::vector<Word> texts;
  const auto found = writes_.find(path.text);
  const bool written = is_written(path, index);
  const bool whole = written && found->second.front().certain && !found->second.front().append;
  if (!whole && path.known())
    if (std::optional<std::string> text = read_disk(path.text))
      texts.emplace_back(std::move(*text));
  if (!written) return texts;
  // What stands before the last write that surely took place is gone.
  const std::vector<Write>& writes = found->second;
  const int order = order_of(index);
  const auto last = std::find_if(writes.rbegin(), writes.rend(), [&](const Write& write) {
    return write.order <= order && write.certain && !write.append;
  });
  const auto first = last == writes.rend() ? writes.begin() : std::prev(last.base());
  for (const Write& write : std::span(first, writes.end())) {
    if (write.order > order || !spend(16 + write.content.text.size())) continue;
    if (write.append) {
      if (texts.empty()) texts.emplace_back();
      for (Word& text : texts) text.append(write.content);
      continue;
    }
    if (write.certain) texts.clear();
    if (texts.size() < k_max_alternatives) texts.push_back(write.content);
  }
  return texts;
}

void Builder::note_write(const Word& path, const Word& content, bool append, int index) {
  Write write{content, append, index < 0 || command(index).certain, order_of(index)};
  // "$tmp" is written and "$tmp" is read: whatever it is called, most often the same file.
  writes_[path.text].push_back(std::move(write));
  if (!path.known()) return;
  if (!content.known())
    files_.written.erase(path.text);
  else if (!append)
    files_.written[path.text] = content.text;
  else if (files_.written.contains(path.text))
    files_.written[path.text] += content.text;
  else if (spend(content.text.size()))
    files_.written[path.text] = read_disk(path.text).value_or("") + content.text;
}

void Builder::note_changed(const Word& path, int index) {
  note_write(path, Word::unknown("..."), false, index);
}

void Builder::note_made(const Word& path, int index) {
  note_changed(path, index);
  made_[path.text] = index;
}

// By a command before this one or by the code that starts it, and not written anew behind that.
bool Builder::is_made(const Word& path, int index) const {
  const auto made = made_.find(path.text);
  if (made == made_.end()) return false;
  const int order = order_of(made->second), here = order_of(index);
  int carrier = command(index).parent;
  while (carrier >= 0 && carrier != made->second) carrier = command(carrier).parent;
  if (order >= here && (carrier < 0 || carrier != made->second)) return false;
  const std::vector<Write>& writes = writes_.at(path.text);
  return std::none_of(writes.begin(), writes.end(), [&](const Write& write) {
    return write.certain && !write.append && write.order > order && write.order <= here;
  });
}

void Builder::take_writes(std::size_t begin) {
  for (std::size_t i = begin; i < actions_.line.writes.size(); ++i) {
    const WrittenFile write = actions_.line.writes[i];
    const Word directory = write.command >= 0 ? command(write.command).directory : Word(call_.cwd);
    const Word path = resolve(write.path, directory);
    const FileAction::Operation operation = put_operation(path);
    if (path.text.starts_with("/dev/tcp/") && path.text.ends_with("/6379") && write.command >= 0 &&
        !is_one_hole(write.content)) {
      run_redis_lines(*this, write.content, write.command, "redis-cli");
      continue;
    }
    note_write(path, write.content, write.append, write.command);
    FileAction action;
    action.path = path;
    action.operation = operation;
    if (!is_one_hole(write.content)) action.added = write.content.text;
    action.channel = write.command >= 0 && program(write.command) == "tee" ? "tee" : "redirection";
    action.command = write.command;
    add_file(std::move(action));
  }
}

void Builder::add_file(FileAction action) {
  const std::string& path = action.path.text;
  if (path.empty() || path == "/dev" ||
      (path.starts_with("/dev/") && !path.starts_with("/dev/shm/")))
    return;
  actions_.files.push_back(std::move(action));
}

Word place_of_script(Builder& builder, const Word& name, int index) {
  const SimpleCommand& command = builder.command(index);
  const Word here = Builder::resolve(name, command.directory);
  if (!command.is_remote && builder.is_written(here, index)) return here;
  if (const Word tail = below_unknown_folder(name); !tail.text.empty())
    return Builder::resolve(tail, Word(builder.call().cwd));
  const bool elsewhere = command.is_remote || !command.directory.known();
  if (elsewhere && name.known() && !name.text.starts_with('/'))
    return Builder::resolve(name, Word(builder.call().cwd));
  return command.is_remote ? Word::unknown(name.text) : here;
}

}  // namespace interlock
