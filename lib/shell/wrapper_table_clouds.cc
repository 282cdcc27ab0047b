// Command lines that a cloud's or a fleet's own program takes to other machines.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

// The texts of a JSON list ["a","b"], or of a list without brackets; nothing when it is neither.
std::vector<Word> listed_texts(const Word& list) {
  std::vector<Word> texts;
  Word text;
  bool inside = false;
  for (std::size_t at = 0; at < list.text.size(); ++at) {
    const char c = list.text[at];
    if (c == '"' && !list.has_hole_in(at, at + 1)) {
      if (inside) texts.push_back(std::move(text));
      text = Word();
      inside = !inside;
    } else if (inside && c == '\\' && at + 1 < list.text.size()) {
      ++at;
      text.append(list.text[at] == 'n' ? Word("\n") : list.substr(at, 1));
    } else if (inside) {
      text.append(list.substr(at, 1));
    }
  }
  return texts;
}

}  // namespace

// gcloud compute ssh VM [--command text] [-- ARGUMENTS OF SSH]; words behind ssh's own options run
// there.
void carry_cloud_ssh(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  add_option_texts(line, whole.options, out);
  if (whole.has(role::text)) return;
  std::vector<Word> words = {Word("host")};
  if (whole.dashes)
    words.insert(words.end(), line.words.begin() + static_cast<std::ptrdiff_t>(*whole.dashes) + 1,
                 line.words.end());
  open_row(line, "ssh", words, with_options(line.base, whole.options), out);
}

// --parameters 'commands=["text"]', commands=text, or the same as a JSON object.
void carry_ssm(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  const Word* parameters = whole.value('P');
  if (parameters == nullptr) {
    if ((line.row.flags & flag::door) != 0) add_shell(line, line.base, out);
    return;
  }
  const std::size_t key = parameters->text.find("command");
  if (key == std::string::npos) return;
  const std::size_t begin = parameters->text.find_first_of("=:", key);
  if (begin == std::string::npos) return;
  const Word value = parameters->substr(begin + 1);
  std::vector<Word> texts = listed_texts(value);
  if (texts.empty()) texts.push_back(value);
  Carried carried = line.base;
  carried.own_input = true;
  for (Word& text : texts) add_text(carried, std::move(text), {}, line.base.via, out);
}

// fab -H host -- words; what stands before `--` names tasks.
void carry_fab(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops) || !whole.dashes) return;
  const auto rest = line.words.subspan(*whole.dashes + 1);
  if (!rest.empty()) add_text(line.base, join_words(rest), {}, line.base.via, out);
}

// salt TARGET cmd.run 'text'
void carry_salt(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  const std::size_t function = line.row.operands.size();
  if (whole.operands.size() < function + 2) return;
  const std::string& name = whole.operands[function].word.text;
  if (!name.starts_with("cmd.")) return;
  Word text = whole.operands[function + 1].word;
  if (text.text.starts_with("cmd=")) text = text.substr(4);
  Carried carried = line.base;
  carried.own_input = true;
  add_text(std::move(carried), std::move(text), {}, line.base.via + ' ' + name, out);
}

}  // namespace interlock
