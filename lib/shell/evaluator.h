// Runs a syntax tree without running anything: follows every path that bash could take, expands
// what is known, notes each simple command. Private to the shell room; understand.h is its door.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/files.h"
#include "lib/shell/choices.h"
#include "lib/shell/command.h"
#include "lib/shell/frame.h"
#include "lib/shell/state.h"
#include "lib/shell/understand.h"
#include "lib/shell/wrappers.h"

namespace interlock {

class Evaluator {
 public:
  Evaluator(const ShellContext& context, CommandLine& line);
  std::size_t work_left() const { return work_; }

  // Parses and runs a text in `state`. `what` names it in an Unknown when bash would not accept it.
  enum class Origin {
    text,
    alias,   // it stands for text that was read already, with the aliases of the frame
    script,  // it is read from standard input, which its commands read too
  };
  void run_text(const std::string& text, State& state, Frame frame, const std::string& what,
                Origin origin = Origin::text);
  void finish(State& state, const Frame& frame);  // EXIT traps

 private:
  // evaluate.cc: lists, pipelines, compound commands
  void run_list(const syntax::List& list, State& state, const Frame& frame);
  void run_and_or(const syntax::AndOr& and_or, State& state, const Frame& frame);
  void run_items(const syntax::AndOr& and_or, State& state, const Frame& frame);
  void run_pipeline(const syntax::Pipeline& pipeline, State& state, const Frame& frame);
  void run_command(const syntax::Command& command, State& state, const Frame& frame);
  void run_compound(const syntax::Command& command, State& state, const Frame& frame);
  void run_if(const syntax::If& node, State& state, const Frame& frame);
  void run_loop(const syntax::Loop& node, State& state, const Frame& frame);
  void run_for(const syntax::For& node, State& state, const Frame& frame);
  void run_arithmetic_for(const syntax::ArithmeticFor& node, State& state, const Frame& frame);
  void run_case(const syntax::Case& node, State& state, const Frame& frame);
  void run_conditional(const syntax::Conditional& node, State& state, const Frame& frame);
  void match_expression(const Word& subject, const syntax::Word& expression, State& state,
                        const Frame& frame);
  bool run_arithmetic(const syntax::Word& expression, State& state, const Frame& frame);
  void run_later_rounds(State& state, const State& first, std::size_t read_first,
                        const Frame& frame, const std::function<void(State&, const Frame&)>& round);
  bool run_body(const syntax::List& body, State& state, const Frame& frame);  // false: loop ends
  void go_on_after_error(State& state);
  void join(State& state, State other);  // branches meet
  void branch(State& state, const Frame& frame,
              const std::function<void(State&, const Frame&)>& taken);

  // simple.cc: one simple command
  void run_simple(const syntax::Command& command, State& state, const Frame& frame);
  void run_simple_once(const syntax::Command& command, State& state, const Frame& frame);
  void run_no_function(std::vector<Word> argv, std::vector<NamedWord> assignments, State& state,
                       const Frame& frame, syntax::Span span);
  void run_words(std::vector<Word> argv, std::vector<NamedWord> assignments, State& state,
                 const Frame& frame, syntax::Span span);
  int emit(const std::vector<Word>& argv, const std::vector<NamedWord>& assignments,
           const State& state, const Frame& frame);
  void run_function(const std::string& name, const std::vector<Word>& argv, State& state,
                    const Frame& frame);
  void run_without_holes(const std::vector<Word>& argv, State& state, const Frame& frame,
                         syntax::Span span);
  void note_copy(const std::string& path, int producer);
  void note_copies(const std::vector<Word>& argv, const State& state, const Frame& frame);
  void note_copy_of(const Word& source, const std::string& to, const State& state);
  std::optional<std::string> copied_from(const std::string& path) const;
  void note_edits(const std::vector<Word>& argv, const State& state, const Frame& frame);
  void run_hidden(const Word& text, State& state, const Frame& frame, const char* via);
  Word expand_prompt(const std::string& text, State& state, const Frame& frame);
  bool run_alias(const syntax::Command& command, State& state, const Frame& frame);
  void print_output(const std::vector<Word>& argv, State& state, const Frame& frame, int index,
                    syntax::Span span);
  void assign(const syntax::Assignment& assignment, State& state, const Frame& frame);
  void assign_array(const Word& text, const std::string& name, State& state, const Frame& frame);
  void note_unknown(Unknown::Kind kind, std::string what, Word text, int command);
  void note_unreadable(const SyntaxError& error, const std::string& what, Word text, int command);

  // carried.cc: what wrappers start, scripts, package scripts
  bool run_carried(int index, State& state, const Frame& frame);  // true: it prints for the command
  void run_one_carried(const Carried& carried, const SimpleCommand& command, int index,
                       State& state, const Frame& frame);
  void run_given_text(const Word& text, State& state, const Frame& frame, const std::string& who);
  void run_shell_input(int index, State& nested, const Frame& frame);
  std::optional<Word> find_script(const SimpleCommand& command, const State& state) const;
  Word find_copy(const Word& name, const std::vector<NamedWord>& assignments,
                 const State& state) const;
  void read_commands(const std::string& text, State& state, const Frame& frame);
  bool run_script_file(const Word& path, State& state, const Frame& frame, bool by_name);
  bool run_found_script(const Word& path, State& state, const Frame& frame, bool by_name);
  bool run_interpreted(const Word& text, const Word& path, State& state, const Frame& frame);
  void in_each_directory(State& state, const Frame& frame,
                         const std::function<void(State&, const Frame&)>& run);
  std::optional<Word> read_project(const Word& path, const State& state) const;
  void run_package_script(const Carried& carried, State& nested, const Frame& frame);
  bool run_package_script_here(const Carried& carried, State& nested, const Frame& frame);
  void run_make_target_here(const Carried& carried, State& nested, const Frame& frame);
  void run_make_target(const Carried& carried, State& nested, const Frame& frame);
  void append_input_words(std::vector<Word>& words, const Frame& frame, const State& state);
  State nested_state(const State& state, const SimpleCommand& by, const Carried& carried) const;
  Word unmark(const std::string& text) const;

  // builtins.cc: true when `argv` was a builtin and is done
  bool run_builtin(const std::vector<Word>& argv, State& state, const Frame& frame, int index);
  void builtin_declare(const std::vector<Word>& argv, State& state, const Frame& frame);
  void builtin_read(const std::vector<Word>& argv, State& state, const Frame& frame);
  void builtin_mapfile(const std::vector<Word>& argv, State& state, const Frame& frame);
  void builtin_set(const std::vector<Word>& argv, State& state);
  void builtin_getopts(const std::vector<Word>& argv, State& state);
  void note_reading(const std::vector<Word>& argv, State& state, const Frame& frame);
  void builtin_cd(const std::vector<Word>& argv, State& state);
  void builtin_exec(const std::vector<Word>& argv, State& state, const Frame& frame, int index);
  void builtin_printf(const std::vector<Word>& argv, State& state, const Frame& frame, int index);
  void builtin_trap(const std::vector<Word>& argv, State& state, const Frame& frame, int index);

  // redirect.cc
  struct Redirected {
    Frame frame;
    std::vector<SimpleCommand::Output> outputs;
    std::optional<Word> file;  // standard output goes there
    bool append = false;
    std::vector<std::unique_ptr<Sink>> sinks;     // the last one is what goes into the file
    bool input_named = false;                     // standard input was redirected
    bool may_fail = false, may_not_open = false;  // nothing runs; as good as never, by the status
    bool lasts = false;                           // what is printed from here on goes there too
    std::vector<std::pair<int, std::shared_ptr<Stream>>> before;  // descriptors, for afterwards
  };
  void perform(Redirected& redirected, State& state,
               const std::function<void(State&, const Frame&)>& command);
  Word redirection_target(const syntax::Redirection& redirection, State& state, const Frame& frame,
                          bool& may_fail);
  Redirected redirect(const std::vector<syntax::Redirection>& redirections, State& state,
                      const Frame& frame, bool lasting);
  void settle(Redirected& redirected, State& state);  // after the command: files get their text
  void write_file(const Word& path, const Word& content, bool append, int command);
  void note_unsettled(std::size_t first_write);
  std::optional<Word> read_file(const Word& path, const State& state) const;
  Word text_of(const Stream& stream, const State& state) const;  // all that is left to read

  // expand.cc, parameter.cc, brace.cc
  std::vector<Word> expand_words(const std::vector<syntax::Word>& words, State& state,
                                 const Frame& frame);
  void expand_fields(const syntax::Word& word, State& state, const Frame& frame,
                     std::vector<Word>& fields);
  Word expand_one(const syntax::Word&, State&, const Frame&, Tildes tildes = Tildes::start);
  std::string expand_pattern(const syntax::Word& word, State& state, const Frame& frame,
                             bool* known, bool* ampersand = nullptr);  // with it: a replacement
  Segment literal(const std::string& text, bool quoted) const;
  void expand_parts(std::span<const syntax::Part> parts, State& state, const Frame& frame,
                    bool quoted, std::vector<Segment>& segments, Tildes tildes);
  void expand_parameter(const syntax::Part& part, State& state, const Frame& frame, bool quoted,
                        std::vector<Segment>& segments);
  std::vector<Field> split_fields(const std::vector<Segment>& segments, const State& state);
  void expand_globs(const Field& field, const State& state, std::vector<Word>& words);
  Word substitute(const syntax::Part& part, State& state, const Frame& frame);
  Word expand_arithmetic(const syntax::Word& word, State& state, const Frame& frame,
                         std::string_view spelling, bool* is_error = nullptr);
  Word process_path(const syntax::Part& part, State& state, const Frame& frame);
  std::string_view spelling(syntax::Span span, const Frame& frame) const;
  std::optional<std::int64_t> calculate(const std::string& text, State& state,
                                        bool* is_error = nullptr);
  std::optional<std::string> operand_of(const std::string& name, State& state);
  std::optional<std::string> key_of(const std::string& name, State& state);
  void assign_named(const std::string& name, Word value, State& state);  // or `a[subscript]`
  struct Found {                                                         // what a parameter holds
    bool unknown = false;  // from an environment that we cannot see
    bool set = true;
    bool list = false;  // $@, ${a[@]} and their * forms
    bool star = false;
    std::vector<Word> words;
  };
  Found find_parameter(const std::string& name, const syntax::Word* index, State& state,
                       const Frame& frame);
  Found find_special(const std::string& name, const State& state) const;
  Word value_of_pass(const std::string& name, const std::vector<Word>& values);
  const Variable* array_of_pass(const std::string& name, const Variable* variable);
  void with_choices(State& state, const std::function<void(State&)>& pass);
  bool spend(std::size_t cost);  // false when the budget of work is gone

  struct PendingOutput {  // >(list): runs when its input is known
    const syntax::List* list;
    Frame frame;
    Word path;
  };

  const ShellContext& context_;
  CommandLine& line_;
  std::map<std::string, Word> files_, copies_;  // by the line: texts; sources ("dir/": folders)
  std::set<std::string> unsettled_;             // written in the background
  std::vector<PendingOutput> pending_;
  std::vector<std::shared_ptr<const ParsedShell>> trees_;  // function bodies point into them
  std::vector<std::vector<State>> leaving_;  // states that left a loop or function early
  std::vector<RunningFunction> calling_;     // functions being run
  int widened_ = 0;                          // of them, with what recursion changes unknown
  std::vector<std::string> marks_;      // spellings of the holes in given texts, by their number
  std::vector<std::string> hidden_;     // texts that run_hidden is in, within one another
  std::vector<RunningScript> scripts_;  // being run
  Choices* choices_ = nullptr;
  std::size_t passes_left_ = k_max_passes, work_, substitutions_ = 0;
  std::size_t given_ = 0, tree_bytes_ = 0;  // bytes of input of the commands so far; of all trees
  bool exhausted_ = false;
  int next_descriptor_ = 63, subscripts_ = 0;  // being calculated, within one another
  std::map<std::string, int> asked_;  // scripts that are not there: the next command to ask
};

std::shared_ptr<Stream> stream_of(Input::Kind kind, Word text);  // redirect.cc

// fields.cc: text as a pattern, the quoted parts of it literal.
void add_to_pattern(std::string& pattern, const std::string& text, bool quoted);

// scopes.cc: $? behind `exit` and `return`.
std::optional<int> leaving_status(const std::vector<Word>& argv, std::optional<int> before);
std::optional<int> loop_count(std::string_view text);  // of break and continue

std::string name_elsewhere(std::string_view path);  // written_files.cc: of a remote place's file
bool is_misquoted(const syntax::Word& index);       // find_parameter.cc
bool reads_bash_env(const SimpleCommand& command);  // carried.cc

// functions.cc
bool declares_local(const std::vector<Word>& argv);
bool declares(const std::vector<Word>& argv, char option);

}  // namespace interlock
