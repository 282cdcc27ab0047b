#!/usr/bin/env python3
"""Runs what reasons tell the agent to do instead through the real hook: it must pass.

    tests/packs/remedies.py [BUILD] [ID-PREFIX]

A reason is what was seen and why, a colon, and what to do; the commands in backquotes after that colon are the remedy.
Words in capitals (NAME, FILE) stand as they are. A remedy that a gate asks evidence for must be told which steps are missing,
and those steps must pass. One line a failure, and 'N passed, N failed' at the end.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import lines  # noqa: E402

HOOK = "hooks/interlock-pre-tool-use"


def remedies_in(reason):
    """What stands in backquotes after the first ': ' that is not in backquotes itself."""
    parts = reason.split("`")
    for i in range(0, len(parts), 2):
        if re.search(r":( |$)", parts[i]):
            return parts[i + 1::2]
    return []


def resolved(values, lists):
    values = [values] if isinstance(values, str) else values or []
    return [name for one in values for name in (lists.get(one[1:], []) if one.startswith("$") else [one])]


def fill(remedy, rule, lists):
    """Every reading of {program} and {verb}; other placeholders become a plain word."""
    programs = resolved(rule.get("program"), lists)[:1] if "{program}" in remedy else []
    verbs = resolved(rule.get("verb"), lists) if "{verb}" in remedy else []
    for program in programs or ["x"]:
        for verb in verbs or ["x"]:
            text = remedy.replace("{program}", program.rstrip("*")).replace("{verb}", verb)
            yield re.sub(r"\{[a-z_]+\}", "x", text)


def main():
    build = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build")
    prefix = sys.argv[2] if len(sys.argv) > 2 else ""
    folder = tempfile.mkdtemp(prefix="interlock-remedies-")
    image, project = os.path.join(folder, "rules.image"), os.path.join(folder, "project")
    subprocess.run([os.path.join(build, "cli", "interlock"), "compile", "--output", image, str(ROOT / "rules")], check=True,
                   stdout=subprocess.DEVNULL)
    shutil.copytree(ROOT / "tests/data/project", project)

    def hook(command):
        done = subprocess.run([os.path.join(build, HOOK), "--rules", image, "--state", os.path.join(folder, "state")],
                              input=lines.payload(command.replace("\\", "\\\\"), project), capture_output=True)
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")

    gates, jobs, failures, passed = set(), [], [], 0
    for pack in sorted((ROOT / "rules").glob("*.json")):
        if pack.name.endswith(".schema.json"):
            continue
        content = json.loads(pack.read_text(encoding="utf-8"))
        lists = content.get("lists", {})
        gates |= {f"{flow['id']}.{gate['id']}" for flow in content.get("workflows", []) for gate in flow["gates"]}
        for rule in content.get("rules", []):
            if not rule["id"].startswith(prefix) or rule.get("maturity") == "deprecated":
                continue
            commands = [text for one in remedies_in(rule["reason"]) for text in fill(one, rule, lists)]
            if not commands:
                failures.append(f"{rule['id']}: the reason has no command to run instead\n    {rule['reason']}")
            jobs += [(rule["id"], command) for command in dict.fromkeys(commands)]

    def run(job):
        rule, command = job
        status, text = hook(command)
        if status == 0:
            return None
        by = set(re.findall(r"^\[([a-z0-9.-]+)\]", text, re.M))
        steps = re.findall(r"^ *\d+\. .*?: +(.+)$", text, re.M)
        if by <= gates and steps:
            wrong = [step for step in steps if hook(step)[0] != 0]
            return f"{rule}: `{command}` asks for `{wrong[0]}`, which is refused" if wrong else None
        return f"{rule}: the remedy `{command}` is refused: {text[:200].strip()}"

    with ThreadPoolExecutor(2) as pool:
        for failure in pool.map(run, jobs):
            if failure:
                failures.append(failure)
            else:
                passed += 1
    shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(failures))
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
