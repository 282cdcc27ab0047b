// Shells: which of their words they take for options, and which for text.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

// Reads a shell's own words. Not in the language of rows: letters may hide among others (-lxc),
// and each `o` in a cluster takes one word behind it.
constexpr std::string_view k_bash_letters = "abcefhiklmnoprstuvxBCDEHIOPT";
constexpr std::string_view k_dash_letters = "abcefilmnopqsuvxCEIV";

// Names of `set -o` that dash knows, and those that bash knows too. Names of shopt are not looked
// at.
bool is_option_of(std::string_view shell, const Word& word) {
  constexpr std::string_view k_dash =
      " errexit noglob ignoreeof monitor noexec xtrace verbose vi emacs noclobber allexport notify"
      " nounset privileged nolog ";
  constexpr std::string_view k_bash =
      " braceexpand errtrace functrace hashall histexpand history interactive-comments keyword "
      "onecmd"
      " physical pipefail posix ";
  if (!word.known()) return false;
  const std::string name = ' ' + word.text + ' ';
  if (k_dash.find(name) != std::string_view::npos) return true;
  const bool is_dash = shell == "sh" || shell == "dash";
  return !is_dash && (shell != "bash" || k_bash.find(name) != std::string_view::npos);
}

class ShellReader {
 public:
  ShellReader(const WrapperLine& line, Carry& out) : line_(line), words_(line.words), out_(out) {
    const std::string_view program = known_base_name(line.command.argv.front());
    bash_like_ = is_shell_name(line.row.name);
    name_ = line.depth == 0 && !program.empty() ? program : line.row.name;
  }

  void read() {
    std::size_t at = 0;
    for (; at < words_.size(); ++at) {
      const Word& word = words_[at];
      if (begins_with_hole(word)) {
        if (guess_hole(at)) continue;
        break;
      }
      const std::string& text = word.text;
      if (text == "-" || text == "--") {
        ++at;
        break;
      }
      if (text.size() < 2 || (text[0] != '-' && text[0] != '+')) break;
      const std::string_view name = long_name(text);
      if (name == "help" || name == "version" || name == "pretty-print" ||
          name.starts_with("dump-"))
        return;
      if (is_long(name)) {
        if (is_refused(text, name)) certain_ = false;
        read_long(name, at);
      } else {
        has_letters_ = true;
        read_letters(word, at);
      }
    }
    finish(at);
  }

 private:
  static std::string_view long_name(std::string_view text) {
    text.remove_prefix(text.starts_with("--") ? 2 : 1);
    return text.substr(0, text.find('='));
  }

  bool is_dash() const { return line_.row.name == "sh" || line_.row.name == "dash"; }

  // bash takes its long names with one dash or two.
  bool is_long(std::string_view name) const {
    constexpr std::array<std::string_view, 13> k_names = {
        "command",   "debugger",  "emulate", "init-command", "init-file", "login",     "no-config",
        "noediting", "noprofile", "norc",    "posix",        "rcfile",    "restricted"};
    if (name == "verbose" || name == "wordexp") return true;
    return std::find(k_names.begin(), k_names.end(), name) != k_names.end();
  }

  // "invalid option", and nothing runs: where sh is no bash; in bash what only other shells know, a
  // value after =, and a long name behind letters (manual 6.1).
  bool is_refused(std::string_view text, std::string_view name) const {
    if (line_.row.name != "bash") return is_dash();
    constexpr auto k_foreign = std::to_array<std::string_view>(
        {"command", "emulate", "init-command", "no-config", "wordexp"});
    return has_letters_ || text[0] == '+' || text.find('=') != std::string_view::npos ||
           std::ranges::find(k_foreign, name) != k_foreign.end();
  }

  void read_long(std::string_view name, std::size_t& at) {
    const std::size_t equals = words_[at].text.find('=');
    const bool attached = equals != std::string::npos;
    const bool takes = name == "rcfile" || name == "init-file" || name == "emulate" ||
                       name == "command" || name == "init-command";
    if (!takes) return;
    if (!attached && at + 1 >= words_.size()) return;
    const Word value = attached ? words_[at].substr(equals + 1) : words_[++at];
    if (name == "rcfile" || name == "init-file") start_file_ = value;
    if (name == "command") text_ = value;
    if (name == "init-command") emit_text(value, {}, line_.base.certain);
  }

  void read_letters(const Word& word, std::size_t& at) {
    const bool on = word.text[0] == '-';
    if (!word.known()) certain_ = false;
    std::string taken;  // letters whose word stands behind
    for (std::size_t i = 1; i < std::min<std::size_t>(word.text.size(), 64); ++i) {
      switch (word.text[i]) {
        case 'c':
          if (on) wants_text_ = true;
          break;
        case 's':
          if (on) reads_input_ = true;
          break;
        case 'i':
          if (on) interactive_ = true;
          break;
        case 'n':
          no_exec_ = on;
          break;
        case 'D':
          if (on && line_.row.name == "bash") no_exec_ = true;
          break;
        case 'C':
          if (line_.row.name == "fish" && at + 1 < words_.size())
            emit_text(words_[++at], {}, line_.base.certain);
          break;
        case 'o':
        case 'O':
          taken += word.text[i];
          break;
        default:  // "invalid option", and nothing runs
          if ((is_dash() && k_dash_letters.find(word.text[i]) == std::string::npos) ||
              (line_.row.name == "bash" && k_bash_letters.find(word.text[i]) == std::string::npos))
            certain_ = false;
      }
    }
    for (const char letter : taken) {
      if (at + 1 == words_.size()) break;
      const bool dashed = is_dashed(words_[at + 1]);
      if (dashed || (letter == 'o' && !is_option_of(line_.row.name, words_[at + 1])))
        certain_ = false;  // "invalid option name", and nothing runs
      if (dashed) break;
      ++at;
      if (words_[at].text == "noexec") no_exec_ = on;
    }
  }

  // An unknown word among the options. False when it can only be the script's name.
  bool guess_hole(std::size_t at) {
    const Word& word = words_[at];
    const bool path = word.text.find('/', word.holes[0].end) != std::string::npos;
    if (wants_text_ || path || at + 1 >= words_.size() || ++guesses_ > 8) return false;
    Carried script = carried(false);
    script.kind = Carried::Kind::script;
    script.text = word;
    script.words.assign(words_.begin() + static_cast<std::ptrdiff_t>(at) + 1, words_.end());
    out_.push_back(std::move(script));
    const Word& next = words_[at + 1];
    if (next.text.find(' ') != std::string::npos)  // the hole may be -c
      emit_text(next, words_.subspan(at + 2), false);
    certain_ = false;
    return true;
  }

  Carried carried(bool certain) const {
    Carried carried = line_.base;
    carried.certain = line_.base.certain && certain;
    carried.looks_like_bash = bash_like_;
    return carried;
  }

  void emit_text(const Word& text, Words arguments, bool certain) {
    add_text(carried(certain), text, arguments, std::string(name_) + " -c", out_);
  }

  void finish(std::size_t at) {
    if (no_exec_ && !interactive_) return;
    const Words rest = words_.subspan(std::min(at, words_.size()));
    if (start_file_ && (interactive_ || (!wants_text_ && rest.empty()))) {
      Carried file = carried(interactive_);
      file.kind = Carried::Kind::script;
      file.text = *start_file_;
      out_.push_back(std::move(file));
    }
    if (text_) return emit_text(*text_, rest, certain_);
    if (wants_text_) {
      if (!rest.empty()) emit_text(rest.front(), rest.subspan(1), certain_);
      return;
    }
    Carried shell = carried(certain_);
    if (rest.empty() || reads_input_) {
      shell.words.assign(rest.begin(), rest.end());
      return add_shell(line_, std::move(shell), out_);
    }
    shell.kind = Carried::Kind::script;
    shell.text = rest.front();
    shell.words.assign(rest.begin() + 1, rest.end());
    out_.push_back(std::move(shell));
  }

  const WrapperLine& line_;
  Words words_;
  Carry& out_;
  std::string_view name_;
  bool bash_like_ = true;
  bool wants_text_ = false, reads_input_ = false, interactive_ = false, no_exec_ = false;
  bool certain_ = true;
  bool has_letters_ = false;
  int guesses_ = 0;
  std::optional<Word> start_file_, text_;
};

}  // namespace

void carry_shell(const WrapperLine& line, Carry& out) { ShellReader(line, out).read(); }

// pwsh -Command words..., -File path; names in any case, abbreviated.
void carry_powershell(const WrapperLine& line, Carry& out) {
  for (std::size_t at = 0; at < line.words.size(); ++at) {
    const std::string name = to_lower(line.words[at].text);
    if (!name.starts_with('-')) return;
    if (name.starts_with("-e") || name.starts_with("-f") || name.starts_with("-v")) return;
    if (!name.starts_with("-c") || at + 1 >= line.words.size()) continue;
    Carried carried = line.base;
    carried.looks_like_bash = false;
    return add_text(std::move(carried), join_words(line.words.subspan(at + 1)), {}, "pwsh -c", out);
  }
  add_shell(line, line.base, out);
}

}  // namespace interlock
