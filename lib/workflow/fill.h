// A subject's words as a person would type them.
#pragma once

#include <string>
#include <vector>

#include "lib/workflow/subject.h"

namespace interlock {

// Quoted where needed, passwords masked.
std::string render_words(const std::vector<Word>& words);

// The example of a step for this subject, with `cd` when the call starts elsewhere:
// "cd services/api && npx atlas migrate lint --env dev --latest 1".
std::string command_to_type(const Step& step, const Subject& subject);

// "cwd=/x dir=/x/migrations --env=dev": of the options that are named, or of all, and the
// arguments.
std::string compose_scope(const Subject& subject, const std::vector<std::string>& names, bool all,
                          bool arguments);

}  // namespace interlock
