#!/usr/bin/env python3
"""The parts of README.md that are made: the table of packs and the capture of a refusal.

    tests/readme.py BUILD            fails when README.md is stale
    tests/readme.py BUILD --write    makes it anew
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from tested import TESTED  # noqa: E402
CAPTURED = "psql \"$DATABASE_URL\" -c 'DROP TABLE users'"


def tested(pack, gates, tests):
    """What stands in the last column; a test that is not there any more is an error."""
    if pack not in TESTED:
        return "printed" if gates else ""
    kind, what, test = TESTED[pack]
    if f"def {test}(" not in tests:
        raise SystemExit(f"tests/e2e/tested.py names {test}, which no test is called")
    return f"{kind}: {what}"


def table():
    rows = ["| pack | what it is about | rules | run in tests |", "|---|---|---|---|"]
    tests = "".join(path.read_text() for path in (ROOT / "tests" / "e2e").glob("test_*.py"))
    for path in sorted((ROOT / "rules").glob("*.json")):
        if path.name.endswith(".schema.json"):
            continue
        pack = json.loads(path.read_text())
        count = len(pack.get("rules", []))
        gates = sum(len(workflow.get("gates", [])) for workflow in pack.get("workflows", []))
        number = f"{count}" + (f" and {gates} gate{'s' if gates > 1 else ''}" if gates else "")
        rows.append(f"| `{pack['pack']}` | {pack['description']} | {number} | {tested(pack['pack'], gates, tests)} |")
    return "\n".join(rows)


def capture(build):
    call = {"session_id": "readme", "cwd": "/", "hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": CAPTURED},
            "tool_use_id": "1"}
    with tempfile.TemporaryDirectory() as state:
        done = subprocess.run([os.path.join(build, "hooks", "interlock-pre-tool-use"), "--rules", ROOT / "rules", "--state", state],
                              input=json.dumps(call).encode(), stderr=subprocess.PIPE, check=False)
    words, line, lines = done.stderr.decode().replace("\n", " \n ").split(" "), "", []
    for word in words:  # as a terminal of 118 columns breaks it
        if word == "\n" or len(line) + len(word) > 116:
            lines.append(line.rstrip())
            line = ""
        line += "" if word == "\n" else word + " "
    lines.append(line.rstrip())
    return f"$ {CAPTURED}\nCommand blocked by PreToolUse hook:\n" + "\n".join(lines)


def main():
    path = ROOT / "README.md"
    old = path.read_text()
    new = re.sub(r"(<!-- made by tests/readme.py --write -->\n).*?(<!-- end -->)", lambda m: m.group(1) + table() + "\n" + m.group(2), old, flags=re.S)
    new = re.sub(r"(silence[^\n]*\n\n|instead\.\n\n)```\n.*?\n```", lambda m: m.group(1) + "```\n" + capture(sys.argv[1]) + "\n```", new, count=1, flags=re.S)
    if "--write" in sys.argv:
        path.write_text(new)
    stale = old != new and "--write" not in sys.argv
    if stale:
        print("README.md is stale: run tests/readme.py build --write")
    print("0 passed, 1 failed" if stale else "1 passed, 0 failed")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
