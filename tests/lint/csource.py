"""What the checks of C sources share: where the files are, and what in them is code, text or remark."""

import os
import re
import sys

FLOORS = ("base", "model", "store", "exchange", "render", "host", "office", "cli", "ui")

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)"""
    r"""|(?P<string>"(?:\\.|[^"\\\n])*")"""
    r"""|(?P<char>'(?:\\.|[^'\\\n])*')""",
    re.DOTALL | re.VERBOSE,
)


def root_from_arguments():
    """The project's folder: the one argument, or the one this script stands in."""
    here = os.path.dirname(os.path.abspath(__file__))
    return os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", ".."))


def files(root, folders, endings):
    """Paths below root, with forward slashes, sorted."""
    found = []
    for folder in folders:
        for where, inside, names in os.walk(os.path.join(root, folder)):
            inside[:] = [name for name in inside if name != "__pycache__"]
            for name in names:
                if name.endswith(endings) and not name.startswith("."):
                    path = os.path.relpath(os.path.join(where, name), root)
                    found.append(path.replace(os.sep, "/"))
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as stream:
        return stream.read()


def blank(text):
    """Spaces of the same shape, so that lines and columns keep their places."""
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    return TOKEN.sub(lambda m: blank(m.group()) if m.group("comment") else m.group(), text)


def only_code(text):
    """The text without remarks and without what stands between quotes."""

    def hide(match):
        if match.group("comment"):
            return blank(match.group())
        return match.group()[0] + blank(match.group()[1:-1]) + match.group()[-1]

    return TOKEN.sub(hide, text)


def strings(text):
    """(line, literal) of each string literal; those that follow each other are one, as in C."""
    last_end, pieces, line = None, [], 0
    for match in TOKEN.finditer(text):
        if match.group("comment"):
            continue
        if not match.group("string"):
            continue
        if last_end is not None:
            between = without_comments(text[last_end : match.start()])
            if between.strip():
                yield line, "".join(pieces)
                pieces = []
        if not pieces:
            line = text.count("\n", 0, match.start()) + 1
        pieces.append(match.group()[1:-1])
        last_end = match.end()
    if pieces:
        yield line, "".join(pieces)


class Report:
    """Collects what is wrong and ends the check."""

    def __init__(self):
        self.wrong = 0

    def say(self, path, line, message):
        self.wrong += 1
        print(f"{path}:{line}: {message}" if line else f"{path}: {message}")

    def end(self):
        sys.exit(1 if self.wrong else 0)
