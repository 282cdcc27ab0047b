#include "lib/edge/load_rules.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "lib/base/text.h"
#include "lib/edge/pack_file.h"

namespace interlock {
namespace {

bool is_directory(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_file(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

constexpr std::string_view k_schema = ".schema.json";

bool is_pack_name(std::string_view name) {
  return name.ends_with(".json") && !name.ends_with(k_schema) && !name.starts_with('.');
}

Result<std::vector<std::string>> packs_in(const std::string& folder) {
  std::vector<std::string> paths;
  DIR* const directory = opendir(folder.c_str());
  if (directory == nullptr) {
    if (errno == ENOENT) return paths;
    return Error{folder + ": " + std::strerror(errno)};
  }
  while (const dirent* entry = readdir(directory))
    if (is_pack_name(entry->d_name)) paths.push_back(folder + entry->d_name);
  closedir(directory);
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Whose signature stands beside the pack; a fault when it is not as the deployment wants it.
void check_signer(const Trust& trust, std::string_view text, Pack& pack, ReadPacks& out) {
  const auto signature = read_if_there(pack.file + ".minisig");
  if (!signature) return out.faults.push_back(signature.error().message);
  auto signer = check_signature(trust, pack, text, *signature);
  if (!signer) return out.faults.push_back(signer.error().message);
  pack.signer = std::move(*signer);
}

void read_one(const std::string& path, Layer layer, const Trust* trust, ReadPacks& out) {
  out.sources.push_back(source_of(path, layer));  // before reading: a change in between shows later
  const auto text = read_pack_file(path);
  if (!text) return out.faults.push_back(text.error().message);
  PackFile file = parse_packs(*text, path);
  for (std::string& fault : file.faults) out.faults.push_back(std::move(fault));
  for (Pack& pack : file.packs) {
    pack.layer = layer;
    if (trust != nullptr) check_signer(*trust, *text, pack, out);
    out.packs.push_back(std::move(pack));
  }
}

std::string folder_name(const std::string& place) {
  return place.ends_with('/') ? place : place + "/";
}

// The packs that the image was made from and that lie in `folder`.
std::vector<std::string> recorded_in(const std::vector<PackSource>& sources,
                                     const std::string& folder) {
  std::vector<std::string> paths;
  for (const PackSource& source : sources)
    if (source.path != folder && source.path.starts_with(folder) &&
        source.path.find('/', folder.size()) == std::string::npos)
      paths.push_back(source.path);
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string repair(const std::vector<PackSource>& sources, const std::string& image) {
  std::string command = "interlock compile --output " + shell_quote(image);
  std::string folder;  // the last one: its packs follow it
  for (const PackSource& source : sources) {
    const bool is_inside = !folder.empty() && source.path.starts_with(folder);
    if (source.path.ends_with('/')) folder = source.path;
    if (is_inside || (source.is_trust && source.size < 0)) continue;
    if (source.is_trust) command += " --trust";
    if (!source.is_trust && (source.layer == Layer::machine || source.layer == Layer::user))
      command += " --" + std::string(name_of(source.layer));
    command += " " + shell_quote(source.path);
  }
  return ": a person has to run `" + command + "`";
}

}  // namespace

ReadPacks read_packs(const std::vector<PackPlace>& places, Referring referring,
                     const Trust* trust) {
  ReadPacks out;
  for (const auto& [place, layer] : places) {
    if (place.ends_with(k_schema) && is_file(place)) continue;  // of `rules/*.json`
    const bool is_missing_pack = is_pack_name(base_name(place)) && !is_directory(place);
    if (is_file(place) || is_missing_pack) {
      read_one(place, layer, trust, out);
      continue;
    }
    const std::string folder = folder_name(place);
    out.sources.push_back(source_of(folder, layer));
    const auto paths = packs_in(folder);
    if (!paths) out.faults.push_back(paths.error().message);
    if (paths)
      for (const std::string& path : *paths) read_one(path, layer, trust, out);
  }
  for (std::string& fault : check_packs(out.packs)) out.faults.push_back(std::move(fault));
  if (out.faults.empty() && referring == Referring::here) out.faults = check_layers(out.packs);
  return out;
}

std::string check_fresh(const Image& image, const std::string& path) {
  const std::vector<PackSource> sources = image.sources();
  for (const PackSource& source : sources) {
    const PackSource now = source_of(source.path, source.layer);
    if (now.size == source.size && now.modified_ns == source.modified_ns) continue;
    const bool was_folder = source.path.ends_with('/');
    if (was_folder) {
      const auto paths = packs_in(source.path);
      if (paths && *paths == recorded_in(sources, source.path))
        continue;  // other files came and went
      return "packs were added to or taken from " + source.path + " after " + path + " was made" +
             repair(sources, path);
    }
    return source.path + (now.size < 0 ? " is gone since " : " changed after ") + path +
           " was made" + repair(sources, path);
  }
  return "";
}

Result<LoadedRules> load_rules(const std::string& path) {
  LoadedRules rules;
  const bool is_pack = is_pack_name(base_name(path));
  auto mapped = is_pack ? Result<MappedFile>(Error{""}) : MappedFile::open(path);
  if (is_pack || (!mapped && is_directory(path))) {
    ReadPacks read = read_packs({{path, Layer::shipped}});
    if (!read.faults.empty())
      return Error{"the packs have faults, run `interlock check`: " + read.faults.front()};
    if (read.packs.empty()) return Error{path + ": holds no packs"};
    keep_mature(read.packs, Maturity::stable);
    auto bytes = compile_image(read.packs, read.sources);
    if (!bytes) return bytes.error();
    rules.compiled_ = std::make_unique<std::string>(std::move(*bytes));
  } else {
    if (!mapped)
      return Error{"the rules cannot be read: " + mapped.error().message +
                   ": run `interlock compile` or install again"};
    rules.mapped_ = std::make_unique<MappedFile>(std::move(*mapped));
  }
  const auto image =
      Image::open(rules.mapped_ ? rules.mapped_->bytes() : std::string_view(*rules.compiled_));
  if (!image) return Error{path + ": " + image.error().message};
  rules.image_ = std::make_unique<Image>(*image);
  if (rules.mapped_)
    if (std::string stale = check_fresh(*rules.image_, path); !stale.empty())
      return Error{std::move(stale)};
  return rules;
}

}  // namespace interlock
