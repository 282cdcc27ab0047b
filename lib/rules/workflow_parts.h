// Workflows as packs give them: files, steps that the hook proves, gates, triggers.
#pragma once

#include <string>
#include <vector>

#include "lib/rules/command_pattern.h"

namespace interlock {

// SQL that the hook reads itself, after the program of the check or instead of one.
struct SqlJudge {
  enum class Of { nothing, output, newest, files, arguments };
  Of of = Of::nothing;  // what the program printed, the newest migration files, all of them, or
                        // what a tool was given to judge
  std::string dialect;  // "postgres" ..; empty: as all of them read it
  std::string undo_from, undo_to;  // RE2: text from one to the other takes back, and is left out
  std::vector<std::string> warns, fails;  // classes of lib/sql/sql.h
};

// A program that is asked first; what `match` captures as `value` stands for "{first}".
struct Question {
  std::vector<std::string> argv;
  std::string match;  // RE2 with a capture `value`
  std::string otherwise;
};

// How the hook itself proves a step.
struct Check {
  std::vector<std::string>
      argv;  // "{tool}": the agent's own launcher and program; "{scope}": its scope options;
             // "{files}": the files judged; "{directory}"; empty: only `sql` judges
  std::vector<int> passes = {0};  // exit codes that mean: proved
  std::string fails_on;  // RE2 on the output that makes it a failure whatever the exit code
  std::string warns_on;  // RE2 on the output that makes a pass a warning
  std::string
      unavailable_on;  // RE2 on the output: the tool cannot do this (login needed): next check
  int seconds = 120;
  std::string pending;  // RE2: as often as it is in the output, so many migrations wait
  Question first;
  SqlJudge sql;
  std::string learns;  // of a tool's answer: RE2 whose captures are names of the scope
};

// Which calls of MCP tools a part of a workflow on tools means.
struct ToolPattern {
  std::vector<std::string> tools;      // globs on the whole name
  std::vector<std::string> arguments;  // leaves that `match` reads; empty: all
  std::vector<std::string> lacks;      // leaves of which none is given
  std::string match;                   // RE2
  std::vector<std::string> classes;    // of SQL: one of their statements is of such a class
};

struct Step {
  std::string id;     // "lint"
  std::string title;  // "lint of the migrations"
  CommandPattern
      command;  // how the agent's own call of this step looks (programs from the workflow)
  std::string
      example;  // the command to type, with {scope}: "atlas migrate lint {scope} --latest 1"
  std::vector<Check> checks;  // the first one whose program is there and able judges
  // Of a workflow on tools; its one check reads the answer.
  ToolPattern call;
  std::vector<std::string> judges;  // arguments whose texts are what is judged
  std::string confirms;             // the step whose result this one is another look at
};

struct Gate {
  enum class Mode { error_only, warning_sensitive, strict };
  std::string id;  // "apply"
  CommandPattern command;
  std::vector<std::string> needs;  // step ids, in the order to do them
  Mode mode = Mode::error_only;
  bool locked = false;
  bool on_commit = false;  // git commit of the workflow's files, instead of a command of its tool
  ToolPattern call;        // of a workflow on tools
  std::vector<std::string> judges;  // arguments that must be what the steps judged
  std::vector<std::string> same;    // names of the scope that evidence must share; empty: all
  std::vector<Example> denies, allows;
};

struct Trigger {
  std::string id;
  bool on_files = false;  // a write to one of the workflow's files, instead of a command
  CommandPattern command;
  std::vector<std::string> runs;  // step ids
};

struct Workflow {
  std::string id;         // "atlas.versioned"
  bool on_tools = false;  // about calls of MCP tools: what is judged stands in their arguments
  std::vector<std::string> programs;       // "atlas"
  std::vector<std::string> tool;           // its usual words when no call gave them: "python3",
                                           // "manage.py"
  std::vector<std::string> scope_options;  // options whose values name the target: "--env", "--url"
  std::vector<std::string> directory_options;     // "--dir"; file:// and ?query are taken off
  std::string directory_default;                  // "migrations"
  std::vector<std::string> config_files;          // where the directory may be named: the first one
                                                  // that is there
  std::string config_option, environment_option;  // "--config", "--env": rows of scope_options
  std::string environment_default;                // environment of a call that names none
  std::string config_mentions;   // RE2 over the config file's text: it names a directory, even if
                                 // config_directory cannot read which
  std::string config_directory;  // RE2 with a capture `dir` over the config file's text; {env}
                                 // stands for the scope's environment; with a capture `here`
                                 // the directory is one beside the config file
  std::vector<std::string> include;  // globs below the directory: "*.sql", "atlas.sum"
  std::vector<std::string> also;     // globs below the working directory: "atlas.hcl"
  int max_age_minutes = 720;
  std::vector<Step> steps;
  std::vector<Gate> gates;
  std::vector<Trigger> triggers;
};

}  // namespace interlock
