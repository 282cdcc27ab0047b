// Programs that write, move or remove files: which of their words name them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/action/action.h"
#include "lib/codex/patch.h"

namespace interlock {

class Builder;

// The files of a patch, relative to `directory`; `command` is -1 for the apply_patch tool.
std::vector<FileAction> files_of_patch(const std::vector<PatchedFile>& files, const Word& directory,
                                       int command);

// Names of programs that write files, sorted; exposed for the table's test.
std::vector<std::string_view> file_programs();

}  // namespace interlock
