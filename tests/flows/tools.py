#!/usr/bin/env python3
"""Workflows on MCP tools through the real hooks: what Neon and mcp-atlas would be asked, and what they would answer.

    tests/flows/tools.py BUILD

The answers of Neon are those of @neondatabase/mcp-server-neon 0.6.5; a failed call has no PostToolUse in Codex, and counts for nothing if it
had. Ends with 'N passed, N failed'.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hooks import Place

ROOT = Path(__file__).resolve().parent.parent.parent
CREATE, OTHER = "CREATE TABLE users (id integer)", "CREATE TABLE users (id bigint)"


class Table:
    def __init__(self, build, image):
        self.build, self.image = build, image
        self.passed = self.failed = 0
        self.place = None
        self.renew("")

    def renew(self, what):
        if self.place:
            shutil.rmtree(self.place.work)
        self.what = what
        self.place = Place(self.build, self.image, "tools")

    def pre(self, tool, arguments, session="s1"):
        return self.place.ask("pre", tool, arguments, session=session)

    def post(self, tool, arguments, text="[]", error=False, session="s1"):
        answer = {"content": [{"type": "text", "text": text}]}
        if error:
            answer["isError"] = True
        return self.place.ask("post", tool, arguments, answer, session)

    def check(self, name, answer, kind, *parts):
        good = answer[0] == kind and all(part in answer[1] for part in parts)
        self.passed += good
        self.failed += not good
        if not good:
            print(f"FAILED {self.what}, {name}: wanted {kind} {parts}, got {answer[0]}: {answer[1][:1500]}\n")


def prepared(migration, branch):
    return (f"\n              <status>Migration created successfully in temporary branch</status>\n              <details>\n"
            f"                <migration_id>{migration}</migration_id>\n                <temporary_branch>\n                  <name>br</name>\n"
            f"                  <id>{branch}</id>\n                </temporary_branch>\n              </details>\n"
            f"              <execution_result>[]</execution_result>\n")


def neon_migration(t, shape, server):
    """prepare -> a look at its branch -> complete."""
    prepare, complete, run, describe = (f"mcp__{server}__{name}" for name in ("prepare_database_migration", "complete_database_migration",
                                                                             "run_sql", "describe_table_schema"))

    def call(name, **arguments):
        return name, shape(arguments)

    def prove(migration="m-1", branch="br-1", sql=CREATE, session="s1"):
        t.post(*call(prepare, migrationSql=sql, projectId="p"), prepared(migration, branch), session=session)
        return t.post(*call(describe, tableName="users", projectId="p", branchId=branch), "columns", session=session)

    t.renew(f"neon-migration as {server}")
    done = call(complete, migrationId="m-1")
    t.check("never prepared", t.pre(*done), "refused", "mcp.neon-migration.complete", "prepare_database_migration", "not proved")
    t.check("preparing is free", t.pre(*call(prepare, migrationSql=CREATE, projectId="p")), "silent")
    t.check("a failed one proves nothing", t.post(*call(prepare, migrationSql=CREATE, projectId="p"), "NeonDbError: no", True), "told", "FAILED")
    t.check("after a failure", t.pre(*done), "refused", "not proved")
    t.check("an answer that says nothing", t.post(*call(prepare, migrationSql=CREATE, projectId="p"), "ok"), "told", "NOT BE PROVED")
    t.check("prepared", t.post(*call(prepare, migrationSql=CREATE, projectId="p"), prepared("m-1", "br-1")), "told", "PASSED", "m-1", "branchId")
    t.check("not looked at", t.pre(*done), "refused", "a look at the branch")
    t.check("complete beside it in one turn", t.pre(*done), "refused")
    t.post(*call(describe, tableName="users", projectId="p", branchId="br-other"), "columns")
    t.check("looked at another branch", t.pre(*done), "refused", "a look at the branch")
    t.post(*call(describe, tableName="users", projectId="p"), "columns")
    t.check("looked at the main branch", t.pre(*done), "refused", "a look at the branch")
    t.post(run, {"branchId": "br-1", "params": {"sql": "SELECT 1", "projectId": "p"}})
    t.check("the branch named where the server does not look", t.pre(*done), "refused", "a look at the branch")
    t.post(*call(run, sql="SELECT 1", projectId="other", branchId="br-1"))
    t.check("the branch of another project", t.pre(*done), "refused", "a look at the branch")
    t.check("a look that failed", t.post(*call(describe, tableName="users", projectId="p", branchId="br-1"), "no such table", True), "told", "FAILED")
    t.check("after the failed look", t.pre(*done), "refused", "failed")
    t.check("a look", t.post(*call(run, sql="SELECT * FROM users", projectId="p", branchId="br-1")), "told", "PASSED", "All steps are proved")
    t.check("all done", t.pre(*done), "silent")
    shown = subprocess.run([t.build / "cli" / "interlock", "--rules", t.image, "--state", t.place.state, "status"], capture_output=True,
                           text=True, env={"HOME": t.place.home}).stdout
    t.check("interlock status", ("told", shown), "told", "migrationId=m-1", "mcp.neon-migration.complete", "open", "verified")
    t.check("other session", t.pre(*done, session="s2"), "refused", "not proved")
    t.check("another server", t.pre(f"mcp__{server}2__complete_database_migration", done[1]), "refused", "not proved")
    t.check("another migration", t.pre(*call(complete, migrationId="m-2")), "refused", "not proved")
    t.check("the same text", t.pre(*call(complete, migrationId="m-1", migrationSql=CREATE, applyChanges=True)), "silent")
    t.check("edited after", t.pre(*call(complete, migrationId="m-1", migrationSql=OTHER, applyChanges=True)), "refused", "not what this call brings")
    t.check("edited and put back", t.pre(*call(complete, migrationId="m-1", migrationSql=CREATE, applyChanges=True)), "silent")
    t.check("on another branch", t.pre(*call(complete, migrationId="m-1", temporaryBranchId="br-9")), "refused", "not proved")
    t.check("thrown away", t.pre(*call(complete, migrationId="m-9", applyChanges=False)), "silent")
    t.post(*call(prepare, migrationSql=OTHER, projectId="p"), prepared("m-2", "br-2"))
    t.check("the second one was not looked at", t.pre(*call(complete, migrationId="m-2")), "refused", "a look at the branch")
    prove("m-3", "br-3", "ALTER TABLE users DROP COLUMN id")
    t.check("what takes away needs a person", t.pre(*call(complete, migrationId="m-3")), "refused", "need a person", "interlock approve")


def neon_branch_first(t, shape, server):
    """run_sql on a branch -> the same text on the main one."""
    run, many = f"mcp__{server}__run_sql", f"mcp__{server}__run_sql_transaction"

    def on(branch, sql=CREATE, project="p", **more):
        return run, shape({"sql": sql, "projectId": project, **({"branchId": branch} if branch else {}), **more})

    t.renew(f"neon-branch-first as {server}")
    t.check("never tried", t.pre(*on("")), "refused", "mcp.neon-branch-first.main", "branchId", "not proved")
    t.check("reading is free", t.pre(*on("", "SELECT count(*) FROM users")), "silent")
    t.check("trying is free", t.pre(*on("br-1")), "silent")
    t.check("both in one turn", t.pre(*on("")), "refused", "not proved")
    t.check("the trial fails", t.post(*on("br-1"), "NeonDbError", True), "told", "FAILED")
    t.check("failed", t.pre(*on("")), "refused", "failed")
    t.check("the trial runs", t.post(*on("br-1")), "told", "PASSED")
    t.check("all done", t.pre(*on("")), "silent")
    t.check("another server", t.pre(f"mcp__{server}2__run_sql", on("")[1]), "refused", "not proved")
    t.check("another project", t.pre(*on("", project="q")), "refused", "another target")
    t.check("another database", t.pre(*on("", databaseName="audit")), "refused", "another target")
    t.check("other session", t.pre(*on(""), session="s2"), "refused", "not proved")
    t.check("edited after", t.pre(*on("", OTHER)), "refused", "not what this call brings")
    t.check("edited and put back", t.pre(*on("")), "silent")
    t.check("something behind it", t.pre(*on("", CREATE + "; INSERT INTO users VALUES (1)")), "refused")
    t.check("behind a comment", t.pre(*on("", "-- x\n/* y */ INSERT INTO users VALUES (1)")), "refused", "mcp.neon-branch-first")
    t.check("inside of a WITH", t.pre(*on("", "WITH x AS (INSERT INTO users VALUES (1) RETURNING *) SELECT * FROM x")), "refused", "mcp.neon-branch-first")
    t.check("a transaction of it", t.pre(many, shape({"sqlStatements": [CREATE], "projectId": "p"})), "silent")
    t.check("a transaction of more", t.pre(many, shape({"sqlStatements": [CREATE, OTHER], "projectId": "p"})), "refused")
    t.check("a branch that is null", t.pre(run, shape({"sql": OTHER, "projectId": "p", "branchId": None})), "refused")
    t.check("a branch where the server does not look", t.pre(run, {"branchId": "br-1", "params": {"sql": OTHER, "projectId": "p"}}), "refused",
            "mcp.neon-branch-first")
    t.check("tried text where the server does not look", t.pre(run, {"sql": OTHER, "projectId": "p", "params": {"sql": CREATE, "projectId": "p"}}),
            "refused", "mcp.neon-branch-first")
    t.check("a failure withdraws", t.post(*on("br-2"), "NeonDbError", True), "told", "FAILED")
    t.check("after it", t.pre(*on("")), "refused", "failed")


ATLAS = """#!/bin/sh
if [ -e "{bin}/broken" ]; then echo "it is broken"; exit 1; fi
echo "$@" >> "{bin}/calls"
echo ok
"""


def mcp_atlas(t):
    """The tools of mcp-atlas are read as the commands that they run, and the hook lints by itself."""
    t.renew("mcp-atlas")
    atlas = Path(t.place.bin, "atlas")
    atlas.write_text(ATLAS.format(bin=t.place.bin))
    atlas.chmod(0o755)
    broken = Path(t.place.bin, "broken")
    file = Path(t.place.project, "migrations", "1_init.sql")
    file.parent.mkdir()
    file.write_text("CREATE TABLE users (id integer);\n")
    place, url = f"file://{t.place.project}/migrations", "postgres://localhost/app"
    apply, lint = "mcp__mcp-atlas__migrate-apply", "mcp__mcp-atlas__migrate-lint"
    done = (apply, {"url": url, "dirUrl": place})
    dry = (apply, {"url": url, "dirUrl": place, "dryRun": True})
    linting = (lint, {"dirUrl": place, "devUrl": "sqlite://dev?mode=memory", "latest": 1})
    t.check("never linted", t.pre(*done), "refused", "atlas.versioned.apply", "atlas migrate lint", "not proved")
    t.check("lint is free", t.pre(*linting), "silent")
    broken.write_text("")
    t.check("the lint fails", t.post(*linting, "looks fine"), "told", "FAILED", "it is broken")
    t.check("lint failed", t.pre(*done), "refused", "failed for these files")
    broken.unlink()
    t.check("the hook lints", t.post(*linting, "the agent's server may say what it likes"), "told", "PASSED", "atlas migrate lint")
    t.check("no dry run yet", t.pre(*done), "refused", "dry run")
    t.check("both in one turn", t.pre(*dry), "silent")
    t.check("a dry run", t.post(*dry), "told", "PASSED", "All steps are proved")
    t.check("all done", t.pre(*done), "silent")
    t.check("another database", t.pre(apply, {"url": "postgres://prod/app", "dirUrl": place}), "refused", "another target")
    t.check("other session", t.pre(*done, session="s2"), "refused", "not proved")
    t.check("a dry run that is none", t.pre(apply, {"url": "postgres://prod/app", "dirUrl": place, "dryRun": False}), "refused")
    t.check("a folder that the server looks up", t.pre(apply, {"url": url, "dirUrl": "file://migrations"}), "refused", "must_be_absolute")
    t.check("no folder", t.pre(apply, {"url": url}), "refused", "must_be_absolute")
    t.check("a dry run of an unknown folder", t.pre(apply, {"url": url, "dryRun": True}), "silent")
    t.check("a lint of an unknown folder proves nothing", t.post(lint, {"dirUrl": "file://migrations"}), "told", "NOT BE PROVED")
    text = file.read_text()
    file.write_text(text + "\n")
    t.check("edited after", t.pre(*done), "refused", "edited after it passed")
    file.write_text(text)
    t.check("edited and put back", t.pre(*done), "silent")
    shell = t.pre("Bash", {"command": f"atlas migrate apply --url {url} --dir {place}"})
    t.check("what the tools proved holds for the shell", shell, "silent")
    t.check("words of a command in an argument", t.pre(apply, {"url": "x; touch y", "dirUrl": place}), "refused", "another target")


def main():
    build = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="interlock-tools-") as folder:
        image = os.path.join(folder, "rules.image")
        subprocess.run([build / "cli" / "interlock", "compile", "--output", image, ROOT / "rules"], check=True, stdout=subprocess.DEVNULL)
        table = Table(build, image)
        for shape, server in ((lambda a: a, "neon"), (lambda a: {"params": a}, "Neon-local_neon")):
            neon_migration(table, shape, server)
            neon_branch_first(table, shape, server)
        mcp_atlas(table)
        shutil.rmtree(table.place.work)
    print(f"{table.passed} passed, {table.failed} failed")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
