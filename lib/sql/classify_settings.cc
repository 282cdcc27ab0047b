// Settings of a session, a database or a routine. What a rule sees has '?' for every literal, so
// whether a check is switched on or off is told here, where the value is at hand.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/constant.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

constexpr std::uint32_t k_longest_value = 64;  // tokens

// A setting without which rows may stay that belong to nothing, or a whole table may be written
// over, and the values that leave it working.
struct Check {
  std::string_view name, on;
};
constexpr Check k_checks[] = {
    {"foreign_key_checks", " 1 on true default "},
    {"foreign_keys", " 1 on true yes "},                     // SQLite takes any other word for off
    {"session_replication_role", " origin local default "},  // local fires triggers as origin does
    {"sql_safe_updates", " 1 on true "},                     // off is its default
    {"unique_checks", " 1 on true default "},
};

// on, replica, 0, 'off', in lower case; empty when the text does not say it.
std::string value_said(const Tokens& value, const Variables& variables) {
  if (value.size() > k_longest_value) return {};
  const bool word = value.kind(0) == Kind::word && value.raw(0).substr(0, 1) != "@";
  if (value.size() == 1 && word) return to_lower(value.raw(0));
  if (value.size() == 1 && value.kind(0) == Kind::name) return to_lower(unquoted(value, 0));
  const Text text = evaluate(value, variables);
  return text.complete ? to_lower(text.value) : std::string();
}

// "foreign_key_checks" of @@SESSION.foreign_key_checks, whose last token stands at `i`; nothing of
// a variable of the user's own.
std::string setting_name(const Tokens& t, std::uint32_t i) {
  const std::string whole =
      to_lower(t.kind(i) == Kind::name ? unquoted(t, i) : std::string(t.raw(i)));
  if (whole.starts_with("@@")) return whole.substr(2);
  return whole.starts_with('@') ? std::string() : whole;
}

}  // namespace

void Classifier::setting(std::string_view name, const Tokens& value) {
  const auto* check = std::ranges::find(k_checks, name, &Check::name);
  if (check == std::end(k_checks)) return;
  const std::string said = value_said(value, session_.variables);
  if (said.empty() || check->on.find(' ' + said + ' ') == std::string_view::npos)
    add(SqlClass::checks_off);
}

// a = 1, SESSION b = 2, @@GLOBAL.c := 3, d TO e: MySQL takes any number of them.
void Classifier::settings(const Tokens& list) {
  for (std::uint32_t from = 0; from < list.size();) {
    const std::uint32_t comma = list.find_op(from, ',');
    std::uint32_t sign = from + 1;
    while (sign < comma && !list.op(sign, '=') && !list.op(sign, ":=") && !list.is(sign, "TO"_k))
      sign = list.next(sign);
    const std::string name = sign < comma ? setting_name(list, sign - 1) : std::string();
    if (name == "search_path") return search_path(list.from(sign + 1));
    setting(name, list.part(sign + 1, comma));
    from = comma + 1;
  }
}

// PostgreSQL: set_config('a', 'value', is_local).
void Classifier::set_config(const Tokens& arguments) {
  const std::uint32_t comma = arguments.find_op(0, ',');
  const std::string name = value_said(arguments.part(0, comma), session_.variables);
  const Tokens value = arguments.part(comma + 1, arguments.find_op(comma + 1, ','));
  if (name == "search_path") return search_path(value);
  setting(name, value);
}

// Where pg_temp stands in it, tables of that name in other schemas may be found first.
void Classifier::search_path(const Tokens& schemas) {
  for (std::uint32_t i = 0; i < schemas.size(); ++i)
    if (to_lower(schemas.raw(i)).find("pg_temp") != std::string::npos) {
      session_.temporaries.clear();
      session_.may_make_temporaries = false;
    }
}

void Classifier::set(const Tokens& t) {
  add(SqlClass::session);
  if (t.is(1, "STATEMENT"_k)) {  // MariaDB: SET STATEMENT x = 1 FOR DELETE ..
    const std::uint32_t statement = t.find(1, "FOR"_k);
    settings(t.part(2, statement));
    if (statement < t.size()) within(t.from(statement + 1));
    return;
  }
  settings(t.from(1));
  std::uint32_t i = 1;
  const std::string scope = to_lower(t.raw(1));
  const bool global =
      t.is(1, "GLOBAL"_k) || t.is(1, "PERSIST"_k) || scope == "@@global" || scope == "@@persist";
  if (t.is(i, "SESSION"_k) || t.is(i, "LOCAL"_k) || t.is(i, "GLOBAL"_k)) ++i;
  const Keyword word = t.word(i);
  // Back to one's own rights: SET ROLE NONE, SET SESSION AUTHORIZATION DEFAULT.
  const bool back = (word == "ROLE"_k && to_lower(t.raw(i + 1)) == "none") ||
                    (word == "AUTHORIZATION"_k && t.is(i + 1, "DEFAULT"_k));
  const bool rights = word == "ROLE"_k || word == "AUTHORIZATION"_k || word == "PASSWORD"_k ||
                      (word == "DEFAULT"_k && t.is(i + 1, "ROLE"_k));
  if ((rights && !back) || global) add(SqlClass::privilege);
  for (std::uint32_t from = i; from < t.size();) {  // SET @a = .., @b = ..
    const std::uint32_t comma = t.find_op(from, ',');
    std::uint32_t value = from + 1;
    if (t.op(value, '=') || t.op(value, ":=") || t.op(value, "+="))
      assignment(t, from, value + 1, comma);
    from = comma + 1;
  }
}

// RESET MASTER and RESET BINARY LOGS delete the logs that a restore would need. RESET ROLE and
// RESET SESSION AUTHORIZATION go back to one's own rights.
void Classifier::reset(const Tokens& t) {
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
  if (sets) setting(name, t.op(i, '(') ? t.inside(i) : t.from(i + 1));
  if (sets && (name == "writable_schema" || name == "trusted_schema")) add(SqlClass::privilege);
}

}  // namespace interlock::sql
