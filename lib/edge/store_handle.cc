// Writing, schema steps, and what becomes of a damaged file.
#include "lib/edge/store_handle.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/edge/audit_log.h"
#include "lib/edge/clock.h"

namespace interlock {
namespace {

// One step a version, run in order in one transaction each. Never edit a step: add the next.
constexpr const char* k_migrations[] = {
    "CREATE TABLE evidence(id INTEGER PRIMARY KEY, session TEXT NOT NULL, workflow TEXT NOT NULL,"
    " scope TEXT NOT NULL, step TEXT NOT NULL, digest TEXT NOT NULL, verdict TEXT NOT NULL,"
    " exit_code INTEGER NOT NULL, time_ms INTEGER NOT NULL, made_by TEXT NOT NULL,"
    " summary TEXT NOT NULL, judged INTEGER NOT NULL, pending INTEGER NOT NULL);"
    "CREATE INDEX evidence_of_session ON evidence(session, workflow);"
    "CREATE TABLE audit(id INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, kind TEXT NOT NULL,"
    " session TEXT NOT NULL, event TEXT NOT NULL, tool TEXT NOT NULL, rule TEXT NOT NULL,"
    " command TEXT NOT NULL, detail TEXT NOT NULL);"
    "CREATE INDEX audit_of_session ON audit(session);"
    "CREATE TABLE subject(session TEXT NOT NULL, workflow TEXT NOT NULL, scope TEXT NOT NULL,"
    " directory TEXT NOT NULL, migrations TEXT NOT NULL, words TEXT NOT NULL,"
    " time_ms INTEGER NOT NULL, PRIMARY KEY(session, workflow, scope)) WITHOUT ROWID;"
    "PRAGMA user_version=1;",
    "CREATE TABLE approval(code TEXT PRIMARY KEY, call TEXT NOT NULL, session TEXT NOT NULL,"
    " shown TEXT NOT NULL, directory TEXT NOT NULL, reason TEXT NOT NULL, made_ms INTEGER NOT NULL,"
    " approved_ms INTEGER NOT NULL, used_ms INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX approval_of_call ON approval(call);"
    "PRAGMA user_version=2;",
    "DROP TABLE audit;"  // see move_audit()
    "PRAGMA user_version=3;",
};
static_assert(std::size(k_migrations) == k_state_schema);

bool is_damage(int code) {
  const int primary = code & 0xff;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

int read_version(sqlite3* database, int& error) {
  Query statement(database, "PRAGMA user_version");
  const int version = statement.step() ? static_cast<int>(statement.number(0)) : 0;
  error = statement.error();
  return version;
}

// Schema 2 kept the audit rows in a table: they move to the log.
std::optional<Error> move_audit(sqlite3* database, const std::string& state_path) {
  std::vector<AuditRow> rows;
  Query statement(database,
                  "SELECT time_ms, kind, session, event, tool, rule, command, detail FROM audit"
                  " ORDER BY id");
  while (statement.step())
    rows.push_back({statement.number(0), audit_kind_named(statement.text(1)), statement.text(2),
                    statement.text(3), statement.text(4), statement.text(5), statement.text(6),
                    statement.text(7)});
  return append_audit(state_path.substr(0, state_path.rfind('/')), rows);
}

}  // namespace

Error Store::Handle::explain(int code, std::string message) {
  if (is_damage(code)) {
    const std::string why = sqlite3_errstr(code);
    database.reset();
    broken = set_state_aside(path, inode, unix_ms(), why);
    return {broken};
  }
  if ((code & 0xff) == SQLITE_BUSY)
    return {path + " was in use by other hooks for more than " +
            std::to_string(patience_ms / 1000) + " s"};
  if ((code & 0xff) == SQLITE_FULL) return {path + " cannot be written: the disk is full"};
  if (message.empty() && database) message = sqlite3_errmsg(database.get());
  return {path + ": " + message};
}

std::unique_ptr<StateLock> Store::Handle::take_turn() {
  const std::int64_t until = monotonic_ms() + patience_ms;
  auto lock = std::make_unique<StateLock>(path, patience_ms);
  set_busy_wait(database.get(),
                static_cast<int>(std::max<std::int64_t>(until - monotonic_ms(), 200)));
  return lock;
}

Error Store::Handle::give_up(int code, std::unique_ptr<StateLock>& lock) {
  const std::string message = sqlite3_errmsg(database.get());
  execute(database.get(), "ROLLBACK");
  lock.reset();
  return explain(code, message);
}

std::optional<Error> Store::Handle::migrate() {
  int error = SQLITE_OK;
  int version = read_version(database.get(), error);
  if (error != SQLITE_OK) return explain(error);
  if (version > k_state_schema)
    return Error{path + " was written by a newer interlock (schema " + std::to_string(version) +
                 ", this one knows " + std::to_string(k_state_schema) + ")"};
  if (version == k_state_schema) return std::nullopt;
  auto lock = take_turn();
  if (!lock->held()) return explain(SQLITE_BUSY);
  error = execute(database.get(), "BEGIN IMMEDIATE");
  if (error == SQLITE_OK)
    version = read_version(database.get(), error);  // another may have been first
  for (; error == SQLITE_OK && version < k_state_schema; ++version) {
    if (version == 2)
      if (const auto unmoved = move_audit(database.get(), path)) {
        execute(database.get(), "ROLLBACK");
        return unmoved;
      }
    error = execute(database.get(), k_migrations[version]);
  }
  if (error == SQLITE_OK) error = execute(database.get(), "COMMIT");
  if (error == SQLITE_OK) return std::nullopt;
  return give_up(error, lock);
}

std::optional<Error> Store::Handle::write(const Batch& batch) {
  const auto insert = [&](Query& statement) {
    statement.step();
    return statement.error();
  };
  auto lock = take_turn();
  if (!lock->held()) return explain(SQLITE_BUSY);
  int error = execute(database.get(), "BEGIN IMMEDIATE");
  for (const Evidence& row : batch.evidence) {
    Query statement(
        database.get(),
        "INSERT INTO evidence(session, workflow, scope, step, digest, verdict, exit_code,"
        " time_ms, made_by, summary, judged, pending) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
    statement.bind(row.session).bind(row.workflow).bind(row.scope).bind(row.step).bind(row.digest);
    statement.bind(name_of(row.verdict)).bind(std::int64_t{row.exit_code}).bind(row.time_ms);
    statement.bind(kept_text(row.by)).bind(kept_text(row.summary));
    statement.bind(std::int64_t{row.judged}).bind(std::int64_t{row.pending});
    if (error == SQLITE_OK) error = insert(statement);
  }
  for (const auto& [session, row] : batch.subjects) {
    Query statement(
        database.get(),
        "INSERT OR REPLACE INTO subject(session, workflow, scope, directory, migrations,"
        " words, time_ms) VALUES(?,?,?,?,?,?,?)");
    statement.bind(session)
        .bind(row.workflow)
        .bind(row.scope)
        .bind(row.directory)
        .bind(row.migrations);
    statement.bind(join(row.words, std::string_view(&k_unit, 1))).bind(row.time_ms);
    if (error == SQLITE_OK) error = insert(statement);
  }
  if (error == SQLITE_OK) error = execute(database.get(), "COMMIT");
  if (error == SQLITE_OK) return std::nullopt;
  return give_up(error, lock);
}

}  // namespace interlock
