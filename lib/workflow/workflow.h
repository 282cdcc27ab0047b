// Workflows: which files and which target a gated command concerns (subject.h), which steps are
// proved for exactly these files, and what to say when one is missing.
//
// Evidence belongs to (session, workflow, scope, step, digest of the files). A gate
// opens only when every needed step has passing evidence for the files as they are now.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/workflow/subject.h"

namespace interlock {

enum class Verdict {
  passed,
  warned,
  failed,
  unproved
};  // unproved: could not run, timed out, files
    // changed meanwhile
std::string_view name_of(Verdict verdict);
std::string_view told_as(Verdict verdict);     // "PASSED", to the model
Verdict verdict_named(std::string_view name);  // unproved for a name that is none

struct Evidence {
  std::string session, workflow, scope, step;
  std::string digest;  // hex SHA-256 over names and contents of Subject::files
  Verdict verdict = Verdict::unproved;
  int exit_code = -1;
  std::int64_t time_ms = 0;  // Unix time
  std::string by;            // the check's argv, masked
  std::string summary;       // first lines of its output, bounded, masked
  int judged = 0;            // newest migration files that the check looked at; 0: all
  int pending = 0;  // migration files that the check saw waiting for this target; 0: not said
};

struct StepState {
  enum class Kind { proved, warned, failed, stale_files, stale_age, missing, unproved, too_few };
  std::string step;
  Kind kind = Kind::missing;
  std::string detail;   // one clause for a person
  std::string command;  // what to type
};

struct GateState {
  std::size_t finding = 0;
  std::string gate;  // "atlas.versioned.apply"
  bool open = false;
  bool waits_for_person = false;  // the mode wants a person, or nothing can be judged here
  std::string digest;             // of the files that were judged
  std::string why;                // when shut: one sentence
  std::vector<StepState> steps;   // needed ones in order
};

// `evidence` is what the session holds for this workflow, in any scope, oldest first. Of several
// results of a step for the present files the newest one counts; a result that proves nothing
// withdraws nothing.
GateState judge_gate(const Workflow& workflow, const Gate& gate, const Subject& subject,
                     const std::string& digest, const std::vector<Evidence>& evidence,
                     std::int64_t now_ms);

// One step alone, as status shows it.
StepState judge_step(const Workflow& workflow, const Step& step, const Subject& subject,
                     const std::string& digest, const std::vector<Evidence>& evidence,
                     std::int64_t now_ms);

// A gated command must stand alone in its line (beside cd, harmless exports and set -e): what else
// runs could change what was judged. One sentence when it does not.
std::string check_stands_alone(const Actions& actions, int command);

// Names that could doctor a result when they are set: PATH, LD_*, NODE_OPTIONS, PRISMA_*, *_BINARY
// ...
bool doctors_results(std::string_view variable);
// Names that could move the target: DATABASE_URL, PG*, APP_ENV ...
bool names_target(std::string_view variable);
// Is this program taken from where programs usually are: a bare name, /usr/bin, node_modules/.bin
// ...?
bool is_usual_program(std::string_view word);
std::vector<std::string> check_harmless_tables();  // complaints about the tables themselves

// Placeholders of words that a program is given, filled in.
std::vector<Word> fill_words(const std::vector<std::string>& patterns, const Subject& subject);

// The argv of a check for a subject, placeholders filled in; unknown words keep their holes.
std::vector<Word> check_words(const Check& check, const Subject& subject);

// How many of the newest migration files such a check looks at: `latest` when one of its words says
// {latest}, {newest} or the like; 0 when it looks at all.
int files_judged(const Check& check, const Subject& subject);

// What an exit status and an output mean. Nothing: this check cannot judge here, try the next one.
std::optional<Verdict> judge_output(const Check& check, int exit_code, std::string_view output);

// How many of the newest files wait at most, as a check's output says: matches of its `pending`,
// back to the oldest one that its capture `name` tells; or "(3 migrations in total)". 0: not said.
int pending_of(const Check& check, std::string_view output, const std::vector<std::string>& files);

// The first capture `value` of a question in an output, or what stands for none.
std::string answer_of(const Question& question, std::string_view output);

// What the SQL of migrations does, read by the hook itself.
struct SqlVerdict {
  Verdict verdict = Verdict::passed;
  std::vector<std::string> lines;  // "drop: DROP TABLE users"
};
SqlVerdict judge_sql(const SqlJudge& judge, std::string_view text);

}  // namespace interlock
