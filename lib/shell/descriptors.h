// Names of files that stand for an open descriptor (bash manual 3.6).
#pragma once

#include <string_view>

namespace interlock {

// /dev/stdin, /dev/fd/3, /proc/self/fd/3 -> the descriptor; -1 for any other file.
int named_descriptor(std::string_view path);

}  // namespace interlock
