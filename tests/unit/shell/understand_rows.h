// Command lines and the commands found in them, one a row.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/base/text.h"
#include "lib/shell/understand.h"

namespace interlock {

inline const MemoryFiles& disk() {
  static const MemoryFiles files({
      {"/app/deploy.sh", "#!/bin/bash\ncd db\npsql -f \"$1\"\n"},
      {"/app/lib.sh", "client() { psql \"$@\"; }\n"},
      {"/app/tool.py", "#!/usr/bin/env python3\nprint(1)\n"},
      {"/app/lines.txt", "users\norders\n"},
      {"/app/package.json",
       R"({"scripts": {"reset": "prisma migrate reset", "prereset": "echo hi", "loop": "npm run loop"}})"},
      {"/app/Makefile", "DB = app\nmigrate: check\n\t@psql $(DB) -c \"$$SQL\"\ncheck:\n\techo ok\n"},
      {"/app/sub/x.sql", "select 1;"},
      {"/usr/bin/psql", "\x7f" "ELF"},
  });
  return files;
}

// The commands that were found, one a row: "program words", with "?" before one that is not certain.
inline std::vector<std::string> commands_of(const std::string& text, const Files& files = disk()) {
  ShellContext context;
  context.directory = "/app";
  context.home = "/home/dev";
  context.files = &files;
  const CommandLine line = understand_shell(text, context);
  std::vector<std::string> rows;
  for (const SimpleCommand& command : line.commands) {
    std::string row = command.certain ? "" : "?";
    for (const Word& word : command.argv) row += (&word == &command.argv.front() ? "" : "|") + word.text;
    rows.push_back(row);
  }
  for (const Unknown& unknown : line.unknowns) {
    const char* kinds[] = {"program", "text", "script", "door", "too-much", "syntax"};
    rows.push_back(std::string("!") + kinds[static_cast<int>(unknown.kind)]);
  }
  return rows;
}

struct Row {
  const char* text;
  std::vector<std::string> commands;
};

inline void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const std::string text = row.text;
    CAPTURE(text);
    CHECK(join(commands_of(row.text), "\n") == join(row.commands, "\n"));
  }
}

}  // namespace interlock
