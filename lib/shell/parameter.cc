// Parameter expansion (bash manual 3.5.3): ${x:-w}, ${x%p}, ${x/p/r}, ${x:1:2}, ${!x} ...
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/parameter_text.h"
#include "lib/shell/pattern.h"

namespace interlock {
namespace {

// A name, a number or one of the special characters; the parser leaves anything else as it stands.
bool is_parameter(std::string_view name) {
  if (name.size() == 1 && std::string_view("@*#?-$!").find(name[0]) < 7) return true;
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_scalar(const Variable* variable) {  // then ${v[@]:1:2} is of its text
  return variable != nullptr && !variable->is_array;
}

}  // namespace

void Evaluator::expand_parameter(const syntax::Part& part, State& state, const Frame& frame,
                                 bool quoted, std::vector<Segment>& segments) {
  const syntax::Parameter& parameter = *part.parameter;
  const std::string spelled = shorten(spelling(part.span, frame), 120);
  const auto put = [&](Word word) {
    if (!quoted && !word.known()) word.may_split = true;
    segments.push_back({std::move(word), quoted, !quoted, false});
  };
  std::string name = parameter.name;
  const syntax::Word* index = parameter.index.get();
  const bool all = index != nullptr && index->parts.size() == 1 &&
                   (index->parts[0].text == "@" || index->parts[0].text == "*");
  const bool is_list = name == "@" || (all && index->parts[0].text == "@");  // if quoted too
  const auto unknown = [&](bool may_split) {
    return Word::unknown(spelled.empty() ? '$' + parameter.name : spelled, may_split);
  };
  const auto put_unknown = [&] {
    const bool is_many = is_list && !parameter.length;
    if (is_many && quoted)
      segments.push_back({unknown(true), false, true, false});
    else
      put(unknown(is_many));
  };
  if (!spend(1)) return;
  if (parameter.names == '*' && quoted) return put_unknown();

  Found found;
  if (parameter.indirect && all && parameter.op.empty()) {  // ${!a[@]}: the indices
    const Variable* variable = state.find(name);
    if (variable == nullptr || variable->is_loose) return put_unknown();
    found.list = true;
    if (!variable->is_array && !variable->unset) found.words.emplace_back("0");
    for (const std::string& key : variable->order) found.words.emplace_back(key);
  } else if (parameter.names != 0) {  // ${!prefix@}: and those of the environment
    found.list = true;
    state.variables.each([&](const std::string& one, const Variable& variable) {
      if (one.starts_with(name) && !variable.unset) found.words.emplace_back(one);
    });
    spend(state.variables.size() / 16 + 7 * found.words.size());
    found.words.push_back(unknown(true));
  } else if (parameter.indirect) {
    const Found target = find_parameter(name, index, state, frame);
    if (!target.set || target.words.size() != 1 || !target.words[0].known()) {
      state.fail_line();  // of what is not set it is an error
      return put_unknown();
    }
    name = target.words[0].text;
    const std::size_t bracket = name.find('[');
    if (bracket != std::string::npos) run_hidden(Word(name), state, frame, "subscript");
    if (!is_parameter(name.substr(0, bracket)) ||
        (bracket != std::string::npos && !name.ends_with(']'))) {
      state.fail_line();  // "invalid variable name"
      return put_unknown();
    }
    if (bracket == std::string::npos) {
      found = find_parameter(name, nullptr, state, frame);
    } else {
      syntax::Word key;
      key.parts.emplace_back();
      key.parts.back().text = name.substr(bracket + 1, name.size() - bracket - 2);
      found = find_parameter(name.substr(0, bracket), &key, state, frame);
    }
  } else {
    found = find_parameter(name, index, state, frame);
  }

  if (found.list && !spend(found.words.size())) return put_unknown();

  // A bad substitution ends the line, and with `set -u` so does what is not set.
  const bool is_set = found.set && !found.unknown;
  const bool conditional_op = !parameter.op.empty() && parameter.op != "@" &&
                              std::string_view("-=?+").find(parameter.op.back()) < 4;
  const bool wrong_case = !parameter.op.empty() && parameter.name.size() == 1 &&
                          std::string_view("^,~").find(parameter.op[0]) < 3 &&
                          std::string_view("#?-").find(parameter.name[0]) < 3;
  if (!is_parameter(parameter.name) || wrong_case ||
      (state.modes.nounset && !is_set && !conditional_op))
    state.fail_line();

  if (parameter.length) {
    if (found.list) {
      const bool counted = std::none_of(found.words.begin(), found.words.end(),
                                        [](const Word& word) { return word.may_split; });
      return counted ? put(Word(std::to_string(found.words.size()))) : put_unknown();
    }
    if (found.unknown || !found.words[0].known()) return put_unknown();
    return put(Word(std::to_string(character_count(found.words[0].text))));
  }

  const std::string& op = parameter.op;
  const bool conditional = op == ":-" || op == "-" || op == ":=" || op == "=" || op == ":?" ||
                           op == "?" || op == ":+" || op == "+";
  if (conditional) {
    const bool colon = op[0] == ':';
    const char kind = op.back();
    bool have = found.set;
    if (colon && found.set && !found.unknown) {
      have = false;
      for (const Word& word : found.words)
        if (!word.text.empty()) have = true;
    }
    const bool doubt =
        found.unknown ||
        (colon && have && found.words.size() == 1 && found.words[0].holes.size() == 1 &&
         found.words[0].holes[0].end - found.words[0].holes[0].begin == found.words[0].text.size());
    if (doubt && choices_ != nullptr) {
      const auto choice = choices_->choose("set " + name, 2);
      if (!choice) {
        if (kind == '=') state.assign(name, Word::unknown('$' + name));
        return put_unknown();
      }
      have = *choice == 0;
    } else if (doubt) {
      have = true;
    }
    if (doubt && have && colon)
      for (Word& word : found.words)
        for (Hole& hole : word.holes) hole.is_filled |= word.holes.size() == 1;
    const bool use_operand = kind == '+' ? have : !have;
    if (kind == '?' && use_operand) {
      if (parameter.operand) expand_one(*parameter.operand, state, frame);  // for what it runs
      state.fail_line();
      return put_unknown();
    }
    if (use_operand) {
      if (kind == '=' && parameter.operand) {
        const Word value = expand_one(*parameter.operand, state, frame);
        line_.variables.push_back({name, value});
        state.assign(name, value);
        return put(value);
      }
      if (parameter.operand) {
        const std::size_t first = segments.size();
        expand_parts(parameter.operand->parts, state, frame, quoted, segments,
                     quoted ? Tildes::none : Tildes::start);
        // Unquoted text of the operand is split like any expansion.
        for (std::size_t i = first; i < segments.size(); ++i)
          if (!segments[i].quoted) segments[i].expanded = true;
      }
      return;
    }
    if (kind == '+') return;
  }

  if (!op.empty() && !conditional) {
    std::string pattern, replacement;
    bool known = true, ampersand = false;
    std::optional<std::int64_t> offset, length;
    if (op == ":") {
      const auto number = [&](const syntax::Word& word) -> std::optional<std::int64_t> {
        const Word text = expand_one(word, state, frame, Tildes::none);
        return text.known() ? calculate(text.text, state) : std::nullopt;
      };
      if (parameter.operand->parts.empty() && !parameter.second) state.fail_line();  // ${x:}
      if (!found.set && !found.unknown && !found.list) return put(Word());  // asks no further
      offset = number(*parameter.operand);
      if (parameter.second) length = number(*parameter.second);
      if (!offset || (parameter.second && !length)) known = false;
    } else if (parameter.operand) {
      pattern = expand_pattern(*parameter.operand, state, frame, &known);
      if (parameter.second) {
        replacement = expand_pattern(*parameter.second, state, frame, &known, &ampersand);
      }
    }
    if (!known) return put_unknown();
    if (op == ":" && found.list && !is_scalar(state.find(name))) {
      if (parameter.name == "@" || parameter.name == "*") {  // ${@:1} counts from $0
        found.words.insert(found.words.begin(), state.zero);
      }
      if (length && *length < 0) state.fail_line();  // "substring expression < 0"
      const std::int64_t size = static_cast<std::int64_t>(found.words.size());
      std::int64_t from = *offset < 0 ? size + *offset : *offset;
      std::int64_t to = length ? (*length < 0 ? from : from + *length) : size;
      from = std::clamp<std::int64_t>(from, 0, size);
      to = std::clamp<std::int64_t>(to, from, size);
      const auto counted = found.words.begin() + (*offset < 0 ? size : to);
      if (std::any_of(found.words.begin(), counted,
                      [](const Word& word) { return word.may_split; }))
        return put_unknown();
      found.words = std::vector<Word>(found.words.begin() + from, found.words.begin() + to);
    } else {
      for (Word& word : found.words) {
        if (!word.known()) {
          word = unknown(word.may_split);
          continue;
        }
        const Word before = word;
        std::string& value = word.text;
        if (!spend(1 + value.size() / 4 +
                   value.size() * std::min<std::size_t>(pattern.size(), 64) / 32))
          return put_unknown();
        bool unsure = false;
        if (op == "#" || op == "##") {
          value = remove_prefix(value, pattern, op.size() == 2, true, &unsure);
        } else if (op == "%" || op == "%%") {
          value = remove_suffix(value, pattern, op.size() == 2, true, &unsure);
        } else if (op[0] == '/') {
          value = replace_pattern(value, pattern, replacement, op, true, &unsure, ampersand);
          unsure = unsure || state.modes.ignores_case;
        } else if (op[0] == '^' || op[0] == ',' || op[0] == '~') {
          const bool any = !parameter.operand || parameter.operand->parts.empty();
          value = change_case(value, op, pattern, any);
        } else if (op == "@") {
          const auto& parts = parameter.operand->parts;  // the letter is not expanded
          const bool is_letter = pattern.size() == 1 && parts.size() == 1 &&
                                 parts[0].kind == syntax::Part::Kind::literal &&
                                 std::string_view("QEPAaKkULu").find(pattern[0]) < 10;
          if (!is_letter) state.fail_line();
          if (is_letter && !found.set) continue;  // not even quotes
          if (is_letter && pattern == "P") {
            word = expand_prompt(value, state, frame);
            continue;
          }
          const auto changed = transform(value, is_letter ? pattern[0] : '?');
          if (!changed) return put_unknown();
          value = *changed;
        } else if (op == ":") {
          const std::int64_t size = static_cast<std::int64_t>(character_count(value));
          const std::int64_t from = *offset < 0 ? size + *offset : *offset;
          std::int64_t to = length ? (*length < 0 ? size + *length : from + *length) : size;
          if (from < 0 || from > size || to < from) {
            value.clear();
            continue;
          }
          to = std::min(to, size);
          const std::size_t begin = byte_of_character(value, static_cast<std::size_t>(from));
          const std::size_t end = byte_of_character(value, static_cast<std::size_t>(to));
          value = value.substr(begin, end - begin);
        }
        if (!unsure) continue;  // else as it was, as it should be, or what bash's faults make of it
        const auto pick =
            choices_ != nullptr ? choices_->choose("odd " + spelled, 3) : std::nullopt;
        if (!pick || *pick == 2)
          word = unknown(false);
        else if (*pick == 0)
          word = before;
      }
    }
  }

  if (!found.list) return put(found.words.empty() ? Word() : found.words[0]);
  if (found.star && quoted) {  // "$*": one word, joined by the first character of IFS
    std::string separator = " ";
    if (const Variable* ifs = state.find("IFS"))
      if (!ifs->unset && !ifs->values.empty() && ifs->values.front().known())
        separator = ifs->values.front().text.substr(0, 1);
    Word joined;
    const Word* before = nullptr;
    for (const Word& word : found.words) {
      if (before && !separator.empty()) {
        // What may be no word at all takes a separator with it.
        const bool sure = !before->may_split && !word.may_split;
        joined.append(sure ? Word(separator) : Word::unknown(separator));
      }
      joined.append(word);
      before = &word;
    }
    return put(joined);
  }
  for (std::size_t i = 0; i < found.words.size(); ++i) {
    if (i > 0) segments.push_back({Word(), quoted, false, true});
    Word word = found.words[i];
    if (quoted && word.may_split) {  // "$@" of unknown parameters: any number of words
      segments.push_back({word, false, true, false});
      continue;
    }
    put(std::move(word));
  }
  if (found.words.empty() && quoted) {  // "$@" of nothing is no word at all, not an empty one
    if (!segments.empty() && segments.back().quoted && segments.back().word.text.empty())
      segments.pop_back();
  }
}

}  // namespace interlock
