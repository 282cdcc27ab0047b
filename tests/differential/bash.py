#!/usr/bin/env python3
"""Difference test: random command lines, read by us and run by real bash.

Programs are stubs that log their words. Every logged run must be among the simple commands that
understand_shell found (a miss), and every command that it calls certain must have been logged (an
invention). Lines run in a throw-away folder, with only stubs and text programs in PATH.

usage: bash.py TOOL [--count N] [--seed N] [--jobs N] [--line TEXT]
"""
import argparse, os, random, re, resource, select, shutil, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor

import bash_constructs

STUBS = ["alpha", "beta", "gamma", "delta"]
TOOLS = ("bash sh dash env nohup timeout nice setsid xargs find cat base64 tr rev head tail cut sed xxd sort uniq "
         "tee printf true false rm mkdir chmod stdbuf time openssl basename dirname seq touch mv cp ln which").split()
PREFIX = "unset nope empty x v n k q r m w a1 b1 y z; "  # bash inherits nothing of these names
STUB_SOURCE = r"""
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
  const char *log = getenv("STUB_LOG");
  static char self[4096];  /* the program itself: exec -a and hash -p give it other names */
  if (!log || readlink("/proc/self/exe", self, sizeof self - 1) < 0) return 0;
  argv[0] = self;
  size_t size = 2;
  for (int i = 0; i < argc; i++) size += 2 * strlen(argv[i]) + 1;
  char *text = malloc(size), *at = text;
  const char *name = strrchr(argv[0], '/');
  argv[0] = name ? (char *)name + 1 : argv[0];
  for (int i = 0; i < argc; i++) {
    for (const char *c = argv[i]; *c; c++) at += sprintf(at, "%02x", (unsigned char)*c);
    *at++ = ' ';
  }
  *at++ = '\n';
  int fd = open(log, O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (write(fd, text, at - text) < 0) return 1;
  return 0;
}
"""


class Generator:
    def __init__(self, rng):
        self.rng = rng
        self.names = []       # variables that hold a program's name
        self.functions = []
        self.depth = 0

    def pick(self, *options):
        return self.rng.choice(options)

    def stub(self):
        return self.rng.choice(STUBS)

    def text(self):
        return "".join(self.rng.choice("abc xyz-_.,0129") for _ in range(self.rng.randint(0, 6))).strip()

    def name_word(self):
        """A word that comes out as a stub's name."""
        name = self.stub()
        n = len(name) // 2
        a, b = name[:n], name[n:]
        forms = [name, name, f"'{name}'", f'"{name}"', f"{a}''{b}", f'{a}"{b}"', f"{a}\\{b}", f"$'\\x{ord(name[0]):02x}{name[1:]}'",
                 f"$(echo {name})", f"`echo {name}`", f"$(printf %s {name})", f"${{nope:-{name}}}",
                 f"$(echo {name[::-1]} | rev)", f"$(echo {name.upper()} | tr A-Z a-z)", f"\\\n{name}", f"{a}\\\n{b}",
                 f"$(printf '%s%s' {a} {b})", f"$(base64 -d <<< {b64(name)})", f"${{empty}}{name}", f"$(echo x{name} | cut -c2-)",
                 f"$(echo '{name} x' | head -1 | cut -d' ' -f1)", f"$(echo {name}zz | sed s/zz//)"]
        if self.names:
            v, value = self.rng.choice(self.names)
            forms += [f"${v}", f"${{{v}}}", f'"${v}"', f"${{{v}%zz}}", f"${{{v}#zz}}", f"${{{v}/zz/y}}", f"${{{v}:0}}", f"${{{v}:-x}}", f"${{{v}@L}}"]
        return self.rng.choice(forms)

    def word(self):
        t = self.text()
        forms = [t or "w", f"'{t}'", f'"{t}"', f"a{{{t.replace(' ', '') or 'q'},z}}b", "{1..3}", "$((1+2*3))", "$(echo one two)",
                 '"$(echo one two)"', "$nope", '"$nope"', "${nope:-dflt}", "$#", "$'a\\tb'", "x=y", "--opt=v", "-f", "~", "a\\ b",
                 '"a $((2**3)) b"', "$(printf '%s-' a b c)", "`echo bt`", "''", '""', "{a,b}{1,2}", "{a..e..2}", "$(echo 'x y' | tr ' ' _)",
                 '"${nope-d e}"', "${nope+alt}", "${#nope}", "a#b", "'#'", "$(seq 3 | tail -1)", '"$(seq 2)"', "\\$x", "'$x'", '"\\$x"', "a=$((x=5))$x"]
        if self.names:
            v, value = self.rng.choice(self.names)
            forms += [f"${v}", f'"${v}$nope"', f"${{#{v}}}", f"${{{v}:1:2}}", f"${{{v}^^}}", f"${{{v}/a/o}}", f"${{{v}//[ae]/o}}", f"${{{v}%a*}}",
                      f"${{{v}##*l}}", f"${{!{v}}}x", f"${{{v}^}}", f"${{{v}:(-2)}}", f"${{{v}/#a/Z}}", f"${{{v}@Q}}"]
        return self.rng.choice(forms)

    def simple(self):
        words = " ".join(self.word() for _ in range(self.rng.randint(0, 3)))
        prefix = self.pick("", "", "", "", "V=1 ", "! ", "time ", "command ", "env ", "env A=b ", "nohup ", "timeout 5 ", "nice -n 5 ",
                           "builtin command ", "\\\n", "setsid -w ", "stdbuf -oL ", "timeout -s KILL 9 ", "env -u A ",
                           "env -i PATH=\"$PATH\" STUB_LOG=\"$STUB_LOG\" ", "nice ", "time -p ")
        redirect = self.pick("", "", "", "", " >/dev/null", " 2>&1", " < /dev/null", " > out.txt", " >> out.txt 2>&1", " <<< hello", " 3>&1")
        return f"{prefix}{self.name_word()} {words}{redirect}".rstrip(" ")

    def assign(self):
        v = self.pick("a", "b", "c", "d")
        value = self.stub()
        half = len(value) // 2
        forms = [f"{v}={value}", f"{v}='{value}'", f"{v}=$(echo {value})", f"{v}={value[:half]}; {v}+={value[half:]}", f"printf -v {v} %s {value}",
                 f"read {v} <<< {value}", f"declare {v}={value}", f"export {v}={value}", f"read -r {v} zz < <(echo {value} q)",
                 f"{v}=({value} x); {v}=${{{v}[0]}}", f"set -- {value} y; {v}=$1", f": ${{{v}:={value}}}; {v}={value}", f"IFS=, read {v} zz <<< {value},q",
                 f"mapfile -t m <<< {value}; {v}=${{m[0]}}", f"{v}={value.upper()}; {v}=${{{v},,}}", f"eval {v}={value}", f"t={value}; declare -n r=t; {v}=$r; unset -n r",
                 f"case x in x) {v}={value};; *) {v}=beta;; esac", f"if true; then {v}={value}; else {v}=x; fi", f"for {v} in x {value}; do :; done",
                 f"{v}=zz; {v}={value}", f"let i=1+1; {v}={value}", f"{v}=$(cat <<< {value})", f"{{ {v}={value}; }}", f"local {v}={value} 2>/dev/null; {v}={value}"]
        chosen = self.rng.choice(forms)
        self.names = [one for one in self.names if one[0] != v] + [(v, value)]
        return chosen

    def function(self):
        name = self.pick("fa", "fb", "fc")
        saved = list(self.names)
        body = self.pick(self.simple(), f'"$@"', f"$1 x", self.statements(1), f"{self.stub()} \"$#\" \"$*\"", f"local z={self.stub()}; $z", "return; " + self.simple(),
                         f"if [ $# -gt 0 ]; then \"$@\"; fi", "shift; " + f"{self.stub()} \"$@\"", f"for q; do {self.stub()} \"$q\"; done")
        self.names = saved
        self.functions = list(set(self.functions + [name]))
        return f"{name}() {{ {body}\n}}; {name} {self.stub()} 'b c'"

    def quote(self, text):
        return "'" + text.replace("'", "'\\''") + "'"

    def inner(self):
        """A text that a new shell runs: no variables of ours."""
        saved, self.names = self.names, []
        functions, self.functions = self.functions, []
        text = self.statements(self.rng.randint(1, 2))
        self.names, self.functions = saved, functions
        return text

    def compound(self):
        self.depth += 1
        saved = list(self.names)
        i = self.inner
        s = lambda: self.statements(1)
        kind = self.rng.randrange(34)
        if kind == 0: out = f"if {self.pick('true', 'false', ':', '[ a = a ]', '[[ -n x ]]', self.simple())}; then {s()}; else {self.simple()}\nfi"
        elif kind == 1: out = f"for x in {self.word()} {self.stub()} 'p q'; do {self.pick('alpha', 'beta')} \"$x\" $x; {self.simple()}; done"
        elif kind == 2: out = f"while read -r l m; do {self.stub()} \"$l\" $m; done <<EOF\none two three\nfour\n{self.text()}\nEOF\n"
        elif kind == 3: out = f"case {self.word()} in a*|w) {self.simple()} ;; *) {self.simple()} ;; esac"
        elif kind == 4: out = f"( {s()}\n)"
        elif kind == 5: out = f"{{ {s()}\n}}"
        elif kind == 6: out = f"eval {self.quote(s())}"
        elif kind == 7: out = f"bash -c {self.quote(i())}"
        elif kind == 8: out = f"sh -c {self.quote(self.stub() + ' $0 $1')} zero one"
        elif kind == 9: out = f"bash <<'EOF'\n{i()}\nEOF\n"
        elif kind == 10: out = f"echo {self.quote(i())} | bash"
        elif kind == 11: out = f"printf '%s\\n' {self.quote(self.stub() + ' k')} | sh"
        elif kind == 12: out = f"source <(echo {self.quote(self.simple())})"
        elif kind == 13: out = f"echo {self.quote(i())} > s.sh; {self.pick('bash s.sh', '. ./s.sh', 'source s.sh', 'bash < s.sh', 'cat s.sh | bash', 'chmod +x s.sh; ./s.sh')}"
        elif kind == 14: out = f"cat > t.sh <<'EOF'\n{i()}\nEOF\nbash t.sh"
        elif kind == 15: out = f"echo {b64(self.simple_plain())} | base64 -d | bash"
        elif kind == 16: out = f"{self.simple()} && {self.simple()}"
        elif kind == 17: out = f"{self.pick('true', 'false')} {self.pick('&&', '||')} {self.simple()}"
        elif kind == 18: out = f"{self.simple()} | {self.simple()} | {self.stub()} x"
        elif kind == 19: out = f"{self.simple()} & wait"
        elif kind == 20: out = f"arr=({self.stub()} {self.word()} 'q r'); \"${{arr[@]}}\"; ${{arr[0]}} ${{#arr[@]}} \"${{arr[*]}}\" \"${{arr[-1]}}\" ${{arr[@]:1:1}}"
        elif kind == 21: out = f"set -- {self.word()} {self.stub()} 'm n'; {self.stub()} \"$@\" $# \"$2\"; shift; {self.stub()} \"$*\""
        elif kind == 22: out = f"for ((i=0; i<{self.rng.randint(0, 3)}; i++)); do {self.stub()} $i; done"
        elif kind == 23: out = f"echo {self.stub()} x | xargs {self.pick('', '-n1 ')}{self.stub()} pre"
        elif kind == 24: out = f"trap {self.quote(self.simple())} EXIT" if self.depth == 1 else self.simple()
        elif kind == 25: out = f"until true; do {self.simple()}; done; {self.simple()}"
        elif kind == 26: out = f"shopt -s expand_aliases\nalias al={self.quote(self.stub() + ' al')}\nal x"
        elif kind == 27: out = f"x=1; while [ $x -le 2 ]; do {self.stub()} $x; x=$((x+1)); done"
        elif kind == 28: out = f"for x in a b c; do [ $x = b ] && {self.pick('continue', 'break')}; {self.stub()} $x; done"
        elif kind == 29: out = f"echo {self.quote(self.stub() + ' q')} | while read -r z; do $z; done"
        elif kind == 30: out = f"find . -maxdepth 0 -exec {self.stub()} f {{}} \\;"
        elif kind == 31: out = f"! {{ {self.simple()}; }}"
        elif kind == 32: out = f"{self.stub()} \"$({self.simple()})\""
        else: out = f"env X={self.stub()} bash -c '$X v'"
        if kind not in (5, 6, 16): self.names = saved
        self.depth -= 1
        return out

    def b64(self, text):
        return b64(text)

    def hex(self, text):
        return text.encode().hex()

    def line(self):
        line = self.statements(self.rng.randint(1, 4))
        return PREFIX + (bash_constructs.disturb(self, line) if self.rng.random() < 0.15 else line)

    def simple_plain(self):
        return f"{self.stub()} {self.text()}"

    def statements(self, count):
        parts = []
        for _ in range(count):
            roll = self.rng.random()
            if roll < 0.25 or self.depth > 3: parts.append(self.simple())
            elif roll < 0.4: parts.append(self.assign())
            elif roll < 0.68:
                self.depth += 1
                parts.append(bash_constructs.one_of(self))
                self.depth -= 1
            elif roll < 0.75 and self.depth < 2:
                self.depth += 1
                parts.append(self.function())
                self.depth -= 1
            else: parts.append(self.compound())
        return self.join(parts)

    def join(self, parts):
        line = ""
        for part in parts:
            if line: line += "" if line.endswith("\n") else "\n" if "&" == line[-1] else self.pick("; ", "\n", ";\n")
            line += part
        return line


def b64(text):
    import base64
    return base64.b64encode(text.encode()).decode()


def prepare(folder):
    bin_dir = os.path.join(folder, "bin")
    os.mkdir(bin_dir)
    source = os.path.join(folder, "stub.c")
    open(source, "w").write(STUB_SOURCE)
    subprocess.run(["cc", "-O1", "-static", "-o", os.path.join(bin_dir, STUBS[0]), source], check=True)
    for stub in STUBS[1:]:
        os.link(os.path.join(bin_dir, STUBS[0]), os.path.join(bin_dir, stub))
    for tool in TOOLS:
        real = shutil.which(tool)
        if real: os.symlink(os.path.realpath(real), os.path.join(bin_dir, tool))
    return bin_dir


def fill(folder):
    for name, text in bash_constructs.FILES.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "w") as file: file.write(text)


def run_bash(line, bin_dir, folder):
    work = tempfile.mkdtemp(dir=folder)
    fill(work)
    alive, ours = os.pipe()  # everything that the line starts holds it open
    os.set_inheritable(ours, True)
    log = work + ".log"
    env = {"PATH": bin_dir, "STUB_LOG": log, "HOME": "/home/dev", "LC_ALL": "C.UTF-8"}
    try:
        process = subprocess.Popen(["bash", "-c", line], cwd=work, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True, pass_fds=[ours])
        os.close(ours)
        ended = bool(select.select([alive], [], [], 10)[0])
        if not ended: os.killpg(process.pid, 9)
        process.wait()
        if not ended: return None
    finally:
        os.close(alive)
        shutil.rmtree(work, ignore_errors=True)
    runs = []
    if os.path.exists(log):
        here, there = work.encode(), os.path.join(folder, "empty").encode()  # what we are told is the directory
        for record in open(log).read().splitlines():
            runs.append(tuple(without_number(bytes.fromhex(word)).replace(here, there) for word in record.split(" ")[:-1]))
        os.unlink(log)
    return runs


def understand(tool, lines, cwd):
    out = subprocess.run([tool, "--raw", cwd], input=b"".join(line.encode() + b"\0" for line in lines), stdout=subprocess.PIPE, check=True).stdout
    results, commands, ours, words_of = [], [], [], []
    for row in out.decode().split("\n"):
        if row == "--":
            results.append(commands)
            commands, ours, words_of = [], [], []
        elif row[:2] in ("C\t", "U\t"):
            fields = row.split("\t")
            words = [parse_word(word) for word in fields[3].split(" ")[:-1]]
            carrier = int(fields[1])  # a program that is not here starts nothing
            starts = carrier < 0 or (ours[carrier] and is_here(words_of[carrier]))
            ours.append(starts)
            words_of.append(words)
            commands.append((fields[0] == "C" and starts, words))
        elif row.startswith("?"):
            commands.append((False, row))
    return results


BUILTINS = set(subprocess.run(["bash", "-c", "compgen -b"], stdout=subprocess.PIPE, check=True).stdout.decode().split())


def is_here(words):
    """Is this program, of a known name, among those that lines can find?"""
    value, holes, _ = words[0]
    name = value.decode(errors="replace")
    return bool(holes) or "/" in name or name in STUBS or name in TOOLS or name in BUILTINS


def without_number(word):
    """Which descriptor <(list) gets depends on those that are open, and says nothing."""
    return re.sub(rb"/dev/fd/\d\d(?!\d)", b"/dev/fd/63", word)


def parse_word(text):
    splits = text.endswith("~")
    parts = text.rstrip("~").split(":")
    return without_number(bytes.fromhex(parts[0])), [tuple(map(int, hole.split("-"))) for hole in parts[1:]], splits


def pattern_of(words):
    """A regular expression over words, each ended by a NUL."""
    pattern = b""
    for value, holes, splits in words:
        at, one = 0, b""
        for begin, end in holes:
            one += re.escape(value[at:begin]) + (b".*" if splits else b"[^\0]*")
            at = end
        one += re.escape(value[at:]) + b"\0"
        pattern += b"(?:" + one + b")?" if splits and not re.sub(rb"\.\*|\x00|\\", b"", one) else one
    return re.compile(pattern, re.S)


def judge(line, runs, commands):
    """Misses and inventions of one line."""
    found = []
    # A program of unknown name is among the commands, as a hole; any other unknown excuses a miss.
    opaque = any(isinstance(words, str) and not words.startswith("?\t0\t") for _, words in commands)
    for certain, words in commands:
        if isinstance(words, str): continue
        value, holes, splits = words[0]
        slash = value.rfind(b"/")
        if holes and slash >= holes[-1][1]: holes = []  # an unknown folder; the name is known
        name = value[slash + 1:]
        if not holes and name.decode(errors="replace") not in STUBS: continue
        base = [(name, [] if not holes else holes, splits)] + words[1:] if not holes else words
        # Whether a file stands where a path points is not ours to say.
        found.append((certain and slash < 0, any(w[1] for w in words), base))
    faults = []
    for run in runs:
        whole = b"".join(word + b"\0" for word in run)
        if not any(pattern_of(words).fullmatch(whole) for _, _, words in found) and not opaque:
            faults.append(("miss", run))
    logged = set(runs)
    for certain, holes, words in found:
        if certain and not holes and tuple(word[0] for word in words) not in logged:
            faults.append(("invention", tuple(word[0] for word in words)))
    return faults


def spared(line):
    """The line with a trap set before each file that it sources. In a subshell bash 5.2 runs the last program of such a file in
    its own place, so that what stands behind is lost; not when a signal is trapped."""
    guard = 'spared() { trap : USR1; . "$@"; }; '
    changed = re.sub(r"(?<![\w.])(\.|source) \./", "spared ./", line)
    return changed.replace(PREFIX, PREFIX + guard, 1) if changed != line else None


def shrink(line, check):
    """Drops lines and words while the fault stays; what the generator puts before each stays too."""
    if not line.startswith(PREFIX): return line
    return PREFIX + shrink_parts(line[len(PREFIX):], lambda one: check(PREFIX + one))


def shrink_parts(line, check):
    for separator in ("\n", "; ", " "):
        parts = line.split(separator)
        i = 0
        while i < len(parts) and len(parts) > 1:
            candidate = separator.join(parts[:i] + parts[i + 1:])
            if check(candidate): parts.pop(i)
            else: i += 1
        line = separator.join(parts)
    return line


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("--line")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else int(time.time())
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, resource.RLIM_INFINITY))  # some lines call themselves for ever
    folder = tempfile.mkdtemp(prefix="bash-difference-")
    bin_dir = prepare(folder)
    empty = os.path.join(folder, "empty")
    os.mkdir(empty)
    fill(empty)

    def faults_of(line):
        runs = run_bash(line, bin_dir, folder)
        return judge(line, runs, understand(options.tool, [line], empty)[0]) if runs is not None else []

    def is_of_bash(line, commands):
        runs = run_bash(spared(line), bin_dir, folder) if spared(line) else None
        return runs is not None and not judge(line, runs, commands)

    if options.line:
        options.line = PREFIX + options.line
        print(run_bash(options.line, bin_dir, folder))
        print(understand(options.tool, [options.line], empty)[0])
        print(faults_of(options.line))
        return 0
    print(f"seed {seed}")
    rng = random.Random(seed)
    done = misses = inventions = shown = stuck = opaque = own = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        while done < options.count:
            lines = []
            while len(lines) < min(500, options.count - done):
                lines.append(Generator(rng).line())
            results = understand(options.tool, lines, empty)
            for line, runs, commands in zip(lines, pool.map(lambda one: run_bash(one, bin_dir, folder), lines), results):
                done += 1
                if runs is None:
                    stuck += 1
                    continue
                if any(isinstance(words, str) and not words.startswith("?\t0\t") for _, words in commands): opaque += 1
                faults = judge(line, runs, commands)
                if faults and is_of_bash(line, commands):
                    own += 1
                    faults = []
                misses += any(kind == "miss" for kind, _ in faults)
                inventions += any(kind == "invention" for kind, _ in faults)
                if faults and shown < options.show:
                    shown += 1
                    kind = faults[0][0]
                    small = shrink(line, lambda one: any(k == kind for k, _ in faults_of(one)))
                    print(f"--- {kind}: {faults_of(small)[:1]}\n{small}\n")
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{done} lines, {misses} misses, {inventions} inventions, {opaque} with something opaque, {stuck} stuck, {own} faults of bash; seed {seed}")
    return 1 if misses or inventions else 0


if __name__ == "__main__":
    sys.exit(main())
