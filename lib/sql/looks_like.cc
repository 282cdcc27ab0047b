// Is a string literal SQL? Every verb must have what its grammar needs behind it, and no English
// word may stand where a name must stand: "drop the notes", "update me", "select an option".
#include "lib/base/text.h"
#include "lib/sql/lex.h"
#include "lib/sql/look.h"
#include "lib/sql/sql.h"

namespace interlock {
namespace sql {
namespace {

constexpr std::size_t k_most_tokens = 400;

}  // namespace

bool Look::others(std::uint32_t i, int depth) {
  const Keyword word = t.word(i);
  const Keyword after = t.word(i + 1);
  std::uint32_t n = i + 1;
  switch (static_cast<int>(word)) {
    case static_cast<int>("MERGE"_k):
      if (after == "INTO"_k) ++n;
      return name(n) && t.find(n, "USING"_k) < n + 4 && t.find(n, "USING"_k) < t.size() &&
             t.find(n, "ON"_k) < t.size();
    case static_cast<int>("REPLACE"_k):
      return after == "INTO"_k && insert(i);
    case static_cast<int>("EXPLAIN"_k):
      if (t.op(n, '(')) n = t.next(n);
      while (t.is(n, "ANALYZE"_k) || t.is(n, "VERBOSE"_k) || t.is(n, "QUERY"_k) ||
             t.is(n, "PLAN"_k) || t.is(n, "FORMAT"_k))
        ++n;
      if (t.op(n, '=')) n += 2;
      return statement(n, depth + 1);
    case static_cast<int>("BEGIN"_k):
    case static_cast<int>("COMMIT"_k):
    case static_cast<int>("ROLLBACK"_k):
      if (after == "ATOMIC"_k || t.is(n, "NOT"_k, "ATOMIC"_k))  // Db2, MariaDB
        return statement(after == "NOT"_k ? n + 2 : n + 1, depth + 1);
      return (ends(n) && (closed() || upper(i))) || (t.op(n, ';') && n + 1 < t.size()) ||
             after == "TRANSACTION"_k || after == "TRAN"_k || after == "WORK"_k ||
             (after == "IMMEDIATE"_k && word == "BEGIN"_k) || statement(n, depth + 1);
    case static_cast<int>("START"_k):
      return after == "TRANSACTION"_k;
    case static_cast<int>("PRAGMA"_k):
      return name(n) && (t.op(n, '=') || t.op(n, '(') ||
                         (ends(n) && (upper(i) || closed() ||
                                      t.raw(n - 1).find('_') != std::string_view::npos)));
    case static_cast<int>("CALL"_k):
      return name(n) && t.op(n, '(') && (ends(t.next(n)));
    case static_cast<int>("EXEC"_k):
    case static_cast<int>("EXECUTE"_k):
      if (after == "IMMEDIATE"_k)
        return t.kind(n + 1) == Kind::string || t.op(n + 1, '(') || t.is_name(n + 1);
      return (t.op(n, '(') && t.kind(n + 1) == Kind::string) ||
             to_lower(t.raw(n)).substr(0, 3) == "sp_" || to_lower(t.raw(n)).substr(0, 3) == "xp_" ||
             (t.raw(n).substr(0, 1) == "@" && t.op(n + 1, '=')) ||
             (t.is_name(n) && t.op(n + 1, '.')) || t.kind(n) == Kind::string;
    case static_cast<int>("DO"_k):
      return t.kind(n) == Kind::string || (after == "LANGUAGE"_k && t.kind(n + 2) == Kind::string);
    case static_cast<int>("DECLARE"_k):
      return t.raw(n).substr(0, 1) == "@" || (t.is_name(n) && t.is(n + 1, "CURSOR"_k));
    case static_cast<int>("SET"_k):
      if (after == "SESSION"_k || after == "LOCAL"_k || after == "GLOBAL"_k)
        return t.is_name(n + 1) && (t.op(n + 2, '=') || t.is(n + 2, "TO"_k) || t.op(n + 2, '.') ||
                                    t.is(n + 1, "AUTHORIZATION"_k));
      if (after == "ROLE"_k || after == "TRANSACTION"_k)
        return !ends(n + 1) && !is_english(t.raw(n + 1)) && upper(i);
      return t.raw(n).substr(0, 1) == "@" || to_lower(t.raw(n)) == "search_path" ||
             to_lower(t.raw(n)) == "foreign_key_checks" ||
             to_lower(t.raw(n)) == "statement_timeout" ||
             to_lower(t.raw(n)) == "session_replication_role" || behind_option(i, depth);
    case static_cast<int>("FLASHBACK"_k):
      return (after == "TABLE"_k || after == "DATABASE"_k) && t.find(n, "TO"_k) < t.size();
    case static_cast<int>("RENAME"_k):
      return after == "TABLE"_k && name(++n) && t.is(n, "TO"_k);
    case static_cast<int>("RESET"_k):
      return (after == "MASTER"_k && ends(n + 1)) || (after == "BINARY"_k && t.is_name(n + 1));
    case static_cast<int>("PURGE"_k):
      return after == "RECYCLEBIN"_k || (after == "TABLE"_k && t.is_name(n + 1) && ends(n + 2)) ||
             ((after == "BINARY"_k || after == "MASTER"_k) && t.find(n, "LOGS"_k) == n + 1);
    case static_cast<int>("DETACH"_k):
      return after == "TABLE"_k && name(++n) && (ends(n) || to_lower(t.raw(n)) == "permanently");
    case static_cast<int>("REASSIGN"_k):
      return after == "OWNED"_k;
    case static_cast<int>("REFRESH"_k):
      return after == "MATERIALIZED"_k;
    case static_cast<int>("COMMENT"_k):
      return after == "ON"_k && t.find(n, "IS"_k) < t.size();
    case static_cast<int>("LOAD"_k):
      return after == "DATA"_k && t.find(n, "INFILE"_k) < t.size();
    case static_cast<int>("LOCK"_k):
      return (after == "TABLE"_k || after == "TABLES"_k) && t.is_name(n + 1) &&
             !is_english(t.raw(n + 1));
    case static_cast<int>("ATTACH"_k):
      return (after == "DATABASE"_k || t.kind(n) == Kind::string) && t.find(n, "AS"_k) < t.size();
    case static_cast<int>("BACKUP"_k):
    case static_cast<int>("RESTORE"_k):
      return (after == "DATABASE"_k || after == "LOG"_k) &&
             (t.find(n, "TO"_k) < t.size() || t.find(n, "FROM"_k) < t.size()) && upper(i);
    case static_cast<int>("VALUES"_k):
      return t.op(n, '(') && t.size() > n + 2;
    case static_cast<int>("SHOW"_k):
      return ends(n + 1) &&
             (after == "TABLES"_k || after == "DATABASES"_k || after == "SCHEMAS"_k ||
              after == "PROCESSLIST"_k || after == "GRANTS"_k) &&
             (upper(i) || closed() || after == "TABLES"_k || after == "DATABASES"_k);
    case static_cast<int>("VACUUM"_k):
    case static_cast<int>("ANALYZE"_k):
    case static_cast<int>("REINDEX"_k):
      return upper(i) && (ends(n) || ends(n + 1) || t.is(n, "FULL"_k)) && t.size() > 0;
    case static_cast<int>("SHUTDOWN"_k):
      return t.is(n, "WITH"_k, "NOWAIT"_k) || (upper(i) && closed());
    case static_cast<int>("USE"_k):
      return t.is_name(n) && ends(n + 1) && closed() && !is_english(t.raw(n));
    case static_cast<int>("PREPARE"_k):
      return t.is_name(n) && (t.is(n + 1, "AS"_k) || t.is(n + 1, "FROM"_k) || t.op(n + 1, '(')) &&
             !ends(n + 2);
    case static_cast<int>("IF"_k):
      return (after == "EXISTS"_k && t.op(n + 1, '(')) ||
             (after == "NOT"_k && t.is(n + 1, "EXISTS"_k) && t.op(n + 2, '(')) ||
             to_lower(t.raw(n)) == "object_id" || behind_condition(i, depth);
    case static_cast<int>("WHILE"_k):
      return behind_condition(i, depth);
  }
  return false;
}

bool Look::statement(std::uint32_t i, int depth) {
  if (depth > 20) return false;
  while (t.op(i, '(') || t.op(i, ';')) ++i;
  switch (static_cast<int>(t.word(i))) {
    case static_cast<int>("SELECT"_k):
      return Look(t.from(i)).select(0);
    case static_cast<int>("INSERT"_k):
      return insert(i);
    case static_cast<int>("UPDATE"_k):
      return update(i);
    case static_cast<int>("DELETE"_k):
      return delete_rows(i);
    case static_cast<int>("DROP"_k):
      return drop(i);
    case static_cast<int>("CREATE"_k):
      return create(i);
    case static_cast<int>("ALTER"_k):
      return alter(i);
    case static_cast<int>("TRUNCATE"_k):
      return truncate(i);
    case static_cast<int>("WITH"_k):
      return with(i, depth);
    case static_cast<int>("COPY"_k):
      return copy(i);
    case static_cast<int>("GRANT"_k):
      return grant(i, "TO"_k);
    case static_cast<int>("REVOKE"_k):
      return grant(i, "FROM"_k);
  }
  return others(i, depth);
}

}  // namespace sql

bool looks_like_sql(std::string_view text) {
  using namespace sql;
  const Syntax syntax = syntax_of({});
  Lexer lexer(text, syntax);
  for (lexer.skip_blanks(); lexer.position() < text.size() && text[lexer.position()] == '#';
       lexer.skip_blanks())
    lexer.seek(text.find('\n', lexer.position()));  // a comment of MySQL
  std::vector<Token> tokens;
  std::vector<std::uint32_t> open;
  Token token;
  while (tokens.size() < k_most_tokens && lexer.next(token)) {
    const auto index = static_cast<std::uint32_t>(tokens.size());
    if (token.kind == Kind::op && token.op == '(') open.push_back(index);
    if (token.kind == Kind::op && token.op == ')' && !open.empty()) {
      token.match = open.back();
      tokens[open.back()].match = index;
      open.pop_back();
    }
    tokens.push_back(token);
    if (tokens.size() == 1 && token.kind == Kind::word && token.keyword == Keyword::none)
      return false;
  }
  // "select id; drop table t": what comes first may be too short to tell.
  const Tokens all(text, tokens, syntax);
  Look look(all);
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if ((i == 0 || all.op(i - 1, ';')) && look.statement(i)) return true;
  return false;
}

}  // namespace interlock
