#include "lib/action/interpreter_table.h"

#include <algorithm>
#include <string>
#include <vector>

#include "lib/action/interpreters.h"

namespace interlock {
namespace {

using Name = std::string_view;
using Names = std::span<const Name>;
using enum InterpreterRow::Bare;

constexpr Name k_usual[] = {"--help", "--version"};
constexpr Name k_node_code[] = {"--eval", "--print"};
constexpr Name k_node_values[] = {"--compiler-options",
                                  "--conditions",
                                  "--env-file",
                                  "--experimental-loader",
                                  "--import",
                                  "--input-type",
                                  "--loader",
                                  "--project",
                                  "--require",
                                  "--test-concurrency",
                                  "--test-name-pattern",
                                  "--test-reporter",
                                  "--test-reporter-destination",
                                  "--test-shard",
                                  "--test-skip-pattern",
                                  "--test-timeout",
                                  "--title",
                                  "--tsconfig",
                                  "--watch-path"};
constexpr Name k_node_harmless[] = {"--build-snapshot", "--check", "--help",
                                    "--prof-process",   "--run",   "--v8-options",
                                    "--version"};
constexpr Name k_runner_values[] = {"--cache-directory",
                                    "--compiler",
                                    "--compiler-options",
                                    "--conditions",
                                    "--config",
                                    "--config-file",
                                    "--cwd",
                                    "--debounce",
                                    "--dir",
                                    "--env-file",
                                    "--env-name",
                                    "--exclude",
                                    "--extensions",
                                    "--ignore",
                                    "--ignore-watch",
                                    "--import",
                                    "--include",
                                    "--interval",
                                    "--loader",
                                    "--mode",
                                    "--only",
                                    "--plugins",
                                    "--presets",
                                    "--project",
                                    "--require",
                                    "--root",
                                    "--root-mode",
                                    "--tsconfig"};
constexpr Name k_python_values[] = {"--check-hash-based-pycs"};
constexpr Name k_python_harmless[] = {"--help", "--help-all", "--help-env", "--help-xoptions",
                                      "--version"};
constexpr Name k_ruby_values[] = {"--dump", "--encoding", "--external-encoding",
                                  "--internal-encoding"};
constexpr Name k_ruby_harmless[] = {"--copyright", "--dump", "--help", "--version"};
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
// Compiles a file of TypeScript or newer JavaScript and runs it, some again at each change.
constexpr InterpreterRow runner(Name name, Name value_letters = "rCOPD",
                                InterpreterRow::Bare bare = nothing) {
  return {.program = name,
          .language = "node",
          .code_letters = "ep",
          .value_letters = value_letters,
          .harmless_letters = "vh",
          .code_long = k_node_code,
          .value_long = k_runner_values,
          .harmless_long = k_usual,
          .bare = bare};
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
    runner("babel-node", "rxoiwb", reads_input),
    runner("esno", "rC", reads_input),
    runner("esr"),
    runner("esrun"),
    runner("jiti"),
    runner("sucrase-node", "r", reads_input),
    runner("swc-node", "rP", reads_input),
    runner("ts-node", "rPCOD", reads_input),
    runner("ts-node-dev"),
    runner("ts-node-esm", "rPCOD", reads_input),
    runner("ts-node-script", "rPCOD", reads_input),
    runner("tsnd"),
    runner("tsx", "rC", reads_input),
    runner("vite-node", "rcm"),
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

bool has(Name letters, char letter) { return letters.find(letter) != Name::npos; }

}  // namespace

const InterpreterRow* find_interpreter_row(Name program) {
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
