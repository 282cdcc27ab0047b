// Programs whose own work is another, but which start commands on request: editors,
// pagers, tar, gdb.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

// One command of ex (vim, ed): what it gives to a shell.
class ExCommand {
 public:
  ExCommand(const WrapperLine& line, Carry& out) : line_(line), out_(out) {}

  void read(const Word& command, int depth = 0) {
    if (depth > 12) return;
    const std::string& text = command.text;
    std::size_t at = text.find_first_not_of(" \t:0123456789,.$%;+-'<>");
    if (at == std::string::npos) return;
    const std::size_t begin = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    const std::string_view name = std::string_view(text).substr(begin, at - begin);
    const std::size_t next = std::min(text.find_first_not_of(" \t", at), text.size());
    const bool bang = next < text.size() && text[next] == '!';
    if (bang && (name.empty() || is_short(name, "r", "read") || is_short(name, "w", "write") ||
                 name == "e"))
      return add_helper(line_, command.substr(next + 1), line_.base.via + " :!", out_);
    if (is_short(name, "sil", "silent") || is_short(name, "noa", "noautocmd") ||
        is_short(name, "verb", "verbose") || is_short(name, "keepj", "keepjumps")) {
      const bool modified = at < text.size() && text[at] == '!';
      return read(command.substr(modified ? at + 1 : at), depth + 1);
    }
    if (is_short(name, "te", "terminal"))
      return add_helper(line_, command.substr(next), line_.base.via + " :term", out_);
    if (is_short(name, "exe", "execute")) {
      if (const Word inner = literal_after(command, at); !inner.text.empty())
        read(inner, depth + 1);
      return;
    }
    for (const std::string_view call :
         {"system(", "systemlist(", "job_start(", "termopen(", "os.execute("})
      if (const std::size_t found = text.find(call); found != std::string::npos)
        if (Word inner = literal_after(command, found + call.size() - 1); !inner.text.empty())
          add_helper(line_, std::move(inner), line_.base.via + " system()", out_);
    if (const std::size_t bar = text.find('|', at); bar != std::string::npos)
      read(command.substr(bar + 1), depth + 1);
  }

  void read_lines(const Word& text) {
    for (const Word& line : split_at(text, '\n', 1'000)) read(line);
  }

 private:
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  // An abbreviation of `whole` at least as long as `shortest`?
  static bool is_short(std::string_view name, std::string_view shortest, std::string_view whole) {
    return name.starts_with(shortest) && whole.starts_with(name);
  }

  static Word literal_after(const Word& command, std::size_t at) {
    const std::size_t begin = command.text.find_first_of("'\"", at);
    if (begin == std::string::npos) return Word();
    const std::size_t end = command.text.find(command.text[begin], begin + 1);
    return command.substr(begin + 1, end == std::string::npos ? end : end - begin - 1);
  }

  const WrapperLine& line_;
  Carry& out_;
};

}  // namespace

void carry_editor(const WrapperLine& line, Carry& out) {
  ExCommand ex(line, out);
  bool reads_input = line.row.name == "ex" || line.row.name == "ed";
  for (std::size_t at = 0; at < line.words.size(); ++at) {
    const std::string& text = line.words[at].text;
    if ((text == "-c" || text == "--cmd" || text == "-sc" || text == "-esc" || text == "-Esc") &&
        at + 1 < line.words.size())
      ex.read(line.words[++at]);
    else if (text.size() > 1 && text[0] == '+')
      ex.read(line.words[at].substr(1));
    else if (text == "-e" || text == "-E" || text == "-es" || text == "-Es")
      reads_input = true;
  }
  if (reads_input && line.command.input.kind == Input::Kind::text)
    ex.read_lines(line.command.input.text);
}

// less '+!text', man -P text, and what LESSOPEN or PAGER name
void carry_pager(const WrapperLine& line, Carry& out) {
  constexpr std::string_view k_variables[] = {"LESSCLOSE", "LESSOPEN"};
  constexpr std::string_view k_pagers[] = {"MANPAGER", "PAGER"};
  const bool is_man = line.row.name == "man";
  const WholeLine whole = read_whole_line(line.row, line.words);
  add_option_texts(line, whole.options, out);
  for (const WholeLine::Operand& operand : whole.operands) {
    const std::string& text = operand.word.text;
    const std::size_t bang = text.find_first_not_of('+');
    if (!is_man && bang != 0 && bang != std::string::npos && text[bang] == '!')
      add_helper(line, operand.word.substr(bang + 1), line.base.via + " +!", out);
  }
  if (is_man) return add_variable_helpers(line, k_pagers, out);
  Carry helpers;
  add_variable_helpers(line, k_variables, helpers);
  for (Carried& helper : helpers) {  // "|text %s" and "||- text %s"
    const std::size_t begin = helper.text.text.find_first_not_of("|- ");
    if (begin != std::string::npos && begin > 0) helper.text = helper.text.substr(begin);
    out.push_back(std::move(helper));
  }
}

void carry_tar(const WrapperLine& line, Carry& out) {
  std::vector<Word> words(line.words.begin(), line.words.end());
  if (!words.empty() && !is_dashed(words.front()) && words.front().known()) {
    // Old style, `tar cIf text file`: letters that take values take the next words in their order.
    std::vector<Word> dashed;
    std::size_t next = 1;
    for (const char letter : words.front().text.substr(0, 32)) {
      dashed.emplace_back(std::string{'-', letter});
      const bool takes = std::string_view("fCITXbgFHKLNV").find(letter) != std::string_view::npos;
      if (takes && next < words.size()) dashed.push_back(words[next++]);
    }
    dashed.insert(dashed.end(), words.begin() + static_cast<std::ptrdiff_t>(next), words.end());
    words = std::move(dashed);
  }
  const WholeLine whole = read_whole_line(line.row, words);
  for (const SeenOption& option : whole.options) {
    if (!option.value) continue;
    if (option.role == role::text) add_helper(line, *option.value, line.base.via, out);
    if (option.role == 'X' && option.value->text.starts_with("exec="))
      add_helper(line, option.value->substr(5), "tar --checkpoint-action", out);
  }
}

// gdb -ex 'shell text', gdb --args program words
void carry_gdb(const WrapperLine& line, Carry& out) {
  for (std::size_t at = 0; at < line.words.size(); ++at) {
    std::string_view name = line.words[at].text;
    if (name.starts_with("--")) name.remove_prefix(1);
    if (name == "-args" || (name == "-" && line.words[at].text == "--")) {
      std::size_t begin = at + 1;
      while (begin < line.words.size() && is_dashed(line.words[begin])) ++begin;
      Carried carried = line.base;
      carried.certain = false;
      return add_words(line, std::move(carried), line.words.subspan(begin), out);
    }
    if ((name != "-ex" && name != "-iex" && name != "-eval-command" && name != "-o") ||
        at + 1 >= line.words.size())
      continue;
    const Word& command = line.words[++at];
    for (const std::string_view prefix : {"shell ", "!", "pipe | ", "platform shell "})
      if (command.text.starts_with(prefix))
        add_helper(line, command.substr(prefix.size()), line.base.via + " -ex", out);
  }
}

}  // namespace interlock
