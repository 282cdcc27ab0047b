"""Real migration tools on real databases: generated, refused, judged, fixed, applied; the table is looked at each time."""
import os
import sqlite3

import codex
from agent import Agent
from world import Postgres, World


def columns(world, table="users", database="app.db"):
    with sqlite3.connect(os.path.join(world.project, database)) as connection:
        return [row[1] for row in connection.execute(f"pragma table_info({table})")]


def newest(world, folder, ending):
    return sorted(name for name in os.listdir(os.path.join(world.project, folder)) if name.endswith(ending))[-1]


def wants(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in:\n{text}"


def test_sql_migrate_with_sqlfluff():
    with World() as world:
        agent = Agent(world)
        world.write("dbconfig.yml", "development:\n  dialect: sqlite3\n  datasource: app.db\n  dir: db/migrations\n")
        world.write(".sqlfluff", "[sqlfluff]\ndialect = sqlite\n")
        os.makedirs(os.path.join(world.project, "db/migrations"))
        agent.run("sql-migrate new init")
        name = "db/migrations/" + newest(world, "db/migrations", ".sql")
        wants(agent.writes(name, "-- +migrate Up\nCREATE TABLE users (id integer;\n\n-- +migrate Down\nDROP TABLE users;\n"), "FAILED", "PRS")
        wants(agent.asks("sql-migrate up"), "sql-migrate.versioned.apply", "failed for these files", "sql-migrate up -dryrun")
        wants(agent.writes(name, "-- +migrate Up\nCREATE TABLE users (id integer, name text);\n\n-- +migrate Down\nDROP TABLE users;\n"), "PASSED")
        wants(agent.asks("sql-migrate up"), "not done in this session")
        wants(agent.run("sql-migrate up -dryrun"), "PASSED", "All steps are proved")
        agent.run("sql-migrate up")
        assert columns(world) == ["id", "name"], agent.output
        # What takes away needs a person, and the Down part does not count.
        world.write("db/migrations/29990101000000-drop.sql", "-- +migrate Up\nDROP TABLE users;\n-- +migrate Down\nSELECT 1;\n")
        wants(agent.run("sql-migrate up -dryrun"), "WARNINGS", "DROP TABLE users")
        wants(agent.asks("sql-migrate up"), "need a person", "interlock approve")
        assert columns(world) == ["id", "name"]


def test_node_pg_migrate_with_squawk():
    for package, program in (("pg@8", "pg"), ("squawk-cli@2.66.0", "squawk"), ("node-pg-migrate@7.9.1", "node-pg-migrate")):
        if program != "pg" or not os.path.isdir(os.path.join(codex.TOOLS, "node_modules", "pg")):
            codex.install(package, program)
    with World() as world, Postgres() as server:
        for program in ("node-pg-migrate", "squawk"):
            world.use_tool(os.path.join(codex.TOOLS, "node_modules", ".bin", program))
        agent = Agent(world, {"DATABASE_URL": server.url()})
        agent.run("node-pg-migrate create init -j sql")
        name = "migrations/" + newest(world, "migrations", ".sql")
        world.write(name, "-- Up Migration\nCREATE TABLE users (id integer NOT NULL, code char(3));\n-- Down Migration\nDROP TABLE users;\n")
        wants(agent.run("node-pg-migrate up --dry-run"), "FAILED", "ban-char-field")
        wants(agent.asks("node-pg-migrate up"), "node-pg-migrate.versioned.apply", "failed for these files", "node-pg-migrate up --dry-run")
        assert server.query("select to_regclass('users')") == ""
        wants(agent.writes(name, "-- Up Migration\nCREATE TABLE users (id integer NOT NULL, code text);\n-- Down Migration\nDROP TABLE users;\n"), "PASSED")
        wants(agent.run("node-pg-migrate up --dry-run"), "PASSED", "All steps are proved")
        agent.run("node-pg-migrate up")
        assert server.query("select count(*) from information_schema.columns where table_name='users'") == "2", agent.output


def test_alembic():
    with World() as world:
        agent = Agent(world)
        agent.run("alembic init db >/dev/null 2>&1")
        world.write("alembic.ini", world.read("alembic.ini").replace("driver://user:pass@localhost/dbname", "sqlite:///app.db"))
        agent.run("alembic revision -m init")
        name = "db/versions/" + newest(world, "db/versions", ".py")
        empty = world.read(name)

        def upgrade(body):
            head, tail = empty.split("def upgrade", 1)
            signature, rest = tail.split("\n", 1)
            return f"{head}def upgrade{signature}\n    {body}\n{rest}"
        world.write(name, upgrade("op.create_table('users', sa.Column('id', sa.Integer)"))
        wants(agent.run("alembic heads"), "FAILED", "SyntaxError")
        wants(agent.asks("alembic upgrade head"), "alembic.versioned.apply", "failed for these files", "alembic upgrade head --sql")
        world.write(name, upgrade("op.create_table('users', sa.Column('id', sa.Integer))"))
        wants(agent.run("alembic heads"), "PASSED")
        wants(agent.run("alembic upgrade head --sql"), "PASSED", "CREATE TABLE users", "All steps are proved")
        agent.run("alembic upgrade head")
        assert columns(world) == ["id"], agent.output
        wants(agent.run("alembic revision -m drop"), "PASSED")
        name = sorted((os.path.join("db/versions", name) for name in os.listdir(os.path.join(world.project, "db/versions"))
                       if "drop" in name))[0]
        empty = world.read(name)
        world.write(name, upgrade("op.drop_table('users')"))
        # Only what is pending is shown, and what takes away needs a person.
        said = agent.run("alembic upgrade head --sql")
        wants(said, "WARNINGS", "DROP TABLE users")
        assert "CREATE TABLE users" not in said, said
        agent.run("alembic heads")
        wants(agent.asks("alembic upgrade head"), "interlock approve")
        assert columns(world) == ["id"]


MODELS = "from django.db import models\n\n\nclass User(models.Model):\n    name = models.CharField(max_length=20)\n"


def test_django():
    with World() as world:
        world.use_tool("/usr/bin/python3")
        agent = Agent(world)
        world.write("manage.py", "import os, sys\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n"
                    "from django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n")
        world.write("site1/__init__.py", "")
        world.write("site1/settings.py", "SECRET_KEY = 'x'\nINSTALLED_APPS = ['shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n"
                    "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'app.db'}}\n")
        world.write("shop/__init__.py", "")
        world.write("shop/models.py", MODELS)
        agent.run("python3 manage.py makemigrations shop")
        wants(agent.run("python3 manage.py migrate --plan"), "PASSED", "Create model User")
        world.write("shop/models.py", MODELS + "    mail = models.CharField(max_length=20, default='')\n")
        wants(agent.run("python3 manage.py makemigrations --check --dry-run"), "FAILED", "Add field mail")
        wants(agent.asks("python3 manage.py migrate"), "django.versioned.apply", "failed for these files", "python3 manage.py makemigrations --check --dry-run")
        wants(agent.run("python3 manage.py makemigrations shop"), "PASSED", "All steps are proved")
        agent.run("python3 manage.py migrate")
        assert columns(world, "shop_user") == ["id", "name", "mail"], agent.output
        world.write("shop/models.py", MODELS)
        wants(agent.run("python3 manage.py makemigrations shop"), "WARNINGS", "Remove field mail")
        wants(agent.asks("python3 manage.py migrate"), "interlock approve")
        assert columns(world, "shop_user") == ["id", "name", "mail"]
