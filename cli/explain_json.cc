// The explanation of a call as JSON.
#include "cli/explain.h"
#include "cli/json_out.h"
#include "lib/rules/match.h"

namespace interlock {
namespace {

std::string_view name_of_operation(FileAction::Operation operation) {
  switch (operation) {
    case FileAction::Operation::add:
      return "add";
    case FileAction::Operation::update:
      return "update";
    case FileAction::Operation::remove:
      return "remove";
    case FileAction::Operation::move:
      return "move";
  }
  return "";
}

void write_commands(JsonOut& out, const Actions& actions) {
  out.begin_array("commands");
  for (const SimpleCommand& command : actions.line.commands) {
    out.begin_object();
    out.begin_array("words");
    for (const Word& word : command.argv) out.text(mask_secrets(word.text));
    out.end_array();
    out.text("via", command.via);
    out.number("parent", command.parent);
    out.text("directory", command.directory.text);
    out.truth("certain", command.certain);
    out.truth("remote", command.is_remote);
    out.end_object();
  }
  out.end_array();
}

void write_texts(JsonOut& out, const Actions& actions) {
  out.begin_array("sql");
  for (const SqlAction& one : actions.sql) {
    out.begin_object();
    out.text("statement", one.statement.text);
    out.text("classes", render_classes(one.statement.classes));
    out.begin_array("objects");
    for (const std::string& object : one.statement.objects) out.text(object);
    out.end_array();
    out.text("channel", one.channel);
    out.number("command", one.command);
    out.end_object();
  }
  out.end_array();
  out.begin_array("code");
  for (const CodeAction& one : actions.code) {
    out.begin_object();
    out.text("language", one.language);
    out.text("channel", one.channel);
    out.text("text", mask_secrets(one.text));
    out.number("command", one.command);
    out.end_object();
  }
  out.end_array();
}

void write_others(JsonOut& out, const Actions& actions) {
  out.begin_array("files");
  for (const FileAction& one : actions.files) {
    out.begin_object();
    out.text("operation", name_of_operation(one.operation));
    out.text("path", one.path.text);
    out.text("channel", one.channel);
    out.number("command", one.command);
    out.end_object();
  }
  out.end_array();
  out.begin_array("tools");
  for (const ToolAction& one : actions.tools) {
    out.begin_object();
    out.text("name", one.name);
    for (const Leaf& leaf : one.leaves) out.text(leaf.path, mask_secrets(leaf.text));
    out.end_object();
  }
  out.end_array();
  out.begin_array("opaque");
  for (const OpaqueAction& one : actions.opaque) {
    out.begin_object();
    out.text("kind", one.kind);
    out.text("what", mask_secrets(one.what));
    out.text("program", one.program);
    out.number("command", one.command);
    out.end_object();
  }
  out.end_array();
}

void write_findings(JsonOut& out, const Findings& findings) {
  out.begin_array("findings");
  for (const Finding& one : findings) {
    out.begin_object();
    out.text("rule", one.rule_id);
    out.text("effect", name_of(one.effect));
    out.text("on", name_of(one.on));
    out.text("seen", one.seen);
    out.text("reason", one.reason);
    out.number("command", one.command);
    out.number("action", one.action);
    out.end_object();
  }
  out.end_array();
}

}  // namespace

std::string render_json(const Explanation& explanation) {
  JsonOut out;
  out.begin_object();
  out.text("tool", explanation.call.tool_name);
  out.text("text", mask_secrets(explanation.call.text));
  write_commands(out, explanation.actions);
  write_texts(out, explanation.actions);
  write_others(out, explanation.actions);
  out.text("digest", explanation.digest);
  write_findings(out, explanation.findings);
  out.begin_object("decision");
  const auto& denial = explanation.decision.denial();
  out.text("outcome", denial ? "refuse" : "allow");
  if (denial) {
    out.text("rule", denial->rule_id);
    out.text("effect", name_of(denial->effect));
    out.text("reason", denial->reason);
  }
  out.begin_array("warnings");
  for (const std::string& warning : explanation.decision.warnings()) out.text(warning);
  out.end_array();
  out.end_object();
  out.end_object();
  return out.take() + "\n";
}

}  // namespace interlock
