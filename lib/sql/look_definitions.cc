// The verbs that text begins with most often, each with what must follow it.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/look.h"
#include "lib/sql/normal.h"

namespace interlock::sql {

namespace {

// What PostgreSQL gives a role or takes from it, WITH or not.
bool is_attribute(std::string_view word) {
  std::string lower = to_lower(word);
  if (lower.substr(0, 2) == "no") lower.erase(0, 2);
  return lower == "superuser" || lower == "createdb" || lower == "createrole" ||
         lower == "replication" || lower == "bypassrls";
}

}  // namespace

bool Look::create(std::uint32_t i) {
  const std::uint32_t verb = i++;
  if (t.is(i, "OR"_k) && (t.is(i + 1, "REPLACE"_k) || t.is(i + 1, "ALTER"_k))) i += 2;
  while (t.is(i, "TEMP"_k) || t.is(i, "TEMPORARY"_k) || t.is(i, "UNLOGGED"_k) ||
         t.is(i, "UNIQUE"_k) || t.is(i, "MATERIALIZED"_k) || t.is(i, "VIRTUAL"_k) ||
         t.is(i, "FOREIGN"_k) || t.is(i, "EXTERNAL"_k) || t.is(i, "GLOBAL"_k) ||
         t.is(i, "LOCAL"_k) || t.is(i, "RECURSIVE"_k) || t.is(i, "FULLTEXT"_k) ||
         t.is(i, "CLUSTERED"_k) || t.is(i, "CONSTRAINT"_k) || t.is(i, "TRANSIENT"_k))
    ++i;
  const Keyword kind = t.word(i);
  ++i;
  if (t.is(i, "CONCURRENTLY"_k)) ++i;
  const bool conditional = exists(i) != i;
  i = exists(i);
  const std::uint32_t named = i;
  if (kind == "INDEX"_k && t.is(i, "ON"_k)) return t.is_name(i + 1);
  if (!name(i)) return false;
  switch (static_cast<int>(kind)) {
    case static_cast<int>("TABLE"_k):
      return t.op(i, '(') || t.is(i, "AS"_k) || t.is(i, "LIKE"_k) || t.is(i, "PARTITION"_k) ||
             t.is(i, "USING"_k) || t.is(i, "SELECT"_k) || t.kind(i) == Kind::hole;
    case static_cast<int>("VIEW"_k):
      return t.is(i, "AS"_k) || t.op(i, '(') || t.is(i, "WITH"_k);
    case static_cast<int>("INDEX"_k):
      return t.is(i, "ON"_k) && t.is_name(i + 1) && !is_english(t.raw(i + 1));
    case static_cast<int>("FUNCTION"_k):
      return t.op(i, '(');
    case static_cast<int>("PROCEDURE"_k):
    case static_cast<int>("PROC"_k):
      return t.op(i, '(') || t.is(i, "AS"_k) || t.raw(i).substr(0, 1) == "@" || t.is(i, "BEGIN"_k);
    case static_cast<int>("TRIGGER"_k):
      return t.is(i, "BEFORE"_k) || t.is(i, "AFTER"_k) || t.is(i, "INSTEAD"_k) || t.is(i, "ON"_k);
    case static_cast<int>("TYPE"_k):
    case static_cast<int>("DOMAIN"_k):
      return t.is(i, "AS"_k);
    case static_cast<int>("POLICY"_k):
    case static_cast<int>("RULE"_k):
      return t.is(i, "ON"_k) || t.is(i, "AS"_k);
    case static_cast<int>("EVENT"_k):
      return t.is(i, "ON"_k);
    case static_cast<int>("DATABASE"_k):
    case static_cast<int>("SCHEMA"_k):
    case static_cast<int>("USER"_k):
    case static_cast<int>("ROLE"_k):
    case static_cast<int>("LOGIN"_k):
    case static_cast<int>("SEQUENCE"_k):
    case static_cast<int>("EXTENSION"_k):
    case static_cast<int>("SERVER"_k):
    case static_cast<int>("KEYSPACE"_k):
      return conditional || upper(verb) || (ends(i) && closed()) ||
             (ends(i) && marked_name(named, i)) ||
             (t.is(i, "WITH"_k) && !is_english(t.raw(i + 1))) || t.is(i, "IDENTIFIED"_k) ||
             t.is(i, "AUTHORIZATION"_k) || t.is(i, "PASSWORD"_k) || t.is(i, "LOGIN"_k) ||
             t.is(i, "OWNER"_k) || t.is(i, "CHARACTER"_k) || t.is(i, "START"_k);
  }
  return false;
}

bool Look::alter(std::uint32_t i) {
  ++i;
  while (t.is(i, "FOREIGN"_k) || t.is(i, "MATERIALIZED"_k) || t.is(i, "EXTERNAL"_k)) ++i;
  const Keyword kind = t.word(i);
  if (kind == "SYSTEM"_k) return t.is(i + 1, "SET"_k) || t.is(i + 1, "RESET"_k);
  if (kind == "DEFAULT"_k) return t.is(i + 1, "PRIVILEGES"_k);
  constexpr Keyword k_kinds[] = {
      "TABLE"_k,  "DATABASE"_k, "SCHEMA"_k, "USER"_k,     "ROLE"_k,      "VIEW"_k,
      "INDEX"_k,  "SEQUENCE"_k, "TYPE"_k,   "FUNCTION"_k, "PROCEDURE"_k, "EXTENSION"_k,
      "POLICY"_k, "TRIGGER"_k,  "DOMAIN"_k, "LOGIN"_k,    "EVENT"_k};
  if (std::find(std::begin(k_kinds), std::end(k_kinds), kind) == std::end(k_kinds)) return false;
  i = exists(i + 1);
  if (t.is(i, "ONLY"_k)) ++i;
  if (!name(i)) return false;
  if (t.op(i, '(')) i = t.next(i);
  if (t.is(i, "ON"_k)) i += 2;
  constexpr Keyword k_actions[] = {
      "ADD"_k,        "DROP"_k,    "RENAME"_k,   "ALTER"_k,          "MODIFY"_k,
      "CHANGE"_k,     "SET"_k,     "RESET"_k,    "OWNER"_k,          "ENABLE"_k,
      "DISABLE"_k,    "ATTACH"_k,  "DETACH"_k,   "TRUNCATE"_k,       "ENGINE"_k,
      "CONVERT"_k,    "WITH"_k,    "PASSWORD"_k, "IDENTIFIED"_k,     "FORCE"_k,
      "VALIDATE"_k,   "INHERIT"_k, "NO"_k,       "CLUSTER"_k,        "SWITCH"_k,
      "EXCHANGE"_k,   "DELETE"_k,  "UPDATE"_k,   "AUTO_INCREMENT"_k, "DISCARD"_k,
      "REORGANIZE"_k, "AS"_k,      "RESTART"_k,  "REPLACE"_k,        "REPLICA"_k,
      "DEFAULT"_k,    "CLEAR"_k};
  const bool account = kind == "ROLE"_k || kind == "USER"_k || kind == "LOGIN"_k;
  if (account && is_attribute(t.raw(i))) return true;
  return std::find(std::begin(k_actions), std::end(k_actions), t.word(i)) != std::end(k_actions) &&
         !ends(i + 1) &&
         !(t.kind(i + 1) == Kind::word && is_english(t.raw(i + 1)) && !t.is(i + 1, "TO"_k) &&
           !t.is(i + 1, "IF"_k) && !t.is(i + 1, "INTO"_k));
}

}  // namespace interlock::sql
