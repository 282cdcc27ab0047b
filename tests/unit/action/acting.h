// One line of a table -> what the room makes of it, as short texts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/action/action.h"
#include "lib/base/files.h"

namespace interlock {

using Disk = std::map<std::string, std::string>;  // below /w

inline Actions act_on(const std::string& command, const Disk& disk = {}) {
  std::map<std::string, std::string> files;
  for (const auto& [name, text] : disk) files[name.starts_with('/') ? name : "/w/" + name] = text;
  const MemoryFiles memory(std::move(files));
  Call call;
  call.event = Call::Event::pre_tool_use;
  call.kind = Call::Kind::shell;
  call.cwd = "/w";
  call.tool_name = "Bash";
  call.text = command;
  ActionContext context;
  context.home = "/home/dev";
  context.files = &memory;
  Result<Actions> actions = actions_of(call, context);
  return actions ? std::move(*actions) : Actions();
}

inline std::vector<std::string> statements_of(const Actions& actions) {
  std::vector<std::string> texts;
  for (const SqlAction& one : actions.sql) texts.push_back(one.statement.text);
  return texts;
}

inline std::vector<std::string> opaque_of(const Actions& actions) {
  std::vector<std::string> kinds;
  for (const OpaqueAction& one : actions.opaque) kinds.push_back(one.kind);
  return kinds;
}

inline std::vector<std::string> programs_of(const Actions& actions) {
  std::vector<std::string> names;
  for (const CommandAction& one : actions.commands) names.push_back(one.canonical);
  return names;
}

inline std::vector<std::string> files_of(const Actions& actions) {
  std::vector<std::string> texts;
  for (const FileAction& one : actions.files) {
    std::string text;
    switch (one.operation) {
      case FileAction::Operation::add: text = "add "; break;
      case FileAction::Operation::update: text = "update "; break;
      case FileAction::Operation::remove: text = "remove "; break;
      case FileAction::Operation::move: text = "move "; break;
    }
    texts.push_back(text + one.path.text + " by " + one.channel);
  }
  return texts;
}

inline std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : " ; ") + part;
  return text;
}

}  // namespace interlock
