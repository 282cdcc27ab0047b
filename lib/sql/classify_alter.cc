// ALTER: which actions lose what is there, or break those who read it.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

// What a first word of an action of ALTER TABLE says by itself.
struct Action {
  Keyword word;
  SqlClass does;
};
constexpr Action k_actions[] = {
    {"ADD"_k, SqlClass::create},
    {"ATTACH"_k, SqlClass::create},
    {"CLEAR"_k, SqlClass::alter_destructive},
    {"DETACH"_k, SqlClass::alter_destructive},
    {"DISCARD"_k, SqlClass::alter_destructive},
    {"EXCHANGE"_k, SqlClass::alter_destructive},
    {"IMPORT"_k, SqlClass::alter_destructive},
    {"MODIFY"_k, SqlClass::alter_destructive},
    {"MOVE"_k, SqlClass::alter_destructive},
    {"OWNER"_k, SqlClass::privilege},
    {"REPLACE"_k, SqlClass::replace},
    {"SWITCH"_k, SqlClass::alter_destructive},
};
static_assert(std::is_sorted(std::begin(k_actions), std::end(k_actions),
                             [](const Action& a, const Action& b) { return a.word < b.word; }));

const Action* find_action(Keyword word) {
  const auto* found = std::lower_bound(std::begin(k_actions), std::end(k_actions), word,
                                       [](const Action& a, Keyword k) { return a.word < k; });
  return found != std::end(k_actions) && found->word == word ? found : nullptr;
}

std::uint32_t skip_exists(const Tokens& t, std::uint32_t i) {
  if (!t.is(i, "IF"_k)) return i;
  ++i;
  if (t.is(i, "NOT"_k)) ++i;
  return t.is(i, "EXISTS"_k) ? i + 1 : i;
}

bool loses_rows_as_engine(std::string_view engine) {  // ALTER TABLE t ENGINE = BLACKHOLE
  const std::string lower = to_lower(engine);
  return lower == "blackhole" || lower == "memory" || lower == "heap";
}

// ALTER DATABASE d SET ..: a state of T-SQL in which others cannot work, or that ends their
// sessions.
bool shuts_out(const Tokens& t, std::uint32_t i) {
  const std::string state = to_lower(t.raw(i));
  if (t.op(i + 1, '=') || t.is(i + 1, "TO"_k)) return false;  // PostgreSQL: a setting of that name
  return state == "offline" || state == "emergency" || state == "single_user" ||
         state == "restricted_user" || t.find(i, "ROLLBACK"_k) < t.size();
}

}  // namespace

// ALTER [COLUMN] c ..: a new type may lose values, a new default may not.
void Classifier::alter_column(const Tokens& action, std::uint32_t i) {
  if (action.is(i, "INDEX"_k) || action.is(i, "CHECK"_k) || action.is(i, "CONSTRAINT"_k))
    return add(SqlClass::create);
  if (action.is(i, "COLUMN"_k)) ++i;
  i = skip_exists(action, i);
  render_name(action, i);
  if (action.is(i, "SET"_k)) {
    const bool type = action.is(i + 1, "DATA"_k) || action.is(i + 1, "TYPE"_k);
    return add(type ? SqlClass::alter_destructive : SqlClass::create);
  }
  const bool harmless = action.is(i, "DROP"_k) || action.is(i, "ADD"_k) ||
                        action.is(i, "RESTART"_k) || action.is(i, "RESET"_k);
  add(harmless ? SqlClass::create : SqlClass::alter_destructive);
}

// DROP COLUMN c, DROP c, DROP (a, b), DROP PARTITION p; DROP CONSTRAINT, INDEX, KEY hold no data.
void Classifier::alter_drop(const Tokens& action) {
  std::uint32_t i = skip_exists(action, 1);
  const Keyword word = action.word(i);
  const bool named = i + 1 < action.size();  // DROP key: a column of that name
  const bool other = word == "CONSTRAINT"_k || word == "INDEX"_k || word == "KEY"_k ||
                     word == "PRIMARY"_k || word == "FOREIGN"_k || word == "CHECK"_k ||
                     word == "DEFAULT"_k || word == "UNIQUE"_k || word == "IDENTITY"_k ||
                     word == "STATISTICS"_k || word == "PROJECTION"_k || word == "POLICY"_k ||
                     word == "ROW"_k || word == "TRIGGER"_k;
  add(other && named ? SqlClass::drop_other : SqlClass::alter_destructive);
}

void Classifier::alter_action(const Tokens& action) {
  if (action.empty()) return;
  const Keyword word = action.word(0);
  if (word == "DROP"_k) return alter_drop(action);
  if (word == "COLUMN"_k)
    return add(SqlClass::alter_destructive);  // T-SQL: DROP CONSTRAINT c, COLUMN d
  if (word == "ALTER"_k) return alter_column(action, 1);
  if (word == "RENAME"_k) {
    const bool other =
        action.is(1, "INDEX"_k) || action.is(1, "KEY"_k) || action.is(1, "CONSTRAINT"_k);
    return add(other ? SqlClass::create : SqlClass::alter_destructive);
  }
  if (word == "CHANGE"_k) return add(SqlClass::alter_destructive);
  if (word == "TRUNCATE"_k) {
    add(SqlClass::truncate);
    return add(SqlClass::alter_destructive);
  }
  if (word == "DELETE"_k || word == "UPDATE"_k) {  // ClickHouse
    if (!every_row(action, 0, {})) return add(SqlClass::write);
    return add(word == "DELETE"_k ? SqlClass::delete_all : SqlClass::update_all);
  }
  const bool nocheck = to_lower(action.raw(0)) == "nocheck";  // T-SQL
  if (nocheck ? action.is(1, "CONSTRAINT"_k) : action.is(0, "DISABLE"_k, "TRIGGER"_k))
    add(SqlClass::checks_off);
  if (word == "DISABLE"_k || (word == "NO"_k && action.is(1, "FORCE"_k)))
    return add(action.is(1, "KEYS"_k) ? SqlClass::create : SqlClass::privilege);
  if (word == "SET"_k) {
    const bool moves = action.is(1, "SCHEMA"_k) || action.is(1, "UNLOGGED"_k);
    const bool hides = to_lower(action.raw(1)) == "unused";  // Oracle: a DROP COLUMN in two steps
    return add(moves || hides ? SqlClass::alter_destructive : SqlClass::create);
  }
  if (word == "CONVERT"_k) {
    if (action.is(1, "PARTITION"_k)) return add(SqlClass::alter_destructive);
    const std::string set = to_lower(action.raw(action.size() > 4 ? 4 : 3));
    return add(set.substr(0, 4) == "utf8" ? SqlClass::create : SqlClass::alter_destructive);
  }
  for (std::uint32_t i = 0; i + 1 < action.size() && i < 40; ++i)
    if (action.is(i, "ENGINE"_k) &&
        loses_rows_as_engine(action.raw(action.op(i + 1, '=') ? i + 2 : i + 1)))
      return add(SqlClass::alter_destructive);
  if (to_lower(action.raw(0)) == "swap" && action.is(1, "WITH"_k))  // Snowflake: as EXCHANGE
    return add(SqlClass::alter_destructive);
  const Action* known = find_action(word);
  add(known != nullptr ? known->does : SqlClass::create);
}

// [IF EXISTS] [ONLY] name [*], then actions between commas. `i` stands behind TABLE.
void Classifier::alter_table(const Tokens& t, std::uint32_t i) {
  if (t.is(i, "ALL"_k) && t.is(i + 1, "IN"_k)) return add(SqlClass::create);
  i = skip_exists(t, i);
  if (t.is(i, "ONLY"_k)) ++i;
  const std::string name = render_name(t, i);
  mention(name);
  if (t.op(i, '*')) ++i;
  if (t.is(i, "ON"_k, "CLUSTER"_k)) i += 3;
  if (t.is(i, "WITH"_k) && (t.is(i + 1, "CHECK"_k) || to_lower(t.raw(i + 1)) == "nocheck")) i += 2;
  if (i >= t.size()) {
    add(SqlClass::create);
    found_.certain = false;
  }
  bool dropping = false;  // T-SQL: DROP COLUMN a, b
  for (std::uint32_t from = i; from < t.size();) {
    const std::uint32_t comma = t.find_op(from, ',');
    const Tokens action = t.part(from, comma);
    from = comma + 1;
    if (dropping && action.size() == 1) continue;
    dropping = action.is(0, "DROP"_k);
    alter_action(action);
  }
  if (!is_temporary(name)) return;
  found_.classes.bits &= ~static_cast<std::uint32_t>(SqlClass::alter_destructive);
  add(SqlClass::create);
  if (t.is(i, "RENAME"_k) && !t.is(i + 1, "COLUMN"_k)) forget_temporary(name);
}

void Classifier::alter_database(const Tokens& t, std::uint32_t i) {
  for (; i < t.size(); i = t.next(i)) {
    const Keyword word = t.word(i);
    if (word == "RENAME"_k || word == "MODIFY"_k || word == "REMOVE"_k || word == "TRANSFER"_k)
      return add(SqlClass::alter_destructive);
    if (word == "OWNER"_k) return add(SqlClass::privilege);
    if (word == "SET"_k) {
      settings(t.from(i + 1));
      return add(shuts_out(t, i + 1) ? SqlClass::alter_destructive : SqlClass::session);
    }
    if (word == "DROP"_k) return add(SqlClass::drop);
  }
  add(SqlClass::create);
}

void Classifier::alter(const Tokens& t) {
  std::uint32_t i = 1;
  while (i < 8 && (t.is(i, "ONLINE"_k) || t.is(i, "OFFLINE"_k) || t.is(i, "IGNORE"_k) ||
                   t.is(i, "FOREIGN"_k) || t.is(i, "EXTERNAL"_k) || t.is(i, "DYNAMIC"_k) ||
                   t.is(i, "HYBRID"_k) || t.is(i, "ICEBERG"_k) || t.is(i, "MATERIALIZED"_k) ||
                   t.is(i, "PLUGGABLE"_k) || t.is(i, "TEMPORARY"_k)))
    ++i;
  const Keyword kind = t.word(i);
  const std::uint32_t name = skip_exists(t, i + 1);
  if (kind == "TABLE"_k) return alter_table(t, i + 1);
  if (kind == "DATABASE"_k || kind == "SCHEMA"_k || kind == "KEYSPACE"_k) {
    std::uint32_t at = name;
    const std::string written = render_name(t, at);
    mention(written);
    return alter_database(t, at);
  }
  if (kind == "ROLE"_k || kind == "USER"_k || kind == "LOGIN"_k || kind == "GROUP"_k ||
      kind == "SYSTEM"_k || kind == "DEFAULT"_k || kind == "POLICY"_k || kind == "INSTANCE"_k ||
      kind == "AUTHORIZATION"_k || kind == "SECURITY"_k || kind == "CREDENTIAL"_k ||
      kind == "PROFILE"_k || kind == "ACCOUNT"_k || kind == "APPLICATION"_k)
    return add(SqlClass::privilege);
  if (kind == "SESSION"_k) return add(SqlClass::session);
  const bool routine = kind == "PROCEDURE"_k || kind == "PROC"_k || kind == "FUNCTION"_k ||
                       kind == "TRIGGER"_k || kind == "AGGREGATE"_k;
  std::uint32_t at = name;
  const std::string written = render_name(t, at);
  mention(written);
  if (kind == "EVENT"_k) {  // MySQL: the new body runs by itself
    add(SqlClass::create);
    const std::uint32_t body = t.find(at, "DO"_k);
    if (body < t.size()) join(session_.piece(t.from(body + 1), place_.inner(t)));
    return;
  }
  if (kind == "TRIGGER"_k) trigger(t, at);  // T-SQL: its new body
  for (std::uint32_t n = at; n < t.size(); n = t.next(n))
    if (t.is(n, "OWNER"_k, "TO"_k)) return add(SqlClass::privilege);
  add(SqlClass::create);
  const bool read_by_others = kind == "VIEW"_k || kind == "SEQUENCE"_k || kind == "TYPE"_k ||
                              kind == "DOMAIN"_k || kind == "TABLESPACE"_k;
  if (const std::uint32_t set = t.find(at, "SET"_k); routine && set < t.size())
    settings(t.from(set + 1));  // while it runs
  if (routine || !read_by_others) return;
  for (std::uint32_t n = at; n < t.size(); n = t.next(n)) {
    if (t.is(n, "AS"_k)) return;
    const bool moves = t.is(n, "RENAME"_k) || t.is(n, "SET"_k, "SCHEMA"_k);
    const bool attribute = (t.is(n, "DROP"_k) || t.is(n, "ALTER"_k)) && t.is(n + 1, "ATTRIBUTE"_k);
    if (moves || attribute) add(SqlClass::alter_destructive);
  }
}

}  // namespace interlock::sql
