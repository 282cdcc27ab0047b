#include "lib/edge/known_subject.h"

#include <algorithm>
#include <cstdlib>

#include "lib/base/text.h"

namespace interlock {
namespace {

bool is_target(const Workflow& workflow, const std::string& name) {
  const auto named = [&](const std::string& row) { return option_name(row) == name; };
  return std::any_of(workflow.scope_options.begin(), workflow.scope_options.end(), named) ||
         std::any_of(workflow.directory_options.begin(), workflow.directory_options.end(), named);
}

}  // namespace

// Tool words, "--", then for each option its name, the number of its words, and the words.
KnownSubject keep_subject(const Subject& subject, std::int64_t time_ms) {
  KnownSubject known{subject.workflow, subject.scope, subject.directory, subject.migrations, {},
                     time_ms};
  std::vector<Word> words = subject.tool_words;
  words.emplace_back("--");
  for (const SubjectOption& option : subject.options) {
    words.emplace_back(option.name);
    words.emplace_back(std::to_string(option.words.size()));
    words.insert(words.end(), option.words.begin(), option.words.end());
  }
  std::vector<std::string> kept;
  for (const Word& word : words) {
    const bool plain = word.known() && word.text.find('\x1f') == std::string::npos;
    if (!plain || mask_value(word.text) != word.text) return known;
    kept.push_back(word.text);
  }
  if (subject.environment_scope.empty()) known.words = std::move(kept);
  return known;
}

Subject restore_subject(const Workflow& workflow, const KnownSubject& known, const Files& files) {
  Subject subject;
  subject.workflow = workflow.id;
  subject.directory = known.directory;
  const auto border = std::find(known.words.begin(), known.words.end(), "--");
  subject.tool_words.assign(known.words.begin(), border);
  auto word = border;
  if (word != known.words.end()) ++word;
  while (known.words.end() - word >= 2) {
    SubjectOption option{*word, {}, ""};
    const long count = std::strtol((word + 1)->c_str(), nullptr, 10);
    word += 2;
    for (long i = 0; i < count && word != known.words.end(); ++i)
      option.words.emplace_back(*word++);
    if (is_target(workflow, option.name)) option.scope = scope_of_words(option.name, option.words);
    subject.options.push_back(std::move(option));
  }
  settle_subject(workflow, files, subject);
  return subject;
}

}  // namespace interlock
