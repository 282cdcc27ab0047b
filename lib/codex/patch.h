// The text of Codex's apply_patch -> the files that it would write.
//
//   *** Begin Patch
//   *** Add File: path        lines that begin with +
//   *** Update File: path     optional "*** Move to: path", then hunks of @@, ' ', '+', '-'
//   *** Delete File: path
//   *** End Patch
//
// Codex is lenient (blanks around markers, a here-document around the whole, "*** End of File"):
// so is this. What it cannot read at all is an error, which a hook turns into a refusal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace interlock {

struct PatchedFile {
  enum class Operation { add, update, remove };
  Operation operation = Operation::add;
  std::string path;      // as written
  std::string moved_to;  // of an update with "*** Move to:"
  std::string added;     // lines with +, newline-ended, without the sign
  std::string removed;   // lines with -
};

Result<std::vector<PatchedFile>> parse_patch(std::string_view text);

}  // namespace interlock
