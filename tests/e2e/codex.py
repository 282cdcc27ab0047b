"""Runs the real Codex CLI against a scripted model: nothing but 127.0.0.1 is ever asked."""
import json
import os
import shutil
import subprocess

from model_server import ModelServer

VERSION = "0.169.0"
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
TOOLS = os.environ.get("INTERLOCK_E2E_TOOLS", os.path.join(ROOT, "build", "e2e-tools"))
DIRECT = "gpt-5.5"       # offered exec_command and apply_patch
CODE_MODE = "gpt-6.1-sol"  # offered `exec`, which takes JavaScript


def install(package, program):
    """Installs an npm package once; returns the path of its program."""
    path = os.path.join(TOOLS, "node_modules", ".bin", program)
    if not os.path.exists(path):
        os.makedirs(TOOLS, exist_ok=True)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", TOOLS, package], check=True,
                       stdout=subprocess.DEVNULL)
    return path


def install_all(packages):
    """Installs npm packages that are not there yet, without their install scripts."""
    missing = [one for one in packages if not os.path.isdir(os.path.join(TOOLS, "node_modules", one[:one.rindex("@")]))]
    if missing:
        os.makedirs(TOOLS, exist_ok=True)
        subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", TOOLS, *missing],
                       check=True, stdout=subprocess.DEVNULL)


def codex():
    return install(f"@openai/codex@{VERSION}", "codex")


def prepare_home(home, port, hooks="", model=DIRECT, extra=""):
    os.makedirs(home, exist_ok=True)
    with open(os.path.join(home, "config.toml"), "w", encoding="utf-8") as file:
        file.write(f'model = "{model}"\nmodel_provider = "scripted"\ncheck_for_update_on_startup = false\n{extra}\n'
                   f'[model_providers.scripted]\nname = "scripted"\nbase_url = "http://127.0.0.1:{port}/v1"\nwire_api = "responses"\n'
                   'request_max_retries = 0\nstream_max_retries = 0\nsupports_websockets = false\n[analytics]\nenabled = false\n' + hooks)


def run(turns, directory, home, hooks="", model=DIRECT, environment=None, extra="", timeout=300):
    """Plays the turns; returns (the finished process, the server with what the model was shown)."""
    program = codex()
    with ModelServer(turns) as server:
        prepare_home(home, server.port, hooks, model, extra)
        variables = {"PATH": os.environ["PATH"], "HOME": os.path.dirname(home), "CODEX_HOME": home, "LANG": "C.UTF-8", "SHELL": "/bin/bash",
                     "RUST_LOG": "error", **(environment or {})}
        process = subprocess.run([program, "exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox",
                                  "--dangerously-bypass-hook-trust", "-C", directory, "go"], env=variables, cwd=directory, text=True,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
    return process, server


def hooks_toml(pre, post=None):
    text = f'\n[[hooks.PreToolUse]]\n[[hooks.PreToolUse.hooks]]\ntype = "command"\ncommand = {json.dumps(pre)}\ntimeout = 30\n'
    if post:
        text += f'\n[[hooks.PostToolUse]]\n[[hooks.PostToolUse.hooks]]\ntype = "command"\ncommand = {json.dumps(post)}\ntimeout = 300\n'
    return text


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
