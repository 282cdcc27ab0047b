// Can a word be what an option or an operand of a wrapper wants: a number, a duration (timeout),
// a signal (kill), a machine type (setarch)?
#pragma once

#include "lib/shell/wrapper_table_reader.h"

namespace interlock {

// skip: an optional operand that does not stand here; doubtful: the program may refuse it
enum class Fit { no, yes, skip, doubtful };

// `kind`: a letter of WrapperRow::operands. A word that is not known fits.
Fit fits(char kind, const Word& word);

// Would the program refuse the value of the option? An unknown one it may.
bool may_be_refused(const SeenOption& option);

}  // namespace interlock
