// A workflow like Atlas' and a disk in memory, for the tests of this room.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lib/workflow/workflow.h"

namespace interlock {

inline Workflow sample_workflow() {
  Workflow workflow;
  workflow.id = "atlas.versioned";
  workflow.programs = {"atlas"};
  workflow.scope_options = {"--env", "-c|--config", "-u|--url", "--var", "--allow-dirty"};
  workflow.directory_options = {"--dir"};
  workflow.directory_default = "migrations";
  workflow.config_files = {"atlas.hcl"};
  workflow.config_option = "-c|--config";
  workflow.environment_option = "--env";
  workflow.include = {"*.sql", "atlas.sum"};
  workflow.also = {"*.hcl"};
  Step lint;
  lint.id = "lint";
  lint.title = "lint";
  lint.command.verbs = {"migrate lint"};
  lint.example = "{tool} migrate lint {--config} {--env} {--dir} {--dev-url} --latest {latest}";
  lint.checks.push_back({{"{tool}", "migrate", "lint", "{--config}", "{--env}", "{--dir}", "{--dev-url}", "--latest",
                          "{latest}"},
                         {0}, "", "", "", 10, "", {}, {}, ""});
  Step dry_run;
  dry_run.id = "dry-run";
  dry_run.title = "dry run";
  dry_run.command.verbs = {"migrate apply"};
  dry_run.example = "{tool} migrate apply {args} {scope} --dry-run";
  dry_run.checks.push_back({{"{tool}", "migrate", "apply", "{args}", "{scope}", "--dry-run"}, {0}, "", "", "", 10, "", {}, {}, ""});
  workflow.steps = {lint, dry_run};
  Gate gate;
  gate.id = "apply";
  gate.command.verbs = {"migrate apply"};
  gate.needs = {"lint", "dry-run"};
  workflow.gates = {gate};
  return workflow;
}

inline std::map<std::string, std::string> sample_files() {
  return {
      {"/app/atlas.hcl",
       "env \"dev\" {\n  url = getenv(\"SOME_PLACE\")\n  migration {\n    dir = \"file://migrations\"\n  }\n}\n"
       "env \"prod\" {\n  migration { dir = \"file://db/prod?format=atlas\" }\n}\n"},
      {"/app/migrations/1_init.sql", "create table a(b int);"},
      {"/app/migrations/2_more.sql", "create table c(d int);"},
      {"/app/migrations/atlas.sum", "h1:x"},
      {"/app/migrations/README.md", "notes"},
      {"/app/db/prod/1_init.sql", "create table a(b int);"},
      {"/app/other/1.sql", "select 1;"},
  };
}

// A line with one command of atlas, run in /app.
inline Actions one_command(std::vector<Word> argv, std::string directory = "/app") {
  Actions actions;
  SimpleCommand command;
  command.argv = std::move(argv);
  command.directory = Word(directory);
  actions.line.commands.push_back(std::move(command));
  return actions;
}

using Options = std::vector<std::pair<std::string, Word>>;

inline ToolCall call_of(std::vector<std::string> operands, Options options) {
  ToolCall call;
  call.operands = std::move(operands);
  call.options = std::move(options);
  return call;
}

inline Subject sample_subject(const Options& options = {{"--env", "dev"}}, std::vector<std::string> rest = {},
                              const std::string& directory = "/app", const std::string& session = "s1") {
  const MemoryFiles files(sample_files());
  std::vector<std::string> operands = {"migrate", "apply"};
  operands.insert(operands.end(), rest.begin(), rest.end());
  Subject subject = subject_of_call(sample_workflow(), call_of(operands, options), one_command({"atlas"}, directory), 0,
                                    files);
  subject.session = session;
  return subject;
}

}  // namespace interlock
