#include "tests/unit/sql/rows.h"

namespace interlock::sql_test {

TEST_CASE("keywords are upper case, literals are ?, comments and blanks are gone") {
  const Row rows[] = {
      {"g", "select 1", "SELECT ?"},
      {"g", "DrOp/**/tAbLe x", "DROP TABLE x"},
      {"g", "drop\n\ttable -- no\n x", "DROP TABLE x"},
      {"g", "SELECT 'DROP TABLE x'", "SELECT ?"},
      {"g", "select 'it''s', 1.5e3, 0x1F, .5", "SELECT ?, ?, ?, ?"},
      {"g", "select a.b , c . d from t", "SELECT a.b, c.d FROM t"},
      {"g", "select count ( * ) from T", "SELECT count(*) FROM T"},
      {"g", "insert into t(a,b)values(1,2)", "INSERT INTO t(a, b) VALUES (?, ?)"},
      {"g", "insert into t (a , b) values (1 , 2)", "INSERT INTO t(a, b) VALUES (?, ?)"},
      {"g", "select * from t where a=-1", "SELECT * FROM t WHERE a = ?"},
      {"g", "select a-1, a - -1, -1, (-1)", "SELECT a - ?, a - ?, ?, (?)"},
      {"g", "select a from t limit +5", "SELECT a FROM t LIMIT ?"},
      {"g", "select x::text , y :: int", "SELECT x::TEXT, y::int"},
      {"g", "select a [1] from t", "SELECT a[?] FROM t"},
      {"g", "SELECT t.drop, s.TABLE FROM t", "SELECT t.drop, s.TABLE FROM t"},
      {"g", "select \"Drop Table\" from \"My\"\"T\"", "SELECT \"Drop Table\" FROM \"My\"\"T\""},
      {"g", "select $1, ?, :name, %s from t", "SELECT ?, ?, ?, ? FROM t"},
      {"g", "select a from t where b in ( 1,2 )", "SELECT a FROM t WHERE b IN (?, ?)"},
      {"g", "select a<=b, a<>b, a!=b, a||b", "SELECT a <= b, a <> b, a != b, a || b"},
      {"g", "drop table {name}", "DROP TABLE ?"},
      {"g", "drop table ${name}", "DROP TABLE ?"},
      {"g", "drop table $name", "DROP TABLE ?"},
      {"g", "select %I, %i, %L, %l from t", "SELECT ?, ?, ?, ? FROM t"},
      {"g", "select a % l, a %L from t", "SELECT a % l, a % L FROM t"},
      {"p", "drop table {\n name }", "DROP TABLE ?"},
      {"p", "drop table {d['a}']}, {{b}}", "DROP TABLE ?, ?"},
      {"g", "DROP TABLE \xC3\xA9t\xC3\xA9", "DROP TABLE \xC3\xA9t\xC3\xA9"},
      {"g", "\xEF\xBB\xBF" "drop table x", "DROP TABLE x"},
      {"g", "drop\xC2\xA0table\xE3\x80\x80x", "DROP TABLE x"},
      {"g", "drop\r\ntable\r\nx\r\n", "DROP TABLE x"},
      {"g", std::string_view("drop\0table\0x", 12), "DROP TABLE x"},
      {"g", "DROP TABLE \xFF\xFEx", "DROP TABLE \xFF\xFEx"},
      {"g", "select(1)from(t)", "SELECT (?) FROM (t)"},
      {"g", "delete from t where 1=1or 2=2", "DELETE FROM t WHERE ? = ? OR ? = ?"},
      {"p", "select E'a\\'b', 'a\\', 2", "SELECT ?, ?, ?"},
      {"p", "select $$ it's $$, $q$ a $$ b $q$", "SELECT ?, ?"},
      {"p", "select U&'\\0061', B'01', X'1F', N'a'", "SELECT ?, ?, ?, ?"},
      {"p", "select u&\"d\\0061t\" from t", "SELECT \"dat\" FROM t"},
      {"p", "select a->>'b', a#>>'{c}', a @> b", "SELECT a ->> ?, a #>> ?, a @> b"},
      {"p", "select 1 /* a /* b */ c */ + 2", "SELECT ? + ?"},
      {"p", "select a$b from t", "SELECT a$b FROM t"},
      {"p", "select [1]", "SELECT[?]"},
      {"p", "select -- x\r 1", "SELECT ?"},
      {"m", "select `a``b` from `t`", "SELECT \"a`b\" FROM \"t\""},
      {"m", "select \"drop table x\", 'a\\'b'", "SELECT ?, ?"},
      {"m", "select 1 # drop table x\n, 2", "SELECT ?, ?"},
      {"m", "select 1 --x\n", "SELECT ? - - x"},
      {"m", "select 1 -- x\n, 2", "SELECT ?, ?"},
      {"m", "select 1 --\n, 2", "SELECT ?, ?"},
      {"m", "/*!50000 drop table */ x", "DROP TABLE x"},
      {"m", "/*! drop */ /*M! table */ x", "DROP TABLE x"},
      {"m", "select /*+ NO_INDEX(t) */ 1", "SELECT ?"},
      {"m", "select /* a /* b */ 1", "SELECT ?"},
      {"m", "select @a, @@version, @`b`", "SELECT @a, @@version, @ \"b\""},
      {"m", "select _utf8'x', N'y', x'41'", "SELECT _utf8 ?, ?, ?"},
      {"s", "select [a b], `c`, \"d\" from [t]", "SELECT \"a b\", \"c\", \"d\" FROM \"t\""},
      {"s", "select 1 /* never closed", "SELECT ?"},
      {"s", "select ?1, :a, @b, $c", "SELECT ?, ?, @b, ?"},
      {"t", "select [a]]b] from [dbo].[t]", "SELECT \"a]b\" FROM \"dbo\".\"t\""},
      {"t", "select N'x' from #tmp", "SELECT ? FROM #tmp"},
      {"t", "select * from db..t", "SELECT * FROM db..t"},
      {"t", "drop/* /* */ */table x", "DROP TABLE x"},
  };
  check_rows(rows, texts_of);
}

TEST_CASE("text ends statements where the dialect and its client end them") {
  const Row rows[] = {
      {"g", "", ""},
      {"g", " ;; ; -- x\n;", ""},
      {"g", "select 1;select 2", "SELECT ?; SELECT ?"},
      {"g", "select ';'; select 2", "SELECT ?; SELECT ?"},
      {"g", "select \";\" from t; select 2", "SELECT \";\" FROM t; SELECT ?"},
      {"g", "select 1 -- ;\n; select 2", "SELECT ?; SELECT ?"},
      {"g", "select 1 /* ; */; select 2", "SELECT ?; SELECT ?"},
      {"g", "select $$ ; $$; select 2", "SELECT ?; SELECT ?"},
      {"g", "create rule r as on insert to t do (delete from a; delete from b); select 1",
       "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b); SELECT ?"},
      {"g", "create trigger t after insert on a begin delete from b; delete from c; end; select 1",
       "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; DELETE FROM c; END; SELECT ?"},
      {"g", "create procedure p() begin if 1 then delete from a; end if; case 1 when 1 then select 1; end case; end; select 1",
       "CREATE PROCEDURE p() BEGIN IF ? THEN DELETE FROM a; END IF; CASE ? WHEN ? THEN SELECT ?; END CASE; END; SELECT ?"},
      {"g", "select 1\nGO\nselect 2\ngo 5\n", "SELECT ?; SELECT ?"},
      {"g", "select 1 drop table x", "SELECT ?; DROP TABLE x"},
      {"g", "select go from t", "SELECT GO FROM t"},
      {"p", "create function f() returns int begin atomic select 1; select 2; end; select 3",
       "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT ?; SELECT ?; END; SELECT ?"},
      {"p", "create function f() returns int begin atomic select case when true then 1 end; end; select 3",
       "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN TRUE THEN ? END; END; SELECT ?"},
      {"p", "create function f() returns void as $$ begin; end $$ language plpgsql; select 1",
       "CREATE FUNCTION f() RETURNS void AS ? LANGUAGE plpgsql; SELECT ?"},
      {"p", "begin; select 1; end", "BEGIN; SELECT ?; END"},
      {"p+", "select 1 \\g\nselect 2 \\; select 3;", "SELECT ?; \\g; SELECT ?; SELECT ?"},
      {"p+", "select 1 \\gx out.txt\nselect 2;", "SELECT ?; \\gx out.txt; SELECT ?"},
      {"p+", "copy t from stdin;\n1\tdrop table x;\n\\.\nselect 1;", "COPY t FROM STDIN; SELECT ?"},
      {"p+", "COPY public.t (a, b) FROM stdin;\na'b\t\\N\n\\.\n\nselect 1;", "COPY public.t(a, b) FROM STDIN; SELECT ?"},
      {"p+", "copy t from stdin; select 2;\n1;\n\\.\nselect 1;", "COPY t FROM STDIN; SELECT ?; SELECT ?"},
      {"p+", "select {; drop table x; }", "SELECT {; DROP TABLE x; }"},
      {"p+", "select {' }'; drop table x; --}", "SELECT { ?; DROP TABLE x"},
      {"m+", "select $(' )'; drop table x; -- )", "SELECT $ (?; DROP TABLE x"},
      {"m+", "select %(' )s'; drop table x; -- )", "SELECT % (?; DROP TABLE x"},
      {"t", "select {\ngo\ndrop table x\ngo\n}", "SELECT {; DROP TABLE x; }"},
      {"p", "copy t from stdin;\ndrop table x;", "COPY t FROM STDIN; DROP TABLE x"},
      {"m+", "delimiter //\ncreate procedure p() begin select 1; end//\ndelimiter ;\nselect 2;",
       "delimiter //; CREATE PROCEDURE p() BEGIN SELECT ?; END; delimiter ;; SELECT ?"},
      {"m+", "delimiter $$\ndrop table x$$ select 1$$", "delimiter $$; DROP TABLE x; SELECT ?"},
      {"m+", "DELIMITER ;;\nselect 1; select 2;;\n", "DELIMITER ;;; SELECT ?; SELECT ?"},
      {"m+", "\\d //\ndrop table x//", "\\d //; DROP TABLE x"},
      {"m+", "select 1\\G select 2\\g", "SELECT ?; SELECT ?"},
      {"m", "create procedure p() begin select 1; end; select 2", "CREATE PROCEDURE p() BEGIN SELECT ?; END; SELECT ?"},
      {"s", "create temp trigger t after insert on a begin select 1; select 2; end; select 3",
       "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN SELECT ?; SELECT ?; END; SELECT ?"},
      {"s", "select ( ; drop table x", "SELECT (; DROP TABLE x"},
      {"s+", "select 1\ngo\nselect 2\n/\n", "SELECT ?; SELECT ?"},
      {"s+", ".tables\nselect 1;\n.dump t\n", ".tables; SELECT ?; .dump t"},
      {"s+", "select 1\n.tables\n", "SELECT ?.tables"},
      {"s+", "# drop table x;\nselect 1;", "SELECT ?"},
      {"t", "select 1\ngo\nselect 2\nGO 3\n", "SELECT ?; SELECT ?"},
      {"t", "declare @a int = 1 select @a delete from t", "DECLARE @a int = ?; SELECT @a; DELETE FROM t"},
      {"t", "if exists (select 1 from t) drop table t else print 'x'",
       "IF EXISTS (SELECT ? FROM t); DROP TABLE t; PRINT ?"},
      {"t", "create proc p as select 1; delete from t\ngo\nselect 2",
       "CREATE PROC p AS SELECT ?; DELETE FROM t; SELECT ?"},
      {"t", "begin try drop table a end try begin catch select 1 end catch", "DROP TABLE a; SELECT ?"},
      {"t", "update t set a=1 where id=2 delete from u where id=3", "UPDATE t SET a = ? WHERE id = ?; DELETE FROM u WHERE id = ?"},
      {"t", "insert into t select a from u", "INSERT INTO t SELECT a FROM u"},
      {"t", "select case when a=1 then 2 else 3 end from t", "SELECT CASE WHEN a = ? THEN ? ELSE ? END FROM t"},
  };
  check_rows(rows, texts_of);
}

TEST_CASE("a statement knows its bytes") {
  const std::string_view text = "select 1; /* x */ drop table \"A b\" ;";
  const auto statements = read_sql(text);
  REQUIRE(statements.size() == 2);
  CHECK(text.substr(statements[0].begin, statements[0].end - statements[0].begin) == "select 1");
  CHECK(text.substr(statements[1].begin, statements[1].end - statements[1].begin) == "drop table \"A b\"");
}

TEST_CASE("objects are the names that a statement changes, quoted only where needed") {
  const auto objects_of = [](const Row& row) {
    std::string out;
    for (const Statement& one : read_sql(row.text, options_of(row.dialect)))
      for (const std::string& name : one.objects) out += (out.empty() ? "" : " ") + name;
    return out;
  };
  const Row rows[] = {
      {"g", "drop table a, public.b, \"C d\", \"e\"", "a public.b \"C d\" e"},
      {"g", "drop table if exists a cascade", "a"},
      {"g", "truncate table a, b", "a b"},
      {"g", "truncate only a", "a"},
      {"g", "delete from only s.t where a = 1", "s.t"},
      {"g", "update t as x set a = 1", "t"},
      {"g", "insert into t values (1)", "t"},
      {"g", "insert ignore into t values (1)", "t"},
      {"g", "alter table if exists only t drop c", "t"},
      {"g", "merge into t using s on t.a = s.a when matched then delete", "t"},
      {"g", "create table if not exists t (a int)", "t"},
      {"g", "create or replace view v as select 1", "v"},
      {"g", "drop index concurrently if exists i", "i"},
      {"g", "drop function f(int, text), g()", "f g"},
      {"g", "drop owned by bob, alice", "bob alice"},
      {"g", "drop trigger t on s.u", "t"},
      {"g", "rename table a to b", "a"},
      {"g", "copy t(a) from stdin", "t"},
      {"m", "drop table `a`, `b c`", "a \"b c\""},
      {"m", "delete a, b from a join b on a.x = b.x where a.y = 1", "a b"},
      {"t", "drop table [dbo].[x]", "dbo.x"},
      {"s", "drop table 't'", "t"},
      {"p", "select * into t from u", "t"},
      {"g", "select * from t", ""},
  };
  check_rows(rows, objects_of);
}

TEST_CASE("names of classes are read back") {
  for (std::uint32_t bit = 0; bit <= 16; ++bit) {
    const auto one = static_cast<SqlClass>(1u << bit);
    CHECK(!name_of(one).empty());
    CHECK(class_named(name_of(one)).bits == (1u << bit));
  }
  CHECK(class_named("nothing").bits == 0);
  CHECK(render_classes(SqlClasses{9}) == "read drop");
}

}  // namespace interlock::sql_test
