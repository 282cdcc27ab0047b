// A rule pack: one JSON file that a security team writes, reviews and ships.
// This header is the meaning of the format; rules/README.md is its page for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/rules/command_pattern.h"
#include "lib/rules/layer.h"
#include "lib/rules/workflow_parts.h"

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

// A call of an MCP tool that does what a command line does: it is read as that line, so that every
// rule, step and gate of the program holds for it.
struct ToolCommand {
  std::vector<std::string> tools;  // globs on the whole name
  std::vector<std::string> words;  // "--url={url}": left out when the argument is not given;
                                   // "{dirUrl|absolute}": not known unless it is an absolute path
};

struct When {
  std::vector<std::string>
      environments;  // names that the capture {env} must be among; "!prod" = not;
                     // "prod*"; a name that is not known counts as every one
  std::vector<std::string> directories;       // globs on the call's directory
  std::vector<std::string> permission_modes;  // "default", "bypassPermissions"
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

struct Pack {
  std::string name, version, owner, description;
  int engine = 1;
  std::string file;  // where it was read from, for messages
  Layer layer = Layer::shipped;
  std::string signer;  // whose key signed it; empty: nobody's
  std::vector<ToolGrammar> tools;
  std::vector<ToolCommand> calls;
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
