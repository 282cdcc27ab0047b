#include "lib/rules/command_match.h"

#include <algorithm>
#include <vector>

#include "lib/base/text.h"
#include "lib/codex/json_text.h"
#include "lib/rules/patterns.h"
#include "lib/shell/command_names.h"

namespace interlock {
namespace {

// Task runners decorate names: "db:rollback[2]", "ecto.drop,", ":app:flywayClean",
// "flyway:clean@id".
bool is_task(std::string_view given, std::string_view verb) {
  const std::size_t end = given.find_first_of("[@,");
  if (end != std::string_view::npos && end > 0) given = given.substr(0, end);
  if (given == verb) return true;
  return given.size() > verb.size() && given.ends_with(verb) &&
         given[given.size() - verb.size() - 1] == ':';
}

bool known_word_fits(OptionFamily family, std::string_view given, std::string_view part) {
  if (given == part) return true;
  if (family == OptionFamily::symfony) return is_symfony_short(given, part);
  return family == OptionFamily::plain && is_task(given, part);
}

bool word_fits(OptionFamily family, const Word& word, std::string_view part) {
  if (word.known()) return known_word_fits(family, word.text, part);
  if (family == OptionFamily::symfony || family == OptionFamily::plain) return true;
  const std::string_view text = word.text;
  const std::string_view before = text.substr(0, word.holes.front().begin);
  const std::string_view after = text.substr(std::min(word.holes.back().end, text.size()));
  if (!part.starts_with(before)) return false;
  return word.may_split || part.ends_with(after);
}

bool is_any_place(OptionFamily family) {
  return family == OptionFamily::equals || family == OptionFamily::plain;
}

struct NameAndValue {
  std::string_view name, value;
  bool has_value;
};
NameAndValue split_option(std::string_view option) {
  const std::size_t equals = option.find('=');
  if (equals == std::string_view::npos) return {option, {}, false};
  return {option.substr(0, equals), option.substr(equals + 1), true};
}

// "NAME", or "NAME=value": the value without regard to case, and one that is not known is any.
bool variable_may_fit(const NamedWord& variable, std::string_view wanted) {
  const NameAndValue parts = split_option(wanted);
  if (!matches_wildcard(parts.name, variable.name)) return false;
  return !parts.has_value || !variable.value.known() ||
         matches_wildcard(to_lower(parts.value), to_lower(variable.value.text));
}

// An exception goes by how the value is spelled: "!NAME=$*" excepts what comes from another
// variable.
bool is_excepted(const NamedWord& variable, std::string_view exception) {
  const NameAndValue parts = split_option(exception);
  return matches_wildcard(parts.name, variable.name) &&
         (!parts.has_value ||
          matches_wildcard(to_lower(parts.value), to_lower(variable.value.text)));
}

bool variable_fits(const std::vector<std::string>& assigns, const NamedWord& variable) {
  return fits_list(
      assigns, [&](std::string_view one) { return variable_may_fit(variable, one); },
      [&](std::string_view one) { return is_excepted(variable, one); });
}

}  // namespace

bool verb_fits(const OptionGrammar& grammar, const ReadLine& line, std::string_view verb) {
  const std::vector<std::string_view> parts = split(verb, ' ');
  // fits[i]: the operands so far can have given the first i words.
  std::vector<char> fits(parts.size() + 1), next(parts.size() + 1);
  fits[0] = 1;
  for (const ReadOperand& operand : line.operands) {
    std::fill(next.begin(), next.end(), '\0');
    bool alive = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (fits[i] == 0) continue;
      if (!operand.certain || (i == 0 && is_any_place(grammar.family))) next[i] = 1;
      if (word_fits(grammar.family, operand.word, parts[i])) {
        if (operand.word.may_split && !operand.word.known())
          return true;  // it may hold the rest too
        next[i + 1] = 1;
      }
      alive = alive || next[i] != 0 || next[i + 1] != 0;
    }
    if (next[parts.size()] != 0) return true;
    if (!alive) return false;
    fits.swap(next);
  }
  return false;
}

bool option_may_fit(const OptionGrammar& grammar, const ReadLine& line, std::string_view option) {
  const NameAndValue wanted = split_option(option);
  if (!wanted.has_value) return maybe_on(grammar, line, wanted.name);
  if (line.has_hole || line.operand_may_option) return true;
  for (const ReadOption& one : line.options) {
    const bool abbreviated =
        one.name.size() > 2 && one.name.starts_with("--") && wanted.name.starts_with(one.name) &&
        (grammar.family == OptionFamily::gnu || grammar.family == OptionFamily::argparse ||
         grammar.family == OptionFamily::posix);
    if (one.name != wanted.name && !abbreviated) continue;
    if (!one.value) continue;
    if (!one.value->known() || one.value->text == wanted.value) return true;
  }
  return false;
}

bool option_surely_fits(const ReadLine& line, std::string_view option) {
  const NameAndValue wanted = split_option(option);
  if (!wanted.has_value) return surely_on(line, wanted.name);
  if (line.has_hole || line.operand_may_option || line.value_may_split) return false;
  bool fits = false;
  for (const ReadOption& one : line.options)
    if (one.name == wanted.name)
      fits = one.certain && one.value && one.value->known() && one.value->text == wanted.value;
  return fits;
}

bool words_fit(const CommandPattern& pattern, const OptionGrammar& grammar, const ReadLine& line,
               std::string& verb) {
  if (!pattern.verbs.empty()) {
    const auto fit =
        std::find_if(pattern.verbs.begin(), pattern.verbs.end(),
                     [&](const std::string& one) { return verb_fits(grammar, line, one); });
    if (fit == pattern.verbs.end()) return false;
    verb = *fit;
  }
  const auto may = [&](const std::string& one) { return option_may_fit(grammar, line, one); };
  if (!pattern.with.empty() && std::none_of(pattern.with.begin(), pattern.with.end(), may))
    return false;
  return std::none_of(pattern.without.begin(), pattern.without.end(),
                      [&](const std::string& one) { return option_surely_fits(line, one); });
}

bool names_variable(const CommandPattern& pattern, std::string_view name) {
  return std::any_of(pattern.assigns.begin(), pattern.assigns.end(), [&](const std::string& one) {
    return !is_exception(one) && matches_wildcard(split_option(one).name, name);
  });
}

std::string variable_that_fits(const CommandPattern& pattern,
                               const std::vector<NamedWord>& variables, const re2::RE2* value) {
  for (const NamedWord& variable : variables)
    if (variable_fits(pattern.assigns, variable) &&
        (value == nullptr || !variable.value.known() ||
         re2::RE2::PartialMatch(to_valid_utf8(variable.value.text), *value)))
      return variable.name;
  return "";
}

}  // namespace interlock
