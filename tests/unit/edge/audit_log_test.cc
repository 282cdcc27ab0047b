#include "lib/edge/audit_log.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <ostream>

#include "tests/unit/edge/scratch.h"

namespace interlock {
namespace {

AuditRow row(AuditRow::Kind kind, const std::string& session, const std::string& command) {
  AuditRow one;
  one.time_ms = 7;
  one.kind = kind;
  one.session = session;
  one.event = "PreToolUse";
  one.tool = "Bash";
  one.rule = "postgres.direct-client";
  one.command = command;
  one.detail = "because\n\"so\"";
  return one;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("rows come back, oldest first, the newest of their session") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/deep/state";
  for (int i = 0; i < 3; ++i) {
    AuditRow rows[] = {row(AuditRow::Kind::refusal, "s1", "psql " + std::to_string(i)),
                       row(AuditRow::Kind::evidence, "s2", "atlas " + std::to_string(i))};
    rows[1].time_ms = 9;
    CHECK_FALSE(append_audit(folder, rows));
  }
  const auto log = read_audit(folder, "s1", 2);
  REQUIRE(log);
  REQUIRE(log->rows.size() == 2);
  CHECK(log->rows[0].command == "psql 1");
  CHECK(log->rows[1].command == "psql 2");
  CHECK(log->rows[1].detail == "because\n\"so\"");
  CHECK(log->rows[1].kind == AuditRow::Kind::refusal);
  CHECK(log->rows[1].rule == "postgres.direct-client");
  CHECK(log->unreadable == 0);
  REQUIRE(log->sessions.size() == 2);
  CHECK(log->sessions[0].session == "s2");
  CHECK(log->sessions[0].evidence == 3);
  CHECK(log->sessions[1].refusals == 3);
  CHECK(read_audit(folder, "", 100)->rows.size() == 6);
  CHECK(read_audit(folder, "none", 100)->rows.empty());
}

TEST_CASE("a missing log is empty, and stays missing") {
  const Scratch scratch;
  const auto log = read_audit(scratch.path + "/state", "", 10);
  REQUIRE(log);
  CHECK(log->rows.empty());
  CHECK_FALSE(append_audit(scratch.path + "/state", {}));
  CHECK(access((scratch.path + "/state").c_str(), F_OK) != 0);
}

TEST_CASE("the log is private, and what is secret is masked before it is written") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state", path = folder + "/audit.jsonl";
  const AuditRow one = row(AuditRow::Kind::refusal, "s", "psql postgres://dev:hunter2@localhost/app");
  CHECK_FALSE(append_audit(folder, {&one, 1}));
  struct stat status {};
  REQUIRE(lstat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(text_of(path).find("hunter2") == std::string::npos);
  CHECK(text_of(path).find("postgres://dev:") != std::string::npos);
}

TEST_CASE("a row that was cut off loses itself alone, and is counted") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state", path = folder + "/audit.jsonl";
  const AuditRow one = row(AuditRow::Kind::refusal, "s", "psql");
  CHECK_FALSE(append_audit(folder, {&one, 1}));
  const std::string whole = text_of(path);
  std::ofstream(path, std::ios::app) << whole.substr(0, whole.size() / 2);
  CHECK_FALSE(append_audit(folder, {&one, 1}));
  std::ofstream(path, std::ios::app) << "[]\n{}\n\n";
  const auto log = read_audit(folder, "", 10);
  REQUIRE(log);
  CHECK(log->rows.size() == 2);
  CHECK(log->unreadable == 3);
}

TEST_CASE("bytes that are no text do not break a line") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state";
  const AuditRow one = row(AuditRow::Kind::warning, "s", "psql \xff\x01\n{\"kind\":\"override\"}");
  CHECK_FALSE(append_audit(folder, {&one, 1}));
  const auto log = read_audit(folder, "", 10);
  REQUIRE(log);
  REQUIRE(log->rows.size() == 1);
  CHECK(log->rows[0].kind == AuditRow::Kind::warning);
}

TEST_CASE("a log that leads elsewhere is refused") {
  const Scratch scratch;
  const std::string folder = scratch.path + "/state";
  REQUIRE(mkdir(folder.c_str(), 0700) == 0);
  REQUIRE(symlink("/tmp/elsewhere", (folder + "/audit.jsonl").c_str()) == 0);
  const AuditRow one = row(AuditRow::Kind::refusal, "s", "psql");
  const auto error = append_audit(folder, {&one, 1});
  REQUIRE(error);
  CHECK(error->message.find("symbolic link") != std::string::npos);
  CHECK_FALSE(read_audit(folder, "", 10));
}

}  // namespace interlock
