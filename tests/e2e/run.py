#!/usr/bin/env python3
"""Runs every test_* function of tests/e2e/test_*.py: real Codex, real PostgreSQL, real migration tools.

    tests/e2e/run.py [BUILD] [--all] [NAME..]

A function named test_slow_* runs only with --all. One line a test; 'N passed, N failed' at the end.
"""
import importlib
import os
import sys
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    build = words.pop(0) if words and os.path.isdir(words[0]) else os.path.join(HERE, "..", "..", "build")
    os.environ["INTERLOCK_BUILD"] = os.path.abspath(build)
    passed = failed = 0
    for name in sorted(os.listdir(HERE)):
        if not (name.startswith("test_") and name.endswith(".py")):
            continue
        module = importlib.import_module(name[:-3])
        for key, function in sorted(vars(module).items()):
            if not key.startswith("test_") or (words and key not in words):
                continue
            if key.startswith("test_slow_") and "--all" not in sys.argv and not words:
                continue
            begin = time.time()
            try:
                function()
                passed += 1
                print(f"ok     {key} ({time.time() - begin:.1f} s)", flush=True)
            except Exception:
                failed += 1
                print(f"FAILED {key}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
