// Placeholders of checks and examples: "{tool}", "{scope}", "{--env}", "{args}", "{files}",
// "{newest}",
// "{latest}", "{directory}".
#include "lib/workflow/fill.h"

#include "lib/base/text.h"
#include "lib/workflow/workflow.h"

namespace interlock {
namespace {

std::string relative_to(const std::string& directory, const std::string& path) {
  const std::string prefix = directory == "/" ? directory : directory + '/';
  return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

void append(std::vector<Word>& words, const std::vector<Word>& more) {
  words.insert(words.end(), more.begin(), more.end());
}

std::vector<Word> option_words(const Subject& subject, std::string_view name) {
  for (const SubjectOption& option : subject.options)
    if (option.name == name) return option.words;
  return {};
}

std::vector<Word> scope_words(const Subject& subject) {
  std::vector<Word> words;
  for (const SubjectOption& option : subject.options)
    if (!option.scope.empty()) append(words, option.words);
  return words;
}

// Names stay relative, as a person would type them; "./" keeps one with a dash from being an
// option.
std::vector<Word> file_words(const Subject& subject, std::size_t count) {
  std::vector<Word> words;
  const auto& all = subject.migration_files;
  for (std::size_t i = all.size() > count ? all.size() - count : 0; i < all.size(); ++i) {
    const std::string name = relative_to(subject.directory, all[i]);
    words.emplace_back(name.starts_with('-') ? "./" + name : name);
  }
  return words;
}

std::string replace_all(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace

std::vector<Word> fill_word(std::string_view pattern, const Subject& subject) {
  const auto latest = static_cast<std::size_t>(subject.latest > 0 ? subject.latest : 1);
  if (pattern == "{tool}") return subject.tool_words;
  if (pattern == "{scope}") return scope_words(subject);
  if (pattern == "{args}") return subject.arguments;
  if (pattern == "{files}") return file_words(subject, subject.migration_files.size());
  if (pattern == "{newest}") return file_words(subject, latest);
  if (pattern.starts_with("{-") && pattern.ends_with('}') &&
      pattern.find('}') + 1 == pattern.size())
    return option_words(subject, pattern.substr(1, pattern.size() - 2));
  std::string text = replace_all(std::string(pattern), "{latest}", std::to_string(latest));
  return {Word(replace_all(std::move(text), "{directory}", subject.migrations))};
}

std::vector<Word> fill_words(const std::vector<std::string>& patterns, const Subject& subject) {
  std::vector<Word> words;
  for (const std::string& pattern : patterns) append(words, fill_word(pattern, subject));
  return words;
}

std::vector<Word> check_words(const Check& check, const Subject& subject) {
  return fill_words(check.argv, subject);
}

int files_judged(const Check& check, const Subject& subject) {
  const int latest = subject.latest > 0 ? subject.latest : 1;
  if (check.sql.of == SqlJudge::Of::newest) return latest;
  for (const std::string& word : check.argv)
    if (word.find("{latest}") != std::string::npos || word.find("{newest}") != std::string::npos)
      return latest;
  return 0;
}

std::string render_words(const std::vector<Word>& words) {
  std::string line;
  for (const Word& word : words) {
    if (!line.empty()) line += ' ';
    // A variable stays one: in double quotes it means what it meant in the agent's own line.
    line +=
        word.known() ? shell_quote(mask_secrets(word.text)) : '"' + mask_secrets(word.text) + '"';
  }
  return line;
}

std::string command_to_type(const Step& step, const Subject& subject) {
  std::vector<Word> words;
  for (const std::string_view pattern : split(step.example, ' '))
    if (!pattern.empty()) append(words, fill_word(pattern, subject));
  std::string line;
  if (!subject.call_directory.empty() && subject.call_directory != subject.directory)
    line = "cd " + shell_quote(relative_to(subject.call_directory, subject.directory)) + " && ";
  for (const NamedWord& variable : subject.environment)
    if (names_target(variable.name))
      line += variable.name + '=' + render_words({Word(mask_value(variable.value.text))}) + ' ';
  return line + render_words(words);
}

}  // namespace interlock
