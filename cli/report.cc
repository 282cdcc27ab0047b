// interlock report: migrations of a session, what they change and lose, the evidence about them,
// and what was refused on the way.
#include "cli/report.h"

#include <algorithm>

#include "cli/state_of.h"
#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/commit_gate.h"
#include "lib/edge/digest.h"
#include "lib/edge/disk.h"
#include "lib/edge/known_subject.h"
#include "lib/sql/sql.h"

namespace interlock {
namespace {

constexpr DiskLimits k_limits = {
    .file_bytes = 4u << 20, .total_bytes = 64u << 20, .files = 60'000, .entries = 40'000};
constexpr std::size_t k_most_rows = 1000;
constexpr std::size_t k_shown_statement = 200;

constexpr SqlClass k_losing[] = {SqlClass::drop,       SqlClass::truncate,
                                 SqlClass::delete_all, SqlClass::update_all,
                                 SqlClass::replace,    SqlClass::alter_destructive};

// Behind such a line stands what undoes the migration.
bool begins_undo(std::string_view line) {
  const std::string text = to_lower(trim(line));
  if (!text.starts_with("--")) return false;
  const std::string mark(trim(std::string_view(text).substr(2)));
  for (const std::string_view one : {"+goose down", "+migrate down", "migrate:down"})
    if (mark.starts_with(one)) return true;
  return false;
}

std::string_view forward_part(std::string_view text) {
  std::size_t at = 0;
  for (const std::string_view line : split(text, '\n')) {
    if (begins_undo(line)) return text.substr(0, at);
    at += line.size() + 1;
  }
  return text;
}

// Undo files of tools that keep them beside the migration.
bool is_undo_file(std::string_view name) {
  return name.ends_with(".down.sql") || name == "down.sql" || name.starts_with("U");
}

std::string shown_path(const Subject& subject, const std::string& path) {
  const std::string below = subject.directory + "/";
  return path.starts_with(below) ? path.substr(below.size()) : path;
}

// The newest files that a check of this session saw waiting, or looked at; the newest one at least.
std::size_t count_of_new(const std::vector<Evidence>& evidence, const Subject& subject) {
  int count = 1;
  for (const Evidence& one : evidence)
    if (one.scope == subject.scope || subject.scope.starts_with(one.scope))
      count = std::max({count, one.pending, one.judged});
  return std::min(static_cast<std::size_t>(count), subject.migration_files.size());
}

void add_migrations(const Subject& subject, const std::vector<Evidence>& evidence,
                    const Files& files, Report& report) {
  const std::size_t count = count_of_new(evidence, subject);
  for (std::size_t i = subject.migration_files.size() - count; i < subject.migration_files.size();
       ++i) {
    const std::string& path = subject.migration_files[i];
    const std::string name(base_name(path));
    if (is_undo_file(name)) continue;
    MigrationReport one;
    one.name = name;
    one.workflow = subject.workflow;
    one.scope = subject.scope;
    one.path = shown_path(subject, path);
    if (name == "migration.sql") one.name = std::string(base_name(path.substr(0, path.rfind('/'))));
    const auto text = name.ends_with(".sql") ? files.read(path) : std::nullopt;
    if (text) read_migration(*text, one);
    report.migrations.push_back(std::move(one));
  }
}

Result<Report> report_of(const Store& store, const std::string& state, const SessionRow& session,
                         const Image& image) {
  Report report;
  report.session = session;
  for (std::size_t i = 0; i < image.workflow_count(); ++i) {
    const auto workflow = image.workflow(i);
    if (!workflow) continue;
    const auto evidence = store.evidence(session.session, workflow->id);
    if (!evidence) return evidence.error();
    const auto subjects = store.subjects(session.session, workflow->id);
    if (!subjects) return subjects.error();
    std::vector<std::string> digests;
    for (const KnownSubject& known : *subjects) {
      if (known.words.empty()) continue;  // its target holds a secret: it cannot be looked up again
      const DiskFiles files(k_limits);
      const Subject subject = restore_subject(*workflow, known, files);
      if (const auto digest = digest_of(subject)) digests.push_back(*digest);
      add_migrations(subject, *evidence, files, report);
    }
    for (const Evidence& one : *evidence) {
      if (one.step.starts_with(k_commit_step)) continue;  // the same result, kept for commits
      const bool current = std::find(digests.begin(), digests.end(), one.digest) != digests.end();
      report.evidence.push_back({one, current});
    }
  }
  const auto log = read_audit(state, session.session, k_most_rows);
  if (!log) return log.error();
  for (const AuditRow& row : log->rows)
    if (row.kind == AuditRow::Kind::refusal) report.refusals.push_back(row);
  return report;
}

}  // namespace

void read_migration(std::string_view text, MigrationReport& report) {
  const std::string_view forward = forward_part(text);
  report.destructive = false;
  for (const Statement& statement : read_sql(forward)) {
    for (const std::string& object : statement.objects) report.tables.push_back(object);
    if (statement.nested) continue;  // the one that holds it has its classes too
    for (const SqlClass kind : k_losing) {
      if (!statement.classes.has(kind)) continue;
      const auto begin = forward.begin();
      const auto end =
          begin + static_cast<std::ptrdiff_t>(std::min(statement.begin, forward.size()));
      report.losses.push_back({1 + static_cast<int>(std::count(begin, end, '\n')),
                               std::string(name_of(kind)),
                               shorten(statement.text, k_shown_statement)});
      report.destructive = true;
    }
  }
  std::sort(report.tables.begin(), report.tables.end());
  report.tables.erase(std::unique(report.tables.begin(), report.tables.end()), report.tables.end());
}

int run_report(const Globals& globals, const ReportOptions& options) {
  const auto state = state_directory(globals);
  if (!state) return complain(state.error().message, exit_unusable);
  const auto store = open_state(globals);
  if (!store) return complain(store.error().message, exit_unusable);
  const auto sessions = list_sessions(globals);
  if (!sessions) return complain(sessions.error().message, exit_unusable);
  const auto rules = load_rules_for(globals);
  if (!rules) return complain(rules.error().message, exit_unusable);
  const auto wanted = std::find_if(
      sessions->begin(), sessions->end(),
      [&](const SessionRow& session) { return session.session.starts_with(options.session); });
  if (wanted == sessions->end())
    return complain(options.session.empty() ? "no session has left anything to report"
                                            : "there is no session " + options.session,
                    exit_failure);
  const auto report = report_of(*store, *state, *wanted, rules->image());
  if (!report) return complain(report.error().message, exit_unusable);
  if (options.format == "markdown")
    print(render_report_markdown(*report));
  else
    print(options.format == "sarif" ? render_report_sarif(*report) : render_report_json(*report));
  return exit_success;
}

}  // namespace interlock
