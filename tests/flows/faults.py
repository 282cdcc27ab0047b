#!/usr/bin/env python3
"""What goes wrong while a check runs, through the real hook: nothing of it proves anything, each is said in a sentence, within the limit,
and no process is left behind.

    tests/flows/faults.py BUILD

A locked and a damaged state stand in tests/e2e/atlas_sequence.py. Ends with 'N passed, N failed'.
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
MIGRATION = "prisma/migrations/20260101_init/migration.sql"
STEP, APPLY = "prisma migrate status", "prisma migrate deploy"
# Each is what the tool does; {mark} is a number that no other process has among its words.
FAULTS = {
    "hangs": "sleep {mark} & sleep {mark}",
    "hangs and does not hear": "trap '' TERM INT HUP; setsid sleep {mark} & while :; do sleep {mark}; done",
    "leaves a process behind": "setsid sleep {mark} >/dev/null 2>&1 & echo 'Following migrations'",
    "prints 100 MB": "head -c 100000000 /dev/zero | tr '\\0' x",
    "prints for ever": "yes {mark}",
    "is killed": "kill -9 $$",
    "changes the files": "echo '-- x' >> {project}/" + MIGRATION,
    "adds a file": "mkdir -p {project}/prisma/migrations/2_x; echo x > {project}/prisma/migrations/2_x/migration.sql",
    "works": "echo ok",
}


class World(Place):
    def __init__(self, build, image):
        super().__init__(build, image, "faults")
        self.mark = str(900000 + os.getpid())
        os.makedirs(self.state, mode=0o700)
        self.write(MIGRATION, "CREATE TABLE users (id integer);\n")
        self.write("prisma/migrations/migration_lock.toml", "x\n")

    def tool(self, fault):
        path = Path(self.bin, "prisma")
        path.write_text("#!/bin/bash\n" + FAULTS[fault].format(mark=self.mark, project=self.project) + "\n")
        path.chmod(0o755)

    def hook(self, mode, command, wrapper=(), deadline=12):
        begin = time.time()
        said = self.ask(mode, "Bash", {"command": command}, wrapper=wrapper, more=["--deadline", str(deadline)])
        self.seconds = time.time() - begin
        return said

    def strays(self):
        """Processes that one of the tools has started."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if self.mark.encode() in path.read_bytes().split(b"\0"):
                    found.append(path.parent.name)
            except OSError:
                pass  # it has just ended
        return found


class Table:
    def __init__(self):
        self.passed = self.failed = 0

    def truth(self, name, good, more=""):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAILED {name}: {more[:1500]}\n")

    def check(self, name, answer, kind, *parts):
        self.truth(name, answer[0] == kind and all(part in answer[1] for part in parts), f"wanted {kind} {parts}, got {answer[0]}: {answer[1]}")

    def unproved(self, world, name, *parts, **how):
        answer = world.hook("post", STEP, **how)
        self.check(name, answer, "told", *parts)
        self.truth(name + ": within the limit", world.seconds < how.get("deadline", 12) + 2, str(world.seconds))
        self.truth(name + ": no process is left", not world.strays(), str(world.strays()))
        self.truth(name + ": the answer is short", len(answer[1].encode()) < 10_000)
        self.check(name + ": the gate", world.hook("pre", APPLY), "refused", "prisma.versioned.apply")


def play(t, w):
    t.unproved(w, "the tool is missing", "NOT BE PROVED", "prisma is not installed")
    for fault, part in (("hangs", "did not end within"), ("hangs and does not hear", "did not end within"),
                        ("prints 100 MB", "printed more than can be judged"), ("prints for ever", "NOT BE PROVED"), ("is killed", "signal 9"),
                        ("changes the files", "the files changed while it ran"), ("adds a file", "the files changed while it ran")):
        w.tool(fault)
        t.unproved(w, fault, "NOT BE PROVED", part)
        shutil.rmtree(os.path.join(w.project, "prisma/migrations/2_x"), ignore_errors=True)
    w.tool("leaves a process behind")
    w.hook("post", STEP)
    t.truth("what it leaves behind is ended too", not w.strays(), str(w.strays()))
    w.tool("works")
    shutil.rmtree(w.state)
    os.makedirs(w.state, mode=0o700)
    t.check("it would be proved", w.hook("post", STEP), "told", "PASSED", "All steps are proved")
    t.check("and the gate open", w.hook("pre", APPLY), "silent")
    shutil.rmtree(w.state)
    os.makedirs(w.state, mode=0o700)
    # A file system of its own for the state, full but for a page.
    full = ("unshare", "-m", "sh", "-c", f'mount -t tmpfs -o size=16k,mode=0700 none {w.state} && head -c 9000 /dev/zero > {w.state}/x; exec "$@"', "sh")
    if subprocess.run([*full, "true"], capture_output=True).returncode == 0:
        t.unproved(w, "the disk is full", "no evidence was recorded", wrapper=full)
        t.check("refused on a full disk", w.hook("pre", APPLY, wrapper=full), "refused", "not proved")
    else:
        print("the disk is full: not tried, this user may not mount")


def main():
    build = Path(sys.argv[1]).resolve()
    table = Table()
    with tempfile.TemporaryDirectory(prefix="interlock-faults-") as folder:
        image = os.path.join(folder, "rules.image")
        subprocess.run([build / "cli" / "interlock", "compile", "--output", image, ROOT / "rules"], check=True, stdout=subprocess.DEVNULL)
        world = World(build, image)
        play(table, world)
        shutil.rmtree(world.work)
    print(f"{table.passed} passed, {table.failed} failed")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
