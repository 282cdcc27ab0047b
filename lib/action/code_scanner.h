// The scanner behind code_scan.h: one pass over the tokens. Private to code_scan*.cc.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lib/action/code_blocks.h"
#include "lib/action/code_imports.h"
#include "lib/action/code_literals.h"
#include "lib/action/code_memory.h"
#include "lib/action/code_patterns.h"
#include "lib/action/code_place.h"
#include "lib/action/code_scan.h"
#include "lib/action/code_sinks.h"
#include "lib/action/code_values.h"

namespace interlock {

class CodeScanner {
 public:
  CodeScanner(std::string_view text, Language language, int depth, const CodeInputs* inputs);
  CodeFindings scan();

 private:
  friend class CodeLiterals;
  friend class CodeMemory;
  using Kind = CodeToken::Kind;
  using Items = std::vector<CodeValue>;
  using Arguments = std::vector<CodeArgument>;
  using Via = const std::string&;
  using Callee = CodeCallee;
  // code_scan.cc: the pass
  void look_around();  // drivers and modules that the code mentions
  void look_at_name(std::size_t i);
  void look_at_string(std::size_t i);
  void look_at_assignment(std::size_t i);
  void look_at_environment(std::size_t i);  // ENV["A"] = "b"
  std::string chain_to(std::size_t i) const;
  void look_at_growth(std::size_t i);  // code_growth.cc
  void assign_field(const std::string& name, const CodeValue& value);
  bool look_at_targets(std::size_t i, std::size_t begin, std::size_t end);
  void look_at_pipe(std::size_t i);  // awk
  // code_calls.cc
  void look_at_call(std::size_t i);
  bool look_at_block(std::size_t i);  // exec {"psql"} @words
  Callee callee_at(std::size_t i) const;
  static Callee callee_named(const std::string& chain);
  bool matches(const CodeSink& sink, const Callee& callee) const;
  Arguments call_arguments(std::size_t i, bool& found);
  Arguments tag_arguments(std::size_t i);  // $`..`
  // code_indirect.cc: calls whose function is a value
  bool look_at_indirect(std::size_t i);  // $f(..), call_user_func("f", ..), send(:f, ..)
  void look_at_index(std::size_t i);     // module["function"](..)
  void look_at_given(std::size_t i);     // require("m")(..), promisify(function)(..)
  void look_at_template(std::size_t i);  // code_templates.cc: sql`..`
  std::size_t tag_of(std::size_t i) const;
  void look_at_handed(std::size_t i);  // map(function, ..), list.forEach(function)
  void bind_parameters();              // of functions, to what they are called with
  void act_as(const Callee& callee, const Arguments& arguments);
  void act_on_items(const Callee& callee, const CodeValue& list);
  void look_at_loop(std::size_t i);  // code_loops.cc
  void look_at_comprehension(std::size_t i);
  void assign_items(const std::string& name, const CodeValue& list);
  void take_inputs();  // code_inputs.cc: what the line gives to the code
  void collect_candidates();
  bool takes_input(std::size_t begin, std::size_t end) const;
  void act_on_inputs(const CodeSink& sink, const Callee& callee, const Arguments& arguments);
  // code_effects.cc: what a call does
  void act(const CodeSink& sink, const Callee& callee, const Arguments& arguments);
  void act_shell(const Arguments& arguments, Via via);
  void act_words(const Arguments& arguments, Via via);
  void act_program(const Arguments& arguments, Via via);
  void act_exec(const CodeSink& sink, const Arguments& arguments, Via via);
  void act_django(const Arguments& arguments, Via via);
  void act_main(const CodeSink& sink, const Arguments& arguments, Via via);  // code_entries.cc
  void act_open_pipe(const Arguments& arguments, Via via);
  void act_file(const CodeSink& sink, const Callee& callee, const Arguments& arguments, Via via);
  void add_child(std::string line, const Arguments& arguments, Via via);
  void add_child_words(const Items& words, const Arguments& arguments, Via via);
  void add_child_file(const CodeValue& file, const Arguments& arguments, Via via);
  void add_write(FileAction::Operation operation, const CodeValue& path, const std::string& added,
                 Via via);
  void set_content(const CodeArgument* text);  // of the write that was added last
  // code_texts.cc: what is SQL, and what is code
  void act_sql(const Arguments& arguments, Via via);
  void act_body(const Arguments& arguments, Via via);
  void act_eval(const CodeSink& sink, const Arguments& arguments, Via via);
  bool add_sql_value(const CodeValue& value, const std::string& via, int depth);
  bool comes_from_outside(std::size_t begin, std::size_t end) const;

  std::string_view text_;
  Language language_;
  int depth_;
  const CodeInputs* inputs_;
  LexedCode code_;
  CodeEvaluator values_;
  CodeFindings findings_;
  std::unordered_set<std::string> databases_;          // of Ruby's Sequel
  std::unordered_set<std::string> defined_, own_;      // functions; code_indirect.cc
  std::unordered_set<std::string> tainted_, carried_;  // variables from outside, and from inputs
  std::vector<std::vector<Word>> candidates_;          // for what is not known
  std::size_t substitutions_ = 0;
  std::unordered_set<std::string> seen_;          // findings already noted
  std::set<std::string, std::less<>> mentioned_;  // of the words that sinks need
  CodeImports imports_{values_, code_, language_};
  CodeBlocks blocks_{text_, values_, code_};
  CodeMemory memory_{*this};
  CodeLiterals literals_{*this};
  CodePatterns patterns_{values_, code_, language_};
  CodePlace place_;
  bool has_driver_ = false, has_child_process_ = false;
};

}  // namespace interlock
