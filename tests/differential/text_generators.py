"""Random cases for text_programs.py: name -> (weight, generator of one question)."""

import re

LETTERS = "abcxyz"


def some(chance, alphabet, low, high):
    return "".join(chance.choice(alphabet) for _ in range(chance.randint(low, high)))


def arithmetic(chance):
    """Mostly well-formed expressions, sometimes with a piece of junk."""
    def number():
        return chance.choice([str(chance.randint(0, 20)), str(chance.randint(0, 2**31)), "0x1f", "0X0A", "017", "0", "08",
                              "16#ff", "2#101", "36#zZ", "64#@a", "37#A", "10#08", "9223372036854775807",
                              "9223372036854775808", "99999999999999999999", "1#0", "65#1", "0x", "2#", "1a", "2#3"])

    def name():
        return chance.choice("xyz") if chance.random() < 0.9 else "unset"

    def expression(depth):
        kind = chance.random()
        if depth <= 0 or kind < 0.15:
            return number() if chance.random() < 0.5 else name()
        blank = chance.choice(["", "", " ", "\t"])
        if kind < 0.6:
            operator = chance.choice("+ - * / % ** << >> < <= > >= == != & ^ | && || ,".split())
            return expression(depth - 1) + blank + operator + blank + expression(depth - 1)
        if kind < 0.7:
            return chance.choice("+-!~") + blank + expression(depth - 1)
        if kind < 0.8:
            return "(" + blank + expression(depth - 1) + blank + ")"
        if kind < 0.87:
            return expression(depth - 1) + "?" + expression(depth - 1) + blank + ":" + expression(depth - 1)
        if kind < 0.93:
            operator = chance.choice("= += -= *= /= %= <<= >>= &= ^= |=".split())
            return name() + blank + operator + expression(depth - 1)
        return chance.choice([name() + "++", name() + "--", "++" + name(), "--" + name()])

    text = expression(chance.randint(0, 4))
    if chance.random() < 0.08:
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(["+", "-", "=", ")", "(", " ", "1", "x", "++", "--", "?", ":", "#", "@", "."]) + text[at:]
    values = []
    for variable in "xyz":
        values += [variable, chance.choice(["", "0", "1", "-3", "7", " 12 ", "017", "0x10", "y", "z+1", "2*3", "x", "1+", "abc", "z=5"])]
    return ["arithmetic", text] + values


def pattern_text(chance, extended, depth=2):
    pieces = []
    for _ in range(chance.randint(0, 4)):
        kind = chance.random()
        if kind < 0.35:
            pieces.append(chance.choice("abcAB1_-. /é"))
        elif kind < 0.5:
            pieces.append("*")
        elif kind < 0.6:
            pieces.append("?")
        elif kind < 0.75:
            inside = "".join(chance.choice(["a", "b", "c", "a-c", "A-Z", "0-9", "-", "]", "[", "[:alpha:]", "[:digit:]", "[:space:]",
                                            "\\]", "\\\\", "é", "c-a", ":", ".", "[:foo:]"]) for _ in range(chance.randint(1, 3)))
            pieces.append("[" + chance.choice(["", "", "!", "^"]) + inside + chance.choice(["]", "]", "]", "]", ""]))
        elif kind < 0.82:
            pieces.append("\\" + chance.choice("ab*?[]\\(|)"))
        elif kind < 0.85:
            pieces.append(chance.choice(["(", ")", "|", "[", "]", "!", "@", "+", "\\"]))
        elif extended and depth > 0:
            inside = "|".join(pattern_text(chance, extended, depth - 1) for _ in range(chance.randint(1, 3)))
            pieces.append(chance.choice("?*+@!") + "(" + inside + ")")
        else:
            pieces.append(chance.choice("abc"))
    return "".join(pieces)


def pattern(chance):
    extended = chance.random() < 0.6
    operation = chance.choice(["case"] * 4 + ["#", "##", "%", "%%", "/", "//", "//", "/#", "/%"])
    value = some(chance, "aabbccAB1_-. /é]\\[*(", 0, 9)
    question = ["pattern", operation, "extglob" if extended else "plain", value, pattern_text(chance, extended)]
    if operation[0] == "/":
        question.append(chance.choice(["", "X", "yy", "&", "[&]", "\\&", "a\\\\b", "<&&>", "*"]))
        if chance.random() < 0.5:
            question.append("&")
    return question


ESCAPES = ["\\n", "\\t", "\\a", "\\\\", "\\x41", "\\x4", "\\xg", "\\101", "\\0101", "\\0", "\\1", "\\777", "\\u00e9", "\\u41", "\\U1f600",
           "\\u", "\\ud800", "\\U110000", "\\c", "\\cA", "\\e", "\\E", "\\q", "\\\"", "\\?", "\\", "\\8", "\\x{41}", "\\x{1F}x", "\\cz",
           "\\c\\\\", "\\c?"]


def escapes(chance):
    text = "".join(chance.choice(ESCAPES + ["a", "b", " ", "1", "é", "\\'"]) for _ in range(chance.randint(0, 5)))
    if (len(text) - len(text.rstrip("\\"))) % 2:
        text += "\\"
    text = re.sub(r"(\\.)|'", lambda found: found.group(1) or "", text, flags=re.S)
    if text.endswith("\\c"):
        text += "A"
    return ["escapes", text]


def echo(chance):
    words = [chance.choice(["-n", "-e", "-E", "-ne", "-nE", "-en", "-", "--", "-x", "-nx"]) for _ in range(chance.choice([0, 1, 1, 1, 2]))]
    words += ["".join(chance.choice(ESCAPES + ["a", "psql", " ", "1", "é"]) for _ in range(chance.randint(0, 4)))
              for _ in range(chance.randint(0, 3))]
    return ["run", "echo", ""] + words


def printf(chance):
    def conversion():
        flags = some(chance, "-+ #0", 0, 2) if chance.random() < 0.3 else ""
        width = chance.choice(["", "", "", "5", "12", "*", "0"])
        precision = chance.choice(["", "", "", ".0", ".3", ".", ".*"])
        return "%" + flags + width + precision + chance.choice("sssssbqdiouxXcfeg")

    form = "".join(chance.choice([conversion, conversion, lambda: chance.choice(ESCAPES + ["a", " ", "%%", "x=", "\\n"])])()
                   for _ in range(chance.randint(0, 4)))
    if chance.random() < 0.02:
        form += "%"
    words = [chance.choice(["a", "psql", "", "12", "-7", "0x1f", "017", "'A", "\"é", "99999999999999999999", "3.5", " 5", "5x", "abc", "a b",
                            "é", "$x;`y`", "#a", "~", "x~", "a=~b", "\\x41\\n", "\\0101", "\\101", "a\\cb", "tab\there", "new\nline",
                            "it's", "!{a,b}", "\x01", "\x7f", "\\\"", "1e3", "%d"]) for _ in range(chance.randint(0, 5))]
    return ["run", "printf", ""] + (["--"] if chance.random() < 0.05 else []) + [form] + words


def text(chance, low=0, high=6):
    lines = [some(chance, "abcABC123 \t:,;-é", 0, 12) for _ in range(chance.randint(low, high))]
    return "\n".join(lines) + chance.choice(["\n", "\n", ""])


def data(chance):
    return bytes(chance.randrange(256) if chance.random() < 0.5 else chance.choice(b"psql -c 'DROP TABLE t'\n") for _ in
                 range(chance.choice([0, 1, 2, 3, 4, 5, 10, 30, 57, 58, 80, 120])))


def damaged(chance, encoded):
    """Sometimes without padding or newline, with garbage, cut."""
    if chance.random() < 0.3:
        encoded = encoded.rstrip(b"\n=")
    if chance.random() < 0.2 and encoded:
        at = chance.randrange(len(encoded))
        encoded = encoded[:at] + bytes([chance.choice(b"!= \n\t-Az\r")]) + encoded[at:]
    if chance.random() < 0.1 and encoded:
        encoded = encoded[:chance.randrange(len(encoded))]
    return encoded


def base64_text(chance, width=76):
    import base64
    encoded = base64.b64encode(data(chance))
    lines = [encoded[i:i + width] for i in range(0, len(encoded), width)]
    return b"".join(line + b"\n" for line in lines)


def base64_program(chance):
    if chance.random() < 0.3:
        return ["run", "base64", data(chance)] + chance.choice([[], ["-w0"], ["-w", "0"], ["--wrap=20"], ["-w", "5", "-"], ["--wr", "7"]])
    options = chance.choice([["-d"], ["-d"], ["--decode"], ["--dec"], ["-di"], ["-i", "-d"], ["-d", "-"], ["--ignore-garbage", "-d"], ["-dw0"]])
    return ["run", "base64", damaged(chance, base64_text(chance))] + options


def cat(chance):
    return ["run", "cat", text(chance)] + chance.choice([[], ["-"], ["-u"], ["--"]])


def tee(chance):
    return ["run", "tee", text(chance)] + chance.choice([[], ["-a"], ["/dev/null"], ["-i", "--", "/dev/null"], ["--append"]])


def base32_program(chance):
    import base64
    if chance.random() < 0.3:
        return ["run", "base32", data(chance)] + chance.choice([[], ["-w0"], ["-w", "9"]])
    return ["run", "base32", damaged(chance, base64.b32encode(data(chance)) + b"\n")] + chance.choice([["-d"], ["--decode"], ["-di"]])


def xxd(chance):
    if chance.random() < 0.4:
        return ["run", "xxd", data(chance)] + chance.choice([["-p"], ["-ps"], ["-plain"], ["-p", "-c5"], ["-p", "-c", "100"], ["-u", "-p"], ["-p", "-u", "-"]])
    raw = data(chance)
    if chance.random() < 0.2:  # a dump with offsets
        lines = []
        for at in range(0, len(raw), 16):
            row = raw[at:at + 16]
            pairs = " ".join(row[i:i + 2].hex() for i in range(0, len(row), 2))
            lines.append("%08x: %-39s  %s\n" % (at, pairs, "".join(chr(c) if 32 <= c < 127 else "." for c in row)))
        return ["run", "xxd", "".join(lines), "-r"]
    digits = raw.hex()
    if chance.random() < 0.3:
        digits = digits.upper()
    if chance.random() < 0.4:
        step = chance.choice([2, 4, 60])
        digits = chance.choice([" ", "\n", "\t", ":", ",", " 0x", "\\x"]).join(digits[i:i + step] for i in range(0, len(digits), step))
    return ["run", "xxd", damaged(chance, digits.encode() + chance.choice([b"", b"\n"]))] + chance.choice(
        [["-r", "-p"], ["-r", "-p"], ["-p", "-r"], ["-r", "-ps"], ["-ps", "-r"], ["-r", "-plain", "-"], ["-r"]])


def openssl(chance):
    command = chance.choice([["base64"], ["base64"], ["enc", "-base64"], ["enc", "-a"]])
    if chance.random() < 0.3:
        return ["run", "openssl", data(chance)] + command + chance.choice([[], ["-A"], ["-e"]])
    one_line = chance.random() < 0.4
    text = base64_text(chance, chance.choice([64, 64, 76, 400]) if not one_line else 10000)
    if chance.random() < 0.3:
        text = damaged(chance, text)
    return ["run", "openssl", text] + command + ["-d"] + (["-A"] if one_line else [])


def tr(chance):
    def part():
        return chance.choice(["a-z", "A-Z", "0-9", "a-c", "x-z", "abc", "1", " ", ",;", "\\n", "\\t", "\\\\", "\\141", "\\-", "-", "[:upper:]", "[:lower:]",
                              "[:digit:]", "[:space:]", "[:alnum:]", "[:punct:]", "[a-z]", "[x*3]", "[y*]", "[", "]", "é", "A-M", "N-Z", "n-za-m", "\\q"])

    def set_text():
        return "".join(part() for _ in range(chance.choice([1, 1, 1, 2, 3])))

    kind = chance.random()
    pairs = [["a-z", "A-Z"], ["A-Z", "a-z"], ["[:upper:]", "[:lower:]"], ["[:lower:]", "[:upper:]"], ["A-Za-z", "N-ZA-Mn-za-m"], ["a-y", "b-z"],
             ["\\n", " "], [" ", "\\n"], ["_", "-"], ["abc", "x"], ["[A-Z]", "[a-z]"], ["a-zA-Z", "b-za-aB-ZA-A"]]
    if kind < 0.35:
        words = chance.choice(pairs)
    elif kind < 0.6:
        words = [set_text(), set_text()]
    elif kind < 0.8:
        words = ["-d", set_text()]
    elif kind < 0.9:
        words = ["-s", set_text()]
    else:
        words = [chance.choice(["-ds", "-c", "-cd", "-cs", "-t", "-s", "-dc", "-C", "--delete", "--squeeze-repeats"]), set_text()]
        if words[0] in ("-ds", "-c", "-t", "-C") or (words[0] in ("-s", "-cs") and chance.random() < 0.5):
            words.append(set_text())
    return ["run", "tr", some(chance, "aabbcxyzABCXYZ0123 ,;\n\t\\-[]é_", 0, 30)] + words


def lines_of(program, choices):
    def generate(chance):
        return ["run", program, text(chance, 0, 8)] + chance.choice(choices)
    return generate


def head_or_tail(program):
    def generate(chance):
        number = str(chance.choice([0, 1, 2, 3, 5, 20]))
        choices = [[], ["-" + number], ["-n", number], ["-n" + number], ["-c", number], ["-c" + number], ["-n-" + number], ["-c", "-" + number],
                   ["--lines=" + number], ["--bytes", number], ["-n", "+" + number], ["-" + number + "c"], ["-qn" + number], ["--li", number, "-"]]
        if program == "tail":
            choices += [["+" + number], ["-c+" + number], ["-n+" + number]]
        return ["run", program, text(chance, 0, 8)] + chance.choice(choices)
    return generate


def cut(chance):
    def item():
        low = chance.randint(1, 6)
        return chance.choice(["%d" % low, "%d-" % low, "-%d" % low, "%d-%d" % (low, low + chance.randint(0, 4))])
    spec = chance.choice([",", ",", " "]).join(item() for _ in range(chance.choice([1, 1, 2, 3])))
    words = chance.choice([["-c", spec], ["-c" + spec], ["-b", spec], ["-d,", "-f", spec], ["-d", ":", "-f" + spec], ["-f", spec], ["-f" + spec, "-d "],
                           ["-sd,", "-f" + spec], ["-d,", "-f", spec, "--output-delimiter=::"], ["-d:", "-f", spec, "--complement"],
                           ["-c", spec, "--complement"], ["-c", spec, "--output-delimiter", "."], ["--delimiter=,", "--fields=" + spec]])
    return ["run", "cut", text(chance, 0, 5)] + words


def seq(chance):
    numbers = [str(chance.randint(-20, 20)) for _ in range(chance.choice([1, 2, 2, 3]))]
    if chance.random() < 0.1:
        numbers[0] = chance.choice(["08", "1.5", "1e1", "0x3", "-0", "abc", "99"])
    return ["run", "seq", ""] + chance.choice([[], [], ["-w"], ["-s,"], ["-s", " "], ["-ws:"], ["--separator=x"]]) + numbers


def names(program):
    def generate(chance):
        path = some(chance, ["/", "/", "a", "b.txt", ".sh", "..", " ", "psql"], 0, 6)
        if program == "dirname":
            return ["run", program, ""] + chance.choice([[path], [path, path + "/x"], ["-z", path]])
        return ["run", program, ""] + chance.choice([[path], [path], [path, ".txt"], [path, ".sh"], ["-s", ".txt", path, path], ["-a", path, "x/y"], ["-z", path]])
    return generate


def sort(chance):
    kind = chance.random()
    lines = [some(chance, "abc123", 1, 4) if kind < 0.4 else str(chance.randint(0, 200)) + (chance.choice(["", " x", "y", ".5"]) if kind > 0.7 else "")
             for _ in range(chance.randint(0, 6))]
    return ["run", "sort", "".join(line + "\n" for line in lines)] + chance.choice([[], ["-r"], ["-u"], ["-n"], ["-n"], ["-rn"], ["-nu"], ["--numeric-sort"]])


def uniq(chance):
    lines = [chance.choice(["a", "b", "", "a b"]) for _ in range(chance.randint(0, 8))]
    return ["run", "uniq", "\n".join(lines) + chance.choice(["", "\n"])] + chance.choice([[], ["-c"], ["-d"], ["-u"], ["-cd"]])


def regex(chance, extended, groups, depth=2):
    """A basic or extended expression of sed; `groups` counts the groups that it opens."""
    def plain(token):
        return token if extended else "\\" + token
    pieces = []
    for at in range(chance.randint(1, 3)):
        kind = chance.random()
        if kind < 0.45:
            piece = chance.choice(["a", "b", "c", "A", "1", " ", "ab", ",", "\\.", "é", "-", "x", "\\*", "\\$"])
        elif kind < 0.55:
            piece = "."
        elif kind < 0.7:
            piece = chance.choice(["[abc]", "[^a]", "[a-c]", "[0-9]", "[[:alpha:]]", "[^[:space:]]", "[]a]", "[a\\n]", "[.*]", "[A-Z_-]", "[/]", "[é]"])
        elif kind < 0.78:
            piece = chance.choice(["\\w", "\\s", "\\S", "\\W", "\\n", "\\t"])
        elif kind < 0.95 and depth > 0:
            groups.append(1)
            inside = regex(chance, extended, groups, depth - 1)
            if chance.random() < 0.4:
                inside += plain("|") + regex(chance, extended, groups, depth - 1)
            piece = plain("(") + inside + plain(")")
        else:
            piece = chance.choice(["+", "?", "|", "(", "{", "*", "a"]) if chance.random() < 0.2 else "b"
        if chance.random() < 0.35:
            piece += chance.choice(["*", "*", plain("+"), plain("?"), plain("{") + chance.choice(["2", "1,2", "0,1", ",2", "1,"]) + plain("}")])
        pieces.append(piece)
    text = "".join(pieces)
    if chance.random() < 0.15:
        text = "^" + text
    if chance.random() < 0.15:
        text += "$"
    if chance.random() < 0.04:
        text = "\\b" + text
    return text


def grep(chance):
    mode = chance.choice([[], [], ["-E"], ["-F"], ["-G"], ["--extended-regexp"]])
    extended = mode in (["-E"], ["--extended-regexp"])
    fixed = ["a", "ab", "", "a.b", "#", "^#", "x y", "é"]
    pattern = chance.choice(fixed) if mode == ["-F"] or chance.random() < 0.3 else regex(chance, extended, [])
    if chance.random() < 0.1:
        pattern += "\n" + chance.choice(fixed)
    flags = [flag for flag in ("-v", "-i", "-x", "-o", "-h", "-s", "--color=never") if chance.random() < 0.15]
    tail = ["-e", pattern] if chance.random() < 0.2 or pattern.startswith("-") else [pattern] + chance.choice([[], [], ["-"]])
    lines = text(chance, 0, 6)
    return ["run", "grep", lines if chance.random() < 0.7 else lines.rstrip("\n")] + mode + flags + tail


def sed(chance):
    extended = chance.random() < 0.4

    def substitution():
        groups = []
        delimiter = chance.choice("///|,#")
        pattern = regex(chance, extended, groups).replace(delimiter, "\\" + delimiter if delimiter != "|" else "x")
        pieces = ["x", "Y ", "&", "[&]", "\\&", "\\n", "", "psql", "\\t", "\\\\"] + ["\\%d" % (i + 1) for i in range(min(len(groups), 9))] * 2
        if chance.random() < 0.15:
            pieces += ["\\U", "\\L", "\\E", "\\u", "\\l"] * 2
        replacement = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 3)))
        flags = chance.choice(["", "", "g", "g", "2", "p", "gp", "I", "2g", "3", "gi"])
        return "s" + delimiter + pattern + delimiter + replacement + delimiter + flags

    def address():
        return chance.choice(["1", "2", "$", "3", "/" + regex(chance, extended, []).replace("[/]", "x") + "/", "1~2", "\\,a,", "/b/I"])

    def command(depth=1):
        prefix = ""
        kind = chance.random()
        if kind < 0.35:
            prefix = address()
        elif kind < 0.5:
            prefix = address() + "," + chance.choice([address().replace("1~2", "2"), "+1", "~2"])
        if prefix and chance.random() < 0.2:
            prefix += "!"
        kind = chance.random()
        if kind < 0.5:
            return prefix + substitution()
        if kind < 0.8:
            return prefix + chance.choice(["d", "p", "q", "=", "n", "N", "g", "G", "h", "H", "x", "P", "D", "Q", "z", "n;d", "N;P;D"])
        if kind < 0.87:
            return prefix + chance.choice(["y/abc/xyz/", "y/a,b/A.B/", "y,abc,\\n\\\\1,", "y/é/e/"])
        if kind < 0.93:
            return prefix + chance.choice(["a", "i", "c"]) + chance.choice([" text", "\\\ntext", "text x"]) + "\n"
        if depth > 0:
            return prefix + "{" + "; ".join(command(depth - 1) for _ in range(chance.randint(1, 2))) + chance.choice(["}", ";}"])
        return "p"

    common = [["s/\\(a\\)\\(b\\)/\\2\\1/"], ["-n", "/a/p"], ["-n", "2p"], ["1d"], ["$d"], ["/^$/d"], ["s/^ *//"], ["s/[[:space:]]*$//"], ["-E", "s/(a|b)+/<&>/g"],
              [":a;N;$!ba;s/\\n/ /g"], ["$!N;s/\\n/,/"], ["1!G;h;$!d"], ["-n", "$="], ["-n", "1,3p"], ["s/,/\\n/g"], ["-e", "1d", "-e", "s/b/c/"],
              ["y/abcdefghijklmnopqrstuvwxyz/ABCDEFGHIJKLMNOPQRSTUVWXYZ/"], ["s/.*/\\U&/"], ["s/\\(.\\)/\\u\\1/"], [":a;s/^\\(b*\\)a/\\1b/;ta"], ["2q"],
              ["s/a/b/;s/b/c/"], ["s/x*/-/g"], ["/a/,/c/d"], ["-r", "s/([a-z]+) ([a-z]+)/\\2 \\1/"], ["--expression=s/a//g"], ["-z", "s/\\n/,/g"]]
    if chance.random() < 0.2:
        words = chance.choice(common)
    else:
        script = chance.choice([";", "; ", "\n"]).join(command() for _ in range(chance.choice([1, 1, 1, 2, 3])))
        words = chance.choice([[script], [script], ["-e", script], ["-n", script], ["-n", "-e", script], ["-s", script, "-"]])
        if extended:
            words = [chance.choice(["-E", "-r", "--regexp-extended"])] + words
    lines = [some(chance, ["a", "a", "b", "b", "c", "ab", "A", "B", "1", " ", ",", ".", "é", "x", "-", "/", "*", "]"], 0, 8) for _ in range(chance.randint(0, 5))]
    return ["run", "sed", "\n".join(lines) + chance.choice(["\n", "\n", ""])] + words


KINDS = {
    "arithmetic": (6, arithmetic),
    "pattern": (8, pattern),
    "escapes": (1, escapes),
    "echo": (2, echo),
    "printf": (4, printf),
    "base64": (3, base64_program),
    "base32": (1, base32_program),
    "xxd": (2, xxd),
    "openssl": (1, openssl),
    "tr": (4, tr),
    "cat": (0.2, cat),
    "tee": (0.2, tee),
    "rev": (0.5, lines_of("rev", [[]])),
    "tac": (0.5, lines_of("tac", [[], ["-"]])),
    "head": (1, head_or_tail("head")),
    "tail": (1, head_or_tail("tail")),
    "paste": (1, lines_of("paste", [["-s"], ["-sd,"], ["-sd", ""], ["-s", "-d", "\\n,"], ["-sd", "ab\\0"], ["-"], ["-", "-"], ["-d:", "-", "-", "-"],
                                    [], ["-s", "-"], ["-d", "\\t\\\\"]])),
    "nl": (0.5, lines_of("nl", [[], ["-ba"], ["-b", "t"], ["-w2", "-s:"], ["-w", "1", "-s", ""], ["-s", " ", "-ba"]])),
    "fold": (1, lines_of("fold", [[], ["-w5"], ["-w", "3"], ["-sw6"], ["-s", "-w", "4"], ["-bw4"], ["-w1"], ["--width=7"]])),
    "cut": (2, cut),
    "sed": (6, sed),
    "grep": (3, grep),
    "seq": (1, seq),
    "basename": (0.5, names("basename")),
    "dirname": (0.5, names("dirname")),
    "sort": (0.5, sort),
    "uniq": (0.5, uniq),
}

# What we leave to the real ones: errors, garbage, orders that depend on the locale.
REQUIRED_RATE = {"pattern": 0.85, "openssl": 0.7, "tr": 0.6, "xxd": 0.85, "seq": 0.85, "sort": 0.4, "head": 0.8, "tail": 0.8, "cut": 0.8, "sed": 0.6, "grep": 0.6}
