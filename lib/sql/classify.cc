// A statement by its first word; statements that hold another one.
#include "lib/sql/classify.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/functions.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

// Bodies and definitions that only a later statement runs.
bool is_definition(const Tokens& t) {
  if (!t.is(0, "CREATE"_k) && !t.is(0, "ALTER"_k)) return false;
  for (std::uint32_t i = 1; i < 24 && i < t.size(); i = t.next(i))
    switch (static_cast<int>(t.word(i))) {
      case static_cast<int>("TABLE"_k):
      case static_cast<int>("EVENT"_k):
      case static_cast<int>("TASK"_k):
        return false;
      case static_cast<int>("MATERIALIZED"_k):
        return false;
      case static_cast<int>("VIEW"_k):
      case static_cast<int>("FUNCTION"_k):
      case static_cast<int>("PROCEDURE"_k):
      case static_cast<int>("PROC"_k):
      case static_cast<int>("TRIGGER"_k):
      case static_cast<int>("RULE"_k):
      case static_cast<int>("PACKAGE"_k):
      case static_cast<int>("AGGREGATE"_k):
      case static_cast<int>("OPERATOR"_k):
        return true;
    }
  return false;
}

}  // namespace

void Classifier::within(const Tokens& part) {
  Place inner = place_.inner(part);
  inner.scanned = true;
  join(session_.statement(part, inner));
}

void Classifier::statement(Tokens t) {
  while (t.op(0, '(')) t = t.from(1);
  dialect_ = t.dialect();
  quotes_names_ = quotes_names(t);
  verb(t);
  if (!place_.scanned && !is_definition(t)) calls(t);
  const std::uint32_t looked_at = place_.scanned ? std::min(t.size(), k_most_of_part) : t.size();
  for (std::uint32_t i = 0; i < looked_at; ++i)
    if (t.kind(i) == Kind::hole) found_.certain = false;
}

void Classifier::verb(const Tokens& t) {
  const auto all = verbs();
  const Keyword word = t.word(0);
  const auto found = std::lower_bound(all.begin(), all.end(), word,
                                      [](const Verb& v, Keyword k) { return v.word < k; });
  lose_temporaries(word);
  if (found == all.end() || found->word != word || word == Keyword::none) return other(t);
  if (found->read == nullptr) return add(found->does);
  (this->*found->read)(t);
}

// No verb: an assignment of a routine body, a T-SQL procedure without EXEC, or nothing that we
// know.
void Classifier::other(const Tokens& t) {
  if (t.kind(0) == Kind::hole || (t.kind(0) == Kind::parameter && !t.empty())) {
    add(SqlClass::unknown);
    add(SqlClass::dynamic);
    found_.certain = false;
    return;
  }
  std::uint32_t i = 0;
  const std::string name = render_name(t, i);
  const bool assigns = t.op(i, ":=") || (place_.procedural && t.op(i, '='));
  if (assigns) {
    add(SqlClass::session);
    return assignment(t, 0, i + 1, t.size());
  }
  if (place_.procedural && i < t.size() && !name.empty()) {  // x text := '..'
    std::uint32_t value = i;
    while (value < t.size() && !t.op(value, ":=") && !t.op(value, '=') && !t.is(value, "DEFAULT"_k))
      value = t.next(value);
    add(SqlClass::session);
    if (value < t.size()) assignment(t, 0, value + 1, t.size());
    return;
  }
  const std::string plain = plain_name(name);
  const bool can_be_procedure = t.dialect() == Dialect::mssql || t.dialect() == Dialect::generic;
  if (can_be_procedure && find_function(plain) != nullptr && !t.op(i, '('))
    return execute_procedure(t);
  if (t.op(0, '@') || t.dialect() == Dialect::mssql) {
    if (can_be_procedure && !name.empty()) return execute_procedure(t);
  }
  add(SqlClass::unknown);
}

// WITH a AS (..), b AS (..) main. The parenthesised statements are found by calls().
void Classifier::with(const Tokens& t) {
  for (std::uint32_t i = 2; i < t.size(); i = t.next(i)) {
    const Keyword word = t.word(i);
    const bool is_main = word == "SELECT"_k || word == "INSERT"_k || word == "UPDATE"_k ||
                         word == "DELETE"_k || word == "MERGE"_k || word == "VALUES"_k ||
                         word == "TABLE"_k || word == "REPLACE"_k;
    if (t.op(i, '(') && t.op(i - 1, ')')) return verb(t.from(i + 1));
    if (!is_main || !t.op(i - 1, ')')) continue;
    const Tokens main = t.from(i);
    if (word == "SELECT"_k || word == "VALUES"_k || word == "TABLE"_k) return verb(main);
    add(SqlClass::read);
    Place inner = place_.inner(main);
    inner.scanned = true;
    inner.with = t.part(0, i);
    return join(session_.statement(main, inner));
  }
  add(SqlClass::read);
  found_.certain = false;
}

// EXPLAIN runs nothing, EXPLAIN ANALYZE runs all.
void Classifier::explain(const Tokens& t) {
  add(SqlClass::read);
  std::uint32_t i = 1;
  bool runs = false;
  if (t.op(1, '(')) {
    const Tokens options = t.inside(1);
    for (std::uint32_t j = 0; j < options.size(); ++j) {
      if (!options.is(j, "ANALYZE"_k) && !options.is(j, "ANALYSE"_k)) continue;
      const std::string value = to_lower(options.raw(j + 1));
      runs = !(value == "off" || value == "false" || value == "0" || value == "'off'" ||
               value == "'false'");
    }
    i = t.next(1);
  }
  for (; i < t.size(); ++i) {
    const Keyword word = t.word(i);
    if (word == "ANALYZE"_k || word == "ANALYSE"_k) runs = true;
    const bool is_option = word == "ANALYZE"_k || word == "ANALYSE"_k || word == "VERBOSE"_k ||
                           word == "QUERY"_k || word == "PLAN"_k || word == "EXTENDED"_k ||
                           word == "PARTITIONS"_k || word == "FOR"_k;
    if (word == "FORMAT"_k || word == "PLAN"_k) {
      if (t.op(i + 1, '=')) i += 2;
      continue;
    }
    if (!is_option) break;
  }
  if (runs) within(t.from(i));
}

// PostgreSQL collects statistics; MariaDB's ANALYZE DELETE .. runs the DELETE.
void Classifier::analyze(const Tokens& t) {
  std::uint32_t i = 1;
  if (t.is(i, "FORMAT"_k) && t.op(i + 1, '=')) i += 3;
  const Keyword word = t.word(i);
  const bool runs = word == "SELECT"_k || word == "DELETE"_k || word == "UPDATE"_k ||
                    word == "INSERT"_k || word == "REPLACE"_k || word == "WITH"_k;
  add(runs ? SqlClass::read : SqlClass::session);
  if (runs) within(t.from(i));
}

// T-SQL: DECLARE @s nvarchar(max) = N'..'. Others: DECLARE c CURSOR FOR SELECT .., OPEN c FOR
// EXECUTE ..
void Classifier::declare(const Tokens& t) {
  add(SqlClass::session);
  const std::uint32_t query = t.find(1, "FOR"_k);
  if (query < t.size() && (t.find(1, "CURSOR"_k) < query || t.is(0, "OPEN"_k))) {
    add(SqlClass::read);
    if (t.is(query + 1, "EXECUTE"_k)) return run_text(t.part(query + 2, t.find(query, "USING"_k)));
    return within(t.from(query + 1));
  }
  for (std::uint32_t from = 1; from < t.size();) {
    const std::uint32_t comma = t.find_op(from, ',');
    std::uint32_t value = from;
    while (value < comma && !t.op(value, '=') && !t.op(value, ":=") && !t.is(value, "DEFAULT"_k))
      value = t.next(value);
    if (value < comma) assignment(t, from, value + 1, comma);
    from = comma + 1;
  }
}

void Classifier::return_(const Tokens& t) {
  add(SqlClass::read);
  if (!t.is(1, "QUERY"_k)) return;
  if (t.is(2, "EXECUTE"_k)) return run_text(t.part(3, t.find(3, "USING"_k)));
  within(t.from(2));
}

}  // namespace interlock::sql
