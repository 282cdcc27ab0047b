// sed runs commands: `e text`, `e` alone and the flag e of s/../../. And emacs, whose Lisp starts
// programs, and nu. All are read only as far as that needs.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One script of sed, from left to right. It stops where it does not understand: what follows would
// only be guessed.
class SedScript {
 public:
  explicit SedScript(const Word& script) : script_(script), text_(script.text) {}

  std::vector<Word> read() {
    while (skip_blanks() && skip_addresses() && read_command()) {
    }
    return std::move(commands_);
  }

 private:
  bool more() const { return at_ < text_.size(); }

  bool skip_blanks() {
    while (more() &&
           (is_space(text_[at_]) || text_[at_] == ';' || text_[at_] == '{' || text_[at_] == '}'))
      ++at_;
    return more();
  }

  // Behind the delimiter that ends here; false when there is none.
  bool skip_to(char delimiter) {
    for (; more(); ++at_) {
      if (text_[at_] == '\\')
        ++at_;
      else if (text_[at_] == delimiter)
        return ++at_, true;
    }
    return false;
  }

  bool skip_addresses() {
    while (more()) {
      const char c = text_[at_];
      if (is_digit(c) || is_space(c) || std::string_view("$,+~!").find(c) != std::string::npos) {
        ++at_;
      } else if (c == '/' || (c == '\\' && at_ + 1 < text_.size())) {
        const char delimiter = c == '/' ? '/' : text_[++at_];
        ++at_;
        if (!skip_to(delimiter)) return false;
        while (more() && (text_[at_] == 'I' || text_[at_] == 'M')) ++at_;
      } else {
        return true;
      }
    }
    return false;
  }

  std::size_t line_end() const { return std::min(text_.find('\n', at_), text_.size()); }

  bool read_command() {
    const char name = text_[at_++];
    switch (name) {
      case '{':
      case '}':
      case ';':
        return true;
      case 'e': {
        const std::size_t end = line_end();
        while (at_ < end && is_space(text_[at_])) ++at_;
        Word command = script_.substr(at_, end - at_);
        if (trim(command.text).empty() || trim(command.text) == "}")
          command = Word::unknown("<pattern space>");
        commands_.push_back(std::move(command));
        at_ = end;
        return true;
      }
      case 's':
        return read_substitution();
      case 'y':
        return more() && skip_to(text_[at_++]) && skip_to(text_[at_ - 1]);
      case 'a':
      case 'i':
      case 'c':
        while (more() && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2 : 1;
        return true;
      case 'r':
      case 'R':
      case 'w':
      case 'W':
      case '#':
        at_ = line_end();
        return true;
      case ':':
      case 'b':
      case 't':
      case 'T':
        at_ = std::min(text_.find_first_of("\n;}", at_), text_.size());
        return true;
      default:
        if (std::string_view("dDgGhHlnNpPqQxz=F").find(name) == std::string_view::npos)
          return false;
        while (more() && (is_digit(text_[at_]) || text_[at_] == ' ')) ++at_;
        return true;
    }
  }

  bool read_substitution() {
    if (!more()) return false;
    const char delimiter = text_[at_++];
    if (!skip_to(delimiter)) return false;
    const std::size_t begin = at_;
    if (!skip_to(delimiter)) return false;
    const std::size_t end = at_ - 1;
    bool runs = false;
    for (; more() && std::string_view("\n;}").find(text_[at_]) == std::string_view::npos; ++at_) {
      const char flag = text_[at_];
      if (flag == 'w') {
        at_ = line_end();
        break;
      }
      if (flag == 'e') runs = true;
      if (!is_digit(flag) && std::string_view("egpiImM \t").find(flag) == std::string_view::npos)
        return false;
    }
    if (runs) commands_.push_back(replacement(begin, end, delimiter));
    return true;
  }

  // What is put in; the matched text and its groups are not known.
  Word replacement(std::size_t begin, std::size_t end, char delimiter) const {
    Word made;
    std::size_t from = begin;
    const auto take = [&](std::size_t to) {
      if (to > from) made.append(script_.substr(from, to - from));
    };
    for (std::size_t at = begin; at < end; ++at) {
      if (text_[at] == '&') {
        take(at);
        made.append(Word::unknown("&", true));
        from = at + 1;
      } else if (text_[at] == '\\' && at + 1 < end) {
        take(at);
        const char next = text_[++at];
        if (is_digit(next))
          made.append(Word::unknown(std::string{'\\', next}, true));
        else if (next == 'n')
          made.append(Word("\n"));
        else if (next == '&' || next == '\\' || next == delimiter || next == '\n')
          made.append(Word(std::string(1, next)));
        else
          made.append(Word(std::string{'\\', next}));
        from = at + 1;
      }
    }
    take(end);
    return made;
  }

  const Word& script_;
  const std::string& text_;
  std::vector<Word> commands_;
  std::size_t at_ = 0;
};

// The string literals of a Lisp form, up to its closing bracket.
std::vector<Word> literals(const Word& form, std::size_t at) {
  std::vector<Word> found;
  const std::string& text = form.text;
  for (int depth = 1; at < text.size() && depth > 0; ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')') --depth;
    if (text[at] != '"') continue;
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
    end = std::min(end, text.size());
    Word literal = form.substr(at + 1, end - at - 1);
    found.push_back(replace_all(literal, "\\\"", Word("\"")));
    at = end;
  }
  return found;
}

void read_lisp(const WrapperLine& line, const Word& form, Carry& out) {
  struct Form {
    std::string_view name;
    bool is_shell;
    std::size_t skip;  // literals before the program
  };
  constexpr Form k_forms[] = {
      {"(async-shell-command", true, 0}, {"(call-process", false, 0}, {"(compile", true, 0},
      {"(make-process", false, 0},       {"(process-file", false, 0}, {"(process-lines", false, 0},
      {"(shell-command", true, 0},       {"(start-process", false, 1}};
  for (const Form& known : k_forms) {
    for (std::size_t at = form.text.find(known.name); at != std::string::npos;
         at = form.text.find(known.name, at + 1)) {
      std::vector<Word> words = literals(form, at + known.name.size());
      if (words.size() <= known.skip) continue;
      Carried carried = line.base;
      carried.certain = false;
      words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(known.skip));
      if (known.is_shell)
        add_text(std::move(carried), words.front(), {}, "emacs --eval", out);
      else
        add_new_words(std::move(carried), std::move(words), out);
    }
  }
}

}  // namespace

std::vector<Word> commands_of_sed(const Word& script) { return SedScript(script).read(); }

void carry_sed(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  Carried carried = line.base;
  carried.certain = false;
  const auto add = [&](const Word& script) {
    Carried text = carried;
    text.own_input = true;
    for (Word& command : commands_of_sed(script))
      add_text(text, std::move(command), {}, "sed e", out);
  };
  bool given = false;
  for (const SeenOption& option : whole.options) {
    if ((option.role != 'e' && option.role != 'f') || !option.value) continue;
    given = true;
    if (option.role == 'e') {
      add(*option.value);
    } else {
      carried.kind = Carried::Kind::sed_script;
      carried.text = *option.value;
      out.push_back(carried);
    }
  }
  if (!given && !whole.operands.empty()) add(whole.operands.front().word);
}

void carry_emacs(const WrapperLine& line, Carry& out) {
  for (std::size_t at = 0; at < line.words.size(); ++at) {
    const std::string& text = line.words[at].text;
    for (const std::string_view option : {"--eval=", "--execute="})
      if (text.starts_with(option)) read_lisp(line, line.words[at].substr(option.size()), out);
    if ((text == "--eval" || text == "-eval" || text == "--execute" || text == "-e") &&
        at + 1 < line.words.size())
      read_lisp(line, line.words[++at], out);
  }
}

// nu -c text: `^psql` is the program psql.
void carry_nu(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  for (const SeenOption& option : whole.options) {
    if (option.role != role::text || !option.value) continue;
    Word text;
    std::size_t from = 0;
    for (std::size_t at = option.value->text.find('^'); at != std::string::npos;
         at = option.value->text.find('^', at + 1)) {
      const bool begins =
          at == 0 ||
          std::string_view(" \t\n;|({").find(option.value->text[at - 1]) != std::string::npos;
      if (!begins) continue;
      text.append(option.value->substr(from, at - from));
      from = at + 1;
    }
    text.append(option.value->substr(from));
    add_text(line.base, std::move(text), {}, line.base.via, out);
  }
}

}  // namespace interlock
