// Where the packs of an image came from, as the image remembers it.
#pragma once

#include <cstdint>
#include <string>

#include "lib/rules/layer.h"

namespace interlock {

struct PackSource {
  std::string path;       // of a pack file, or of a folder that was searched
  std::int64_t size = 0;  // -1: was absent
  std::int64_t modified_ns = 0;
  Layer layer = Layer::shipped;
  bool is_trust = false;  // no pack: the keys that a deployment believes
};

// A pack that the image was made from, or that an image before it was.
struct PackHead {
  std::string name, version, owner, signer;
  std::string file;  // its base name
  Layer layer = Layer::shipped;
  bool is_here = true;  // false: only its version is remembered
};

}  // namespace interlock
