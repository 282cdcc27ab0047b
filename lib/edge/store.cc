#include "lib/edge/store.h"

#include <utility>

#include "lib/base/text.h"
#include "lib/edge/store_handle.h"

namespace interlock {
Store::Store(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& directory, Use use, int patience_ms) {
  const auto path = prepare_state_file(directory, k_state_file, use == Use::write);
  if (!path) return path.error();
  auto handle = std::make_unique<Handle>();
  handle->path = *path;
  handle->patience_ms = patience_ms;
  handle->inode = inode_of(*path);
  if (handle->inode == 0) return Store(std::move(handle));

  use_little_memory();
  sqlite3* database = nullptr;
  const int opened =
      sqlite3_open_v2(path->c_str(), &database,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  handle->database.reset(database);
  if (opened != SQLITE_OK) return handle->explain(opened);
  set_busy_wait(database, patience_ms);
  // A journal that is cut to nothing, not WAL: each process would read the whole WAL anew, since
  // the last one to leave takes its index along. No syncs: what a crash of the machine may lose is
  // evidence, and then the check runs again.
  const int set = execute(database,
                          "PRAGMA journal_mode=TRUNCATE;PRAGMA synchronous=OFF;"
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

std::optional<Error> Store::record(const Batch& batch) {
  if (!handle_->broken.empty()) return Error{handle_->broken};
  if (!handle_->database) return Error{handle_->path + " was opened for reading"};
  return handle_->write(batch);
}

}  // namespace interlock
