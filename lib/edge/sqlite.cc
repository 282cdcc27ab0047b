#include "lib/edge/sqlite.h"

#include <time.h>
#include <unistd.h>

namespace interlock {
namespace {

std::int64_t monotonic_us() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * std::int64_t{1'000'000} + now.tv_nsec / 1000;
}

// SQLite hands back one pointer: it carries the limit, and the rest is read from the clock. `count`
// is the number of earlier waits for the same lock, so that the first one starts the measure.
struct BusyWait {
  std::int64_t total_us = 0;
  std::int64_t since_us = 0;
  std::uint32_t random = 1;
};

int wait_a_little(void* data, int count) {
  BusyWait& wait = *static_cast<BusyWait*>(data);
  const std::int64_t now = monotonic_us();
  if (count == 0) wait.since_us = now;
  if (now - wait.since_us >= wait.total_us) return 0;
  wait.random = wait.random * 1664525u + 1013904223u;
  // A writer holds the lock for about a millisecond, so this is how often a turn comes up. Longer
  // sleeps starve: measured with 64 writers, sleeps of up to 12 ms let one in 2,000 miss every turn
  // for 2 s.
  const timespec sleep{0, static_cast<long>(200 + (wait.random >> 8) % 1'800) * 1000};
  nanosleep(&sleep, nullptr);
  return 1;
}

}  // namespace

Query::Query(sqlite3* database, std::string_view sql) : database_(database) {
  if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_,
                         nullptr) != SQLITE_OK)
    error_ = sqlite3_extended_errcode(database);
}

Query& Query::bind(std::string_view text) {
  if (error_ == SQLITE_OK)
    error_ = sqlite3_bind_text64(statement_, next_++, text.data() ? text.data() : "", text.size(),
                                 SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Query& Query::bind(std::int64_t number) {
  if (error_ == SQLITE_OK) error_ = sqlite3_bind_int64(statement_, next_++, number);
  return *this;
}

bool Query::step() {
  if (error_ != SQLITE_OK) return false;
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) error_ = sqlite3_extended_errcode(database_);
  return false;
}

std::string Query::text(int column) const {
  const unsigned char* data = sqlite3_column_text(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return data ? std::string(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size))
              : "";
}

int execute(sqlite3* database, const char* sql) {
  return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK
             ? SQLITE_OK
             : sqlite3_extended_errcode(database);
}

void use_little_memory() {
  sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0);
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void set_busy_wait(sqlite3* database, int total_ms) {
  static BusyWait wait;  // one connection a process
  wait.total_us = total_ms * std::int64_t{1000};
  wait.random =
      static_cast<std::uint32_t>(monotonic_us()) ^ (static_cast<std::uint32_t>(getpid()) << 16);
  sqlite3_busy_handler(database, &wait_a_little, &wait);
}

}  // namespace interlock
