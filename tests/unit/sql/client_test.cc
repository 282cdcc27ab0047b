// The commands of psql, mysql, sqlite3 and sqlcmd.
#include "tests/unit/sql/rows.h"

namespace interlock::sql_test {

namespace {

// "meta code [id] <file>; read": classes, then the command line and the file that the client would use.
std::string doings_of(const Row& row) {
  std::string out;
  for (const Statement& one : read_sql(row.text, options_of(row.dialect))) {
    if (!out.empty()) out += "; ";
    if (one.nested) out += "> ";
    out += render_classes(one.classes);
    if (!one.certain) out += '?';
    if (!one.shell.empty()) out += " [" + one.shell + "]";
    if (!one.include.empty()) out += " <" + one.include + ">";
  }
  return out;
}

}  // namespace

TEST_CASE("psql obeys backslash commands anywhere outside quotes") {
  const Row rows[] = {
      {"p+", "\\! rm -rf x", "code meta [rm -rf x]"},
      {"p+", "select 1; \\! id", "read; code meta [id]"},
      {"p+", "select 1 \\! id\n + 2;", "code meta [id]; read"},
      {"p+", "select '\\! id';", "read"},
      {"p+", "select 1 -- \\! id\n;", "read"},
      {"p+", "\\i x.sql", "meta <x.sql>"},
      {"p+", "\\ir 'a b.sql'", "meta <a b.sql>"},
      {"p+", "\\include x.sql\n\\include_relative y.sql", "meta <x.sql>; meta <y.sql>"},
      {"p+", "\\copy t from program 'id'", "read write code meta [id]"},
      {"p+", "\\copy t to program 'cat > x'", "read code meta [cat > x]"},
      {"p+", "\\copy t from 'x.csv' csv", "read write meta"},
      {"p+", "\\copy t to stdout", "read meta"},
      {"p+", "\\copy (delete from t returning *) to stdout", "read meta; > delete_all"},
      {"p+", "\\copy program from 'x'", "read write meta"},
      {"p+", "\\o |cat\nselect 1;", "code meta [cat]; read"},
      {"p+", "\\o out.txt", "meta"},
      {"p+", "\\w | sh -c 'x'", "code meta [sh -c 'x']"},
      {"p+", "select 1 \\g | sh", "read; code meta [sh]"},
      {"p+", "select 1 \\g |sh", "read; code meta [sh]"},
      {"p+", "select 1 \\g out.txt", "read; meta"},
      {"p+", "\\set x `id`", "code meta [id]"},
      {"p+", "\\echo `id`", "code meta [id]"},
      {"p+", "\\echo hello", "meta"},
      {"p+", "\\d t", "read meta"},
      {"p+", "\\dt+ public.*", "read meta"},
      {"p+", "\\l", "read meta"},
      {"p+", "\\x \\timing", "meta; meta"},
      {"p+", "\\c other", "session meta"},
      {"p+", "\\e", "code meta"},
      {"p+", "\\ef f", "code meta"},
      {"p+", "\\password bob", "privilege meta"},
      {"p+", "\\lo_unlink 5", "drop meta"},
      {"p+", "\\pset pager off\nselect 1;", "meta; read"},
      {"p+", "select 'drop table x' \\gexec", "read; > drop; meta dynamic"},
      {"p+", "select format('drop table %I', relname) from pg_class \\gexec", "read; > drop?; meta dynamic"},
      {"p+", "select 1 as a \\gset", "read; meta"},
      {"p+", "select :x;", "read?"},
      {"p+", "select :'x', :\"y\";", "read?"},
      {"p+", ":cmd", "dynamic unknown?"},
      {"p+", "\\set cmd 'drop table x'\n:cmd;", "meta; drop?"},
      {"p+", "\\set t users\ndrop table :t;", "meta; drop?"},
      {"p+", "\\set a drop\n\\set b table\n:a :b x;", "meta; meta; drop?"},
      {"p+", "\\if false\ndrop table x;\n\\endif", "meta; drop; meta"},
      {"p+", "select 1 \\watch 5", "read; meta"},
      {"p+", "select x::text, a[1:2], b from t;", "read?"},
      {"p+", "drop table x \\; select 1;", "drop; read"},
      {"p+", "drop table x \\r\n", "drop?; meta"},
      {"p", "\\! id", "unknown"},
  };
  check_rows(rows, doings_of);
}

TEST_CASE("the mysql client obeys its names at the start of a line and its letters anywhere") {
  const Row rows[] = {
      {"m+", "\\! id", "code meta [id]"},
      {"m+", "system id", "code meta [id]"},
      {"m+", "SYSTEM id", "code meta [id]"},
      {"m+", "system id;", "code meta [id]"},
      {"m+", "select 1; \\! id", "read; code meta [id]"},
      {"m+", "source x.sql", "meta <x.sql>"},
      {"m+", "source x.sql;", "meta <x.sql>"},
      {"m+", "\\. x.sql", "meta <x.sql>"},
      {"m+", "pager less", "code meta [less]"},
      {"m+", "\\P less", "code meta [less]"},
      {"m+", "tee x", "meta"},
      {"m+", "use d", "session meta"},
      {"m+", "use d;\nselect 1;", "session meta; read"},
      {"m+", "status", "read meta"},
      {"m+", "edit", "code meta"},
      {"m+", "select '\\! id';", "read"},
      {"m+", "select system from t;", "read"},
      {"m+", "drop table x\\g", "drop"},
      {"m+", "drop table x\\G", "drop"},
      {"m+", "/*!40101 SET NAMES utf8 */;", "session"},
      {"m+", "/*!50000 drop table x */;", "drop"},
      {"m+", "/*!99999 drop table x */;", "drop"},
      {"m+", "delete from t /*!99999 where id = 1 */;", "write; delete_all?"},
      {"m+", "execute immediate 'delete from t /*!99999 where id = 1 */';", "write; > write; delete_all?; > delete_all?"},
      {"m", "execute immediate 'delete from t /*!99999 where id = 1 */'", "write; > write; delete_all?; > delete_all?"},
      {"m+", "delimiter //\ndrop table x//", "meta; drop"},
      {"m+", "create procedure p() begin select 1; drop table t; end;", "create; drop; transaction"},
      {"m", "source x", "unknown"},
  };
  check_rows(rows, doings_of);
}

TEST_CASE("sqlite3 obeys dot commands at the start of a line between statements") {
  const Row rows[] = {
      {"s+", ".shell id", "code meta [id]"},
      {"s+", ".system id", "code meta [id]"},
      {"s+", ".sh id", "code meta [id]"},
      {"s+", ".sys id", "code meta [id]"},
      {"s+", "select 1;\n.shell id", "read; code meta [id]"},
      {"s+", "select 1\n.shell id", "read"},
      {"s+", " .shell id", "unknown"},
      {"s+", ".read x.sql", "meta <x.sql>"},
      {"s+", ".read '|id'", "code meta [id]"},
      {"s+", ".output |cat", "code meta [cat]"},
      {"s+", ".once '|cat'", "code meta [cat]"},
      {"s+", ".output x.txt", "meta"},
      {"s+", ".once -e", "code meta"},
      {"s+", ".excel", "code meta"},
      {"s+", ".import x.csv t", "write meta"},
      {"s+", ".import --csv '|id' t", "write code meta [id]"},
      {"s+", ".load x", "code meta"},
      {"s+", ".restore x.db", "replace meta"},
      {"s+", ".open x.db", "session meta"},
      {"s+", ".open --new x.db", "replace session meta"},
      {"s+", ".tables", "read meta"},
      {"s+", ".dump", "read meta"},
      {"s+", ".schema t", "read meta"},
      {"s+", ".mode csv\n.headers on\nselect 1;", "meta; meta; read"},
      {"s+", ".backup x.db", "session meta"},
      {"s", ".shell id", "unknown"},
  };
  check_rows(rows, doings_of);
}

TEST_CASE("sqlcmd obeys colon commands, !! and GO at the start of a line") {
  const Row rows[] = {
      {"t+", ":!! dir", "code meta [dir]"},
      {"t+", "!! dir", "code meta [dir]"},
      {"t+", ":r x.sql", "meta <x.sql>"},
      {"t+", "select 1\n:r x.sql\ngo", "meta <x.sql>; read"},
      {"t+", ":setvar t users\ndrop table $(t)\ngo", "meta; drop?"},
      {"t+", "drop table $(t)\ngo", "drop?"},
      {"t+", ":connect s\nselect 1\ngo", "session meta; read"},
      {"t+", "exit(delete from t)", "meta; > delete_all"},
      {"t+", "select 1\ngo\ndrop table x\ngo 2", "read; drop"},
      {"t+", "ed", "code meta"},
  };
  check_rows(rows, doings_of);
}

}  // namespace interlock::sql_test
