#include "lib/edge/store.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <ostream>

#include "lib/edge/audit_log.h"
#include "lib/edge/sqlite.h"
#include "tests/unit/edge/scratch.h"

namespace interlock {
namespace {

Evidence sample(const std::string& session, const std::string& step, Verdict verdict) {
  Evidence evidence;
  evidence.session = session;
  evidence.workflow = "w";
  evidence.scope = "cwd=/app --env=dev";
  evidence.step = step;
  evidence.digest = "abc";
  evidence.verdict = verdict;
  evidence.exit_code = 1;
  evidence.time_ms = 42;
  evidence.by = "atlas migrate lint";
  evidence.summary = "two\nlines";
  evidence.judged = 2;
  evidence.pending = 3;
  return evidence;
}

// As another program would change it.
void change_state(const std::string& folder, const char* sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder + "/state.db").c_str(), &database) == SQLITE_OK);
  const Database owned(database);
  REQUIRE(execute(database, sql) == SQLITE_OK);
}

int mode_of(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : -1;
}

}  // namespace

TEST_CASE("what was recorded comes back, oldest first and for its session alone") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/deep/state";
  {
    auto store = Store::open(folder, Store::Use::write);
    REQUIRE(store);
    Store::Batch batch;
    batch.evidence = {sample("s1", "lint", Verdict::failed), sample("s1", "lint", Verdict::passed),
                      sample("s2", "lint", Verdict::warned)};
    batch.subjects = {{"s1", KnownSubject{"w", "scope", "/app", "/app/m", {"npx", "atlas", "--", "--env", "dev"}, 5}}};
    CHECK_FALSE(store->record(batch));
  }
  auto store = Store::open(folder, Store::Use::read);
  REQUIRE(store);
  const auto evidence = store->evidence("s1", "w");
  REQUIRE(evidence);
  REQUIRE(evidence->size() == 2);
  CHECK((*evidence)[0].verdict == Verdict::failed);
  const Evidence& last = (*evidence)[1];
  CHECK(last.verdict == Verdict::passed);
  CHECK(last.scope == "cwd=/app --env=dev");
  CHECK(last.summary == "two\nlines");
  CHECK(last.exit_code == 1);
  CHECK(last.time_ms == 42);
  CHECK(last.judged == 2);
  CHECK(last.pending == 3);
  CHECK(store->evidence("s1", "other")->empty());
  CHECK(store->evidence("", "")->size() == 3);
  const auto subjects = store->subjects("s1", "w");
  REQUIRE(subjects);
  REQUIRE(subjects->size() == 1);
  CHECK((*subjects)[0].words == std::vector<std::string>{"npx", "atlas", "--", "--env", "dev"});
}

TEST_CASE("the state is private to its user") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state";
  REQUIRE(Store::open(folder, Store::Use::write));
  CHECK(mode_of(folder) == 0700);
  CHECK(mode_of(folder + "/state.db") == 0600);
}

TEST_CASE("a missing state is empty to a reader, and stays missing") {
  const Scratch scratch;
  auto store = Store::open(scratch.path + "/state", Store::Use::read);
  REQUIRE(store);
  CHECK(store->evidence("s", "w")->empty());
  CHECK(store->record({}));
  CHECK(mode_of(scratch.path + "/state") == -1);
}

namespace {

// Puts everything into state.db itself: while the log beside it holds a page, damage to the page does not show.
void settle(const std::string& folder) {
  const auto store = Store::open(folder, Store::Use::write);
  REQUIRE(store);
  CHECK(sqlite3_wal_checkpoint_v2(store->connection(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) == SQLITE_OK);
}

}  // namespace

TEST_CASE("a damaged file is set aside, named, and begun anew by the next call only") {
  struct Case {
    const char* name;
    std::string text;
  };
  const Case cases[] = {{"no database", std::string(8192, 'x')}, {"a text", "hello, this is no database at all"}};
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    const Scratch scratch;
    const std::string folder = scratch.path + "/state", path = folder + "/state.db";
    settle(folder);
    std::ofstream(path, std::ios::trunc) << c.text;
    const auto broken = Store::open(folder, Store::Use::write);
    REQUIRE_FALSE(broken);
    CAPTURE(broken.error().message);
    CHECK(broken.error().message.find("set aside as " + path + ".corrupt-") != std::string::npos);
    const std::size_t at = broken.error().message.find(path + ".corrupt-");
    const std::string kept = broken.error().message.substr(at, broken.error().message.find(',', at) - at);
    std::ifstream file(kept);
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == c.text);
    CHECK(Store::open(folder, Store::Use::write));
  }
}

TEST_CASE("damage inside is found when it is met, and named") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state", path = folder + "/state.db";
  {
    auto store = Store::open(folder, Store::Use::write);
    REQUIRE(store);
    Store::Batch batch;
    for (int i = 0; i < 200; ++i) batch.evidence.push_back(sample("s1", "lint", Verdict::passed));
    CHECK_FALSE(store->record(batch));
  }
  settle(folder);
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(30'000, '\xff');
  }
  const auto store = Store::open(folder, Store::Use::read);
  const std::string message =
      store ? (store->evidence("s1", "w") ? "nothing" : store->evidence("s1", "w").error().message)
            : store.error().message;
  CHECK(message.find("state.db") != std::string::npos);
  CHECK(message != "nothing");
}

TEST_CASE("rows of an older schema move to the log") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state";
  REQUIRE(Store::open(folder, Store::Use::write));
  change_state(folder,
               "CREATE TABLE audit(id INTEGER PRIMARY KEY, time_ms, kind, session, event, tool, rule, command, detail);"
               "INSERT INTO audit VALUES(1,5,'refusal','s1','PreToolUse','Bash','a.b','psql','why'),"
               "(2,6,'evidence','s1','PostToolUse','Bash','a.c','atlas','passed');"
               "PRAGMA user_version=2");
  REQUIRE(Store::open(folder, Store::Use::read));
  REQUIRE(Store::open(folder, Store::Use::read));
  const auto log = read_audit(folder, "", 10);
  REQUIRE(log);
  REQUIRE(log->rows.size() == 2);
  CHECK(log->rows[0].kind == AuditRow::Kind::refusal);
  CHECK(log->rows[0].rule == "a.b");
  CHECK(log->rows[1].detail == "passed");
}

TEST_CASE("a newer schema is refused, not touched") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state";
  REQUIRE(Store::open(folder, Store::Use::write));
  change_state(folder, "PRAGMA user_version=99");
  const auto store = Store::open(folder, Store::Use::write);
  REQUIRE_FALSE(store);
  CHECK(store.error().message.find("newer interlock (schema 99") != std::string::npos);
}

TEST_CASE("places that others could write or that lead elsewhere are refused") {
  const Scratch scratch;
  const std::string real = scratch.path + "/real";
  REQUIRE(Store::open(real, Store::Use::write));
  const std::string link = scratch.path + "/link";
  REQUIRE(symlink(real.c_str(), link.c_str()) == 0);
  CHECK_FALSE(Store::open(link, Store::Use::write));
  const std::string open = scratch.path + "/open";
  REQUIRE(mkdir(open.c_str(), 0700) == 0);
  REQUIRE(chmod(open.c_str(), 0777) == 0);
  CHECK_FALSE(Store::open(open, Store::Use::write));
  const std::string inner = scratch.path + "/inner";
  REQUIRE(mkdir(inner.c_str(), 0700) == 0);
  REQUIRE(symlink((real + "/state.db").c_str(), (inner + "/state.db").c_str()) == 0);
  CHECK_FALSE(Store::open(inner, Store::Use::write));
  std::ofstream(scratch.path + "/file") << "x";
  CHECK_FALSE(Store::open(scratch.path + "/file", Store::Use::write));
  CHECK_FALSE(Store::open("", Store::Use::write));
}

TEST_CASE("a writer that holds the database makes others wait for the bound and no longer") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state";
  auto store = Store::open(folder, Store::Use::write, 2'000);
  REQUIRE(store);
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder + "/state.db").c_str(), &database) == SQLITE_OK);
  const Database owned(database);
  REQUIRE(execute(database, "BEGIN IMMEDIATE") == SQLITE_OK);
  Store::Batch batch;
  batch.evidence = {sample("s1", "lint", Verdict::passed)};
  const auto error = store->record(batch);
  REQUIRE(error);
  CHECK(error->message.find("in use by other hooks for more than 2 s") != std::string::npos);
  REQUIRE(execute(database, "COMMIT") == SQLITE_OK);
  CHECK_FALSE(store->record(batch));
  CHECK(store->evidence("s1", "w")->size() == 1);
}

}  // namespace interlock
