// Tools that write files themselves: write_file of a file server, Write and Edit of other agents.
// What a patch may not touch, they may not touch either.
#include <algorithm>
#include <array>

#include "lib/action/builder.h"
#include "lib/action/tool_words.h"
#include "lib/action/tools.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Name = std::string_view;

constexpr std::array<Name, 13> k_writing = {"append",    "create", "edit", "insert",  "modify",
                                            "overwrite", "patch",  "put",  "replace", "save",
                                            "set",       "update", "write"};
constexpr std::array<Name, 4> k_removing = {"delete", "remove", "rm", "unlink"};
constexpr std::array<Name, 3> k_moving = {"move", "mv", "rename"};
// Their files are not of this machine.
constexpr std::array<Name, 8> k_elsewhere = {"azure",  "bitbucket", "drive",  "gitea",
                                             "github", "gitlab",    "notion", "s3"};
constexpr std::array<Name, 8> k_paths = {"absolutepath", "destination", "file",  "filename",
                                         "filepath",     "path",        "paths", "relativepath"};
constexpr std::array<Name, 4> k_targets = {"destination", "newpath", "target", "to"};
constexpr std::array<Name, 4> k_sources = {"from", "oldpath", "path", "source"};
constexpr std::array<Name, 10> k_texts = {"content",   "contents", "data", "filetext",    "newstr",
                                          "newstring", "newtext",  "repl", "replacement", "text"};

}  // namespace

void act_on_file_tool(Builder& builder, const Call& call) {
  const std::vector<std::string> words = words_of_tool(call);
  if (has_any(words_of_name(call.server), k_elsewhere)) return;
  const bool moves = has_any(words, k_moving), removes = has_any(words, k_removing);
  if (!moves && !removes && !has_any(words, k_writing)) return;
  for (std::size_t i = 0; i < call.leaves.size(); ++i) {
    const Leaf& leaf = call.leaves[i];
    if (!leaf.is_string || trim(leaf.text).empty() || leaf.text.find('\n') != std::string::npos)
      continue;
    const std::string name = leaf_name(leaf.path);
    const bool source = moves && is_one_of(name, k_sources);
    if (!source && !(moves ? is_one_of(name, k_targets) : is_one_of(name, k_paths))) continue;
    FileAction action;
    action.path = Builder::resolve(Word(leaf.text), Word(call.cwd));
    action.channel = call.tool_name;
    if (source)
      action.operation = FileAction::Operation::move;
    else if (removes)
      action.operation = FileAction::Operation::remove;
    else
      action.operation = builder.put_operation(action.path);
    if (!source && !removes) {
      const auto beside = leaves_beside(call.leaves, i);
      if (!builder.spend(k_work_of_a_leaf * beside.size())) return;
      for (const Leaf& one : beside)
        if (one.is_string && is_one_of(leaf_name(one.path), k_texts))
          action.added += one.text + '\n';
    }
    if (!builder.spend(k_work_of_a_file + action.added.size())) return;
    builder.add_file(std::move(action));
  }
}

}  // namespace interlock
