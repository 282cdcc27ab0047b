"""Real Codex, real PostgreSQL: what is refused does not happen, what is allowed does."""
import json
import re

import codex
from model_server import code, patch, say, shell
from world import Postgres, World


def test_direct_psql_is_refused_and_the_table_stands():
    with World() as world, Postgres() as postgres:
        postgres.query("create table users (id int); insert into users values (1)")
        drop = f"psql '{postgres.url()}' -c 'DROP TABLE users'"
        server = world.play([[shell(drop)], [shell("ls -la; touch seen")], [say("done")]])
        shown = server.shown()
        assert "Command blocked by PreToolUse hook: [" in shown, shown
        assert "postgres.direct-client" in shown or "sql.drop" in shown, shown
        assert postgres.query("select count(*) from users") == "1"
        assert world.read("seen") == ""  # the harmless call ran


def test_code_mode_is_refused_too():
    with World() as world, Postgres() as postgres:
        postgres.query("create table users (id int)")
        drop = f"echo 'drop table users' | psql '{postgres.url()}'"
        script = f"try {{ await tools.exec_command({{cmd: {json.dumps(drop)}}}); }} catch (e) {{ text(String(e)); }}"
        server = world.play([[code(script)], [code("await tools.exec_command({cmd: 'touch seen'})")], [say("done")]], codex.CODE_MODE)
        assert "blocked by PreToolUse hook" in server.shown(), server.shown()
        assert postgres.query("select count(*) from users") == "0"
        assert world.read("seen") == ""


def test_a_real_migration_tool_changes_the_table_once_approved():
    """sql-migrate is real here: the agent's migration drops a table, so its apply needs a person, who approves it in a terminal; only
    that call runs."""
    with World() as world, Postgres() as postgres:
        postgres.query("create database app")
        postgres.query("create table legacy (id int)", "app")
        world.write("dbconfig.yml", f"development:\n  dialect: postgres\n  datasource: host=127.0.0.1 port={postgres.port} user=postgres dbname=app "
                    "sslmode=disable\n  dir: migrations\n")
        world.write("migrations/.keep", "")
        text = ("*** Begin Patch\n*** Add File: migrations/1_legacy.sql\n+-- +migrate Up\n+DROP TABLE legacy;\n+-- +migrate Down\n"
                "+CREATE TABLE legacy (id int);\n*** End Patch")
        codes = []
        left = "select count(*) from pg_tables where tablename = 'legacy'"

        def approved(requests):
            codes.append(re.search(r"interlock approve ([0-9A-Z]{6})", str(requests[-1]["input"])).group(1))
            assert postgres.query(left, "app") == "1"
            assert world.approve(codes[0], "no") == 1
            assert world.approve(codes[0]) == 0
            return [shell("sql-migrate up")]

        server = world.play([[patch(text)], [shell("sql-migrate up -dryrun")], [shell("sql-migrate up")],
                             [shell(f"{world.build}/cli/interlock approve AAAAAA")], approved, [shell("sql-migrate up")], [say("done")]])
        shown = server.shown()
        assert postgres.query(left, "app") == "0", shown
        assert shown.count("blocked by PreToolUse hook") == 3, shown  # before approval, the agent's own try, the second time
