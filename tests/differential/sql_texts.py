"""Texts for the SQL difference: a list made by hand, and a generator over statements, conditions, disguises
and clients. Each text aims at what stands in the scratch database, so that a destructive one destroys.

A case is (engine, text, definite): definite texts do what they say when the server raises no error.
"""

from sql_more_texts import MORE

LISTED = {
    "postgres": [
        "DROP TABLE t", "drop table if exists t cascade", "DROP/**/TABLE/* x */t;", 'DROP TABLE "t";', 'drop table "My Table"', "DROP SCHEMA s CASCADE", "DROP OWNED BY postgres",
        "DROP MATERIALIZED VIEW mv", "DROP VIEW v", "DROP INDEX i", "DROP SEQUENCE q", "DROP FUNCTION f()", "DROP TYPE mood", "DROP TABLE s.w", "DROP TABLE t, u CASCADE",
        "TRUNCATE t", "TRUNCATE TABLE ONLY t RESTART IDENTITY", "DELETE FROM t", "delete from only t", "DELETE FROM t *", "DELETE FROM t WHERE true", "DELETE FROM t USING u",
        "DELETE FROM t USING u WHERE t.id = u.id + 1000", "UPDATE t SET b = b + 1", "UPDATE t SET b = b + 1 WHERE id = 3", "UPDATE t SET b = u.b + 1 FROM u WHERE t.id = u.id AND u.a = 1",
        "WITH d AS (DELETE FROM t RETURNING *) SELECT count(*) FROM d", "WITH d AS (SELECT 1) DELETE FROM t", "WITH d AS (DELETE FROM t WHERE id = 1 RETURNING *) SELECT count(*) FROM d",
        "WITH a AS (SELECT 1), d AS (UPDATE t SET b = b + 1 RETURNING *) SELECT count(*) FROM d", "WITH d AS (DELETE FROM t) INSERT INTO u (id, b) VALUES (5000, 1)",
        "EXPLAIN DELETE FROM t", "EXPLAIN ANALYZE DELETE FROM t", "EXPLAIN (ANALYZE, COSTS off) DELETE FROM t", "EXPLAIN (ANALYZE false) DELETE FROM t", "EXPLAIN ANALYZE VERBOSE UPDATE t SET b = b + 1",
        "PREPARE x AS DELETE FROM t; EXECUTE x", "PREPARE x (int) AS DELETE FROM t WHERE id = $1; EXECUTE x(1)", "PREPARE x AS DELETE FROM t; DEALLOCATE x?",
        "DO $$ BEGIN DROP TABLE t; END $$", "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 't'; END $$", "DO $$ BEGIN EXECUTE format('DROP TABLE %I', 't'); END $$",
        "DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 's' LOOP EXECUTE 'DROP TABLE s.' || r.tablename; END LOOP; END $$",
        "DO $a$ BEGIN EXECUTE $b$ DELETE FROM t $b$; END $a$ LANGUAGE plpgsql", "DO LANGUAGE plpgsql 'BEGIN TRUNCATE t; END'", "DO $$ BEGIN IF true THEN DELETE FROM t; END IF; END $$",
        "DO $$ BEGIN RAISE NOTICE 'DROP TABLE t'; END $$", "DO $$ DECLARE s text := 'DROP TABLE t'; BEGIN EXECUTE s; END $$", 
        "DO $$ DECLARE n int; BEGIN DELETE FROM t WHERE id = 1; GET DIAGNOSTICS n = ROW_COUNT; END $$", "DO E'BEGIN DROP TA\\x42LE t; END'",
        "DO $$ BEGIN CASE WHEN 1 = 1 THEN DROP TABLE t; ELSE NULL; END CASE; END $$", "DO $$ BEGIN <<l>> LOOP DELETE FROM t; EXIT l; END LOOP; END $$",
        "DO $$ BEGIN PERFORM 1/0; EXCEPTION WHEN division_by_zero THEN DROP TABLE t; END $$",
        "CREATE FUNCTION h() RETURNS void AS $$ DROP TABLE t $$ LANGUAGE sql; SELECT h()", "CREATE FUNCTION h() RETURNS void AS $$ DROP TABLE t $$ LANGUAGE sql",
        "CREATE PROCEDURE h() AS $$ BEGIN DELETE FROM t; END $$ LANGUAGE plpgsql; CALL h()", "CREATE PROCEDURE h() BEGIN ATOMIC DELETE FROM t; END; SELECT 1",
        "CREATE FUNCTION h() RETURNS int BEGIN ATOMIC DELETE FROM t; SELECT CASE WHEN true THEN 1 END; END; DELETE FROM u WHERE id = 1",
        "ALTER TABLE t DROP COLUMN a", "ALTER TABLE t DROP a", "ALTER TABLE t ADD c int, DROP COLUMN b", "ALTER TABLE t RENAME TO t2", "ALTER TABLE t RENAME a TO a2", "ALTER TABLE t ALTER a TYPE text",
        "ALTER TABLE t ALTER COLUMN a SET DATA TYPE bigint", "ALTER TABLE t ALTER a SET DEFAULT 1", "ALTER TABLE t ADD COLUMN c int", "ALTER TABLE t SET SCHEMA s", "ALTER TABLE p DETACH PARTITION p1?",
        "ALTER TABLE t DROP CONSTRAINT t_pkey", "ALTER TABLE IF EXISTS ONLY t DROP COLUMN IF EXISTS a CASCADE", "ALTER SCHEMA s RENAME TO z", "ALTER VIEW v RENAME TO v2", "ALTER TYPE mood RENAME TO mood2",
        "DROP VIEW IF EXISTS nope CASCADE?", "DROP TYPE mood CASCADE", "DROP SEQUENCE IF EXISTS q", "DROP DOMAIN IF EXISTS nope",
        "SELECT 'DROP TABLE t'", "SELECT $$; DROP TABLE t; $$", "SELECT 1 -- ; DROP TABLE t", "SELECT 1 /* ; DROP TABLE t; */", "SELECT '''; DROP TABLE t; --'", "SELECT E'\\'; DROP TABLE t; --'",
        "SELECT '\\'; DROP TABLE t; --'", "SELECT U&'\\0027; DROP TABLE t; --'", "SELECT \"b\" FROM t; -- DROP TABLE t", "SELECT 1 /* /* */ ; DROP TABLE t; */", "SELECT 1 AS \"; DROP TABLE t; --\"",
        "SELECT 1 # 2; DROP TABLE t", "SELECT 1; --\rDROP TABLE t", "SELECT ( ; DROP TABLE t;?", "SELECT ';' ; TRUNCATE t", "SELECT $a$ $b$ $a$; DROP TABLE t; SELECT $b$ $b$", "SELECT 1 AS a$b; DROP TABLE t",
        "/*! DROP TABLE t */", "SELECT b'1', x'1f'; DELETE FROM t", "SELECT 'a' 'b'; DROP TABLE t?", "SELECT 'a'\n'; DROP TABLE t; --'", "SELECT 1;;;; DELETE FROM t;;;",
        "BEGIN; DROP TABLE t; COMMIT", "BEGIN; DROP TABLE t; ROLLBACK?", "BEGIN; DELETE FROM t; END", "START TRANSACTION; TRUNCATE t; COMMIT AND CHAIN",
        "COPY t FROM STDIN;\n9000\t1\t1\tdrop table t;\n\\.\n", "COPY t (id, b) FROM stdin;\n9001\t2\n\\.\nDELETE FROM t;", "COPY (DELETE FROM t RETURNING *) TO STDOUT", "COPY t TO STDOUT", "\\copy t to stdout",
        "\\copy (delete from t returning id) to stdout", "SELECT 'DROP TABLE t' \\gexec", "SELECT format('DROP TABLE %I', tablename) FROM pg_tables WHERE tablename = 't' \\gexec", "SELECT 1 \\; DELETE FROM t;",
        "\\set x 'DROP TABLE t'\n:x;", "\\set x t\nDELETE FROM :x;", "\\set x t\nSELECT * FROM :\"x\" LIMIT 1;", "DELETE FROM t \\g", "DELETE FROM t \\gx /dev/null\n", "\\echo DROP TABLE t;", "\\d t",
        "\\if false\nDROP TABLE t;\n\\endif?", "\\if true\nDROP TABLE t;\n\\endif", "DELETE FROM t \\r\nSELECT 1;?", "SELECT 1 \\gset\nDELETE FROM t;", "\\unset x\nTRUNCATE t;", "SELECT '\\g'; DELETE FROM t",
        "MERGE INTO t USING (SELECT 1 AS x) s ON true WHEN MATCHED THEN DELETE", "MERGE INTO t USING (SELECT 1 AS x) s ON 1 = 1 WHEN MATCHED THEN UPDATE SET b = b + 1",
        "MERGE INTO t USING (SELECT 1 AS x) s ON t.id = s.x WHEN MATCHED THEN DELETE", "INSERT INTO t (id, b) VALUES (9000, 1)", "INSERT INTO t (id, b) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET b = 9",
        "INSERT INTO t (id, b) SELECT id + 9000, b FROM u", "SELECT * INTO t9 FROM t", "CREATE TABLE t9 AS SELECT * FROM t", "CREATE TABLE t9 AS WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d?",
        "CREATE OR REPLACE VIEW v AS SELECT id, b FROM u", "CREATE RULE r AS ON INSERT TO u DO ALSO (DELETE FROM t; DELETE FROM u)?", "CREATE TRIGGER tr AFTER INSERT ON u FOR EACH ROW EXECUTE FUNCTION g()?",
        "SELECT query_to_xml('DELETE FROM t RETURNING *', true, true, '')", "SELECT setval('q', 5)", "SELECT nextval('q')", "COMMENT ON TABLE t IS 'DROP TABLE t'", "GRANT SELECT ON t TO PUBLIC",
        "REFRESH MATERIALIZED VIEW mv", "REINDEX TABLE t", "VACUUM t", "ANALYZE t", "CLUSTER t USING t_pkey", "LOCK TABLE t", "SET search_path = s; DROP TABLE w", "SET standard_conforming_strings = off; SELECT '\\'; DROP TABLE t; --'",
        "SET standard_conforming_strings = off;\nSELECT 'a\\\\'; DROP TABLE t;", "TABLE t", "VALUES (1), (2)", "SELECT drop FROM (SELECT 1 AS drop) x", "SELECT truncate FROM (SELECT 1 AS truncate) x",
        "SELECT trunc(1.5), replace('a', 'b', 'c')", "DECLARE c CURSOR WITH HOLD FOR SELECT 1", "LISTEN x", "NOTIFY x, 'DROP TABLE t'", "RESET ALL", "SHOW ALL", "DISCARD ALL", "CHECKPOINT",
        "CREATE SCHEMA s2 CREATE TABLE x (a int)", "DROP TABLE nope; DROP TABLE t?", "DROP DATABASE nope?", "ALTER TABLE t DISABLE TRIGGER ALL", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "ALTER TABLE t SET UNLOGGED?",
        "DROP EXTENSION plpgsql CASCADE?", "DROP ROLE IF EXISTS nope", "CREATE TEMP TABLE x (a int); DROP TABLE x?", "CREATE TEMP TABLE t (id int); DELETE FROM T; DROP TABLE t", "CREATE TEMP TABLE t (id int); DROP TABLE t; DROP TABLE t", "CREATE TEMP TABLE t (id int); DROP TABLE public.t", "BEGIN; CREATE TEMP TABLE t (id int); ROLLBACK; DROP TABLE t", "CREATE TEMP TABLE t (id int); ALTER TABLE t RENAME TO t7; DROP TABLE t", "CREATE TEMP TABLE t (id int) ON COMMIT DROP; DROP TABLE t", "SET search_path = public, pg_temp; CREATE TEMP TABLE t (id int); DROP TABLE t", "CREATE TEMP TABLE \"T\" (id int); DROP TABLE T", "DELETE FROM pg_temp.x?", "DELETE FROM t WHERE ctid IS NOT NULL",
        "DELETE FROM t WHERE id IN (SELECT id FROM t)", "DELETE FROM t WHERE EXISTS (SELECT 1)", "DELETE FROM t WHERE id = ANY (SELECT id FROM t)", "DELETE FROM t WHERE id > 0", "DELETE FROM t WHERE id IS NOT NULL",
        "DELETE FROM t WHERE name IS NOT NULL", "DELETE FROM t WHERE a IS NULL OR a IS NOT NULL", "DELETE FROM t WHERE NOT (id IS NULL)", "DELETE FROM t WHERE id IS NOT DISTINCT FROM id", "DELETE FROM t WHERE t.id = id",
        "DELETE FROM t x WHERE x.b = b", "DELETE FROM t WHERE b BETWEEN b AND b", "DELETE FROM t WHERE name LIKE '%' OR name IS NULL", "DELETE FROM t WHERE (1, 2) = (1, 2)?", "DELETE FROM t WHERE 't'::bool", "DELETE FROM t WHERE 'true'",
        "DELETE FROM t WHERE id = id", "DELETE FROM t WHERE length('abc') = 3", "DELETE FROM t WHERE coalesce(NULL, true)", "DELETE FROM t WHERE (SELECT true)",
        "DELETE FROM t USING u JOIN t y ON u.id = y.id", "DELETE FROM t USING t x JOIN u ON u.id = x.id AND u.a = 1", "UPDATE t SET b = coalesce(t.b, 0) + 1 FROM t x JOIN u ON u.id = x.id AND u.a = 1", "DELETE FROM t x USING t y WHERE x.id = y.id", "DELETE FROM t x USING t y WHERE x.id < y.id AND x.b = y.b", "DELETE FROM t x USING t y WHERE x.id <> y.id AND x.a = y.a", "UPDATE t x SET b = x.b + 1 FROM t y WHERE x.id = y.id",
        "UPDATE t x SET b = x.b + 1 FROM t y WHERE x.id = y.b + 1000", "DELETE FROM t USING (SELECT id FROM t) c WHERE t.id = c.id", "DELETE FROM t USING (SELECT id FROM t WHERE a = 1) c WHERE t.id = c.id", "DELETE FROM t x USING t y, u z WHERE x.id = y.id AND z.b = y.b + 1000",
        "WITH c AS (SELECT id FROM t) DELETE FROM t WHERE id IN (SELECT id FROM c)", "WITH c AS (SELECT id FROM t) DELETE FROM t USING c WHERE t.id = c.id", "WITH c AS (SELECT * FROM t), d AS (SELECT a, id FROM c) UPDATE t SET b = b + 1 FROM d y WHERE t.id = y.id",
        "WITH c AS (SELECT id FROM t LIMIT 2) DELETE FROM t USING c WHERE t.id = c.id", "WITH t AS (SELECT id FROM public.t LIMIT 2) DELETE FROM public.t WHERE id IN (SELECT id FROM t)", "WITH c(id) AS (SELECT b FROM t) DELETE FROM t WHERE id IN (SELECT id FROM c)",
        "DELETE FROM t WHERE id NOT IN (SELECT id FROM u WHERE false)", "DELETE FROM t WHERE id NOT IN (SELECT max(id) FROM u WHERE false)", "DELETE FROM t WHERE id NOT IN (SELECT id FROM t LIMIT 0)",
    ],
    "mysql": [
        "DROP TABLE t", "DROP TABLES t, u", "drop table `t`", "DROP TABLE `My Table`", "DROP TABLE/**/t", "DROP DATABASE s", "DROP SCHEMA s", "DROP VIEW v", "DROP INDEX i ON u", "DROP PROCEDURE g", "DROP FUNCTION f",
        "DROP TABLE s.w", "DROP TABLE IF EXISTS nope, t", "DROP TEMPORARY TABLE IF EXISTS t", "CREATE TEMPORARY TABLE t (a INT); DROP TEMPORARY TABLE t", "CREATE TEMPORARY TABLE t (a INT); DROP TABLE t", "CREATE TEMPORARY TABLE t (a INT); DROP TABLE t; DROP TABLE t", "CREATE TEMPORARY TABLE w (a INT); USE s; DROP TABLE w", "CREATE TEMPORARY TABLE T (a INT); DROP TABLE t",
        "TRUNCATE t", "TRUNCATE TABLE t", "DELETE FROM t", "DELETE FROM t LIMIT 1", "DELETE FROM t ORDER BY id LIMIT 3", "DELETE FROM t WHERE id = 1 LIMIT 1", "DELETE QUICK FROM t", "DELETE LOW_PRIORITY QUICK IGNORE FROM t",
        "DELETE t FROM t JOIN u ON t.id = u.id AND u.a = 1", "DELETE t FROM t JOIN u ON t.id = u.id WHERE u.a = 1", "DELETE FROM t USING t JOIN u ON t.id = u.id AND u.a = 1", "DELETE t FROM t JOIN u ON 1 = 1", "DELETE t FROM t LEFT JOIN u ON t.id = u.id AND u.a = 1", "DELETE t FROM u RIGHT JOIN t ON t.id = u.id AND u.a = 1", "DELETE t FROM t LEFT JOIN u JOIN t y ON u.id = y.id ON t.id = u.id", "DELETE x FROM t x JOIN t y USING (id)", "DELETE x FROM t x JOIN t y ON x.b = y.b AND x.a = y.a AND x.id > y.id", "DELETE t FROM t JOIN (SELECT 5 AS id) u USING (id)", "DELETE t FROM t JOIN u JOIN t y ON u.id = y.id", "DELETE t, u FROM t JOIN u ON t.id = u.id AND u.a = 1", "DELETE t, u FROM t JOIN u ON t.id = u.id WHERE u.a = 1", "DELETE x FROM t x, t y WHERE x.id = y.id", "DELETE x FROM t x, t y WHERE x.id < y.id AND x.b = y.b", "UPDATE t x, t y SET x.b = x.b + 1 WHERE x.id = y.id", "UPDATE t x, u y SET x.b = 5 WHERE x.id = y.id AND y.a = 1",
        "DELETE FROM t WHERE id NOT IN (SELECT id FROM u WHERE 1 = 0)", "DELETE FROM p PARTITION (p1)",
        "UPDATE t SET b = b + 1", "UPDATE t SET b = b + 1 WHERE id = 1", "UPDATE t JOIN u ON t.id = u.id AND u.a = 1 SET t.b = t.b + 1", "UPDATE t LEFT JOIN u ON t.id = u.id AND u.a = 1 SET t.b = coalesce(t.b, 0) + 1", "UPDATE u JOIN t y ON u.id = y.id AND y.a = 1 JOIN t SET t.b = coalesce(t.b, 0) + 1", "UPDATE u JOIN t ON t.id = u.id AND u.a = 1 SET t.b = t.b + 1", "UPDATE IGNORE t SET b = b + 1 ORDER BY id LIMIT 200", "UPDATE t, u SET t.b = t.b + 1 WHERE t.id = u.id AND u.a = 1",
        "REPLACE INTO t (id, b) VALUES (1, 1)", "REPLACE t SET id = 1, b = 5", "INSERT INTO t (id, b) VALUES (1, 1) ON DUPLICATE KEY UPDATE b = 9", "INSERT INTO t SET id = 9000, b = 1", "INSERT IGNORE INTO t (id, b) VALUES (1, 1)",
        "ANALYZE DELETE FROM t", "ANALYZE FORMAT=JSON DELETE FROM t", "ANALYZE UPDATE t SET b = b + 1", "ANALYZE TABLE t", "EXPLAIN DELETE FROM t", "EXPLAIN EXTENDED DELETE FROM t", "EXPLAIN FORMAT=JSON DELETE FROM t", "DESC t", "DESCRIBE t a",
        "SET STATEMENT max_statement_time = 5 FOR DELETE FROM t", "SET STATEMENT max_statement_time = 5, sort_buffer_size = 100000 FOR UPDATE t SET b = b + 1",
        "PREPARE x FROM 'DROP TABLE t'; EXECUTE x", "SET @q = 'DROP TABLE t'; PREPARE x FROM @q; EXECUTE x", "SET @q = CONCAT('DROP ', 'TABLE t'); PREPARE x FROM @q; EXECUTE x", "SELECT 'DROP TABLE t' INTO @q; PREPARE x FROM @q; EXECUTE x",
        "SET @q = 0x44524F50205441424C452074; PREPARE x FROM @q; EXECUTE x", "SET @q = UNHEX('44524F50205441424C452074'); PREPARE x FROM @q; EXECUTE x", "SET @q = FROM_BASE64('RFJPUCBUQUJMRSB0'); PREPARE x FROM @q; EXECUTE x",
        "SET @q = REVERSE('t ELBAT PORD'); PREPARE x FROM @q; EXECUTE x", "SET @q = REPLACE('DROPxTABLExt', 'x', ' '); EXECUTE IMMEDIATE @q", "SELECT @q := 'DROP TABLE t'; PREPARE x FROM @q; EXECUTE x", "SET @a = 'DROP', @b = ' TABLE t'; SET @q = CONCAT(@a, @b); EXECUTE IMMEDIATE @q",
        "EXECUTE IMMEDIATE 'DROP TABLE t'", "EXECUTE IMMEDIATE CONCAT('DELETE FROM ', 't')", "EXECUTE IMMEDIATE 'DELETE FROM t WHERE id = ?' USING 1", "SET @q = CHAR(68,82,79,80,32,84,65,66,76,69,32,116); EXECUTE IMMEDIATE @q",
        "/*! DROP TABLE t */;", "/*!50000 DROP TABLE t */;", "/*!50001 DELETE FROM t*/;", "/*M! DROP TABLE t */;", "/*M!100000 DROP TABLE t */;", "/*!99999 DROP TABLE t */;?", "/*!999999 DROP TABLE t */;?", "DROP /*! TABLE */ t", "DELETE FROM t /*! WHERE id = 1 */",
        "DELETE FROM t /*!99999 WHERE id = 1 */", "DELETE FROM t /*!50000 WHERE id = 1 */", "SELECT 1 /*! ; DROP TABLE t */;?", "SELECT /*! 1; DROP TABLE t; SELECT */ 2;?", "/*!50000 SELECT 1 */; DELETE FROM t", "SELECT 1 /*+ x */; DELETE FROM t",
        "SELECT 'DROP TABLE t'", "SELECT \"; DROP TABLE t; --\"", "SELECT '\\'; DROP TABLE t; --'", "SELECT '\\\\'; DROP TABLE t; -- '", "SELECT '''; DROP TABLE t; --'", "SELECT \"\"\"; DROP TABLE t; --\"", "SELECT 1 # ; DROP TABLE t", "SELECT 1 #\n; DROP TABLE t",
        "SELECT 1 -- ; DROP TABLE t", "SELECT 1 --; DROP TABLE t;", "SELECT 1 --1; DROP TABLE t;", "SELECT 1 --\n; DROP TABLE t;", "SELECT 1 /* ; DROP TABLE t; */", "SELECT 1 /* /* */; DROP TABLE t;", "SELECT `b` FROM t; DROP TABLE u", "SELECT 1 AS `; DROP TABLE t; --`",
        "SELECT $$; DROP TABLE t; $$", "SELECT 1;;;; DELETE FROM t", "SELECT ( ; DROP TABLE t;", "SELECT 'a' 'b'; DROP TABLE t", "SELECT N'a', _utf8'b', X'41', b'1'; DROP TABLE t", "SELECT TRUNCATE(1.234, 2), REPLACE('a', 'b', 'c'), INSERT('abc', 1, 1, 'x')",
        "SELECT 1\\G DROP TABLE t\\g", "SELECT 1\\g\nDELETE FROM t\\G", "DELIMITER //\nDROP TABLE t//", "delimiter $$\nDELETE FROM t; DELETE FROM u$$", "DELIMITER //\nCREATE PROCEDURE h() BEGIN DELETE FROM t; END//\nDELIMITER ;\nSELECT 1;",
        "DELIMITER //\nCREATE PROCEDURE h() BEGIN DELETE FROM t; END//\nDELIMITER ;\nCALL h();", "DELIMITER //\nSELECT ';' // DROP TABLE t //\n", "\\d //\nDROP TABLE t//", "DELIMITER ;;\nSELECT 1; DROP TABLE t;;", "delimiter xx\nDROP TABLE txx",
        "CREATE PROCEDURE h() DELETE FROM t; CALL h()", "CREATE PROCEDURE h() DELETE FROM t", "CREATE PROCEDURE h() BEGIN SELECT 1; DROP TABLE t; END;", "CREATE TRIGGER tr AFTER INSERT ON u FOR EACH ROW DELETE FROM t?", "CREATE EVENT e ON SCHEDULE AT CURRENT_TIMESTAMP DO DROP TABLE t?",
        "DELIMITER //\nBEGIN NOT ATOMIC DROP TABLE t; END//", "DELIMITER //\nIF 1 = 1 THEN DROP TABLE t; END IF//", "DELIMITER //\nBEGIN NOT ATOMIC DECLARE x INT DEFAULT 1; WHILE x < 2 DO DELETE FROM t; SET x = x + 1; END WHILE; END//",
        "DELIMITER //\nBEGIN NOT ATOMIC DECLARE q TEXT DEFAULT 'DROP TABLE t'; EXECUTE IMMEDIATE q; END//", "DELIMITER //\nCASE 1 WHEN 1 THEN DROP TABLE t; ELSE SELECT 1; END CASE//", "DELIMITER //\nBEGIN NOT ATOMIC FOR r IN (SELECT 1) DO DROP TABLE IF EXISTS t; END FOR; END//",
        "DELIMITER //\nBEGIN NOT ATOMIC l: LOOP DELETE FROM t; LEAVE l; END LOOP; END//", "DELIMITER //\nBEGIN NOT ATOMIC REPEAT DELETE FROM t; UNTIL 1 END REPEAT; END//",
        "ALTER TABLE t DROP COLUMN a", "ALTER TABLE t DROP a", "ALTER TABLE t ADD c INT, DROP b", "ALTER TABLE t RENAME TO t2", "ALTER TABLE t RENAME t2", "RENAME TABLE t TO t2", "ALTER TABLE t CHANGE a a2 INT", "ALTER TABLE t MODIFY a BIGINT", "ALTER TABLE t RENAME COLUMN a TO a2",
        "ALTER TABLE t ADD COLUMN c INT", "ALTER TABLE u DROP INDEX i", "ALTER TABLE u DROP KEY i", "ALTER TABLE t DROP PRIMARY KEY", "ALTER TABLE p DROP PARTITION p1", "ALTER TABLE p TRUNCATE PARTITION p1", "ALTER TABLE p COALESCE PARTITION 1?", "ALTER TABLE p REMOVE PARTITIONING",
        "ALTER TABLE t ENGINE=MyISAM", "ALTER TABLE t AUTO_INCREMENT = 100", "ALTER TABLE t COMMENT 'DROP TABLE t'", "ALTER TABLE t ALTER a SET DEFAULT 1", "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4?", "ALTER IGNORE TABLE t DROP COLUMN a", "ALTER ONLINE TABLE t DROP COLUMN a?",
        "CREATE OR REPLACE TABLE t (a INT)", "CREATE OR REPLACE DATABASE s", "CREATE OR REPLACE VIEW v AS SELECT id, b FROM u", "CREATE TABLE t9 AS SELECT * FROM t", "CREATE TABLE t9 LIKE t", "OPTIMIZE TABLE t", "REPAIR TABLE t", "CHECK TABLE t", "FLUSH TABLES", "LOCK TABLES t WRITE; UNLOCK TABLES",
        "BEGIN; DELETE FROM t; COMMIT", "START TRANSACTION; DELETE FROM t; ROLLBACK?", "SET autocommit = 0; DELETE FROM t; COMMIT", "SET sql_mode = 'NO_BACKSLASH_ESCAPES'; SELECT '\\'; DROP TABLE t; -- '", "SET sql_mode = 'ANSI_QUOTES'; DROP TABLE \"t\"",
        "USE s\nDROP TABLE w;", "use s; drop table w;", "USE s;\nDELETE FROM w;", "SHOW TABLES", "SHOW CREATE TABLE t", "HANDLER t OPEN; HANDLER t CLOSE", "DO SLEEP(0)", "SELECT * FROM t WHERE name = 'DROP TABLE u'", "VALUES (1), (2)", "WITH d AS (SELECT 1) SELECT * FROM d",
        "DELETE FROM t WHERE 1", "DELETE FROM t WHERE '1'", "DELETE FROM t WHERE 'a'", "DELETE FROM t WHERE id", "DELETE FROM t WHERE !0", "DELETE FROM t WHERE 1 && 1", "DELETE FROM t WHERE 0 || 1", "DELETE FROM t WHERE 1 XOR 0", "DELETE FROM t WHERE id <=> id", "DELETE FROM t WHERE id > 0",
        "DELETE FROM t WHERE name RLIKE '.*' OR name IS NULL", "DELETE FROM t WHERE NOT 0", "DELETE FROM t WHERE TRUE AND 2 > 1", "DELETE FROM t WHERE EXISTS (SELECT 1)", "DELETE FROM t WHERE 1 IN (1, 2)", "DELETE FROM t WHERE a <=> NULL OR a IS NOT NULL", "DELETE FROM t WHERE 1 BETWEEN 0 AND 2", "DELETE FROM t WHERE 1 = 1 = 1",
        "DELETE FROM t WHERE 1or 1=1?", "DELETE FROM t WHERE id = 1 OR\xa01 = 1?", "DELETE HISTORY FROM t?", "tee /dev/null\nDELETE FROM t;", "status\nDELETE FROM t;", "prompt x\nDELETE FROM t;", "-- comment\nDELETE FROM t;", "# comment\nDELETE FROM t;", "delete from t\n;", "DELETE\n\nFROM\n\nt;",
        "DELETE FROM t \\c\nSELECT 1;?", "help;\nDELETE FROM t;", "SELECT 1; \\u s\nDELETE FROM w;",
    ],
    "sqlite": [
        "DROP TABLE t;", "drop table if exists t;", "DROP TABLE 't';", 'DROP TABLE "t";', "DROP TABLE [t];", "DROP TABLE `t`;", "DROP TABLE main.t;", 'DROP TABLE "My Table";', "DROP/**/TABLE/**/t;", "DROP VIEW v;", "DROP INDEX i;", "DROP TRIGGER tr;", "DROP TABLE t",
        "DELETE FROM t;", "DELETE FROM t WHERE 1;", "DELETE FROM t WHERE 0;", "DELETE FROM t WHERE id = 1;", "DELETE FROM t WHERE rowid > 0;", "DELETE FROM t WHERE id IS id;", "DELETE FROM t WHERE name GLOB '*' OR name IS NULL;", "DELETE FROM t INDEXED BY nope;?", "DELETE FROM t NOT INDEXED;", "DELETE FROM t AS x WHERE x.b = b;",
        "UPDATE t SET b = b + 1;", "UPDATE t SET b = b + 1 WHERE id = 1;", "UPDATE OR IGNORE t SET b = b + 1;", "UPDATE t SET b = u.b + 9 FROM u WHERE t.id = u.id AND u.a = 1;", "UPDATE t SET (a, b) = (1, 90);",
        "INSERT INTO t (id, b) VALUES (9000, 1);", "INSERT OR REPLACE INTO t (id, b) VALUES (1, 1);", "REPLACE INTO t (id, b) VALUES (1, 1);", "INSERT INTO t (id, b) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET b = 99;", "INSERT OR IGNORE INTO t (id, b) VALUES (1, 1);",
        "WITH d AS (SELECT 1) DELETE FROM t;", "WITH d AS (SELECT id FROM u WHERE a = 1) DELETE FROM t WHERE id IN (SELECT * FROM d);", "EXPLAIN DELETE FROM t;", "EXPLAIN QUERY PLAN DELETE FROM t;", "SELECT 'DROP TABLE t';", "SELECT \"; DROP TABLE t; --\";?", "SELECT '\\'; DROP TABLE t; --';", "SELECT '''; DROP TABLE t; --';",
        "SELECT 1 -- ; DROP TABLE t", "SELECT 1 --; DROP TABLE t", "SELECT 1 /* ; DROP TABLE t; */;", "SELECT 1 /* /* */; DROP TABLE t;", "SELECT 1; /* open ; DROP TABLE t;", "SELECT 1 AS [; DROP TABLE t; --];", "SELECT 1 AS `; DROP TABLE t; --`;", "SELECT ( ; DROP TABLE t;", "SELECT 1;;; DELETE FROM t;", "SELECT 1\n/\nDELETE FROM t;",
        "SELECT 1\ngo\nDELETE FROM t\ngo\n", "DELETE FROM t\nGO\n", "DELETE FROM t\n/\n", ".tables\nDELETE FROM t;", ".print DROP TABLE t;\nSELECT 1;", ".headers on\n.mode csv\nDROP TABLE t;", "SELECT 1\n.tables\n; DROP TABLE t;", "# DROP TABLE t;\nSELECT 1;", "/*! DROP TABLE t */;", "SELECT 1 # ; DROP TABLE t;",
        "CREATE TRIGGER h AFTER INSERT ON u BEGIN DELETE FROM t; DELETE FROM u; END;?", "CREATE TEMP TRIGGER h AFTER INSERT ON u BEGIN DELETE FROM t; END; SELECT 1;?", "CREATE TRIGGER h AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END; DELETE FROM t;", "CREATE TRIGGER IF NOT EXISTS h DELETE ON t BEGIN SELECT 1; END; DROP TABLE t;",
        "ALTER TABLE t DROP COLUMN a;", "ALTER TABLE t DROP a;", "ALTER TABLE t RENAME TO t2;", "ALTER TABLE t RENAME a TO a2;", "ALTER TABLE t RENAME COLUMN a TO a2;", "ALTER TABLE t ADD COLUMN c INT;", "ALTER TABLE t ADD c INT;", "CREATE TABLE t9 AS SELECT * FROM t;", "CREATE TABLE IF NOT EXISTS t (x);", "CREATE TEMP TABLE x (a); DROP TABLE x;?", "CREATE TEMP TABLE t (a); DELETE FROM T; DROP TABLE temp.t;", "CREATE TEMP TABLE t (a); DROP TABLE t; DROP TABLE t;", "CREATE TEMP TABLE t (a); DROP TABLE main.t;",
        "BEGIN; DELETE FROM t; COMMIT;", "BEGIN IMMEDIATE; DROP TABLE t; END;", "BEGIN; DELETE FROM t; ROLLBACK;?", "SAVEPOINT a; DELETE FROM t; RELEASE a;", "PRAGMA foreign_keys = ON; DELETE FROM t;", "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 't';?", "PRAGMA table_info(t);", "PRAGMA user_version = 5;", "VACUUM;", "REINDEX;", "ANALYZE;?",
        "ATTACH ':memory:' AS m; CREATE TABLE m.x (a);", "ATTACH DATABASE ':memory:' AS m; DETACH m; DELETE FROM t;", "SELECT replace('a', 'b', 'c');", "VALUES (1), (2);", "SELECT x'4142', 1e5, .5, 0x1F; DELETE FROM t;", "DELETE FROM t WHERE true;", "DELETE FROM t WHERE 'a' = 'a';", "DELETE FROM t WHERE 'a';", "DELETE FROM t WHERE '1';",
        "DELETE FROM t WHERE EXISTS (SELECT 1);", "DELETE FROM t WHERE NOT EXISTS (SELECT 1 WHERE 0);", "DELETE FROM t WHERE id IN (SELECT id FROM t);", "DELETE FROM t WHERE 1 IN (1);",
        "WITH c AS (SELECT id FROM t) DELETE FROM t WHERE id IN (SELECT id FROM c);", "WITH c AS (SELECT id FROM t WHERE a = 1) DELETE FROM t WHERE id IN (SELECT id FROM c);", "UPDATE t SET b = t.b + 1 FROM t AS y WHERE t.id = y.id;", "DELETE FROM t WHERE id NOT IN (SELECT id FROM u WHERE 0);", "DELETE FROM t WHERE id NOT IN (SELECT max(id) FROM u WHERE 0);", "DELETE FROM t WHERE b = b;", "DELETE FROM t WHERE a = a;", "DELETE FROM t WHERE iif(1, 1, 0);", "DELETE FROM t WHERE name LIKE '%' OR name IS NULL;", "DELETE FROM t WHERE id NOTNULL;",
        "DELETE FROM t WHERE a ISNULL OR a NOTNULL;", "DELETE FROM t WHERE 1 = 1 = 1;", "DELETE FROM t RETURNING id;", "DELETE FROM t WHERE id = 1 RETURNING id;", "SELECT $1, :a, @b, ?; DELETE FROM t;", "SELECT 1 AS a$b; DELETE FROM t;", "SELECT E'\\'; DROP TABLE t; --';?", "DELETE FROM main.t;", "DELETE FROM \"t\";", ";DELETE FROM t;", "\ufeffDELETE FROM t;?",
    ],
}


class Generator:
    def __init__(self, rng, engine):
        self.rng = rng
        self.engine = engine
        self.definite = True

    def pick(self, *options):
        return self.rng.choice(options)

    def chance(self, one_in):
        return self.rng.randrange(one_in) == 0

    # --- conditions

    def constant(self):
        n = lambda: str(self.rng.randint(0, 3))
        s = lambda: self.pick("'a'", "'b'", "'A'", "''", "'it''s'")
        options = [f"{n()} {self.pick('=', '<>', '<', '>', '<=', '>=', '!=')} {n()}", f"{s()} {self.pick('=', '<>')} 'a'", "TRUE", "FALSE", "NULL IS NULL", "1 IS NOT NULL", f"{n()} + {n()} = {n()}",
                   f"{n()} IN ({n()}, {n()})", f"{n()} BETWEEN {n()} AND {n()}", f"{n()} NOT IN ({n()})", "NULL", "EXISTS (SELECT 1)", "NOT EXISTS (SELECT 1)", "EXISTS (SELECT 1 WHERE 1 = 2)" if self.engine != "mysql" else "NULL IS NOT NULL",
                   f"-{n()} < {n()}", f"({n()}) = (({n()}))", f"{n()} IN (SELECT {n()})", f"NOT {n()} = {n()}", "EXISTS (VALUES (1))" if self.engine != "mysql" else "NOT FALSE", f"{n()} * {n()} >= {n()}", "'abc' LIKE '%'"]
        if self.engine != "postgres":
            options += [n(), n(), f"!{n()}" if self.engine == "mysql" else n(), f"{n()} = {n()} = {n()}"]
        else:
            options += [f"{n()} IS DISTINCT FROM {n()}", f"NULL IS NOT DISTINCT FROM {n()}", "now() > '2000-01-01'", "TRUE::boolean", "'t'::bool", "(1 = 1)::bool", "TRUE IS NOT FALSE"]
        return self.rng.choice(options)

    def column_test(self):
        column = self.pick("a", "b", "name", "id")
        q = self.pick("", "", "t.")
        if self.chance(4):
            return self.pick("(id) IS NOT NULL", "id + 0 = id", "b * 1 = b", "b + 1 = b", "id IN (SELECT id FROM (SELECT id FROM t) x)", "id IN (SELECT id FROM (SELECT id FROM t WHERE a = 1) x)", "b = b", "id = id", "t.b = b", "id <= id", "a = a", "name = name", "id IS NOT NULL", "b <> b", "id > 0", "b >= b", "name LIKE '%'",
                             "b IN (b)", "id BETWEEN id AND id", "id NOT IN (SELECT id FROM u WHERE 1 = 0)", "id NOT IN (SELECT id FROM u WHERE id IS NULL)", "NOT id IN (SELECT id FROM u WHERE a = 1)", "a IS NULL OR a IS NOT NULL", "(b = 1 OR b <> 1)", "id IN (SELECT id FROM t)" if self.engine != "mysql" else "id = t.id")
        if column == "name":
            return q + self.pick("name = 'x'", "name <> 'x'", "name LIKE 'x%'", "name IS NULL", "name IS NOT NULL", "name IN ('x', 'y')", "name = ''", "name > 'm'", "name = 'x -- '", "name = ' OR 1=1'", "name <> '/* '")
        if column == "id":
            return q + self.pick("id = 7", "id < 50", "id > 50", "id IN (1, 2, 3)", "id BETWEEN 5 AND 60", "id NOT IN (7, 8)", "id <> 9", "id = (SELECT MIN(id) + 6 FROM u)", "id IN (SELECT id FROM u WHERE a = 1)")
        return q + self.pick(f"{column} = 1", f"{column} > 1", f"{column} < 1", f"{column} <> 1", f"{column} IS NULL", f"{column} IS NOT NULL", f"{column} IN (0, 2)", f"{column} BETWEEN 0 AND 1", f"{column} + 1 = 2", f"-{column} = 1", f"{column} = b")

    def condition(self, depth=0):
        r = self.rng.randrange(10)
        if depth > 3 or r < 3:
            return self.column_test()
        if r < 5:
            return self.constant()
        if r < 6:
            return f"NOT {self.pick('', '(')}".rstrip("(") + f"({self.condition(depth + 1)})"
        if r < 7:
            return f"({self.condition(depth + 1)})"
        return f"{self.wrap(depth)} {self.pick('AND', 'OR')} {self.wrap(depth)}"

    def wrap(self, depth):
        inner = self.condition(depth + 1)
        return f"({inner})" if self.chance(2) else inner

    # --- statements

    def harmless(self):
        nasty = self.pick("; DROP TABLE t; ", "''; DELETE FROM t; ", "-- ", "/* ", " */ ", "$$ ", "# ", '" ', "` ", "[ ", "it''s", " OR 1=1", "\\\\", "//", "go")
        more = ["SELECT 'a" + nasty + "'", "SELECT b AS \"x" + nasty.replace('"', "").replace("''", "") + "\" FROM t LIMIT 1" if self.engine != "mysql" else "SELECT b AS `x" + nasty.replace("`", "").replace("''", "") + "` FROM t LIMIT 1",
                "SELECT count(*) FROM t WHERE " + self.condition(), "SELECT 1 /* " + nasty.replace("*/", "").replace("/*", "") + " */", "SELECT 1 -- " + nasty + "\n", "INSERT INTO u (id, b, name) VALUES (" + str(self.rng.randint(2000, 90000)) + ", 1, '" + nasty + "')",
                "UPDATE t SET name = 'z' WHERE id = " + str(self.rng.randint(1, 90)), "SELECT max(id) FROM u", "WITH x AS (SELECT 1 AS a) SELECT a FROM x", "EXPLAIN SELECT * FROM t"]
        if self.engine == "postgres":
            more += ["SELECT $$a" + nasty.replace("$$", "") + "$$", "SELECT $q$a" + nasty + "$q$", "SELECT E'a\\'" + nasty.replace("''", "").replace("\\\\", "") + "'", "SELECT 'a\\'", "SELECT 1 # 2", "SELECT 1 /* /* " + nasty.replace("*/", "").replace("/*", "") + " */ */"]
        if self.engine == "mysql":
            more += ["SELECT \"a" + nasty.replace('"', "") + "\"", "SELECT 'a\\'" + nasty.replace("''", "") + "'", "SELECT 1 # " + nasty + "\n", "SELECT 1 /*! + 1 */", "SELECT /*!50000 1 + */ 1"]
        if self.engine == "sqlite":
            more += ["SELECT 'a\\'", "SELECT 1 AS [x" + nasty.replace("]", "").replace("''", "") + "]"]
        return self.rng.choice(more)

    def destructive(self):
        n = self.name("t")
        options = [f"DROP TABLE {n}", f"DROP TABLE IF EXISTS {n}", f"DELETE FROM {n}", f"DELETE FROM {n} WHERE {self.condition()}", f"DELETE FROM {n} WHERE {self.condition()}", f"DELETE FROM {n} WHERE {self.condition()}",
                   f"UPDATE {n} SET b = coalesce(b, 0) + 7", f"UPDATE {n} SET b = coalesce(b, 0) + 7 WHERE {self.condition()}", f"ALTER TABLE {n} DROP COLUMN a", f"ALTER TABLE {n} RENAME TO t8", f"ALTER TABLE {n} RENAME COLUMN a TO a8"]
        if self.engine != "sqlite":
            options += [f"TRUNCATE TABLE {n}", f"TRUNCATE {n}", f"ALTER TABLE {n} ADD c INT, DROP a", "DROP VIEW v", "DROP TABLE " + self.name("u") + (" CASCADE" if self.engine == "postgres" else "")]
        if self.engine == "postgres":
            options += [f"WITH d AS (DELETE FROM {n} WHERE {self.condition()} RETURNING *) SELECT count(*) FROM d", f"EXPLAIN ANALYZE DELETE FROM {n} WHERE {self.condition()}", "DROP SCHEMA s CASCADE", f"DELETE FROM ONLY {n}", f"ALTER TABLE {n} ALTER a TYPE text"]
        if self.engine == "mysql":
            options += [f"DELETE {n} FROM {n} JOIN u ON t.id = u.id WHERE {self.condition().replace('a ', 't.a ')}" if False else f"DELETE FROM {n} WHERE {self.condition()} LIMIT 500", f"ANALYZE DELETE FROM {n} WHERE {self.condition()}", f"REPLACE INTO {n} (id, b) VALUES (1, 1)", f"CREATE OR REPLACE TABLE {n} (z INT)"]
        if self.engine == "sqlite":
            options += [f"INSERT OR REPLACE INTO {n} (id, b) VALUES (1, 71)", "DROP VIEW v", "DROP INDEX i"]
        return self.rng.choice(options)

    def name(self, name):
        forms = [name, name, name, f'"{name}"' if self.engine != "mysql" else f"`{name}`"]
        if self.engine == "sqlite":
            forms += [f"[{name}]", f"`{name}`", f"main.{name}"]
        if self.engine == "mysql":
            forms += [f"scratch.{name}", f"`scratch`.`{name}`"]
        if self.engine == "postgres":
            forms += [f"public.{name}", f'"public"."{name}"']
        return self.rng.choice(forms)

    def quoted(self, text):
        if self.engine == "postgres" and self.chance(2):
            return f"$x${text}$x$"
        if self.engine == "mysql":
            return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
        return "'" + text.replace("'", "''") + "'"

    def inside(self, statement):
        """A statement that runs another one."""
        if self.engine == "postgres":
            return self.pick(f"DO {self.quoted(f'BEGIN {self.inner(statement)}; END')}", f"DO $o$ BEGIN EXECUTE {self.expression(statement)}; END $o$",
                             f"DO $o$ DECLARE q text := {self.expression(statement)}; BEGIN EXECUTE q; END $o$", f"DO $o$ BEGIN IF true THEN EXECUTE {self.expression(statement)}; END IF; END $o$",
                             f"BEGIN; {statement}; COMMIT", f"SELECT 1 \\; {statement}")
        if self.engine == "mysql":
            return self.pick(f"EXECUTE IMMEDIATE {self.expression(statement)}", f"SET @q = {self.expression(statement)}; PREPARE x FROM @q; EXECUTE x", f"PREPARE x FROM {self.quoted(statement)}; EXECUTE x",
                             f"DELIMITER //\nBEGIN NOT ATOMIC {self.inner(statement)}; END//\nDELIMITER ;\n", f"BEGIN; {statement}; COMMIT", f"SET STATEMENT max_statement_time = 9 FOR {statement}",
                             f"/*!50000 {statement} */" if "*/" not in statement and "/*" not in statement and "\n" not in statement else statement)
        return f"BEGIN; {statement}; COMMIT"

    def inner(self, statement):
        if statement.startswith(("SELECT", "WITH", "EXPLAIN")):
            return "UPDATE t SET name = 'inner' WHERE id = 3"
        return statement

    def expression(self, statement):
        """A string expression that is worth the statement."""
        statement = self.inner(statement)
        if self.chance(3):
            return self.quoted(statement)
        at = self.rng.randint(1, max(1, len(statement) - 1))
        parts = [self.quoted(statement[:at]), self.quoted(statement[at:])]
        if self.engine == "postgres":
            return self.pick(" || ".join(parts), f"concat({', '.join(parts)})", f"reverse({self.quoted(statement[::-1])})", f"format('%s%s', {', '.join(parts)})",
                             f"convert_from(decode('{statement.encode().hex()}', 'hex'), 'utf8')", f"chr({ord(statement[0])}) || {self.quoted(statement[1:])}")
        return self.pick(f"CONCAT({', '.join(parts)})", f"REVERSE({self.quoted(statement[::-1])})", f"UNHEX('{statement.encode().hex()}')", f"0x{statement.encode().hex()}",
                         f"CONCAT(CHAR({ord(statement[0])}), {self.quoted(statement[1:])})")

    def disguise(self, text):
        """Case and blanks, outside quotes."""
        out, i, quote = "", 0, ""
        raw = any(mark in text for mark in ("$", "\\", "--", "#", "/*", "//", "\n"))
        while i < len(text):
            c = text[i]
            if quote:
                out += c
                if c == quote:
                    quote = ""
            elif c in "'\"`[":
                quote = "]" if c == "[" else c
                out += c
            elif c == " " and not raw and self.chance(4):
                out += self.pick("  ", "\n", "\t", "/**/", " /* x */ ", " -- y\n", "/* ; */", "/*'*/")
            elif c.isalpha() and not raw and self.chance(3):
                out += c.swapcase() if self.keyword_at(text, i) else c
            else:
                out += c
            i += 1
        return out

    @staticmethod
    def keyword_at(text, i):
        begin = end = i
        while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] in "_$"):
            begin -= 1
        while end < len(text) and (text[end].isalnum() or text[end] in "_$"):
            end += 1
        return text[begin:end].isupper() and end - begin > 1

    def text(self):
        statements, filters = [], 0
        for _ in range(self.rng.choice([1, 1, 1, 2, 3])):
            plain = self.destructive() if self.chance(2) else self.harmless()
            one = self.disguise(plain)
            if self.chance(4):
                one = self.inside(one)
            # Two that delete some rows each may empty a table together, which is no fault of either.
            filters += "DELETE" in plain and "WHERE" in plain
            if filters < 2 or "DELETE" not in plain:
                statements.append(one)
        separator = self.pick(";", "; ", ";\n", " ;\n")
        end = self.pick(";", ";\n", "\n;", " ;")
        if self.engine == "mysql" and self.chance(8):
            end = self.pick("\\g", "\\G", ";")
        if self.engine == "postgres" and self.chance(8):
            end = self.pick("\\g", " \\gx", ";")
        return separator.join(statements) + end


def listed():
    for engine, texts in LISTED.items():
        for text in texts + MORE[engine]:
            definite = not text.endswith("?")
            yield engine, text if definite else text[:-1], definite
