// What a session did to migrations, as values, and as text in three forms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/edge/audit_log.h"
#include "lib/workflow/workflow.h"

namespace interlock {

// A statement that loses data.
struct Loss {
  int line = 0;
  std::string kind;  // class of the statement: "drop"
  std::string text;  // normal form, shortened
};

struct MigrationReport {
  std::string name, workflow, scope;
  std::string path;                 // below the folder where the tool runs, else absolute
  std::vector<std::string> tables;  // that its statements change, sorted
  std::optional<bool> destructive;  // nothing: it is no SQL that could be read
  std::vector<Loss> losses;
};

struct EvidenceReport {
  Evidence evidence;
  bool current = false;  // for the files as they are now
};

struct Report {
  SessionRow session;
  std::vector<MigrationReport> migrations;
  std::vector<EvidenceReport> evidence;
  std::vector<AuditRow> refusals;
};

// What the statements of a migration's forward part change and lose. The part that undoes it,
// behind a marker of goose, sql-migrate or dbmate, does not count.
void read_migration(std::string_view text, MigrationReport& report);

std::string render_report_json(const Report& report);
std::string render_report_markdown(const Report& report);
std::string render_report_sarif(const Report& report);  // SARIF 2.1.0

}  // namespace interlock
