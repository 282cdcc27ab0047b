#!/usr/bin/env python3
"""The Atlas workflow through the real hooks, with the stand-in for Atlas and a SQLite file; no Codex needed.

    tests/e2e/atlas_sequence.py BUILD

diff -> lint by the hook -> apply refused -> dry run -> applied; a dropped column -> lint fails -> refused -> fixed
-> applied; one byte edited -> refused again; faults of a check end in "not proved". Ends with 'N passed, N failed'.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIG = """env "dev" {
  url = "sqlite://app.db"
  dev = "sqlite://dev?mode=memory"
  src = "file://schema.sql"
  migration {
    dir = "file://migrations"
  }
}
env "prod" {
  url = "sqlite://prod.db"
  dev = "sqlite://dev?mode=memory"
  src = "file://schema.sql"
  migration {
    dir = "file://migrations"
  }
}
"""


class World:
    def __init__(self, build):
        self.build = build
        self.work = tempfile.mkdtemp(prefix="interlock-atlas-")
        self.project, self.home, self.tools, self.state = (os.path.join(self.work, name)
                                                           for name in ("app", "home", "bin", "state"))
        for folder in (self.project, self.home, self.tools):
            os.makedirs(folder)
        shutil.copy(ROOT / "tests" / "e2e" / "atlas_shim" / "atlas", os.path.join(self.tools, "atlas"))
        self.rules = str(ROOT / "rules")  # compiled in memory
        self.extra = {}
        self.passed = self.failed = 0
        self.write("atlas.hcl", CONFIG)
        self.write("schema.sql", "create table users(id integer, name text);\n")

    def environment(self):
        return {"HOME": self.home, "PATH": self.tools + ":" + os.environ.get("PATH", "/usr/bin:/bin"), **self.extra}

    def write(self, name, text):
        path = Path(self.project, name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def hook(self, mode, tool, command, session, cwd):
        call = {"session_id": session, "turn_id": "t", "transcript_path": None, "cwd": cwd or self.project,
                "hook_event_name": "PreToolUse" if mode == "pre" else "PostToolUse", "model": "m",
                "permission_mode": "default", "tool_name": tool, "tool_input": {"command": command},
                "tool_use_id": "u"}
        if mode == "post":
            call["tool_response"] = ""
        done = subprocess.run([self.build / "hooks" / f"interlock-{mode}-tool-use", "--rules", self.rules, "--state",
                               self.state], input=json.dumps(call).encode(), capture_output=True,
                              env=self.environment(), cwd=self.project, timeout=300)
        out, error = done.stdout.decode(), done.stderr.decode()
        if done.returncode == 2:
            return "refused", error
        if done.returncode == 0 and not out:
            return "silent", error
        if done.returncode == 0:
            return "told", json.loads(out)["hookSpecificOutput"]["additionalContext"]
        return f"exit {done.returncode}", error

    def pre(self, command, session="s1", tool="Bash", cwd=None):
        return self.hook("pre", tool, command, session, cwd)

    def post(self, command, session="s1", tool="Bash", cwd=None):
        return self.hook("post", tool, command, session, cwd)

    def shell(self, command):
        return subprocess.run(["bash", "-c", command], cwd=self.project, env=self.environment(), capture_output=True,
                              text=True)

    def agent(self, command, session="s1"):
        """What Codex does with a call: before, the call itself unless refused, after."""
        before, said = self.pre(command, session)
        if before == "refused":
            return before, said
        self.shell(command)
        return self.post(command, session)

    def check(self, name, answer, kind, *parts):
        good = answer[0] == kind and all(part in answer[1] for part in parts)
        self.passed += good
        self.failed += not good
        if not good:
            print(f"FAILED {name}: wanted {kind} {parts}, got {answer[0]}: {answer[1][:1500]}\n")

    def truth(self, name, value):
        self.passed += bool(value)
        self.failed += not value
        if not value:
            print(f"FAILED {name}")

    def columns(self, database="app.db"):
        found = sqlite3.connect(os.path.join(self.project, database)).execute("PRAGMA table_info(users)").fetchall()
        return [row[1] for row in found]


def newest(world):
    return sorted(Path(world.project, "migrations").glob("*.sql"))[-1]


def main_sequence(w):
    apply = "atlas migrate apply --env dev"
    w.check("never linted", w.pre(apply, "s0"), "refused", "no folder")
    w.check("generate", w.agent("atlas migrate diff init --env dev"), "told", "PASSED", "Next: `atlas migrate apply --env dev --dry-run`")
    w.check("dry run missing", w.pre(apply), "refused", "dry run", "atlas migrate apply --env dev --dry-run")
    w.check("chained", w.pre("atlas migrate apply --env dev --dry-run && " + apply), "refused", "call of its own")
    w.check("dry run", w.agent("atlas migrate apply --env dev --dry-run"), "told", "PASSED", "All steps are proved")
    w.check("other session", w.pre(apply, "s2"), "refused", "lint")
    w.check("other environment", w.pre("atlas migrate apply --env prod"), "refused", "another target")
    w.check("from another directory", w.pre("cd .. && atlas migrate apply --env dev"), "refused")
    w.check("with cd to the same directory", w.pre(f"cd {w.project} && {apply}"), "silent")
    w.check("a doctored PATH", w.pre("PATH=/tmp/x:$PATH " + apply), "refused", "PATH")
    w.check("a fake tool", w.pre("./atlas migrate apply --env dev"), "refused")
    w.check("piped into tail", w.pre(apply + " 2>&1 | tail -5"), "silent")
    w.check("preview switched off", w.pre(apply + " --dry-run=false"), "silent")
    w.check("applies", w.agent(apply), "silent")
    w.truth("the table is there", w.columns() == ["id", "name"])


def failing_lint(w):
    apply = "atlas migrate apply --env dev"
    w.write("schema.sql", "create table users(id integer);\n")
    w.check("destructive", w.agent("atlas migrate diff shrink --env dev"), "told", "FAILED", "DS103", "Dropping non-virtual column")
    w.check("lint failed", w.pre(apply), "refused", "failed for these files")
    w.check("dry run does not help", w.agent("atlas migrate apply --env dev --dry-run"), "told", "PASSED")
    w.check("still refused", w.pre(apply), "refused", "lint")
    path = newest(w)
    patch = f"*** Begin Patch\n*** Update File: migrations/{path.name}\n@@\n-x\n+y\n*** End Patch\n"
    path.write_text("ALTER TABLE users ADD COLUMN mail text;\n")
    w.check("a patch is linted by itself", w.post(patch, tool="apply_patch"), "told", "FAILED", "checksum")
    w.check("hash", w.agent("atlas migrate hash --env dev"), "told", "PASSED")
    w.check("the old dry run is void", w.pre(apply), "refused", "edited after it passed")
    w.check("dry run again", w.agent("atlas migrate apply --env dev --dry-run"), "told", "PASSED", "All steps are proved")
    text = path.read_text()
    path.write_text(text + "-- x\n")
    w.check("one byte more", w.pre(apply), "refused", "edited after it passed")
    path.write_text(text)
    w.check("put back", w.pre(apply), "silent")
    w.check("applied", w.agent(apply), "silent")
    w.truth("the column is there", w.columns() == ["id", "name", "mail"])


def several_pending(w):
    for number in (1, 2):
        w.shell(f"atlas migrate new more{number} --env dev")
        time.sleep(1.1)  # the version is the second
        newest(w).write_text(f"CREATE TABLE more{number}(a integer);\n" + ("DROP TABLE users;\n" if number == 1 else ""))
        w.shell("atlas migrate hash --env dev")
    w.check("the newest file alone is fine", w.agent("atlas migrate hash --env dev"), "told", "PASSED")
    w.check("the dry run shows two, so both are linted", w.agent("atlas migrate apply --env dev --dry-run"), "told",
            "--latest 2", "FAILED", "DS102")
    w.check("refused", w.pre("atlas migrate apply --env dev"), "refused", "--latest 2")


def faults(w):
    lint = "atlas migrate lint --env dev --latest 1"
    for name, extra, parts in (
            ("prints 20 MB", {"ATLAS_SHIM_FLOOD": "20000000"}, ("bytes left out",)),
            ("login needed", {"ATLAS_SHIM_LOGIN": "1"}, ("atlas cannot do this here",)),
            ("files changed meanwhile", {"ATLAS_SHIM_TOUCH": str(newest(w))}, ("NOT BE PROVED", "changed while it ran"))):
        w.extra = extra
        answer = w.post(lint, "s3")
        w.check(name, answer, "told", *parts)
        w.truth(name + ": fits", len(answer[1].encode()) <= 9500)
    w.extra = {}
    shutil.move(os.path.join(w.tools, "atlas"), os.path.join(w.tools, "gone"))
    answer = w.post(lint, "s3")
    w.check("tool missing", answer, "told", "atlas is not installed")
    shutil.move(os.path.join(w.tools, "gone"), os.path.join(w.tools, "atlas"))
    state = Path(w.state, "state.db")
    state.write_bytes(b"x" * 9000)
    w.check("damaged state refuses", w.pre("atlas migrate apply --env dev"), "refused", "set aside as")
    w.check("and is begun anew", w.pre("atlas migrate apply --env dev"), "refused", "not proved")
    w.truth("the damaged file is kept", list(Path(w.state).glob("state.db.corrupt-*")))
    holder = sqlite3.connect(state, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    started = time.time()
    w.check("locked state", w.post(lint), "told", "in use by other hooks", "no evidence was recorded")
    w.truth("within the bound", time.time() - started < 40)
    holder.execute("ROLLBACK")
    holder.close()


def quiet(w):
    before = sorted(os.listdir(w.state)) if os.path.isdir(w.state) else None
    for command in ("ls -la", "git status", "atlas version", "atlas migrate status --env dev", "cat > notes.md <<'X'\nx\nX"):
        w.check("nothing triggers: " + command, w.post(command, "s9"), "silent")
    after = sorted(os.listdir(w.state)) if os.path.isdir(w.state) else None
    w.truth("and no state was made", before == after)
    w.check("an SQL file of another project", w.post("*** Begin Patch\n*** Add File: other/m/1.sql\n+select 1;\n*** End Patch\n", "s9",
                                                     tool="apply_patch"), "silent")


def show(w):
    for words in (["status"], ["status", "--json"], ["log"], ["log", "--json"]):
        done = subprocess.run([w.build / "cli" / "interlock", "--rules", w.rules, "--state", w.state, *words],
                              capture_output=True, text=True, env=w.environment())
        w.truth(f"interlock {' '.join(words)}", done.returncode == 0 and "lint" in done.stdout)
        if "--json" in words:
            json.loads(done.stdout)


def report(w):
    def run(*words):
        done = subprocess.run([w.build / "cli" / "interlock", "--rules", w.rules, "--state", w.state, "report", *words],
                              capture_output=True, text=True, env=w.environment())
        return done.returncode, done.stdout, done.stderr

    status, out, error = run("s1")
    w.truth("report: " + error, status == 0)
    seen = json.loads(out)
    first = next((one for one in seen["migrations"] if one["migration_name"].endswith("_more1.sql")), {})
    w.truth("report: what a migration changes and loses", first.get("destructive") is True and
            first.get("tables_affected") == ["more1", "users"] and first["losses"][0]["line"] == 2 and
            first["losses"][0]["class"] == "drop" and first["path"].startswith("migrations/"))
    second = next((one for one in seen["migrations"] if one["migration_name"].endswith("_more2.sql")), {})
    w.truth("report: and what does not", second.get("destructive") is False and second.get("losses") == [])
    w.truth("report: evidence", any(one["step"] == "lint" and one["verdict"] == "failed" and one["current"]
                                    for one in seen["evidence"]))
    w.truth("report: refusals", any(one["rule"] == "atlas.versioned.apply" for one in seen["refusals"]))
    status, out, _ = run("s1", "--format", "markdown")
    w.truth("report: markdown", status == 0 and "| **yes** |" in out and "### Refused" in out)
    status, out, _ = run("s1", "--format", "sarif")
    results = json.loads(out)["runs"][0]["results"]
    w.truth("report: sarif", any(one["ruleId"] == "migration.drop" and
                                 one["locations"][0]["physicalLocation"]["region"]["startLine"] == 2 for one in results))
    w.truth("report: no such session", run("nobody")[0] == 1)


def main():
    world = World(Path(sys.argv[1]).resolve())
    for part in (quiet, main_sequence, failing_lint, several_pending, show, report, faults):
        part(world)
    if not world.failed:
        shutil.rmtree(world.work)
    else:
        print("left behind: " + world.work)
    print(f"{world.passed} passed, {world.failed} failed")
    sys.exit(1 if world.failed else 0)


main()
