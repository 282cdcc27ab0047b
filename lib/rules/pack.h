// A rule pack: one JSON file that a security team writes, reviews and ships.
// This header is the meaning of the format; rules/README.md is its page for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/rules/layer.h"

namespace interlock {

enum class On { command, sql, code, file, tool, opaque };

// Strictest last. `gate` is made from workflows, never written in a rule.
enum class Effect { log, warn, approve, gate, deny };

enum class Maturity { stable, incubating, sandbox, deprecated };

std::string_view name_of(On on);
std::string_view name_of(Effect effect);
std::string_view name_of(Maturity maturity);

// How a program reads its words, so that verbs and options of rules are found as the program itself
// would find them (families: lib/shell/options.h).
struct ToolGrammar {
  std::vector<std::string> programs;     // "atlas"
  std::string family;                    // "pflag"
  std::string short_values;              // letters of short options that take a value: "cu"
  std::vector<std::string> long_values;  // "--env"
  std::vector<std::string> flags;        // "--dry-run"
  std::string short_flags;               // letters known to take no value
  std::string short_optional;  // letters whose value can only be attached: mysql's -pSECRET
  bool reparses = false;       // of go_flag: reads options behind operands too
};

// Which commands: every part that is given must hold.
struct CommandPattern {
  std::vector<std::string> programs;  // base names; a trailing * is a prefix ("python*")
  std::vector<std::string> verbs;     // any of: "migrate apply" (operands in order, from the first
                                      // one; for families `equals` and `plain` any operand)
  std::vector<std::string> with;      // any of these options might be on ("--force", "-f");
                                      // "--type=down": with this value
  std::vector<std::string> without;   // does not fire when one of these is surely on ("--dry-run")
  std::vector<std::string> assigns;   // any of these variables may reach it: "NAME=value", "!.."
  std::string match;                  // RE2 on the canonical text
  std::string unless;                 // RE2: does not fire
};

struct When {
  std::vector<std::string>
      environments;  // names that the capture {env} must be among; "!prod" = not;
                     // "prod*"; a name that is not known counts as every one
  std::vector<std::string> directories;       // globs on the call's directory
  std::vector<std::string> permission_modes;  // "default", "bypassPermissions"
};

// One example: a command line, or a call of another kind. Run through the whole pipeline by
// `check`.
struct Example {
  std::string command;  // kind shell
  std::string patch;    // kind patch
  std::string tool;     // kind mcp/other, with `arguments` as JSON text
  std::string arguments;
  std::vector<std::pair<std::string, std::string>>
      files;             // name -> text, seen below the example's directory
  std::string position;  // "12:15" in the pack file, for messages
};

struct Rule {
  std::string id;  // "postgres.direct-client": the pack's name, a dot, a name
  On on = On::command;
  Effect effect = Effect::deny;
  Maturity maturity = Maturity::stable;
  bool locked = false;
  CommandPattern command;  // of `command`; programs also narrow `sql`, `code` and `opaque`
  std::vector<std::string> classes;    // of `sql`: any of the names in lib/sql/sql.h
  std::vector<std::string> dialects;   // of `sql`: "postgres" ..; empty: all
  std::vector<std::string> languages;  // of `code`
  std::vector<std::string>
      paths;  // of `file`: globs, ** crosses folders, relative ones match at any depth
  std::vector<std::string> operations;  // of `file`: "add", "update", "remove", "move"
  bool superseded = false;         // of `file`: only migrations that have later ones behind them
  std::vector<std::string> tools;  // of `tool`: globs on the whole name ("mcp__*__run_sql")
  std::vector<std::string> arguments;  // of `tool`: leaf paths that `match` reads ("sql",
                                       // "params.sql"); empty: all
  std::vector<std::string> lacks;      // of `tool`: fires only when none of these leaves is there
  std::vector<std::string> kinds;      // of `opaque`: OpaqueAction::kind
  When when;
  std::string
      reason;  // what was seen and what to do instead; {name} of captures, {program}, {objects}
  std::vector<Example> denies, allows;
  int line = 0;  // in the pack file, for messages
};

// How the hook itself proves a step.
struct Check {
  std::vector<std::string>
      argv;  // "{tool}": the agent's own launcher and program; "{scope}": its scope options;
             // "{files}": the files judged; "{directory}"
  std::vector<int> passes = {0};  // exit codes that mean: proved
  std::string fails_on;  // RE2 on the output that makes it a failure whatever the exit code
  std::string warns_on;  // RE2 on the output that makes a pass a warning
  std::string
      unavailable_on;  // RE2 on the output: the tool cannot do this (login needed): next check
  int seconds = 120;
};

struct Step {
  std::string id;     // "lint"
  std::string title;  // "lint of the migrations"
  CommandPattern
      command;  // how the agent's own call of this step looks (programs from the workflow)
  std::string
      example;  // the command to type, with {scope}: "atlas migrate lint {scope} --latest 1"
  std::vector<Check> checks;  // the first one whose program is there and able judges
};

struct Gate {
  enum class Mode { error_only, warning_sensitive, strict };
  std::string id;  // "apply"
  CommandPattern command;
  std::vector<std::string> needs;  // step ids, in the order to do them
  Mode mode = Mode::error_only;
  bool locked = false;
  std::vector<Example> denies, allows;
};

struct Trigger {
  std::string id;
  bool on_files = false;  // a write to one of the workflow's files, instead of a command
  CommandPattern command;
  std::vector<std::string> runs;  // step ids
};

struct Workflow {
  std::string id;                          // "atlas.versioned"
  std::vector<std::string> programs;       // "atlas"
  std::vector<std::string> scope_options;  // options whose values name the target: "--env", "--url"
  std::vector<std::string> directory_options;  // "--dir"; file:// and ?query are taken off
  std::string directory_default;               // "migrations"
  std::string config_file;                     // "atlas.hcl": where the directory may be named
  std::string config_directory;      // RE2 with a capture `dir` over the config file's text; the
                                     // capture {env} stands for the scope's environment
  std::vector<std::string> include;  // globs below the directory: "*.sql", "atlas.sum"
  std::vector<std::string> also;     // globs below the working directory: "atlas.hcl"
  int max_age_minutes = 720;
  std::vector<Step> steps;
  std::vector<Gate> gates;
  std::vector<Trigger> triggers;
};

struct Pack {
  std::string name, version, owner, description;
  int engine = 1;
  std::string file;  // where it was read from, for messages
  Layer layer = Layer::shipped;
  std::string signer;  // whose key signed it; empty: nobody's
  std::vector<ToolGrammar> tools;
  std::vector<Rule> rules;
  std::vector<Workflow> workflows;
  std::vector<Exception> exceptions;
  std::vector<Tightening> tighten;
};

// JSON text -> the packs of a file: one, or a list of them. Shared lists ("lists": {"clients":
// [..]}, used as "$clients") are resolved here. All faults at once, each "file:line:column: rule
// id: what was expected, got what".
struct PackFile {
  std::vector<Pack> packs;  // none when there are faults
  std::vector<std::string> faults;
};
PackFile parse_packs(std::string_view json, const std::string& file);

// What is wrong between packs: an id or a tool's grammar that two of them give.
std::vector<std::string> check_packs(const std::vector<Pack>& packs);

// What is wrong between layers: exceptions and tightenings of rules that are not there, are locked
// above them or already as strict. `packs` are all there are, of every maturity.
std::vector<std::string> check_layers(const std::vector<Pack>& packs);

// Takes out the rules that are not switched on: those less mature than `least`, and deprecated
// ones.
void keep_mature(std::vector<Pack>& packs, Maturity least);

inline constexpr int k_engine = 1;  // highest "engine" that this build understands

}  // namespace interlock
