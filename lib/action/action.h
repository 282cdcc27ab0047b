// Call -> Actions: everything that the call would do, in the terms that rules
// speak of. The waist of the program: rules never see shell quoting, parsers never
// see rules.
#pragma once

#include <string>
#include <vector>

#include "lib/base/files.h"
#include "lib/codex/call.h"
#include "lib/codex/patch.h"
#include "lib/shell/command.h"
#include "lib/sql/sql.h"

namespace interlock {

// Runs a program. One for every simple command, in their order.
struct CommandAction {
  int command = -1;     // index in Actions::line.commands
  std::string program;  // base name; empty when unknown. Launchers are opened by the shell room, so
                        // `npx prisma migrate reset` yields npx and prisma
  std::string canonical;  // words joined by one blank; a blank inside a word is U+00A0, a newline
                          // U+2028, so that `--help` inside an argument is never taken for an
                          // option. Holes keep their spelling
};

// Runs one SQL statement.
struct SqlAction {
  Statement statement;
  Dialect dialect = Dialect::generic;
  std::string channel;  // for a person: "-c of psql", "here-document of psql", "argument sql of
                        // mcp__db__query"
  std::string program;  // client that runs it; empty for MCP
  int command = -1;     // -1 for MCP tools
};

// Inline or readable code of an interpreter.
struct CodeAction {
  std::string language;  // "python", "node", "perl", "ruby", "php", "lua", "tcl", "awk"
  std::string text;
  std::string skeleton;   // code without comments, strings as '?' unless they are one plain word
                          // ('flush'): for rules that must not fire on prose
  std::string channel;    // "-c of python3", "file seed.py", "standard input of node"
  std::string arguments;  // that it is given, as a line
  int command = -1;
};

// Writes, moves or removes a file.
struct FileAction {
  enum class Operation { add, update, remove, move };
  Operation operation = Operation::update;
  Word path;          // absolute when known
  std::string added;  // text that is put in; empty when unknown
  std::string removed;
  std::string channel;      // "apply_patch", "redirection", "tee", "sed -i", "rm"
  bool superseded = false;  // a migration that is there, and so is a later one
  bool keeps_text = false;  // its mode or date alone, or what is committed: chmod, git restore
  int command = -1;         // -1 for apply_patch
};

// Calls a tool that is neither shell nor patch.
struct ToolAction {
  std::string name;  // mcp__server__tool or the tool's own name
  std::string server, tool;
  std::vector<Leaf> leaves;
};

// Something that bash or an interpreter would run and that cannot be read.
struct OpaqueAction {
  std::string kind;  // "program", "shell-text", "script", "too-much", "syntax", "door", "sql-file",
                     // "sql-input", "code"
  std::string what;  // one clause for a person
  std::string text;  // what is known of it
  std::string program;  // client or interpreter concerned, else empty
  int command = -1;
};

struct Actions {
  CommandLine line;  // empty for patches and MCP tools
  std::vector<CommandAction> commands;
  std::vector<SqlAction> sql;
  std::vector<CodeAction> code;
  std::vector<FileAction> files;
  std::vector<ToolAction> tools;
  std::vector<OpaqueAction> opaque;
};

struct ActionContext {
  std::string home;
  const Files* files = nullptr;
};

// Never fails: what cannot be read is an OpaqueAction. A patch that cannot be read is an error.
Result<Actions> actions_of(const Call& call, const ActionContext& context);

}  // namespace interlock
