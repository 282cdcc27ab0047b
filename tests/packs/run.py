#!/usr/bin/env python3
"""Runs the real `interlock check` on packs with one fault each, and on packs without any.

    tests/packs/run.py [BUILD] [--update]

bad/x.json must give exactly the faults of bad/x.txt; a pack of good/ and of rules/ none. --update writes the .txt files
anew: read their difference before you keep it. One line a failure, and 'N passed, N failed' at the end.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def check(interlock, pack, cwd):
    done = subprocess.run([interlock, "check", str(pack)], cwd=cwd, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def run_bad(interlock, update, report):
    for pack in sorted((HERE / "bad").glob("*.json")):
        status, out, err = check(interlock, pack.name, pack.parent)
        faults = "".join(line + "\n" for line in out.splitlines()[:-1])  # the last line counts
        expected = pack.with_suffix(".txt")
        if update:
            expected.write_text(faults)
        wanted = expected.read_text() if expected.exists() else ""
        report(f"bad/{pack.name}", status == 1 and faults == wanted and faults != "",
               f"exit {status}\n  expected: {wanted}  got:      {faults}{err}")


def run_good(interlock, report):
    for pack in sorted((HERE / "good").glob("*.json")):
        status, out, err = check(interlock, pack.name, pack.parent)
        report(f"good/{pack.name}", status == 0 and out.endswith("0 faults\n"), out + err)
    for name, words in ("rules/", ["rules"]), ("rules/*.json", sorted(str(p) for p in (ROOT / "rules").glob("*.json"))):
        done = subprocess.run([interlock, "check", *words], cwd=ROOT, capture_output=True, text=True, timeout=120)
        report(name, done.returncode == 0 and done.stdout.endswith(" 0 faults\n"), done.stdout + done.stderr)


def run_images(interlock, report):
    """compile, load, and what makes an image stale or damaged."""
    with tempfile.TemporaryDirectory() as scratch:
        packs, image = Path(scratch) / "packs", Path(scratch) / "rules.image"
        packs.mkdir()
        for pack in (HERE / "good").glob("*.json"):
            (packs / pack.name).write_text(pack.read_text())

        def run(*words):
            return subprocess.run([interlock, *words], cwd=scratch, capture_output=True, text=True, timeout=120)

        def refuses(name, part):
            done = run("list", "--rules", str(image))
            report(name, done.returncode == 3 and part in done.stderr, done.stdout + done.stderr)

        compiled = run("compile", "--output", str(image), str(packs), str(Path(scratch) / "absent"))
        report("compile writes an image", compiled.returncode == 0 and image.exists(), compiled.stderr)
        listed = run("list", "--rules", str(image))
        report("list shows stable rules and gates",
               "clients.drop" in listed.stdout and "flow.versioned.apply" in listed.stdout
               and "clients.versioned" not in listed.stdout, listed.stdout + listed.stderr)
        in_memory = run("list", "--rules", str(packs))
        report("a folder is compiled in memory", in_memory.stdout == listed.stdout, in_memory.stderr)

        (packs / "notes.txt").write_text("x")
        report("another file in the folder changes nothing", run("list", "--rules", str(image)).returncode == 0, "")
        (packs / "more.json").write_text((packs / "flow.json").read_text())
        refuses("a pack that was added makes it stale", "interlock compile --output")
        (packs / "more.json").unlink()
        report("taking it out again repairs it", run("list", "--rules", str(image)).returncode == 0, "")
        (Path(scratch) / "absent").mkdir()
        report("an empty folder that appeared changes nothing", run("list", "--rules", str(image)).returncode == 0, "")
        (Path(scratch) / "absent" / "x.json").write_text("{}")
        refuses("a pack in a folder that was absent makes it stale", "interlock compile --output")
        (Path(scratch) / "absent" / "x.json").unlink()
        text = (packs / "flow.json").read_text()
        (packs / "flow.json").write_text(text + "\n")
        refuses("an edited pack makes it stale", "interlock compile --output")

        run("compile", "--portable", "--output", str(image), str(packs))
        (packs / "flow.json").write_text(text)
        report("a portable image never gets stale", run("list", "--rules", str(image)).returncode == 0, "")
        run("compile", "--maturity", "incubating", "--output", str(image), str(packs))
        report("incubating rules can be switched on", "clients.versioned" in run("list", "--rules", str(image)).stdout, "")
        image.write_bytes(image.read_bytes()[:-1])
        refuses("a cut image is refused", "interlock compile")
        image.unlink()
        refuses("a missing image is refused", "interlock compile")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", nargs="?", default="build")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    interlock = str(Path(options.build).resolve() / "cli" / "interlock")
    counts = {True: 0, False: 0}

    def report(name, passed, detail):
        counts[bool(passed)] += 1
        if not passed:
            print(f"FAILED {name}: {detail}")

    run_bad(interlock, options.update, report)
    run_good(interlock, report)
    run_images(interlock, report)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
