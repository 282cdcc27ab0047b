// Databases in memory: they begin empty and end with the program, so no statement destroys anything
// in them. Private to code_*.cc.
#pragma once

#include <string>
#include <vector>

#include "lib/action/code_names.h"
#include "lib/action/code_scan.h"
#include "lib/action/code_sinks.h"

namespace interlock {

class CodeScanner;

class CodeMemory {
 public:
  explicit CodeMemory(CodeScanner& scanner);

  bool other_driver = false;  // than of SQLite, in the code
  bool hears = false;         // the call that is looked at speaks to such a database

  // Which variables hold one. Strict: another driver, another connection, or a name that is also
  // something else, and none counts.
  void collect();
  // c.execute("..") and c.execute(text("..")) of such a database; `first`: token of the call.
  bool is_told(std::size_t first);
  void tell(const Word& text, const std::string& via, bool is_sql);
  // What counts after all: everything, when one statement reaches into a file.
  std::vector<CodeFindings::Text> take();

 private:
  CodeCallee callee_at(std::size_t i) const;
  bool requires_module(std::size_t i) const;
  std::size_t end_of_name(std::size_t i) const;
  bool opens(std::size_t i);
  bool asks_module(std::size_t i);
  bool holds(std::size_t i);
  std::size_t first_of_chain(std::size_t i) const;

  CodeScanner& scanner_;
  CodeNames names_;                             // hold one, or what is made of it
  std::vector<CodeFindings::Text> statements_;  // that they are told
  bool only_ = false;                           // no other database is opened
  bool reaches_files_ = false;                  // ATTACH
};

}  // namespace interlock
