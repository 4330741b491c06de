#!/usr/bin/env -S python3 -B
"""Files of at most 600 lines, functions of at most 60."""

import csource

FILE_LINES = 600
FUNCTION_LINES = 60


def functions(text):
    """(name's line, lines) of each function: with our format its braces stand alone in column 0."""
    start = None
    for number, line in enumerate(csource.only_code(text).split("\n"), 1):
        if line.rstrip() == "{":
            start = number
        elif line.startswith("}") and start is not None:
            yield start, number - start + 1
            start = None


def main():
    root = csource.root_from_arguments()
    report = csource.Report()
    for path in csource.files(root, ["src", "tests"], (".c", ".h", ".ui", ".py", ".sh", ".css")):
        text = csource.read(root, path)
        lines = text.count("\n")
        if lines > FILE_LINES:
            report.say(path, 0, f"{lines} lines, more than {FILE_LINES}: is this room too full?")
        if path.endswith(".c"):
            for start, length in functions(text):
                if length > FUNCTION_LINES:
                    report.say(path, start, f"a function of {length} lines, more than {FUNCTION_LINES}")
    report.end()


main()
