// interlock explain: one call, from its text to the decision, each step shown.
#include "cli/explain.h"

#include <unistd.h>

#include <algorithm>

#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/commit_gate.h"
#include "lib/edge/disk.h"
#include "lib/edge/layers.h"
#include "lib/edge/stdio.h"
#include "lib/rules/examples.h"
#include "lib/rules/render.h"
#include "lib/rules/tool_commands.h"
#include "lib/shell/parse.h"
#include "lib/workflow/tool_gate.h"

namespace interlock {
namespace {

// Words with blanks in front of each line but the first.
std::string indented(std::string_view text, const std::string& by) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    if (!out.empty()) out += "\n" + by;
    out += line;
  }
  return out;
}

class Page {
 public:
  Page(const Globals& globals, const Explanation& explanation)
      : globals_(globals), what_(explanation), actions_(explanation.actions) {}

  std::string render() {
    if (!what_.tree.empty()) title("what bash reads") += what_.tree + "\n";
    commands();
    statements();
    others();
    findings();
    decision();
    return std::move(out_);
  }

 private:
  std::string& title(std::string_view text) {
    return out_ += coloured(globals_, Look::bold, text) + "\n";
  }
  void line(const std::string& text) { out_ += "  " + text + "\n"; }
  std::string number(int command) const {
    return command < 0 ? ""
                       : coloured(globals_, Look::grey, "  [" + std::to_string(command + 1) + "]");
  }

  void commands() {
    if (actions_.line.commands.empty()) return;
    title("what it runs");
    for (std::size_t i = 0; i < actions_.line.commands.size(); ++i) {
      const SimpleCommand& command = actions_.line.commands[i];
      out_ += "  " + std::to_string(i + 1) + ". " + show_command(command) + "\n";
      const std::vector<int> chain = chain_of(actions_, static_cast<int>(i));
      for (std::size_t step = 0; step + 1 < chain.size(); ++step) {
        const SimpleCommand& inner =
            actions_.line.commands[static_cast<std::size_t>(chain[step + 1])];
        line(std::string(3 + 2 * step, ' ') +
             coloured(globals_, Look::grey, "by " + inner.via + " of ") +
             show_command(actions_.line.commands[static_cast<std::size_t>(chain[step])]));
      }
      if (chain.size() == 1 && !command.via.empty())
        line("   " + coloured(globals_, Look::grey, "by " + command.via));
      std::string notes;
      if (!command.certain) notes += " may-not-run";
      if (command.background) notes += " background";
      if (command.is_remote) notes += " elsewhere";
      if (!notes.empty()) line("  " + coloured(globals_, Look::grey, notes));
    }
    out_ += "\n";
  }

  void statements() {
    if (actions_.sql.empty()) return;
    title("SQL that reaches a database");
    for (const SqlAction& one : actions_.sql)
      line(printable(one.statement.text, 300) +
           coloured(globals_, Look::grey,
                    "  # " + render_classes(one.statement.classes) + ", " + one.channel) +
           number(one.command));
    out_ += "\n";
  }

  void others() {
    const bool any = !actions_.code.empty() || !actions_.files.empty() || !actions_.tools.empty() ||
                     !actions_.opaque.empty();
    if (!any) return;
    title("what else it does");
    for (const CodeAction& one : actions_.code)
      line("runs " + one.language + " code (" + one.channel + "): " + printable(one.text, 200) +
           number(one.command));
    for (const FileAction& one : actions_.files) line(show_file(one) + number(one.command));
    for (const ToolAction& one : actions_.tools) line("calls " + show_tool(one));
    for (const OpaqueAction& one : actions_.opaque)
      line("cannot be read (" + one.kind + "): " + printable(one.what, 300) + number(one.command));
    out_ += "\n";
  }

  void findings() {
    if (what_.findings.empty()) return;
    title("rules that it meets");
    for (const Finding& one : what_.findings)
      line(coloured(globals_, one.effect >= Effect::approve ? Look::red : Look::yellow,
                    one.rule_id + " (" + std::string(name_of(one.effect)) + ")") +
           ": " + one.seen + number(one.command));
    out_ += "\n";
  }

  void decision() {
    title("decision");
    const auto& denial = what_.decision.denial();
    if (denial)
      line(coloured(globals_, Look::red, "refused") + ": " + indented(denial->reason, "  "));
    if (!denial) line(coloured(globals_, Look::green, "allowed"));
    for (const Finding& one : what_.findings)
      if (one.effect == Effect::log) line(one.rule_id + ": " + one.reason);
    for (const std::string& warning : what_.decision.warnings())
      line("warning: " + indented(warning, "  "));
    if (denial) line("digest for an exception: " + what_.digest);
  }

  const Globals& globals_;
  const Explanation& what_;
  const Actions& actions_;
  std::string out_;
};

// The gates as a session would find them that has proved nothing. Gates on commits that have no
// say in this one are taken out of the findings.
Result<std::vector<GateState>> fresh_gates(const Image& image, const Call& call,
                                           const Actions& actions, Findings& findings,
                                           const Files& files) {
  std::vector<GateState> gates;
  Findings kept;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    if (finding.effect != Effect::gate) {
      kept.push_back(finding);
      continue;
    }
    const auto workflow = image.workflow(static_cast<std::size_t>(finding.workflow));
    if (!workflow) return workflow.error();
    const auto number = static_cast<std::size_t>(finding.gate);
    if (number >= workflow->gates.size()) return Error{std::string(k_damaged_image)};
    const Gate& gate = workflow->gates[number];
    const auto action = static_cast<std::size_t>(finding.action);
    GateState state;
    if (gate.on_commit) {
      CommitGate commit(image, actions, finding.command, files);
      state = commit.judge(*workflow, gate, call, {}, {}, 0);
      if (state.open) continue;
    } else if (finding.on == On::tool && action < actions.tools.size()) {
      state = judge_tool_gate(
          *workflow, gate, tool_subject_of(*workflow, gate.judges, actions.tools[action]), {}, 0);
    } else {
      const Subject subject = subject_of(image, *workflow, actions, finding.command, files);
      state = judge_gate(*workflow, gate, subject, "", {}, 0);
    }
    state.finding = kept.size();
    kept.push_back(finding);
    gates.push_back(std::move(state));
  }
  findings = std::move(kept);
  return gates;
}

Result<Explanation> explain(const Image& image, const std::string& payload,
                            const std::string& home) {
  Explanation what;
  auto call = parse_call(payload);
  if (!call) return call.error();
  what.call = std::move(*call);
  const DiskFiles files;
  auto actions = actions_of(image, what.call, ActionContext{home, &files});
  if (!actions) return actions.error();
  what.actions = std::move(*actions);
  if (what.call.kind == Call::Kind::shell)
    what.tree = render_tree(parse_shell(what.call.text).list);
  auto findings = find_in_layers(image, what.call, what.actions, home);
  if (!findings) return findings.error();
  what.findings = std::move(*findings);
  auto gates = fresh_gates(image, what.call, what.actions, what.findings, files);
  if (!gates) return gates.error();
  what.gates = std::move(*gates);
  what.decision = decide(what.findings, what.gates);
  auto digest = digest_of_call(what.call, home);
  if (!digest) return digest.error();
  what.digest = std::move(*digest);
  return what;
}

}  // namespace

std::vector<int> chain_of(const Actions& actions, int command) {
  std::vector<int> chain;
  const auto& commands = actions.line.commands;
  while (command >= 0 && static_cast<std::size_t>(command) < commands.size() &&
         chain.size() < 100) {
    chain.insert(chain.begin(), command);
    command = commands[static_cast<std::size_t>(command)].parent;
  }
  return chain;
}

std::string render_text(const Globals& globals, const Explanation& explanation) {
  return Page(globals, explanation).render();
}

int run_explain(const Globals& globals, const ExplainOptions& options) {
  std::string text = options.text;
  if (text == "-") {
    auto input = read_all(STDIN_FILENO, k_max_input);
    if (!input) return complain(input.error().message, exit_unusable);
    text = std::move(*input);
  }
  const auto rules = load_rules_for(globals);
  if (!rules) return complain(rules.error().message, exit_unusable);
  const std::string name = options.patch          ? "apply_patch"
                           : options.tool.empty() ? "Bash"
                                                  : options.tool;
  const std::string directory = normalise_path(globals.directory, options.directory);
  const auto what = explain(rules->image(), payload_of(name, text, directory, options.mode),
                            globals.environment.home);
  if (!what) return complain("the call is refused: " + what.error().message, exit_failure);
  print(options.json ? render_json(*what) : render_text(globals, *what));
  return exit_success;
}

}  // namespace interlock
