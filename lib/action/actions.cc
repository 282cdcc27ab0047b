#include "lib/action/action.h"
#include "lib/action/builder.h"
#include "lib/action/file_writes.h"
#include "lib/action/superseded.h"
#include "lib/action/tools.h"

namespace interlock {

Result<Actions> actions_of(const Call& call, const ActionContext& context) {
  Builder builder(call, context);
  switch (call.kind) {
    case Call::Kind::shell:
      builder.run_call(call.text);
      break;
    case Call::Kind::patch: {
      Result<std::vector<PatchedFile>> files = parse_patch(call.text);
      if (!files) return files.error();
      if (files->size() > k_max_patched) {
        files->resize(k_max_patched);
        builder.add_opaque("too-much", "the patch changes more files than are looked at", "", -1);
      }
      builder.actions().files = files_of_patch(*files, Word(call.cwd), -1);
      break;
    }
    case Call::Kind::mcp:
    case Call::Kind::other:
      builder.actions().tools.push_back({call.tool_name, call.server, call.tool, call.leaves});
      act_on_tool(builder, call);
      if (const std::optional<Call> inner = handed_on(call)) {
        builder.actions().tools.push_back(
            {inner->tool_name, inner->server, inner->tool, inner->leaves});
        act_on_tool(builder, *inner);
      }
      break;
  }
  for (FileAction& file : builder.actions().files)
    file.superseded = file.operation != FileAction::Operation::add && !file.keeps_text &&
                      file.path.known() && context.files != nullptr &&
                      is_superseded(file.path.text, *context.files);
  return std::move(builder.actions());
}

}  // namespace interlock
