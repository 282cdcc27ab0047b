// Workflows: which files and which target a gated command concerns, which steps are
// proved for exactly these files, and what to say when one is missing.
//
// Evidence belongs to (session, workflow, scope, step, digest of the files). A gate
// opens only when every needed step has passing evidence for the files as they are now.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/action/action.h"
#include "lib/base/files.h"
#include "lib/rules/match.h"

namespace interlock {

// What a workflow's command is about, in the agent's terms.
struct Subject {
  std::string workflow;
  std::string directory;     // where the command runs, absolute
  std::string migrations;    // folder of the migration files, absolute
  std::string scope;         // target in canonical form, secrets masked by a digest: "dir=/x env=dev"
  std::vector<std::string> scope_words;   // the agent's own scope options, to type again: "--env", "dev"
  std::vector<std::string> tool_words;    // its launcher and program: "npx", "atlas"
  std::vector<std::string> files;         // that belong to the digest: absolute, sorted
  std::vector<std::string> complaints;    // why it cannot be known ("--dir is not known: $DIR"): a gate
                                          // with complaints stays shut
};

Subject subject_of(const Image& image, const Workflow& workflow, const Actions& actions, int command,
                   const Files& files);

enum class Verdict { passed, warned, failed, unproved };  // unproved: could not run, timed out, files
                                                          // changed meanwhile
struct Evidence {
  std::string session, workflow, scope, step;
  std::string digest;        // hex SHA-256 over names and contents of Subject::files
  Verdict verdict = Verdict::unproved;
  int exit_code = -1;
  std::int64_t time_ms = 0;  // Unix time
  std::string by;            // the check's argv, masked
  std::string summary;       // first lines of its output, bounded, masked
};

struct StepState {
  enum class Kind { proved, warned, failed, stale_files, stale_age, missing, unproved };
  std::string step;
  Kind kind = Kind::missing;
  std::string detail;   // one clause for a person
  std::string command;  // what to type
};

struct GateState {
  std::size_t finding = 0;
  std::string gate;                  // "atlas.versioned.apply"
  bool open = false;
  std::string why;                   // when shut: one sentence
  std::vector<StepState> steps;      // needed ones in order
};

// `evidence` is everything the session holds for this workflow and scope, newest last.
GateState judge_gate(const Workflow& workflow, const Gate& gate, const Subject& subject,
                     const std::string& digest, const std::vector<Evidence>& evidence,
                     std::int64_t now_ms);

// A gated command must stand alone in its line (beside cd, harmless exports and set -e): what else runs
// could change what was judged. One sentence when it does not.
std::string check_stands_alone(const Actions& actions, int command);

// The argv of a check for a subject, placeholders filled in.
std::vector<std::string> check_words(const Check& check, const Subject& subject);

}  // namespace interlock
