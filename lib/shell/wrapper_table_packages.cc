// Runners of JavaScript packages and of the scripts in package.json.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

// Sub-commands of pnpm, yarn and bun that start neither a script nor a program of node_modules.
constexpr std::string_view k_own_commands[] = {"add",
                                               "approve-builds",
                                               "audit",
                                               "autoclean",
                                               "bin",
                                               "build-cache",
                                               "c",
                                               "cache",
                                               "cat-file",
                                               "cat-index",
                                               "check",
                                               "completion",
                                               "completions",
                                               "config",
                                               "constraints",
                                               "create",
                                               "dedupe",
                                               "deploy",
                                               "discord",
                                               "doctor",
                                               "env",
                                               "explain",
                                               "fetch",
                                               "find-hash",
                                               "generate-lock-entry",
                                               "getcompletes",
                                               "global",
                                               "help",
                                               "i",
                                               "ignored-builds",
                                               "import",
                                               "in",
                                               "info",
                                               "init",
                                               "install",
                                               "install-test",
                                               "it",
                                               "la",
                                               "licenses",
                                               "link",
                                               "list",
                                               "ll",
                                               "ln",
                                               "login",
                                               "logout",
                                               "ls",
                                               "npm",
                                               "outdated",
                                               "owner",
                                               "pack",
                                               "patch",
                                               "patch-commit",
                                               "patch-remove",
                                               "plugin",
                                               "pm",
                                               "policies",
                                               "prune",
                                               "publish",
                                               "rb",
                                               "rebuild",
                                               "remove",
                                               "repl",
                                               "rm",
                                               "root",
                                               "search",
                                               "self-update",
                                               "server",
                                               "set",
                                               "setup",
                                               "show",
                                               "stage",
                                               "store",
                                               "tag",
                                               "team",
                                               "un",
                                               "uninstall",
                                               "unlink",
                                               "unplug",
                                               "unset",
                                               "up",
                                               "update",
                                               "upgrade",
                                               "upgrade-interactive",
                                               "version",
                                               "versions",
                                               "view",
                                               "whoami",
                                               "why"};

bool is_own_command(std::string_view name) {
  return std::binary_search(std::begin(k_own_commands), std::end(k_own_commands), name);
}

bool is_source_file(std::string_view name) {
  for (const std::string_view end : {".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx"})
    if (name.ends_with(end)) return true;
  return false;
}

void add_script(Carried carried, Word name, Words arguments, Carry& out) {
  carried.kind = Carried::Kind::package_script;
  carried.text = std::move(name);
  carried.words.assign(arguments.begin(), arguments.end());
  out.push_back(std::move(carried));
}

// The row without its fixed script name, which stands in the column of operands.
WrapperRow without_operands(const WrapperRow& row) {
  WrapperRow bare = row;
  bare.operands = "";
  return bare;
}

}  // namespace

void carry_npx(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    if (reading.has(role::text)) return add_option_texts(line, reading.options, out);
    Carried carried = carried_by(line, reading);
    if (reading.rest.empty()) {
      add_shell(line, std::move(carried), out);
      continue;
    }
    std::vector<Word> words(reading.rest.begin(), reading.rest.end());
    words.front() = package_program(words.front());
    add_new_words(std::move(carried), std::move(words), out);
  }
}

// npm reads its own options up to `--`, even behind the package: those never reach the program.
void carry_npm_exec(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  if (whole.has(role::text)) return add_option_texts(line, whole.options, out);
  const Carried carried = with_options(line.base, whole.options);
  std::vector<Word> words;
  for (const WholeLine::Operand& operand : whole.operands) words.push_back(operand.word);
  if (whole.dashes)
    words.insert(words.end(), line.words.begin() + static_cast<std::ptrdiff_t>(*whole.dashes) + 1,
                 line.words.end());
  if (words.empty()) return add_shell(line, carried, out);
  words.front() = package_program(words.front());
  add_new_words(carried, std::move(words), out);
}

// npm run NAME, npm test: likewise, npm keeps the options before `--` for itself.
void carry_npm_script(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  std::vector<Word> words;
  if (!line.row.operands.empty()) words.emplace_back(line.row.operands);
  for (const WholeLine::Operand& operand : whole.operands) words.push_back(operand.word);
  if (words.empty()) return;  // lists the scripts
  if (whole.dashes)
    words.insert(words.end(), line.words.begin() + static_cast<std::ptrdiff_t>(*whole.dashes) + 1,
                 line.words.end());
  Carried carried = with_options(line.base, whole.options);
  for (const SeenOption& option : whole.options)  // --ignore-scripts=false
    if (option.role == 'A') carried.no_hooks = !option.value || option.value->text == "true";
  add_script(std::move(carried), words.front(), Words(words).subspan(1), out);
}

// pnpm run NAME, yarn test: everything behind the name goes to the script.
void carry_script_words(const WrapperLine& line, Carry& out) {
  const WrapperRow bare = without_operands(line.row);
  if (!line.row.operands.empty())
    return add_script(line.base, Word(line.row.operands), line.words, out);
  for (const Reading& reading : read_until_command(bare, line.words))
    if (!reading.rest.empty() && !reading.has(role::stops))
      add_script(carried_by(line, reading), reading.rest.front(), reading.rest.subspan(1), out);
}

// `yarn NAME`: a script of package.json where there is one, else a program of node_modules.
void carry_tool_or_script(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty() || reading.has(role::stops)) continue;
    const Word& name = reading.rest.front();
    if (is_own_command(name.text) || is_source_file(name.text)) continue;
    Carried carried = carried_by(line, reading);
    carried.certain = false;
    const bool is_pattern = name.text.starts_with('/') && name.text.ends_with('/');  // pnpm /^db:/
    if (is_pattern || name.text.find('/') == std::string::npos)
      add_script(carried, name, reading.rest.subspan(1), out);
    add_words(line, std::move(carried), reading.rest, out);
  }
}

// yarn workspace NAME words: the same program reads the words again.
void carry_again(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty()) continue;
    std::vector<Word> words = {line.command.argv.front()};
    words.insert(words.end(), reading.rest.begin(), reading.rest.end());
    add_new_words(carried_by(line, reading), std::move(words), out);
  }
}

// Each operand is a shell text, "npm:NAME" short for a script.
void carry_concurrently(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  add_option_texts(line, whole.options, out);
  for (const WholeLine::Operand& operand : whole.operands) {
    Carried carried = line.base;
    carried.certain = carried.certain && operand.certain;
    const std::size_t colon = operand.word.text.find(':');
    const std::string runner = operand.word.text.substr(0, colon);
    const bool is_script =
        colon != std::string::npos && (runner == "npm" || runner == "pnpm" || runner == "yarn" ||
                                       runner == "bun" || runner == "node" || runner == "deno");
    if (!is_script) {
      add_text(std::move(carried), operand.word, {}, line.base.via, out);
      continue;
    }
    const std::vector<Word> words = split_words(operand.word.substr(colon + 1));
    if (words.empty()) continue;
    if (words.front().text.find('*') != std::string::npos) carried.certain = false;
    add_script(std::move(carried), words.front(), Words(words).subspan(1), out);
  }
}

// run-s, run-p: every operand is a script with its arguments, perhaps a pattern.
void carry_run_s(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  for (const WholeLine::Operand& operand : whole.operands) {
    const std::vector<Word> words = split_words(operand.word);
    if (words.empty()) continue;
    Carried carried = line.base;
    carried.certain =
        operand.certain && words.front().text.find_first_of("*?[{(") == std::string::npos;
    add_script(std::move(carried), words.front(), Words(words).subspan(1), out);
  }
}

// turbo run a b, nx run project:target, nx target project, nx run-many -t a,b
void carry_tasks(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  std::vector<Word> tasks;
  for (const SeenOption& option : whole.options)
    if (option.role == 't' && option.value)
      for (const std::string_view task : split(option.value->text, ',')) tasks.emplace_back(task);
  const bool one = !line.row.name.starts_with("turbo");
  if (tasks.empty())
    for (const WholeLine::Operand& operand : whole.operands) {
      tasks.push_back(operand.word);
      if (one) break;
    }
  for (const Word& task : tasks) {
    Carried carried = line.base;
    carried.certain = false;
    std::string_view name = task.text;
    if (const std::size_t mark = name.find('#'); mark != std::string_view::npos)
      name.remove_prefix(mark + 1);
    if (line.row.name == "nx run") {
      if (const std::size_t colon = name.find(':'); colon != std::string_view::npos)
        name = name.substr(colon + 1, name.find(':', colon + 1) - colon - 1);
    }
    add_script(std::move(carried), task.known() ? Word(name) : task, {}, out);
  }
}

void carry_deno_run(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty()) continue;
    const Word& file = reading.rest.front();
    if (!file.text.starts_with("npm:") && !file.text.starts_with("jsr:")) continue;
    std::vector<Word> words(reading.rest.begin(), reading.rest.end());
    words.front() = package_program(file);
    add_new_words(carried_by(line, reading), std::move(words), out);
  }
}

}  // namespace interlock
