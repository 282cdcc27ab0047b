// Text for a database -> one action a statement; what it includes is read, what its client
// would run is understood.
#include <unordered_set>

#include "lib/action/builder.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

// "\!" of "\! rm x", "PROGRAM" of a COPY.
std::string verb_of(const Statement& statement) {
  const std::string& text = statement.text;
  if (text.starts_with('\\') || text.starts_with('.'))
    return text.substr(0, text.find_first_of(" \t\n"));
  return "PROGRAM";
}

// All that rules see of it, and nothing of where it stands.
std::string identity_of(const Statement& one) {
  std::string text = one.text;
  for (const std::string* part : {&one.shell, &one.include}) text += '\0' + *part;
  for (const std::string& object : one.objects) text += '\0' + object;
  text += '\0' + std::to_string(one.classes.bits);
  return text += one.certain ? one.nested ? 'n' : 'c' : '?';
}

}  // namespace

void Builder::add_sql(const Word& word, const SqlSource& source) {
  if (trim(word.text).empty() || !spend(1'200 + word.text.size())) return;
  const std::string who = source.program.empty() ? "a tool" : source.program;
  if (!word.known() && !source.quiet)
    add_opaque("sql-input", who + " is given SQL that the line does not show in full", word.text,
               source.command);
  if (is_one_hole(word)) return;
  std::string text = fill_holes(word, "_");
  bool substituted = false;
  for (const NamedWord& variable : source.variables) {  // psql: :name, :'name', :"name"
    if (variable.name.empty()) continue;
    const std::string value = fill_holes(variable.value, "_");
    for (const char* quote : {"", "'", "\""}) {
      const std::string spelled = ':' + (quote + variable.name) + quote;
      for (std::size_t at = text.find(spelled); at != std::string::npos;
           at = text.find(spelled, at + value.size() + 2)) {
        if (at > 0 && text[at - 1] == ':') continue;
        if (!spend(text.size() / 8 + value.size() + 16)) return;
        text.replace(at, spelled.size(), quote + value + quote);
        substituted = true;
      }
    }
  }
  std::unordered_set<std::string> seen;  // what is there a thousand times says no more than once
  for (Statement& statement : read_sql(text, {source.dialect, source.client}, sql_work_)) {
    if (!seen.insert(identity_of(statement)).second) continue;
    const std::string shell = statement.shell, include = statement.include;
    const std::string verb = shell.empty() && include.empty() ? "" : verb_of(statement);
    SqlAction action;
    action.statement = std::move(statement);
    if (!source.certain || !word.known() || substituted) action.statement.certain = false;
    action.dialect = source.dialect;
    action.channel = source.channel;
    action.program = source.program;
    action.command = source.command;
    actions_.sql.push_back(std::move(action));
    if (!shell.empty()) run_shell(shell, source.command, verb + " of " + who, false);
    if (!include.empty()) {
      SqlSource included = source;
      included.channel = "file " + include + " read by " + who;
      std::string path = include;
      if (verb.starts_with("\\ir") && !source.file_directory.empty())
        path = normalise_path(source.file_directory, path);
      add_sql_file(Word(path), included);
    }
  }
}

void Builder::add_sql_file(const Word& path, const SqlSource& source) {
  if (!spend(600)) return;
  const std::string who = source.program.empty() ? "a tool" : source.program;
  Word directory = source.command >= 0 ? command(source.command).directory : Word(call_.cwd);
  if (source.is_local) directory = redirection_directory(source.command);
  const Word whole = resolve(path, directory);
  if (including_ >= k_max_includes) {
    add_opaque("too-much", "SQL files include each other too deeply", whole.text, source.command);
    return;
  }
  const bool remote = source.command >= 0 && command(source.command).is_remote && !source.is_local;
  const std::vector<Word> texts = texts_of(whole, source.command);
  if ((texts.empty() || remote) && !source.quiet)
    add_opaque("sql-file", who + " reads " + path.text + ", which cannot be looked into",
               whole.text, source.command);
  ++including_;
  for (const Word& text : texts) {
    SqlSource one = source;
    one.is_local = false;  // what it includes is opened by the client
    one.certain = source.certain && texts.size() == 1 && !remote;
    if (whole.known()) one.file_directory = normalise_path(whole.text, "..");
    if (is_one_hole(text))
      add_opaque("sql-file",
                 who + " reads " + path.text + ", which the line writes with unknown text",
                 whole.text, source.command);
    else
      add_sql(text, one);
  }
  --including_;
}

}  // namespace interlock
