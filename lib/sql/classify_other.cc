// Statements about servers, sessions and files.
#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/normal.h"

namespace interlock::sql {

void Classifier::rename(const Tokens& t) {
  if (t.is(1, "USER"_k) || t.is(1, "ROLE"_k)) return add(SqlClass::privilege);
  add(SqlClass::alter_destructive);
  std::uint32_t i = t.word(1) == Keyword::none ? 1 : 2;
  const std::string name = render_name(t, i);
  mention(name);
}

void Classifier::vacuum(const Tokens& t) {
  add(SqlClass::session);
  if (t.find(1, "INTO"_k) < t.size()) add(SqlClass::code);  // writes a file
  bool old = false, runs = true;  // Delta Lake: RETAIN n HOURS ends the history before them
  for (std::uint32_t i = 2; i < t.size(); ++i) {
    const std::string word = to_lower(t.raw(i));
    old = old || (word == "retain" && t.kind(i + 1) == Kind::number);
    runs = runs && word != "dry";
  }
  if (old && runs) add(SqlClass::drop);
}

// Oracle: FLASHBACK TABLE t TO TIMESTAMP takes later rows away; TO BEFORE DROP brings a table back,
// as TO new_name does in TiDB.
void Classifier::flashback(const Tokens& t) {
  std::uint32_t i = 2;
  const std::string name = render_name(t, i);
  mention(name);
  const std::uint32_t to = t.find(1, "TO"_k) + 1;
  const std::string point = to_lower(t.raw(to));
  const bool back = t.is(to, "BEFORE"_k) ? !t.is(to + 1, "DROP"_k)
                                         : t.is(to, "RESTORE"_k) || point == "scn" ||
                                               point == "timestamp" || t.kind(to) == Kind::string;
  add(back && to < t.size() ? SqlClass::replace : SqlClass::create);
}

// ClickHouse
void Classifier::system(const Tokens& t) {
  if (t.is(1, "SHUTDOWN"_k) || t.is(1, "KILL"_k)) return add(SqlClass::privilege);
  const bool replica = t.is(1, "DROP"_k) && (t.is(2, "REPLICA"_k) || t.is(3, "REPLICA"_k));
  add(replica ? SqlClass::drop : SqlClass::session);
}

void Classifier::detach(
    const Tokens& t) {  // ClickHouse: DETACH TABLE t hides it; SQLite: an attached file
  const bool hides = t.is(1, "TABLE"_k) || t.is(1, "VIEW"_k) || t.find(1, "PERMANENT"_k) < t.size();
  add(hides ? SqlClass::alter_destructive : SqlClass::session);
}

void Classifier::import_(const Tokens& t) {
  add(SqlClass::create);
  if (!t.is(1, "FOREIGN"_k)) add(SqlClass::code);
}

void Classifier::dbcc(const Tokens& t) {
  add(SqlClass::session);
  for (std::uint32_t i = 1; i < t.size(); ++i)
    if (to_lower(t.raw(i)).substr(0, 6) == "repair") add(SqlClass::alter_destructive);
}

void Classifier::start(const Tokens& t) {
  add(t.is(1, "TRANSACTION"_k) ? SqlClass::transaction : SqlClass::session);
}

void Classifier::begin(const Tokens&) { add(SqlClass::transaction); }

void Classifier::bulk(const Tokens& t) {  // T-SQL: BULK INSERT t FROM 'file'
  add(SqlClass::write);
  add(SqlClass::code);
  std::uint32_t i = 2;
  target(render_name(t, i));
}

void Classifier::comment(const Tokens&) { add(SqlClass::create); }

}  // namespace interlock::sql
