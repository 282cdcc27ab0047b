"""The Atlas sequence with real Codex: generated, linted by the hook, refused, fixed, previewed, applied. Atlas itself is a
stand-in (atlas_shim/atlas): the real one is in no registry that the tests may ask."""
import os
import sqlite3

import codex
from model_server import patch, say, shell
from world import ROOT, World

CONFIG = '''env "dev" {
  src = "file://schema.sql"
  url = "sqlite://app.db"
  dev = "sqlite://dev?mode=memory"
  migration { dir = "file://migrations" }
}
'''
APPLY = "atlas migrate apply --env dev"


def project(world):
    world.use_tool(os.path.join(ROOT, "tests", "e2e", "atlas_shim", "atlas"))
    world.write("atlas.hcl", CONFIG)
    world.write("schema.sql", "create table users (id integer, email text);\n")


def columns(world):
    with sqlite3.connect(os.path.join(world.project, "app.db")) as database:
        return [row[1] for row in database.execute("pragma table_info(users)")]


def newest(world):
    folder = os.path.join(world.project, "migrations")
    return sorted(name for name in os.listdir(folder) if name.endswith(".sql"))[-1]


def last_output(requests):
    return str(requests[-1]["input"][-3:])


def test_diff_lint_dry_run_apply():
    with World() as world:
        project(world)
        server = world.play([
            [shell("atlas migrate diff init --env dev")],
            [shell(APPLY)],                                   # no dry run yet: refused
            [shell("atlas migrate apply --env dev --dry-run")],
            [shell(APPLY)],
            [say("done")]])
        shown = server.shown()
        assert "PASSED" in shown, shown                       # the hook's own lint
        assert "atlas.versioned.apply" in shown, shown        # the refusal names the gate
        assert columns(world) == ["id", "email"], shown


def test_failing_lint_keeps_the_gate_shut_until_fixed():
    with World() as world:
        project(world)
        world.play([[shell("atlas migrate diff init --env dev")], [shell("atlas migrate apply --env dev --dry-run")], [shell(APPLY)], [say("done")]])
        assert columns(world) == ["id", "email"]
        world.write("schema.sql", "create table users (id integer);\n")

        def fix(_):
            name = newest(world)
            text = world.read(f"migrations/{name}")
            hunk = "".join(f"-{line}\n" for line in text.splitlines())
            return [patch(f"*** Begin Patch\n*** Update File: migrations/{name}\n@@\n{hunk}+ALTER TABLE users ADD COLUMN name text;\n*** End Patch")]

        server = world.play([
            [shell("atlas migrate diff drop_email --env dev")],
            [shell("atlas migrate apply --env dev --dry-run")],
            [shell(APPLY)],                                   # lint failed: refused
            fix,
            [shell("atlas migrate hash --env dev")],
            [shell("atlas migrate apply --env dev --dry-run")],
            [shell(APPLY)],
            [say("done")]])
        shown = server.shown()
        assert "FAILED" in shown and "PASSED" in shown, shown
        assert "blocked by PreToolUse hook" in shown, shown
        assert columns(world) == ["id", "email", "name"], shown


def test_one_changed_byte_shuts_the_gate_again():
    with World() as world:
        project(world)
        world.play([[shell("atlas migrate diff init --env dev")], [shell("atlas migrate apply --env dev --dry-run")], [say("done")]])

        def change(_):
            path = os.path.join(world.project, "migrations", newest(world))
            with open(path, "a", encoding="utf-8") as file:
                file.write(" ")
            return [shell(APPLY)]

        # The same session goes on: evidence of another one would not count anyway.
        server = world.play([
            [shell("atlas migrate diff again --env dev; true")],
            [shell("atlas migrate lint --env dev --latest 1")],
            [shell("atlas migrate apply --env dev --dry-run")],
            change,
            [say("done")]])
        assert "blocked by PreToolUse hook" in server.shown(), server.shown()
        assert not os.path.exists(os.path.join(world.project, "app.db")) or columns(world) == []


def test_code_mode_parallel_calls_do_not_slip_through():
    with World() as world:
        project(world)
        from model_server import code
        script = ("const r = await Promise.allSettled(['atlas migrate diff init --env dev', 'atlas migrate apply --env dev --dry-run', "
                  "'atlas migrate apply --env dev'].map(cmd => tools.exec_command({cmd}))); text(JSON.stringify(r.map(x => x.status)));")
        server = world.play([[code(script)], [say("done")]], codex.CODE_MODE)
        shown = server.shown()
        assert "rejected" in shown, shown
        assert not os.path.exists(os.path.join(world.project, "app.db")) or columns(world) == [], shown
