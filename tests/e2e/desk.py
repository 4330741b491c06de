# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program and its window, driven from outside; speaks TAP."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

try:
    import pyatspi
except ImportError:
    print("1..0 # SKIP python3-pyatspi is not installed")
    sys.exit(0)

if shutil.which("xdotool") is None:
    print("1..0 # SKIP xdotool is not installed")
    sys.exit(0)

KONTOR = os.path.join(os.path.dirname(os.environ["G_TEST_BUILDDIR"]), "src", "kontor")
PATIENCE = 20.0


class Desk:
    """The program in its window, and a colleague beside it."""

    def __init__(self, folder, clients):
        self.folder = folder
        self.office = os.path.join(folder, "day.kontor")
        environment = dict(os.environ)
        environment.pop("G_DEBUG", None)
        environment["GTK_A11Y"] = "atspi"
        environment["HOME"] = folder
        environment["XDG_CONFIG_HOME"] = os.path.join(folder, "config")
        self.environment = environment
        self.colleague("demo", self.office, "--clients", str(clients), alone=True)
        self.log = open(os.path.join(folder, "log"), "w+", encoding="utf-8")
        self.program = subprocess.Popen(
            [KONTOR, "--file", self.office], env=environment, stdout=self.log, stderr=self.log
        )

    def colleague(self, *arguments, alone=False):
        command = [KONTOR] + ([] if alone else ["--file", self.office]) + list(arguments)
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(" ".join(arguments) + ": " + done.stderr)
        return done.stdout

    @staticmethod
    def keys(*names):
        for name in names:
            subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)
            time.sleep(0.1)

    @staticmethod
    def types(text):
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def complain(self):
        """What the program said, for the reader of a failed test."""
        print("# the program has %s" % ("ended: %s" % self.program.returncode
                                        if self.program.poll() is not None else "not ended"))
        self.log.seek(0)
        for line in self.log:
            print("# | " + line.rstrip())

    def close(self):
        self.program.terminate()
        try:
            self.program.wait(5)
        except subprocess.TimeoutExpired:
            self.program.kill()


def wait(what, said):
    """Asks until it is so; a screen needs no fixed pause and forgives a slow machine."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = what()
        except Exception:  # pylint: disable=broad-except
            found = None  # The tree changed while it was walked.
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError("not seen: " + said)


def application():
    desktop = pyatspi.Registry.getDesktop(0)
    for child in desktop:
        if child is not None and "kontor" in (child.name or "").lower():
            return child
    return None


def texts():
    """Every name and text that the window shows."""
    seen = set()
    stack = [application()]
    while stack:
        node = stack.pop()
        if node is None:
            continue
        if node.name:
            seen.add(node.name)
        try:
            text = node.queryText()
            seen.add(text.getText(0, text.characterCount))
        except NotImplementedError:
            pass
        stack.extend(node[i] for i in range(min(node.childCount, 400)))
    return seen


def shows(part):
    return any(part in text for text in texts())


def run(steps, clients):
    """Lives the steps one after another at one desk."""
    folder = tempfile.mkdtemp(prefix="kontor-e2e-")
    failed = 0
    print("1..%d" % len(steps), flush=True)
    desk = Desk(folder, clients)
    try:
        for number, step in enumerate(steps, 1):
            try:
                step(desk)
                print("ok %d %s" % (number, step.__name__), flush=True)
            except Exception as error:  # pylint: disable=broad-except
                failed += 1
                print("# " + str(error).replace("\n", " "))
                if failed == 1:
                    desk.complain()
                print("not ok %d %s" % (number, step.__name__), flush=True)
    finally:
        desk.close()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0
