// Which names of a piece of code stand for which modules and functions. Private to code_*.cc.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/action/code_values.h"

namespace interlock {

class CodeImports {
 public:
  CodeImports(const CodeEvaluator& values, const LexedCode& code, Language language)
      : values_(values), code_(code), language_(language) {}

  // True when an import statement begins at `i`.
  bool note(std::size_t i);
  void add(const std::string& name, const std::string& target);
  bool has(std::string_view name) const { return names_.contains(std::string(name)); }
  // "cp.exec" -> "child_process.exec"
  std::string resolve(const std::string& chain) const;
  // The chain of names at `i`, which goes behind it.
  std::string dotted(std::size_t& i) const;
  // promisify(exec), promisify(require("m").exec): the function that is wrapped at `i`, or nothing.
  std::string wrapped(std::size_t i) const;
  bool takes_all_of(std::string_view module) const;  // from os import *
  const std::unordered_map<std::string, std::string>& names() const { return names_; }

 private:
  void import_python(std::size_t i);
  void import_node(std::size_t i);
  void require_node(std::size_t i);

  const CodeEvaluator& values_;
  const LexedCode& code_;
  Language language_;
  std::unordered_map<std::string, std::string> names_;  // name -> module.function
  std::vector<std::string> stars_;
};

}  // namespace interlock
