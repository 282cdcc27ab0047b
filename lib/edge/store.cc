#include "lib/edge/store.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/sqlite.h"
#include "lib/edge/state_file.h"
#include "lib/rules/match.h"

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
};
static_assert(std::size(k_migrations) == k_state_schema);

constexpr std::size_t k_max_text = 4'000;
constexpr char k_unit = '\x1f';  // between the words of a known subject

std::string safe(std::string_view text) { return shorten(mask_secrets(text), k_max_text); }

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

}  // namespace

struct Store::Handle {
  std::string path;
  unsigned long inode = 0;
  int patience_ms = k_busy_ms;
  Database database;   // null: nothing is there yet, and nothing is to be written
  std::string broken;  // why it is gone, when it was found damaged: never an empty answer then

  // REQUIRES: code is not SQLITE_OK.
  Error explain(int code, std::string message = "") {
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

  // The place at the head of the queue; SQLite itself then waits no longer than what is left.
  std::unique_ptr<StateLock> take_turn() {
    const std::int64_t until = monotonic_ms() + patience_ms;
    auto lock = std::make_unique<StateLock>(path, patience_ms);
    set_busy_wait(database.get(),
                  static_cast<int>(std::max<std::int64_t>(until - monotonic_ms(), 200)));
    return lock;
  }

  // Ends the transaction and leaves the queue first: setting a file aside waits in it too.
  Error give_up(int code, std::unique_ptr<StateLock>& lock) {
    const std::string message = sqlite3_errmsg(database.get());
    execute(database.get(), "ROLLBACK");
    lock.reset();
    return explain(code, message);
  }

  std::optional<Error> migrate();
  std::optional<Error> write(const Batch& batch);
};

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
  for (; error == SQLITE_OK && version < k_state_schema; ++version)
    error = execute(database.get(), k_migrations[version]);
  if (error == SQLITE_OK) error = execute(database.get(), "COMMIT");
  if (error == SQLITE_OK) return std::nullopt;
  return give_up(error, lock);
}

Store::Store(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& directory, Use use, int patience_ms) {
  const auto path = prepare_state_file(directory, use == Use::write);
  if (!path) return path.error();
  auto handle = std::make_unique<Handle>();
  handle->path = *path;
  handle->patience_ms = patience_ms;
  handle->inode = inode_of(*path);
  if (handle->inode == 0) return Store(std::move(handle));

  sqlite3* database = nullptr;
  const int opened =
      sqlite3_open_v2(path->c_str(), &database,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  handle->database.reset(database);
  if (opened != SQLITE_OK) return handle->explain(opened);
  set_busy_wait(database, patience_ms);
  // WAL: readers wait for nobody, so that 64 hooks at once all come through. No syncs and no
  // checkpoint at the end of each process: what a crash of the machine may lose is evidence, and
  // then the check runs again.
  int keep = 1;
  sqlite3_file_control(database, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
  sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  const int set = execute(database,
                          "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"
                          "PRAGMA trusted_schema=OFF;PRAGMA cell_size_check=ON");
  if (set != SQLITE_OK) return handle->explain(set);
  if (const auto error = handle->migrate()) return *error;
  return Store(std::move(handle));
}

sqlite3* Store::connection() const { return handle_->database.get(); }
std::string Store::complaint() const {
  return handle_->database ? sqlite3_errmsg(handle_->database.get()) : handle_->broken;
}

Result<std::vector<Evidence>> Store::evidence(const std::string& session,
                                              const std::string& workflow) const {
  std::vector<Evidence> rows;
  if (!handle_->broken.empty()) return Error{handle_->broken};
  if (!handle_->database) return rows;
  std::string sql =
      "SELECT session, workflow, scope, step, digest, verdict, exit_code, time_ms, made_by, "
      "summary,"
      " judged, pending FROM evidence WHERE 1";
  if (!session.empty()) sql += " AND session=?";
  if (!workflow.empty()) sql += " AND workflow=?";
  Query statement(handle_->database.get(), sql + " ORDER BY id");
  if (!session.empty()) statement.bind(session);
  if (!workflow.empty()) statement.bind(workflow);
  while (statement.step()) {
    Evidence row;
    row.session = statement.text(0);
    row.workflow = statement.text(1);
    row.scope = statement.text(2);
    row.step = statement.text(3);
    row.digest = statement.text(4);
    row.verdict = verdict_named(statement.text(5));
    row.exit_code = static_cast<int>(statement.number(6));
    row.time_ms = statement.number(7);
    row.by = statement.text(8);
    row.summary = statement.text(9);
    row.judged = static_cast<int>(statement.number(10));
    row.pending = static_cast<int>(statement.number(11));
    rows.push_back(std::move(row));
  }
  if (statement.error() != SQLITE_OK) return handle_->explain(statement.error());
  return rows;
}

Result<std::vector<KnownSubject>> Store::subjects(const std::string& session,
                                                  const std::string& workflow) const {
  std::vector<KnownSubject> rows;
  if (!handle_->broken.empty()) return Error{handle_->broken};
  if (!handle_->database) return rows;
  Query statement(handle_->database.get(),
                  "SELECT workflow, scope, directory, migrations, words, time_ms FROM subject"
                  " WHERE session=? AND workflow=? ORDER BY time_ms DESC");
  statement.bind(session).bind(workflow);
  while (statement.step()) {
    KnownSubject row;
    row.workflow = statement.text(0);
    row.scope = statement.text(1);
    row.directory = statement.text(2);
    row.migrations = statement.text(3);
    const std::string words = statement.text(4);
    for (const std::string_view word : split(words, k_unit)) row.words.emplace_back(word);
    row.time_ms = statement.number(5);
    rows.push_back(std::move(row));
  }
  if (statement.error() != SQLITE_OK) return handle_->explain(statement.error());
  return rows;
}

Result<std::vector<SessionRow>> Store::sessions() const {
  std::vector<SessionRow> rows;
  if (!handle_->broken.empty()) return Error{handle_->broken};
  if (!handle_->database) return rows;
  Query statement(
      handle_->database.get(),
      "SELECT session, min(time_ms), max(time_ms), sum(kind='evidence'), sum(kind='refusal')"
      " FROM audit GROUP BY session ORDER BY max(time_ms) DESC");
  while (statement.step())
    rows.push_back({statement.text(0), statement.number(1), statement.number(2),
                    static_cast<int>(statement.number(3)), static_cast<int>(statement.number(4))});
  if (statement.error() != SQLITE_OK) return handle_->explain(statement.error());
  return rows;
}

Result<std::vector<AuditRow>> Store::audit(const std::string& session, int limit) const {
  std::vector<AuditRow> rows;
  if (!handle_->broken.empty()) return Error{handle_->broken};
  if (!handle_->database) return rows;
  std::string sql = "SELECT time_ms, kind, session, event, tool, rule, command, detail FROM audit";
  if (!session.empty()) sql += " WHERE session=?";
  Query statement(handle_->database.get(), sql + " ORDER BY id DESC LIMIT ?");
  if (!session.empty()) statement.bind(session);
  statement.bind(std::int64_t{limit});
  while (statement.step()) {
    AuditRow row;
    row.time_ms = statement.number(0);
    row.kind = audit_kind_named(statement.text(1));
    row.session = statement.text(2);
    row.event = statement.text(3);
    row.tool = statement.text(4);
    row.rule = statement.text(5);
    row.command = statement.text(6);
    row.detail = statement.text(7);
    rows.push_back(std::move(row));
  }
  if (statement.error() != SQLITE_OK) return handle_->explain(statement.error());
  std::reverse(rows.begin(), rows.end());
  return rows;
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
    statement.bind(safe(row.by)).bind(safe(row.summary));
    statement.bind(std::int64_t{row.judged}).bind(std::int64_t{row.pending});
    if (error == SQLITE_OK) error = insert(statement);
  }
  for (const AuditRow& row : batch.audit) {
    Query statement(database.get(),
                    "INSERT INTO audit(time_ms, kind, session, event, tool, rule, command, detail)"
                    " VALUES(?,?,?,?,?,?,?,?)");
    statement.bind(row.time_ms)
        .bind(name_of(row.kind))
        .bind(row.session)
        .bind(row.event)
        .bind(row.tool);
    statement.bind(row.rule).bind(safe(row.command)).bind(safe(row.detail));
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

std::optional<Error> Store::record(const Batch& batch) {
  if (!handle_->broken.empty()) return Error{handle_->broken};
  if (!handle_->database) return Error{handle_->path + " was opened for reading"};
  return handle_->write(batch);
}

std::string_view name_of(AuditRow::Kind kind) {
  switch (kind) {
    case AuditRow::Kind::refusal:
      return "refusal";
    case AuditRow::Kind::warning:
      return "warning";
    case AuditRow::Kind::evidence:
      return "evidence";
    case AuditRow::Kind::override_:
      return "override";
    case AuditRow::Kind::failure:
      return "failure";
  }
  return "failure";
}

AuditRow::Kind audit_kind_named(std::string_view name) {
  using Kind = AuditRow::Kind;
  for (const Kind kind : {Kind::refusal, Kind::warning, Kind::evidence, Kind::override_})
    if (name == name_of(kind)) return kind;
  return Kind::failure;
}

}  // namespace interlock
