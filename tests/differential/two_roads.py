#!/usr/bin/env python3
"""Two roads: a refused line, written another way that bash runs alike, is refused as well.

Takes lines of tests/evasions.txt that the hook refuses, rewrites each (blanks, comments, continuations, quotes inside
words, variables, wrappers, compound commands; one to three of them), and asks the real hook again.

usage: two_roads.py BUILD [--count N] [--seed N] [--jobs N] [--show N]
"""
import argparse, concurrent.futures, os, random, re, shutil, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import lines

KEYWORDS = {"case", "coproc", "for", "function", "if", "select", "time", "until", "while"}  # quoted they are names of programs
READS_TEXT = ("bash <<", "echo ", "printf ")  # a shell behind it has nobody who types
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]+")
ENDS_LINE = re.compile(r"\$\{\w+!\w*\}|\$\(\(1\+\)\)")  # "bad substitution", an expression without an operand


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def words_of(line):
    """The words of a line without anything special, else nothing."""
    if line.split(" ")[0] in KEYWORDS: return []
    return line.split(" ") if re.fullmatch(r"[\w ./:=@%+,-]+", line) and "  " not in line else []


def in_word(rng, word):
    """The same word, spelled with quotes or a backslash, or with a continuation inside."""
    at = rng.randrange(1, len(word))
    a, b = word[:at], word[at:]
    return rng.choice([f"{a}''{b}", f'{a}""{b}', f"{a}\\{b}", f"'{a}'{b}", f'{a}"{b}"', f"{a}\\\n{b}", f"$'{a}'{b}", f"{a}$''{b}",
                       f"$(echo {word})", f"`echo {word}`", f"$(printf %s {a}; echo {b})"])


def spell(rng, line):
    words = words_of(line)
    if not words or not WORD.fullmatch(words[0]): return None
    at = rng.randrange(len(words))
    if not WORD.fullmatch(words[at]): at = 0
    words[at] = in_word(rng, words[at])
    return " ".join(words)


def variable(rng, line):
    words = words_of(line)
    if not words or not WORD.fullmatch(words[0]): return None
    at = rng.randrange(len(words))
    if not words[at] or "=" in words[at]: at = 0
    value, words[at] = words[at], rng.choice(["$zq", "${zq}", '"$zq"', "${zq%none}", "${zq:0}"])
    return f"zq={value}{rng.choice(['; ', chr(10), ' && '])}" + " ".join(words)


def blanks(rng, line):
    words = words_of(line)
    if not words: return f"{rng.choice(['  ', chr(9), chr(10), ' ' + chr(92) + chr(10)])}{line}{rng.choice([' ', ' ;', chr(10)])}"
    return rng.choice(["  ", "\t", " \\\n", " \\\n  "]).join(words)


def comment(rng, line):
    return rng.choice([f"# all right\n{line}", f"{line} # all right", f": # x\n\n{line}", f"true # '\n{line}"])


def wrap(rng, line):
    """A prefix that runs the words; only before a simple command."""
    words = words_of(line)
    if not words or "=" in words[0] or not WORD.fullmatch(words[0]): return None
    return rng.choice(["env ", "command ", "sudo ", "nohup ", "time ", "nice ", "exec ", "timeout 5 ", "env A=b ", "A=b ", "sudo -u root ", "setsid ", "stdbuf -oL ", "\\", "! ",
                       "doas ", "ionice -c3 ", "env -u A ", "builtin command "]) + line


def inside(rng, line):
    line = line.rstrip("\n")
    end = "\n"
    return rng.choice([f"bash -c {quoted(line)}", f"eval {quoted(line)}", f"{{ {line}{end}}}", f"( {line}{end})", f"if true; then {line}{end}fi", f"true && {{ {line}{end}}}", f"f() {{ {line}{end}}}; f",
                       f"for i in 1; do {line}{end}done", f"while true; do {line}{end}break; done", f"case x in x) {line}{end};; esac", f"x=$({line}{end})", f"echo ok; {line}", f"false || {{ {line}{end}}}",
                       f"cd . && {{ {line}{end}}}", f"{line} & wait" if "\n" not in line and "#" not in line else f"{{ {line}{end}}} & wait", f"env bash -c {quoted(line)}", f"sudo bash -c {quoted(line)}", f"bash <<'END_OF_IT'\n{line}\nEND_OF_IT\n",
                       f"bash <<< {quoted(line)}", f"echo {quoted(line)} | bash" if "\\" not in line else f"printf '%s\\n' {quoted(line)} | bash", f"printf '%s\\n' {quoted(line)} > z.sh; bash z.sh", f"source <(printf '%s\\n' {quoted(line)})",
                       f"trap {quoted(line)} EXIT", f"zq={quoted(line)}; eval \"$zq\"", f"zq={quoted(line)}; bash -c \"$zq\"", f"until {{ {line}{end}}}; do :; done", f"[[ -n x ]] && {{ {line}{end}}}"])


REWRITES = [spell, spell, variable, blanks, comment, wrap, inside, inside]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else int(time.time())
    rng = random.Random(seed)
    build = os.path.abspath(options.build)
    folder = tempfile.mkdtemp(prefix="interlock-roads-")
    image, project = os.path.join(folder, "rules.image"), os.path.join(folder, "project")
    subprocess.run([os.path.join(build, "cli", "interlock"), "compile", "--output", image, os.path.join(HERE, "..", "..", "rules")], check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(os.path.join(HERE, "..", "data", "project"), project)
    hook = [os.path.join(build, "hooks", "interlock-pre-tool-use"), "--rules", image, "--state", os.path.join(folder, "state")]

    def refused(line):
        done = subprocess.run(hook, input=lines.payload(line.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t"), project), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return done.returncode == 2

    given = [lines.unescape(line) for _, line in lines.read_lines("evasions.txt") if not line.startswith(("mcp__", "patch: "))]
    # An alias is in force on the next line at the top alone, and there alone an error ends no more than its line;
    # a here-document needs its own lines.
    given = [line for line in given if "<<" not in line and "alias" not in line and not ("\n" in line and ENDS_LINE.search(line)) and
             subprocess.run(["bash", "-n", "-c", line], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0]
    if refused("true") or not refused("psql"): raise SystemExit("the hook does not tell two lines apart")
    pairs = []
    while len(pairs) < options.count:
        line, made, names = rng.choice(given), None, []
        made = line
        typed = not refused(f"{{ {line}\n}} </dev/null")
        for _ in range(rng.randint(1, 3)):
            rewrite = rng.choice(REWRITES)
            other = rewrite(rng, made)
            if other is not None and not (typed and other.startswith(READS_TEXT)):
                made = other
                names.append(rewrite.__name__)
        if names: pairs.append((line, made, names))
    passed = failed = shown = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (line, made, names), good in zip(pairs, pool.map(lambda pair: refused(pair[1]), pairs)):
            if not good and subprocess.run(["bash", "-n", "-c", made], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
                good = True  # bash does not take it either
            passed, failed = passed + good, failed + (not good)
            if not good and shown < options.show:
                shown += 1
                print(f"--- silent ({', '.join(names)}): {line!r}\n{made}\n")
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed; seed {seed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
