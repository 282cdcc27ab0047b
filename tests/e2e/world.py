"""What the tests share: a project folder, an installed image, databases that live as long as a test."""
import glob
import os
import pty
import pwd
import shutil
import socket
import subprocess
import tempfile

import codex

ROOT = codex.ROOT


class World:
    """A throw-away home, project and tool folder; hooks of the build under test."""

    def __init__(self):
        self.build = os.environ["INTERLOCK_BUILD"]
        self.folder = tempfile.mkdtemp(prefix="interlock-e2e-")
        os.chmod(self.folder, 0o755)
        self.project = self.make("work/app")
        self.home = self.make("home")
        self.bin = self.make("bin")
        self.image = os.path.join(self.folder, "rules.image")
        subprocess.run([os.path.join(self.build, "cli", "interlock"), "compile", "--output", self.image, os.path.join(ROOT, "rules")],
                       check=True, stdout=subprocess.DEVNULL)
        # A login shell finds the tools where a user would have put them.
        with open(os.path.join(self.home, ".profile"), "w", encoding="utf-8") as file:
            file.write(f'export PATH="{self.bin}:$PATH"\n')

    def make(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(path, exist_ok=True)
        return path

    def write(self, name, text):
        path = os.path.join(self.project, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def read(self, name):
        with open(os.path.join(self.project, name), encoding="utf-8") as file:
            return file.read()

    def use_tool(self, path):
        os.symlink(path, os.path.join(self.bin, os.path.basename(path)))

    def hooks(self):
        options = f"--rules {self.image} --state {self.folder}/state"
        pre = f"timeout 20 {self.build}/hooks/interlock-pre-tool-use {options}; rc=$?; case $rc in 0|2) exit $rc;; esac; echo broken $rc >&2; exit 2"
        return codex.hooks_toml(pre, f"{self.build}/hooks/interlock-post-tool-use {options}")

    def approve(self, code, answer="yes"):
        """A person at a terminal: `interlock approve CODE`, and what they type. Returns the exit status."""
        process, terminal = pty.fork()
        if process == 0:
            os.execve(os.path.join(self.build, "cli", "interlock"), ["interlock", "approve", code, "--state", f"{self.folder}/state"],
                      {"HOME": self.home, "PATH": os.environ["PATH"], "TERM": "xterm"})
        seen = b""
        try:
            while chunk := os.read(terminal, 4096):
                seen += chunk
                if seen.endswith(b"minutes: "):
                    os.write(terminal, answer.encode() + b"\n")
        except OSError:
            pass  # the terminal is gone with its process
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def play(self, turns, model=codex.DIRECT, environment=None, extra=""):
        variables = {"PATH": f"{self.bin}:{os.environ['PATH']}", **(environment or {})}
        process, server = codex.run(turns, self.project, os.path.join(self.home, ".codex"), self.hooks(), model, variables, extra)
        assert process.returncode == 0, process.stderr[-2000:]
        return server

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print("left behind:", self.folder)


class Postgres:
    """A real PostgreSQL server on its own port, run as the user postgres."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="interlock-pg-")
        self.programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        account = pwd.getpwnam("postgres") if os.getuid() == 0 else None
        self.become = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"] if account else []
        if account:
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync")
        self.run("pg_ctl", "-D", data, "-w", "-l", os.path.join(self.folder, "log"), "-o",
                 f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off", "start")
        return self

    def run(self, program, *words):
        subprocess.run(self.become + [os.path.join(self.programs, program), *words], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, cwd=self.folder)

    def query(self, sql, database="postgres"):
        return subprocess.run(["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-Atc", sql, database], check=True,
                              stdout=subprocess.PIPE, text=True).stdout.strip()

    def url(self, database="postgres"):
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", os.path.join(self.folder, "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
