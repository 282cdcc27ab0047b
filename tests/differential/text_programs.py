#!/usr/bin/env python3
"""Compares text programs, patterns and arithmetic with the real ones of this machine.

    text_programs.py RUN_TEXT [--count N] [--seed N] [--only KIND]

Each case goes to RUN_TEXT (built from tests/tools/run_text.cc) and to the real program. Where we
answer, the answer must be the same to the byte; how often we answer is printed per kind.
Ends with a line "N passed, N failed".
"""

import argparse
import os
import random
import subprocess
import sys
import time

from text_generators import KINDS, REQUIRED_RATE

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}


def encode(fields):
    parts = [b"%d\n" % len(fields)]
    for field in fields:
        parts.append(b"%d\n%s" % (len(field), field))
    return b"".join(parts)


def ask_ours(tool, questions):
    """All answers of RUN_TEXT: bytes, or None for 'cannot say'."""
    result = subprocess.run([tool], input=b"".join(map(encode, questions)), stdout=subprocess.PIPE, check=True)
    answers, at, data = [], 0, result.stdout
    for _ in questions:
        end = data.index(b"\n", at)
        size = int(data[at:end])
        at = end + 1
        answers.append(None if size < 0 else data[at:at + size])
        at += max(size, 0)
    return answers


def ask_program(fields):
    """The output of a real program; what it prints before an error counts as well."""
    _, program, text, *arguments = fields
    if program in (b"echo", b"printf", b"true", b"false"):
        command = [b"bash", b"--norc", b"-c", b'"$@"', b"_", program] + arguments
    else:
        command = [program] + arguments
    try:
        result = subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                env=ENVIRONMENT, timeout=10)
    except subprocess.TimeoutExpired:
        return b"(timeout)"
    return result.stdout


BASH = {
    # expression and the variables x y z; answers value|x|y|z
    b"arithmetic": r'''
while IFS= read -r -d '' e && IFS= read -r -d '' x && IFS= read -r -d '' y && IFS= read -r -d '' z; do
  r=$( { (v=$(( $e )) && printf '%s|%s|%s|%s.' "$v" "$x" "$y" "$z"); } 2>/dev/null) || r=ERROR.
  printf '%s\0' "$r"
done''',
    b"pattern": r'''
shopt -u extglob
while IFS= read -r -d '' o && IFS= read -r -d '' g && IFS= read -r -d '' v && IFS= read -r -d '' p && IFS= read -r -d '' r &&
      IFS= read -r -d '' a; do
  if [[ $g == extglob ]]; then shopt -s extglob; else shopt -u extglob; fi
  if [[ -n $a ]]; then shopt -s patsub_replacement; else shopt -u patsub_replacement; fi
  case $o in
    case) case $v in $p) w=1;; *) w=0;; esac;;
    '#') w=${v#$p};; '##') w=${v##$p};; '%') w=${v%$p};; '%%') w=${v%%$p};;
    '/') w=${v/$p/$r};; '//') w=${v//$p/$r};; '/#') w=${v/#$p/$r};; '/%') w=${v/%$p/$r};;
  esac
  printf '%s.\0' "$w"
done''',
    b"escapes": r'''
while IFS= read -r -d '' t; do
  w=; eval "w=\$'$t'" 2>/dev/null
  printf '%s.\0' "$w"
done''',
}


def ask_bash(kind, questions):
    """One bash answers all questions of a kind."""
    rows = []
    for fields in questions:
        values = list(fields[1:])
        if kind == b"arithmetic":
            values = [fields[1], fields[3], fields[5], fields[7]]
        if kind == b"pattern":
            values += [b""] * (6 - len(values))
        rows.append(b"".join(value + b"\0" for value in values))
    result = subprocess.run(["bash", "--norc", "-c", BASH[kind]], input=b"".join(rows), stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, env=ENVIRONMENT, check=False)
    answers = result.stdout.split(b"\0")
    if len(answers) != len(questions) + 1:
        raise SystemExit(f"bash answered {len(answers) - 1} of {len(questions)} {kind.decode()} questions")
    return [b"ERROR" if answer == b"ERROR." else answer[:-1] for answer in answers[:-1]]


def ask_real(questions):
    answers = [None] * len(questions)
    for kind in BASH:
        rows = [i for i, fields in enumerate(questions) if fields[0] == kind]
        for i, answer in zip(rows, ask_bash(kind, [questions[i] for i in rows]) if rows else []):
            answers[i] = answer
    for i, fields in enumerate(questions):
        if fields[0] == b"run":
            answers[i] = ask_program(fields)
    return answers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", type=int, default=10, help="failing cases to print")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else int(time.time())
    print(f"seed {seed}")
    chance = random.Random(seed)
    names = [name for name in KINDS if not options.only or name in options.only.split(",")]
    weights = [KINDS[name][0] for name in names]
    chosen = [chance.choices(names, weights)[0] for _ in range(options.count)]
    questions = [[os.fsencode(field) if isinstance(field, str) else field for field in KINDS[name][1](chance)]
                 for name in chosen]

    ours = ask_ours(options.tool, questions)
    real = ask_real(questions)
    asked, answered, failed = {}, {}, 0
    for name, fields, mine, truth in zip(chosen, questions, ours, real):
        asked[name] = asked.get(name, 0) + 1
        if mine is None:
            # An error of bash is nothing to us as well; every other silence counts against the rate.
            asked[name] -= truth == b"ERROR"
            continue
        answered[name] = answered.get(name, 0) + 1
        if mine != truth:
            failed += 1
            if failed <= options.show:
                print(f"FAIL {name}: {fields[1:]}\n  ours {mine[:300]}\n  real {truth[:300]}")
    total = failed
    for name in sorted(asked):
        rate = answered.get(name, 0) / max(asked[name], 1)
        enough = rate >= REQUIRED_RATE.get(name, 0.9) or asked[name] < 50
        total += not enough
        print(f"{name}: answered {answered.get(name, 0)} of {asked[name]} ({rate:.0%}){'' if enough else ', too few'}")
    print(f"{len(questions) - failed} passed, {total} failed")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
