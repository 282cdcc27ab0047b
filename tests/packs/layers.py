#!/usr/bin/env python3
"""Layers of packs on the real programs: what is locked, excepted, expired, made stricter, and what a project may say.

    tests/packs/layers.py [BUILD]

Each test compiles packs of its own in a scratch folder and sends calls through the real hook.
"""
import datetime
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

DAY = datetime.timedelta(days=1)
TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def rule(identity, program, effect="deny", **more):
    return {"id": identity, "on": "command", "effect": effect, "program": [program], "reason": f"not {program}: run `true`",
            "denies": [f"{program} now"], "allows": ["true"], **more}


def pack(name, *rules, version="1.0.0", **more):
    return {"pack": name, "version": version, "engine": 1, "owner": "tests", **({"rules": list(rules)} if rules else {}), **more}


def exception(identity, scope, expires=TODAY + DAY, **more):
    return {"rule": identity, "scope": scope, "owner": "@ann", "reason": "agreed", "expires": str(expires), **more}


class Scratch:
    """Folders of packs for each layer, an image, and calls."""

    def __init__(self, build, folder):
        self.folder = Path(os.path.realpath(folder))
        self.interlock = str(build / "cli" / "interlock")
        self.hook = str(build / "hooks" / "interlock-pre-tool-use")
        self.image = self.folder / "rules.image"
        self.project = self.folder / "work" / "project"
        (self.project / "deep" / "er").mkdir(parents=True)
        for layer in ("shipped", "machine", "user"):
            (self.folder / layer).mkdir()

    def write(self, layer, *packs):
        place = self.project / ".interlock" / "packs.d" if layer == "project" else self.folder / layer
        place.mkdir(parents=True, exist_ok=True)
        for one in place.glob("*.json"):
            one.unlink()
        for one in packs:
            (place / f"{one['pack']}.json").write_text(json.dumps(one))
        return place

    def run(self, *words, cwd=None, text=None):
        return subprocess.run([self.interlock, *map(str, words)], cwd=cwd or self.folder, capture_output=True, text=True, input=text,
                              timeout=120)

    def compile(self, *words):
        return self.run("compile", "--output", self.image, self.folder / "shipped", "--machine", self.folder / "machine", "--user",
                        self.folder / "user", *words)

    def call(self, command, cwd=None, tool="Bash"):
        payload = {"session_id": "s", "turn_id": "1", "transcript_path": None, "cwd": str(cwd or self.project), "model": "m",
                   "hook_event_name": "PreToolUse", "permission_mode": "default", "tool_use_id": "1", "tool_name": tool,
                   "tool_input": {"command": command}}
        return subprocess.run([self.hook, "--rules", str(self.image), "--state", str(self.folder / "state")], input=json.dumps(payload),
                              capture_output=True, text=True, timeout=60)


def refused(done, part=""):
    return done.returncode == 2 and part in done.stderr and done.stdout == ""


def silent(done):
    return done.returncode == 0 and done.stdout + done.stderr == ""


def show(done):
    return f"exit {done.returncode} {done.stdout}{done.stderr}"


def exceptions(scratch, report):
    scratch.write("shipped", pack("base", rule("base.drill", "drill"), rule("base.saw", "saw", locked=True)))
    inside, outside = scratch.project, scratch.folder / "work"
    scratch.write("user", pack("mine", exceptions=[exception("base.drill", {"path": f"{inside}/**"})]))
    made = scratch.compile()
    report("an exception compiles", made.returncode == 0, show(made))
    for place, passes in ((inside, True), (inside / "deep", True), (outside, False)):
        done = scratch.call("drill now", place)
        report(f"an exception for a path holds there alone: {place.name}", silent(done) if passes else refused(done, "base.drill"), show(done))
    done = scratch.call(f"cd {outside} && drill now", inside)
    report("a folder that the line changes to is not the one excepted", refused(done), show(done))
    done = scratch.call(f"cd {inside} && drill now", outside)
    report("a folder that the line changes to is the one excepted", silent(done), show(done))
    done = scratch.call("cd $SOMEWHERE && drill now", inside)
    report("a folder that is not known is not excepted", refused(done), show(done))
    many = "; ".join(["drill now"] * 12)
    done = scratch.call(f"{many}; cd {outside}; drill now", inside)
    report("many excepted commands hide none that is not", refused(done), show(done))
    log = scratch.run("log", "--state", scratch.folder / "state")
    report("what an exception let pass is in the log", "let pass until" in log.stdout and "@ann" in log.stdout, show(log))

    scratch.write("user", pack("mine", exceptions=[exception("base.drill", {"command": "drill  now"})]))
    scratch.compile()
    report("an exception for a command is for that very text", silent(scratch.call("drill  now")), show(scratch.call("drill  now")))
    for other in ("drill now", "drill  now; drill now", "true; drill  now"):
        report(f"and not for {other!r}", refused(scratch.call(other)), "")

    (scratch.project / "go.sh").write_text("drill now\n")
    seen = scratch.run("explain", "--json", "--rules", scratch.image, "--cwd", scratch.project, "bash go.sh")
    digest = json.loads(seen.stdout)["digest"]
    scratch.write("user", pack("mine", exceptions=[exception("base.drill", {"digest": digest})]))
    scratch.compile()
    done = scratch.call("bash go.sh")
    report("an exception for a digest lets the call pass", silent(done), show(done))
    (scratch.project / "go.sh").write_text("drill now\ndrill again\n")
    report("until the script that it runs is changed", refused(scratch.call("bash go.sh")), "")
    (scratch.project / "go.sh").unlink()

    scratch.write("user", pack("mine", exceptions=[exception("base.drill", {"path": "/**"}, TODAY)]))
    scratch.compile()
    report("an exception holds on its last day", silent(scratch.call("drill now")), "")
    scratch.write("user", pack("mine", exceptions=[exception("base.drill", {"path": "/**"}, TODAY - DAY)]))
    made = scratch.compile()
    report("an expired exception compiles", made.returncode == 0, show(made))
    report("and has no effect", refused(scratch.call("drill now"), "base.drill"), "")
    listed = scratch.run("list", "--layers", "--rules", scratch.image)
    report("list names it as expired", "EXPIRED on" in listed.stdout and "base.drill" in listed.stdout, show(listed))
    checked = scratch.run("check", "--against", scratch.folder / "shipped", scratch.folder / "user")
    report("check reports it, and it is no fault", "expired on" in checked.stdout and checked.returncode == 0, show(checked))

    scratch.write("user", pack("mine", exceptions=[exception("base.saw", {"path": "/**"})]))
    made = scratch.compile()
    report("a locked rule cannot be excepted from below", made.returncode == 1 and "locked by the shipped packs" in made.stdout, show(made))
    checked = scratch.run("check", "--against", scratch.folder / "shipped", scratch.folder / "user")
    report("check says so too", checked.returncode == 1 and "locked by the shipped packs" in checked.stdout, show(checked))
    scratch.write("user")
    scratch.write("machine", pack("house", tighten=[{"rule": "base.drill", "locked": True}]))
    scratch.write("user", pack("mine", exceptions=[exception("base.drill", {"path": "/**"})]))
    made = scratch.compile()
    report("the machine's packs can lock a shipped rule", made.returncode == 1 and "locked by the machine packs" in made.stdout, show(made))
    scratch.write("machine", pack("house", tighten=[{"rule": "base.drill", "locked": True}],
                                  exceptions=[exception("base.drill", {"path": f"{inside}/**"})]))
    scratch.write("user")
    made = scratch.compile()
    report("who locks a rule may except from it", made.returncode == 0 and silent(scratch.call("drill now")), show(made))
    scratch.write("machine", pack("house", exceptions=[exception("base.dril", {"path": "/**"})]))
    made = scratch.compile()
    report("an exception from a rule that is not there is a fault", made.returncode == 1 and "base.dril: no pack here" in made.stdout,
           show(made))
    scratch.write("machine")


def strictest(scratch, report):
    scratch.write("shipped", pack("base", rule("base.drill", "drill", "warn"), rule("base.saw", "saw")))
    stricter = {"rule": "base.drill", "effect": "deny", "reason": "drills are for @workshop: ask them"}
    for layer in ("machine", "user"):
        scratch.write("machine")
        scratch.write("user")
        scratch.write(layer, pack("house", tighten=[stricter]))
        made = scratch.compile()
        done = scratch.call("drill now")
        report(f"the {layer}'s packs make a rule stricter", refused(done, "@workshop"), show(made) + show(done))
        listed = scratch.run("list", "--layers", "--rules", scratch.image)
        line = next((one for one in listed.stdout.splitlines() if one.startswith("base.drill")), "")
        report(f"list --layers names the {layer}'s pack", "deny" in line and f"{layer} pack house" in line and "shipped" in line, line)
    first = scratch.image.read_bytes()
    scratch.run("compile", "--output", scratch.image, "--user", scratch.folder / "user", "--machine", scratch.folder / "machine",
                scratch.folder / "shipped")
    report("the order of the words on the command line changes nothing", refused(scratch.call("drill now"), "@workshop"), len(first))
    scratch.write("user", pack("house", tighten=[{"rule": "base.saw", "effect": "warn", "reason": "it is fine"}]))
    made = scratch.compile()
    report("no layer makes a rule weaker", made.returncode == 1 and "'warn' is not stricter than 'deny'" in made.stdout, show(made))
    scratch.write("user", pack("base", rule("base.saw", "saw", "warn")))
    made = scratch.compile()
    report("no layer replaces a pack of another", made.returncode == 1 and "is given in" in made.stdout, show(made))
    scratch.write("user")
    scratch.compile()
    repair = None
    scratch.write("machine", pack("house", rule("house.file", "file-away")))
    done = scratch.call("true")
    repair = done.stderr[done.stderr.find("`interlock") + 1:].split("`")[0] if refused(done) else ""
    report("a new pack makes the image stale, and the repair names the layers", "--machine" in repair and "--user" in repair, show(done))
    again = subprocess.run(repair.replace("interlock", scratch.interlock, 1), shell=True, capture_output=True, text=True)
    report("the repair repairs", again.returncode == 0 and refused(scratch.call("file-away now")), show(again))
    scratch.write("machine")
    scratch.compile()


def projects(scratch, report):
    scratch.write("shipped", pack("base", rule("base.drill", "drill", "warn"), rule("base.saw", "saw"),
                                  tools=[{"program": "plan", "family": "pflag", "long_values": ["--where"]}]))
    scratch.compile()
    deep = scratch.project / "deep" / "er"
    report("no project pack, no effect", silent(scratch.call("hammer now", deep)), "")
    scratch.write("project", pack("site", rule("site.hammer", "hammer"), rule("site.plan", "plan", verb=["wreck"], denies=["plan wreck"]),
                                  tighten=[{"rule": "base.drill", "effect": "deny", "reason": "no drilling here: ask @site"}]))
    for command, part in (("hammer now", "site.hammer"), ("drill now", "@site"), ("saw now", "base.saw"),
                          ("plan --where there wreck", "site.plan")):
        done = scratch.call(command, deep)
        report(f"a project's pack is obeyed below it: {command}", refused(done, part), show(done))
    report("and lets pass what it says nothing of", silent(scratch.call("ls -la", deep)), show(scratch.call("ls -la", deep)))
    above = scratch.call("hammer now", scratch.folder / "work")
    report("a project's pack says nothing above the project", silent(above), show(above))
    told = scratch.run("list", "--layers", "--rules", scratch.image, cwd=deep)
    report("list --layers shows the project's word", "site.hammer" in told.stdout and "project pack site" in told.stdout, show(told))
    told = scratch.run("explain", "--rules", scratch.image, "hammer now", cwd=deep)
    report("explain obeys it", "site.hammer" in told.stdout, show(told))
    checked = scratch.run("check", "--against", scratch.folder / "shipped", ".interlock/packs.d", cwd=scratch.project)
    report("check takes it for a project's", checked.returncode == 0, show(checked))

    def broken(name, part, *packs):
        place = scratch.write("project", *packs)
        done = scratch.call("ls -la", deep)
        report(name, refused(done, part) and str(place) in done.stderr, show(done))

    broken("a project makes no exceptions", "a project makes no exceptions",
           pack("site", exceptions=[exception("base.saw", {"path": "/**"})]))
    broken("a project makes nothing weaker", "not stricter",
           pack("site", tighten=[{"rule": "base.saw", "effect": "warn", "reason": "it is fine"}]))
    broken("a project cannot take an installed pack's name", "in the installed packs too", pack("base", rule("base.other", "other")))
    broken("a project cannot say again how a program reads its words", "the tool plan is given in",
           pack("site", tools=[{"program": "plan", "family": "gnu"}]))
    broken("a project's unknown rule is a fault", "no pack here has such a rule",
           pack("site", tighten=[{"rule": "base.sow", "effect": "deny", "reason": "no: ask @site"}]))
    place = scratch.write("project")
    (place / "half.json").write_text('{"pack": "site", ')
    done = scratch.call("ls -la", deep)
    report("a project's pack that is no JSON refuses with its place", refused(done, "half.json:1:"), show(done))
    (place / "half.json").unlink()
    report("an empty folder of packs says nothing", silent(scratch.call("ls -la", deep)), "")
    (place / "loop.json").symlink_to("loop.json")
    done = scratch.call("ls -la", deep)
    report("a project's pack that cannot be read refuses", refused(done, "loop.json"), show(done))
    (place / "loop.json").unlink()
    place.rmdir()
    place.symlink_to(place)
    done = scratch.call("ls -la", deep)
    report("a folder of packs that cannot be read refuses", refused(done, "packs.d"), show(done))
    place.unlink()


def main():
    build = Path(sys.argv[1] if len(sys.argv) > 1 else "build").resolve()
    counts = {True: 0, False: 0}

    def report(name, passed, detail):
        counts[bool(passed)] += 1
        if not passed:
            print(f"FAILED {name}: {detail}")

    for suite in (exceptions, strictest, projects):
        with tempfile.TemporaryDirectory() as folder:
            suite(Scratch(build, folder), report)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
