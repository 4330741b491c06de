#!/usr/bin/env -S python3 -B
"""Each floor includes only itself and the floors below it, and only the libraries that are its own."""

import os
import re

import csource

BELOW = {
    "base": (),
    "model": ("base",),
    "store": ("base", "model"),
    "exchange": ("base",),
    "render": ("base", "exchange"),
    "host": ("base",),
    "office": ("base", "model", "store", "exchange", "render", "host"),
    "cli": ("base", "model", "store", "exchange", "render", "host", "office"),
    "ui": ("base", "model", "store", "exchange", "render", "host", "office"),
}
# Headers of a library, and the floors that may use it.
OWNERS = (
    (re.compile(r"(gtk|gdk|gsk)/|(adwaita|graphene)\b"), ("ui",), "GTK"),
    (re.compile(r"pango/|cairo\b|cairo[-/]"), ("render", "ui"), "Pango and Cairo"),
    (re.compile(r"sqlite3"), ("store",), "SQLite"),
    (re.compile(r"libxml/|zip\.h|libical/|gmime/|gsf/"), ("exchange", "render"), "file formats"),
    (re.compile(r"xlsxwriter"), ("exchange", "render"), "spreadsheets"),
    (re.compile(r"qrencode|poppler|fontconfig/|hb[-.]"), ("render", "ui"), "documents"),
    (re.compile(r"libsecret/"), ("host",), "secrets"),
)
# mingw-w64 lacks these; a floor keeps what needs them in one file, behind an #if.
POSIX = re.compile(
    r"(dlfcn|fnmatch|glob|grp|ifaddrs|langinfo|netdb|poll|pwd|syslog|termios"
    r"|sys/(file|mman|resource|select|socket|statfs|statvfs|un|utsname|vfs|wait)"
    r"|arpa/inet|netinet/in)\.h$"
)
SQL = re.compile(
    r"\b(SELECT\s+\S|INSERT\s+(INTO|OR)\b|REPLACE\s+INTO\b|UPDATE\s+\S+\s+SET\b|DELETE\s+FROM\b"
    r"|PRAGMA\s+\w|(CREATE|DROP|ALTER)\s+(UNIQUE\s+|VIRTUAL\s+|TEMP\s+)?(TABLE|INDEX|VIEW|TRIGGER)\b"
    r"|BEGIN\s+(IMMEDIATE|EXCLUSIVE|DEFERRED)\b|ATTACH\s+DATABASE\b|WITH\s+RECURSIVE\b)"
)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def is_guarded(text, position):
    before = text[:position]
    opened = len(re.findall(r"^[ \t]*#[ \t]*if", before, re.MULTILINE))
    return opened > len(re.findall(r"^[ \t]*#[ \t]*endif", before, re.MULTILINE))


def floor_of(root, path, name):
    """The floor a quoted include leads to; None for a file of no floor."""
    beside = os.path.join(os.path.dirname(path), name)
    if os.path.exists(os.path.join(root, beside)) and not beside.startswith("tests/"):
        name = os.path.normpath(beside).replace(os.sep, "/").split("src/", 1)[-1]
    first = name.split("/", 1)[0]
    return first if "/" in name and first in csource.FLOORS else None


def check_includes(root, path, floor, report):
    """Returns whether the file needs POSIX."""
    text = csource.without_comments(csource.read(root, path))
    in_tests = path.startswith("tests/")
    needs_posix = False
    for match in INCLUDE.finditer(text):
        bracket, name = match.groups()
        line = line_of(text, match.start())
        if bracket == '"' and name.startswith("../"):
            report.say(path, line, f'"{name}": name it from src/, as "floor/crm-thing.h"')
        if bracket == '"':
            other = floor_of(root, path, name)
            if other and other != floor and other not in BELOW[floor]:
                report.say(path, line, f"{floor} may not use {other}: {name}")
        if in_tests:
            continue
        for pattern, owners, what in OWNERS:
            if pattern.match(name) and floor not in owners:
                report.say(path, line, f"{what} belong to {' and '.join(owners)}: {name}")
        if POSIX.match(name):
            needs_posix = True
            if not is_guarded(text, match.start()):
                report.say(path, line, f"{name} is not there on Windows: put it behind an #if")
    return needs_posix


def check_sql(root, path, report):
    for line, literal in csource.strings(csource.read(root, path)):
        if SQL.search(literal.replace("\\n", " ")):
            report.say(path, line, f'SQL belongs to store: "{literal[:60]}"')


def main():
    root = csource.root_from_arguments()
    report = csource.Report()
    posix = {}
    for path in csource.files(root, ["src", "tests"], (".c", ".h")):
        floor = path.split("/")[1]
        if floor not in csource.FLOORS:
            continue
        if check_includes(root, path, floor, report):
            posix.setdefault(floor, []).append(path)
        if path.startswith("src/") and floor != "store":
            check_sql(root, path, report)
    for floor, paths in posix.items():
        for path in paths[1:]:
            report.say(path, 0, f"POSIX headers of {floor} are kept in one file: {paths[0]}")
    report.end()


main()
