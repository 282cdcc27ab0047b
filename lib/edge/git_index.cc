#include "lib/edge/git_index.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>

#include "lib/base/text.h"
#include "lib/edge/disk.h"
#include "lib/edge/mapped_file.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_bytes = 64u << 20;  // half a million files
constexpr std::size_t k_fixed = 40;              // ten numbers: times, device, mode, size ..
constexpr int k_most_depth = 200;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

std::uint16_t short_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) << 8 |
                                    static_cast<unsigned char>(bytes[at + 1]));
}

// The variable-length number of version 4: how much of the last name is cut off.
std::optional<std::size_t> take_varint(std::string_view& bytes) {
  std::size_t value = 0;
  for (int i = 0; i < 5 && !bytes.empty(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    if (i > 0) ++value;
    value = value << 7 | (byte & 127u);
    if ((byte & 128u) == 0) return value;
  }
  return std::nullopt;
}

std::optional<long> take_count(std::string_view& bytes, char end) {
  const std::size_t at = bytes.find(end);
  long value = 0;
  if (at == std::string_view::npos) return std::nullopt;
  const auto [rest, error] = std::from_chars(bytes.data(), bytes.data() + at, value);
  if (error != std::errc() || rest != bytes.data() + at) return std::nullopt;
  bytes.remove_prefix(at + 1);
  return value;
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash);
}

}  // namespace

bool GitIndex::read_entries(std::string_view& bytes, std::uint32_t version, std::uint32_t count,
                            std::size_t hash_bytes) {
  std::string name;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string_view entry = bytes;
    std::size_t head = k_fixed + hash_bytes + 2;
    if (bytes.size() < head + 2) return false;
    IndexedFile file{"", number_at(bytes, 8), number_at(bytes, 12), number_at(bytes, 36), true};
    const std::uint16_t flags = short_at(bytes, k_fixed + hash_bytes);
    if ((flags & 0x3000) != 0) file.is_staged = false;
    if ((flags & 0x4000) != 0) {
      if (version < 3) return false;
      if ((short_at(bytes, head) & 0x2000) != 0) file.is_staged = false;
      head += 2;
    }
    bytes.remove_prefix(head);
    if (version == 4) {
      const auto cut = take_varint(bytes);
      if (!cut || *cut > name.size()) return false;
      name.resize(name.size() - *cut);
    } else {
      name.clear();
    }
    const std::size_t end = bytes.find('\0');
    if (end == std::string_view::npos) return false;
    name += bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (version != 4) {
      const std::size_t used = entry.size() - bytes.size();
      const std::size_t padded = (used + 7) / 8 * 8;
      if (padded > entry.size()) return false;
      bytes = entry.substr(padded);
    }
    if (!files_.empty() && name < files_.back().path) return false;
    file.path = name;
    const bool is_same_folder = !files_.empty() && folder_of(files_.back().path) == folder_of(name);
    files_.push_back(std::move(file));
    if (!is_same_folder) runs_.emplace_back(files_.size() - 1, files_.size() - 1);
    runs_.back().second = files_.size();
  }
  return true;
}

// "path NUL count blank subtrees newline hash", a folder before what is in it; a count below zero
// and no hash when something was staged there.
bool GitIndex::read_trees(std::string_view bytes, std::size_t hash_bytes) {
  std::vector<std::pair<std::string, long>> open;  // folders whose subfolders follow
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\0');
    if (end == std::string_view::npos || open.size() > k_most_depth) return false;
    const std::string_view part = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    const auto count = take_count(bytes, ' ');
    const auto subtrees = take_count(bytes, '\n');
    if (!count || !subtrees || *subtrees < 0) return false;
    while (!open.empty() && open.back().second == 0) open.pop_back();
    std::string path(part);
    if (!open.empty()) {
      --open.back().second;
      if (!open.back().first.empty()) path = open.back().first + '/' + path;
    }
    if (*count >= 0) {
      if (bytes.size() < hash_bytes) return false;
      bytes.remove_prefix(hash_bytes);
    }
    trees_[path] = *count >= 0;
    open.emplace_back(std::move(path), *subtrees);
  }
  return true;
}

std::optional<GitIndex> GitIndex::parse(std::string_view bytes, std::size_t hash_bytes) {
  if (bytes.size() < 12 + hash_bytes || !bytes.starts_with("DIRC")) return std::nullopt;
  const std::uint32_t version = number_at(bytes, 4);
  const std::uint32_t count = number_at(bytes, 8);
  if (version < 2 || version > 4) return std::nullopt;
  GitIndex index;
  bytes = bytes.substr(12, bytes.size() - 12 - hash_bytes);
  if (!index.read_entries(bytes, version, count, hash_bytes)) return std::nullopt;
  while (bytes.size() >= 8) {
    const std::string_view name = bytes.substr(0, 4);
    const std::size_t size = number_at(bytes, 4);
    if (size > bytes.size() - 8) return std::nullopt;
    if (name == "link") return std::nullopt;
    if (name == "TREE" && !index.read_trees(bytes.substr(8, size), hash_bytes)) return std::nullopt;
    bytes.remove_prefix(8 + size);
  }
  return index;
}

const IndexedFile* GitIndex::find(const std::string& path) const {
  const auto found = std::lower_bound(
      files_.begin(), files_.end(), path,
      [](const IndexedFile& file, const std::string& one) { return file.path < one; });
  return found == files_.end() || found->path != path ? nullptr : &*found;
}

std::vector<const IndexedFile*> GitIndex::files_in(std::string_view part) const {
  std::vector<const IndexedFile*> files;
  for (const auto& [begin, end] : runs_) {
    const std::string folder = '/' + std::string(folder_of(files_[begin].path)) + '/';
    if (folder.find(part) == std::string::npos) continue;
    for (std::size_t i = begin; i < end; ++i) files.push_back(&files_[i]);
  }
  return files;
}

bool GitIndex::may_be_staged(std::string_view path) const {
  for (std::string_view folder = folder_of(path);; folder = folder_of(folder)) {
    const auto tree = trees_.find(folder);
    if (tree != trees_.end() && tree->second) return false;
    if (folder.empty()) return true;
  }
}

std::optional<Repository> read_repository(const std::string& directory) {
  const DiskFiles files;
  std::string root = normalise_path("/", directory), git;
  for (;; root = normalise_path(root, "..")) {
    struct stat status {};
    git = normalise_path(root, ".git");
    if (lstat(git.c_str(), &status) == 0) break;
    if (root == "/") return std::nullopt;
  }
  std::string common = git;
  if (const auto pointer = files.read(git)) {  // of a worktree or a submodule
    if (!pointer->starts_with("gitdir: ")) return std::nullopt;
    git = normalise_path(root, std::string(trim(std::string_view(*pointer).substr(8))));
    common = git;
    if (const auto elsewhere = files.read(git + "/commondir"))
      common = normalise_path(git, std::string(trim(*elsewhere)));
  }
  const auto settings = files.read(common + "/config");
  const bool is_sha256 =
      settings && to_lower(*settings).find("objectformat = sha256") != std::string::npos;
  struct stat status {};
  if (stat((git + "/index").c_str(), &status) != 0 || !S_ISREG(status.st_mode) ||
      static_cast<std::size_t>(status.st_size) > k_most_bytes)
    return std::nullopt;
  const auto bytes = MappedFile::open(git + "/index");
  if (!bytes) return std::nullopt;
  auto index = GitIndex::parse(bytes->bytes(), is_sha256 ? 32 : 20);
  if (!index) return std::nullopt;
  return Repository{std::move(root), std::move(*index)};
}

}  // namespace interlock
