// Which commands a rule or a part of a workflow means, and the calls that a pack tries it on.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace interlock {

// Which commands: every part that is given must hold.
struct CommandPattern {
  std::vector<std::string> programs;  // base names; a trailing * is a prefix ("python*")
  std::vector<std::string> verbs;     // any of: "migrate apply" (operands in order, from the first
                                      // one; for families `equals` and `plain` any operand)
  std::vector<std::string> with;      // any of these options might be on ("--force", "-f");
                                      // "--type=down": with this value
  std::vector<std::string> without;   // does not fire when one of these is surely on ("--dry-run")
  std::vector<std::string> assigns;   // any of these variables might reach it: "NAME",
                                      // "NAME=value" (wildcards); "!.." excepts
  std::string value;                  // RE2 on the value of that variable
  std::string match;                  // RE2 on the canonical text
  std::string unless;                 // RE2: does not fire
};

// One example: a command line, or a call of another kind. Run through the whole pipeline by
// `check`.
struct Example {
  std::string command;  // kind shell
  std::string patch;    // kind patch
  std::string tool;     // kind mcp/other, with `arguments` as JSON text
  std::string arguments;
  std::vector<std::pair<std::string, std::string>>
      files;             // name -> text, seen below the example's directory
  std::string position;  // "12:15" in the pack file, for messages
};

}  // namespace interlock
