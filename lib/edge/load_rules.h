// Packs and images on disk -> rules in memory.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/edge/mapped_file.h"
#include "lib/edge/trust.h"
#include "lib/rules/match.h"
#include "lib/rules/pack.h"
#include "lib/rules/pack_source.h"

namespace interlock {

struct ReadPacks {
  std::vector<Pack> packs;
  std::vector<PackSource>
      sources;  // files and folders that were looked at; a folder ends with a slash
  std::vector<std::string> faults;
};

// A pack, or a folder of packs, and who speaks through it.
struct PackPlace {
  std::string path;
  Layer layer = Layer::shipped;
};

// `places` are pack files, or folders whose *.json are packs (*.schema.json are none, named or
// not). A folder that is not there counts as empty, and is recorded so that it is missed when it
// appears. Rules that packs speak of are to be among them, unless they are looked for `later`.
enum class Referring { here, later };
// With `trust`, signatures are checked as the deployment wants them.
ReadPacks read_packs(const std::vector<PackPlace>& places, Referring referring = Referring::here,
                     const Trust* trust = nullptr);

class LoadedRules {
 public:
  const Image& image() const { return *image_; }  // lives as long as this

 private:
  friend Result<LoadedRules> load_rules(const std::string& path);
  std::unique_ptr<MappedFile> mapped_;
  std::unique_ptr<std::string> compiled_;
  std::unique_ptr<Image> image_;
};

// An image is mapped, and an error when one of its packs changed since; a folder or a pack is
// compiled in memory, with the rules that are switched on by default.
Result<LoadedRules> load_rules(const std::string& path);

// What changed since the image was made, as a sentence that ends with the command that repairs it;
// empty when nothing did.
std::string check_fresh(const Image& image, const std::string& path);

}  // namespace interlock
