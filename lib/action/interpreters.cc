#include "lib/action/interpreters.h"

#include <algorithm>
#include <span>

#include "lib/base/text.h"

namespace interlock {
namespace {

using Name = std::string_view;
using Names = std::span<const Name>;

struct InterpreterRow {
  Name program;
  Name language;
  Name code_letters = "";      // -c CODE
  Name value_letters = "";     // -W VALUE, attached or next
  Name attached_letters = "";  // -i.bak: the rest of the word, which may be empty
  Name number_letters = "";    // -0777, -l: digits may follow
  Name harmless_letters = "";
  Name file_letters = "";     // -f FILE of code
  Name prompt_letters = "";   // -i, -a
  Name verbose_letters = "";  // -v: prints the version, and that is all when nothing else is given
  Names code_long = {};
  Names value_long = {};
  Names file_long = {};
  Names harmless_long = {};
  enum class Bare { reads_input, nothing, code_operand, verbs } bare = Bare::reads_input;
  bool stops = false;  // after -c the rest are arguments
};

using enum InterpreterRow::Bare;

constexpr Name k_usual[] = {"--help", "--version"};
constexpr Name k_node_code[] = {"--eval", "--print"};
constexpr Name k_node_values[] = {"--conditions", "--env-file",        "--experimental-loader",
                                  "--import",     "--input-type",      "--loader",
                                  "--require",    "--title",           "--tsconfig",
                                  "--project",    "--compiler-options"};
constexpr Name k_node_harmless[] = {"--build-snapshot", "--check",  "--help",
                                    "--prof-process",   "--run",    "--test",
                                    "--v8-options",     "--version"};
constexpr Name k_python_values[] = {"--check-hash-based-pycs"};
constexpr Name k_python_harmless[] = {"--help", "--help-all", "--help-env", "--help-xoptions",
                                      "--version"};
constexpr Name k_ruby_values[] = {"--encoding", "--external-encoding", "--internal-encoding"};
constexpr Name k_ruby_harmless[] = {"--copyright", "--help", "--version"};
constexpr Name k_php_code[] = {"--run", "--process-begin", "--process-code", "--process-end"};
constexpr Name k_php_values[] = {"--define", "--docroot", "--php-ini", "--server",
                                 "--zend-extension"};
constexpr Name k_php_files[] = {"--file", "--process-file"};
constexpr Name k_php_harmless[] = {
    "--help", "--info",  "--ini",          "--modules",          "--rc",     "--re", "--rf", "--ri",
    "--rz",   "--strip", "--syntax-check", "--syntax-highlight", "--version"};
constexpr Name k_awk_code[] = {"--source"};
constexpr Name k_awk_values[] = {"--assign", "--field-separator", "--include", "--load"};
constexpr Name k_awk_files[] = {"--exec", "--file"};
constexpr Name k_r_files[] = {"--file"};
constexpr Name k_julia_code[] = {"--eval", "--print"};
constexpr Name k_julia_values[] = {"--project", "--threads", "--sysimage"};
constexpr Name k_julia_files[] = {"--load"};
constexpr Name k_elixir_code[] = {"--eval", "--rpc-eval"};
constexpr Name k_execute[] = {"--execute"};

constexpr InterpreterRow k_python{.program = "python",
                                  .language = "python",
                                  .code_letters = "c",
                                  .value_letters = "WXQ",
                                  .harmless_letters = "Vh?",
                                  .prompt_letters = "i",
                                  .value_long = k_python_values,
                                  .harmless_long = k_python_harmless,
                                  .stops = true};
constexpr InterpreterRow k_node{.program = "node",
                                .language = "node",
                                .code_letters = "ep",
                                .value_letters = "rCP",
                                .harmless_letters = "vhc",
                                .prompt_letters = "i",
                                .code_long = k_node_code,
                                .value_long = k_node_values,
                                .harmless_long = k_node_harmless};
constexpr InterpreterRow k_perl{.program = "perl",
                                .language = "perl",
                                .code_letters = "eE",
                                .value_letters = "I",
                                .attached_letters = "iMmxCDFVd",
                                .number_letters = "0l",
                                .harmless_letters = "vhc",
                                .harmless_long = k_usual};
constexpr InterpreterRow k_ruby{.program = "ruby",
                                .language = "ruby",
                                .code_letters = "e",
                                .value_letters = "CEIr",
                                .attached_letters = "iFxTWK",
                                .number_letters = "0",
                                .harmless_letters = "hc",
                                .verbose_letters = "v",
                                .value_long = k_ruby_values,
                                .harmless_long = k_ruby_harmless};
constexpr InterpreterRow k_awk{.program = "awk",
                               .language = "awk",
                               .code_letters = "e",
                               .value_letters = "Fvil",
                               .harmless_letters = "VhC",
                               .file_letters = "fE",
                               .code_long = k_awk_code,
                               .value_long = k_awk_values,
                               .file_long = k_awk_files,
                               .harmless_long = k_usual,
                               .bare = code_operand};
constexpr InterpreterRow k_tcl{.program = "tclsh", .language = "tcl"};
constexpr InterpreterRow k_lua{.program = "lua",
                               .language = "lua",
                               .code_letters = "e",
                               .value_letters = "l",
                               .prompt_letters = "i",
                               .verbose_letters = "v"};

constexpr InterpreterRow named(Name name, InterpreterRow row) {
  row.program = name;
  return row;
}
constexpr InterpreterRow prompt(Name name, Name language, Name code_letters = "") {
  return {.program = name,
          .language = language,
          .code_letters = code_letters,
          .harmless_letters = "vhV",
          .harmless_long = k_usual};
}

constexpr InterpreterRow k_interpreters[] = {
    {.program = "R",
     .language = "r",
     .code_letters = "e",
     .value_letters = "g",
     .file_letters = "f",
     .file_long = k_r_files,
     .harmless_long = k_usual},
    {.program = "Rscript",
     .language = "r",
     .code_letters = "e",
     .harmless_long = k_usual,
     .bare = nothing},
    k_awk,
    prompt("bpython", "python", "c"),
    {.program = "bun",
     .language = "node",
     .code_letters = "ep",
     .value_letters = "r",
     .harmless_letters = "vh",
     .code_long = k_node_code,
     .value_long = k_node_values,
     .harmless_long = k_usual,
     .bare = verbs},
    prompt("clj", "clojure", "e"),
    prompt("clojure", "clojure", "e"),
    {.program = "deno",
     .language = "node",
     .harmless_letters = "Vh",
     .harmless_long = k_usual,
     .bare = verbs},
    {.program = "elixir",
     .language = "elixir",
     .code_letters = "e",
     .value_letters = "rS",
     .harmless_letters = "v",
     .code_long = k_elixir_code,
     .harmless_long = k_usual,
     .bare = nothing},
    prompt("erl", "erlang"),
    {.program = "expect",
     .language = "tcl",
     .code_letters = "c",
     .value_letters = "D",
     .harmless_letters = "v",
     .file_letters = "fb",
     .prompt_letters = "i"},
    named("gawk", k_awk),
    prompt("ghci", "haskell", "e"),
    prompt("groovysh", "groovy", "e"),
    {.program = "groovy",
     .language = "groovy",
     .code_letters = "e",
     .value_letters = "cDl",
     .harmless_letters = "vh",
     .harmless_long = k_usual,
     .bare = nothing},
    prompt("guile", "scheme", "c"),
    {.program = "iex",
     .language = "elixir",
     .code_letters = "e",
     .value_letters = "rS",
     .harmless_letters = "vh",
     .code_long = k_elixir_code,
     .harmless_long = k_usual},
    prompt("ipython", "python", "c"),
    prompt("irb", "ruby"),
    prompt("jshell", "java"),
    {.program = "julia",
     .language = "julia",
     .code_letters = "eE",
     .value_letters = "pJtC",
     .harmless_letters = "vh",
     .file_letters = "L",
     .prompt_letters = "i",
     .code_long = k_julia_code,
     .value_long = k_julia_values,
     .file_long = k_julia_files,
     .harmless_long = k_usual},
    k_lua,
    named("luajit", k_lua),
    named("mawk", k_awk),
    named("micropython", k_python),
    named("nawk", k_awk),
    k_node,
    named("nodejs", k_node),
    prompt("ocaml", "ocaml", "e"),
    named("original-awk", k_awk),
    named("jruby", k_ruby),
    k_perl,
    {.program = "php",
     .language = "php",
     .code_letters = "rBRE",
     .value_letters = "cdgtzS",
     .harmless_letters = "vimhlsw",
     .file_letters = "fF",
     .prompt_letters = "a",
     .code_long = k_php_code,
     .value_long = k_php_values,
     .file_long = k_php_files,
     .harmless_long = k_php_harmless},
    {.program = "pry",
     .language = "ruby",
     .code_letters = "e",
     .value_letters = "rI",
     .harmless_letters = "vh",
     .code_long = k_execute,
     .harmless_long = k_usual},
    prompt("psysh", "php"),
    prompt("ptpython", "python"),
    named("pypy", k_python),
    k_python,
    named("pythonw", k_python),
    prompt("racket", "scheme", "e"),
    k_ruby,
    prompt("sbcl", "lisp"),
    prompt("scala", "scala", "e"),
    k_tcl,
    {.program = "ts-node",
     .language = "node",
     .code_letters = "ep",
     .value_letters = "rPCOD",
     .harmless_letters = "vh",
     .code_long = k_node_code,
     .value_long = k_node_values,
     .harmless_long = k_usual},
    {.program = "tsx",
     .language = "node",
     .code_letters = "ep",
     .value_letters = "rC",
     .harmless_letters = "vh",
     .code_long = k_node_code,
     .value_long = k_node_values,
     .harmless_long = k_usual},
    prompt("utop", "ocaml"),
    prompt("raku", "raku", "e"),
    named("wish", k_tcl),
    {.program = "zx",
     .language = "node",
     .code_letters = "e",
     .harmless_letters = "vh",
     .code_long = k_node_code,
     .value_long = k_node_values,
     .harmless_long = k_usual,
     .bare = reads_input},
};

const InterpreterRow* find_row(Name program) {
  if (program.ends_with(".exe")) program.remove_suffix(4);
  const auto find = [](Name name) -> const InterpreterRow* {
    for (const InterpreterRow& row : k_interpreters)
      if (row.program == name) return &row;
    return nullptr;
  };
  if (const InterpreterRow* row = find(program)) return row;
  const std::size_t end = program.find_last_not_of("0123456789.-");  // python3.11, lua5.4, php8.2
  if (end == Name::npos || end + 1 == program.size()) return nullptr;
  return find(program.substr(0, end + 1));
}

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
    if (attached != nullptr)
      call_.files.push_back(*attached);
    else if (at_ < words_.size())
      call_.files.push_back(words_[at_++]);
    from_option_ = true;
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
  void take_preloaded(const Word& word) {
    if (word.text.starts_with('.') || word.text.starts_with('/')) preloaded_.push_back(word);
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
        if (letter == 'm') {  // a module: what it runs is the shell room's work
          ended_ = module_ = true;
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
        return true;
      } else if (has(row_.number_letters, letter)) {
        while (i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') ++i;
      } else if (has(row_.value_letters, letter)) {
        if (row_.language == "php" && letter == 'S') call_.is_harmless = true;  // a web server
        if (!more && at_ < words_.size()) rest = words_[at_];
        if (!more) ++at_;
        if (row_.language == "awk" && letter == 'v') take_variable(rest);
        if (row_.language == "node" && letter == 'r') take_preloaded(rest);
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
    if (operands.empty()) {
      call_.reads_input = row_.bare == InterpreterRow::Bare::reads_input && !verbose_;
      return;
    }
    if (operands.front().known() &&
        (operands.front().text == "-" || operands.front().text == "/dev/stdin" ||
         operands.front().text == "/dev/fd/0"))
      call_.reads_input = true;
    else if (row_.program != "irb" && row_.program != "iex" && row_.program != "erl")
      call_.files.push_back(operands.front());
    else
      call_.reads_input = true;
    call_.arguments.assign(operands.begin() + 1, operands.end());
  }

  // bun and deno: eval CODE, run FILE, repl, or a file straight away.
  InterpreterCall read_verbs() {
    read_options();
    if (!call_.code.empty()) return std::move(call_);
    if (at_ >= words_.size()) {
      call_.reads_input = row_.program == "deno";  // bare bun prints its help
      return std::move(call_);
    }
    const std::string verb = words_[at_].text;
    if (verb == "repl") {
      call_.reads_input = true;
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
        break;
      }
    } else if (verb == "-") {
      call_.reads_input = true;
    } else if (is_script(words_[at_])) {
      call_.files.push_back(words_[at_]);
    }
    return std::move(call_);
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
  std::string variables_;
  std::vector<Word> preloaded_;
  InterpreterCall call_;
};

}  // namespace

std::string_view interpreter_language(std::string_view program) {
  const InterpreterRow* row = find_row(program);
  return row == nullptr ? Name() : row->language;
}

std::optional<InterpreterCall> read_interpreter(const SimpleCommand& command) {
  const std::string_view program = known_base_name(command.argv.front());
  const InterpreterRow* row = program.empty() ? nullptr : find_row(program);
  if (row == nullptr) return std::nullopt;
  return InterpreterReader(*row, std::span(command.argv).subspan(1)).read();
}

std::vector<std::string> check_interpreter_table() {
  std::vector<std::string> complaints;
  for (const InterpreterRow& row : k_interpreters) {
    const auto same =
        std::count_if(std::begin(k_interpreters), std::end(k_interpreters),
                      [&](const InterpreterRow& one) { return one.program == row.program; });
    if (same != 1) complaints.push_back(std::string(row.program) + ": twice");
    for (const char letter : row.code_letters)
      if (has(row.value_letters, letter) || has(row.file_letters, letter) ||
          has(row.attached_letters, letter))
        complaints.push_back(std::string(row.program) + ": -" + letter + " is two things");
  }
  return complaints;
}

}  // namespace interlock
