// The names of the classes, and the reading of text whose dialect nobody knows.
#include "lib/sql/sql.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "lib/base/text.h"
#include "lib/sql/lex.h"
#include "lib/sql/session.h"

namespace interlock {
namespace {

struct ClassName {
  SqlClass one;
  std::string_view name;
};
constexpr ClassName k_names[] = {
    {SqlClass::read, "read"},
    {SqlClass::write, "write"},
    {SqlClass::create, "create"},
    {SqlClass::drop, "drop"},
    {SqlClass::drop_other, "drop_other"},
    {SqlClass::truncate, "truncate"},
    {SqlClass::delete_all, "delete_all"},
    {SqlClass::update_all, "update_all"},
    {SqlClass::alter_destructive, "alter_destructive"},
    {SqlClass::replace, "replace"},
    {SqlClass::privilege, "privilege"},
    {SqlClass::code, "code"},
    {SqlClass::transaction, "transaction"},
    {SqlClass::session, "session"},
    {SqlClass::meta, "meta"},
    {SqlClass::dynamic, "dynamic"},
    {SqlClass::unknown, "unknown"},
    {SqlClass::checks_off, "checks_off"},
};

struct Reading {
  std::vector<Statement> statements;
  std::uint32_t ambiguities = 0;
  bool open = false;
};

Reading read_as(std::string_view text, const sql::Syntax& syntax, std::size_t& work) {
  sql::Session session(text.size(), work);
  session.read(text, syntax, sql::Place{});
  Reading result;
  result.ambiguities = session.ambiguities;
  result.open = session.open_end;
  result.statements = session.take();
  return result;
}

constexpr std::uint32_t k_changes =
    static_cast<std::uint32_t>(SqlClass::write) | static_cast<std::uint32_t>(SqlClass::create);

// Keeps from `other` each harmful statement that `first` does not know.
void add_worse(Reading& first, Reading other) {
  std::set<std::pair<std::string, std::uint32_t>> known;
  std::uint32_t seen = 0;
  for (const Statement& one : first.statements) seen |= one.classes.bits;
  for (const Statement& one : first.statements)
    if (!sql::is_harmless(one.classes)) known.emplace(one.text, one.classes.bits);
  for (Statement& one : other.statements) {
    const bool writes = (one.classes.bits & ~seen & k_changes) != 0;  // and the first only reads
    if ((sql::is_harmless(one.classes) && !writes) ||
        known.count({one.text, one.classes.bits}) != 0)
      continue;
    one.certain = false;
    first.statements.push_back(std::move(one));
  }
}

sql::Syntax as_dialect(const sql::Syntax& syntax, Dialect dialect) {
  SqlOptions options;
  options.dialect = dialect;
  options.client = syntax.client;
  return sql::syntax_of(options);
}

}  // namespace

std::string_view name_of(SqlClass one) {
  for (const ClassName& entry : k_names)
    if (entry.one == one) return entry.name;
  return {};
}

std::string render_classes(SqlClasses classes) {
  std::string out;
  for (const ClassName& entry : k_names) {
    if (!classes.has(entry.one)) continue;
    if (!out.empty()) out += ' ';
    out += entry.name;
  }
  return out;
}

SqlClasses class_named(std::string_view name) {
  SqlClasses classes;
  for (const ClassName& entry : k_names)
    if (entry.name == name) classes.add(entry.one);
  return classes;
}

std::vector<Statement> read_sql(std::string_view text, SqlOptions options) {
  std::size_t work = k_sql_work;
  return read_sql(text, options, work);
}

std::vector<Statement> read_sql(std::string_view text, SqlOptions options, std::size_t& work) {
  if (text.size() > 0xfffffff0u) text = text.substr(0, 0xfffffff0u);  // tokens keep 32-bit places
  sql::Syntax syntax = sql::syntax_of(options);
  Reading first = read_as(text, syntax, work);
  if (options.dialect == Dialect::mysql && (first.ambiguities & sql::server_version) != 0) {
    syntax.versioned_run = false;  // a server of another version leaves the comment out
    add_worse(first, read_as(text, syntax, work));
  }
  if ((first.ambiguities & sql::string_setting) != 0) {  // psql reads a line ahead of the server
    sql::Syntax fixed = syntax;
    fixed.fixed = true;
    for (bool backslash : {false, true}) {
      fixed.backslash = backslash;
      add_worse(first, read_as(text, fixed, work));
    }
  }
  if (options.dialect != Dialect::generic) return std::move(first.statements);

  using namespace sql;
  const std::uint32_t met = first.ambiguities;
  const auto any = [met](std::uint32_t bits) { return (met & bits) != 0; };
  if (any(backslash_quote | hash | running_comment | tight_dashes | strange_name | open_dollar |
          open_parenthesis)) {
    Syntax mysql = as_dialect(syntax, Dialect::mysql);
    mysql.client = mysql.client || any(open_parenthesis);
    add_worse(first, read_as(text, mysql, work));
    if (any(server_version)) {
      mysql.versioned_run = false;
      add_worse(first, read_as(text, mysql, work));
    }
  }
  if (any(running_comment | strange_name | nested_comment))
    add_worse(first, read_as(text, as_dialect(syntax, Dialect::sqlite), work));
  if (any(strange_name)) {
    add_worse(first, read_as(text, as_dialect(syntax, Dialect::mssql), work));
    add_worse(first, read_as(text, as_dialect(syntax, Dialect::postgres), work));
  }
  if (any(q_quote)) {
    syntax.q_quotes = true;
    add_worse(first, read_as(text, syntax, work));
  }
  return std::move(first.statements);
}

}  // namespace interlock
