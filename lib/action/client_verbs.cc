#include "lib/action/client_verbs.h"

#include "lib/base/text.h"
#include "lib/shell/command_names.h"

namespace interlock {
namespace {

bool is_verb(OptionFamily family, std::string_view word, std::string_view verb) {
  return word == verb || (family == OptionFamily::symfony && is_symfony_short(word, verb));
}

}  // namespace

std::optional<std::size_t> match_verbs(const ClientRow& row, const ReadLine& line) {
  if (row.verbs.empty()) return 0;
  const auto verbs = split(row.verbs, ' ');
  // An unknown global option before the verb may have a value that looks like an operand.
  std::size_t at = 0;
  while (at < line.operands.size() && !line.operands[at].certain &&
         !is_verb(row.grammar.family, line.operands[at].word.text, verbs[0]))
    ++at;
  if (line.operands.size() < at + verbs.size()) return std::nullopt;
  for (std::size_t i = 0; i < verbs.size(); ++i) {
    const Word& word = line.operands[at + i].word;
    if (!word.known() || !is_verb(row.grammar.family, word.text, verbs[i])) return std::nullopt;
  }
  return at + verbs.size();
}

}  // namespace interlock
