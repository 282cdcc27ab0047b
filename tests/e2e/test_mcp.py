"""Workflows on MCP tools and commits through real Codex: what its PostToolUse really hands on, and that nothing slips through."""
import os
import re
import sqlite3
import subprocess
import sys

import codex
from model_server import code, mcp, patch, say, shell
from test_node_tools import added, outputs, replaced, wants
from world import ROOT, World

CREATE = "CREATE TABLE users (id integer)"


def tables(folder):
    with sqlite3.connect(os.path.join(folder, "main.db")) as database:
        return [row[0] for row in database.execute("select name from sqlite_master")]


def neon(tool, **params):
    return [mcp(f"mcp__neon__{tool}", {"params": params})]


def servers(folder):
    program = os.path.join(ROOT, "tests", "e2e", "neon_stand_in.py")
    return f'[mcp_servers.neon]\ncommand = "{sys.executable}"\nargs = ["{program}", "{folder}"]\n'


def test_neon_prepares_looks_and_completes():
    with World() as world:
        folder = world.make("neon")
        found = {}

        def learn(requests):
            text = str(requests[-1]["input"])
            found["migration"] = re.search(r"<migration_id>([^<]+)", text).group(1)
            found["branch"] = re.search(r"<id>([^<]+)", text).group(1)
            return neon("complete_database_migration", migrationId=found["migration"])

        def look(_):
            assert tables(folder) == []
            return neon("describe_table_schema", projectId="p", tableName="users", branchId=found["branch"])

        server = world.play([
            neon("prepare_database_migration", projectId="p", migrationSql="CREATE TABLE ("),
            neon("prepare_database_migration", projectId="p", migrationSql=CREATE),
            learn, look,
            lambda _: neon("complete_database_migration", migrationId=found["migration"]),
            [say("done")]], extra=servers(folder))
        seen = outputs(server)
        wants(seen[0], "NeonDbError")
        wants(seen[1], "the migration on a branch of its own PASSED", "migrationId=")
        wants(seen[2], "blocked by PreToolUse hook", "mcp.neon-migration.complete", "a look at the branch")
        wants(seen[3], "All steps are proved")
        assert tables(folder) == ["users"], seen[4]


def test_neon_branch_first_and_not_beside():
    with World() as world:
        folder = world.make("neon")
        found = []

        def on_branch(requests):
            found.append(re.search(r"Branch ID: (br-\w+)", str(requests[-1]["input"])).group(1))
            return neon("run_sql", projectId="p", sql=CREATE, branchId=found[0])

        def main(_):
            assert tables(folder) == []
            return neon("run_sql", projectId="p", sql=CREATE)

        server = world.play([
            neon("run_sql", projectId="p", sql=CREATE),
            neon("create_branch", projectId="p"),
            on_branch,
            neon("run_sql", projectId="p", sql=CREATE + "; INSERT INTO users VALUES (1)"),
            main, [say("done")]], extra=servers(folder))
        seen = outputs(server)
        wants(seen[0], "blocked by PreToolUse hook", "mcp.neon-branch-first.main")
        wants(seen[2], "the same SQL on a branch PASSED")
        wants(seen[3], "blocked by PreToolUse hook")
        assert tables(folder) == ["users"], seen[4]
        # The main branch and the trial at once: Codex takes them in either order, and only behind the trial may the main branch change.
        os.remove(os.path.join(folder, "main.db"))
        script = ("const call = (params) => tools.mcp__neon__run_sql({params}); const sql = 'CREATE TABLE orders (id integer)';"
                  f"const r = await Promise.allSettled([call({{projectId: 'p', sql}}), call({{projectId: 'p', sql, branchId: '{found[0]}'}})]);"
                  "text(JSON.stringify(r.map(x => x.status)));")
        server = world.play([[code(script)], [say("done")]], codex.CODE_MODE, extra=servers(folder))
        if tables(folder):
            trial, main_branch = (os.stat(os.path.join(folder, f"{name}.db")).st_mtime_ns for name in (found[0], "main"))
            assert trial < main_branch, server.shown()
        else:
            wants(server.shown(), "rejected")


def test_a_commit_waits_for_the_lint_of_its_migrations():
    with World() as world:
        world.write("dbconfig.yml", "development:\n  dialect: sqlite3\n  datasource: app.db\n  dir: migrations\n")
        world.write(".sqlfluff", "[sqlfluff]\ndialect = sqlite\n")
        world.write(".gitignore", "app.db\n")

        def git(*words):
            return subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=world.project, check=True,
                                  stdout=subprocess.PIPE, text=True).stdout
        git("init", "-q", "-b", "main")
        git("add", "-A")
        git("commit", "-qm", "first")
        commit = "git add -A && git -c user.name=a -c user.email=a@b commit -qm 'add users'"
        name = "migrations/1_users.sql"

        def refused_so_far(requests):
            assert git("log", "--format=%s").split() == ["first"]
            return replaced(world, name, "(id integer;", "(id integer);")(requests)

        server = world.play([
            added(name, "-- +migrate Up\nCREATE TABLE users (id integer;\n\n-- +migrate Down\nDROP TABLE users;\n"),
            [shell(commit)], refused_so_far, [shell(commit)],
            [patch("*** Begin Patch\n*** Add File: notes.md\n+x\n*** End Patch")],
            [shell(commit.replace("add users", "notes"))],
            [say("done")]])
        seen = outputs(server)
        wants(seen[0], "FAILED")
        wants(seen[1], "blocked by PreToolUse hook", "sql-migrate.versioned.commit", name)
        wants(seen[2], "PASSED")
        assert git("log", "--format=%s").splitlines() == ["notes", "add users", "first"], seen[3:]
