// Programs that keep another one running, or start it again at each change of a file.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

constexpr std::size_t k_most_programs = 64;  // of one line of pm2: each copies the arguments

// By the ending of a file's name, what pm2 runs it with.
std::string_view interpreter_of_file(std::string_view name) {
  struct Row {
    std::string_view ending, program;
  };
  constexpr Row k_rows[] = {{".cjs", "node"}, {".js", "node"},    {".mjs", "node"}, {".php", "php"},
                            {".pl", "perl"},  {".py", "python3"}, {".rb", "ruby"},  {".sh", "bash"},
                            {".ts", "tsx"},   {".tsx", "tsx"}};
  for (const Row& row : k_rows)
    if (name.ends_with(row.ending)) return row.program;
  return {};
}

}  // namespace

// nodemon app.js is node app.js, again and again; nodemon -x 'tsx --inspect' app.ts likewise.
void carry_nodemon(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    Carried carried = carried_by(line, reading);
    if (const Word* program = reading.value(role::text)) {
      Word text = *program;
      if (!reading.rest.empty()) text.append(Word(" ")).append(quote_words(reading.rest));
      add_text(std::move(carried), std::move(text), {}, line.base.via, out);
    } else if (!reading.rest.empty()) {
      std::vector<Word> words = {Word("node")};
      words.insert(words.end(), reading.rest.begin(), reading.rest.end());
      add_new_words(std::move(carried), std::move(words), out);
    }
  }
}

// pm2 start FILE.. | PROGRAM | 'shell text', each with what stands behind `--`
void carry_pm2(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  const Carried carried = with_options(line.base, whole.options);
  Words arguments;
  if (whole.dashes) arguments = line.words.subspan(*whole.dashes + 1);
  const Word* interpreter = whole.value('x');
  std::size_t left = k_most_programs;
  for (const WholeLine::Operand& operand : whole.operands) {
    if (left-- == 0) return add_new_words(carried, {Word::unknown("...")}, out);
    const Word& file = operand.word;
    if (operand.index == 0 && file.text == "start") continue;  // pm2-runtime start app.js
    if (file.text.find(' ') != std::string::npos) {
      add_text(carried, file, {}, line.base.via, out);
      continue;
    }
    const std::string_view by_name = interpreter_of_file(known_base_name(file));
    std::vector<Word> words;
    if (interpreter != nullptr && interpreter->text != "none")
      words.push_back(*interpreter);
    else if (interpreter == nullptr && !by_name.empty())
      words.emplace_back(by_name);
    words.push_back(file);
    words.insert(words.end(), arguments.begin(), arguments.end());
    add_new_words(carried, std::move(words), out);
  }
}

}  // namespace interlock
