// The little that a gate must know of a tool's own configuration: where an environment keeps its
// migrations. A light look at HCL (tokens and blocks, no evaluation), not a regex over the text, so
// that a comment or another environment's block is never taken for the answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interlock {

struct ConfigEnvironment {
  std::string name;                      // empty: a block that speaks for every environment
  std::vector<std::string> directories;  // as written: "file://migrations"
  std::string unknown_directory;         // the expression, when it is no plain string
};

// Every `env "name" { migration { dir = .. } }` of an atlas.hcl, in order. Plain strings of
// `locals` are filled in; anything else that is computed is told in unknown_directory. Text that is
// not HCL gives what could be read of it.
std::vector<ConfigEnvironment> read_hcl_environments(std::string_view text);

// Names in getenv("X"): variables that can move the target of this configuration.
std::vector<std::string> read_hcl_variables(std::string_view text);

}  // namespace interlock
