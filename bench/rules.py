"""Packs of made-up rules, of every kind that shipped packs hold, for the bench: as many as are asked for."""
import json
import os

SIZE = 500  # rules a pack


def rule(pack, number):
    name = f"{pack}.rule-{number}"
    common = {"id": name, "effect": "deny", "reason": f"number {number} refuses this: run `true`"}
    kind = number % 5
    if kind == 0:
        return {**common, "on": "command", "program": [f"tool{number}"], "verb": ["wreck all"], "without": ["--dry-run"],
                "denies": [f"tool{number} wreck all"], "allows": [f"tool{number} wreck all --dry-run"]}
    if kind == 1:
        return {**common, "on": "sql", "class": ["write"], "match": f"(?i)\\bschema{number}\\.(?P<table>\\w+)",
                "denies": [f"psql -c 'INSERT INTO schema{number}.t VALUES (1)'"], "allows": ["psql -c 'SELECT 1'"]}
    if kind == 2:
        return {**common, "on": "file", "path": [f"folder{number}/**/*.sql"], "denies": [f"rm folder{number}/a.sql"], "allows": ["rm a.sql"]}
    if kind == 3:
        return {**common, "on": "tool", "tool": [f"mcp__server{number}__*"], "argument": ["sql"], "match": "(?i)drop",
                "denies": [{"tool": f"mcp__server{number}__run", "arguments": {"sql": "DROP"}}],
                "allows": [{"tool": f"mcp__server{number}__run", "arguments": {"sql": "SELECT"}}]}
    return {**common, "on": "command", "match": f"secret-{number}-[a-z]+", "denies": [f"echo secret-{number}-x"], "allows": ["echo x"]}


def write(folder, count):
    """`count` rules in packs below `folder`, which is made."""
    os.makedirs(folder)
    for first in range(0, count, SIZE):
        pack = f"made{first}"
        content = {"pack": pack, "version": "1.0.0", "engine": 1, "owner": "bench",
                   "rules": [rule(pack, number) for number in range(first, min(first + SIZE, count))]}
        with open(os.path.join(folder, f"{pack}.json"), "w", encoding="utf-8") as file:
            json.dump(content, file)
