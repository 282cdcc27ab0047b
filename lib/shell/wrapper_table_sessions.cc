// Terminal multiplexers, which start a shell or type into one, and runners of named targets.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

struct TmuxAlias {
  std::string_view alias;
  std::string_view name;
};

// Those that are not a prefix of the name.
constexpr TmuxAlias k_tmux_aliases[] = {
    {"attach", "attach-session"}, {"if", "if-shell"},
    {"new", "new-session"},       {"neww", "new-window"},
    {"pipep", "pipe-pane"},       {"popup", "display-popup"},
    {"respawnp", "respawn-pane"}, {"respawnw", "respawn-window"},
    {"run", "run-shell"},         {"send", "send-keys"},
    {"splitw", "split-window"}};

// The row of a command of tmux, which may be abbreviated.
const WrapperRow* find_tmux_row(std::string_view name) {
  for (const TmuxAlias& row : k_tmux_aliases)
    if (row.alias == name) return find_wrapper_row("tmux " + std::string(row.name));
  if (name.size() < 3 || name == "display") return nullptr;  // that is display-message
  const std::string prefix = "tmux " + std::string(name);
  for (const WrapperRow& row : wrapper_rows())
    if (row.name.starts_with(prefix)) return &row;
  return nullptr;
}

// Keys by name, as far as they matter to what a shell reads.
std::string_view key_text(std::string_view key) {
  for (const std::string_view name : {"Enter", "KPEnter", "C-m", "C-M", "C-j", "^M"})
    if (key == name) return "\n";
  if (key == "Space") return " ";
  if (key == "Tab") return "\t";
  return {};
}

bool is_control_key(std::string_view key) {
  return (key.size() > 2 && (key[0] == 'C' || key[0] == 'M' || key[0] == 'S') && key[1] == '-') ||
         key == "Escape" || key == "BSpace" || key == "Up" || key == "Down";
}

// Typed text ends lines as a terminal writes them: ^M, \n, \r, \015.
Word typed(const Word& word) {
  Word text = word;
  for (const char* line_end : {"^M", "\\015", "\\012", "\\n", "\\r", "\r"})
    text = replace_all(text, line_end, Word("\n"));
  return text;
}

void add_target(Carried carried, Word target, Words arguments, Carry& out) {
  carried.kind = Carried::Kind::make_target;
  carried.text = std::move(target);
  carried.words.assign(arguments.begin(), arguments.end());
  out.push_back(std::move(carried));
}

// NAME=value, NAME:=value, NAME+=value
bool add_variable(std::vector<NamedWord>& variables, const Word& word) {
  if (is_dashed(word) || !add_assignment(variables, word)) return false;
  std::string& name = variables.back().name;
  while (!name.empty() && std::string_view(":+?!").find(name.back()) != std::string_view::npos)
    name.pop_back();
  return true;
}

// make --eval text: its recipe lines, and what $(shell ..) runs while make reads it.
void add_makefile_text(const Carried& base, const Word& text, Carry& out) {
  for (const Word& line : split_at(text, '\n', 1'000)) {
    Carried carried = base;
    carried.certain = false;
    const std::size_t call = line.text.find("$(shell ");
    const std::size_t colon = line.text.find(':');
    const std::size_t recipe = line.text.starts_with('\t')  ? 1
                               : colon == std::string::npos ? std::string::npos
                                                            : line.text.find(';', colon);
    if (call != std::string::npos)
      add_text(carried, line.substr(call + 8, line.text.rfind(')') - call - 8), {}, "make --eval",
               out);
    else if (recipe != std::string::npos)
      if (const std::size_t begin = line.text.find_first_not_of(" \t;@+-", recipe);
          begin != std::string::npos)
        add_text(carried, line.substr(begin), {}, "make --eval", out);
  }
}

}  // namespace

// tmux [options] command words [; command words]
void carry_tmux(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    if (reading.has(role::text)) return add_option_texts(line, reading.options, out);
    if (reading.rest.empty()) {
      add_shell(line, line.base, out);
      continue;
    }
    std::vector<Word> words(reading.rest.begin(), reading.rest.end());
    for (std::size_t begin = 0; begin < words.size();) {
      std::size_t end = begin;
      while (end < words.size() && words[end].text != ";" &&
             !(words[end].text.ends_with(';') && !words[end].text.ends_with("\\;")))
        ++end;
      std::size_t next = end + 1;
      if (end < words.size() && words[end].text.size() > 1) {
        words[end] = words[end].substr(0, words[end].text.size() - 1);
        ++end;
        next = end;
      }
      if (begin < end && words[begin].known()) {
        if (const WrapperRow* row = find_tmux_row(words[begin].text)) {
          Carried inner = line.base;
          inner.certain = inner.certain && reading.certain;
          inner.via += ' ' + std::string(row->name.substr(5));
          open_row(line, row->name, Words(words).subspan(begin + 1, end - begin - 1), inner, out);
        }
      }
      begin = next;
    }
  }
}

// new-window [options] text | program words
void carry_pane(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    Carried carried = carried_by(line, reading);
    carried.own_input = true;
    if (reading.rest.size() == 1)
      add_text(std::move(carried), reading.rest.front(), {}, line.base.via, out);
    else if (!reading.rest.empty())
      add_words(line, std::move(carried), reading.rest, out);
    else if (!reading.has('D') && (line.row.flags & flag::door) != 0)
      add_shell(line, std::move(carried), out);
  }
}

// send-keys 'psql -c x' Enter: typed into whatever runs there, a shell as a rule.
void carry_keys(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty()) continue;
    Word text;
    for (const Word& word : reading.rest) {
      const std::string_view key = reading.has('L') ? std::string_view() : key_text(word.text);
      if (!key.empty())
        text.append(Word(key));
      else if (reading.has('L') || !is_control_key(word.text))
        text.append(typed(word));
    }
    Carried carried = carried_by(line, reading);
    carried.certain = false;
    carried.own_input = true;
    add_text(std::move(carried), std::move(text), {}, line.base.via, out);
  }
}

// if-shell text then-command [else-command]; the commands are tmux's
void carry_if_shell(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty()) continue;
    if (!reading.has('F'))
      add_text(carried_by(line, reading), reading.rest.front(), {}, line.base.via, out);
    for (const Word& command : reading.rest.subspan(1)) {
      std::vector<Word> words = split_words(command);
      words.insert(words.begin(), Word("tmux"));
      Carried carried = carried_by(line, reading);
      carried.certain = false;
      add_new_words(std::move(carried), std::move(words), out);
    }
  }
}

void carry_screen(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    Carried carried = carried_by(line, reading);
    carried.own_input = true;
    const Words rest = reading.rest;
    if (!reading.has('X')) {
      if (!rest.empty() || !(reading.has('D') && reading.has('M')))
        rest.empty() ? add_shell(line, carried, out) : add_words(line, carried, rest, out);
      continue;
    }
    if (rest.size() < 2) continue;
    carried.certain = false;
    if (rest[0].text == "stuff")
      add_text(std::move(carried), typed(join_words(rest.subspan(1))), {}, "screen -X stuff", out);
    else if (rest[0].text == "exec" || rest[0].text == "screen")
      add_words(line, std::move(carried), rest.subspan(1), out);
  }
}

// xterm -e program words, gnome-terminal -- program words; a single word is shell text.
void carry_terminal(const WrapperLine& line, Carry& out) {
  for (std::size_t at = 0; at + 1 < line.words.size(); ++at) {
    const std::string& text = line.words[at].text;
    if (text != "-e" && text != "-x" && text != "--" && text != "--execute" && text != "--command")
      continue;
    const Words rest = line.words.subspan(at + 1);
    Carried carried = line.base;
    carried.own_input = true;
    if (rest.front().text.find(' ') != std::string::npos)
      add_text(std::move(carried), rest.front(), {}, line.base.via, out);
    else
      add_words(line, std::move(carried), rest, out);
    return;
  }
}

void carry_make(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  Carried carried = with_options(line.base, whole.options);
  if (const Word* file = whole.value('f')) carried.file = *file;
  for (const SeenOption& option : whole.options)
    if (option.role == 'E' && option.value) add_makefile_text(carried, *option.value, out);
  std::vector<Word> targets;
  const auto read_operand = [&](const Word& word, std::size_t index) {
    // make -j 4: the number belongs to the option before it
    const bool is_number =
        index > 0 && !word.text.empty() && word.text[0] >= '0' && word.text[0] <= '9';
    const std::string before = index > 0 ? line.words[index - 1].text : std::string();
    if (is_number && (before.ends_with('j') || before.ends_with('l')) && before.starts_with('-'))
      return;
    if (is_number && (before == "--jobs" || before == "--load-average")) return;
    if (!add_variable(carried.assignments, word)) targets.push_back(word);
  };
  for (const WholeLine::Operand& operand : whole.operands)
    read_operand(operand.word, operand.index);
  if (whole.dashes)
    for (std::size_t at = *whole.dashes + 1; at < line.words.size(); ++at)
      read_operand(line.words[at], at);
  if (targets.empty()) targets.emplace_back();
  for (const Word& target : targets) add_target(carried, target, {}, out);
}

// A recipe's arguments and further recipes look alike: both readings are given.
void carry_just(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    Carried carried = carried_by(line, reading);
    if (const Word* file = reading.value('f')) carried.file = *file;
    if (reading.has('k')) {
      add_words(line, std::move(carried), reading.rest, out);
      continue;
    }
    if (reading.rest.empty()) {
      add_target(std::move(carried), Word(), {}, out);
      continue;
    }
    add_target(carried, reading.rest.front(), reading.rest.subspan(1), out);
    carried.certain = false;
    const Words more = reading.rest.subspan(1);
    for (std::size_t at = 0; at < std::min<std::size_t>(more.size(), 16); ++at)
      if (!is_dashed(more[at]) && more[at].known() &&
          more[at].text.find_first_of(" =") == std::string::npos)
        add_target(carried, more[at], more.subspan(at + 1), out);
  }
}

// task a b NAME=value -- words
void carry_task(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  Carried carried = with_options(line.base, whole.options);
  if (const Word* file = whole.value('f')) carried.file = *file;
  std::vector<Word> targets;
  for (const WholeLine::Operand& operand : whole.operands)
    if (!add_variable(carried.assignments, operand.word)) targets.push_back(operand.word);
  Words arguments = line.words.subspan(whole.dashes ? *whole.dashes + 1 : line.words.size());
  if (targets.empty()) targets.emplace_back();
  if (targets.size() > 100) arguments = {};  // no line of a person: each target would copy them
  for (const Word& target : targets) add_target(carried, target, arguments, out);
}

// mise run NAME words
void carry_named_task(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops) || reading.rest.empty()) continue;
    add_target(carried_by(line, reading), reading.rest.front(), reading.rest.subspan(1), out);
  }
}

}  // namespace interlock
