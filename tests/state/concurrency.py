#!/usr/bin/env python3
"""64 hook processes at once on one state folder for 2,000 calls: no error, no lost row, counted.

    tests/state/concurrency.py BUILD [--calls N] [--processes N]

Three calls in four are refusals (one audit row each), one in four is a lint that the post hook proves (one
evidence and one audit row). Ends with 'N passed, N failed'.
"""
import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def payload(event, session, command, cwd):
    call = {"session_id": session, "turn_id": "t", "transcript_path": None, "cwd": cwd, "hook_event_name": event,
            "model": "m", "permission_mode": "default", "tool_name": "Bash", "tool_input": {"command": command},
            "tool_use_id": "u"}
    if event == "PostToolUse":
        call["tool_response"] = ""
    return json.dumps(call).encode()


def main():
    words = argparse.ArgumentParser()
    words.add_argument("build", type=Path)
    words.add_argument("--calls", type=int, default=2000)
    words.add_argument("--processes", type=int, default=64)
    options = words.parse_args()
    build = options.build.resolve()
    problems = []
    with tempfile.TemporaryDirectory(prefix="interlock-state-") as work:
        project, home, tools, state = (os.path.join(work, name) for name in ("app", "home", "bin", "state"))
        for folder in (os.path.join(project, "migrations"), home, tools):
            os.makedirs(folder)
        Path(project, "migrations", "1.sql").write_text("create table a(b int);\n")
        tool = Path(tools, "atlas")
        tool.write_text("#!/bin/sh\nexit 0\n")
        tool.chmod(0o755)
        rules = os.path.join(work, "rules.img")
        subprocess.run([build / "cli" / "interlock", "compile", "--output", rules, ROOT / "rules"], check=True,
                       stdout=subprocess.DEVNULL)
        environment = {"HOME": home, "PATH": tools + ":/usr/bin:/bin"}

        def run(number):
            post = number % 4 == 3
            session = f"session-{number % 50}"
            command = "atlas migrate lint --dev-url sqlite://dev --latest 1" if post else f"psql -c 'select {number}'"
            event, hook = ("PostToolUse", "post") if post else ("PreToolUse", "pre")
            done = subprocess.run(
                [build / "hooks" / f"interlock-{hook}-tool-use", "--rules", rules, "--state", state],
                input=payload(event, session, command, project), capture_output=True, env=environment, cwd=project,
                timeout=300)
            if post:
                good = done.returncode == 0 and b"PASSED" in done.stdout
            else:
                good = done.returncode == 2 and b"[postgres." in done.stderr and b"not in the log" not in done.stderr
            if not good:
                problems.append(f"call {number}: exit {done.returncode}: {(done.stdout + done.stderr)[:300]!r}")

        started = time.time()
        with ThreadPoolExecutor(options.processes) as pool:
            list(pool.map(run, range(options.calls)))
        seconds = time.time() - started
        posts = sum(number % 4 == 3 for number in range(options.calls))
        database = sqlite3.connect(os.path.join(state, "state.db"))
        kinds = [json.loads(line)["kind"] for line in Path(state, "audit.jsonl").read_text().splitlines() if line]
        for what, found, expected in (
                ("refusals", kinds.count("refusal"), options.calls - posts),
                ("evidence rows", database.execute( "SELECT count(*) FROM evidence WHERE verdict='passed' AND step NOT LIKE 'commit/%'").fetchone()[0], posts),
                ("evidence in the log", kinds.count("evidence"), posts)):
            print(f"{what}: {found} of {expected}")
            if found != expected:
                problems.append(f"{what}: {found} of {expected}")
        if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            problems.append("the database is damaged")
    for problem in problems[:20]:
        print("FAILED " + problem)
    print(f"{options.calls} calls, {options.processes} at once, {seconds:.1f} s")
    print(f"{1 if not problems else 0} passed, {0 if not problems else 1} failed")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
