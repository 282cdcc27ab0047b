// How options of a call are written into a scope: one name for every spelling, passwords masked.
#include <algorithm>
#include <cstdint>

#include "lib/base/text.h"
#include "lib/workflow/fill.h"
#include "lib/workflow/subject.h"

namespace interlock {
namespace {

// FNV-1a. It only keeps apart what masking made alike (two passwords for one place); it guards
// nothing.
std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::string hex;
  for (int shift = 60; shift >= 0; shift -= 4) hex += "0123456789abcdef"[(hash >> shift) & 15];
  return hex;
}

// user:password@ of a URL, whatever the scheme.
std::string mask_url_password(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return std::string(text);
  const std::size_t begin = scheme + 3;
  const std::size_t end = text.find_first_of("/?#", begin);
  const std::size_t at = text.substr(0, end).rfind('@');
  const std::size_t colon = text.find(':', begin);
  if (at == std::string_view::npos || at < begin || colon == std::string_view::npos || colon > at)
    return std::string(text);
  return std::string(text.substr(0, colon + 1)) + "***" + std::string(text.substr(at));
}

// "{--env}" and friends in a text, without the braces.
void collect_placeholders(std::string_view text, std::vector<std::string>& names) {
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) return;
    names.emplace_back(text.substr(at + 1, end - at - 1));
  }
}

}  // namespace

std::string mask_value(std::string_view text) {
  const std::string safe = mask_secrets(mask_url_password(text));
  return safe == text ? safe : safe + '#' + fingerprint(text);
}

std::string scope_of_words(const std::string& name, const std::vector<Word>& words) {
  std::string scope = name + '=';
  bool value_follows = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    // Spellings and values take turns; two spellings in a row are a flag.
    const bool spelling = !value_follows && words[i].text.starts_with('-');
    if (spelling && i > 0) scope += ',';
    if (!spelling) scope += shell_quote(mask_value(words[i].text));
    value_follows = spelling && i + 1 < words.size() && words[i + 1].text != words[i].text;
  }
  return scope;
}

std::string option_name(std::string_view spellings) {
  std::string_view longest;
  for (const std::string_view part : split(spellings, '|'))
    if (part.size() > longest.size()) longest = part;
  return std::string(longest);
}

std::string compose_scope(const Subject& subject, const std::vector<std::string>& names, bool all,
                          bool arguments) {
  std::string scope = "cwd=" + subject.directory + " dir=" + subject.migrations;
  // What another program of that name proved says nothing of this one; a bare name is the usual
  // case.
  const bool bare = subject.tool_words.size() == 1 &&
                    subject.tool_words.front().text.find('/') == std::string::npos;
  if (!bare) scope += " tool=" + shell_quote(render_words(subject.tool_words));
  for (const SubjectOption& option : subject.options) {
    if (option.scope.empty()) continue;
    if (all || std::find(names.begin(), names.end(), option.name) != names.end())
      scope += ' ' + option.scope;
  }
  for (const std::string& variable : subject.environment_scope) scope += ' ' + variable;
  if (arguments)
    for (const Word& word : subject.arguments) scope += " [" + word.text + ']';
  return scope;
}

std::string step_scope(const Step& step, const Subject& subject) {
  std::vector<std::string> names;
  collect_placeholders(step.example, names);
  for (const Check& check : step.checks)
    for (const auto* words : {&check.argv, &check.first.argv})
      for (const std::string& word : *words) collect_placeholders(word, names);
  const bool all = std::find(names.begin(), names.end(), "scope") != names.end();
  const bool arguments = std::find(names.begin(), names.end(), "args") != names.end();
  return compose_scope(subject, names, all, arguments);
}

}  // namespace interlock
