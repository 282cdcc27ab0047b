// Answers questions about text programs, patterns and arithmetic, for the comparison with the real
// ones in tests/differential/text_programs.py. A question is a number of fields in a line, then
// each field as its length in a line and its bytes; an answer is one field, or -1 for "cannot say".
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "lib/shell/arithmetic.h"
#include "lib/shell/pattern.h"
#include "lib/shell/text_programs.h"

namespace {

using interlock::Word;
using Fields = std::vector<std::string>;
using Answer = std::optional<std::string>;

std::optional<long> read_number() {
  long value = 0;
  if (std::scanf("%ld", &value) != 1 || std::getchar() != '\n') return std::nullopt;
  return value;
}

std::optional<Fields> read_question() {
  const std::optional<long> count = read_number();
  if (!count) return std::nullopt;
  Fields fields;
  for (long i = 0; i < *count; ++i) {
    const std::optional<long> size = read_number();
    if (!size) return std::nullopt;
    std::string field(static_cast<std::size_t>(*size), '\0');
    if (std::fread(field.data(), 1, field.size(), stdin) != field.size()) return std::nullopt;
    fields.push_back(std::move(field));
  }
  return fields;
}

// run PROGRAM INPUT ARGUMENT...
Answer run(const Fields& fields) {
  const std::vector<Word> arguments(fields.begin() + 3, fields.end());
  const auto printed = interlock::run_text_program(fields[1], arguments, Word(fields[2]));
  return printed ? Answer(printed->text) : std::nullopt;
}

// arithmetic EXPRESSION [NAME VALUE]... : the value, and every variable afterwards
Answer calculate(const Fields& fields) {
  std::map<std::string, std::string> variables;
  for (std::size_t i = 2; i + 1 < fields.size(); i += 2) variables[fields[i]] = fields[i + 1];
  const interlock::ArithmeticVariables access{
      [&](const std::string& name) { return Answer(variables.count(name) ? variables[name] : ""); },
      [&](const std::string& name, std::optional<std::int64_t> value) {
        variables[name] = std::to_string(value.value());
      }};
  const auto value = interlock::evaluate_arithmetic(fields[1], access);
  if (!value) return std::nullopt;
  std::string text = std::to_string(*value);
  for (std::size_t i = 2; i < fields.size(); i += 2) text += "|" + variables[fields[i]];
  return text;
}

// pattern OPERATION extglob|plain VALUE PATTERN [REPLACEMENT [&]]
Answer match(const Fields& fields) {
  const std::string &operation = fields[1], &value = fields[3], &pattern = fields[4];
  const bool extended = fields[2] == "extglob";
  bool unsure = false;
  std::string text;
  if (operation == "case")
    text = interlock::matches_pattern(pattern, value, extended, &unsure) ? "1" : "0";
  else if (operation[0] == '#')
    text = interlock::remove_prefix(value, pattern, operation == "##", extended, &unsure);
  else if (operation[0] == '%')
    text = interlock::remove_suffix(value, pattern, operation == "%%", extended, &unsure);
  else
    text = interlock::replace_pattern(value, pattern, fields.at(5), operation, extended, &unsure,
                                      fields.size() > 6);
  return unsure ? std::nullopt : Answer(text);
}

Answer answer(const Fields& fields) {
  if (fields.size() < 2) return std::nullopt;
  if (fields[0] == "run" && fields.size() > 2) return run(fields);
  if (fields[0] == "arithmetic") return calculate(fields);
  if (fields[0] == "pattern" && fields.size() > 4) return match(fields);
  if (fields[0] == "escapes") return interlock::decode_escapes(fields[1], true);
  return std::nullopt;
}

}  // namespace

int main() {
  while (const std::optional<Fields> fields = read_question()) {
    const Answer text = answer(*fields);
    if (text) {
      std::printf("%zu\n", text->size());
      std::fwrite(text->data(), 1, text->size(), stdout);
    } else {
      std::printf("-1\n");
    }
  }
  return 0;
}
