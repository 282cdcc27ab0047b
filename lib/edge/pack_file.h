// The text of one pack, key or signature on disk.
#pragma once

#include <optional>
#include <string>

#include "lib/base/result.h"
#include "lib/rules/pack_source.h"

namespace interlock {

// A plain file of at most 8 MB.
Result<std::string> read_pack_file(const std::string& path);

// The same; nothing when there is no such file.
Result<std::optional<std::string>> read_if_there(const std::string& path);

PackSource source_of(const std::string& path, Layer layer);  // as it is now

}  // namespace interlock
