#include "lib/action/interpreters.h"

#include <algorithm>
#include <span>

#include "lib/action/interpreter_table.h"
#include "lib/base/text.h"
#include "lib/shell/descriptors.h"

namespace interlock {
namespace {

using Name = std::string_view;
using Names = std::span<const Name>;
using enum InterpreterRow::Bare;

bool has(Name letters, char letter) { return letters.find(letter) != Name::npos; }
bool has(Names names, Name name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class InterpreterReader {
 public:
  InterpreterReader(const InterpreterRow& row, std::span<const Word> words)
      : row_(row), words_(words) {
    call_.language = std::string(row.language);
  }

  InterpreterCall read() {
    if (row_.bare == verbs) return read_verbs();
    read_options();
    take_operands();
    if (!variables_.empty())
      for (InterpreterCall::Code& code : call_.code) {
        Word whole(variables_);
        code.text = whole.append(code.text);
      }
    call_.files.insert(call_.files.end(), preloaded_.begin(), preloaded_.end());
    return std::move(call_);
  }

 private:
  void read_options() {
    while (at_ < words_.size()) {
      const Word& word = words_[at_];
      const std::string& text = word.text;
      if (word.has_hole_in(0, 1) || text.size() < 2 || text[0] != '-') return;
      ++at_;
      if (text == "--") return;
      if (text[1] == '-')
        read_long(word);
      else if (!read_letters(word))
        return;
      if (ended_) return;
    }
  }

  void take_code(const Word* attached, const std::string& from) {
    if (attached != nullptr)
      call_.code.push_back({*attached, from});
    else if (at_ < words_.size())
      call_.code.push_back({words_[at_++], from});
    if (row_.stops) ended_ = true;
  }

  void take_file(const Word* attached) {
    from_option_ = true;
    if (attached != nullptr)
      take_file_or_input(*attached);
    else if (at_ < words_.size())
      take_file_or_input(words_[at_++]);
  }

  void take_file_or_input(const Word& file) {
    if (file.known() && (file.text == "-" || named_descriptor(file.text) == 0))
      call_.reads_input = true;
    else
      call_.files.push_back(file);
  }

  void read_long(const Word& word) {
    const std::size_t equals = word.text.find('=');
    const std::string name = word.text.substr(0, equals);
    Word value;
    const Word* attached = nullptr;
    if (equals != std::string::npos) {
      value = word.substr(equals + 1);
      attached = &value;
    }
    if (has(row_.harmless_long, name)) call_.is_harmless = true;
    if (row_.language == "node" && name == "--test") tests_ = true;
    if (has(row_.code_long, name)) return take_code(attached, name);
    if (has(row_.file_long, name)) return take_file(attached);
    if (!has(row_.value_long, name)) return;
    if (attached == nullptr && at_ < words_.size()) value = words_[at_];
    if (attached == nullptr) ++at_;
    if (row_.language == "awk" && name == "--assign") take_variable(value);
    if (row_.language == "node" && (name == "--require" || name == "--import"))
      take_preloaded(value);
  }

  // awk -v name=value: as if the program began with it.
  void take_variable(const Word& word) {
    const std::size_t equals = word.text.find('=');
    if (equals == std::string::npos || word.has_hole_in(0, equals)) return;
    variables_ += word.text.substr(0, equals) + " = \"";
    for (const char c : word.text.substr(equals + 1)) {
      if (c == '"') variables_ += '\\';
      variables_ += c;
    }
    variables_ += "\"\n";
  }

  // node -r ./file.js: it runs before the rest. A name without a path is a package's.
  void take_preloaded(Word word) {
    if (!word.text.starts_with('.') && !word.text.starts_with('/')) return;
    if (row_.language == "ruby" && !word.text.ends_with(".rb")) word.append(".rb");
    preloaded_.push_back(std::move(word));
  }

  // perl -MIPC::Run=run: as if the program began with `use IPC::Run`. With a back end of the
  // compiler (-MO=Deparse) it is not run.
  void take_use(const std::string& module) {
    if (module.starts_with("O=")) call_.is_harmless = true;
    variables_ += "use " + module.substr(0, module.find('=')) + ";\n";
  }

  // One word of letters; false when what follows is no option.
  bool read_letters(const Word& word) {
    const std::string& text = word.text;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const char letter = text[i];
      const bool more = i + 1 < text.size();
      Word rest = word.substr(i + 1);
      if (row_.language == "node" && letter == 'p' && more && text[i + 1] == 'e')
        continue;  // -pe CODE
      if (row_.program == "python" || row_.program == "pypy" || row_.program == "pythonw") {
        if (letter == 'm') {  // a module: a tool that it names is the shell room's work
          ended_ = module_ = true;
          if (more)
            call_.module = rest;
          else if (at_ < words_.size())
            call_.module = words_[at_];
          return true;
        }
      }
      if (has(row_.prompt_letters, letter)) call_.is_interactive = true;
      if (has(row_.verbose_letters, letter)) verbose_ = true;
      if (has(row_.harmless_letters, letter)) {
        call_.is_harmless = true;
      } else if (has(row_.code_letters, letter)) {
        take_code(more ? &rest : nullptr, std::string{'-', letter});
        return true;
      } else if (has(row_.file_letters, letter)) {
        take_file(more ? &rest : nullptr);
        return true;
      } else if (has(row_.attached_letters, letter)) {
        if (letter == 'i') in_place_ = true;
        if (row_.language == "perl" && (letter == 'M' || letter == 'm')) take_use(rest.text);
        return true;
      } else if (has(row_.number_letters, letter)) {
        while (i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') ++i;
      } else if (has(row_.value_letters, letter)) {
        if (row_.language == "php" && letter == 'S') call_.is_harmless = true;  // a web server
        if (!more && at_ < words_.size()) rest = words_[at_];
        if (!more) ++at_;
        if (row_.language == "awk" && letter == 'v') take_variable(rest);
        if ((row_.language == "node" || row_.language == "ruby") && letter == 'r')
          take_preloaded(rest);
        return true;
      }
    }
    return true;
  }

  void take_operands() {
    if (module_) return;
    std::vector<Word> operands;
    if (at_ < words_.size())
      operands.assign(words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.end());
    const bool has_code = !call_.code.empty() || from_option_;
    if (in_place_) call_.edited = operands;
    if (row_.bare == code_operand) {
      if (!has_code && !operands.empty()) call_.code.push_back({operands.front(), "the program"});
      return;
    }
    const bool lua_script = row_.language == "lua" && !operands.empty();
    if (has_code && !lua_script) {
      call_.arguments = operands;
      return;
    }
    if (tests_) {  // node --test a.js b.js: each in a process of its own
      call_.files = operands;
      return;
    }
    if (operands.empty()) {
      call_.reads_input = row_.bare == InterpreterRow::Bare::reads_input && !verbose_;
      return;
    }
    if (row_.program != "irb" && row_.program != "iex" && row_.program != "erl")
      take_file_or_input(operands.front());
    else
      call_.reads_input = true;
    call_.arguments.assign(operands.begin() + 1, operands.end());
  }

  // bun and deno: eval CODE, run FILE, repl, or a file straight away.
  InterpreterCall read_verbs() {
    read_options();
    if (!call_.code.empty()) {
      take_arguments();
      return std::move(call_);
    }
    if (at_ >= words_.size()) {
      call_.reads_input = row_.program == "deno";  // bare bun prints its help
      return std::move(call_);
    }
    const std::string verb = words_[at_].text;
    if (verb == "repl") {
      const std::string help = at_ + 1 < words_.size() ? words_[at_ + 1].text : "";
      call_.reads_input = help != "--help" && help != "-h";
    } else if (verb == "eval" || verb == "run") {
      for (++at_; at_ < words_.size(); ++at_) {
        const Word& word = words_[at_];
        if (word.text == "-" && verb == "run") {
          call_.reads_input = true;
          break;
        }
        if (word.text.starts_with('-') && !word.has_hole_in(0, 1)) continue;
        if (verb == "eval")
          call_.code.push_back({word, "eval"});
        else if (is_script(word))
          call_.files.push_back(word);
        ++at_;
        take_arguments();
        break;
      }
    } else if (verb == "-") {
      call_.reads_input = true;
    } else if (is_script(words_[at_])) {
      call_.files.push_back(words_[at_]);
    }
    return std::move(call_);
  }

  void take_arguments() {
    if (at_ < words_.size())
      call_.arguments.assign(words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.end());
  }

  static bool is_script(const Word& word) {
    for (const Name ending : {".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx"})
      if (word.text.ends_with(ending)) return true;
    return false;
  }

  const InterpreterRow& row_;
  std::span<const Word> words_;
  std::size_t at_ = 0;
  bool ended_ = false, module_ = false, in_place_ = false, from_option_ = false, verbose_ = false;
  bool tests_ = false;
  std::string variables_;
  std::vector<Word> preloaded_;
  InterpreterCall call_;
};

}  // namespace

std::string_view interpreter_language(std::string_view program) {
  const InterpreterRow* row = find_interpreter_row(program);
  return row == nullptr ? Name() : row->language;
}

std::optional<InterpreterCall> read_interpreter(const SimpleCommand& command) {
  const std::string_view program = known_base_name(command.argv.front());
  const InterpreterRow* row = program.empty() ? nullptr : find_interpreter_row(program);
  if (row == nullptr) return std::nullopt;
  return InterpreterReader(*row, std::span(command.argv).subspan(1)).read();
}

}  // namespace interlock
