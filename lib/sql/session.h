// Everything that reading one text needs to remember: the statements found so far, what variables,
// prepared statements and routines hold, and how much nested text may still be read.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "lib/sql/constant.h"
#include "lib/sql/sql.h"
#include "lib/sql/token.h"

namespace interlock::sql {

// Where a piece of text stands.
struct Place {
  std::size_t begin = 0,
              end = 0;   // bytes of the input, when `fixed`; else they follow from the tokens
  std::size_t base = 0;  // of the text in the input
  bool fixed = false;
  bool nested = false;
  bool procedural = false;  // the body of a routine or DO block
  bool trigger = false;     // of a trigger
  bool scanned = false;     // an outer statement has already looked at every call in it
  int depth = 0;
  Tokens with;  // WITH a AS (..), in front of it
  Place inner(const Tokens& tokens) const;
};

struct Found {
  SqlClasses classes;
  bool certain = true;
  std::vector<std::string> objects;
  std::string shell, include;
};

struct Routine {
  std::string body;
  bool reading = false;  // it calls itself
};

class Session {
 public:
  Session(std::size_t input_size, std::size_t& work);

  // False when nothing is left; then what is still to be read counts as dynamic.
  bool spend(std::size_t tokens);

  // Reads a whole text; the classes of all its statements. `text` must outlive the call only.
  SqlClasses read(std::string_view text, Syntax syntax, Place place);
  // One statement, or a control word (IF .. THEN, BEGIN, ELSE) with the statement after it.
  SqlClasses piece(Tokens tokens, const Place& place, bool open = false);
  SqlClasses statement(const Tokens& tokens, const Place& place, bool open = false);
  // What stands between two semicolons. T-SQL needs none, so it is cut at words that can only begin
  // a statement.
  SqlClasses pieces(const Tokens& tokens, const Place& place, bool open);
  SqlClasses command(Statement meta);
  // Text that runs inside another statement. Too deep or too long: dynamic.
  SqlClasses nested_text(const std::string& text, const Syntax& syntax, const Place& place,
                         bool procedural);
  SqlClasses call_routine(const std::string& name, const Syntax& syntax, const Place& place);

  std::vector<Statement> take();
  void mark_uncertain(std::size_t from);  // all from that index on
  std::size_t count() const { return statements_.size(); }
  void forget(std::size_t from);  // likewise: they do not run
  bool may_assign() { return ++assignments_ < 20000; }
  std::uint32_t ambiguities = 0;
  bool open_end = false;

  // Tables of this session alone that the text has surely made by now: no others of that name are
  // meant. Each by its key of classify_temporary.cc.
  std::set<std::string> temporaries;
  bool may_make_temporaries = true;  // false: behind an IF, or where other tables are found first

  Variables variables;
  std::map<std::string, SqlClasses> prepared;
  std::map<std::string, Routine> routines;
  std::map<std::string, std::string> client_variables;  // \set, :setvar

 private:
  void fill(std::size_t index, const Tokens& tokens, const Place& place, Found found);

  std::vector<Statement> statements_;
  std::size_t& work_;
  std::size_t nested_budget_;
  std::size_t parts_ = 0;
  std::size_t part_tokens_ = 0;
  std::size_t assignments_ = 0;
  SqlClasses rest_;  // of the statements beyond the bound
};

// Words that do harm when they run; a statement without them may be folded away in huge texts.
bool is_harmless(SqlClasses classes);

}  // namespace interlock::sql
