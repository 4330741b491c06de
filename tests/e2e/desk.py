# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program and its window, driven from outside; speaks TAP."""

import gettext
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

BUILD = os.environ["G_TEST_BUILDDIR"]
KONTOR = os.path.join(os.path.dirname(BUILD), "src", "kontor")
PATIENCE = 20.0
# Pictures of each step are put there, for a person to look at.
PICTURES = os.environ.get("KONTOR_PICTURES")

WORDS = gettext.translation(
    "kontor",
    os.environ["KONTOR_LOCALE_DIR"],
    languages=[os.environ.get("LANGUAGE", "en")],
    fallback=True,
)
# What the window says for it in the language that it is driven in.
_ = WORDS.gettext
pgettext = WORDS.pgettext


def ngettext(one, many, count):
    return WORDS.ngettext(one, many, count) % count


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

    @staticmethod
    def picture(name):
        if PICTURES and shutil.which("import"):
            path = os.path.join(PICTURES, "%s-%s.png" % (os.environ.get("LANGUAGE", "en"), name))
            subprocess.run(["import", "-window", "root", path], check=False)

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


def nodes(root=None):
    """Every accessible under root, from the front to the back."""
    stack = [root if root is not None else application()]
    while stack:
        node = stack.pop()
        if node is None:
            continue
        yield node
        stack.extend(node[i] for i in reversed(range(min(node.childCount, 400))))


def extents(node):
    """Where it stands in its window; None for what has no place on the screen."""
    try:
        place = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    except NotImplementedError:
        return None
    return place if place.width > 0 and place.height > 0 else None


def says(node, words, roles):
    if roles and node.getRoleName() not in roles:
        return False
    return words in (node.name, node.description) or (
        # A tooltip says the key too: "Menu (F10)".
        (node.description or "").startswith(words + " (")
    )


class Pointer:
    """A hand on the mouse: it finds things by what they say, and presses where they stand."""

    def __init__(self, desk):
        self.desk = desk

    @staticmethod
    def do(*arguments):
        subprocess.run(["xdotool"] + [str(a) for a in arguments], check=True, capture_output=True)

    def windows(self):
        """(x, y, width, height) of each window of the program, the newest last."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.desk.program.pid)],
            check=False, capture_output=True, text=True,
        ).stdout.split()
        places = []
        for window in found:
            shell = subprocess.run(
                ["xdotool", "getwindowgeometry", "--shell", window],
                check=True, capture_output=True, text=True,
            ).stdout
            place = dict(line.split("=") for line in shell.split())
            places.append(tuple(int(place[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))
        return places

    def origin(self, node):
        """What is to be added to its extents for the screen: where its window or popover stands."""
        windows = list(reversed(self.windows()))
        frame = None
        while node is not None and node.getRoleName() != "application":
            frame = extents(node) or frame
            for x, y, width, height in windows:
                if (width, height) == (frame.width, frame.height):
                    return x - frame.x, y - frame.y
            node = node.parent
        for x, y, width, height in windows:
            # A shadow stands around a window, the same on every side.
            if 0 <= width - frame.width < 120 and 0 <= height - frame.height < 120:
                return x + (width - frame.width) // 2, y + (height - frame.height) // 2
        raise AssertionError("no window of that size: %s" % frame)

    def point(self, words, roles=(), nth=0, end=False):
        """The middle, or the end, of the nth thing that says it, on the screen; -1: the last."""
        found = [node for node in nodes() if says(node, words, roles) and extents(node)]
        if not -len(found) <= nth < len(found):
            return None
        place = extents(found[nth])
        x, y = self.origin(found[nth])
        across = place.width - 16 if end else place.width // 2
        return x + place.x + across, y + place.y + place.height // 2

    def move(self, words, roles=(), nth=0, end=False):
        """Waits until it is there and stands still, and points at it."""
        place = wait(lambda: self.point(words, roles, nth, end), words)
        for _turn in range(20):
            time.sleep(0.15)
            try:
                again = self.point(words, roles, nth, end)
            except Exception:  # pylint: disable=broad-except
                continue  # The tree changed while it was walked.
            if again == place:
                break
            place = again or place
        self.do("mousemove", *place)
        return place

    def click(self, words, roles=(), nth=0, end=False):
        self.move(words, roles, nth, end)
        self.do("click", 1)
        time.sleep(0.1)

    def click_with(self, key, words, roles=()):
        """With a key held down: Shift chooses up to it."""
        self.move(words, roles)
        self.do("keydown", key, "click", 1, "keyup", key)
        time.sleep(0.1)

    def menu(self, words, roles=()):
        """The menu of what says it."""
        self.move(words, roles)
        self.do("click", 3)
        time.sleep(0.3)

    def choose(self, drop_down, words):
        """One of what a drop-down offers."""
        self.click(drop_down)
        self.click(words, ["label"], nth=-1)
        time.sleep(0.8)
        self.let_go()

    def let_go(self):
        """Without a window manager a list or menu that was closed takes one click more; it is given
        to the empty part of the sidebar."""
        self.do("mousemove", 100, 700, "click", 1)
        time.sleep(0.3)

    def drag(self, start, words, roles=(), nth=0):
        """From a point of the screen to what says it, as a hand does: in steps."""
        self.do("mousemove", *start)
        self.do("mousedown", 1)
        goal = wait(lambda: self.point(words, roles, nth), words)
        for step in range(1, 21):
            x = start[0] + (goal[0] - start[0]) * step // 20
            y = start[1] + (goal[1] - start[1]) * step // 20
            self.do("mousemove", x, y)
            time.sleep(0.03)
        time.sleep(0.5)
        self.do("mouseup", 1)


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
                desk.picture("%02d-%s" % (number, step.__name__))
                print("ok %d %s" % (number, step.__name__), flush=True)
            except Exception as error:  # pylint: disable=broad-except
                failed += 1
                print("# " + str(error).replace("\n", " "))
                desk.picture("%02d-%s-failed" % (number, step.__name__))
                if failed == 1:
                    desk.complain()
                print("not ok %d %s" % (number, step.__name__), flush=True)
    finally:
        desk.close()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0
