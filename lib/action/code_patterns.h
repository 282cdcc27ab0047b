// JavaScript: /^drop/i.exec("drop table t") asks a regular expression and no database.
// Private to code_*.cc.
#pragma once

#include "lib/action/code_names.h"

namespace interlock {

class CodePatterns {
 public:
  CodePatterns(const CodeEvaluator& values, const LexedCode& code, Language language);

  void collect();  // which names hold one, in the whole code
  // Does the method whose name stands at `method` belong to one?
  bool has(std::size_t method) const;

 private:
  bool is_literal(std::size_t i) const;
  bool makes(std::size_t i) const;
  bool is_made_by_call(std::size_t close) const;

  const CodeEvaluator& values_;
  const LexedCode& code_;
  bool is_used_ = false;
  CodeNames names_;
};

}  // namespace interlock
