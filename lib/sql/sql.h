// Text that reaches a database -> statements, normalised and classified.
//
// Normal form: keywords upper case, comments gone, blanks single, literals as '?',
// identifiers kept (quoted ones in double quotes whatever the dialect's sign was).
// `SELECT 'DROP TABLE x'` is a SELECT; `DrOp/**/tAbLe x` is `DROP TABLE x`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

enum class Dialect { generic, postgres, mysql, sqlite, mssql };

// What a statement does. A statement may do several things (a CTE that deletes, a DO
// body): the classes of everything inside it are joined.
enum class SqlClass : std::uint32_t {
  read = 1 << 0,        // SELECT, SHOW, EXPLAIN without ANALYZE, VALUES
  write = 1 << 1,       // INSERT, UPDATE or DELETE with a WHERE that selects, MERGE, COPY FROM
  create = 1 << 2,      // CREATE, ALTER that loses nothing, COMMENT
  drop = 1 << 3,        // DROP of anything that holds data or other objects: TABLE, SCHEMA,
                        // DATABASE, OWNED, TYPE .. CASCADE, VIEW (materialized), COLUMN is alter
  drop_other = 1 << 4,  // DROP of what holds no data: INDEX, VIEW, FUNCTION, TRIGGER, POLICY ..
  truncate = 1 << 5,
  delete_all = 1 << 6,         // DELETE without WHERE, or with one that is always true
  update_all = 1 << 7,         // UPDATE likewise
  alter_destructive = 1 << 8,  // DROP COLUMN, DROP CONSTRAINT? (no), TYPE change with USING,
                               // RENAME, DROP PARTITION, MODIFY/CHANGE COLUMN, SET UNLOGGED ..
  replace = 1 << 9,            // CREATE OR REPLACE TABLE, REPLACE INTO
  privilege = 1 << 10,         // GRANT, REVOKE, CREATE/ALTER/DROP ROLE or USER, SET ROLE, OWNER TO
  code = 1 << 11,         // runs programs or reads server files: COPY .. PROGRAM, \!, xp_cmdshell,
                          // pg_read_file, lo_import, LOAD DATA, load_extension, CREATE EXTENSION/
                          // LANGUAGE of an untrusted kind, sys_exec
  transaction = 1 << 12,  // BEGIN, COMMIT, ROLLBACK, SAVEPOINT
  session = 1 << 13,      // SET, RESET, USE, PRAGMA, LOCK, VACUUM, ANALYZE ..
  meta = 1 << 14,         // a client's own command (\d, .tables, GO, DELIMITER)
  dynamic = 1 << 15,      // runs SQL text that cannot be read (EXECUTE of an expression, \gexec)
  unknown = 1 << 16,      // no statement that we know
  checks_off = 1 << 17,   // switches off what keeps rows whole: FOREIGN_KEY_CHECKS = 0, NOCHECK ..
};

struct SqlClasses {
  std::uint32_t bits = 0;
  bool has(SqlClass one) const { return (bits & static_cast<std::uint32_t>(one)) != 0; }
  void add(SqlClass one) { bits |= static_cast<std::uint32_t>(one); }
  friend bool operator==(SqlClasses, SqlClasses) = default;
};

std::string_view name_of(SqlClass one);          // "delete_all"
std::string render_classes(SqlClasses classes);  // "read delete_all"
// 0 bits for a name that is none.
SqlClasses class_named(std::string_view name);

struct Statement {
  std::string text;       // normal form
  std::size_t begin = 0;  // bytes of the input that it was read from
  std::size_t end = 0;
  SqlClasses classes;
  bool certain = true;  // false: parts were unreadable (open quote at the end, psql variables)
  bool nested = false;  // from inside another one: a DO body, an EXECUTE string, a CTE, /*! */
  std::vector<std::string> objects;  // tables and the like that it changes, as written
  std::string shell;    // command line that the client would run (\! cmd, .shell cmd, program '..')
  std::string include;  // file that the client would read next (\i file, .read file, source file)
};

struct SqlOptions {
  Dialect dialect = Dialect::generic;
  // Is the text read by the dialect's command-line client (psql, mysql, sqlite3, sqlcmd), whose own
  // commands (\!, DELIMITER, .shell, GO) then count?
  bool client = false;
};

// Every statement in order, nested ones right after the one that holds them. Linear in the text,
// bounded in depth; never throws. Text that ends inside a string or comment still yields what it
// began. With Dialect::generic a character that the dialects read differently (backslash in a
// string, #, /*! */, backtick, [) is read in the way that hides nothing: both ways, and the worse
// classes kept.
std::vector<Statement> read_sql(std::string_view text, SqlOptions options = {});

// The same within `work`, which is what the reading may still cost, in tokens of all its readings;
// a statement and a client command count for several. What is not read any more is one statement of
// class dynamic at the end.
std::vector<Statement> read_sql(std::string_view text, SqlOptions options, std::size_t& work);

// All SQL of one call: some 25 ms. A dump of 300 kB, read three ways since it sets
// standard_conforming_strings, takes most of it.
inline constexpr std::size_t k_sql_work = 320'000;

// Could `text` be SQL at all? True when it begins, after comments and blanks, with a verb of SQL
// that has what the verb needs ("drop table x", not "drop the notes"). For string literals in code.
bool looks_like_sql(std::string_view text);

}  // namespace interlock
