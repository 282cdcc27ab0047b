// Code among the arguments of a tool.
#include <algorithm>
#include <array>

#include "lib/action/builder.h"
#include "lib/action/tool_words.h"
#include "lib/action/tools.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Name = std::string_view;

constexpr std::array<Name, 7> k_code_arguments = {"cellcode", "cellsource", "code",  "pythoncode",
                                                  "script",   "snippet",    "source"};

// "!ls", "files = !ls", "%system ls" -> "ls"; nothing for a line of Python.
std::string line_of_shell(Name line) {
  for (const Name sign : {"%sx ", "%system ", "!!", "!"})
    if (line.starts_with(sign)) return std::string(line.substr(sign.size()));
  const std::size_t equals = line.find("= !");
  const bool assigns = equals != Name::npos && equals > 0 && line.find_first_of("('\"#") > equals;
  return assigns ? std::string(line.substr(equals + 3)) : "";
}

bool is_shell_cell(Name head) {
  for (const Name magic :
       {"%%bash", "%%sh", "%%system", "%%!", "%%sx", "%%script bash", "%%script sh"})
    if (head == magic || (head.starts_with(magic) && head[magic.size()] == ' ')) return true;
  return false;
}

}  // namespace

bool is_code_argument(Name name) { return is_one_of(name, k_code_arguments); }

std::string language_of_tool(const Call& call, const std::vector<std::string>& words) {
  std::vector<std::string> hints = words;
  for (const Leaf& leaf : call.leaves) {
    const std::string name = argument_name(leaf.path);
    if (name == "language" || name == "lang" || name == "runtime" || name == "kernel")
      for (std::string& word : words_of_name(leaf.text)) hints.push_back(std::move(word));
  }
  constexpr std::array<Name, 8> python = {"python",   "python3", "ipython", "jupyter",
                                          "notebook", "py",      "django",  "flask"};
  constexpr std::array<Name, 8> node = {"node",       "nodejs", "javascript", "js",
                                        "typescript", "ts",     "deno",       "bun"};
  constexpr std::array<Name, 4> ruby = {"ruby", "rails", "irb", "rb"};
  constexpr std::array<Name, 4> php = {"php", "laravel", "artisan", "tinker"};
  if (has_any(hints, python)) return "python";
  if (has_any(hints, node)) return "node";
  if (has_any(hints, ruby)) return "ruby";
  if (has_any(hints, php)) return "php";
  return "";
}

// Notebooks and IPython take lines for the shell and for a database between those of Python.
void act_on_cell(Builder& builder, const std::string& language, const std::string& text,
                 const std::string& channel) {
  const bool may_hold = text.find('!') != std::string::npos || text.find('%') != std::string::npos;
  if (language != "python" || !may_hold) return builder.add_code(language, Word(text), channel, -1);
  SqlSource source;
  source.channel = channel;
  const std::string_view cell = trim(text);
  const std::size_t first = std::min(cell.find('\n'), cell.size());
  const Name head = trim(cell.substr(0, first));
  const std::string rest(cell.substr(first));
  if (is_shell_cell(head)) return builder.run_shell(rest, -1, channel, false);
  if (head == "%%sql" || head.starts_with("%%sql ")) return builder.add_sql(Word(rest), source);
  std::string code;
  for (const Name line : split(text, '\n')) {
    const Name bare = trim(line);
    const std::string command = line_of_shell(bare);
    if (!command.empty())
      builder.run_shell(command, -1, channel, false);
    else if (bare.starts_with("%sql "))
      builder.add_sql(Word(std::string(bare.substr(5))), source);
    else
      (code += line) += '\n';
  }
  builder.add_code(language, Word(code), channel, -1);
}

}  // namespace interlock
