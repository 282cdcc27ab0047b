// The room's own tables of programs; the ones about variables are in workflow.h.
#pragma once

#include <string_view>

namespace interlock {

bool is_harmless_program(
    std::string_view name);                     // cd, echo, set ..: changes nothing, starts nothing
bool is_reader(std::string_view name);          // tail, tee ..: what output may be piped into
bool is_foreign_folder(std::string_view name);  // node_modules, .venv ..: not the project's own
bool is_launcher(std::string_view name);        // npx, uv ..: how a project's tool is found

}  // namespace interlock
