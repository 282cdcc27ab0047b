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

// RESET MASTER and RESET BINARY LOGS delete the logs that a restore would need.
void Classifier::reset(const Tokens& t) {
  if (t.is(1, "ROLE"_k) || t.is(1, "SESSION"_k)) return add(SqlClass::privilege);
  if (t.is(1, "MASTER"_k) || t.is(1, "BINARY"_k)) return add(SqlClass::drop);
  add(SqlClass::session);
}

// Only those that answer a question read; writable_schema opens the catalogue.
void Classifier::pragma(const Tokens& t) {
  std::uint32_t i = 1;
  const std::string name = plain_name(render_name(t, i));
  const bool sets = t.op(i, '=') || t.op(i, '(');
  for (std::string_view one :
       {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
        "foreign_key_list", "foreign_key_check", "integrity_check", "quick_check"})
    if (name == one) return add(SqlClass::read);
  add(sets ? SqlClass::session : SqlClass::read);
  if (sets && (name == "writable_schema" || name == "trusted_schema")) add(SqlClass::privilege);
}

void Classifier::vacuum(const Tokens& t) {
  add(SqlClass::session);
  if (t.find(1, "INTO"_k) < t.size()) add(SqlClass::code);  // writes a file
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
