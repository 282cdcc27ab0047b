// From expanded segments to the words of a command: splitting by IFS (bash manual 3.5.7) and file
// names (3.5.8).
#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/pattern.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_words = 1024;  // of one glob
// A name has 255 bytes at most. Every file of the folder is held against the pattern.
constexpr std::size_t k_longest_pattern = 4096;

// A live *, ? or [, or with `extended` an @(..) and its like.
bool may_be_glob(std::string_view text, bool extended) {
  const std::size_t open = extended ? text.find('(') : std::string_view::npos;
  return text.find_first_of("*?[") != std::string_view::npos ||
         (open != std::string_view::npos && open > 0 &&
          std::string_view("@+!").find(text[open - 1]) != std::string_view::npos);
}

bool is_pattern_character(char c) {
  static constexpr auto k_table = [] {
    std::array<bool, 256> table{};
    for (const char one : std::string_view("*?[]\\()|!+@-^#%"))
      table[static_cast<unsigned char>(one)] = true;
    return table;
  }();
  return k_table[static_cast<unsigned char>(c)];
}

}  // namespace

// Quoted characters that a pattern would take for its own stand behind a backslash.
void add_to_pattern(std::string& pattern, const std::string& text, bool quoted) {
  const auto end = text.end();
  auto at = text.begin();
  while (quoted) {
    const auto sign = std::find_if(at, end, is_pattern_character);
    if (sign == end) break;
    pattern.append(at, sign);
    pattern += '\\';
    pattern += *sign;
    at = sign + 1;
  }
  pattern.append(at, end);
}

// Segments -> fields: word splitting of what was expanded unquoted (manual 3.5.7), by IFS.
std::vector<Field> Evaluator::split_fields(const std::vector<Segment>& segments,
                                           const State& state) {
  std::string separators = " \t\n";
  if (const Variable* ifs = state.find("IFS"))
    if (!ifs->unset && !ifs->values.empty() && ifs->values.front().known())
      separators = ifs->values.front().text;
  const auto separates = [&](char c) { return separators.find(c) != std::string::npos; };
  const auto is_space = [&](char c) {
    return (c == ' ' || c == '\t' || c == '\n') && separates(c);
  };

  // Only where a glob may be live is anybody interested in the pattern.
  const bool extended = state.modes.extended_globs;
  const bool may_glob = std::any_of(segments.begin(), segments.end(), [&](const Segment& segment) {
    return !segment.quoted && may_be_glob(segment.word.text, extended);
  });
  std::vector<Field> fields;
  Field field;
  bool started = false, globs = false;
  bool after_blank = false;  // that has ended a field
  bool hollow = false;       // what the field ends with may be no word at all
  bool after_break = false;  // the field began behind another word of "$@"
  const auto finish = [&] {
    if (!started) return;
    if (!globs) field.pattern.clear();
    fields.push_back(std::move(field));
    field = Field();
    started = globs = hollow = after_break = false;
  };
  const auto add = [&](const Word& word, bool quoted) {
    field.word.append(word);
    if (may_glob) add_to_pattern(field.pattern, word.text, quoted || !word.known());
    if (!quoted && word.known() && may_be_glob(word.text, extended)) globs = true;
    started = true;
    after_blank = false;
    hollow = word.may_split && !word.known();
  };
  const auto is_only_hollow = [&] {
    return hollow && field.word.holes[0].begin == 0 &&
           field.word.holes[0].end == field.word.text.size();
  };
  // Where "$@" ends with no word, the text behind it belongs to the word before.
  const auto go_on_with_last = [&] {
    Field last = std::move(fields.back());
    fields.pop_back();
    if (may_glob && last.pattern.empty()) add_to_pattern(last.pattern, last.word.text, true);
    last.word.append(field.word);
    last.pattern += field.pattern;
    field = std::move(last);
    after_break = false;
  };
  for (const Segment& segment : segments) {
    const Word& word = segment.word;
    if (segment.field_break) {
      if (!hollow || is_only_hollow()) finish();
      after_blank = false;
      after_break = true;
      continue;
    }
    if (segment.quoted || !segment.expanded) {
      if (segment.quoted || !word.text.empty()) {
        if (after_break && is_only_hollow() && !word.text.empty() && !fields.empty())
          go_on_with_last();
        Word plain = word;
        plain.may_split = false;
        add(plain, segment.quoted);
      }
      continue;
    }
    // Split the known stretches; a hole may hide separators of its own.
    std::size_t at = 0;
    auto hole = word.holes.begin();
    while (at < word.text.size()) {
      while (hole != word.holes.end() && hole->end <= at) ++hole;
      if (hole != word.holes.end() && hole->begin <= at) {
        Word unknown = word.substr(at, hole->end - at);
        unknown.may_split = true;
        add(unknown, false);
        at = hole->end;
        continue;
      }
      if (separates(word.text[at])) {
        if (is_space(word.text[at])) {
          after_blank |= started;
          finish();
        } else if (!std::exchange(after_blank, false)) {  // blanks before it belong to it
          started = true;                                 // ":a" has an empty first field
          finish();
        }
        ++at;
        continue;
      }
      const std::size_t border = hole == word.holes.end() ? word.text.size() : hole->begin;
      std::size_t end = at;
      while (end < border && !separates(word.text[end])) ++end;
      add(word.substr(at, end - at), false);
      at = end;
    }
  }
  finish();
  return fields;
}

// File names that match, as far as the directory can be read; else the pattern itself is what the
// program gets when nothing matches, and something unknown when something does.
void Evaluator::expand_globs(const Field& field, const State& state, std::vector<Word>& words) {
  const std::string& text = field.word.text;
  const std::size_t slash = text.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : text.substr(0, slash + 1);
  const std::size_t pattern_slash = field.pattern.rfind('/');
  const std::string last =
      pattern_slash == std::string::npos ? field.pattern : field.pattern.substr(pattern_slash + 1);
  const bool readable = context_.files != nullptr && !state.is_remote && field.word.known() &&
                        state.directory.known() && !has_glob(folder) && !state.modes.odd_globs &&
                        field.pattern.size() <= k_longest_pattern;
  std::vector<std::string> matches;
  bool exists = false;  // else a `cd` into it may have failed
  if (readable) {
    const std::string directory =
        normalise_path(state.directory.text, folder.empty() ? "." : folder);
    exists = directory == context_.directory || context_.files->is_directory(directory);
    std::vector<std::string> names = context_.files->list(directory);
    if (!spend(last.size() / 2 + (names.size() + files_.size()) * (3 + last.size() / 64)))
      names.clear();
    const auto fits = matcher_of(last);
    const auto take = [&](const std::string& name) {
      if ((!name.starts_with('.') || last.starts_with('.')) && fits(name))
        matches.push_back(folder + name);
    };
    for (const std::string& name : names) take(name);
    const std::string prefix = directory == "/" ? directory : directory + '/';
    for (auto file = files_.lower_bound(prefix);
         file != files_.end() && file->first.starts_with(prefix); ++file)
      if (file->first.find('/', prefix.size()) == std::string::npos)
        take(file->first.substr(prefix.size()));
    spend(2 * matches.size());
  }
  std::sort(matches.begin(), matches.end());  // those that the line has written among the others
  matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
  if (!matches.empty() && matches.size() <= k_max_words) {
    for (std::string& match : matches) words.emplace_back(std::move(match));
    return;
  }
  if (exists && matches.empty()) {
    words.push_back(field.word);
    return;
  }
  // "a?b/c" is itself when nothing fits a?b.
  const std::size_t first_slash = field.pattern.find('/');
  const std::string first = field.pattern.substr(0, first_slash);
  if (first_slash != 0 && first_slash < k_longest_pattern && context_.files != nullptr &&
      !state.is_remote && !state.modes.odd_globs && field.word.known() && files_.empty() &&
      state.directory == Word(context_.directory) && !first.starts_with('.')) {
    const std::vector<std::string> names = context_.files->list(context_.directory);
    if (spend(names.size() * (3 + first.size() / 64)) &&
        std::none_of(names.begin(), names.end(), matcher_of(first))) {
      words.push_back(field.word);
      return;
    }
  }
  if (slash != std::string::npos && has_glob(folder) && !has_glob(last) &&
      !field.word.has_hole_in(slash, text.size())) {  // /usr/*/bin/psql
    words.push_back(Word::unknown(text.substr(0, slash)).append(Word(text.substr(slash))));
    return;
  }
  words.push_back(Word::unknown(text, true));
}

}  // namespace interlock
