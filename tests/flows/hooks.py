"""A project with a home and a folder of stand-in programs, and the hooks as Codex would call them there."""
import json
import os
import subprocess
import tempfile
from pathlib import Path


class Place:
    def __init__(self, build, image, name):
        self.build, self.image = build, image
        self.work = tempfile.mkdtemp(prefix=f"interlock-{name}-")
        self.project, self.home, self.bin = (os.path.join(self.work, part) for part in ("app", "home", "bin"))
        self.state = os.path.join(self.work, "state")
        for folder in (self.project, self.home, self.bin):
            os.makedirs(folder)
        # A login shell finds the stand-ins where a user would have put them.
        Path(self.home, ".profile").write_text(f'export PATH="{self.bin}:$PATH"\n')

    def write(self, name, text):
        path = Path(self.project, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def ask(self, mode, tool, arguments, answer="", session="s1", cwd=None, state=None, wrapper=(), more=()):
        """What the hook says: (refused | silent | told, text). `mode` is pre or post."""
        call = {"session_id": session, "turn_id": "t", "transcript_path": None, "cwd": cwd or self.project,
                "hook_event_name": "PreToolUse" if mode == "pre" else "PostToolUse", "model": "m", "permission_mode": "default",
                "tool_name": tool, "tool_input": arguments, "tool_use_id": "u"}
        if mode == "post":
            call["tool_response"] = answer
        done = subprocess.run([*wrapper, self.build / "hooks" / f"interlock-{mode}-tool-use", "--rules", self.image, "--state", state or self.state,
                               *more], input=json.dumps(call).encode(), capture_output=True, cwd=self.project, timeout=120,
                              env={"HOME": self.home, "PATH": f"{self.bin}:/usr/bin:/bin"})
        out, error = done.stdout.decode(), done.stderr.decode()
        if done.returncode == 2:
            return "refused", error
        if done.returncode or not out:
            return ("silent" if done.returncode == 0 else f"exit {done.returncode}"), error
        return "told", json.loads(out)["hookSpecificOutput"]["additionalContext"]
