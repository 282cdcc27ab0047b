"""Real Codex, real PostgreSQL: what is refused does not happen, what is allowed does."""
import json

import codex
from model_server import code, say, shell
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
