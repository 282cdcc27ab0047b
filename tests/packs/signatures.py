#!/usr/bin/env python3
"""Signatures on the real programs: interlock's and minisign's, wrong keys, changed bytes, older versions, trial runs.

    tests/packs/signatures.py [BUILD]
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from layers import Scratch, exception, pack, refused, rule, show, silent


def minisign(scratch, *words, text=""):
    return subprocess.run(["minisign", *map(str, words)], cwd=scratch.folder, capture_output=True, text=True, input=text, timeout=120)


def make_key(scratch, name):
    made = minisign(scratch, "-G", "-f", "-W", "-p", f"{name}.pub", "-s", f"{name}.key")
    if made.returncode != 0:  # before 0.11: no keys without a password
        made = minisign(scratch, "-G", "-f", "-p", f"{name}.pub", "-s", f"{name}.key", text="\n\n")
    assert made.returncode == 0, made.stderr
    return (scratch.folder / f"{name}.pub").read_text().splitlines()[1]


def trust(scratch, keys, required=True):
    path = scratch.folder / "trust.json"
    path.write_text(json.dumps({"require_signatures": required, "keys": keys}))
    return path


def signatures(scratch, report):
    ann, eve = make_key(scratch, "ann"), make_key(scratch, "eve")
    place = scratch.write("machine", pack("team", rule("team.drill", "drill")))
    scratch.write("shipped", pack("base", rule("base.saw", "saw")))
    team = place / "team.json"
    signature = place / "team.json.minisig"
    keys = [{"owner": "@ann", "key": ann}]
    trusted = trust(scratch, keys, ["machine"])
    required = ("--trust", trusted)

    made = scratch.compile(*required)
    report("an unsigned pack is refused where signatures are required",
           made.returncode == 1 and "is not signed" in made.stdout and "interlock sign --key" in made.stdout and not scratch.image.exists(),
           show(made))
    report("and taken where nothing is said", scratch.compile().returncode == 0, "")
    trust(scratch, keys, False)
    report("and taken where it is not required", scratch.compile(*required).returncode == 0, "")
    trust(scratch, keys, ["machine"])

    signed = scratch.run("sign", "--key", scratch.folder / "ann.key", team, text="\n")
    report("interlock sign writes a signature", signed.returncode == 0 and signature.exists(), show(signed))
    made = scratch.compile(*required)
    report("a signed pack compiles", made.returncode == 0, show(made))
    report("and is obeyed", refused(scratch.call("drill now"), "team.drill"), "")
    listed = scratch.run("list", "--layers", "--rules", scratch.image)
    report("list names the signer", "signed by @ann" in listed.stdout, show(listed))
    checked = minisign(scratch, "-V", "-p", "ann.pub", "-m", team)
    report("minisign verifies what interlock signed", checked.returncode == 0, checked.stdout + checked.stderr)

    for name, words in (("prehashed", []), ("legacy", ["-l"])):
        signature.unlink(missing_ok=True)
        done = minisign(scratch, "-S", *words, "-s", "ann.key", "-m", team, text="\n")
        if done.returncode != 0 and words:
            done = minisign(scratch, "-S", "-s", "ann.key", "-m", team, text="\n")
        report(f"minisign signs: {name}", done.returncode == 0, done.stderr)
        kind = signature.read_text().splitlines()[1][:2] if signature.exists() else ""
        report(f"its signature is of that kind: {name}", kind == "RU" if name == "prehashed" else kind == "RW", kind)
        made = scratch.compile(*required)
        report(f"a pack that minisign signed compiles: {name}", made.returncode == 0, show(made))
        for key in ("ann.pub", ann):
            told = scratch.run("verify", "--key", key, team)
            report(f"interlock verifies it: {name}", told.returncode == 0 and "team 1.0.0" in told.stdout, show(told))
        told = scratch.run("verify", "--trust", trusted, team)
        report(f"and names who signed it: {name}", "signed by @ann" in told.stdout, show(told))

    text, good = team.read_bytes(), signature.read_text()
    refusals = [("changed by a byte", lambda: team.write_bytes(text.replace(b"not drill", b"not Drill")), "was changed after @ann signed it"),
                ("with a blank more", lambda: team.write_bytes(text + b" "), "was changed after @ann signed it"),
                ("whose signature is of another file", lambda: minisign(scratch, "-S", "-s", "ann.key", "-x", signature, "-m", trusted, text="\n"),
                 "was changed after @ann signed it"),
                ("with another trusted comment", lambda: signature.write_text(good.replace("trusted comment: ", "trusted comment: x", 2)
                                                                              .replace("untrusted comment: x", "untrusted comment: ")),
                 "trusted comment is not what was signed"),
                ("with half a signature", lambda: signature.write_text(good[:100]), "no signature of minisign"),
                ("signed by a key that is not trusted", lambda: minisign(scratch, "-S", "-s", "eve.key", "-m", team, text="\n"),
                 "which " + str(trusted) + " does not trust"),
                ("signed by somebody for other packs", lambda: trust(scratch, [{"owner": "@ann", "key": ann, "packs": ["web-*"]}]),
                 "lets that key sign web-* only")]
    before = scratch.image.read_bytes()
    for name, damage, part in refusals:
        damage()
        made = scratch.compile(*required)
        report(f"refused: a pack {name}", made.returncode == 1 and part in made.stdout and scratch.image.read_bytes() == before, show(made))
        team.write_bytes(text)
        signature.write_text(good)
        trust(scratch, keys, ["machine"])
    told = scratch.run("verify", "--key", eve, team)
    report("verify refuses another key", told.returncode == 1 and "does not trust" in told.stderr, show(told))
    report("all is well again", scratch.compile(*required).returncode == 0, "")

    trust(scratch, [{"owner": "@eve", "key": eve}], ["machine"])
    done = scratch.call("ls")
    report("a change of the trusted keys makes the image stale", refused(done, "trust.json changed after"), show(done))
    repair = done.stderr[done.stderr.find("`interlock") + 1:].split("`")[0]
    again = subprocess.run(repair.replace("interlock", scratch.interlock, 1), shell=True, capture_output=True, text=True)
    report("and the repair asks them", again.returncode == 1 and "does not trust" in again.stdout, show(again))
    trusted.write_text('{"require_signatures": "all", "keys": [{"owner": "@ann"}]}')
    made = scratch.compile(*required)
    report("a file of keys with a fault is refused with its place", made.returncode == 1 and "trust.json:1:24:" in made.stderr, show(made))


def passwords(scratch, report):
    made = minisign(scratch, "-G", "-f", "-p", "bob.pub", "-s", "bob.key", text="open sesame\nopen sesame\n")
    report("minisign makes a key with a password", made.returncode == 0, made.stderr)
    team = scratch.write("machine", pack("team", rule("team.drill", "drill"))) / "team.json"
    wrong = scratch.run("sign", "--key", scratch.folder / "bob.key", team, text="close sesame\n")
    report("a wrong password signs nothing", wrong.returncode == 3 and "password is wrong" in wrong.stderr, show(wrong))
    signed = scratch.run("sign", "--key", scratch.folder / "bob.key", team, text="open sesame\n")
    report("the right one signs", signed.returncode == 0, show(signed))
    told = minisign(scratch, "-V", "-p", "bob.pub", "-m", team)
    report("and minisign verifies it", told.returncode == 0, told.stderr)


def rollback(scratch, report):
    scratch.write("machine", pack("team", rule("team.drill", "drill"), version="1.10.0"))
    made = scratch.compile()
    report("a version is installed", made.returncode == 0, show(made))
    before = scratch.image.read_bytes()
    scratch.write("machine", pack("team", rule("team.saw", "saw"), version="1.9.3"))
    made = scratch.compile()
    report("an older version is refused", made.returncode == 1 and "is version 1.9.3, and" in made.stdout and "1.10.0" in made.stdout
           and scratch.image.read_bytes() == before, show(made))
    scratch.write("machine", pack("other", rule("other.saw", "saw")))
    report("the pack can be taken away", scratch.compile().returncode == 0, "")
    scratch.write("machine", pack("team", rule("team.saw", "saw"), version="1.9.3"))
    made = scratch.compile()
    report("its version is remembered all the same", made.returncode == 1 and "1.10.0" in made.stdout, show(made))
    made = scratch.compile("--allow-older")
    report("a person can go back knowingly", made.returncode == 0 and refused(scratch.call("saw now"), "team.saw"), show(made))
    scratch.write("machine", pack("team", rule("team.saw", "saw"), version="1.9.4"))
    report("and forward from there", scratch.compile().returncode == 0, "")


def trials(scratch, report):
    scratch.write("shipped", pack("base", rule("base.saw", "saw"), rule("base.drill", "drill")))
    scratch.compile()
    (scratch.folder / "new.json").write_text(json.dumps(pack("team", rule("team.hammer", "hammer"), exceptions=[
        exception("base.saw", {"command": "saw wood"})])))
    log = "saw wood\nsaw metal\nhammer a nail\n\nls -la\n" + json.dumps({
        "session_id": "s", "cwd": "/", "hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "hammer\nagain"}}) + "\n"
    for name, rules in (("an image", scratch.image), ("a folder", scratch.folder / "shipped")):
        tried = scratch.run("try", "--rules", rules, "new.json", text=log)
        report(f"try tells what would change: against {name}",
               "newly allowed  base.saw  saw wood" in tried.stdout and "newly refused  team.hammer  hammer a nail" in tried.stdout
               and "newly refused  team.hammer  hammer again" in tried.stdout and "saw metal" not in tried.stdout
               and tried.stdout.endswith("5 calls: 2 newly refused, 1 newly allowed, 2 as before\n"), show(tried))
    told = json.loads(scratch.run("try", "--json", "--rules", scratch.image, "new.json", text=log).stdout)
    report("try --json says the same", told["calls"] == 5 and [one["call"] for one in told["newly_allowed"]] == ["saw wood"], told)
    (scratch.folder / "new.json").write_text(json.dumps(pack("base", rule("base.saw", "saw"), version="2.0.0")))
    tried = scratch.run("try", "--rules", scratch.image, "new.json", text="drill now\nsaw now\n")
    report("a newer version of a pack takes its place", tried.stdout.startswith("newly allowed  base.drill  drill now\n2 calls: 0 newly"),
           show(tried))
    done = scratch.call("saw now")
    report("a trial changes nothing", refused(done) and silent(scratch.call("hammer a nail")), show(done))


def main():
    build = Path(sys.argv[1] if len(sys.argv) > 1 else "build").resolve()
    if shutil.which("minisign") is None:
        print("minisign is missing: tests/packages test\n0 passed, 1 failed")
        return 1
    counts = {True: 0, False: 0}

    def report(name, passed, detail):
        counts[bool(passed)] += 1
        if not passed:
            print(f"FAILED {name}: {detail}")

    for suite in (signatures, passwords, rollback, trials):
        with tempfile.TemporaryDirectory() as folder:
            suite(Scratch(build, folder), report)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
