// Which names of a piece of code hold a value of one kind and nothing else: what a name is given
// anywhere counts, whatever the order. Private to code_*.cc.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "lib/action/code_values.h"

namespace interlock {

class CodeNames {
 public:
  // Does the expression at a token make such a value?
  using Makes = std::function<bool(std::size_t)>;

  CodeNames(const CodeEvaluator& values, const LexedCode& code, Language language, Makes makes)
      : values_(values), code_(code), language_(language), makes_(std::move(makes)) {}

  void note(std::size_t i);  // every token in order
  // Has the name been given such a value so far, whatever else it is given?
  bool holds(const std::string& name) const { return names_.contains(name); }
  bool holds_only(const std::string& name) const {
    return holds(name) && !holds_other(name) && !too_many();
  }
  bool holds_other(const std::string& name) const { return others_.contains(name); }
  bool none_is_mixed() const;
  bool too_many() const;

 private:
  void note_name(std::size_t i);
  void note_value(const std::string& name, std::size_t from);
  void note_strangers(std::size_t i);

  const CodeEvaluator& values_;
  const LexedCode& code_;
  Language language_;
  Makes makes_;
  std::set<std::string> names_;   // hold one
  std::set<std::string> others_;  // hold something else
};

}  // namespace interlock
