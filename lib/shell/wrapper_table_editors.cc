// Programs whose own work is another, but which start commands on request: git with its
// configured helpers, editors, pagers, tar, gdb.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

// Texts that are set everywhere to switch a helper off, and run nothing.
bool is_idle(std::string_view text) {
  constexpr std::string_view k_idle[] = {"", ":", "cat", "echo", "false", "none", "true"};
  return std::find(std::begin(k_idle), std::end(k_idle), trim(text)) != std::end(k_idle);
}

void add_helper(const WrapperLine& line, Word text, const std::string& via, Carry& out) {
  if (text.known() && is_idle(text.text)) return;
  Carried carried = line.base;
  carried.certain = false;
  add_text(std::move(carried), std::move(text), {}, via, out);
}

// Helpers named by variables in front of the command or exported before it.
void add_variable_helpers(const WrapperLine& line, std::span<const std::string_view> names,
                          Carry& out) {
  for (const auto* list : {&line.command.assignments, &line.command.exported})
    for (const NamedWord& variable : *list)
      if (std::find(names.begin(), names.end(), variable.name) != names.end())
        add_helper(line, variable.value, line.base.via + " " + variable.name, out);
}

// Does git run the value of this key? Sections in the middle may bear any name.
bool runs_value(std::string_view key) {
  constexpr std::string_view k_keys[] = {"core.alternaterefscommand",
                                         "core.askpass",
                                         "core.editor",
                                         "core.gitproxy",
                                         "core.pager",
                                         "core.sshcommand",
                                         "diff.external",
                                         "gpg.program",
                                         "interactive.difffilter",
                                         "sendemail.cccmd",
                                         "sendemail.tocmd",
                                         "sequence.editor",
                                         "uploadpack.packobjectshook"};
  if (std::find(std::begin(k_keys), std::end(k_keys), key) != std::end(k_keys)) return true;
  struct Between {
    std::string_view begin, end;
  };
  constexpr Between k_between[] = {
      {"browser.", ".cmd"},    {"browser.", ".path"},       {"diff.", ".command"},
      {"diff.", ".textconv"},  {"difftool.", ".cmd"},       {"filter.", ".clean"},
      {"filter.", ".process"}, {"filter.", ".smudge"},      {"gpg.", ".program"},
      {"man.", ".cmd"},        {"merge.", ".driver"},       {"mergetool.", ".cmd"},
      {"pager.", ""},          {"remote.", ".receivepack"}, {"remote.", ".uploadpack"},
      {"trailer.", ".cmd"},    {"trailer.", ".command"}};
  return std::any_of(std::begin(k_between), std::end(k_between), [&](const Between& row) {
    return key.starts_with(row.begin) && key.ends_with(row.end);
  });
}

class Git {
 public:
  Git(const WrapperLine& line, const Reading& reading, Carry& out)
      : line_(line), reading_(reading), base_(carried_by(line, reading)), out_(out) {}

  void run() {
    if (reading_.rest.empty()) return;
    const Word& sub = reading_.rest.front();
    const Words arguments = reading_.rest.subspan(1);
    for (const SeenOption& option : reading_.options)
      if (option.role == 'g' && option.value) read_setting(*option.value, sub.text, arguments);
    for (const Word& word : arguments)
      if (word.text.starts_with("ext::"))
        add_helper(line_, unescaped(word.substr(5)), "git ext::", out_);
    if (!sub.known()) return;
    if (sub.text == "config") return read_config(arguments);
    Carried inner = base_;
    inner.via += ' ' + sub.text;
    open_row(line_, "git " + sub.text, arguments, std::move(inner), out_);
  }

 private:
  // -c key=value; keys are compared without case.
  void read_setting(const Word& setting, const std::string& sub, Words arguments) {
    const std::size_t equals = setting.text.find('=');
    if (equals == std::string::npos || setting.has_hole_in(0, equals)) return;
    const std::string key = to_lower(std::string_view(setting.text).substr(0, equals));
    Word value = setting.substr(equals + 1);
    if (key.starts_with("alias.")) {
      if (key.substr(6) == to_lower(sub)) add_alias(value, sub, arguments);
    } else if (runs_value(key)) {
      add_helper(line_, std::move(value), "git " + key, out_);
    } else if (key == "credential.helper" ||
               (key.starts_with("credential.") && key.ends_with(".helper"))) {
      if (value.text.starts_with('!')) add_helper(line_, value.substr(1), "git " + key, out_);
      if (value.text.starts_with('/')) add_helper(line_, std::move(value), "git " + key, out_);
    } else if (key == "core.fsmonitor" && value.text.find('/') != std::string::npos) {
      add_helper(line_, std::move(value), "git " + key, out_);
    }
  }

  void add_alias(const Word& value, const std::string& sub, Words arguments) {
    Carried carried = base_;
    carried.certain = false;
    if (value.text.starts_with('!')) {
      Word text = value.substr(1);
      if (!arguments.empty()) {
        text.append(Word(" "));
        text.append(quote_words(arguments));
      }
      return add_text(std::move(carried), std::move(text), {}, "git alias", out_);
    }
    std::vector<Word> words = split_words(value);
    if (words.empty() || words.front().text == sub) return;
    words.insert(words.begin(), Word("git"));
    words.insert(words.end(), arguments.begin(), arguments.end());
    add_new_words(std::move(carried), std::move(words), out_);
  }

  // git config alias.NAME '!text' only stores it; the next `git NAME` runs it.
  void read_config(Words arguments) {
    for (std::size_t at = 0; at + 1 < arguments.size(); ++at)
      if (to_lower(arguments[at].text).starts_with("alias.") &&
          arguments[at + 1].text.starts_with('!'))
        add_helper(line_, arguments[at + 1].substr(1), "git alias", out_);
  }

  // ext:: writes a blank inside a word as "% ".
  static Word unescaped(Word word) { return replace_all(word, "% ", Word("\\ ")); }

  const WrapperLine& line_;
  const Reading& reading_;
  Carried base_;
  Carry& out_;
};

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

void carry_git(const WrapperLine& line, Carry& out) {
  constexpr std::string_view k_variables[] = {"EDITOR",
                                              "GIT_ASKPASS",
                                              "GIT_EDITOR",
                                              "GIT_EXTERNAL_DIFF",
                                              "GIT_PAGER",
                                              "GIT_PROXY_COMMAND",
                                              "GIT_SEQUENCE_EDITOR",
                                              "GIT_SSH",
                                              "GIT_SSH_COMMAND",
                                              "PAGER",
                                              "VISUAL"};
  add_variable_helpers(line, k_variables, out);
  for (const Reading& reading : read_until_command(line.row, line.words))
    if (!reading.has(role::stops)) Git(line, reading, out).run();
}

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
