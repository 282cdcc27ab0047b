// In which blocks a statement stands, as the brackets and the indentation around it tell.
// Private to code_*.cc.
#pragma once

#include <string_view>
#include <vector>

#include "lib/action/code_values.h"

namespace interlock {

class CodeBlocks {
 public:
  CodeBlocks(std::string_view text, const CodeEvaluator& values, const LexedCode& code)
      : text_(text), values_(values), code_(code) {}

  void pass(std::size_t i);  // every token, in order
  // May the statement at the token passed last be left out: behind `if`, in a loop, in a branch?
  bool is_doubtful() const;
  // Name of the class whose body it stands in; empty in a method, or outside.
  std::string_view class_around() const;

 private:
  struct Line {
    std::size_t column, first;  // indentation, and its first token
  };

  bool is_doubtful_in_line() const;
  bool is_doubtful_block(std::size_t open) const;
  bool begins_with_condition(const Line& line) const;
  std::string_view class_of(const Line& line) const;

  std::string_view text_;
  const CodeEvaluator& values_;
  const LexedCode& code_;
  std::vector<Line> lines_;  // each but the last opens a block that the next stands in
  std::size_t at_ = 0;
};

}  // namespace interlock
