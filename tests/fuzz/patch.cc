// The text of apply_patch.
#include "lib/codex/patch.h"

#include "lib/base/text.h"
#include "lib/codex/json_text.h"
#include "tests/fuzz/fuzz.h"

using namespace interlock;
using fuzz::promise;

namespace {

std::string shown(const Result<std::vector<PatchedFile>>& files) {
  if (!files) return "error";
  std::string all;
  for (const PatchedFile& file : *files) {
    all += std::to_string(static_cast<int>(file.operation)) + '\x1' + file.path + '\x1';
    all += file.moved_to + '\x1' + file.added + '\x1' + file.removed + '\x1';
  }
  return all;
}

std::string with_crlf(std::string_view text) {
  std::string all;
  for (const char c : text) all += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return all;
}

void append_lines(std::string& all, char sign, std::string_view lines) {
  bool starts = true;
  for (const char c : lines) {
    if (starts) all += sign;
    all += c;
    starts = c == '\n';
  }
}

std::string rendered(const std::vector<PatchedFile>& files) {
  std::string all = "*** Begin Patch\n";
  for (const PatchedFile& file : files) {
    const bool adds = file.operation == PatchedFile::Operation::add;
    const bool updates = file.operation == PatchedFile::Operation::update;
    all += adds ? "*** Add File: " : updates ? "*** Update File: " : "*** Delete File: ";
    all += file.path + '\n';
    if (!file.moved_to.empty()) all += "*** Move to: " + file.moved_to + '\n';
    if (updates) all += "@@\n \n";  // an update without a line is none
    append_lines(all, '-', file.removed);
    append_lines(all, '+', file.added);
  }
  return all + "*** End Patch\n";
}

void check_files(std::string_view text, const std::vector<PatchedFile>& files) {
  promise(!files.empty(), "a patch changes something");
  std::size_t added = 0;
  for (const PatchedFile& file : files) {
    promise(!file.path.empty(), "a file has a name");
    promise(text.find(file.path) != std::string_view::npos, "a name stands in the patch");
    promise(file.added.empty() || file.added.ends_with('\n'), "added text ends with a newline");
    promise(file.removed.empty() || file.removed.ends_with('\n'), "removed text likewise");
    added += file.added.size();
  }
  promise(added <= text.size() + 1, "nothing is added that does not stand in the patch");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto files = parse_patch(text);
  if (files) {
    check_files(text, *files);
  } else {
    promise(!files.error().message.empty() && !files.error().message.ends_with('.'),
            "an error is a sentence");
  }
  const std::string before = shown(files);
  promise(shown(parse_patch("\n " + std::string(text) + "\n\n")) == before,
          "blanks around change nothing");
  if (text.find('\r') == std::string_view::npos)
    promise(shown(parse_patch(with_crlf(text))) == before, "CRLF changes nothing");
  if (files)
    promise(shown(parse_patch(rendered(*files))) == before, "what was read reads the same");
  const std::string_view inner = trim_unicode(text);
  if (files && inner.starts_with("*** Begin Patch\n"))
    promise(shown(parse_patch("<<'EOF'\n" + std::string(inner) + "\nEOF\n")) == before,
            "a here-document around it changes nothing");
  return 0;
}
