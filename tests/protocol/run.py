#!/usr/bin/env python3
"""Runs the real hooks as Codex does: JSON in; exit code, stdout and stderr out.

    tests/protocol/run.py BUILD [--rules PATH] [NAME...]

A case passes when the answer is one that Codex obeys. One line a failure, 'N passed, N failed' at the end.
Without --rules, the shipped packs are compiled by the BUILD's own `interlock compile`.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAYLOADS = ROOT / "tests" / "data" / "payloads"
DOCTOR = "run `interlock doctor`"


class Suite:
    def __init__(self, build, names):
        self.hooks = {mode: build / "hooks" / f"interlock-{mode}-tool-use" for mode in ("pre", "post")}
        self.names = names
        self.work = tempfile.TemporaryDirectory(prefix="interlock-protocol-")
        self.state = os.path.join(self.work.name, "state")
        self.home = os.path.join(self.work.name, "home")
        self.project = os.path.join(self.work.name, "project")
        os.makedirs(self.home)
        os.makedirs(self.project)
        self.rules = None
        self.passed = self.failed = 0

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "HOME": self.home}

    def command(self, mode, *words):
        return [str(self.hooks[mode]), "--rules", self.rules, "--state", self.state, *words]

    def run(self, data, mode="pre", words=(), command=None, **options):
        if isinstance(data, str):
            data = data.encode()
        done = subprocess.run(command or self.command(mode, *words), input=data, capture_output=True,
                              timeout=60, env=self.environment(), cwd=self.project, **options)
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def check(self, name, condition, shown=""):
        if self.names and not any(part in name for part in self.names):
            return
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}: {str(shown)[:300]}")


def is_refusal(answer):
    code, out, error = answer
    return code == 2 and out == "" and error.strip() == error and error != "" and not error.endswith(".")


def is_silence(answer):
    return answer == (0, "", "")


def is_context(answer, event):
    """Exit 0 and exactly one object, with the keys that Codex takes and no other."""
    code, out, error = answer
    if code != 0 or error != "":
        return False
    try:
        value = json.loads(out)
    except ValueError:
        return False
    inner = value.get("hookSpecificOutput") if isinstance(value, dict) else None
    return (isinstance(inner, dict) and list(value) == ["hookSpecificOutput"] and
            sorted(inner) == ["additionalContext", "hookEventName"] and inner["hookEventName"] == event and
            isinstance(inner["additionalContext"], str) and inner["additionalContext"].strip() != "")


def payload(command="ls", **changes):
    fields = {
        "session_id": "01900000-0000-7000-8000-000000000001", "turn_id": "t", "transcript_path": None,
        "cwd": "/home/dev/app", "hook_event_name": "PreToolUse", "model": "m",
        "permission_mode": "default", "tool_name": "Bash", "tool_input": {"command": command},
        "tool_use_id": "call_1"}
    fields.update(changes)
    return json.dumps({key: value for key, value in fields.items() if value != "absent"})


# --- what Codex really sends -------------------------------------------------------------------------

def test_fixtures(suite):
    for path in sorted(PAYLOADS.glob("*.json")):
        mode = "post" if path.name.startswith("PostToolUse") else "pre"
        pretty = path.read_bytes()
        compact = json.dumps(json.loads(pretty), ensure_ascii=False, separators=(",", ":")).encode()
        answers = [suite.run(data, mode) for data in (pretty, compact)]
        if mode == "pre":
            fine = is_silence(answers[0]) or is_refusal(answers[0]) or is_context(answers[0], "PreToolUse")
        else:
            fine = is_silence(answers[0]) or is_context(answers[0], "PostToolUse")
        suite.check(f"fixture {path.name}", fine and (mode == "post" or answers[0] == answers[1]), answers)
    suite.check("fixtures are there", len(list(PAYLOADS.glob("PreToolUse-*.json"))) >= 20)
    nul = suite.run((PAYLOADS / "PreToolUse-Bash-direct-nul.json").read_bytes())
    suite.check("NUL in the command", is_refusal(nul) and "NUL" in nul[2], nul)


def test_harmless(suite):
    for text in ("ls -la", "true", "git status", "echo 'é漢 😀'", "cat README.md"):
        suite.check(f"silence for {text}", is_silence(suite.run(payload(text))), suite.run(payload(text)))
    other = payload(tool_name="view_image", tool_input={"path": "x.png"})
    suite.check("silence for an unknown tool", is_silence(suite.run(other)), suite.run(other))
    extra = payload(new_key={"a": [1, 2, {"b": None}]}, permission_mode="absent", turn_id="absent")
    suite.check("silence with unknown and absent keys", is_silence(suite.run(extra)), suite.run(extra))


# --- what it never should ----------------------------------------------------------------------------

def bad_inputs():
    good = payload()
    yield "nothing", b""
    yield "a blank", b" \n"
    yield "not JSON", b"ls -la"
    yield "cut in a string", good[:30]
    yield "cut before the last brace", good[:-1]
    yield "garbage behind", good + " x"
    yield "two objects", good + good
    yield "NUL behind", good.encode() + b"\0"
    yield "NUL and an object behind", good.encode() + b"\0" + good.encode()
    yield "not UTF-8", good.encode().replace(b"ls", b"l\xffs")
    yield "UTF-16", good.encode("utf-16")
    yield "lone surrogate", good.replace("ls", "\\ud800")
    yield "an array", "[" + good + "]"
    yield "a string", '"ls"'
    yield "null", "null"
    yield "a huge number", good.replace("null", "1e999", 1)
    yield "Python's NaN", good.replace("null", "NaN", 1)
    yield "single quotes", "{'a': 1}"
    yield "a comment", "/* x */" + good
    yield "a comma too many", good[:-1] + ",}"
    for key in ("cwd", "hook_event_name", "tool_name", "tool_input"):
        yield f"no {key}", payload(**{key: "absent"})
        for value in (None, 7, True, [], [1]) + (("x",) if key == "tool_input" else ({},)):
            yield f"{key} is {value!r}", payload(**{key: value})
    yield "cwd is relative", payload(cwd="app")
    yield "cwd is empty", payload(cwd="")
    yield "cwd has a NUL", payload(cwd="/a\0b")
    for value in (None, 7, True, {}, [], [1], ["ls", None], {"a": "ls"}):
        yield f"command is {value!r}", payload(value)
    yield "no command", payload(tool_input={"workdir": "/"})
    yield "NUL in the command", payload("echo a\0; psql")
    yield "two commands", good.replace('"command": "ls"', '"command": "psql", "command": "ls"')
    yield "two spellings of command", payload(tool_input={"command": "ls", "cmd": "psql"})
    yield "two tool names", good.replace('"tool_name": "Bash"', '"tool_name": "Bash", "tool_name": "x"')
    yield "patch is a number", payload(tool_name="apply_patch", tool_input={"command": 1})
    yield "session is a list", payload(session_id=[])
    for bracket in ("[", '{"a":', '{"tool_input":'):
        yield f"a million {bracket}", bracket * 1_000_000
    yield "a million arrays inside", good[:-1] + ',"x":' + "[" * 1_000_000
    yield "20 MB of blanks", b" " * 20_000_000
    yield "20 MB of command", payload("x" * 20_000_000)
    yield "20 MB of garbage", b"\xff" * 20_000_000
    yield "random bytes", bytes((i * 7919 + i // 251) % 256 for i in range(100_000))


def test_bad_inputs(suite):
    for name, data in bad_inputs():
        started = time.monotonic()
        answer = suite.run(data)
        suite.check(f"refuses {name}", is_refusal(answer) and "\n" not in answer[2], answer)
        suite.check(f"refuses {name} in time", time.monotonic() - started < 5)
        if len(data) < 1_000_000:
            report = suite.run(data, "post")
            suite.check(f"reports {name}", is_context(report, "PostToolUse"), report)


def test_command_line(suite):
    for words in (["--rule", "x"], ["x"], ["--rules"], ["--rules", ""], ["--deadline", "soon"],
                  ["--deadline", "0"], ["--deadline", "-1"], ["--deadline", "99999999999"], ["--help"]):
        answer = suite.run(payload(), command=[str(suite.hooks["pre"]), *words])
        suite.check(f"refuses the words {words}", is_refusal(answer) and "usage" in answer[2], answer)


def test_rules(suite):
    for name, path in (("missing", "/nonexistent/rules.image"), ("a device", "/dev/null"),
                       ("empty", os.path.join(suite.home, "empty"))):
        open(os.path.join(suite.home, "empty"), "w").close()
        answer = suite.run(payload(), command=[str(suite.hooks["pre"]), "--rules", path, "--state",
                                               suite.state])
        suite.check(f"refuses when the rules are {name}", is_refusal(answer) and path in answer[2], answer)
    answer = suite.run(payload(), command=[str(suite.hooks["pre"])])
    suite.check("refuses when nothing is installed", is_refusal(answer), answer)


# --- failures of the process itself ------------------------------------------------------------------

def test_failures(suite):
    ways = {"crash": "crashed", "overflow": "crashed", "abort": "crashed", "throw": "not handled",
            "memory": "memory", "hang": "too long"}
    for way, said in ways.items():
        words = ("--deadline", "2" if way == "hang" else "20", "--self-test", way)
        answer = suite.run(payload(), words=words)
        suite.check(f"refuses on {way}", is_refusal(answer) and said in answer[2] and
                    answer[2].endswith(DOCTOR), answer)
        report = suite.run(payload(), "post", words=words)
        suite.check(f"reports {way}", is_context(report, "PostToolUse") and said in report[1], report)

    unlimited = lambda: resource.setrlimit(resource.RLIMIT_STACK, (resource.RLIM_INFINITY,) * 2)
    if resource.getrlimit(resource.RLIMIT_STACK)[1] == resource.RLIM_INFINITY:
        answer = suite.run(payload(), words=("--self-test", "overflow"), preexec_fn=unlimited)
        suite.check("refuses on overflow of an unlimited stack", is_refusal(answer), answer)


def test_slow_input(suite):
    started = time.monotonic()
    process = subprocess.Popen(suite.command("pre", "--deadline", "1"), stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=suite.environment())
    process.stdin.write(payload()[:20].encode())
    process.stdin.flush()
    code = process.wait(timeout=20)  # stdin stays open
    answer = (code, process.stdout.read().decode(), process.stderr.read().decode())
    process.stdin.close()
    suite.check("refuses when the input never ends", is_refusal(answer) and "too long" in answer[2], answer)
    suite.check("refuses it in time", time.monotonic() - started < 10)

    process = subprocess.Popen(suite.command("pre"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=suite.environment())
    for byte in payload("ls -la").encode():
        process.stdin.write(bytes([byte]))
        process.stdin.flush()
    out, error = process.communicate(timeout=20)
    suite.check("reads byte by byte", (process.returncode, out, error) == (0, b"", b""), error)


def test_signals(suite):
    for name in ("TERM", "INT", "HUP", "QUIT", "USR1", "ALRM", "XCPU", "PIPE"):
        process = subprocess.Popen(suite.command("pre", "--deadline", "3", "--self-test", "hang"),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=suite.environment())
        time.sleep(0.1)
        process.send_signal(getattr(__import__("signal"), "SIG" + name))
        out, error = process.communicate(timeout=20)
        answer = (process.returncode, out.decode(), error.decode())
        suite.check(f"refuses on SIG{name}", is_refusal(answer), answer)


def test_streams(suite):
    refused = payload("echo a\0b")
    for name, redirect in (("closed", ">&- 2>&-"), ("full", ">/dev/full 2>/dev/full"),
                           ("without a reader", "2>&1 | true")):
        script = f'{{ "$@" {redirect.split("|")[0]} ; }}'
        if "|" in redirect:
            script = 'set -o pipefail; "$@" 2>&1 | true'
        for data, code in ((refused, 2), (payload("ls"), 0)):
            done = subprocess.run(["bash", "-c", script, "bash", *suite.command("pre")],
                                  input=data.encode(), capture_output=True, env=suite.environment(),
                                  timeout=20, cwd=suite.project)
            suite.check(f"exit code {code} with streams {name}", done.returncode == code, done)
    done = subprocess.run(["bash", "-c", '"$@" <&-', "bash", *suite.command("pre")], capture_output=True,
                          env=suite.environment(), timeout=20)
    suite.check("refuses when stdin is closed",
                is_refusal((done.returncode, done.stdout.decode(), done.stderr.decode())), done)
    done = subprocess.run(suite.command("pre"), stdin=os.open("/", os.O_RDONLY), capture_output=True,
                          env=suite.environment(), timeout=20)
    suite.check("refuses when stdin is a directory",
                is_refusal((done.returncode, done.stdout.decode(), done.stderr.decode())), done)


def test_binary(suite):
    for mode, path in suite.hooks.items():
        shown = subprocess.run(["ldd", str(path)], capture_output=True, text=True)
        suite.check(f"the {mode} hook is static",
                    "not a dynamic executable" in shown.stdout + shown.stderr, shown)


def rules_for(suite, build, given):
    if given:
        return given
    image = os.path.join(suite.work.name, "rules.image")
    tool = build / "cli" / "interlock"
    if tool.exists():
        done = subprocess.run([str(tool), "compile", "--output", image, str(ROOT / "rules")],
                              capture_output=True, text=True)
        if done.returncode == 0:
            return image
        print("interlock compile:", done.stderr.strip() or done.stdout.strip())
    return str(ROOT / "rules")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("names", nargs="*", help="only cases whose name has one of these in it")
    parser.add_argument("--rules")
    parser.add_argument("--sanitized", action="store_true", help="leave out what sanitizers change")
    arguments = parser.parse_args()
    build = Path(arguments.build).resolve()
    suite = Suite(build, arguments.names)
    suite.rules = rules_for(suite, build, arguments.rules)
    for test in (test_fixtures, test_harmless, test_bad_inputs, test_command_line, test_rules,
                 test_failures, test_slow_input, test_signals, test_streams, test_binary):
        if arguments.sanitized and test in (test_failures, test_signals, test_binary):
            continue
        test(suite)
    print(f"{suite.passed} passed, {suite.failed} failed")
    return 1 if suite.failed else 0


if __name__ == "__main__":
    sys.exit(main())
