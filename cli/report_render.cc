// The three forms of a report: JSON for programs, Markdown for a pull request, SARIF for code
// scanning.
#include <algorithm>
#include <set>

#include "cli/json_out.h"
#include "cli/report.h"
#include "lib/base/text.h"
#include "lib/edge/clock.h"

namespace interlock {
namespace {

constexpr const char* k_schema = "https://json.schemastore.org/sarif-2.1.0.json";

// Text that a table of Markdown shows as it is.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\' || c == '<' || c == '`' || c == '*' || c == '_') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string_view answer(const std::optional<bool>& destructive) {
  return !destructive ? "not known" : *destructive ? "**yes**" : "no";
}

void add_message(JsonOut& out, std::string_view text) {
  out.begin_object("message");
  out.text("text", text);
  out.end_object();
}

void add_loss(JsonOut& out, const MigrationReport& migration, const Loss& loss) {
  out.begin_object();
  out.text("ruleId", "migration." + loss.kind);
  out.text("level", "error");
  add_message(out, migration.name + " loses data: " + loss.text);
  out.begin_array("locations");
  out.begin_object();
  out.begin_object("physicalLocation");
  out.begin_object("artifactLocation");
  out.text("uri", migration.path);
  out.end_object();
  out.begin_object("region");
  out.number("startLine", loss.line);
  out.end_object();
  out.end_object();
  out.end_object();
  out.end_array();
  out.end_object();
}

}  // namespace

std::string render_report_json(const Report& report) {
  JsonOut out;
  out.begin_object();
  out.text("session", report.session.session);
  out.text("first", render_time(report.session.first_ms));
  out.text("last", render_time(report.session.last_ms));
  out.begin_array("migrations");
  for (const MigrationReport& one : report.migrations) {
    out.begin_object();
    out.text("migration_name", one.name);
    out.text("path", one.path);
    out.text("workflow", one.workflow);
    out.text("scope", one.scope);
    out.begin_array("tables_affected");
    for (const std::string& table : one.tables) out.text(table);
    out.end_array();
    if (one.destructive)
      out.truth("destructive", *one.destructive);
    else
      out.nothing("destructive");
    out.begin_array("losses");
    for (const Loss& loss : one.losses) {
      out.begin_object();
      out.number("line", loss.line);
      out.text("class", loss.kind);
      out.text("statement", loss.text);
      out.end_object();
    }
    out.end_array();
    out.end_object();
  }
  out.end_array();
  out.begin_array("evidence");
  for (const EvidenceReport& one : report.evidence) {
    out.begin_object();
    out.text("workflow", one.evidence.workflow);
    out.text("step", one.evidence.step);
    out.text("scope", one.evidence.scope);
    out.text("verdict", name_of(one.evidence.verdict));
    out.truth("current", one.current);
    out.text("digest", one.evidence.digest);
    out.text("time", render_time(one.evidence.time_ms));
    out.text("by", one.evidence.by);
    out.end_object();
  }
  out.end_array();
  out.begin_array("refusals");
  for (const AuditRow& row : report.refusals) {
    out.begin_object();
    out.text("time", render_time(row.time_ms));
    out.text("rule", row.rule);
    out.text("call", row.command);
    out.text("reason", row.detail);
    out.end_object();
  }
  out.end_array();
  out.end_object();
  return out.take() + "\n";
}

std::string render_report_markdown(const Report& report) {
  std::string out = "## Migrations of session " + cell(report.session.session) + "\n\n";
  if (report.migrations.empty()) out += "No migration was judged in this session.\n";
  if (!report.migrations.empty()) {
    out += "| migration | tables | destructive |\n|---|---|---|\n";
    for (const MigrationReport& one : report.migrations)
      out += "| " + cell(one.name) + " | " + cell(join(one.tables, ", ")) + " | " +
             std::string(answer(one.destructive)) + " |\n";
  }
  for (const MigrationReport& one : report.migrations)
    for (const Loss& loss : one.losses)
      out +=
          "\n- " + cell(one.path) + " line " + std::to_string(loss.line) + ": " + cell(loss.text);
  out += report.migrations.empty() ? "" : "\n";
  if (!report.evidence.empty()) {
    out +=
        "\n### Checks\n\n| step | verdict | for the files as they are | when "
        "|\n|---|---|---|---|\n";
    for (const EvidenceReport& one : report.evidence)
      out += "| " + cell(one.evidence.workflow + " " + one.evidence.step) + " | " +
             std::string(name_of(one.evidence.verdict)) + " | " + (one.current ? "yes" : "no") +
             " | " + render_time(one.evidence.time_ms) + " |\n";
  }
  if (!report.refusals.empty()) {
    out += "\n### Refused\n\n| rule | call |\n|---|---|\n";
    for (const AuditRow& row : report.refusals)
      out += "| " + cell(row.rule) + " | " + cell(shorten(row.command, 120)) + " |\n";
  }
  return out;
}

std::string render_report_sarif(const Report& report) {
  std::set<std::string> ids;
  for (const MigrationReport& one : report.migrations)
    for (const Loss& loss : one.losses) ids.insert("migration." + loss.kind);
  for (const AuditRow& row : report.refusals) ids.insert(row.rule);
  JsonOut out;
  out.begin_object();
  out.text("$schema", k_schema);
  out.text("version", "2.1.0");
  out.begin_array("runs");
  out.begin_object();
  out.begin_object("tool");
  out.begin_object("driver");
  out.text("name", "interlock");
  out.begin_array("rules");
  for (const std::string& id : ids) {
    out.begin_object();
    out.text("id", id);
    out.end_object();
  }
  out.end_array();
  out.end_object();
  out.end_object();
  out.begin_array("results");
  for (const MigrationReport& one : report.migrations)
    for (const Loss& loss : one.losses) add_loss(out, one, loss);
  for (const AuditRow& row : report.refusals) {
    out.begin_object();
    out.text("ruleId", row.rule);
    out.text("level", "note");
    add_message(out, "refused: " + row.command + ": " + row.detail);
    out.end_object();
  }
  out.end_array();
  out.end_object();
  out.end_array();
  out.end_object();
  return out.take() + "\n";
}

}  // namespace interlock
