// Where code starts its command lines: the folders that it has gone to and the environment that it
// has set, for itself or for one call. Private to code_*.cc.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/action/code_values.h"

namespace interlock {

// The value of an option: keyword argument, or key of an object among the arguments.
const CodeValue* option_of(const std::vector<CodeArgument>& arguments, std::string_view key);

// The words of a list; those of lists in it are among them.
std::vector<Word> words_of(const std::vector<CodeValue>& items);

class CodePlace {
 public:
  void go(const CodeValue& folder);
  void set(const std::string& name, const CodeValue& value);
  // putenv("A=b"), putenv("A", "b")
  void set(const std::vector<CodeArgument>& arguments);

  // The line as the shell would be given it, in each place where that may be: branches and the
  // order of calls are not followed. `arguments`: of the call that starts it. None when the line
  // takes a variable that has had more values than are kept.
  std::vector<std::string> lines_there(const std::string& line,
                                       const std::vector<CodeArgument>& arguments) const;

 private:
  using Values = std::vector<std::string>;
  std::vector<std::string> exports(const std::string& line,
                                   const std::vector<CodeArgument>& arguments) const;

  std::vector<std::string> folders_{""};  // "" where the code itself stands
  std::map<std::string, Values, std::less<>> variables_;
  std::set<std::string, std::less<>> lost_;  // variables with more values than these
};

}  // namespace interlock
