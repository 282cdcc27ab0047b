#include "lib/edge/layers.h"

#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <map>

#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/disk.h"
#include "lib/edge/paths.h"
#include "lib/rules/layers.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_folders = 64;  // between a call's directory and the root

// The disk, and what was asked of it.
class RecordingFiles : public Files {
 public:
  std::optional<std::string> read(const std::string& path) const override {
    auto text = disk_.read(path);
    seen_[path] = text ? "1" + *text : "0";
    return text;
  }
  std::vector<std::string> list(const std::string& directory) const override {
    return disk_.list(directory);
  }
  bool is_directory(const std::string& path) const override { return disk_.is_directory(path); }
  bool is_file(const std::string& path) const override { return disk_.is_file(path); }

  const std::map<std::string, std::string>& seen() const { return seen_; }
  bool is_exhausted() const { return disk_.is_exhausted(); }

 private:
  DiskFiles disk_;
  mutable std::map<std::string, std::string> seen_;
};

class Hash {
 public:
  Hash() { crypto_hash_sha256_init(&state_); }
  // With its length, so that no two lists of parts look alike.
  void add(std::string_view part) {
    const std::uint64_t size = part.size();
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(part.data()),
                              part.size());
  }
  std::string finish() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state_, hash.data());
    std::string hex(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();
    return hex;
  }

 private:
  crypto_hash_sha256_state state_;
};

// "/a/b" -> the folders of packs at /a/b, /a and /.
Result<std::vector<std::string>> project_folders(const std::string& directory) {
  std::vector<std::string> folders;
  std::string at = directory;
  for (std::size_t i = 0; i < k_most_folders && at.starts_with('/'); ++i) {
    const std::string folder = (at == "/" ? "" : at) + "/" + k_project_packs;
    if (access(folder.c_str(), F_OK) == 0)
      folders.push_back(folder);
    else if (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG)
      return Error{"the project's packs in " + folder + " cannot be read: " + std::strerror(errno) +
                   ": a person has to make them readable"};
    if (at == "/") break;
    at = at.substr(0, std::max<std::size_t>(1, at.rfind('/')));
  }
  return folders;
}

// How programs read their words is said once, in the image; a project's rules need it too.
Result<Pack> tools_of(const Image& image) {
  Pack pack;
  pack.name = "tools of the installed packs";
  pack.file = "the installed packs";
  for (std::size_t i = 0; i < image.grammar_count(); ++i) {
    auto tool = image.grammar(static_cast<std::uint32_t>(i));
    if (!tool) return Error{std::string(k_damaged_image)};
    pack.tools.push_back(std::move(*tool));
  }
  return pack;
}

// The rules of the image that the project's packs speak of, as a pack without examples.
Result<Pack> named_rules_of(const Image& image, const std::vector<Pack>& packs) {
  Pack known;
  bool is_needed = false;
  for (const Pack& pack : packs)
    is_needed = is_needed || !pack.tighten.empty() || !pack.exceptions.empty();
  for (std::size_t i = 0; is_needed && i < image.entry_count(); ++i) {
    const auto record = image.record(static_cast<std::uint32_t>(i));
    const auto texts = image.texts(static_cast<std::uint32_t>(i));
    if (!record || !texts) return Error{std::string(k_damaged_image)};
    if (record->kind != RuleRecord::Kind::rule && record->kind != RuleRecord::Kind::gate) continue;
    Rule rule;
    rule.id = texts->id;
    rule.effect = record->effect;
    rule.locked = record->locked;
    known.rules.push_back(std::move(rule));
  }
  return known;
}

Error explain(const std::string& fault) {
  return {
      "a pack of the project has a fault, and nothing runs here until a person mends it "
      "(`interlock check .interlock/packs.d` tells all): " +
      fault};
}

}  // namespace

std::string today() { return render_time(unix_ms()).substr(0, 10); }

Result<std::optional<ProjectRules>> project_rules(const Image& image,
                                                  const std::string& directory) {
  const auto folders = project_folders(normalise_path("/", directory));
  if (!folders) return folders.error();
  if (folders->empty()) return std::optional<ProjectRules>();

  ProjectRules rules;
  rules.folders = *folders;
  std::vector<PackPlace> places;
  for (const std::string& folder : *folders) places.push_back({folder, Layer::project});
  ReadPacks read = read_packs(places, Referring::later);
  if (!read.faults.empty()) return explain(read.faults.front());
  if (read.packs.empty()) return std::optional<ProjectRules>();

  const auto heads = image.packs();
  if (!heads) return heads.error();
  for (const Pack& pack : read.packs)
    for (const PackHead& head : *heads)
      if (head.is_here && head.name == pack.name)
        return explain(pack.file + ": the pack's name " + pack.name +
                       " is given in the installed packs too");
  const auto known = named_rules_of(image, read.packs);
  if (!known) return known.error();
  auto tools = tools_of(image);
  if (!tools) return tools.error();

  std::vector<Pack> all = read.packs;
  all.push_back(*known);
  if (const auto faults = check_layers(all); !faults.empty()) return explain(faults.front());
  keep_mature(read.packs, Maturity::stable);
  rules.packs = read.packs;
  read.packs.push_back(std::move(*tools));
  auto bytes = compile_image(read.packs, {});
  if (!bytes) return explain(bytes.error().message);
  rules.image = std::move(*bytes);
  return std::optional<ProjectRules>(std::move(rules));
}

Result<Findings> find_in_layers(const Image& image, const Call& call, const Actions& actions,
                                const std::string& home) {
  const MatchContext context{call.cwd, call.permission_mode, false, home};
  auto found = match(image, actions, context);
  if (!found) return found;
  Findings findings = std::move(*found);
  const auto project = project_rules(image, call.cwd);
  if (!project) return project.error();
  if (*project) {
    const auto opened = Image::open((*project)->image);
    if (!opened) return opened.error();
    auto more = match(*opened, actions, context);
    if (!more) return more;
    for (Finding& finding : *more) findings.push_back(std::move(finding));
  }
  if (!findings.empty() && image.has_exceptions()) {
    const auto exceptions = image.exceptions();
    if (!exceptions) return exceptions.error();
    auto kept = apply_exceptions(
        *exceptions, {call, actions, today(), [&] { return digest_of_call(call, home); }},
        std::move(findings));
    if (!kept) return kept;
    findings = std::move(*kept);
  }
  if (*project)
    for (const Pack& pack : (*project)->packs) apply_tightenings(pack.tighten, findings);
  return findings;
}

Result<std::string> digest_of_call(const Call& call, const std::string& home) {
  const RecordingFiles files;
  const auto actions = actions_of(call, {.home = home, .files = &files});
  if (!actions) return actions.error();
  Hash hash;
  hash.add(call.tool_name);
  hash.add(call.text);
  for (const Leaf& leaf : call.leaves) {
    hash.add(leaf.path);
    hash.add(leaf.text);
  }
  for (const auto& [path, text] : files.seen()) {
    hash.add(path.starts_with(call.cwd + '/') ? path.substr(call.cwd.size() + 1) : path);
    hash.add(text);
  }
  if (files.is_exhausted()) hash.add("not all was read");
  return hash.finish();
}

}  // namespace interlock
