// Words that steer (IF .. THEN, LOOP, BEGIN, ELSE) stand before the statements that they hold, and
// T-SQL puts statements one after another without a sign between them.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/session.h"

namespace interlock::sql {
namespace {

bool opens_transaction(const Tokens& t) {
  const Keyword after = t.word(1);
  return t.size() == 1 || after == "TRANSACTION"_k || after == "TRAN"_k || after == "WORK"_k ||
         after == "ISOLATION"_k || after == "READ"_k || after == "DEFERRED"_k ||
         after == "IMMEDIATE"_k || after == "EXCLUSIVE"_k || after == "CONCURRENT"_k ||
         after == "DISTRIBUTED"_k || (after == "NOT"_k && t.is(2, "DEFERRABLE"_k));
}

bool is_condition(Keyword word) {
  return word == "IF"_k || word == "ELSIF"_k || word == "ELSEIF"_k || word == "WHILE"_k ||
         word == "WHEN"_k || word == "FOR"_k || word == "FOREACH"_k || word == "CASE"_k ||
         word == "UNTIL"_k || word == "EXCEPTION"_k;
}

// THEN, LOOP or DO that ends the condition, CASE .. END inside it skipped.
std::uint32_t find_end_of_condition(const Tokens& t) {
  int cases = 0;
  for (std::uint32_t i = 1; i < t.size(); i = t.next(i)) {
    const Keyword word = t.word(i);
    if (word == "CASE"_k) ++cases;
    if (word == "END"_k) --cases;
    if (cases <= 0 && (word == "THEN"_k || word == "LOOP"_k || word == "DO"_k)) return i;
  }
  return t.size();
}

bool is_object(Keyword word) {
  constexpr Keyword k_objects[] = {"TABLE"_k, "DATABASE"_k, "SCHEMA"_k, "VIEW"_k,    "PROCEDURE"_k,
                                   "PROC"_k,  "FUNCTION"_k, "INDEX"_k,  "TRIGGER"_k, "USER"_k,
                                   "LOGIN"_k, "ROLE"_k,     "TYPE"_k,   "SEQUENCE"_k};
  return std::find(std::begin(k_objects), std::end(k_objects), word) != std::end(k_objects);
}

// Is the ON at `i` the value of an option: SET NOCOUNT ON, SET IDENTITY_INSERT dbo.t ON, SET
// STATISTICS IO, TIME ON? In ON DELETE SET NULL ON UPDATE .. it is none.
bool is_option_value(const Tokens& t, std::uint32_t i) {
  constexpr std::uint32_t k_longest = 8;
  if (!t.is(i, "ON"_k)) return false;
  for (std::uint32_t at = i; at > 0 && i - at < k_longest;) {
    if (t.is(--at, "SET"_k))
      return i - at > 1 && (at == 0 || !(t.is(at - 1, "DELETE"_k) || t.is(at - 1, "UPDATE"_k)));
    if (!t.is_name(at) && !t.op(at, '.') && !t.op(at, ',')) return false;
  }
  return false;
}

// After these a word goes on with the statement.
bool goes_on_after(const Tokens& t, std::uint32_t i) {
  if (i == 0) return true;
  const Token& before = t.at(i - 1);
  if (is_option_value(t, i - 1)) return false;
  if (before.kind == Kind::op) return before.op != ')' && before.op != '*' && before.op != ']';
  constexpr Keyword k_open[] = {
      "AS"_k,     "ON"_k,        "FOR"_k,      "OF"_k,      "AFTER"_k,   "INSTEAD"_k, "THEN"_k,
      "KEY"_k,    "DO"_k,        "GRANT"_k,    "REVOKE"_k,  "DENY"_k,    "UNION"_k,   "ALL"_k,
      "EXCEPT"_k, "INTERSECT"_k, "SELECT"_k,   "FROM"_k,    "WHERE"_k,   "AND"_k,     "OR"_k,
      "NOT"_k,    "SET"_k,       "JOIN"_k,     "BY"_k,      "INTO"_k,    "CASE"_k,    "WHEN"_k,
      "EXISTS"_k, "BEFORE"_k,    "TABLE"_k,    "EXPLAIN"_k, "ANALYZE"_k, "PREPARE"_k, "IN"_k,
      "LIKE"_k,   "IS"_k,        "BETWEEN"_k,  "UPDATE"_k,  "DELETE"_k,  "INSERT"_k,  "ADD"_k,
      "WITH"_k,   "IF"_k,        "DISTINCT"_k, "USING"_k,   "HAVING"_k};
  return std::find(std::begin(k_open), std::end(k_open), before.keyword) != std::end(k_open) &&
         before.keyword != Keyword::none;
}

// Can a statement begin at i, in T-SQL, inside one whose verb is `verb`?
bool begins_statement(const Tokens& t, std::uint32_t i, Keyword verb, bool strict) {
  const Keyword word = t.word(i), after = t.word(i + 1);
  if (word == Keyword::none) return false;
  if (!strict && (word == "BEGIN"_k || word == "END"_k || word == "ELSE"_k))
    return i > 0 && t.word(i - 1) != "AS"_k;
  if (goes_on_after(t, i)) return false;
  if (word == "DROP"_k || word == "CREATE"_k || word == "ALTER"_k) {
    if (strict) return is_object(after) && word == "DROP"_k && (t.is_name(i + 2));
    return is_object(after);
  }
  if (word == "TRUNCATE"_k) return after == "TABLE"_k && t.is_name(i + 2);
  if (word == "DELETE"_k) {
    if (after == "TOP"_k && t.op(i + 2, '(')) return t.is_name(t.next(i + 2));
    return (after == "FROM"_k && t.is_name(i + 2)) ||
           (!strict && t.is_name(i + 1) && after == Keyword::none);
  }
  if (word == "UPDATE"_k) {
    std::uint32_t set = i + 2;
    while (set < i + 8 && !t.is(set, "SET"_k)) ++set;
    return verb != "MERGE"_k && t.is_name(i + 1) && set < i + 8 && after != "SET"_k;
  }
  if (word == "INSERT"_k) {
    if (verb == "MERGE"_k || t.is(i - 1, "BULK"_k)) return false;
    const bool bare = !strict && t.is_name(i + 1) && after == Keyword::none;
    return after == "INTO"_k || bare || (!strict && after == "TOP"_k && t.op(i + 2, '('));
  }
  if (word == "EXEC"_k || word == "EXECUTE"_k) {
    if (after == "AS"_k || after == "ON"_k) return false;
    if (!strict) return t.op(i + 1, '(') || t.is_name(i + 1);
    return t.op(i + 1, '(') || to_lower(t.raw(i + 1)).substr(0, 3) == "sp_" ||
           to_lower(t.raw(i + 1)).substr(0, 3) == "xp_" || t.raw(i + 1).substr(0, 1) == "@";
  }
  if (word == "SET"_k)
    return t.raw(i + 1).substr(0, 1) == "@" && verb != "UPDATE"_k && verb != "MERGE"_k;
  if (word == "DECLARE"_k) return t.raw(i + 1).substr(0, 1) == "@";
  if (strict) return false;
  if (word == "SELECT"_k)
    return verb != "INSERT"_k && verb != "WITH"_k && verb != "CREATE"_k && verb != "MERGE"_k &&
           verb != "ALTER"_k;
  if (word == "IF"_k)
    return !(after == "EXISTS"_k && t.op(i + 2, '(') == false) && !is_object(t.word(i - 1));
  return word == "WHILE"_k || word == "PRINT"_k || word == "USE"_k || word == "RETURN"_k ||
         word == "BACKUP"_k || word == "RESTORE"_k || word == "SHUTDOWN"_k || word == "DBCC"_k ||
         word == "MERGE"_k || word == "GRANT"_k || word == "REVOKE"_k || word == "DENY"_k ||
         word == "COMMIT"_k || word == "ROLLBACK"_k || word == "RAISERROR"_k || word == "THROW"_k ||
         word == "WAITFOR"_k || word == "RECONFIGURE"_k;
}

bool is_routine(const Tokens& t) {
  if (!t.is(0, "CREATE"_k) && !t.is(0, "ALTER"_k)) return false;
  for (std::uint32_t i = 1; i < 12; ++i) {
    const Keyword word = t.word(i);
    if (word == "PROCEDURE"_k || word == "PROC"_k || word == "FUNCTION"_k || word == "TRIGGER"_k ||
        word == "EVENT"_k || word == "RULE"_k)
      return true;
  }
  return false;
}

// In other dialects only after verbs whose own grammar never goes on with such words.
bool may_hold_several(Keyword verb) {
  return verb == "SELECT"_k || verb == "DELETE"_k || verb == "UPDATE"_k || verb == "INSERT"_k ||
         verb == "DROP"_k || verb == "TRUNCATE"_k || verb == "USE"_k || verb == "SET"_k ||
         verb == "DECLARE"_k || verb == "IF"_k || verb == "PRINT"_k || verb == "WHILE"_k ||
         verb == "BEGIN"_k || verb == "ELSE"_k || verb == "EXEC"_k || verb == "EXECUTE"_k;
}

}  // namespace

SqlClasses Session::pieces(const Tokens& t, const Place& place, bool open) {
  const bool strict = t.dialect() != Dialect::mssql;
  if ((strict && t.dialect() != Dialect::generic) || place.procedural || is_routine(t))
    return piece(t, place, open);
  SqlClasses classes;
  std::uint32_t from = 0;
  Keyword verb = t.word(0);
  int cases = 0;
  for (std::uint32_t i = 1; i <= t.size(); i = t.next(i)) {
    if (t.is(i, "CASE"_k)) ++cases;
    if (cases > 0) {
      if (t.is(i, "END"_k)) --cases;
      if (i < t.size()) continue;
    }
    const bool cut = i < t.size() && i > from && (!strict || may_hold_several(verb)) &&
                     begins_statement(t.from(from), i - from, verb, strict);
    if (i < t.size() && !cut) continue;
    classes.bits |= piece(t.part(from, i), place, open && i >= t.size()).bits;
    from = i;
    verb = t.word(i);
  }
  return classes;
}

SqlClasses Session::piece(Tokens t, const Place& place, bool open) {
  SqlClasses classes;
  while (!t.empty()) {
    const Keyword word = t.word(0);
    const bool blocks = place.procedural || t.dialect() != Dialect::sqlite;
    if (t.op(0, "<<") && t.op(2, ">>")) {
      t = t.from(3);
    } else if (t.op(1, ':') && t.kind(0) == Kind::word && t.size() > 2) {  // label: LOOP
      t = t.from(2);
    } else if (word == "BEGIN"_k && blocks && (place.procedural || !opens_transaction(t))) {
      std::uint32_t i = t.is(1, "NOT"_k, "ATOMIC"_k) ? 3 : 1;
      if (t.is(i, "ATOMIC"_k) || t.is(i, "TRY"_k) || t.is(i, "CATCH"_k) || t.is(i, "BATCH"_k)) ++i;
      if (t.is(i, "UNLOGGED"_k)) i += 2;
      t = t.from(i);
    } else if (word == "END"_k && (place.procedural || t.dialect() == Dialect::mssql)) {
      std::uint32_t i = 1;
      if (t.is(1, "IF"_k) || t.is(1, "LOOP"_k) || t.is(1, "CASE"_k) || t.is(1, "WHILE"_k) ||
          t.is(1, "REPEAT"_k) || t.is(1, "FOR"_k) || t.is(1, "TRY"_k) || t.is(1, "CATCH"_k))
        i = 2;
      if (t.size() <= i + 1) return classes;  // END LOOP label
      t = t.from(i);
    } else if (blocks &&
               (word == "ELSE"_k || word == "LOOP"_k || word == "THEN"_k || word == "REPEAT"_k)) {
      may_make_temporaries = false;
      t = t.from(1);
    } else if (blocks && is_condition(word)) {
      const std::uint32_t end = find_end_of_condition(t);
      if (end >= t.size()) break;
      may_make_temporaries = false;
      std::uint32_t query = word == "FOR"_k ? t.part(0, end).find(1, "IN"_k) : end;
      if (query < end) {
        ++query;
        if (t.is(query, "EXECUTE"_k) || t.is(query, "SELECT"_k) || t.is(query, "WITH"_k) ||
            t.is(query, "DELETE"_k) || t.is(query, "UPDATE"_k) || t.is(query, "INSERT"_k) ||
            t.op(query, '('))
          classes.bits |= statement(t.part(query, end), place).bits;
      } else if (end > 1) {
        classes.bits |= statement(t.part(0, end), place).bits;
      }
      t = t.from(end + 1);
    } else {
      break;
    }
  }
  if (!t.empty()) classes.bits |= statement(t, place, open).bits;
  return classes;
}

}  // namespace interlock::sql
