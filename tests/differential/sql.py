#!/usr/bin/env python3
"""Difference test: SQL texts, read by us and run by real PostgreSQL, MariaDB and SQLite.

What disappeared from the catalogue (schema, table, column, view ..) or was emptied must have been called
destructive; what changed must not have been called reading; and what we call destructive with certainty must,
when the server raised no error, have destroyed something. Each text runs through the engine's own client in a
scratch database; the same text must not be called less by the reading that knows no dialect.

usage: sql.py READ_SQL [--count N] [--seed N] [--engines postgres,mysql,sqlite] [--text TEXT] [--verbose]
N generated texts for each engine, after the list made by hand.
"""
import argparse
import json
import random
import signal
import subprocess
import sys

import sql_engines
import sql_texts

LOSES = {"drop", "truncate", "delete_all", "update_all", "alter_destructive", "replace", "dynamic", "code", "drop_other"}
OF_DATA = LOSES - {"drop_other"}
CHANGES = OF_DATA | {"write", "create", "drop_other", "privilege"}
SURE = {"drop", "truncate", "delete_all", "update_all", "alter_destructive"}


class Reader:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, dialect, text):
        self.process.stdin.write(dialect.encode() + b"\0" + text.encode() + b"\0")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["statements"]


def losses(before, after):
    """What is gone, and what changed: two lists of clauses for a person."""
    gone, changed, others = [], [], []
    gone += [f"schema {name}" for name in before["schemas"] - after["schemas"]]
    others += [f"object {name}" for name in before["others"] - after["others"]]
    for name, old in before["tables"].items():
        new = after["tables"].get(name)
        if new is None:
            gone.append(f"table {name}")
            continue
        for column, kind in old["columns"].items():
            if new["columns"].get(column) != kind:
                gone.append(f"column {name}.{column}")
        if old["count"] and new["count"] == 0:
            gone.append(f"all rows of {name}")
        elif old["rows"] != new["rows"]:
            changed.append(f"rows of {name}")
            if isinstance(old["rows"], list) and set(old["columns"]) == set(new["columns"]) and len(old["rows"]) > 1 and not set(old["rows"]) & set(new["rows"]):
                gone.append(f"every row of {name} changed")
    if after["tables"].keys() - before["tables"].keys() or after["others"] - before["others"] or after["schemas"] - before["schemas"]:
        changed.append("something new")
    return gone, others, changed


def judge(engine, reader, text, definite, pristine):
    """Only what holds for other data too: that id = 9 has a = 1 makes no tautology of id <> 9 OR a = 1."""
    complaints, statements, errors = judge_once(engine, reader, text, definite, pristine)
    for places in (100, 237, 401):
        if complaints:
            engine.run(sql_engines.turned(places))
            again = judge_once(engine, reader, text, definite, engine.state())[0]
            complaints = [one for one in complaints if one in again]
            engine.reset()
    return complaints, statements, errors


def judge_once(engine, reader, text, definite, pristine):
    statements = reader.read(engine.client_dialect, text)
    generic = reader.read("generic+client", text)
    classes = {name for one in statements for name in one["classes"].split()}
    loose = {name for one in generic for name in one["classes"].split()}
    errors = engine.run(text)
    after = engine.state()
    complaints = []
    dirty = after != pristine
    if dirty:
        gone, others, changed = losses(pristine, after)
        # A client that goes on after errors runs even the halves of a procedure: only its own reading tells.
        for seen, whose in ((classes, engine.name), (loose, "generic"))[: 1 if errors else 2]:
            if gone and not seen & OF_DATA:
                complaints.append(f"missed by {whose}: {'; '.join(gone)}")
            if others and not seen & LOSES:
                complaints.append(f"missed by {whose}: {'; '.join(others)}")
            if changed and not seen & CHANGES:
                complaints.append(f"called reading by {whose}: {'; '.join(changed)}")
        engine.reset()
    sure = any(one["certain"] and set(one["classes"].split()) & SURE for one in statements)
    if definite and sure and not errors:
        gone, others, changed = losses(pristine, after)
        if not (gone or others or changed):
            complaints.append("called destructive with certainty, but nothing is lost")
    return complaints, statements, errors


def shrink(text, fails):
    """Cuts pieces out of the text for as long as it still fails."""
    size = len(text) // 2
    tries = 0
    while size >= 1 and tries < 150:
        at = 0
        while at < len(text) and tries < 150:
            shorter = text[:at] + text[at + size:]
            tries += 1
            if shorter.strip() and fails(shorter):
                text = shorter
            else:
                at += size
        size //= 2
    return text


def cases(engines, count, seed):
    names = {engine.name for engine in engines}
    for name, text, definite in sql_texts.listed():
        if name in names:
            yield name, text, definite
    for name in sorted(names):
        generator = sql_texts.Generator(random.Random(f"{seed} {name}"), name)
        for _ in range(count):
            generator.definite = True
            yield name, generator.text(), False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reader")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--engines", default="postgres,mysql,sqlite")
    parser.add_argument("--text")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are stopped
    reader = Reader(options.reader)
    engines = sql_engines.start_all(options.engines.split(","))
    by_name = {engine.name: engine for engine in engines}
    pristine = {engine.name: engine.state() for engine in engines}
    passed = failed = refused = 0
    try:
        todo = cases(engines, options.count, options.seed) if options.text is None else [(engine.name, options.text, True) for engine in engines]
        for name, text, definite in todo:
            engine = by_name[name]
            run = lambda one: judge(engine, reader, one, definite, pristine[name])
            complaints, statements, errors = run(text)
            refused += bool(errors)
            if options.verbose or options.text is not None:
                print(f"{name}: {text!r}\n  {[(s['text'], s['classes'], s['certain']) for s in statements]}\n  {errors.strip()[:300]}")
            if not complaints:
                passed += 1
                continue
            failed += 1
            kinds = {one.split(":")[0] for one in complaints}
            short = shrink(text, lambda one: bool(kinds & {c.split(":")[0] for c in run(one)[0]})) if failed <= 40 else text
            complaints, statements, errors = run(short)
            print(f"WRONG {name}: {short!r}\n  from {text!r}\n  {' | '.join(complaints)}\n  read as {[(s['text'], s['classes'], s['certain']) for s in statements]}\n  server: {errors.strip()[:200]}", flush=True)
    finally:
        sql_engines.stop_all(engines)
    print(f"{passed + failed} texts over {', '.join(by_name)}, {refused} of them with an error of the server: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
