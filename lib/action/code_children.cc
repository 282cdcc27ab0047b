// Command lines that code starts, as the shell would be given them.
#include "lib/action/builder.h"
#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {

std::vector<Word> words_of(const std::vector<CodeValue>& items) {
  std::vector<Word> words;
  for (const CodeValue& item : items) {
    if (item.kind == CodeValue::Kind::list) {  // [*args, "x"]
      for (Word& word : words_of(item.items)) words.push_back(std::move(word));
    } else {
      words.push_back(item.text);
    }
    if (words.size() > 4096) break;
  }
  return words;
}

std::string shell_text_of(const Word& word) {
  if (word.known()) return word.text;
  std::string text;
  std::size_t at = 0;
  for (const Hole& hole : word.holes) {
    text.append(word.text, at, hole.begin - at);
    text += "${" + fill_holes(word.substr(hole.begin, hole.end - hole.begin), "unknown_") + '}';
    at = hole.end;
  }
  return text.append(word.text, at);
}

void CodeScanner::add_child(std::string line, const std::vector<CodeArgument>& arguments,
                            const std::string& via) {
  constexpr std::size_t k_max_line = 1u << 19;
  if (line.size() > k_max_line) {
    findings_.too_much = true;
    return;
  }
  for (const std::string_view key : {"input", "stdin_data", "stdin"}) {
    const CodeValue* input = option_of(arguments, key);
    if (input == nullptr || is_one_hole(input->text) || input->text.text.empty()) continue;
    if (input->kind == CodeValue::Kind::file)
      line = "{ " + line + "\n} < " + command_line_of({input->text});
    else if (input->is_text() && key != "stdin")
      line = "{ " + line + "\n} <<< " + command_line_of({input->text});
  }
  if (trim(line).empty()) return;
  std::vector<std::string> lines = place_.lines_there(line, arguments);
  if (lines.empty()) findings_.too_much = true;
  for (std::string& one : lines) {
    if (one.size() > k_max_line)
      findings_.too_much = true;
    else if (seen_.insert("$" + one).second)
      findings_.children.push_back({std::move(one), via});
  }
}

void CodeScanner::add_child_words(const std::vector<CodeValue>& items,
                                  const std::vector<CodeArgument>& arguments,
                                  const std::string& via) {
  const std::vector<Word> words = words_of(items);
  if (!words.empty()) add_child(command_line_of(words), arguments, via);
}

// Its lines are commands. Of a manifest they are parts, which are not taken out here.
void CodeScanner::add_child_file(const CodeValue& file, const std::vector<CodeArgument>& arguments,
                                 const std::string& via) {
  if (file.text.known() && !file.text.text.ends_with(".json") && !is_input_name(file.text.text))
    add_child("sh " + command_line_of({file.text}), arguments, via);
}

// awk: print x | "cmd", "cmd" | getline
void CodeScanner::look_at_pipe(std::size_t i) {
  if (values_.is(i + 1, "getline")) {
    std::size_t begin = i;
    while (begin > 0 &&
           (values_.is_kind(begin - 1, Kind::string) || values_.is_kind(begin - 1, Kind::name)) &&
           !values_.is(begin - 1, "while") && i - begin < 40)
      --begin;
    if (begin < i) add_child(shell_text_of(values_.evaluate(begin, i).text), {}, "getline");
    return;
  }
  std::size_t at = i + 1;
  const CodeValue command = values_.evaluate(at, std::max(at, values_.statement_end(at)));
  if (command.is_text()) {
    // What is printed before the bar is what the command reads.
    std::size_t begin = i;
    while (begin > 0 && !values_.is_kind(begin - 1, Kind::newline) &&
           !values_.is(begin - 1, "print") && !values_.is(begin - 1, "{") &&
           !values_.is(begin - 1, ";") && i - begin < 40)
      --begin;
    const CodeValue printed = values_.evaluate(begin, i);
    std::vector<CodeArgument> arguments;
    if (printed.is_text() && !is_one_hole(printed.text))
      arguments.push_back({"input", printed, {}, 0, 0});
    add_child(shell_text_of(command.text), arguments, "a pipe");
  }
}

}  // namespace interlock
