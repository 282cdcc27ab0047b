#!/usr/bin/env python3
"""docs/rules/: a short page for each pack, made from rules/*.json.

    tests/rule_docs.py            fails when a page is stale, missing or left over
    tests/rule_docs.py --write    makes them anew
"""
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "rules"
MADE = "<!-- made by tests/rule_docs.py --write: change the pack, not this page -->"
EFFECTS = {"deny": "refused", "approve": "refused until a person approves this very call", "warn": "runs, and the agent is told",
           "log": "runs, and is written down"}
MODES = {"error-only": "", "warning-sensitive": ", and without warnings unless a person approves", "strict": ", and a person approves"}
MATURITY = {"incubating": "switched on by request, still being tried", "sandbox": "switched on by request, an experiment",
            "deprecated": "never switched on"}


def split_reason(reason):
    """What was seen and why, and what to do instead: they stand on both sides of the first colon outside of backquotes."""
    parts = reason.split("`")
    for i in range(0, len(parts), 2):
        found = re.search(r":( |$)", parts[i])
        if found:
            before = "`".join(parts[:i] + [parts[i][:found.start()]])
            return before, "`".join([parts[i][found.end():]] + parts[i + 1:])
    return reason, ""


def sentence(text):
    text = text.strip()
    text = text[:1].upper() + text[1:] if text[:1].isalpha() else text
    return text if text.endswith((".", "!", "?")) else text + "."


def show(example):
    if isinstance(example, str):
        return example
    if "tool" in example:
        return f"{example['tool']} {json.dumps(example.get('arguments', {}), ensure_ascii=False)}"
    if "patch" in example:
        return example["patch"]
    files = "".join(f"\n# {name}: {text}" for name, text in example.get("files", {}).items())
    return example["command"] + files


def examples(title, given):
    given = [given] if isinstance(given, (str, dict)) else given
    lines = "\n".join(show(one) for one in given)
    fence = "```" if "```" not in lines else "~~~~"
    return [f"{title}:", "", fence + "sh", lines, fence, ""]


def section(name, effect, problem, instead, rule):
    out = [f"## {name}", "", f"*{effect}*", "", sentence(problem), ""]
    if instead:
        out += ["Instead: " + sentence(instead)[:1].lower() + sentence(instead)[1:], ""]
    return out + examples("Fires on", rule["denies"]) + examples("Does not fire on", rule["allows"])


def typed(workflow, example):
    """A step's example without what the agent's own call adds to it."""
    tool = " ".join(workflow.get("tool", workflow["program"][:1]))
    filled = example.replace("{tool}", tool).replace("{latest}", "1")
    return re.sub(r" *\{[^}]*\}", "", filled)


def gate_section(workflow, gate):
    steps = {step["id"]: step for step in workflow["steps"]}
    ids = gate["needs"] if isinstance(gate["needs"], list) else [gate["needs"]]
    needs = [steps[one] for one in ids]
    titles = " and ".join(f"the {step['title']}" if not step["title"].startswith(("a ", "the ")) else step["title"] for step in needs)
    if workflow.get("on") == "tool":
        tools = gate["tool"] if isinstance(gate["tool"], list) else [gate["tool"]]
        problem = f"{' and '.join(f'`{tool}`' for tool in tools)} run only after {titles}, in this session and for exactly what the call brings" + \
            MODES[gate.get("mode", "error-only")]
        instead = ", then ".join(step["example"] for step in needs)
        return section(f"{workflow['id']}.{gate['id']}", "gate: refused until its steps are proved", problem, instead, gate)
    if gate.get("on") == "commit":
        problem = f"a `git commit` that holds migration files of {workflow['program'][0]} runs only after {titles} has passed for exactly these " + \
            "files in this session, if the hook can judge them" + MODES[gate.get("mode", "error-only")]
    else:
        verbs = gate.get("verb", gate["denies"][0].split(" ", 1)[1])  # a gate without a verb: as its first example has it
        verb = verbs[0] if isinstance(verbs, list) else verbs
        problem = f"`{workflow['program'][0]} {verb}` runs only after {titles} have passed for exactly the files that are there now" + \
            MODES[gate.get("mode", "error-only")]
    commands = dict.fromkeys(f"`{typed(workflow, step['example'])}`" for step in needs)  # one command may do for two steps
    instead = ", then ".join(commands) + ", each in a call of its own"
    return section(f"{workflow['id']}.{gate['id']}", "gate: refused until its steps are proved", problem, instead, gate)


def page(pack):
    out = [MADE, f"# {pack['pack']}", "", sentence(pack["description"]), "",
           "Words in braces are filled in with what was seen. The format: [rules/README.md](../../rules/README.md).", ""]
    for rule in pack.get("rules", []):
        effect = f"{rule['effect']}: {EFFECTS[rule['effect']]}"
        if rule.get("maturity", "stable") != "stable":
            effect += f"; {rule['maturity']}: {MATURITY[rule['maturity']]}"
        if rule.get("locked"):
            effect += "; locked"
        out += section(rule["id"], effect, *split_reason(rule["reason"]), rule)
    for workflow in pack.get("workflows", []):
        for gate in workflow["gates"]:
            out += gate_section(workflow, gate)
    return "\n".join(out).rstrip() + "\n"


def index(packs):
    out = [MADE, "# Rules", "", "One page a pack, one section a rule: the problem, what to do instead, examples.", "",
           "| pack | what it is about | rules |", "|---|---|---|"]
    for pack in packs:
        count = len(pack.get("rules", [])) + sum(len(one["gates"]) for one in pack.get("workflows", []))
        out.append(f"| [{pack['pack']}]({pack['pack']}.md) | {pack['description']} | {count} |")
    return "\n".join(out) + "\n"


def main():
    packs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "rules").glob("*.json"))
             if not path.name.endswith(".schema.json")]
    pages = {f"{pack['pack']}.md": page(pack) for pack in packs}
    pages["README.md"] = index(packs)
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in pages.keys() | there.keys() if pages.get(name) != there.get(name))
    if "--write" in sys.argv:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name in stale:
            if name in pages:
                (FOLDER / name).write_text(pages[name], encoding="utf-8")
            else:
                (FOLDER / name).unlink()
        stale = []
    for name in stale:
        print(f"docs/rules/{name} is stale: run tests/rule_docs.py --write")
    print(f"{len(pages) - len(stale)} passed, {len(stale)} failed")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
