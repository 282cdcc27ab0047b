// Tcl and expect: commands of words, where {..} is literal, [..] a command and $x a
// variable. What `exec`, `open |`, `spawn` and `system` start is found.
#include <algorithm>
#include <map>

#include "lib/action/builder.h"
#include "lib/action/code_scan.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr int k_max_depth = 12;
constexpr std::size_t k_max_commands = 20'000;

struct TclWord {
  Word text;
  bool braced = false;
};

// Commands whose braced words are scripts.
bool runs_scripts(std::string_view name) {
  for (const std::string_view one :
       {"after",        "catch",         "dict",   "else",    "elseif", "eval",    "expect",
        "expect_after", "expect_before", "for",    "foreach", "if",     "lmap",    "namespace",
        "on",           "proc",          "switch", "trap",    "try",    "uplevel", "while",
        "finally",      "interact"})
    if (name == one) return true;
  return false;
}

class TclScanner {
 public:
  explicit TclScanner(CodeFindings& findings) : findings_(findings) {}

  void scan(std::string_view text, int depth) {
    if (depth > k_max_depth) {
      findings_.too_much = true;
      return;
    }
    std::size_t at = 0;
    while (at < text.size() && commands_ < k_max_commands) {
      const char c = text[at];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ';') {
        ++at;
      } else if (c == '#') {
        at = std::min(text.find('\n', at), text.size());
      } else {
        std::vector<TclWord> words;
        read_command(text, at, words, depth);
        ++commands_;
        if (!words.empty()) act(words, depth);
      }
    }
    if (commands_ >= k_max_commands) findings_.too_much = true;
  }

 private:
  static std::size_t close_of(std::string_view text, std::size_t at, char open, char close) {
    int depth = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == open)
        ++depth;
      else if (text[i] == close && --depth == 0)
        return i;
    }
    return text.size();
  }

  void read_command(std::string_view text, std::size_t& at, std::vector<TclWord>& words,
                    int depth) {
    while (at < text.size() && text[at] != '\n' && text[at] != ';') {
      if (text[at] == ' ' || text[at] == '\t' || text[at] == '\r') {
        ++at;
        continue;
      }
      if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '\n') {
        at += 2;
        continue;
      }
      TclWord word;
      if (text[at] == '{') {
        const std::size_t end = close_of(text, at, '{', '}');
        word.text = Word(text.substr(at + 1, end - at - 1));
        word.braced = true;
        at = std::min(end + 1, text.size());
      } else if (text[at] == '"') {
        ++at;
        read_part(text, at, word.text, true, depth);
      } else {
        read_part(text, at, word.text, false, depth);
      }
      words.push_back(std::move(word));
    }
    if (at < text.size()) ++at;
  }

  // A quoted or bare word, with what stands in it.
  void read_part(std::string_view text, std::size_t& at, Word& out, bool quoted, int depth) {
    while (at < text.size()) {
      const char c = text[at];
      if (quoted ? c == '"' : c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '\r') break;
      if (c == '\\' && at + 1 < text.size()) {
        const char next = text[at + 1];
        out.text += next == 'n'    ? '\n'
                    : next == 't'  ? '\t'
                    : next == 'r'  ? '\r'
                    : next == '\n' ? ' '
                                   : next;
        at += 2;
      } else if (c == '[') {
        const std::size_t end = close_of(text, at, '[', ']');
        const std::string_view inner = text.substr(at + 1, end - at - 1);
        scan(inner, depth + 1);
        out.append(
            Word::unknown(shorten(text.substr(at, std::min<std::size_t>(end + 1 - at, 80)), 60)));
        at = std::min(end + 1, text.size());
      } else if (c == '$') {
        std::size_t end = at + 1;
        std::string name;
        if (end < text.size() && text[end] == '{') {
          const std::size_t close = std::min(text.find('}', end), text.size());
          name = std::string(text.substr(end + 1, close - end - 1));
          end = std::min(close + 1, text.size());
        } else {
          while (end < text.size() &&
                 (text[end] == '_' || text[end] == ':' || (text[end] >= '0' && text[end] <= '9') ||
                  ((text[end] | 32) >= 'a' && (text[end] | 32) <= 'z')))
            ++end;
          name = std::string(text.substr(at + 1, end - at - 1));
        }
        const auto known = variables_.find(name);
        if (known != variables_.end() && known->second.text.size() < 4096)
          out.append(known->second);
        else if (name.empty())
          out.text += '$';
        else
          out.append(Word::unknown('$' + shorten(name, 40)));
        at = std::max(end, at + 1);
      } else {
        out.text += c;
        ++at;
      }
    }
    if (quoted && at < text.size()) ++at;
  }

  void act(std::vector<TclWord>& words, int depth) {
    std::string name = words[0].text.known() ? words[0].text.text : "";
    if (name.starts_with("::")) name = name.substr(2);
    if (name == "set" && words.size() == 3 && variables_.size() < 2000) {
      variables_[words[1].text.text] = words[2].text;
    } else if (name == "exec" || name == "spawn" || name == "system") {
      act_exec(words, name);
    } else if (name == "open" && words.size() > 1 && words[1].text.text.starts_with('|')) {
      add(shell_text_of(words[1].text.substr(1)), "open");
    } else {
      act_sql(words, name);
    }
    if (runs_scripts(name) || name == "}")
      for (std::size_t i = 1; i < words.size(); ++i)
        if (words[i].braced) scan(words[i].text.text, depth + 1);
  }

  void act_exec(const std::vector<TclWord>& words, const std::string& name) {
    std::string line;
    bool options = true;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const Word& word = words[i].text;
      if (options && word.known() && word.text.starts_with('-')) {
        if (word.text == "--") options = false;
        continue;
      }
      options = false;
      if (!line.empty()) line += ' ';
      const std::string& text = word.text;
      if (name == "system") {
        line += shell_text_of(word);
      } else if (text == "|" || text == "<" || text == ">" || text == "2>" || text == ">>" ||
                 text == "|&") {
        line += text;
      } else if (text == "<<") {
        line += "<<<";
      } else if (text.starts_with("2>@") || text.starts_with("<@") || text.starts_with(">@")) {
        continue;
      } else if (text.starts_with("<<") && text.size() > 2) {
        line += "<<< " + command_line_of({word.substr(2)});
      } else if (text.starts_with('<') || text.starts_with('>')) {
        line += text[0] + command_line_of({word.substr(1)});
      } else {
        line += command_line_of({word});
      }
    }
    add(std::move(line), name);
  }

  // db eval {..}, $db execute "..", pg_exec $c "..", send "..\r" of expect
  void act_sql(const std::vector<TclWord>& words, const std::string& name) {
    if (words.size() < 2) return;
    const std::string& second = words[1].text.text;
    const bool runs = name == "send" || name == "pg_exec" || name == "mysqlexec" ||
                      name == "mysql::exec" || name == "pg_execute" || name == "tdbc" ||
                      second == "eval" || second == "exec" || second == "execute" ||
                      second == "allrows" || second == "prepare" || second == "onecolumn";
    if (!runs || name == "namespace") return;
    for (std::size_t i = 1; i < words.size(); ++i)
      if (!is_one_hole(words[i].text) && looks_like_sql(fill_holes(words[i].text, "_")))
        findings_.sql.push_back({words[i].text, name.empty() ? second : name});
  }

  void add(std::string line, const std::string& via) {
    if (!trim(line).empty()) findings_.children.push_back({std::move(line), via});
  }

  CodeFindings& findings_;
  std::map<std::string, Word> variables_;
  std::size_t commands_ = 0;
};

}  // namespace

CodeFindings scan_tcl(std::string_view text) {
  CodeFindings findings;
  findings.skeleton = lex_code(text, Language::other).skeleton;
  TclScanner(findings).scan(text, 0);
  return findings;
}

}  // namespace interlock
