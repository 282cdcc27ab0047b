#!/usr/bin/env python3
"""`git commit` of migration files through the real hooks, in real repositories.

    tests/flows/commits.py BUILD

Ends with 'N passed, N failed'.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hooks import Place

ROOT = Path(__file__).resolve().parent.parent.parent
SQL = "CREATE TABLE users (id integer);\n"
PRISMA = '#!/bin/sh\nif [ -e "{bin}/broken" ]; then echo "it is broken"; exit 1; fi\necho ok\n'
MIGRATION = "prisma/migrations/20260101_init/migration.sql"
LINT = "prisma migrate status"
COMMIT = "git commit -m 'add users'"


class World(Place):
    def __init__(self, build, image):
        super().__init__(build, image, "commits")
        self.tool()
        self.write("README.md", "x\n")
        self.write("prisma/schema.prisma", "model User { id Int @id }\n")
        self.write("prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n')
        self.git("init", "-q", "-b", "main")
        self.git("add", "-A")
        self.git("commit", "-qm", "first")

    def tool(self):
        path = Path(self.bin, "prisma")
        path.write_text(PRISMA.format(bin=self.bin))
        path.chmod(0o755)

    def git(self, *words):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=self.project, check=True, stdout=subprocess.DEVNULL,
                       env={"HOME": self.home, "PATH": "/usr/bin:/bin"})

    def hook(self, mode, text, tool="Bash", session="s1", cwd=None):
        return self.ask(mode, tool, {"command": text}, session=session, cwd=cwd)

    def patched(self, name, text):
        """The agent writes the file by a patch; what it is told afterwards."""
        self.write(name, text)
        return self.hook("post", f"*** Begin Patch\n*** Add File: {name}\n" + "".join(f"+{line}\n" for line in text.splitlines())
                         + "*** End Patch\n", "apply_patch")


class Table:
    def __init__(self, build, image):
        self.build, self.image = build, image
        self.passed = self.failed = 0

    def check(self, name, answer, kind, *parts):
        good = answer[0] == kind and all(part in answer[1] for part in parts)
        self.passed += good
        self.failed += not good
        if not good:
            print(f"FAILED {name}: wanted {kind} {parts}, got {answer[0]}: {answer[1][:1500]}\n")

    def play(self, *parts):
        for part in parts:
            world = World(self.build, self.image)
            part(self, world)
            shutil.rmtree(world.work)


def sequences(t, w):
    t.check("nothing staged", w.hook("pre", COMMIT), "silent")
    w.write("README.md", "y\n")
    w.git("add", "-A")
    t.check("no migration staged", w.hook("pre", COMMIT), "silent")
    w.write(MIGRATION, SQL)
    t.check("a migration that is not staged", w.hook("pre", COMMIT), "silent")
    w.git("add", "-A")
    t.check("never linted", w.hook("pre", COMMIT), "refused", "prisma.versioned.commit", MIGRATION, LINT)
    t.check("a dry run of it", w.hook("pre", COMMIT + " --dry-run"), "silent")
    t.check("what it tells to type passes", w.hook("pre", LINT), "silent")
    Path(w.bin, "broken").write_text("")
    t.check("the lint fails", w.hook("post", LINT), "told", "FAILED")
    t.check("lint failed", w.hook("pre", COMMIT), "refused", "failed for these files", "it is broken", "interlock approve")
    Path(w.bin, "broken").unlink()
    t.check("the lint passes", w.hook("post", LINT), "told", "PASSED")
    t.check("all done", w.hook("pre", COMMIT), "silent")
    t.check("from a folder below", w.hook("pre", "cd .. && " + COMMIT, cwd=w.project + "/prisma"), "silent")
    t.check("other session", w.hook("pre", COMMIT, session="s2"), "refused", "not done in this session")
    w.write("package.json", "{}\n")
    t.check("another file of the project changed", w.hook("pre", COMMIT), "silent")
    w.write(MIGRATION, SQL + "-- x\n")
    t.check("edited after it was staged", w.hook("pre", COMMIT), "refused", "is not what lies in the folder", "git add")
    w.git("add", "-A")
    t.check("edited after lint", w.hook("pre", COMMIT), "refused", "edited after it ran", LINT)
    w.write(MIGRATION, SQL)
    w.git("add", "-A")
    t.check("edited and put back", w.hook("pre", COMMIT), "silent")
    time.sleep(1.1)  # git takes a file in anew that was written in the second of the index
    w.git("add", "-A")
    w.git("commit", "-qm", "second")
    w.write("README.md", "z\n")
    w.git("add", "-A")
    t.check("nothing of it left to commit", w.hook("pre", COMMIT, session="s2"), "silent")


def spellings(t, w):
    w.write(MIGRATION, SQL)
    w.write("README.md", "y\n")
    refused = ["git add -A && " + COMMIT, "git add . && git commit -am x", "git add prisma; git commit -m x",
               f"git add {MIGRATION} README.md && git commit -m x", f"git stage {MIGRATION} && git commit -qm x", "git add 'prisma/**' && git commit -m x",
               "cd prisma && git add . && git commit -m x", "git -C . add -A && git -C . commit -m x", "git add -u prisma && git add -A && git commit"]
    for line in refused:
        t.check(line, w.hook("pre", line), "refused", "prisma.versioned.commit")
    for line in ("git add README.md && git commit -m x", "git commit -am x", "git commit README.md -m x", "git add -A", "git status", "git commit --help",
                 "echo git commit", "git log --grep 'git commit'"):
        t.check(line, w.hook("pre", line), "silent")
    w.git("add", "-A")
    for line in (COMMIT, "git commit", "git commit -qam 'a b'", "git -C . commit -m x", f"git -C {w.project} commit -m x", "git -c user.name=a commit -m x",
                 f"git commit -m x {MIGRATION}", "git commit -m x -- prisma", "git commit -m \"$(cat <<'X'\nlong\nX\n)\"", "git commit -F - <<'X'\nx\nX",
                 "GIT_EDITOR=true git commit", "git commit --amend --no-edit", "bash -c 'git commit -m x'", "git commit -n -m x"):
        t.check("staged: " + line, w.hook("pre", line), "refused", "prisma.versioned.commit")
    t.check("staged, and another one is committed", w.hook("pre", "git commit README.md -m x"), "silent")
    w.git("commit", "-qm", "second")
    w.write(MIGRATION, SQL + "-- y\n")
    t.check("a tracked one is changed, and not staged", w.hook("pre", COMMIT), "silent")
    for line in ("git commit -am x", "git commit --all -m x", "git commit -a", f"git commit {MIGRATION} -m x", f"git commit -i {MIGRATION} -m x"):
        t.check("tracked: " + line, w.hook("pre", line), "refused", "prisma.versioned.commit")


def by_itself(t, w):
    """What the agent writes is linted as it is written: then no commit is held up."""
    t.check("written by a patch", w.patched(MIGRATION, SQL), "told", "PASSED")
    t.check("and committed", w.hook("pre", "git add -A && " + COMMIT), "silent")
    w.git("add", "-A")
    t.check("and committed when it is staged", w.hook("pre", COMMIT), "silent")
    w.git("commit", "-qm", "second")
    for number in (2, 3):
        t.check(f"number {number}", w.patched(f"prisma/migrations/2026010{number}_more/migration.sql", f"CREATE TABLE more{number} (id int);\n"), "told", "PASSED")
    t.check("two at once", w.hook("pre", "git add -A && " + COMMIT), "silent")


def cannot_judge(t, w):
    """Nothing is held up for ever: a tool that is not there, files that are not the tool's, repositories that cannot be read."""
    w.write(MIGRATION, SQL)
    w.git("add", "-A")
    Path(w.bin, "prisma").unlink()
    t.check("asked for once", w.hook("pre", COMMIT), "refused", LINT)
    t.check("the tool is missing", w.hook("post", LINT), "told", "NOT BE PROVED", "not installed")
    t.check("and then it passes", w.hook("pre", COMMIT), "silent")
    path = Path(w.bin, "prisma")
    path.write_text("#!/bin/sh\necho 'error: Environment variable not found: DIRECT_URL.'\nexit 1\n")
    path.chmod(0o755)
    t.check("a variable that the hook does not have", w.hook("post", LINT, session="s3"), "told", "NOT BE PROVED", "DIRECT_URL")
    t.check("and then it passes too", w.hook("pre", COMMIT, session="s3"), "silent")
    w.tool()
    t.check("another session", w.hook("pre", COMMIT, session="s2"), "refused")
    index = Path(w.project, ".git/index")
    whole = index.read_bytes()
    for name, data in (("cut", whole[:len(whole) // 2]), ("empty", b""), ("garbage", b"DIRC" + b"\xff" * 4000)):
        index.write_bytes(data)
        t.check("an index that is " + name, w.hook("pre", COMMIT, session="s2"), "silent")
    index.write_bytes(whole)
    w.git("update-index", "--index-version", "4")
    t.check("version 4", w.hook("pre", COMMIT, session="s2"), "refused", MIGRATION)
    w.git("commit", "-qm", "second")
    t.check("version 4, committed", w.hook("pre", COMMIT, session="s2"), "silent")
    t.check("git told to look elsewhere", w.hook("pre", "git --git-dir=/tmp/x commit -m x", session="s2"), "silent")
    t.check("outside of a repository", w.hook("pre", COMMIT, session="s2", cwd=w.work), "silent")


def other_projects(t, w):
    """SQL that no migration tool of the project owns is not interlock's business."""
    w.git("rm", "-rqf", "prisma")
    w.git("commit", "-qm", "gone")
    w.write("migrations/1.sql", SQL)
    w.write("prisma/migrations/1/migration.sql", SQL)
    w.git("add", "-A")
    t.check("no configuration of a tool", w.hook("pre", COMMIT), "silent")
    w.git("commit", "-qm", "x")
    w.write("docs/queries.sql", "SELECT 1;\n")
    w.git("add", "-A")
    t.check("SQL elsewhere", w.hook("pre", COMMIT), "silent")


def worktrees(t, w):
    w.git("worktree", "add", "-q", w.work + "/tree", "-b", "side")
    w.project = w.work + "/tree"
    w.write(MIGRATION, SQL)
    w.git("add", "-A")
    t.check("in a worktree", w.hook("pre", COMMIT), "refused", MIGRATION)


def main():
    build = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="interlock-commits-") as folder:
        image = os.path.join(folder, "rules.image")
        subprocess.run([build / "cli" / "interlock", "compile", "--output", image, ROOT / "rules"], check=True, stdout=subprocess.DEVNULL)
        table = Table(build, image)
        table.play(sequences, spellings, by_itself, cannot_judge, other_projects, worktrees)
    print(f"{table.passed} passed, {table.failed} failed")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
