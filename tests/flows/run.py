#!/usr/bin/env python3
"""Every workflow through the real hooks, with stand-ins for the tools: ten sequences each.

    tests/flows/run.py BUILD [FLOW..]

Whatever a refusal tells to type has to pass the hook. Ends with 'N passed, N failed'.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hooks import Place
from table import ROWS

ROOT = Path(__file__).resolve().parent.parent.parent
# Fails while the file "broken" lies beside it, else prints what stands in "says".
STAND_IN = '#!/bin/sh\nif [ -e "{bin}/broken" ]; then echo "it is broken"; exit 3; fi\ncat "{bin}/says"\n'
PYTHON_STAND_IN = ('#!/usr/bin/env python3\nimport os, sys\nif os.path.exists("{bin}/broken"):\n    print("it is broken"); sys.exit(3)\n'
                   'sys.stdout.write(open("{bin}/says").read())\n')


class World(Place):
    def __init__(self, build, image, row):
        super().__init__(build, image, "flows")
        self.row = row
        for name, text in row["files"].items():
            self.write(name, text)
        Path(self.bin, "says").write_text(row.get("says", ""))
        launcher, tool = row.get("launcher", "").strip(), row["tool"]
        if launcher == "python3":
            self.script(os.path.join(self.project, tool), PYTHON_STAND_IN)
        elif "/" in tool:
            self.script(os.path.join(self.project, tool), STAND_IN)
        else:
            self.script(os.path.join(self.bin, launcher or tool), STAND_IN)
            if launcher:
                self.write(tool, "<?php\n")
        self.first = os.path.join(self.project, next(iter(row["files"])))

    def script(self, path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(path).write_text(text.format(bin=self.bin))
        os.chmod(path, 0o755)

    def hook(self, mode, command, session="s1"):
        return self.ask(mode, "Bash", {"command": command}, session=session)

    def prove(self, session="s1"):
        """The steps, each before and after, as Codex would."""
        said = ""
        for step in self.row["steps"]:
            before = self.hook("pre", step, session)
            if before[0] != "silent":
                return before
            said += self.hook("post", step, session)[1] + "\n"
        return "told", said


class Table:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, row, name, answer, kind, *parts):
        good = answer[0] == kind and all(part in answer[1] for part in parts)
        self.passed += good
        self.failed += not good
        if not good:
            print(f"FAILED {row['flow']}, {name}: wanted {kind} {parts}, got {answer[0]}: {answer[1][:1500]}\n")

    def done(self, world, name):
        """The gate is open; or only a person is missing."""
        answer = world.hook("pre", world.row["apply"])
        if world.row["ends"] == "open":
            self.check(world.row, name, answer, "silent")
        else:
            self.check(world.row, name, answer, "refused", "needs a person", "interlock approve")

    def play(self, world):
        row = world.row
        apply, first = row["apply"], Path(world.first)
        text = first.read_text()
        broken = Path(world.bin, "broken")
        answer = world.hook("pre", apply)
        self.check(row, "never linted", answer, "refused", row["flow"], "not proved")
        typed = re.findall(r"^  \d+\. (.*?)   \(", answer[1], re.M)
        self.check(row, "the refusal lists the steps", ("told", repr(typed)), "told", *[repr(step) for step in row["steps"]])
        for command in typed:
            self.check(row, "what it tells to type passes", world.hook("pre", command), "silent")
        broken.write_text("")
        self.check(row, "the lint fails", world.prove(), "told", "FAILED", "it is broken")
        self.check(row, "lint failed", world.hook("pre", apply), "refused", "failed for these files")
        broken.unlink()
        self.check(row, "the steps are proved", world.prove(), "told", "PASSED")
        self.done(world, "all done")
        self.check(row, "linted for another target", world.hook("pre", row["other"]), "refused", row["flow"])
        self.check(row, "other session", world.hook("pre", apply, "s2"), "refused", "not proved")
        self.check(row, "chained in one call", world.hook("pre", row["steps"][-1] + " && " + apply), "refused", "call of its own")
        self.check(row, "beside something else", world.hook("pre", "touch x; " + apply), "refused", "call of its own")
        self.check(row, "a doctored PATH", world.hook("pre", "PATH=/tmp/x:$PATH " + apply), "refused", "PATH")
        first.write_text(text + "\n")
        self.check(row, "edited after lint", world.hook("pre", apply), "refused", "edited after it passed")
        first.write_text(text)
        self.done(world, "edited and put back")
        first.rename(str(first) + ".gone")
        self.check(row, "the file is gone", world.hook("pre", apply), "refused", row["flow"])
        Path(str(first) + ".gone").rename(first)
        broken.write_text("")
        self.check(row, "it fails afterwards", world.prove(), "told", "FAILED")
        self.check(row, "a failure withdraws", world.hook("pre", apply), "refused", "failed for these files")


    def play_older(self, world):
        """A table dropped long ago asks for nobody; one that is still to be dropped does."""
        row = world.row
        for name, text in row["older"].items():
            world.write(name, text)
        self.check(row, "an old loss: proved", world.prove(), "told", "PASSED")
        self.done(world, "an old loss")
        Path(world.bin, "says").write_text(row["both"])
        self.check(row, "a loss that waits: proved", world.prove(), "told", "WITH WARNINGS", "DROP TABLE customers")
        self.check(row, "a loss that waits", world.hook("pre", row["apply"]), "refused", "need a person", "interlock approve")


def main():
    build = Path(sys.argv[1]).resolve()
    wanted = sys.argv[2:]
    table = Table()
    with tempfile.TemporaryDirectory(prefix="interlock-flows-") as folder:
        image = os.path.join(folder, "rules.image")
        subprocess.run([build / "cli" / "interlock", "compile", "--output", image, ROOT / "rules"], check=True, stdout=subprocess.DEVNULL)
        shipped = {flow["id"] for path in (ROOT / "rules").glob("*.json") for flow in json.loads(path.read_text()).get("workflows", [])
                   if path.name != "pack.schema.json" and flow.get("on") != "tool"}  # those are in tools.py
        for flow in sorted(shipped - {row["flow"] for row in ROWS}):
            table.check({"flow": flow}, "has a row", ("none", ""), "a row")
        for row in ROWS:
            if wanted and row["flow"] not in wanted:
                continue
            world = World(build, image, row)
            table.play(world)
            shutil.rmtree(world.work)
            if "older" in row:
                world = World(build, image, row)
                table.play_older(world)
                shutil.rmtree(world.work)
    print(f"{table.passed} passed, {table.failed} failed")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
