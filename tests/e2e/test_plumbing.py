"""The plumbing itself, with hooks of one line of bash: what Codex does with a refusal and with silence."""
import contextlib
import json
import os
import shutil
import tempfile

import codex
from model_server import code, patch, say, shell

DENY = "echo 'not today' >&2; exit 2"
ALLOW = "exit 0"
BROKEN = "exit 1"
PATCH = "*** Begin Patch\n*** Add File: patched\n+x\n*** End Patch"


@contextlib.contextmanager
def folders():
    base = tempfile.mkdtemp(prefix="interlock-plumbing-")
    try:
        project = os.path.join(base, "app")
        os.makedirs(project)
        yield project, os.path.join(base, ".codex")
    finally:
        shutil.rmtree(base, ignore_errors=True)


def play(turn, hook, model):
    """Runs one turn; returns what the model was shown, and the names of the files that stand afterwards."""
    with folders() as (project, home):
        log = os.path.join(os.path.dirname(project), "calls")
        process, server = codex.run([[turn], [say("done")]], project, home, codex.hooks_toml(f"cat >> '{log}'; {hook}"), model)
        assert process.returncode == 0, process.stderr[-2000:]
        assert len(server.requests) == 2, server.requests
        assert server.requests[0]["model"] == model
        with open(log, encoding="utf-8") as file:
            call = json.load(file)  # exactly one call reached the hook
        return server.shown(), sorted(os.listdir(project)), call


def in_code(command):
    return code(f"const r = await tools.exec_command({{cmd: {json.dumps(command)}}}); text(JSON.stringify(r));")


def test_a_refused_command_does_not_run_and_the_model_is_told():
    for turn, model in [(shell("touch ran"), codex.DIRECT), (in_code("touch ran"), codex.CODE_MODE)]:
        shown, files, call = play(turn, DENY, model)
        assert "Command blocked by PreToolUse hook: not today. Command: touch ran" in shown, (model, shown[-2000:])
        assert files == [], (model, files)
        assert (call["tool_name"], call["tool_input"]) == ("Bash", {"command": "touch ran"}), call


def test_silence_lets_the_command_run():
    for turn, model in [(shell("touch ran; echo spoken$((6 * 7))"), codex.DIRECT), (in_code("touch ran; echo spoken$((6 * 7))"), codex.CODE_MODE)]:
        shown, files, _ = play(turn, ALLOW, model)
        assert "by PreToolUse hook" not in shown and "spoken42" in shown, (model, shown[-2000:])
        assert files == ["ran"], (model, files)


def test_a_hook_that_breaks_lets_the_command_run():
    """Why the registered command wraps the hook: Codex fails open."""
    _, files, _ = play(shell("touch ran"), BROKEN, codex.DIRECT)
    assert files == ["ran"], files


def test_patches_reach_the_hook_too():
    shown, files, call = play(patch(PATCH), DENY, codex.DIRECT)
    assert "Command blocked by PreToolUse hook: not today. Command: *** Begin Patch" in shown, shown[-2000:]
    assert files == [] and call["tool_name"] == "apply_patch", (files, call)
    _, files, _ = play(patch(PATCH), ALLOW, codex.DIRECT)
    assert files == ["patched"], files
