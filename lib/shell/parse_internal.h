// The parser's state, shared by the parse_*.cc files: a cursor in one text, the
// first error, and what is still owed (here-documents). One member function reads
// one production of the grammar and leaves the cursor behind it.
//
// Nothing is read twice without bound: the only place where bash guesses, `((`, is
// decided by reading it as arithmetic; what was read is kept in `kept_` for the
// second reading as commands, and the bytes read again are counted.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/shell/lex.h"
#include "lib/shell/parse.h"
#include "lib/shell/parse_limits.h"

namespace interlock {

class Parser {
 public:
  Parser(std::string_view text, const ParseOptions& options, ParseLimits& limits, int depth)
      : text_(text), options_(options), limits_(limits), end_(text.size()), depth_(depth) {}

  ParsedShell read_text();

 private:
  using Part = syntax::Part;
  using Parts = std::vector<syntax::Part>;

  // What ends a word.
  enum class Until {
    meta,     // blanks and operators: a word of a command
    regex,    // the same, but ( ) | belong to it: after =~
    brace,    // }
    slash,    // / or }
    bracket,  // ], inner [] counted
    index,    // the same inside ${..}, where } ends all
    range,    // nothing but the end of the range
  };
  // What ends double-quoted text.
  // (unquoted: the end of the range too, and " is dropped)
  enum class QuotedUntil { quote, brace, range, unquoted };

  // What an expression ends at, and what of $.. is read in it, or stays text.
  struct Brackets {
    enum class Dollar { live, parentheses, text };
    char open = 0, close = 0;
    char stop = 0;  // ends it too, outside brackets
    Dollar dollar = Dollar::live;
    bool* has_braces = nullptr;   // was any $ left as text?
    std::size_t* good = nullptr;  // the end of what could be read
  };

  static constexpr std::size_t k_most_pending = 200;  // here-documents; bash itself bears 16
  struct PendingDocument {
    Part* body;  // stays where it is while the tree around it moves
    std::string delimiter;
    bool quoted;
    bool strip_tabs;
    std::size_t newline = std::string_view::npos;  // behind which bash looks for it, when decided
  };

  struct Nest {  // one level of nesting, for as long as it lives
    explicit Nest(Parser& parser);
    ~Nest() { --parser_.depth_; }
    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;
    Parser& parser_;
  };

  // parse_cursor.cc: characters, blanks, errors
  int peek();         // the next character; backslash-newlines before it are gone
  int peek_second();  // the one after it
  std::size_t find(char c, std::size_t from) const;  // end_ when there is none
  bool take(std::string_view op);                    // the characters of `op`, if they are next
  bool take_blanks();                                // and comments
  void take_newlines();
  void take_newline();            // one, and the here-documents that it starts
  std::string_view peek_plain();  // the next word when it could be reserved, else ""
  bool take_reserved(std::string_view word);
  bool expect_reserved(std::string_view word);
  bool expect(char c);
  bool at_process_substitution();
  bool at_redirection();
  bool fail(std::size_t offset, std::string message);
  bool fail_unexpected();
  bool fail_unclosed(std::size_t offset, std::string_view what);
  bool spend(std::size_t bytes);
  syntax::Span span_from(std::size_t begin) const;
  std::string_view slice(std::size_t begin, std::size_t end) const;
  std::string copy_source(std::size_t begin, std::size_t end);
  bool read_range(std::size_t begin, std::size_t end, const std::function<void()>& read);

  // parse.cc, parse_list.cc: units, lists, pipelines
  void read_units(syntax::List& list, std::vector<ParsedUnit>* units = nullptr);
  bool recover();
  bool read_unit(syntax::List& list);
  std::unique_ptr<syntax::List> read_list(bool may_be_empty);
  bool at_command();
  bool at_glob_word();
  bool is_opening(std::string_view word) const;
  syntax::AndOr read_and_or();
  void read_pipeline(syntax::Pipeline& pipeline);
  bool read_pipeline_prefix(syntax::Pipeline& pipeline);
  syntax::Command read_command();
  bool read_reserved_command(syntax::Command& command, std::string_view word);
  bool read_compound(syntax::Command& command);
  void read_redirections(syntax::Command& command);

  // parse_compound.cc
  void read_if(syntax::Command& command);
  void read_loop(syntax::Command& command, bool until);
  void read_for(syntax::Command& command, bool select);
  void read_arithmetic_for(syntax::Command& command);
  std::unique_ptr<syntax::List> read_for_body();
  void read_case(syntax::Command& command);
  bool read_case_item(syntax::Case::Item& item);
  void read_group(syntax::Command& command);
  void read_subshell(syntax::Command& command);
  void read_parenthesis(syntax::Command& command);
  void read_function(syntax::Command& command);
  void read_function_body(syntax::Command& command, std::string name);
  void read_coproc(syntax::Command& command);

  // parse_conditional.cc
  void read_conditional(syntax::Command& command);
  void read_condition(std::vector<syntax::Word>& words);
  void read_condition_term(std::vector<syntax::Word>& words);
  void push_operator(std::vector<syntax::Word>& words, std::string_view op);

  // parse_simple.cc: simple commands, assignments, redirections
  void read_simple(syntax::Command& command, syntax::Coproc* coproc = nullptr);
  bool read_first_word(syntax::Command& command, syntax::Simple& simple, syntax::Coproc* coproc);
  bool read_assignment(syntax::Assignment& assignment, syntax::Word& otherwise, bool full);
  bool at_plain_index() const;
  bool read_subscript(std::unique_ptr<syntax::Word>& index, syntax::Word& otherwise, bool& append);
  bool read_array_assignment(syntax::Assignment& assignment);
  void read_elements(syntax::Assignment& assignment);
  void read_as_text(syntax::Assignment& assignment, syntax::Word&& rest);
  void read_elements_until_close(syntax::Assignment& assignment, std::size_t begin);
  bool read_redirection(syntax::Redirection& redirection);
  bool at_descriptor();
  bool read_descriptor(syntax::Redirection& redirection);
  void read_redirection_target(syntax::Redirection& redirection, bool strip_tabs);

  // parse_document.cc
  void add_document(syntax::Redirection& redirection, bool strip_tabs);
  void read_documents();
  void settle_documents();
  void read_document(const PendingDocument& document);

  // parse_word.cc: words and quotes
  syntax::Word read_word(Until until = Until::meta);
  std::size_t read_parts(Parts& parts, Until until);
  bool read_special(Parts& parts, Until until, int& nesting);
  void read_regex_group(Parts& parts);
  void read_matched_pattern(Parts& parts);
  void read_leniently(Parts& parts, std::size_t begin, std::size_t end,
                      const std::function<std::size_t()>& read);
  void read_backslash(Parts& parts);
  void read_single_quoted(Parts& parts);
  void read_ansi_quoted(Parts& parts);
  void read_double_quoted(Parts& parts);
  void read_backquoted(Parts& parts, bool in_double_quotes);
  void note_extended_glob();
  void read_extended_glob(Parts& parts);
  void read_process_substitution(Parts& parts);
  std::size_t read_quoted_text(Parts& parts, QuotedUntil until);
  void read_quoted_backslash(Parts& parts, QuotedUntil until);
  void read_quoted_range(Parts& parts, std::size_t begin, std::size_t end);
  void read_single_quoted_in_brace(Parts& parts);
  void read_process_text_in_brace(Parts& parts);
  void read_ansi_quoted_in_brace(Parts& parts);
  void add_text(Parts& parts, Part::Kind kind, std::string_view text, std::size_t begin);
  Part& add_part(Parts& parts, Part::Kind kind, std::size_t begin);

  // parse_expansion.cc: $.. and arithmetic
  void read_dollar(Parts& parts, bool in_double_quotes);
  void read_command_substitution(Parts& parts, std::size_t begin);
  std::unique_ptr<syntax::List> read_substituted_list();
  void read_arithmetic_or_commands(Parts& parts, std::size_t begin);
  std::unique_ptr<syntax::List> read_matched_list(std::size_t inside, bool* clean = nullptr);
  bool read_expression(syntax::Word& word, char open, char close);
  bool scan_expression(syntax::Word& word, const Brackets& brackets);
  void scan_quoting(Parts& parts, const Brackets& brackets);
  void read_escape(Parts& parts);
  void keep(Parts& parts);
  bool take_kept(Parts& parts, bool in_double_quotes);
  void bury(syntax::Word&& word);
  void bury_list(std::unique_ptr<syntax::List> list);
  bool count_reread(std::size_t begin);

  // parse_parameter.cc
  void read_braced(Parts& parts, std::size_t begin, bool in_double_quotes);
  bool read_parameter_name(syntax::Parameter& parameter);
  bool read_length(syntax::Parameter& parameter);
  void read_index(syntax::Parameter& parameter);
  void read_parameter_operation(syntax::Parameter& parameter, bool in_double_quotes);
  std::string read_name_text();
  std::unique_ptr<syntax::Word> read_operand(Until until, bool quoted = false);
  std::unique_ptr<syntax::Word> read_offset(char stop);

  std::string_view text_;
  const ParseOptions& options_;
  ParseLimits& limits_;
  std::size_t pos_ = 0;
  std::size_t end_;
  std::size_t blanks_begin_ = 0, blanks_end_ = std::string_view::npos;  // taken last
  int depth_;
  int substitutions_ = 0;    // open $( and <( around the cursor
  bool after_word_ = false;  // no reserved word can stand here
  bool failed_ = false;
  bool dash_only_ = false, extended_glob_ = false;  // what ParsedUnit says of the unit
  std::string message_;
  std::size_t error_offset_ = 0;
  bool line_only_ = false;                 // the error costs only its line
  std::optional<SyntaxError> line_error_;  // the first such error
  bool in_document_ = false;
  bool in_condition_ = false;
  bool in_elements_ = false;  // of an array, so that read_backslash knows
  std::size_t substitution_begin_ = std::string_view::npos;  // where the innermost $( begins
  std::size_t extglob_from_ =
      std::string_view::npos;     // `shopt -s extglob` stood before this offset
  std::size_t next_newline_ = 0;  // the first one behind some cursor before it
  std::vector<PendingDocument> pending_;
  std::unordered_map<std::size_t, Part> kept_;  // by the offset where it begins
  // Not part of the tree, but a pending document may point into it.
  std::vector<Parts> buried_;
  std::vector<std::unique_ptr<syntax::List>> buried_lists_;
  char plain_[12] = {};
};

}  // namespace interlock
