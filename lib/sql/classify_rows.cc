// Statements over rows: which of them reach every row?
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/normal.h"
#include "lib/sql/tables.h"
#include "lib/sql/where.h"

namespace interlock::sql {
namespace {

constexpr std::size_t k_join_cost = 10;  // beside tokens

// Tables that hold the catalogue itself: to change their rows is to change what exists.
bool is_catalogue(const std::string& name) {
  const std::string lower = to_lower(name), plain = plain_name(name);
  return plain == "sqlite_master" || plain == "sqlite_schema" ||
         lower.substr(0, 11) == "pg_catalog." || lower.substr(0, 6) == "mysql." ||
         lower.substr(0, 4) == "sys." ||
         (plain.substr(0, 3) == "pg_" && lower.find('.') == std::string::npos &&
          (plain == "pg_class" || plain == "pg_attribute" || plain == "pg_namespace" ||
           plain == "pg_database" || plain == "pg_authid" || plain == "pg_proc" ||
           plain == "pg_largeobject" || plain == "pg_type" || plain == "pg_depend" ||
           plain == "pg_index" || plain == "pg_constraint" || plain == "pg_trigger"));
}

}  // namespace

void Classifier::target(const std::string& name) {
  if (name.empty()) return;
  mention(name);
  if (is_catalogue(name)) add(SqlClass::alter_destructive);
}

// Has the statement, from `from` on, no condition that leaves a row alone?
bool Classifier::every_row(const Tokens& t, std::uint32_t from, const Tables& tables) const {
  const std::uint32_t where = t.find(from, "WHERE"_k);
  if (where >= t.size()) return true;
  if (t.is(where + 1, "CURRENT"_k) && t.is(where + 2, "OF"_k)) return false;
  std::uint32_t end = where + 1;
  for (; end < t.size(); end = t.next(end)) {
    const Keyword word = t.word(end);
    if (word == "RETURNING"_k || word == "ORDER"_k || word == "LIMIT"_k || word == "OPTION"_k ||
        word == "GROUP"_k || t.op(end, ')'))
      break;
  }
  return always_true(t.part(where + 1, end), tables);
}

void Classifier::select(const Tokens& t) {
  add(SqlClass::read);
  if (t.raw(1).substr(0, 1) == "@" && (t.op(2, '=') || t.op(2, "+="))) {  // T-SQL: SELECT @s = '..'
    const std::uint32_t end = std::min(t.find_op(3, ','), t.find(3, "FROM"_k));
    assignment(t, 1, 3, end);
  }
  const std::uint32_t into = t.find(1, "INTO"_k);
  if (into >= t.size()) return;
  std::uint32_t i = into + 1;
  if (t.is(i, "OUTFILE"_k) || t.is(i, "DUMPFILE"_k)) return;
  bool temporary = false;
  while (t.is(i, "TEMPORARY"_k) || t.is(i, "TEMP"_k) || t.is(i, "UNLOGGED"_k) ||
         t.is(i, "TABLE"_k) || t.is(i, "GLOBAL"_k) || t.is(i, "LOCAL"_k)) {
    temporary = temporary || t.is(i, "TEMPORARY"_k) || t.is(i, "TEMP"_k);
    ++i;
  }
  const bool variable = place_.procedural || t.dialect() == Dialect::mysql ||
                        t.raw(i).substr(0, 1) == "@" || t.kind(i) == Kind::parameter ||
                        t.kind(i) == Kind::hole;
  if (variable) {
    const std::uint32_t end = into > 1 ? into : t.find(i, "FROM"_k);
    if (t.find_op(1, ',') > end)
      assignment(t, i, 1, into > 1 ? std::min(end, t.find(1, "FROM"_k)) : 1);
    return;
  }
  add(SqlClass::create);
  if (temporary) make_temporary(t, i);
  target(render_name(t, i));
}

void Classifier::insert(const Tokens& t) {
  std::uint32_t i = 1;
  bool replaces = false;
  if (t.is(i, "OR"_k)) {  // SQLite
    replaces = t.is(i + 1, "REPLACE"_k);
    i += 2;
  }
  const bool upserts = replaces;
  while (is_modifier(t, i) || t.is(i, "ALL"_k) || t.is(i, "INTO"_k) || t.is(i, "OVERWRITE"_k) ||
         t.is(i, "TABLE"_k) || t.is(i, "FIRST"_k) || t.is(i, "LOCAL"_k) || t.is(i, "DIRECTORY"_k)) {
    replaces = replaces || t.is(i, "OVERWRITE"_k);
    if (t.is(i, "DIRECTORY"_k)) add(SqlClass::code);
    ++i;
  }
  i = skip_top(t, i);
  if (t.is(i, "INTO"_k)) ++i;
  const std::string name = render_name(t, i);
  // Given rows that replace those of their own key, as ON CONFLICT DO UPDATE does.
  const std::uint32_t rows = t.op(i, '(') ? t.next(i) : i;
  if (upserts && t.is(rows, "VALUES"_k)) replaces = false;
  replaces = replaces || t.is(i, "REPLACE"_k, "WHERE"_k) || t.is(i, "REPLACE"_k, "USING"_k);
  add(replaces ? SqlClass::replace : SqlClass::write);
  target(name);
}

void Classifier::replace(const Tokens& t) {  // MySQL, SQLite: REPLACE [INTO] t
  std::uint32_t i = 1;
  while (is_modifier(t, i) || t.is(i, "INTO"_k)) ++i;
  add(SqlClass::replace);
  target(render_name(t, i));
}

// DELETE FROM t, DELETE t FROM t JOIN u, DELETE FROM t USING u. A LIMIT alone selects nothing; a
// join or USING without WHERE counts as no condition.
void Classifier::delete_rows(const Tokens& t) {
  std::uint32_t i = 1;
  bool history = false;
  while (is_modifier(t, i) || t.is(i, "HISTORY"_k)) history = t.is(i++, "HISTORY"_k) || history;
  i = skip_top(t, i);
  if (t.is(i, "FROM"_k)) ++i;
  if (i >= t.size()) {
    add(SqlClass::delete_all);
    found_.certain = false;
    return;
  }
  std::vector<std::string> written, called;  // the latter as the rest of the statement calls them
  Tables tables{{}, queries_of(place_.with)};
  const auto read_target = [&] {
    read_table(t, i, written, tables.names);
    if (!tables.names.empty()) called.push_back(tables.names.back());
  };
  read_target();
  while (t.op(i, ',')) {
    ++i;
    read_target();
  }
  for (const std::string& name : written) target(name);
  if (written.size() > 1) tables.names.emplace_back();
  bool of_event = false;  // T-SQL: the trigger's own rows
  for (std::uint32_t more = i; more < t.size(); more = t.next(more))
    if (leads_to_tables(t, more)) {
      session_.spend(k_join_cost);
      const std::vector<std::string> joined = read_joined(t, more + 1, tables);
      if (joined.empty()) continue;
      if (t.is(more, "FROM"_k) && written.size() == 1 &&
          tables.names.back() == tables.names.front())
        mention(joined[0]);
      const std::string plain = plain_name(joined[0]);
      of_event = of_event || (place_.trigger && (plain == "deleted" || plain == "inserted"));
    }
  if (history)
    return add(t.find(i, "BEFORE"_k) < t.size() ? SqlClass::write : SqlClass::delete_all);
  const bool all =
      every_row(t, 1, tables) && !of_event && !joins_leave_rows(t.from(i), called, tables);
  add(all && !all_temporary(written) ? SqlClass::delete_all : SqlClass::write);
}

void Classifier::update(const Tokens& t) {
  if (t.is(1, "STATISTICS"_k)) return add(SqlClass::session);
  std::uint32_t i = 1;
  if (t.is(i, "OR"_k)) i += 2;
  while (is_modifier(t, i)) ++i;
  i = skip_top(t, i);
  std::vector<std::string> written;
  Tables tables{{}, queries_of(place_.with)};
  const std::uint32_t first = i, set = t.find(i, "SET"_k);
  read_table(t, i, written, tables.names);
  const std::string called = tables.names.empty() ? "" : tables.names.back();
  if (set >= t.size()) {
    add(SqlClass::write);
    found_.certain = false;
    return;
  }
  if (t.op(i, ',')) read_joined(t, i + 1, tables);
  std::uint32_t joins = t.size();  // MySQL: in front of SET; others: in FROM, behind it
  for (std::uint32_t more = i; more < t.size(); more = t.next(more))
    if (leads_to_tables(t, more)) {
      session_.spend(k_join_cost);
      read_joined(t, more + 1, tables);
      joins = std::min(joins, more);
    }
  for (const std::string& name : written) target(name);
  const bool in_front = joins < set;
  const Tokens list = in_front ? t.part(first, set) : t.from(joins);
  const std::vector<std::string> changed =
      in_front ? tables_set(t.part(set + 1, t.find(set, "WHERE"_k)), called)
               : std::vector<std::string>{called};
  const bool all = every_row(t, set, tables) && !joins_leave_rows(list, changed, tables);
  add(all && !all_temporary(written) ? SqlClass::update_all : SqlClass::write);
}

void Classifier::truncate(const Tokens& t) {
  std::uint32_t i = 1;
  while (t.is(i, "TABLE"_k) || t.is(i, "TABLES"_k) || t.is(i, "ONLY"_k) || t.is(i, "DATABASE"_k) ||
         t.is(i, "ALL"_k) || t.is(i, "SCHEMA"_k) || t.is(i, "IF"_k) || t.is(i, "EXISTS"_k) ||
         t.is(i, "FROM"_k))
    ++i;
  const std::size_t before = found_.objects.size();
  names(t, i);
  add(all_temporary(found_.objects, before) ? SqlClass::write : SqlClass::truncate);
  if (i >= t.size()) found_.certain = false;
}

// COPY t FROM|TO STDIN|STDOUT|'file'|PROGRAM '..'; the query of COPY (..) is found by calls().
void Classifier::copy(const Tokens& t) {
  std::uint32_t i = 1;
  while (t.is(i, "BINARY"_k)) ++i;
  const bool query = t.op(i, '(');
  if (t.is(i, "INTO"_k)) {  // Snowflake
    add(SqlClass::write);
    ++i;
    return target(render_name(t, i));
  }
  const std::uint32_t table = i;
  const std::uint32_t from = t.find(i, "FROM"_k), to = t.find(i, "TO"_k);
  const bool writes = from < to;
  const std::uint32_t where = std::min(from, to) + 1;
  add(writes ? SqlClass::write : SqlClass::read);
  if (!query && writes) {
    std::uint32_t name = table;
    target(render_name(t, name));
  }
  if (t.is(where, "PROGRAM"_k)) {
    add(SqlClass::code);
    if (t.kind(where + 1) == Kind::string) found_.shell = unquoted(t, where + 1);
  } else if (t.kind(where) == Kind::string && where < t.size()) {
    add(SqlClass::code);
  }
}

// MySQL LOAD DATA [LOCAL] INFILE .. [REPLACE] INTO TABLE t; PostgreSQL LOAD 'library'.
void Classifier::load(const Tokens& t) {
  add(SqlClass::code);
  if (!t.is(1, "DATA"_k) && to_lower(t.raw(1)) != "xml") return;
  add(t.find(2, "REPLACE"_k) < t.size() || t.find(2, "OVERWRITE"_k) < t.size() ? SqlClass::replace
                                                                               : SqlClass::write);
  std::uint32_t i = t.find(2, "TABLE"_k) + 1;
  target(render_name(t, i));
}

}  // namespace interlock::sql
