#!/usr/bin/env -S python3 -B
"""Romanian is written with commas below, and nothing is left over: no notes to oneself, no paths of one machine."""

import os
import re

import csource

CEDILLA = re.compile("[\u015e\u015f\u0162\u0163]")
# Written in pieces, so that the check does not find itself.
NOTES = re.compile(r"\b(" + "|".join(("TO" "DO", "FIX" "ME", "HA" "CK")) + r")\b")
MACHINE = re.compile(r"(?<![\w.}/:-])/(root|work|Users)/\w|\b[A-Z]:\\\\?Users")
# Tests make up mount tables and folders of other people.
HOME = re.compile(r"(?<![\w.}/:-])/home/\w")
TEXT = (
    ".c", ".h", ".ui", ".css", ".xml", ".in", ".build", ".py", ".sh", ".po", ".md", ".svg", ".json",
    ".txt", ".supp", "POTFILES.in", "LINGUAS",
)  # fmt: skip


def check_lines(path, text, report):
    in_code = path.startswith(("src/", "tests/"))
    for number, line in enumerate(text.split("\n"), 1):
        if NOTES.search(line):
            report.say(path, number, "a note to oneself: do it, or open an issue")
        if MACHINE.search(line) or (not path.startswith("tests/") and HOME.search(line)):
            report.say(path, number, "a path of one machine")
        # Folding has to know the wrong letters, and so have its tests.
        if not in_code and CEDILLA.search(line):
            report.say(path, number, "s and t with cedilla: Romanian has them with a comma below")


def main():
    root = csource.root_from_arguments()
    report = csource.Report()
    paths = csource.files(root, ["src", "data", "po", "tests"], TEXT)
    for path in paths + [name for name in ("README.md", "meson.build") if name in os.listdir(root)]:
        # What other programs wrote stays as it is.
        if not path.startswith("tests/data/"):
            check_lines(path, csource.read(root, path), report)
    report.end()


main()
