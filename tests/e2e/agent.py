"""An agent without Codex: before each call the hook, then the call itself unless it was refused, then the hook again."""
import json
import os
import subprocess


class Agent:
    def __init__(self, world, environment=None, session="s1"):
        self.world, self.session = world, session
        self.environment = {"HOME": world.home, "PATH": f"{world.bin}:{os.environ['PATH']}", "LANG": "C.UTF-8", **(environment or {})}

    def hook(self, mode, tool, text):
        call = {"session_id": self.session, "turn_id": "t", "transcript_path": None, "cwd": self.world.project,
                "hook_event_name": "PreToolUse" if mode == "pre" else "PostToolUse", "model": "m", "permission_mode": "default",
                "tool_name": tool, "tool_input": {"command": text}, "tool_use_id": "u"}
        if mode == "post":
            call["tool_response"] = ""
        done = subprocess.run([os.path.join(self.world.build, "hooks", f"interlock-{mode}-tool-use"), "--rules", self.world.image,
                               "--state", os.path.join(self.world.folder, "state")], input=json.dumps(call), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment, cwd=self.world.project, timeout=300)
        if done.returncode == 2:
            return "refused: " + done.stderr
        assert done.returncode == 0, (done.returncode, done.stderr)
        return json.loads(done.stdout)["hookSpecificOutput"]["additionalContext"] if done.stdout else ""

    def asks(self, command):
        """What stands against the call; nothing when it may run."""
        return self.hook("pre", "Bash", command)

    def run(self, command):
        """Runs the call, which has to pass; returns what the model is told afterwards."""
        refusal = self.asks(command)
        assert not refusal, refusal
        done = subprocess.run(["bash", "-c", command], cwd=self.world.project, env=self.environment, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=300)
        self.output, self.status = done.stdout, done.returncode
        return self.hook("post", "Bash", command)

    def writes(self, name, text):
        """A patch that puts `text` into the file; returns what the model is told."""
        old = self.world.read(name).splitlines() if os.path.exists(os.path.join(self.world.project, name)) else None
        self.world.write(name, text)
        body = "".join(f"+{line}\n" for line in text.splitlines())
        if old is None:
            patch = f"*** Begin Patch\n*** Add File: {name}\n{body}*** End Patch\n"
        else:
            gone = "".join(f"-{line}\n" for line in old)
            patch = f"*** Begin Patch\n*** Update File: {name}\n@@\n{gone}{body}*** End Patch\n"
        return self.hook("post", "apply_patch", patch)
