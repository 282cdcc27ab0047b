"""Tools that come from npm, through real Codex and on real databases: generated, lint fails, refused, fixed, applied; the table is looked
at each time. The slow ones take seconds a call and run with --all."""
import os
import re
import sqlite3
import stat

import codex
from model_server import code, mcp, patch, say, shell
from world import Postgres, World


def packages(*names):
    """Packages of npm, without their install scripts: some of those download what cannot be had everywhere."""
    codex.install_all(names)


def wrapper(world, name, line):
    path = os.path.join(world.bin, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\n{line} "$@"\n')
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def use_modules(world):
    """The project's own node_modules, as `npm install` would have made it."""
    os.symlink(os.path.join(codex.TOOLS, "node_modules"), os.path.join(world.project, "node_modules"))


def replaced(world, name, old, new):
    """A turn that patches one line of a file as it is then."""
    def turn(_):
        lines = world.read(name).splitlines()
        assert any(old in line for line in lines), (old, lines)
        body = "".join(f"-{line}\n+{line.replace(old, new)}\n" if old in line else f" {line}\n" for line in lines)
        return [patch(f"*** Begin Patch\n*** Update File: {name}\n@@\n{body}*** End Patch")]
    return turn


def slow(command):
    """A call that Codex waits for: what is still running when it answers has no PostToolUse."""
    return shell(command, yield_time_ms=30_000)


def added(name, text):
    return [patch(f"*** Begin Patch\n*** Add File: {name}\n" + "".join(f"+{line}\n" for line in text.splitlines()) + "*** End Patch")]


def outputs(server):
    """What the model was shown after each call, in order."""
    texts, last = [], 0
    for request in server.requests[1:]:
        new = request["input"][last:] if last else request["input"]
        last = len(request["input"])
        texts.append(str(new))
    return texts


def wants(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in:\n{text[-3000:]}"


SCHEMA = '''generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider = "sqlite"
  url      = "file:./app.db"
}
model User {
  id    Int    @id @default(autoincrement())
  email Strin
}
'''
PRISMA_CONFIG = '''import { defineConfig } from "prisma/config";
import { PrismaLibSQL } from "@prisma/adapter-libsql";
export default defineConfig({
  schema: "prisma/schema.prisma",
  experimental: { adapter: true },
  engine: "js",
  adapter: async () => new PrismaLibSQL({ url: "file:./app.db" }),
});
'''


def test_slow_prisma():
    packages("prisma@6.19.3", "@prisma/client@6.19.3", "@prisma/adapter-libsql@6.19.3")
    with World() as world:
        use_modules(world)
        # The engines in Rust are downloads; the one in WebAssembly is in the package.
        wrapper(world, "prisma", "PRISMA_SCHEMA_ENGINE_BINARY=/bin/true PRISMA_QUERY_ENGINE_LIBRARY=/bin/true exec node "
                + os.path.join(codex.TOOLS, "node_modules", "prisma", "build", "index.js"))
        world.write("prisma.config.ts", PRISMA_CONFIG)
        world.write("prisma/schema.prisma", SCHEMA)
        world.write("prisma/migrations/migration_lock.toml", 'provider = "sqlite"\n')
        folder = "prisma/migrations/20260101000000_init"
        made = f"{folder}/migration.sql"

        def tables():
            with sqlite3.connect(os.path.join(world.project, "app.db")) as database:
                return [row[1] for row in database.execute("pragma table_info(User)")]

        def refused_so_far(_):
            assert tables() == []
            return replaced(world, "prisma/schema.prisma", "Strin", "String")(_)

        server = world.play([
            added(made, 'CREATE TABLE "User" (\n    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,\n    "email" TEXT NOT NULL\n);\n'),
            [slow("prisma migrate deploy")],
            refused_so_far,
            [slow("prisma migrate deploy")],
            [slow("prisma migrate status")],
            [slow("prisma migrate deploy")],
            [say("done")]])
        seen = outputs(server)
        wants(seen[0], "FAILED", "Strin")
        wants(seen[1], "prisma.versioned.apply", "failed for these files")
        wants(seen[2], "PASSED")
        wants(seen[3], "prisma.versioned.apply", "prisma migrate status")
        wants(seen[4], "All steps are proved")
        assert tables() == ["id", "email"], seen[5]


def test_drizzle_with_squawk():
    packages("drizzle-kit@0.31.11", "drizzle-orm@0.45.4", "pg@8", "squawk-cli@2.66.0")
    with World() as world, Postgres() as server:
        use_modules(world)
        for program in ("drizzle-kit", "squawk"):
            world.use_tool(os.path.join(codex.TOOLS, "node_modules", ".bin", program))
        world.write("drizzle.config.ts", "export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle', "
                    "dbCredentials: { url: process.env.DATABASE_URL } }\n")
        world.write("schema.ts", "import { pgTable, integer, char } from 'drizzle-orm/pg-core'\n"
                    "export const users = pgTable('users', { id: integer().notNull(), code: char({ length: 3 }) })\n")
        columns = "select count(*) from information_schema.columns where table_name = 'users'"

        def refused_so_far(_):
            assert server.query(columns) == "0"
            return replaced(world, "drizzle/0000_init.sql", "char(3)", "text")(_)

        session = world.play([
            [slow("drizzle-kit generate --name init")],
            [slow("drizzle-kit migrate")],
            refused_so_far,
            [slow("drizzle-kit migrate")],
            [say("done")]], environment={"DATABASE_URL": server.url()})
        seen = outputs(session)
        wants(seen[0], "FAILED", "ban-char-field")
        wants(seen[1], "drizzle.versioned.apply", "failed for these files", "drizzle-kit check")
        wants(seen[2], "PASSED", "All steps are proved")
        assert server.query(columns) == "2", seen[3]


KNEX = """exports.up = knex => knex.schema.createTable('users', table => { table.integer('id'); table.text('name') })
exports.down = knex => knex.schema.dropTable('users')
"""
SEQUELIZE = """module.exports = {
  up: (query, types) => query.createTable('users', { id: types.INTEGER, name: types.TEXT }),
  down: query => query.dropTable('users')
}
"""


def approved_by_a_person(program, files, migration, broken, status, apply, names):
    """Tools that neither lint nor preview: their apply needs the list of what waits, and a person."""
    packages(*names, "pg@8")
    with World() as world, Postgres() as server:
        use_modules(world)
        world.use_tool(os.path.join(codex.TOOLS, "node_modules", ".bin", program))
        for name, text in files.items():
            world.write(name, text)
        columns = "select count(*) from information_schema.columns where table_name = 'users'"
        config = next(iter(files))

        def mend(requests):
            assert server.query(columns) == "0"
            return replaced(world, config, *broken)(requests)

        def approved(requests):
            secret = re.search(r"interlock approve ([0-9A-Z]{6})", str(requests[-1]["input"][-1])).group(1)
            assert server.query(columns) == "0"
            assert world.approve(secret) == 0
            return [slow(apply)]

        session = world.play([added(*migration), [slow(status)], [slow(apply)], mend, [slow(status)], [slow(apply)], approved, [say("done")]],
                             environment={"DATABASE_URL": server.url(), "PG_PORT": str(server.port)})
        seen = outputs(session)
        wants(seen[1], "FAILED")
        wants(seen[2], "versioned.apply", "failed for these files")
        wants(seen[4], "PASSED")
        wants(seen[5], "versioned.apply", "needs a person")
        assert server.query(columns) == "2", seen[6]


def test_slow_knex():
    approved_by_a_person(
        "knex", {"knexfile.js": "module.exports = { client: 'pg', connection: process.env.DATABASE_NOWHERE + '/', "
                 "migrations: { directory: './migrations' } }\n"},
        ("migrations/20260101000000_init.js", KNEX), ("DATABASE_NOWHERE + '/'", "DATABASE_URL"), "knex migrate:list", "knex migrate:latest", ["knex@3.3.0"])


def test_slow_sequelize():
    approved_by_a_person(
        "sequelize-cli", {"config/config.js": "module.exports = { development: { use_env_variable: 'DATABASE_NOWHERE', dialect: 'postgres' } }\n",
                          ".sequelizerc": "module.exports = { config: 'config/config.js' }\n"},
        ("migrations/20260101000000-init.js", SEQUELIZE), ("DATABASE_NOWHERE", "DATABASE_URL"), "sequelize-cli db:migrate:status",
        "sequelize-cli db:migrate", ["sequelize@6.37.8", "sequelize-cli@6.6.5"])


TYPEORM = """class Init1700000000000 {
  async up(query) { await query.query('CREATE TABLE users (id integer, name text)') }
  async down(query) { await query.query('DROP TABLE users') }
}
module.exports = { Init1700000000000 }
"""


def test_slow_typeorm():
    approved_by_a_person(
        "typeorm", {"src/data-source.js": "const { DataSource } = require('typeorm')\nmodule.exports = new DataSource({ type: 'postgres', "
                    "url: process.env.DATABASE_NOWHERE + '/', migrations: ['src/migrations/*.js'] })\n"},
        ("src/migrations/1700000000000-Init.js", TYPEORM), ("DATABASE_NOWHERE + '/'", "DATABASE_URL"), "typeorm migration:show -d src/data-source.js",
        "typeorm migration:run -d src/data-source.js", ["typeorm@0.3.28", "reflect-metadata@0.2.2"])


def test_dbmate():
    packages("dbmate@2.36.0")
    with World() as world:
        world.use_tool(os.path.join(codex.TOOLS, "node_modules", ".bin", "dbmate"))
        name = "db/migrations/20260101000000_init.sql"

        def tables():
            with sqlite3.connect(os.path.join(world.project, "app.db")) as database:
                return [row[0] for row in database.execute("select name from sqlite_master where name = 'users'")]

        def refused_so_far(requests):
            assert tables() == []
            return replaced(world, name, "DROP TABLE IF EXISTS users", "CREATE TABLE users (id integer)")(requests)

        server = world.play([
            added(name, "-- migrate:up\nDROP TABLE IF EXISTS users;\n-- migrate:down\nDROP TABLE users;\n"),
            [shell("dbmate status")],
            [shell("dbmate --no-dump-schema up")],
            refused_so_far,
            [shell("dbmate --no-dump-schema up")],
            [shell("dbmate status")],
            [shell("dbmate --no-dump-schema up")],
            [say("done")]], environment={"DATABASE_URL": "sqlite:app.db"})
        seen = outputs(server)
        wants(seen[1], "WITH WARNINGS", "DROP TABLE")
        wants(seen[2], "dbmate.versioned.apply", "need a person", "interlock approve")
        wants(seen[4], "dbmate.versioned.apply", "edited after it passed")
        wants(seen[5], "PASSED", "All steps are proved")
        assert tables() == ["users"], seen[6]


def test_slow_liquibase():
    packages("liquibase@4.28.1")
    with World() as world, Postgres() as server:
        wrapper(world, "liquibase", "exec " + os.path.join(codex.TOOLS, "node_modules", "liquibase", "dist", "liquibase", "liquibase"))
        world.write("liquibase.properties", f"changelog-file=changelog.sql\nurl=jdbc:postgresql://127.0.0.1:{server.port}/postgres\n"
                    "username=postgres\npassword=\n")
        text = "--liquibase formatted sql\n\n--changeset ann:1 runOnChange:perhaps-not failOnError\nCREATE TABLE users (id integer, name text);\n" \
            "--changeset ann:1\nCREATE TABLE users (id integer, name text);\n"
        columns = "select count(*) from information_schema.columns where table_name = 'users'"

        def refused_so_far(_):
            assert server.query(columns) == "0"
            return [patch("*** Begin Patch\n*** Delete File: changelog.sql\n*** End Patch")]

        session = world.play([
            added("changelog.sql", text),
            [slow("liquibase validate")],
            [slow("liquibase update")],
            refused_so_far,
            added("changelog.sql", "--liquibase formatted sql\n\n--changeset ann:1\nCREATE TABLE users (id integer, name text);\n"),
            [slow("liquibase update")],
            [slow("liquibase update-sql")],
            [slow("liquibase validate")],
            [slow("liquibase update")],
            [say("done")]])
        seen = outputs(session)
        wants(seen[1], "FAILED")
        wants(seen[2], "liquibase.versioned.apply", "failed for these files")
        wants(seen[5], "liquibase.versioned.apply", "liquibase update-sql")
        wants(seen[6], "PASSED", "CREATE TABLE users")
        assert server.query(columns) == "2", seen[8]


def test_mcp_server_of_postgres():
    """The server says that it only reads; `COMMIT; DROP ..` gets out of its transaction, and is refused before it gets there."""
    packages("@modelcontextprotocol/server-postgres@0.6.2")
    for model in (codex.DIRECT, codex.CODE_MODE):
        with World() as world, Postgres() as server:
            server.query("create table users (id int); insert into users values (1)")
            program = os.path.join(codex.TOOLS, "node_modules", ".bin", "mcp-server-postgres")
            extra = f'[mcp_servers.db]\ncommand = "{program}"\nargs = ["{server.url()}"]\nstartup_timeout_sec = 60\n'

            def ask(sql):
                if model == codex.DIRECT:
                    return [mcp("mcp__db__query", {"sql": sql})]
                return [code(f"try {{ text(JSON.stringify(await tools.mcp__db__query({{sql: {sql!r}}}))); }} catch (e) {{ text(String(e)); }}")]

            session = world.play([ask("SELECT count(*) AS many FROM users"), ask("COMMIT; DROP TABLE users; SELECT 1"), ask("DROP TABLE users"),
                                  [say("done")]], model, extra=extra)
            seen = outputs(session)
            wants(seen[0], "many")
            wants(seen[1], "blocked by PreToolUse hook", "mcp.read-only-escape")
            wants(seen[2], "blocked by PreToolUse hook", "sql.drop")
            assert server.query("select count(*) from users") == "1"
