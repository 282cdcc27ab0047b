// As much of SQLite as the store needs, with handles that close themselves.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace interlock {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

// One prepared statement. Errors are kept, not thrown: ask error() after the last step().
class Query {
 public:
  Query(sqlite3* database, std::string_view sql);
  ~Query() { sqlite3_finalize(statement_); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& bind(std::string_view text);  // the next parameter
  Query& bind(std::int64_t number);
  bool step();                          // true: a row is there
  int error() const { return error_; }  // SQLITE_OK, or an extended code

  std::string text(int column) const;
  std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  int next_ = 1;
  int error_ = SQLITE_OK;
};

// Runs statements without results; an extended error code, or SQLITE_OK.
int execute(sqlite3* database, const char* sql);

// Takes memory as it is needed. By default SQLite fills pools at its start, and touching a page of
// memory costs more than all else that a hook does with it. Without effect once a database is open.
void use_little_memory();

// Waits for other processes: short sleeps of changing length, so that many waiters do not wake
// together, and no longer than `total_ms` for one statement.
void set_busy_wait(sqlite3* database, int total_ms);

}  // namespace interlock
