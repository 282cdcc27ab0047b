// How render_tree.cc and render_word.cc write a tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/syntax.h"

namespace interlock::syntax {

class Renderer {
 public:
  explicit Renderer(bool one_line) : one_line_(one_line) {}

  std::string take() { return std::move(out_); }
  void list(const List& list);

 private:
  void separate();
  void block(const List* body);
  void open();
  void close();
  void and_or(const AndOr& item);
  void pipeline(const Pipeline& pipeline);
  void command(const Command& command);
  void render(const Simple& simple);
  void render(const Group& group);
  void render(const Subshell& subshell);
  void render(const If& node);
  void render(const Loop& loop);
  void render(const For& node);
  void render(const ArithmeticFor& node);
  void render(const Case& node);
  void render(const Function& function);
  void render(const Conditional& conditional);
  void render(const Arithmetic& arithmetic);
  void render(const Coproc& coproc);
  void assignment(const Assignment& assignment);
  void index(const Word* index);
  void redirection(const Redirection& redirection);
  void word(const Word& word);
  void parts(const std::vector<Part>& parts);
  void part(const Part& part);
  void substitution(std::string_view begin, const List& body);
  void parameter(const Parameter& parameter);
  void text(std::string_view text);

  std::string out_;
  std::size_t depth_ = 0;
  bool one_line_;
};

}  // namespace interlock::syntax
