// The words that SQL means something by. An unquoted word of this table is written in
// upper case in the normal form, whatever the dialect; every other word keeps its spelling.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace interlock::sql {

enum class Keyword : std::uint16_t { none = 0 };  // else 1 + index in k_keywords

inline constexpr auto k_keywords = std::to_array<std::string_view>({
    "ABORT", "ACCOUNT", "ACTION", "ADD", "ADMIN", "AFTER", "AGGREGATE", "ALGORITHM", "ALL",
    "ALTER", "ALWAYS", "ANALYSE", "ANALYZE", "AND", "ANY", "APPLICATION", "APPLY", "ARCHIVE",
    "ARRAY", "AS", "ASC", "ASSEMBLY", "ASSERTION", "ASYMMETRIC", "AT", "ATOMIC", "ATTACH",
    "ATTRIBUTE", "AUDIT", "AUTHORIZATION", "AUTO_INCREMENT", "BACKUP", "BATCH", "BEFORE", "BEGIN",
    "BERNOULLI", "BETWEEN", "BINARY", "BINLOG", "BOTH", "BUCKET", "BULK", "BY", "CACHE", "CALL",
    "CASCADE", "CASCADED", "CASE", "CAST", "CATALOG", "CATCH", "CHANGE", "CHANGED", "CHARACTER",
    "CHARSET", "CHECK", "CHECKPOINT", "CHECKSUM", "CLASS", "CLAUSE", "CLEAR", "CLONE", "CLOSE",
    "CLUSTER", "CLUSTERED", "COALESCE", "COLLATE", "COLLATION", "COLLECTION", "COLUMN", "COLUMNS",
    "COMMENT", "COMMIT", "COMMITTED", "COMPRESSION", "CONCURRENT", "CONCURRENTLY", "CONFLICT",
    "CONNECT", "CONNECTION", "CONSTRAINT", "CONSTRAINTS", "CONSTRUCTOR", "CONTINUE", "CONVERSION",
    "CONVERT", "COPY", "CREATE", "CREDENTIAL", "CROSS", "CUBE", "CURRENT", "CURRENT_DATE",
    "CURRENT_ROLE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "CURSOR", "CYCLE",
    "DATA", "DATABASE", "DATABASES", "DBCC", "DEALLOCATE", "DECLARE", "DEFAULT", "DEFERRABLE",
    "DEFERRED", "DEFINER", "DELETE", "DELIMITER", "DENY", "DESC", "DESCRIBE", "DETACH",
    "DICTIONARY", "DIRECTORY", "DISABLE", "DISCARD", "DISTINCT", "DISTRIBUTED", "DIV", "DO",
    "DOMAIN", "DROP", "DUMPFILE", "DUPLICATE", "DYNAMIC", "EACH", "EDITIONABLE", "EDITIONING",
    "ELSE", "ELSEIF", "ELSIF", "ENABLE", "END", "ENGINE", "ENUM", "ESCAPE", "EVENT", "EXCEPT",
    "EXCEPTION", "EXCHANGE", "EXCLUDE", "EXCLUSIVE", "EXEC", "EXECUTE", "EXISTS", "EXIT",
    "EXPLAIN", "EXPORT", "EXPRESSION", "EXTENDED", "EXTENSION", "EXTERNAL", "FALSE", "FAMILY",
    "FETCH", "FILE", "FILTER", "FIRST", "FLUSH", "FOLLOWING", "FOR", "FORCE", "FOREACH",
    "FOREIGN", "FORMAT", "FREEZE", "FROM", "FULL", "FULLTEXT", "FUNCTION", "FUNCTIONS",
    "GENERATED", "GET", "GLOB", "GLOBAL", "GO", "GOTO", "GRANT", "GRANTS", "GROUP", "GROUPING",
    "HANDLER", "HASH", "HAVING", "HELP", "HIGH_PRIORITY", "HISTORY", "HYBRID", "ICEBERG",
    "IDENTIFIED", "IDENTITY", "IF", "IGNORE", "ILIKE", "IMMEDIATE", "IMPORT", "IN", "INCLUDE",
    "INDEX", "INDEXED", "INDEXES", "INDICES", "INFILE", "INHERIT", "INITIALLY", "INNER",
    "INPLACE", "INSERT", "INSTALL", "INSTANCE", "INSTEAD", "INTERSECT", "INTERVAL", "INTO",
    "INVOKER", "IS", "ISNULL", "ISOLATE", "ISOLATION", "JOIN", "JSON", "KEY", "KEYS", "KEYSPACE",
    "KILL", "LABEL", "LANGUAGE", "LARGE", "LAST", "LATERAL", "LEADING", "LEFT", "LIFE", "LIKE",
    "LIMIT", "LINK", "LIST", "LISTEN", "LOAD", "LOCAL", "LOCK", "LOCKED", "LOG", "LOGFILE",
    "LOGGED", "LOGIN", "LOGS", "LOOP", "LOW_PRIORITY", "MAPPING", "MASTER", "MATCH", "MATCHED",
    "MATERIALIZED", "MERGE", "METHOD", "MOD", "MODIFY", "MOVE", "NATURAL", "NEXT", "NO", "NOLOCK",
    "NONCLUSTERED", "NONEDITIONABLE", "NOT", "NOTHING", "NOTIFY", "NOTNULL", "NOWAIT", "NULL",
    "NULLS", "OBJECT", "OF", "OFF", "OFFLINE", "OFFSET", "ON", "ONLINE", "ONLY", "OPEN",
    "OPERATOR", "OPTIMIZE", "OPTION", "OPTIONS", "OR", "ORDER", "ORDINALITY", "OUT", "OUTER",
    "OUTFILE", "OUTPUT", "OVER", "OVERRIDING", "OVERWRITE", "OWNED", "OWNER", "PACKAGE", "PARSER",
    "PART", "PARTITION", "PARTITIONING", "PARTITIONS", "PASSWORD", "PERFORM", "PERIOD",
    "PERMANENT", "PERSIST", "PIPE", "PLAN", "PLUGGABLE", "PLUGIN", "POLICY", "PORTION", "PRAGMA",
    "PRECEDING", "PREPARE", "PRESERVE", "PRIMARY", "PRINT", "PRIOR", "PRIVATE", "PRIVILEGES",
    "PROC", "PROCEDURAL", "PROCEDURE", "PROCEDURES", "PROCESSLIST", "PROFILE", "PROGRAM",
    "PROJECTION", "PUBLIC", "PUBLICATION", "PURGE", "QUERY", "QUICK", "RAISE", "RAISERROR",
    "RANGE", "READ", "REASSIGN", "RECONFIGURE", "RECURSIVE", "RECYCLEBIN", "REFERENCES",
    "REFERENCING", "REFRESH", "REGEXP", "REINDEX", "RELEASE", "REMOVE", "RENAME", "REORGANIZE",
    "REPAIR", "REPEAT", "REPEATABLE", "REPLACE", "REPLICA", "RESET", "RESIGNAL", "RESOURCE",
    "RESTART", "RESTORE", "RESTRICT", "RETURN", "RETURNING", "RETURNS", "REVERT", "REVOKE",
    "RIGHT", "RLIKE", "ROLE", "ROLLBACK", "ROLLUP", "ROUTINE", "ROW", "ROWS", "RULE", "SAMPLE",
    "SAVE", "SAVEPOINT", "SCHEMA", "SCHEMAS", "SCHEME", "SCROLL", "SECRET", "SECURITY", "SELECT",
    "SEPARATOR", "SEQUENCE", "SEQUENCES", "SERIALIZABLE", "SERVER", "SESSION", "SESSION_USER",
    "SET", "SETS", "SHARE", "SHARED", "SHOW", "SHUTDOWN", "SIGNAL", "SIMILAR", "SLAVE",
    "SNAPSHOT", "SOME", "SONAME", "SOUNDS", "SOURCE", "SPATIAL", "SQL", "STAGE", "START",
    "STATEMENT", "STATISTICS", "STATUS", "STDIN", "STDOUT", "STOP", "STORAGE", "STRAIGHT_JOIN",
    "STREAM", "SUBSCRIPTION", "SUPER", "SWITCH", "SYMMETRIC", "SYNCHRONIZE", "SYNONYM", "SYSTEM",
    "SYSTEM_TIME", "SYSTEM_USER", "TABLE", "TABLEGROUP", "TABLES", "TABLESAMPLE", "TABLESPACE",
    "TAG", "TASK", "TEMP", "TEMPORARY", "TEMPTABLE", "TEXT", "THEN", "THROW", "TIES", "TO", "TOP",
    "TRAILING", "TRAN", "TRANSACTION", "TRANSACTIONS", "TRANSFER", "TRANSFORM", "TRANSIENT",
    "TRIGGER", "TRIGGERS", "TRUE", "TRUNCATE", "TRUSTED", "TRY", "TYPE", "TYPES", "UNBOUNDED",
    "UNCACHED", "UNCOMMITTED", "UNDO", "UNDROP", "UNINSTALL", "UNION", "UNIQUE", "UNKNOWN",
    "UNLISTEN", "UNLOAD", "UNLOCK", "UNLOGGED", "UNNEST", "UNTIL", "UPDATE", "USAGE", "USE",
    "USER", "USING", "VACUUM", "VALIDATE", "VALUES", "VARYING", "VERBOSE", "VERSIONING", "VIEW",
    "VIEWS", "VIRTUAL", "VOLATILE", "VOLUME", "WAITFOR", "WAREHOUSE", "WHEN", "WHERE", "WHILE",
    "WINDOW", "WITH", "WITHIN", "WITHOUT", "WORK", "WRITE", "XA", "XMLTABLE", "XOR", "ZONE",
});

constexpr Keyword find_keyword(std::string_view upper) {
  std::size_t low = 0, high = k_keywords.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (k_keywords[middle] == upper) return static_cast<Keyword>(middle + 1);
    if (k_keywords[middle] < upper)
      low = middle + 1;
    else
      high = middle;
  }
  return Keyword::none;
}

// "DROP"_k: the keyword, found by the compiler; a word that is none does not compile.
struct NotAKeyword {};
consteval Keyword operator""_k(const char* word, std::size_t size) {
  const Keyword found = find_keyword(std::string_view(word, size));
  if (found == Keyword::none) throw NotAKeyword{};
  return found;
}

Keyword keyword_of(std::string_view word);  // in any case; none when it is no keyword
std::string_view text_of(Keyword keyword);

}  // namespace interlock::sql
