// Text of a bash command line -> syntax tree. Never throws, linear in the input,
// bounded in depth.
//
// bash reads and runs a script line by line: what stands on complete lines before
// a syntax error runs. So the tree holds every complete command of those lines,
// and the error says where reading stopped. After one kind of error, inside the
// parentheses of name=(..), bash drops the line and goes on, and so does the tree.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/syntax.h"

namespace interlock {

struct SyntaxError {
  std::string message;  // "line 1, column 9: unexpected end of text: ' is not closed"
  std::size_t offset = 0;
  bool is_limit = false;  // of this reader: bash may well accept the text
};

// What bash reads before it runs anything: one line, or the lines of a compound command.
struct ParsedUnit {
  std::size_t first = 0;       // of its items in the list
  std::size_t end = 0;         // offset in the text, behind its newline and here-documents
  bool extended_glob = false;  // bash stops here without it
  bool dash_only = false;      // bash stops here: a simple command as a function's body, @(..)
};

struct ParsedShell {
  syntax::List list;  // what would run; empty for a blank text
  std::vector<ParsedUnit> units;
  std::optional<SyntaxError> error;
  std::size_t bytes = 0;  // of memory that the tree takes, about
};

struct ParseOptions {
  bool extended_globs = true;  // read @(..) and friends as words, as bash does inside [[ ]] and
                               // case and everywhere after `shopt -s extglob`
  bool posix =
      false;  // read as dash does, which is sh on Debian: [[ (( function select time coproc
              // $'..' $".." $[ <( &> |& <<< {fd}> name=(..) name+= mean nothing special
};

// `depth_limit` bounds nesting; deeper text is a syntax error that says so.
ParsedShell parse_shell(std::string_view text, ParseOptions options = {}, int depth_limit = 200);

// The simple command that is all of the text; null when there is anything else in it.
const syntax::Simple* only_simple_command(const ParsedShell& parsed);

// The tree as indented lines, for tests and `interlock explain`.
std::string render_tree(const syntax::List& list);

// The same on one line.
std::string render_line(const syntax::List& list);

}  // namespace interlock
