// Code -> actions: the code itself, and what it would start, say to a database and write.
#include <algorithm>

#include "lib/action/builder.h"
#include "lib/action/code_inputs.h"
#include "lib/action/code_scan.h"
#include "lib/action/interpreters.h"
#include "lib/base/text.h"

namespace interlock {

// Files that come with the tools: too large to look into, and not the agent's work.
bool is_vendored(std::string_view path) {
  for (const std::string_view folder :
       {"/node_modules/", "/site-packages/", "/dist-packages/", "/vendor/bin/", "/.venv/", "/venv/",
        "/.yarn/", "/.pnpm/", "/.cargo/", "/.nvm/"})
    if (path.find(folder) != std::string_view::npos) return true;
  for (const std::string_view folder :
       {"/usr/", "/bin/", "/sbin/", "/opt/", "/lib", "/snap/", "/nix/"})
    if (path.starts_with(folder)) return true;
  return false;
}

// What code writes before it starts its command lines, which may run that: in which order it does
// so is not followed.
static void note_code_writes(Builder& builder, const std::vector<CodeFindings::Write>& writes,
                             const Word& directory, int index) {
  std::map<std::string, Word> contents;
  for (const CodeFindings::Write& write : writes) {
    if (write.operation != FileAction::Operation::update) continue;
    Word content = write.content;
    if (!write.from.text.empty()) {
      std::vector<Word> texts = builder.texts_of(Builder::resolve(write.from, directory), index);
      if (texts.size() == 1) content = std::move(texts.front());
    }
    const Word path = Builder::resolve(write.path, directory);
    if (!path.known()) continue;
    const auto [at, is_first] = contents.emplace(path.text, content);
    if (!is_first) at->second = Word::unknown("...");
  }
  for (const auto& [path, content] : contents)
    if (content.known())
      builder.note_write(Word(path), content, false, index);
    else
      builder.note_made(Word(path), index);
}

// Code that starts itself again with the same arguments shows nothing new.
bool Builder::is_round(const CodeAction& code) const {
  int rounds = 0;
  for (int at = nesting_ == 0 ? -1 : code.command; at >= 0; at = command(at).parent)
    rounds += static_cast<int>(
        std::count_if(actions_.code.begin(), actions_.code.end(), [&](const CodeAction& one) {
          return one.command == at && one.text == code.text && one.arguments == code.arguments;
        }));
  return rounds >= 2;
}

void Builder::add_code(const std::string& language, const Word& text, const std::string& channel,
                       int index, const CodeInputs* inputs) {
  if (trim(text.text).empty()) return;
  const std::string who = index >= 0 ? program(index) : "a tool";
  if (is_one_hole(text)) {
    add_opaque("code", who + " runs code that the line does not show", text.text, index);
    return;
  }
  if (nesting_ >= k_max_nesting) {
    add_opaque("too-much", "code is nested too deeply", text.text, index);
    return;
  }
  if (!spend(500 + 3 * text.text.size())) return;
  CodeAction action;
  action.language = language;
  action.text = text.text;
  action.channel = channel;
  action.command = index;
  if (inputs != nullptr) action.arguments = command_line_of(inputs->arguments);
  if (is_round(action)) return;
  CodeFindings findings = scan_code(text.text, language, inputs);
  action.skeleton = std::move(findings.skeleton);
  actions_.code.push_back(std::move(action));

  const Word directory = index >= 0 ? command(index).directory : Word(call_.cwd);
  const std::string script = inputs != nullptr ? inputs->script : "";
  // What a script of the project makes is ordinary.
  const bool is_of_line =
      !channel.starts_with("file ") || is_written(resolve(Word(script), directory), index);
  if (is_of_line) note_code_writes(*this, findings.writes, directory, index);
  ++nesting_;
  for (const CodeFindings::Child& child : findings.children)
    run_shell(child.line, index, child.via + " in " + who, true);
  SqlSource source;
  source.dialect = findings.dialect;
  source.program = index >= 0 ? who : "";
  source.command = index;
  source.certain = false;
  source.quiet = true;
  for (const CodeFindings::Text& sql : findings.sql) {
    source.channel = "string in " + language + " code";
    add_sql(sql.text, source);
  }
  for (const CodeFindings::Text& file : findings.sql_files) {
    source.channel = "file " + file.text.text + " read by " + language + " code";
    for (const Word& path : sql_files_of_code(*this, file.text, directory, script))
      add_sql_file(path, source);
  }
  for (const CodeFindings::Text& code : findings.code)
    add_code(language, code.text, code.via + " in " + channel, index, inputs);
  for (const CodeFindings::Text& file : findings.code_files) {
    const Word path = resolve(file.text, directory);
    if (!path.known() || (is_vendored(path.text) && !is_written(path, index))) continue;
    for (const Word& one : texts_of(path, index))
      add_code(language, one, "file " + file.text.text, index);
  }
  for (const CodeFindings::Write& write : findings.writes) {
    FileAction file;
    file.operation = write.operation;
    file.path = resolve(write.path, directory);
    file.added = write.added;
    file.channel = write.via + " in " + who;
    file.command = index;
    if (write.operation == FileAction::Operation::update)
      is_of_line ? note_made(file.path, index) : note_changed(file.path, index);
    add_file(std::move(file));
  }
  for (const std::string& clause : findings.opaque) add_opaque("code", clause, "", index);
  // A bundle of many modules is ordinary as a file, never as a word of the line.
  const bool is_bundle = channel.starts_with("file ") && text.text.size() > k_longest_code;
  if (findings.too_much && !is_bundle)
    add_opaque("too-much", "the " + language + " code does more than can be followed", "", index);
  --nesting_;
}

}  // namespace interlock
