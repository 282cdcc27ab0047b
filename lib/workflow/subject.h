// A command of a workflow's tool -> what it is about: which folder of migrations, which target,
// which files. The surprise: what a subject does not know it says in `complaints`, and a gate with
// a complaint stays shut; a guess could open it for the wrong database.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/action/action.h"
#include "lib/base/files.h"
#include "lib/rules/match.h"

namespace interlock {

// One option of the agent's call that names the target, under the name that the workflow gives it.
struct SubjectOption {
  std::string name;         // "--env", for "-u" too when the workflow says "-u|--url"
  std::vector<Word> words;  // to type it again: "--env", "dev"
  std::string scope;        // "env=dev"; passwords masked, with a fingerprint that keeps them apart
};

// What a workflow's command is about, in the agent's terms.
struct Subject {
  std::string session;  // set by main; evidence of another session never counts
  std::string workflow;
  std::string directory;       // where the command runs, absolute
  std::string call_directory;  // where the call starts, before any cd; empty when not known
  std::string migrations;      // folder of the migration files, absolute
  std::string scope;           // target in canonical form: "cwd=/x dir=/x/migrations --env=dev"
  std::vector<std::string>
      scope_words;               // the agent's own scope options, to type again: "--env", "dev"
  std::vector<Word> tool_words;  // its launcher and program: "npx", "atlas"
  std::vector<SubjectOption> options;  // by name; target options, then carried ones
  std::vector<Word> arguments;         // operands after the verb: "1" of `migrate apply 1`
  std::vector<NamedWord> environment;  // assignments in force for the command
  std::vector<std::string>
      environment_scope;           // those of them that can move the target: "$DATABASE_URL=.."
  std::vector<std::string> files;  // that belong to the digest: absolute, sorted
  std::vector<std::string>
      migration_files;  // those of the first include glob that has any: by name, newest last
  int latest = 1;  // how many of the newest files a check should look at; main raises it when a dry
                   // run said more
  std::vector<std::string> complaints;  // why it cannot be known ("--dir is not known: $DIR")
};

// Of command number `command` of `actions`, read by the tool's grammar in the image.
Subject subject_of(const Image& image, const Workflow& workflow, const Actions& actions,
                   int command, const Files& files);

// The same with the call's words already read: what subject_of does after asking the grammar.
Subject subject_of_call(const Workflow& workflow, const ToolCall& call, const Actions& actions,
                        int command, const Files& files);

// Of a write to a migration file, where no call says what the target is: the nearest folder above
// the file that holds the workflow's configuration, and its environment when it names exactly one.
// Nothing when no configuration and no file of the tool's own (atlas.sum) shows that the project
// uses it at all.
std::optional<Subject> subject_of_file(const Workflow& workflow, const std::string& path,
                                       const std::string& directory, const Files& files);

// Fills in migrations, files, scope and scope_words from directory, options, arguments and
// environment.
void settle_subject(const Workflow& workflow, const Files& files, Subject& subject);

// Is this path one of the workflow's files for this subject, whether it exists or not?
bool concerns_file(const Workflow& workflow, const Subject& subject, std::string_view path);

// A value with its passwords masked; what masking changed keeps a fingerprint of the whole.
std::string mask_value(std::string_view value);

// "--env=dev" of the words "-e", "dev": each spelling with its value, in order. A flag has no
// value.
std::string scope_of_words(const std::string& name, const std::vector<Word>& words);

// A spelling list of the workflow ("-u|--url") -> the name that stands for it, the longest one.
std::string option_name(std::string_view spellings);

// The part of the scope that a step's evidence belongs to. A lint that never sees --url holds for
// every
// --url: a step depends on the options that its example and checks mention ("{--env}"; "{scope}":
// all).
std::string step_scope(const Step& step, const Subject& subject);

// Placeholders of a check's or example's word, filled in; several words or none for "{scope}",
// "{files}".
std::vector<Word> fill_word(std::string_view pattern, const Subject& subject);

}  // namespace interlock
