// The words of the command line -> one subcommand. Everything that CLI11 costs to compile is
// paid here; a new subcommand adds its options to subcommands.h, a file of its own and a block
// below.
#include <CLI/CLI.hpp>

#include "cli/subcommands.h"

namespace {

using namespace interlock;

void add_check(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* const command =
      app.add_subcommand("check", "read packs, report every fault, run every example");
  command->add_option("PACK", options->places, "pack files, or folders of them")->required();
  command->add_option("--against", options->against, "packs whose rules these may speak of")
      ->allow_extra_args(false);
  command->add_option("--layer", options->layer, "whose packs they are, with --against")
      ->check(CLI::IsMember({"shipped", "machine", "user", "project"}))
      ->capture_default_str();
  command->callback([&globals, &status, options] { status = run_check(globals, *options); });
}

void add_compile(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<CompileOptions>();
  CLI::App* const command =
      app.add_subcommand("compile", "make the rules image that the hooks read");
  command->add_option("--output,-o", options->output, "where the image is written")->required();
  command->add_option("FOLDER", options->places, "folders of packs, or packs")->required();
  command->add_option("--machine", options->machine, "folder of the machine's packs")
      ->allow_extra_args(false);
  command->add_option("--user", options->user, "folder of the user's packs")
      ->allow_extra_args(false);
  command->add_option("--maturity", options->maturity, "least mature rules that are switched on")
      ->check(CLI::IsMember({"stable", "incubating", "sandbox"}))
      ->capture_default_str();
  command->add_option("--trust", options->trust,
                      "keys to believe, where no /etc/interlock/trust.json says so");
  command->add_flag("--allow-older", options->allow_older,
                    "take packs that are older than those installed");
  command->add_flag("--portable", options->portable, "do not record where the packs are");
  command->callback([&globals, &status, options] { status = run_compile(globals, *options); });
}

void add_sign(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<SignOptions>();
  CLI::App* const command =
      app.add_subcommand("sign", "write PACK.minisig beside each pack, as minisign does");
  command->add_option("--key,-s", options->key, "the secret key, made by `minisign -G`")
      ->required();
  command->add_option("PACK", options->packs, "pack files")->required();
  command->callback([&globals, &status, options] { status = run_sign(globals, *options); });
}

void add_verify(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<SignOptions>();
  CLI::App* const command = app.add_subcommand("verify", "who signed these packs?");
  command->add_option("--key,-p", options->key, "the public key, or its file");
  command->add_option("--trust", options->trust, "keys to believe, instead of this machine's");
  command->add_option("PACK", options->packs, "pack files")->required();
  command->callback([&globals, &status, options] { status = run_verify(globals, *options); });
}

void add_try(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<TryOptions>();
  CLI::App* const command = app.add_subcommand(
      "try", "what would a pack change on past calls? Reads them from stdin, one a line");
  command->add_option("PACK", options->pack, "a pack, or a folder of them")->required();
  command->add_option("--layer", options->layer, "whose pack it would be")
      ->check(CLI::IsMember({"shipped", "machine", "user"}))
      ->capture_default_str();
  command->add_flag("--json", options->json, "print JSON");
  command->callback([&globals, &status, options] { status = run_try(globals, *options); });
}

void add_approve(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<ApproveOptions>();
  CLI::App* const command =
      app.add_subcommand("approve", "let one refused call through, once: for a person");
  command->add_option("CODE", options->code, "the code in the refusal");
  command->add_flag("--list", options->list, "the calls that wait");
  command->callback([&globals, &status, options] { status = run_approve(globals, *options); });
}

void add_doctor(CLI::App& app, const Globals& globals, int& status) {
  CLI::App* const command =
      app.add_subcommand("doctor", "is everything there, and does Codex run it?");
  command->callback([&globals, &status] { status = run_doctor(globals, {}); });
}

void add_register(CLI::App& app, const Globals& globals, int& status, bool remove) {
  const auto options = std::make_shared<RegisterOptions>();
  options->remove = remove;
  CLI::App* const command =
      remove ? app.add_subcommand("unregister", "take the hooks out of Codex's config.toml")
             : app.add_subcommand("register", "put the hooks into Codex's config.toml");
  command->add_option("--config", options->config,
                      "the config.toml, instead of $CODEX_HOME/config.toml");
  command->callback([&globals, &status, options] { status = run_register(globals, *options); });
}

void add_explain(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App* const command =
      app.add_subcommand("explain", "what a call is understood to do, and what would be decided");
  command
      ->add_option(
          "COMMAND", options->text,
          "a command line; with --tool its arguments as JSON; with --patch a patch; - for stdin")
      ->required();
  command->add_option("--tool", options->tool, "the call is one of this tool: mcp__server__tool");
  command->add_flag("--patch", options->patch, "the text is a patch of apply_patch");
  command->add_option("--cwd", options->directory, "directory of the call");
  command->add_option("--mode", options->mode, "permission mode of the call")
      ->capture_default_str();
  command->add_flag("--json", options->json, "print JSON");
  command->callback([&globals, &status, options] { status = run_explain(globals, *options); });
}

void add_list(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App* const command = app.add_subcommand("list", "the rules that are switched on");
  command->add_flag("--json", options->json, "print JSON");
  command->add_flag("--layers", options->layers,
                    "who decided what, the packs of this project and exceptions too");
  command->callback([&globals, &status, options] { status = run_list(globals, *options); });
}

void add_status(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<StatusOptions>();
  CLI::App* const command =
      app.add_subcommand("status", "what sessions have proved, and what of it still holds");
  command->add_option("SESSION", options->session,
                      "a session's id, or its beginning; default: the last active one");
  command->add_flag("--all", options->all, "every session");
  command->add_flag("--json", options->json, "print JSON");
  command->callback([&globals, &status, options] { status = run_status(globals, *options); });
}

void add_report(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<ReportOptions>();
  CLI::App* const command = app.add_subcommand(
      "report", "migrations of a session: what they change and lose, what was proved and refused");
  command->add_option("SESSION", options->session,
                      "a session's id, or its beginning; default: the last active one");
  command->add_option("--format", options->format, "json, markdown or sarif")
      ->check(CLI::IsMember({"json", "markdown", "sarif"}));
  command->callback([&globals, &status, options] { status = run_report(globals, *options); });
}

void add_log(CLI::App& app, const Globals& globals, int& status) {
  const auto options = std::make_shared<LogOptions>();
  CLI::App* const command =
      app.add_subcommand("log", "refusals, warnings and evidence, oldest first");
  command->add_option("SESSION", options->session, "of this session only");
  command->add_option("--limit,-n", options->limit, "how many of the newest rows")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_flag("--json", options->json, "print JSON");
  command->callback([&globals, &status, options] { status = run_log(globals, *options); });
}

}  // namespace

int main(int argc, char** argv) {
  Globals globals = current_globals();
  int status = exit_success;
  CLI::App app{"interlock: refuses dangerous database calls of coding agents", "interlock"};
  app.add_option("--rules", globals.rules, "an image, or a folder of packs to compile in memory");
  app.add_option("--state", globals.state, "directory of state.db");
  app.set_version_flag("--version", "interlock 0.1.0");
  app.require_subcommand(1);
  app.fallthrough();  // --rules and --state may stand behind the subcommand too
  add_check(app, globals, status);
  add_compile(app, globals, status);
  add_sign(app, globals, status);
  add_verify(app, globals, status);
  add_try(app, globals, status);
  add_approve(app, globals, status);
  add_doctor(app, globals, status);
  add_explain(app, globals, status);
  add_list(app, globals, status);
  add_log(app, globals, status);
  add_report(app, globals, status);
  add_status(app, globals, status);
  add_register(app, globals, status, false);
  add_register(app, globals, status, true);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);  // prints help, version or what is wrong
    return code == 0 ? exit_success : exit_usage;
  }
  return status;
}
