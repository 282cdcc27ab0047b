#!/usr/bin/env python3
"""Runs every line of tests/evasions.txt (must be refused) and tests/harmless.txt (must pass in silence)
and tests/unseen.txt (passes today) through the real hook, with all shipped packs.

    tests/lines.py BUILD [FILE:WORD..]

One call a line. `#` begins a comment line; \\n and \\t in a line stand for newline and tab, \\\\ for a backslash.
A line that begins with `mcp__` is a tool, a blank, and its arguments as JSON; with `patch: ` a patch. Files that
lines name stand in tests/data/project, where the calls run.
"""
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def read_lines(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield number, line


def unescape(text):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t", "\\": "\\"}.get(m.group(1), m.group(0)), text)


def payload(line, cwd):
    call = {"session_id": "lines", "turn_id": "1", "transcript_path": None, "cwd": cwd, "hook_event_name": "PreToolUse", "model": "m",
            "permission_mode": "bypassPermissions", "tool_use_id": "call_1"}
    if line.startswith("mcp__"):
        call["tool_name"], _, arguments = line.partition(" ")
        call["tool_input"] = json.loads(arguments or "{}")
    elif line.startswith("patch: "):
        call["tool_name"], call["tool_input"] = "apply_patch", {"command": unescape(line[7:])}
    else:
        call["tool_name"], call["tool_input"] = "Bash", {"command": unescape(line)}
    return json.dumps(call).encode()


def main():
    build = os.path.abspath(sys.argv[1])
    hook = os.path.join(build, "hooks", "interlock-pre-tool-use")
    folder = tempfile.mkdtemp(prefix="interlock-lines-")
    image = os.path.join(folder, "rules.image")
    subprocess.run([os.path.join(build, "cli", "interlock"), "compile", "--output", image, os.path.join(HERE, "..", "rules")],
                   check=True, stdout=subprocess.DEVNULL)
    project = os.path.join(folder, "project")
    shutil.copytree(os.path.join(HERE, "data", "project"), project)
    with open(os.path.join(project, "scripts", "long.sh"), "w", encoding="utf-8") as file:  # too long to be followed
        file.write("#!/bin/sh\n" + "true of all that the build makes and of what stands behind\n" * 2_500 + "x=psql; $x -c 1\n")
    passed = failed = 0

    def run(job):
        name, number, line = job
        result = subprocess.run([hook, "--rules", image, "--state", os.path.join(folder, "state")], input=payload(line, project),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        refused = result.returncode == 2 and result.stderr.strip() != b"" and result.stdout == b""
        silent = result.returncode == 0 and result.stdout == b"" and result.stderr == b""
        good = refused if name == "evasions.txt" else silent
        return good, f"{name}:{number}: exit {result.returncode} {result.stderr.decode(errors='replace')[:200]}{result.stdout.decode()[:200]}\n    {line}"

    jobs = [(name, number, line) for name in ("evasions.txt", "harmless.txt", "unseen.txt") for number, line in read_lines(name)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for good, text in pool.map(run, jobs):
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(text)
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
