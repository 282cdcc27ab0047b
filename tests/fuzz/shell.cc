// Command lines: the parser alone.
#include "lib/shell/parse.h"
#include "tests/fuzz/fuzz.h"

using namespace interlock;
using fuzz::promise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  for (const bool extended : {true, false}) {
    const ParsedShell parsed = parse_shell(text, {.extended_globs = extended});
    const std::string tree = render_tree(parsed.list);
    if (parsed.error) {
      promise(!parsed.error->message.empty(), "an error says something");
      promise(parsed.error->offset <= text.size(), "an error lies inside the text");
    }
    const ParsedShell again = parse_shell(text, {.extended_globs = extended});
    promise(render_tree(again.list) == tree, "the same text is read the same way");
    // A newline may lengthen an open here-document, and one after a backslash goes with it.
    if (!parsed.error && text.find("<<") == std::string::npos && !text.ends_with('\\'))
      promise(render_tree(parse_shell(text + "\n", {.extended_globs = extended}).list) == tree,
              "a newline at the end changes nothing");
  }
  return 0;
}
