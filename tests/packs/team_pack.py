#!/usr/bin/env python3
"""Types every command of examples/team-pack/README.md, in order, as a new author would; and checks what the page says they print.

    tests/packs/team_pack.py [BUILD]

A home of its own, with interlock installed below it; /etc/interlock stands below it too, and sudo does as it is told.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "examples" / "team-pack"


def install(build, home):
    for folder in (".local/bin", ".local/lib/interlock", ".local/share/interlock/packs", "work/migrations"):
        (home / folder).mkdir(parents=True)
    shutil.copy(build / "cli" / "interlock", home / ".local/bin/interlock")
    shutil.copy(build / "hooks" / "interlock-pre-tool-use", home / ".local/lib/interlock/")
    for pack in (ROOT / "rules").glob("*.json"):
        if not pack.name.endswith(".schema.json"):
            shutil.copy(pack, home / ".local/share/interlock/packs")
    sudo = home / ".local/bin/sudo"
    sudo.write_text('#!/bin/sh\nexec "$@"\n')
    sudo.chmod(0o755)
    packs = home / ".local/share/interlock"
    subprocess.run([home / ".local/bin/interlock", "compile", "-o", packs / "rules.image", packs / "packs"], check=True,
                   stdout=subprocess.DEVNULL)


def main():
    build = Path(sys.argv[1] if len(sys.argv) > 1 else "build").resolve()
    blocks = re.findall(r"^```(sh|text)\n(.*?)^```$", (EXAMPLE / "README.md").read_text(), re.M | re.S)
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(os.path.realpath(folder))
        install(build, home)
        environment = {"HOME": str(home), "PATH": f"{home}/.local/bin:{os.environ['PATH']}", "EXAMPLE": str(EXAMPLE), "LANG": "C.UTF-8"}
        here, output = home / "work", ""
        for kind, text in blocks:
            if kind == "text":
                for line in text.splitlines():
                    good = line in output
                    passed, failed = passed + good, failed + (not good)
                    if not good:
                        print(f"FAILED the page says {line!r}, and this was printed:\n{output}")
                continue
            script = "set -e\n" + text.replace("/etc/interlock", f"{home}/etc/interlock") + "pwd > ~/where\n"
            done = subprocess.run(["bash", "-c", script], cwd=here, env=environment, capture_output=True, text=True, timeout=120)
            output = done.stdout + done.stderr
            passed, failed = passed + (done.returncode == 0), failed + (done.returncode != 0)
            if done.returncode != 0:
                print(f"FAILED exit {done.returncode}:\n{text}{output}")
                break
            here = Path((home / "where").read_text().strip())
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
