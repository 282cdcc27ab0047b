// Files that a patch, or a program like cp, rm and sed, writes, moves or removes.
#pragma once

#include <vector>

#include "lib/action/action.h"
#include "lib/codex/patch.h"

namespace interlock {

class Builder;

// The files of a patch, relative to `directory`; `command` is -1 for the apply_patch tool.
std::vector<FileAction> files_of_patch(const std::vector<PatchedFile>& files, const Word& directory,
                                       int command);

// apply_patch of a command line: its text is an operand (null: none) or stands on standard input.
void act_on_patch_text(Builder& builder, int index, const Word* operand);

}  // namespace interlock
