// A tool's grammar as packs spell it -> the grammar that lib/shell/options.h reads by.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/pack.h"
#include "lib/shell/options.h"

namespace interlock {

// In the order of OptionFamily.
inline constexpr std::array<std::string_view, 11> k_family_names = {
    "posix",    "gnu",     "pflag",  "go_flag", "yargs", "commander",
    "argparse", "symfony", "equals", "clap",    "plain"};

std::optional<OptionFamily> family_named(std::string_view name);

// Owns the texts that an OptionGrammar only views. Stays where it is made.
class LoadedGrammar {
 public:
  explicit LoadedGrammar(ToolGrammar tool);
  LoadedGrammar(const LoadedGrammar&) = delete;
  LoadedGrammar& operator=(const LoadedGrammar&) = delete;

  const OptionGrammar& grammar() const { return grammar_; }

 private:
  ToolGrammar tool_;
  std::vector<std::string_view> long_values_, flags_;
  OptionGrammar grammar_;
};

}  // namespace interlock
