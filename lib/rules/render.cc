#include "lib/rules/render.h"

#include "lib/base/text.h"
#include "lib/codex/json_text.h"
#include "lib/rules/match.h"

namespace interlock {
namespace {

constexpr std::size_t k_longest_seen = 200;
constexpr std::size_t k_longest_capture = 120;
constexpr std::size_t k_longest_read = 4096;  // masking sees this much of a word

std::string_view verb_of(FileAction::Operation operation) {
  switch (operation) {
    case FileAction::Operation::add:
      return "adds";
    case FileAction::Operation::update:
      return "writes";
    case FileAction::Operation::remove:
      return "removes";
    case FileAction::Operation::move:
      return "moves";
  }
  return "";
}

}  // namespace

std::string printable(std::string_view text, std::size_t limit) {
  const std::string clean = to_valid_utf8(text.substr(0, k_longest_read));
  std::string plain;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const std::string_view rest = std::string_view(clean).substr(i);
    if (rest.starts_with("\xC2\xA0")) {  // the canonical form's blank inside a word
      plain += ' ';
      i += 1;
    } else if (rest.starts_with("\xE2\x80\xA8")) {  // and its newline
      plain += ' ';
      i += 2;
    } else if (rest.size() > 1 && rest[0] == '\xC2' && static_cast<unsigned char>(rest[1]) < 0xA0) {
      i += 1;  // C1 controls
    } else {
      const auto byte = static_cast<unsigned char>(clean[i]);
      plain += byte < 0x20 || byte == 0x7F ? ' ' : clean[i];
    }
  }
  return shorten(mask_secrets(plain), limit);
}

std::string show_command(const SimpleCommand& command) {
  std::string line;
  for (const Word& word : command.argv) {
    if (line.size() > k_longest_read) break;
    const std::string text = word.text.substr(0, k_longest_read);
    if (!line.empty()) line += ' ';
    line += word.known() ? shell_quote(text) : text;
  }
  return printable(line, k_longest_seen);
}

std::string show_file(const FileAction& file) {
  return printable(file.channel + " " + std::string(verb_of(file.operation)) + " " + file.path.text,
                   k_longest_seen);
}

std::string show_tool(const ToolAction& tool) {
  std::string line = tool.name;
  for (const Leaf& leaf : tool.leaves) {
    if (line.size() > k_longest_seen) break;
    line += (line.size() == tool.name.size() ? " " : ", ") + leaf.path + "=" +
            shorten(leaf.text, k_longest_read);
  }
  return printable(line, k_longest_seen);
}

std::string fill_in(std::string_view reason, const Captures& captures) {
  std::string filled;
  while (!reason.empty()) {
    const std::size_t open = reason.find('{');
    const std::size_t close = open == std::string_view::npos ? open : reason.find('}', open);
    if (close == std::string_view::npos) break;
    filled += reason.substr(0, open);
    const auto capture = captures.find(reason.substr(open + 1, close - open - 1));
    if (capture == captures.end()) {
      filled += reason[open];  // no placeholder of ours
      reason.remove_prefix(open + 1);
      continue;
    }
    const std::string value = printable(capture->second, k_longest_capture);
    filled += value.empty() ? "(none)" : value;
    reason.remove_prefix(close + 1);
  }
  filled += reason;
  return filled;
}

}  // namespace interlock
