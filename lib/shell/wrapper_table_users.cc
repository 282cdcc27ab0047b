// Programs that start a shell for another user or in another place, and env, whose -S rewrites its
// own line.
#include <algorithm>

#include "lib/shell/wrapper_table_parts.h"

namespace interlock {

void carry_env(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    const auto split =
        std::find_if(reading.options.begin(), reading.options.end(), [](const SeenOption& option) {
          return option.role == role::stops || (option.role == 'S' && option.value);
        });
    if (split == reading.options.end()) {
      if (!reading.rest.empty()) add_words(line, carried_by(line, reading), reading.rest, out);
      continue;
    }
    if (split->role == role::stops) continue;
    // The words of the text take the option's place, and env reads on from there.
    bool fails = false;
    std::vector<Word> words = split_words(*split->value, true, &fails);
    words.insert(words.end(), line.words.begin() + static_cast<std::ptrdiff_t>(split->end),
                 line.words.end());
    Carried base = with_options(line.base, std::span(reading.options.begin(), split));
    const auto before = read_until_command(line.row, line.words.first(split->index));
    base.certain = base.certain && !fails && before.size() == 1 && before.front().certain;
    return open_row(line, "env", words, std::move(base), out);
  }
}

void carry_su(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  std::vector<Word> words;  // user and what the shell gets
  for (const WholeLine::Operand& operand : whole.operands)
    if (operand.word.text != "-") words.push_back(operand.word);
  if (whole.dashes)
    words.insert(words.end(), line.words.begin() + static_cast<std::ptrdiff_t>(*whole.dashes) + 1,
                 line.words.end());
  if (!words.empty()) words.erase(words.begin());
  const Carried carried = with_options(line.base, whole.options);
  const Word* shell = whole.value('S');
  const bool plain = shell == nullptr || is_shell_name(known_base_name(*shell));
  const Word* text = whole.value(role::text);
  if (text != nullptr && plain) return add_text(carried, *text, words, line.base.via + " -c", out);
  if (words.empty() && plain && text == nullptr) return add_shell(line, carried, out);
  std::vector<Word> inner = {shell != nullptr ? *shell : Word("bash")};
  if (text != nullptr) inner.insert(inner.end(), {Word("-c"), *text});
  inner.insert(inner.end(), words.begin(), words.end());
  add_new_words(carried, std::move(inner), out);
}

void carry_runuser(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (!reading.has('u')) continue;
    Carried carried = carried_by(line, reading);
    add_words(line, std::move(carried), reading.rest, out);
  }
  if (out.empty()) carry_su(line, out);
}

void carry_busybox(const WrapperLine& line, Carry& out) {
  if (line.words.empty() || is_dashed(line.words.front())) return;
  add_words(line, line.base, line.words, out);
}

void carry_capsh(const WrapperLine& line, Carry& out) {
  const auto dashes = std::find_if(line.words.begin(), line.words.end(), [](const Word& word) {
    return word.text == "--" || word.text == "==";
  });
  if (dashes == line.words.end()) return;
  std::vector<Word> words = {Word(dashes->text == "--" ? "bash" : "capsh")};
  words.insert(words.end(), dashes + 1, line.words.end());
  add_new_words(line.base, std::move(words), out);
}

}  // namespace interlock
