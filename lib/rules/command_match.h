// Does one command, read by its tool's grammar, fit what a rule says of verbs and options?
// In doubt it does: a word that is not known may be any word.
#pragma once

#include <re2/re2.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/pack.h"
#include "lib/shell/command.h"
#include "lib/shell/options.h"

namespace interlock {

// Could the operands begin with the verb's words ("migrate apply")? For `equals` and `plain`, where
// several tasks stand in one call: do they hold it anywhere?
bool verb_fits(const OptionGrammar& grammar, const ReadLine& line, std::string_view verb);

// "--force", or "--type=down": the option with this value.
bool option_may_fit(const OptionGrammar& grammar, const ReadLine& line, std::string_view option);
bool option_surely_fits(const ReadLine& line, std::string_view option);

// Verbs, `with` and `without` of the pattern; not its programs and texts. `verb` is the one that
// fit.
bool words_fit(const CommandPattern& pattern, const OptionGrammar& grammar, const ReadLine& line,
               std::string& verb);

// Could `pattern.assigns` mean a variable of this name, whatever it holds?
bool names_variable(const CommandPattern& pattern, std::string_view name);

// The first of the variables that `pattern.assigns` means and whose value, where it is known, holds
// `value` (null: any). Those that might reach a command are
// the ones in front of it, the ones that the line has exported, and the ones that the line sets and
// that the environment may export already. Empty: none.
std::string variable_that_fits(const CommandPattern& pattern,
                               const std::vector<NamedWord>& variables, const re2::RE2* value);

}  // namespace interlock
