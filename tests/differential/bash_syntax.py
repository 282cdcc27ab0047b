#!/usr/bin/env python3
"""Does bash accept the same texts as the parser?

usage: bash_syntax.py PARSE_SHELL [COUNT] [SEED] [--all]

Generates COUNT random shell texts, half of them by grammar, half by mutating those, and compares
what `bash -n` says with what PARSE_SHELL (built from tests/tools/parse_shell.cc) says. Prints the
seed, and every text about which they differ, cut down to its shortest form (the first only,
unless --all). Where a difference is meant, JUSTIFIED says why.
"""
import os
import random
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

PREFIX = "shopt -s extglob\n"  # as -O does for bash

# bash's message, our verdict and tree, the text -> why the difference is meant.
JUSTIFIED = [
    ("any command as the body of f(), which dash accepts",
     lambda text, bash, ours, tree: ours == "ok" and re.search(r"\[function .*?\] (?!\[(group|sub|if|for|case|while|until|select|test|\(\())", tree)),
    ("the words after `coproc WORD`, which bash reads as assignments although they are arguments",
     lambda text, bash, ours, tree: re.search(r"coproc\s.*\w\[", text, re.S)),
    ("an array assignment where bash does not look for one: after a redirection, after coproc",
     lambda text, bash, ours, tree: ours == "ok" and bash and "=(" in text and re.search(r"[<>]|coproc", text)),
    ("(( that turns out to be two subshells: bash then loses its place",
     lambda text, bash, ours, tree: ours == "ok" and bash and "((" in text and re.search(r"near .*\(\(|near .*\)\)", bash)),
    ("a backslash in an array inside $(..), which bash 5.2 reads in two ways",
     lambda text, bash, ours, tree: "means two things at once" in ours),
    ("`in` that bash still waits for after `for` or `case` with an odd name",
     lambda text, bash, ours, tree: ours == "ok" and "near unexpected token `in'" in bash),
    ("a here-document inside $(..), owed to a line that goes on in a quote or substitution",
     lambda text, bash, ours, tree: "on a line that goes on" in ours),
    ("`time` directly after $( or <(: a word when bash looks for the end, reserved when it runs",
     lambda text, bash, ours, tree: re.search(r"[$<>]\((\\\n|[ \t])*time", text)),
]


class Generator:
    def __init__(self, rng):
        self.rng = rng

    def pick(self, *choices):
        choice = self.rng.choice(choices)
        return choice if isinstance(choice, str) else choice()

    def chance(self, p):
        return self.rng.random() < p

    def some(self, make, low, high, between=""):
        return between.join(make() for _ in range(self.rng.randint(low, high)))

    # words
    def name(self):
        return self.pick("a", "b", "x", "foo", "_", "A1", "if", "esac", "in", "do")

    def plain(self):
        return self.pick("a", "b", "echo", "x1", "-n", "1", "2", "foo.c", "/bin/ls", "*", "?", "~",
                         "[a]", "{a,b}", "{", "}", "=", "a=b", ":", "!", "%", "#", "a#b", "if", "then",
                         "fi", "do", "done", "in", "esac", "time", "]]", "[[", "-", "--", "@", "+", ",",
                         "1.5", "case", "for", "function", "coproc", "else", "x=", "[", "]", "^")

    def quoted(self, depth):
        return self.pick("'a b'", "''", "'$x'", "\"\"", "'\"'", "\\'", "\\\"", "\\$", "\\\\", "\\a", "\\ ",
                         "\\;", "\\(", "$'a\\'b'", "$'\\x41\\n'", "'a\nb'", "\\\n",
                         lambda: '"' + self.some(lambda: self.inside(depth), 0, 3) + '"',
                         lambda: '$"' + self.some(lambda: self.inside(depth), 0, 2) + '"')

    def inside(self, depth):
        """A piece of double-quoted text."""
        return self.pick("a", " ", "b c", "'", "\\\"", "\\$", "\\`", "\\\\", "#", ";", "(", ")", "}", "\n",
                         "|", "&", "!", "$", "<(", "\\\n", lambda: self.expansion(depth),
                         lambda: self.expansion(depth))

    def parameter(self):
        return self.pick("x", "foo", "1", "12", "@", "*", "#", "?", "-", "$", "!", "_", "a[1]", "a[@]",
                         "a[$i]", "a[ 1 ]", "#x", "!x", "#a[@]", "!a[@]", "!x@", "!x*", "#@", "##", "#-")

    def operand(self, depth):
        return self.some(lambda: self.pick("a", "b c", "*", "\\}", "{", "'x'", "'}'", "\"y\"", "\"}\"", "/",
                                           ":", "$", "(", "#", ";", "`", "'",
                                           lambda: self.expansion(depth),
                                           lambda: self.quoted(depth)), 0, 2)

    def expansion(self, depth):
        if depth <= 0:
            return self.pick("$x", "${x}", "$1", "$?", "$$", "$@", "$#", "$", "${#x}", "$(a)", "`b`", "$((1))")
        return self.pick(
            "$x", "$?", "${x}",
            lambda: "${" + self.parameter() + "}",
            lambda: "${" + self.parameter() + self.pick(":-", "-", ":=", "=", ":?", "?", ":+", "+", "#",
                                                        "##", "%", "%%", "^", ",,", "/", "//", ":", "@")
            + self.operand(depth - 1) + "}",
            lambda: "$(" + self.pick("", " ", "\n") + self.lines(depth - 1) + self.pick("", " ", "\n") + ")",
            lambda: "$(" + self.pick("", " ") + self.lines(depth - 1) + ")",
            lambda: "`" + self.line(0).replace("`", "").replace("\\", "") + "`",
            lambda: "$((" + self.arithmetic(depth - 1) + "))",
            lambda: "$((" + self.lines(depth - 1) + ") | " + self.simple(0) + ")",
            lambda: "$[" + self.arithmetic(depth - 1) + "]")

    def arithmetic(self, depth):
        return self.some(lambda: self.pick("1", "x", "+", " ", "(1)", "$x", "<", "<<", "?", ":", "=", "&&",
                                           "|", "a[1]", ",", "\"1\"", "(", ")", "#", "16#ff", "!", "\n",
                                           lambda: self.expansion(depth)), 0, 4)

    def word(self, depth):
        return self.some(lambda: self.pick(
            self.plain, self.plain, self.plain, lambda: self.quoted(depth),
            lambda: self.expansion(depth),
            lambda: self.pick("<(", ">(") + self.lines(depth - 1) + ")" if depth > 0 else "a"), 1,
            self.pick("1", "1", "1", "2", "3") == "1" or 2)

    def assignment(self, depth):
        left = self.name() + self.pick("", "", "[1]", "[ 1 + 2 ]", "[$x]", "['a b']", "[a") + self.pick("=", "+=")
        if self.chance(0.3):
            return left + "(" + self.some(
                lambda: self.pick("[1]=", "", "", "") + self.word(depth - 1) + self.pick(" ", "\n", " #c\n"), 0, 3) + ")"
        return left + self.pick("", lambda: self.word(depth))

    def redirection(self, depth):
        return self.pick("", "", "2", "10", "{fd}", "{a[1]}", "x") + self.pick(
            "<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<<", ">&-", "<&-", ">&2", "2>&1-") + \
            self.pick("", " ") + self.pick("f", "1", "-", "$x", lambda: self.word(depth - 1))

    def document(self, depth):
        delimiter, quoted = self.pick("E", "E", "EOF", "'E'", "\"E F\"", "\\E", "E'F'"), None
        end = re.sub(r"['\"\\]", "", delimiter)
        operator = self.pick("<<", "<<-")
        body = self.some(lambda: self.pick("a\n", "\tb\n", "$x\n", "$(a)\n", "`\n", "\"\n", "$(\n", "'\n", "\\\n",
                                           "E \n", "x\\\\\n"), 0, 2)
        return (operator + self.pick("", " ") + delimiter, "\n" + body + self.pick("", "\t") * (operator == "<<-") + end)

    # commands
    def blank(self):
        return self.pick(" ", " ", " ", "  ", "\t", " \\\n", "\\\n ")

    def simple(self, depth):
        parts = [self.assignment(depth) for _ in range(self.rng.choice([0, 0, 0, 1, 2]))]
        if self.chance(0.1):
            parts.append(self.pick("declare", "export", "local", "eval", "alias", "readonly") + " " + self.assignment(depth))
        parts += [self.word(depth) for _ in range(self.rng.randint(0 if parts else 1, 3))]
        parts += [self.redirection(depth) for _ in range(self.rng.choice([0, 0, 0, 1]))]
        tail = ""
        if self.chance(0.07):
            start, tail = self.document(depth)
            parts.append(start)
        if self.chance(0.1):
            self.rng.shuffle(parts)
        return self.blank().join(parts) + tail

    def condition(self, depth):
        term = lambda: self.pick(
            lambda: self.pick("-f", "-z", "-n", "-v", "!", "-q") + " " + self.word(0),
            lambda: self.word(0) + " " + self.pick("==", "=", "!=", "-eq", "-nt", "<", ">", "-a") + " " + self.word(0),
            lambda: self.word(0) + " =~ " + self.some(lambda: self.pick("a", "(", ")", "|", "[a ]", "^", "$", "(a b)",
                                                                       "(a|b)", "\\.", "$x", "{2}", "'a b'"), 1, 3),
            lambda: self.word(0),
            lambda: "( " + (self.condition(depth - 1) if depth > 0 else "a") + " )")
        return self.some(term, 1, 3, self.pick(" && ", " || ", "&&", "\n&& ", " || \n", " ! "))

    def compound(self, depth):
        body = lambda: self.lines(depth - 1)
        end = lambda: self.pick(";", ";", "\n", " ;", "\n\n", "", "&")
        return self.pick(
            lambda: "{ " + body() + end() + " }",
            lambda: "(" + body() + self.pick("", " ", "\n", ";") + ")",
            lambda: "((" + body() + "))",
            lambda: "if " + body() + end() + " then " + body() + end() +
            self.pick("", lambda: " elif " + body() + end() + " then " + body() + end()) +
            self.pick("", lambda: " else " + body() + end()) + " fi",
            lambda: self.pick("while ", "until ") + body() + end() + " do " + body() + end() + " done",
            lambda: self.pick("for ", "select ") + self.name() + self.pick(
                "", ";", "\n", lambda: " in " + self.some(lambda: self.word(depth - 1), 0, 3, " ") + self.pick(";", "\n", ";;", "")) +
            self.pick(lambda: " do " + body() + end() + " done", lambda: " { " + body() + end() + " }"),
            lambda: "for ((" + self.arithmetic(0) + self.pick(";", ";", "") + self.arithmetic(0) + ";" + self.arithmetic(0) + "))" +
            self.pick("", ";", "\n") + self.pick(lambda: " do " + body() + end() + " done", lambda: " { " + body() + end() + " }"),
            lambda: "case " + self.word(depth - 1) + self.pick(" in ", " in\n", "\nin ") + self.some(
                lambda: self.pick("", "(", "( ") + self.some(lambda: self.word(0), 1, 2, self.pick("|", " | ")) + self.pick(")", " ) ")
                + self.pick("", body, body) + self.pick(";;", ";;", ";&", ";;&", "\n;;", " ", "; ;;") + self.pick("", "\n", " "), 0, 3) + " esac",
            lambda: "[[ " + self.condition(depth - 1) + " ]]",
            lambda: "((" + self.arithmetic(depth - 1) + "))",
            lambda: self.pick(lambda: self.name() + self.pick("()", " ( )", " () ", "()\n"),
                              lambda: "function " + self.name() + self.pick("", " ()", "\n")) + " " + self.pick(
                                  lambda: self.compound(depth - 1) if depth > 1 else "{ a; }"),
            lambda: "coproc " + self.pick("", "x ") + self.command(depth - 1)) + \
            (" " + self.redirection(0) if self.chance(0.15) else "")

    def command(self, depth):
        if depth <= 0 or self.chance(0.5):
            return self.simple(depth)
        return self.compound(depth)

    def pipeline(self, depth):
        return self.pick("", "", "", "", "", "! ", "time ", "time -p ", "time -- ", "! ! ", "!") + self.some(
            lambda: self.command(depth), 1, self.pick("1", "1", "2") == "2" and 3 or 1,
            self.pick(" | ", "|", " |& ", " |\n"))

    def line(self, depth):
        return self.some(lambda: self.pipeline(depth), 1, self.pick("1", "1", "2") == "2" and 3 or 1,
                         self.pick(" && ", " || ", "; ", " & ", ";", "&&\n", "&", " ; ", " ;\n"))

    def lines(self, depth):
        if self.chance(0.03):
            return ""
        return self.some(lambda: self.line(depth), 1, self.rng.choice([1, 1, 1, 2, 3]), self.pick("\n", "\n", "; ", " # c'\n", "\n\n")) + \
            self.pick("", "", "", ";", "&", "\n", " #x")

    def text(self):
        return self.lines(self.rng.randint(0, 3))

    def mutate(self, text):
        tokens = re.findall(r"\w+|\s|<<-?|[^\w\s]", text)
        for _ in range(self.rng.randint(1, 3)):
            if not tokens:
                break
            at = self.rng.randrange(len(tokens))
            act = self.rng.randrange(5)
            if act == 0:
                del tokens[at]
            elif act == 1:
                tokens.insert(at, tokens[self.rng.randrange(len(tokens))])
            elif act == 2:
                tokens.insert(at, self.rng.choice(list("'\"`\\$(){}[];|&<>!#\n \t=*?@+-/:%a1") + [
                    "<<", "<<E", "((", "))", "$(", "${", "if", "fi", "do", "done", "case", "esac", "in", "then",
                    ";;", "&&", "||", "<(", "$'", "[[", "]]", "time", "coproc", "function", "{ ", " }", "\\\n"]))
            elif act == 3:
                other = self.rng.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            else:
                tokens[at] = tokens[self.rng.randrange(len(tokens))]
        return "".join(tokens)


def bash_verdict(text):
    """'' when bash accepts the text, else its first complaint."""
    done = subprocess.run(["bash", "--norc", "-O", "extglob", "-n", "-c", "--", text], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=20)
    for line in done.stderr.decode("utf-8", "replace").split("\n"):
        if line.startswith("bash: ") and "warning:" not in line:
            return line
    return ""


def our_verdicts(tool, texts):
    data = b"".join(text.encode() + b"\0" for text in texts)
    done = subprocess.run([tool, "--tree"], input=data, stdout=subprocess.PIPE, timeout=600)
    if done.returncode != 0:
        raise SystemExit(f"{tool} ended with {done.returncode}")
    lines = done.stdout.decode("utf-8", "replace").split("\n")
    return [(lines[2 * i], lines[2 * i + 1]) for i in range(len(texts))]


def differs(tool, text):
    """What the two say when they differ and no entry of JUSTIFIED says why, else None."""
    text = PREFIX + text
    return judge(text, bash_verdict(text), *our_verdicts(tool, [text])[0])


def judge(text, bash, ours, tree):
    if (bash == "") == (ours == "ok"):
        return None
    if bash == "" and ("<<" not in text or re.search(r"for|\[\[", text)) and bash_verdict(text + "\n)") == "":
        return None  # bash had given up silently, or the last line would have been an error
    for _, applies in JUSTIFIED:
        if applies(text, bash, ours, tree):
            return None
    return f"bash: {bash or 'accepts'}\nours: {ours}\ntree: {tree}"


def shrink(tool, text):
    tokens = re.findall(r"\w+|\s|<<-?|[^\w\s]", text)
    size = max(1, len(tokens) // 2)
    while size >= 1:
        at, changed = 0, False
        while at < len(tokens):
            fewer = tokens[:at] + tokens[at + size:]
            if differs(tool, "".join(fewer)):
                tokens, changed = fewer, True
            else:
                at += size
        if not changed:
            size //= 2
    return "".join(tokens)


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not arguments:
        raise SystemExit(__doc__)
    tool = os.path.abspath(arguments[0])
    count = int(arguments[1]) if len(arguments) > 1 else 2000
    seed = int(arguments[2]) if len(arguments) > 2 else random.randrange(1 << 32)
    print(f"seed {seed}, {count} texts", flush=True)
    generator = Generator(random.Random(seed))
    failures = accepted = done = 0
    with ThreadPoolExecutor(4) as pool:
        while done < count:
            texts = []
            while len(texts) < min(500, count - done):
                text = generator.text()
                if len(texts) % 2:
                    text = generator.mutate(text)
                if len(text) < 4000:
                    texts.append(PREFIX + text)
            done += len(texts)
            ours = our_verdicts(tool, texts)
            theirs = list(pool.map(lambda text: bash_verdict(text), texts))
            for text, bash, (verdict, tree) in zip(texts, theirs, ours):
                accepted += bash == ""
                if judge(text, bash, verdict, tree) is None:
                    continue
                failures += 1
                short = shrink(tool, text[len(PREFIX):])
                print(f"differs: {short!r}\n{differs(tool, short)}\n", flush=True)
                if "--all" not in sys.argv:
                    raise SystemExit(1)
    print(f"{done} texts, {accepted} accepted by bash, {failures} differ")
    raise SystemExit(1 if failures else 0)


main()
