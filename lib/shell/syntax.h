// The syntax tree of a bash command line (bash 5.2 manual, section 3.2), before
// any expansion. Quoting is kept as structure, so that an expansion knows what
// was quoted; every node knows the bytes that it was read from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace interlock::syntax {

struct Span {
  std::uint32_t begin = 0;  // byte offsets into the text that was parsed
  std::uint32_t end = 0;
};

struct List;
struct Word;

// ${name}, ${name[index]}, ${#name}, ${!name}, ${name:-word}, ${name/a/b} ...
struct Parameter {
  std::string name;               // "x", "1", "@", "#", "?" ...
  std::unique_ptr<Word> index;    // inside [...]; `@` and `*` stand as literal text
  bool length = false;            // ${#name}
  bool indirect = false;          // ${!name}
  char names = 0;                 // '*' of ${!prefix*}, '@' of ${!prefix@}: names of variables
  std::string op;                 // "", ":-", "-", ":=", "=", ":?", "?", ":+", "+", "#", "##", "%",
                                  // "%%", "/", "//", "/#", "/%", "^", "^^", ",", ",,", ":", "@"
  std::unique_ptr<Word> operand;  // after op: default, pattern, offset; for "@" the letter
  std::unique_ptr<Word> second;   // replacement of "/", length of ":"
};

// One piece of a word.
struct Part {
  enum class Kind {
    literal,         // text: unquoted, as typed; globs and braces are live in it
    quoted,          // text: from '..', $'..' (decoded) or backslash-character: never special
    double_quoted,   // parts inside ".." or $".."
    parameter,       // parameter
    command,         // list: $(..) or `..`
    arithmetic,      // inner: the expression of $((..)) or $[..], itself with expansions
    process_input,   // list: <(..), a readable file name
    process_output,  // list: >(..), a writable file name
    extended_glob,   // text: @(..), ?(..), *(..), +(..), !(..) as typed (extglob in patterns)
  };
  Kind kind = Kind::literal;
  Span span;
  std::string text;  // of double_quoted and `..`: what spans inside point into, when that was read
                     // from a text of its own
  std::vector<Part> parts;
  std::unique_ptr<Parameter> parameter;
  std::unique_ptr<List> list;
  std::unique_ptr<Word> inner;
  bool backquoted = false;  // of command: `..` rather than $(..)
  bool is_dollar = false;   // of quoted and double_quoted: $'..' and $"..", which a dash has not
  bool unreadable = false;  // bash sees when it runs that this literal cannot be expanded, or that
                            // the commands of `..` or <((..) cannot be read
};

struct Word {
  Span span;
  std::vector<Part> parts;
};

struct Assignment {
  Span span;
  std::string name;
  std::unique_ptr<Word> index;  // name[index]=value
  bool append = false;          // name+=value
  bool is_array = false;        // name=(..): elements instead of value
  Word value;
  struct Element {
    std::unique_ptr<Word> index;  // [index]=value inside the parentheses
    Word value;
  };
  std::vector<Element> elements;
};

struct Redirection {
  enum class Kind {
    input,             // <
    output,            // >
    clobber,           // >|
    append,            // >>
    input_output,      // <>
    here_document,     // << and <<-
    here_string,       // <<<
    duplicate_input,   // <&   target: a number, "-", or number-
    duplicate_output,  // >&
    output_both,       // &>  (and >& with a file name)
    append_both,       // &>>
  };
  Kind kind = Kind::input;
  Span span;
  std::optional<int> descriptor;    // 2>
  std::string descriptor_variable;  // {fd}>
  Word target;  // file name, number or here-string; for a here-document its body after <<- tab
                // removal: with live parts when the delimiter was unquoted, else one quoted part
};

struct Command;

struct Simple {
  std::vector<Assignment> assignments;
  std::vector<Word> words;
  // Array assignments that stand among the words of declare, export, local ...
  // in their order, by the index in `words` that they follow.
  struct Declared {
    std::size_t after;
    Assignment assignment;
  };
  std::vector<Declared> declared;
};

struct Group {
  std::unique_ptr<List> body;
};
struct Subshell {
  std::unique_ptr<List> body;
};

struct If {
  struct Branch {
    std::unique_ptr<List> condition;
    std::unique_ptr<List> body;
  };
  std::vector<Branch> branches;  // if, elif ...
  std::unique_ptr<List> otherwise;
};

struct Loop {
  bool until = false;
  std::unique_ptr<List> condition;
  std::unique_ptr<List> body;
};

struct For {
  std::string name;
  bool select = false;
  bool over_parameters = false;  // no `in`: "$@"
  std::vector<Word> words;
  std::unique_ptr<List> body;
};

struct ArithmeticFor {
  Word initial, condition, step;
  std::unique_ptr<List> body;
};

struct Case {
  Word subject;
  struct Item {
    std::vector<Word> patterns;
    std::unique_ptr<List> body;  // may be empty
    std::string end;             // ";;", ";&" or ";;&"
  };
  std::vector<Item> items;
};

struct Function {
  std::string name;
  std::shared_ptr<const Command> body;  // with its redirections; outlives the tree
};

struct Conditional {
  std::vector<Word> words;
};  // [[ .. ]]; operators stand as literal words
struct Arithmetic {
  Word expression;
};  // (( .. ))

struct Coproc {
  std::string name;           // as it is spelled, COPROC unless named
  std::optional<Word> given;  // the name's word: it is expanded
  std::unique_ptr<Command> body;
};

struct Command {
  Span span;
  std::variant<Simple, Group, Subshell, If, Loop, For, ArithmeticFor, Case, Function, Conditional,
               Arithmetic, Coproc>
      node;
  std::vector<Redirection> redirections;
};

struct Pipeline {
  Span span;
  bool negated = false;           // ! (an even number of them cancels)
  bool timed = false;             // time [-p]
  std::vector<Command> commands;  // may be empty after a bare `!` or `time`
  std::vector<bool> errors_too;   // commands[i] |& commands[i+1]
};

struct AndOr {
  enum class Operator { none, and_if, or_if };  // what stands before the pipeline
  struct Item {
    Operator before = Operator::none;
    Pipeline pipeline;
  };
  Span span;
  std::vector<Item> items;
  bool background = false;  // ended by &
};

struct List {
  Span span;
  std::vector<AndOr> items;
};

}  // namespace interlock::syntax
