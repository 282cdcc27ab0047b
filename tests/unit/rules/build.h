// Packs and actions by hand, for tests of the rules room.
#pragma once

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

#include "lib/base/text.h"
#include "lib/rules/match.h"
#include "lib/rules/pack.h"

namespace interlock::build {

// A pack "t" around the text of its rules, tools and so on: "\"rules\": [..]".
inline std::string pack_text(const std::string& inside) {
  return "{\"pack\": \"t\", \"version\": \"1.0.0\", \"engine\": 1, \"owner\": \"o\",\n" + inside + "}";
}

// A rule with what every rule needs; `inside` is the rest: "\"on\": \"sql\", ..".
inline std::string rule_text(const std::string& name, const std::string& inside) {
  const bool has_effect = inside.find("\"effect\"") != std::string::npos;
  const bool has_reason = inside.find("\"reason\"") != std::string::npos;
  return "{\"id\": \"t." + name + "\", " + (has_effect ? "" : "\"effect\": \"deny\", ") +
         (has_reason ? "" : "\"reason\": \"no\", ") + "\"denies\": [\"x\"], \"allows\": [\"y\"], " + inside + "}";
}

inline Pack pack_of(const std::string& inside) {
  const PackFile file = parse_packs(pack_text(inside), "t.json");
  for (const std::string& fault : file.faults) FAIL_CHECK(fault);
  return file.packs.empty() ? Pack{} : file.packs[0];
}

struct Compiled {
  explicit Compiled(std::vector<Pack> packs) {
    auto made = compile_image(packs, {});
    if (!made) FAIL(made.error().message);
    bytes = *made;
  }
  explicit Compiled(const std::string& inside) : Compiled(std::vector<Pack>{pack_of(inside)}) {}
  Image image() const {
    auto opened = Image::open(bytes);
    if (!opened) FAIL(opened.error().message);
    return *opened;
  }
  std::string bytes;
};

// One command of words apart by blanks; $x is a hole, $$x one that may split.
inline SimpleCommand command_of(const std::string& line) {
  SimpleCommand command;
  for (const std::string_view part : split(line, ' ')) {
    const std::size_t hole = part.find('$');
    Word word(part.substr(0, hole));
    if (hole != std::string_view::npos)
      word.append(Word::unknown(part.substr(hole), part.substr(hole).starts_with("$$")));
    command.argv.push_back(word);
  }
  command.directory = Word("/home/dev/project");
  return command;
}

inline Actions commands(const std::vector<std::string>& lines) {
  Actions actions;
  for (const std::string& line : lines) {
    const SimpleCommand command = command_of(line);
    CommandAction action;
    action.command = static_cast<int>(actions.line.commands.size());
    action.program = known_base_name(command.argv[0]);
    action.canonical = line;
    actions.line.commands.push_back(command);
    actions.commands.push_back(action);
  }
  return actions;
}

inline Actions sql(const std::string& text, SqlClass one, Dialect dialect = Dialect::generic,
                   const std::string& program = "psql") {
  Actions actions;
  SqlAction action;
  action.statement.text = text;
  action.statement.classes.add(one);
  action.statement.objects = {"users"};
  action.dialect = dialect;
  action.channel = "-c of psql";
  action.program = program;
  actions.sql.push_back(action);
  return actions;
}

inline Actions file(const Word& path, const std::string& added,
                    FileAction::Operation operation = FileAction::Operation::update) {
  Actions actions;
  FileAction action;
  action.path = path;
  action.added = added;
  action.operation = operation;
  action.channel = "apply_patch";
  actions.files.push_back(action);
  return actions;
}

inline Actions superseded(Actions actions) {
  for (FileAction& action : actions.files) action.superseded = true;
  return actions;
}

inline Actions tool(const std::string& name, const std::vector<std::pair<std::string, std::string>>& leaves) {
  Actions actions;
  ToolAction action;
  action.name = name;
  for (const auto& [path, text] : leaves) action.leaves.push_back(Leaf{path, text, true});
  actions.tools.push_back(action);
  return actions;
}

inline std::vector<std::string> fired(const Image& image, const Actions& actions, MatchContext context = {}) {
  if (context.directory.empty()) context.directory = "/home/dev/project";
  const auto findings = match(image, actions, context);
  if (!findings) return {"error: " + findings.error().message};
  std::vector<std::string> ids;
  for (const Finding& finding : *findings) ids.push_back(finding.rule_id);
  return ids;
}

}  // namespace interlock::build
