#include "lib/shell/just_values.h"

#include <algorithm>
#include <optional>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_value = 16'384;

// How the literal at `at` is quoted: " ' ` or three of them; empty when there is none.
std::string_view quote_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || std::string_view("\"'`").find(text[at]) == std::string_view::npos)
    return {};
  const std::string_view three = text.substr(at, 3);
  return three == std::string(3, text[at]) ? three : text.substr(at, 1);
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    const char c = text[++i];
    plain += c == 'n'    ? "\n"
             : c == 't'  ? "\t"
             : c == 'r'  ? "\r"
             : c == '\n' ? ""
                         : std::string(1, c);
  }
  return plain;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_-") == std::string_view::npos;
}

// A literal or the name of a variable.
std::optional<Word> atom_value(std::string_view atom, const JustVariables& variables) {
  const std::string_view quote = quote_at(atom, 0);
  if (!quote.empty()) {
    if (quote[0] == '`' || end_of_just_string(atom, 0) != atom.size()) return std::nullopt;
    const std::string_view body = atom.substr(quote.size(), atom.size() - 2 * quote.size());
    return Word(quote[0] == '"' ? unescaped(body) : std::string(body));
  }
  if (!is_name(atom)) return std::nullopt;
  const auto found = variables.find(std::string(atom));
  return found == variables.end() ? std::nullopt : std::optional<Word>(found->second);
}

// The offset of the next of `signs` outside of literals, parentheses and braces.
std::size_t find_sign(std::string_view text, std::string_view signs, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    if (!quote_at(text, at).empty()) {
      at = end_of_just_string(text, at);
      if (at == std::string_view::npos) return at;
      --at;
      continue;
    }
    if (depth == 0 && signs.find(text[at]) != std::string_view::npos) return at;
    if (text[at] == '(' || text[at] == '{') ++depth;
    if (text[at] == ')' || text[at] == '}') --depth;
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t end_of_just_string(std::string_view text, std::size_t at) {
  const std::string_view quote = quote_at(text, at);
  for (std::size_t i = at + quote.size(); i < text.size(); ++i) {
    if (text[i] == '\\' && quote[0] == '"')
      ++i;
    else if (text.substr(i, quote.size()) == quote)
      return i + quote.size();
  }
  return std::string_view::npos;
}

Word just_value(std::string_view expression, const JustVariables& variables) {
  Word value;
  for (std::size_t at = 0;;) {
    const std::size_t sign = find_sign(expression, "+/", at);
    const std::string_view atom = trim(expression.substr(at, sign - at));
    // A missing operand: "/" / "x" may leave it out on the left.
    const std::optional<Word> known =
        atom.empty() && at == 0 && sign != std::string_view::npos && expression[sign] == '/'
            ? Word()
            : atom_value(atom, variables);
    value.append(known ? *known : Word::unknown("{{" + std::string(atom) + "}}"));
    if (sign == std::string_view::npos) break;
    if (expression[sign] == '/') value.append(Word("/"));
    at = sign + 1;
  }
  if (value.text.size() > k_max_value) return Word::unknown("{{..}}");
  return value;
}

void add_just_commands(std::string_view expression, std::vector<std::string>& commands) {
  for (std::size_t at = 0; at < expression.size(); ++at) {
    const std::string_view quote = quote_at(expression, at);
    if (quote.empty()) continue;
    const std::size_t end = end_of_just_string(expression, at);
    if (end == std::string_view::npos) return;
    const std::string_view body = expression.substr(at + quote.size(), end - at - 2 * quote.size());
    const std::string_view before = trim(expression.substr(0, at));
    if (quote[0] == '`' || before.ends_with("shell("))
      commands.push_back(quote[0] == '"' ? unescaped(body) : std::string(body));
    at = end - 1;
  }
}

Word fill_just_line(std::string_view line, const JustVariables& variables,
                    std::vector<std::string>& commands) {
  Word word;
  std::size_t at = 0;
  for (;;) {
    const std::size_t open = line.find("{{", at);
    word.append(Word(line.substr(at, open - at)));
    if (open == std::string_view::npos) return word;
    if (line.substr(open, 4) == "{{{{") {  // so a brace is written
      word.append(Word("{{"));
      at = open + 4;
      continue;
    }
    const std::size_t close = find_sign(line, "}", open + 2);
    if (close == std::string_view::npos) return word.append(Word::unknown(line.substr(open)));
    const std::string_view expression = trim(line.substr(open + 2, close - open - 2));
    add_just_commands(expression, commands);
    word.append(just_value(expression, variables));
    at = std::min(close + 2, line.size());
  }
}

}  // namespace interlock
